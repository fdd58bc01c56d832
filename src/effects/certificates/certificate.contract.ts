import { z } from 'zod';

export const verifyInput = z.object({
  number: z.string().trim().min(1).max(100).optional(),
  sha256: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/, '文件哈希为64位十六进制')
    .optional(),
});
export const verificationView = z.object({
  found: z.boolean(),
  /** Of the file that was uploaded. */
  sha256: z.string().nullable(),
  certificate: z
    .object({
      number: z.string(),
      sha256: z.string(),
      issuedOn: z.string(),
      name: z.string(),
      carrierId: z.string(),
      carrier: z.string(),
      holder: z.string(),
      grantedBy: z.string(),
      state: z.enum(['valid', 'rectifying', 'revoked', 'lapsed']),
      stateLabel: z.string(),
      holds: z.boolean(),
      validFrom: z.string(),
      validTo: z.string().nullable(),
      endedOn: z.string().nullable(),
    })
    .nullable(),
});

import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { RECOGNITION_STATES, RENEWAL_DAYS, type RecognitionState } from './mentorRecognition.ts';

export { RECOGNITION_STATES, RENEWAL_DAYS };

export const listRecognitionsInput = z.object({
  q: z.string().trim().max(100).optional(),
  state: z.enum(['holds', 'over']).optional(),
  ...pageInput(),
});
export const recognitionView = z.object({
  id: z.string(),
  mentorId: z.string(),
  mentorName: z.string(),
  kind: z.string().nullable(),
  fields: z.string().nullable(),
  carrierId: z.string(),
  carrier: z.string(),
  territory: z.string(),
  packTitle: z.string(),
  name: z.string(),
  number: z.string(),
  grantedBy: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  state: z.enum(Object.keys(RECOGNITION_STATES) as [RecognitionState, ...RecognitionState[]]),
  endedOn: z.string().nullable(),
  endReason: z.string().nullable(),
  endCites: z.string().nullable(),
  endNumber: z.string().nullable(),
  endCaseId: z.string().nullable(),
  sha256: z.string(),
  caseId: z.string(),
  caseNumber: z.string(),
  example: z.boolean(),
});
export type RecognitionView = z.infer<typeof recognitionView>;
export const recognitionsView = z.object({ rows: z.array(recognitionView), ...pageTotal });
export const mentorInput = z.object({ mentorId: z.uuid() });
const reason = z.string().trim().min(2, '请说明理由').max(1000, '不能超过1000字');
export const resignInput = z.object({ mentorId: z.uuid(), recognitionId: z.uuid(), reason });
export const revocationInput = z.object({ recognitionId: z.uuid(), reason });
export const openedRevocationView = z.object({ caseId: z.uuid() });
export const ownRecognitionsView = z.object({ rows: z.array(recognitionView) });
export const oneRecognitionInput = z.object({ mentorId: z.uuid(), recognitionId: z.uuid() });

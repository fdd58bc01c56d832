import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Services } from '../../platform/services.ts';
import { readFile } from '../../records/files/file.actions.ts';
import { hashOf, verifyCertificate } from './certificate.actions.ts';
import { verificationView, verifyInput } from './certificate.contract.ts';
import { certificateOf } from './certificate.store.ts';

const tag = '证书';

export const certificateRoutes = (services: Services): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/public/certificates/verification',
    permission: 'public.read',
    summary: '按编号或文件哈希核验证书',
    tag,
    input: verifyInput,
    output: verificationView,
    handle: async ({ tx, input: { number, sha256 } }) => {
      const by = number ? { number } : sha256 ? { sha256 } : undefined;
      if (!by)
        throw new Refusal('input.invalid', {}, [
          { path: 'number', code: 'required', message: '请填写证书编号或文件哈希' },
        ]);
      const certificate = await verifyCertificate(tx, by, services.clock.today());
      return { found: certificate !== undefined, sha256: null, certificate: certificate ?? null };
    },
  }),
  route({
    method: 'post',
    path: '/api/public/certificates/verification',
    permission: 'public.submit',
    summary: '上传证书 PDF 核验(文件不保存)',
    tag,
    input: z.object({}),
    takes: 'upload',
    output: verificationView,
    handle: async ({ tx, files }) => {
      for await (const { file } of files) {
        const sha256 = await hashOf(file);
        const certificate = await verifyCertificate(tx, { sha256 }, services.clock.today());
        return { found: certificate !== undefined, sha256, certificate: certificate ?? null };
      }
      throw new Refusal('input.invalid', {}, [{ path: 'file', code: 'required', message: '请选择证书 PDF' }]);
    },
  }),
  route({
    method: 'get',
    path: '/api/designations/:designationId/certificate',
    permission: 'designation.read',
    summary: '下载证书',
    tag,
    input: z.object({ designationId: z.uuid() }),
    answers: 'file',
    handle: async ({ tx, input }) => {
      const certificate = await certificateOf(tx, input.designationId);
      if (!certificate) throw new Refusal('not-found');
      return readFile(tx, services, certificate.fileId);
    },
  }),
];

import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { readFile, sealFile } from './file.actions.ts';
import { fileView } from './file.contract.ts';

export const fileRoutes: Route[] = [
  route({
    method: 'get',
    path: '/api/files/:fileId',
    permission: 'file.read',
    summary: '下载文件',
    tag: '文件',
    input: z.object({ fileId: z.uuid() }),
    answers: 'file',
    handle: ({ tx, services, input }) => readFile(tx, services, input.fileId),
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/files',
    permission: 'carrier.edit',
    summary: '上传载体的佐证文件',
    tag: '文件',
    input: z.object({ carrierId: z.uuid() }),
    takes: 'upload',
    output: z.object({ files: z.array(fileView) }),
    handle: async ({ tx, services, actor, input, files }) => {
      const sealed = [];
      for await (const { filename, file } of files) {
        sealed.push(
          await sealFile(tx, services, actor, {
            name: filename,
            content: file,
            about: 'carrier',
            aboutId: input.carrierId,
          }),
        );
      }
      if (sealed.length === 0)
        throw new Refusal('input.invalid', {}, [{ path: 'file', code: 'required', message: '请选择文件' }]);
      return { files: sealed };
    },
  }),
];

import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { qrPng } from '../../platform/documents/qr.ts';
import { readFile } from '../files/file.actions.ts';
import { setTerms } from './resource.actions.ts';
import { carrierInput, linesView, qrInput, setTermsInput } from './resource.contract.ts';
import { isPublishedPicture, listLines } from './resource.store.ts';

const tag = '场地与设备';

export const resourceRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/resources',
    permission: 'carrier.read',
    summary: '可预订或出租的工位、房间、设备和储物柜',
    tag,
    input: carrierInput,
    output: linesView,
    handle: async ({ tx, input, services }) => ({ rows: await listLines(tx, input.carrierId, services.clock.today()) }),
  }),
  route({
    method: 'put',
    path: '/api/carriers/:carrierId/resources/:kind/:recordId',
    permission: 'carrier.edit',
    summary: '设置预订条件和价格',
    tag,
    input: setTermsInput,
    output: z.object({ id: z.string() }),
    handle: ({ tx, actor, input, services }) => setTerms(tx, services, actor, input),
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/resources/:resourceId/qr',
    permission: 'carrier.read',
    summary: '签到二维码',
    tag,
    input: qrInput,
    answers: 'file',
    handle: async ({ tx, input, services }) => {
      const [line] = await listLines(tx, input.carrierId, null, [input.resourceId]);
      if (!line?.resource) throw new Refusal('not-found');
      return {
        name: `${line.name}签到二维码.png`,
        mediaType: 'image/png',
        body: await qrPng(`${services.config.publicUrl}/workspace/check-in/${line.resource.qrToken}`, 600),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/pictures/:pictureId',
    permission: 'public.read',
    summary: '场地照片',
    tag,
    input: z.object({ pictureId: z.uuid() }),
    answers: 'file',
    handle: async ({ tx, services, input }) => {
      if (!(await isPublishedPicture(tx, input.pictureId))) throw new Refusal('not-found');
      return readFile(tx, services, input.pictureId);
    },
  }),
];

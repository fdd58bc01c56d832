import { z } from 'zod';
import type { CaseServices } from '../../cases/casefile/steps.ts';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { qrPng } from '../../platform/documents/qr.ts';
import { readFile } from '../../records/files/file.actions.ts';
import { designationOfCase } from '../designations/designation.store.ts';
import { recordAward, viewPlaque } from './plaque.actions.ts';
import { awardInput, plaqueTokenInput, plaqueView, publicPlaqueView } from './plaque.contract.ts';
import { findPlaque, plaqueOf } from './plaque.store.ts';
import { plaqueUrl } from './plaque.ts';

const tag = '标牌';

export const plaqueRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'post',
    path: '/api/cases/:caseId/plaque',
    permission: 'case.handle',
    summary: '登记授牌',
    tag,
    input: awardInput,
    output: plaqueView,
    handle: async ({ tx, actor, input: { caseId, ...award } }) => {
      await recordAward(tx, services, actor, caseId, award);
      const designation = await designationOfCase(tx, caseId);
      const plaque = designation && (await plaqueOf(tx, designation.id));
      if (!plaque) throw new Refusal('not-found');
      return {
        token: plaque.token,
        url: plaqueUrl(services.config.publicUrl, plaque.token),
        designationId: plaque.designation_id,
        awardedOn: plaque.awarded_on,
        awardedBy: plaque.awarded_by,
        receivedBy: plaque.received_by,
        place: plaque.place,
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/designations/:designationId/plaque',
    permission: 'designation.read',
    summary: '下载标牌制作文件(PDF)',
    tag,
    input: z.object({ designationId: z.uuid() }),
    answers: 'file',
    handle: async ({ tx, input }) => {
      const plaque = await plaqueOf(tx, input.designationId);
      if (!plaque) throw new Refusal('not-found');
      return readFile(tx, services, plaque.file_id);
    },
  }),
  route({
    method: 'get',
    path: '/api/public/plaques/:token',
    permission: 'public.read',
    summary: '标牌所示资格的现状',
    tag,
    input: plaqueTokenInput,
    output: publicPlaqueView,
    handle: ({ tx, input }) => viewPlaque(tx, input.token, services.clock.today()),
  }),
  route({
    method: 'get',
    path: '/api/public/plaques/:token/qr',
    permission: 'public.read',
    summary: '标牌二维码(PNG)',
    tag,
    input: plaqueTokenInput,
    answers: 'file',
    handle: async ({ tx, input }) => {
      if (!(await findPlaque(tx, input.token))) throw new Refusal('not-found');
      const body = await qrPng(plaqueUrl(services.config.publicUrl, input.token), 600);
      return { name: `标牌二维码-${input.token}.png`, mediaType: 'image/png', body };
    },
  }),
];

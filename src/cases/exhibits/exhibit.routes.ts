import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { addExhibit, attachToExhibit, exhibitsFor, withdrawExhibit } from './exhibit.actions.ts';
import {
  bodyExhibitInput,
  exhibitAdded,
  exhibitIdInput,
  exhibitsInput,
  exhibitsView,
  partyExhibitInput,
} from './exhibit.contract.ts';
import type { Side } from './exhibit.ts';

const tag = '违规处理';
const done = z.object({ done: z.literal(true) });

/** Evidence of both sides: each brings its own, and takes its own back. */
export const exhibitRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/cases/:caseId/exhibits',
    permission: 'case.read',
    summary: '证据',
    tag,
    input: exhibitsInput,
    output: exhibitsView,
    handle: async ({ tx, actor, input }) => ({ rows: await exhibitsFor(tx, actor, input.caseId) }),
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/exhibits',
    permission: 'case.handle',
    summary: '加入证据',
    tag,
    input: bodyExhibitInput,
    output: exhibitAdded,
    handle: async ({ tx, actor, input }) => ({
      exhibitId: await addExhibit(tx, services, actor, { ...input, side: 'body', item: null }),
    }),
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/own-exhibits',
    permission: 'case.state',
    summary: '当事人提交证据',
    tag,
    input: partyExhibitInput,
    output: exhibitAdded,
    handle: async ({ tx, actor, input: { item = null, ...input } }) => ({
      exhibitId: await addExhibit(tx, services, actor, { ...input, side: 'party', held: false, item }),
    }),
  }),
  ...ofSide(services, 'body', '/api/cases/:caseId/exhibits', 'case.handle'),
  ...ofSide(services, 'party', '/api/cases/:caseId/own-exhibits', 'case.state'),
];

function ofSide(
  services: CaseServices,
  side: Side,
  path: string,
  permission: 'case.handle' | 'case.state',
): readonly Route[] {
  return [
    route({
      method: 'post',
      path: `${path}/:exhibitId/file`,
      permission,
      summary: side === 'body' ? '上传证据文件' : '当事人上传证据文件',
      tag,
      takes: 'upload',
      input: exhibitIdInput,
      output: done,
      handle: async ({ tx, actor, input, files }) => {
        await attachToExhibit(tx, services, actor, { ...input, side }, files);
        return { done: true as const };
      },
    }),
    route({
      method: 'delete',
      path: `${path}/:exhibitId`,
      permission,
      summary: side === 'body' ? '撤去证据' : '当事人撤回证据',
      tag,
      input: exhibitIdInput,
      output: done,
      handle: async ({ tx, actor, input }) => {
        await withdrawExhibit(tx, services, actor, input.caseId, input.exhibitId, side);
        return { done: true as const };
      },
    }),
  ];
}

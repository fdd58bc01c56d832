import { type Route, route } from '../../identity/route.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { proposeList, releaseList, saveLines, sendBack, stateQuotaCount, viewShortlist } from './shortlist.actions.ts';
import {
  countInput,
  listShortlistsInput,
  saveLinesInput,
  sendBackInput,
  shortlistInput,
  shortlistsView,
  shortlistVersionInput,
  shortlistView,
} from './shortlist.contract.ts';
import { listShortlists } from './shortlist.store.ts';
import { SHORTLIST_STATES, type ShortlistState } from './shortlist.ts';

const tag = '拟定名单';

export const shortlistRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/shortlists',
    permission: 'shortlist.list',
    summary: '拟定名单列表',
    tag,
    input: listShortlistsInput,
    output: shortlistsView,
    handle: async ({ tx, actor, input }) => {
      const { rows, ...total } = await listShortlists(tx, actor, { ...input, state: input.state });
      return {
        ...total,
        rows: rows.map((row) => {
          const state = row.state as ShortlistState;
          return { ...row, state, stateLabel: SHORTLIST_STATES[state].zh };
        }),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/shortlists/:shortlistId',
    permission: 'shortlist.manage',
    summary: '拟定名单',
    tag,
    input: shortlistInput,
    output: shortlistView,
    handle: ({ tx, input }) => viewShortlist(tx, services, input.shortlistId),
  }),
  route({
    method: 'put',
    path: '/api/shortlists/:shortlistId/lines',
    permission: 'shortlist.manage',
    summary: '拟定是否入选',
    tag,
    input: saveLinesInput,
    output: shortlistView,
    handle: async ({ tx, actor, input }) => {
      const { shortlistId, version, lines, exceptions } = input;
      await saveLines(tx, services, actor, shortlistId, version, lines, exceptions);
      return viewShortlist(tx, services, input.shortlistId);
    },
  }),
  route({
    method: 'put',
    path: '/api/shortlists/:shortlistId/quotas/:quota',
    permission: 'shortlist.manage',
    summary: '填写名额所依据的上年度数量',
    tag,
    input: countInput,
    output: shortlistView,
    handle: async ({ tx, actor, input: { shortlistId, ...given } }) => {
      await stateQuotaCount(tx, services, actor, shortlistId, given);
      return viewShortlist(tx, services, shortlistId);
    },
  }),
  route({
    method: 'post',
    path: '/api/shortlists/:shortlistId/proposal',
    permission: 'shortlist.manage',
    summary: '提请签发名单',
    tag,
    input: shortlistVersionInput,
    output: shortlistView,
    handle: async ({ tx, actor, input }) => {
      await proposeList(tx, services, actor, input.shortlistId, input.version);
      return viewShortlist(tx, services, input.shortlistId);
    },
  }),
  route({
    method: 'post',
    path: '/api/shortlists/:shortlistId/return',
    permission: 'shortlist.sign',
    summary: '退回名单',
    tag,
    input: sendBackInput,
    output: shortlistView,
    handle: async ({ tx, actor, input }) => {
      await sendBack(tx, services, actor, input.shortlistId, input.version, input.reason);
      return viewShortlist(tx, services, input.shortlistId);
    },
  }),
  route({
    method: 'post',
    path: '/api/shortlists/:shortlistId/release',
    permission: 'shortlist.sign',
    summary: '签发名单，一并发布',
    tag,
    input: shortlistVersionInput,
    output: shortlistView,
    handle: async ({ tx, actor, input }) => {
      await releaseList(tx, services, actor, input.shortlistId, input.version);
      return viewShortlist(tx, services, input.shortlistId);
    },
  }),
];

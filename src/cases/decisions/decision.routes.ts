import { type Route, route } from '../../identity/route.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { draftDecision, signDecision, verifyDecision, viewDecision } from './decision.actions.ts';
import {
  decisionInput,
  decisionView,
  draftDecisionInput,
  replaysInput,
  replaysView,
  signDecisionInput,
  verifiedView,
} from './decision.contract.ts';
import { decidedCases, replayDecided } from './replay.actions.ts';

const tag = '决定';

export const decisionRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/cases/:caseId/decision',
    permission: 'case.handle',
    summary: '决定及拟写建议',
    tag,
    input: decisionInput,
    output: decisionView,
    handle: ({ tx, actor, input }) => viewDecision(tx, services, actor, input.caseId),
  }),
  route({
    method: 'put',
    path: '/api/cases/:caseId/decision',
    permission: 'case.handle',
    summary: '拟写决定',
    tag,
    input: draftDecisionInput,
    output: decisionView,
    handle: async ({ tx, actor, input: { caseId, ...draft } }) => {
      await draftDecision(tx, services, actor, caseId, draft);
      return viewDecision(tx, services, actor, caseId);
    },
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/decision/signature',
    permission: 'case.sign',
    summary: '签发决定',
    tag,
    input: signDecisionInput,
    output: decisionView,
    handle: async ({ tx, actor, input }) => {
      await signDecision(tx, services, actor, input.caseId, input.version);
      return viewDecision(tx, services, actor, input.caseId);
    },
  }),
  route({
    method: 'get',
    path: '/api/cases/:caseId/decision/verification',
    permission: 'case.replay',
    summary: '按封存的材料复算决定',
    tag,
    input: decisionInput,
    output: verifiedView,
    handle: ({ tx, input }) => verifyDecision(tx, input.caseId),
  }),
  route({
    method: 'get',
    path: '/api/replays',
    permission: 'audit.read',
    summary: '已决办件按封存的材料重算',
    tag,
    input: replaysInput,
    output: replaysView,
    handle: async ({ tx, input: { page, size } }) => {
      const { rows, total } = await decidedCases(tx, size, (page - 1) * size);
      const replayed = [];
      for (const decided of rows) replayed.push(await replayDecided(tx, decided));
      return { rows: replayed, total };
    },
  }),
];

import { type Route, route } from '../../identity/route.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { audienceOf } from '../casefile/access.store.ts';
import { caseById } from '../casefile/casefile.store.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { givenFor } from '../gradings/grading.actions.ts';
import {
  addFigureEvidence,
  answerWarning,
  declareFigure,
  verifyFigure,
  viewSelfEvaluation,
  withdrawFigure,
} from './selfEvaluation.actions.ts';
import {
  answerWarningInput,
  declareFigureInput,
  figureEvidenceView,
  figureInput,
  type SelfEvaluationView,
  selfEvaluationInput,
  selfEvaluationView,
  verifyFigureInput,
} from './selfEvaluation.contract.ts';

const tag = '自评';

/** The experts' points are the bodies' alone until the results are released. */
async function view(tx: Tx, actor: Actor, caseId: string): Promise<SelfEvaluationView> {
  const row = await caseById(tx, caseId);
  const shown = row.state === 'closed' || (await audienceOf(tx, actor, row)) === 'body';
  return viewSelfEvaluation(tx, caseId, shown ? await givenFor(tx, caseId) : null);
}

export const selfEvaluationRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/cases/:caseId/self-evaluation',
    permission: 'case.read',
    summary: '自评：逐项指标、数据来源、得分和提示',
    tag,
    input: selfEvaluationInput,
    output: selfEvaluationView,
    handle: ({ tx, actor, input }) => view(tx, actor, input.caseId),
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/figure-evidence',
    permission: 'case.fill',
    summary: '上传数据差异的佐证',
    tag,
    takes: 'upload',
    input: selfEvaluationInput,
    output: figureEvidenceView,
    handle: async ({ tx, actor, input, files }) => {
      const fileIds: string[] = [];
      for await (const { filename: name, file: content } of files)
        fileIds.push(await addFigureEvidence(tx, services, actor, input.caseId, { name, content }));
      if (fileIds.length === 0)
        throw new Refusal('input.invalid', {}, [{ path: 'file', code: 'required', message: '请选择文件' }]);
      return { fileIds };
    },
  }),
  route({
    method: 'put',
    path: '/api/cases/:caseId/figures/:fact',
    permission: 'case.fill',
    summary: '申报与记录不同的数据',
    tag,
    input: declareFigureInput,
    output: selfEvaluationView,
    handle: async ({ tx, actor, input: { caseId, ...given } }) => {
      await declareFigure(tx, services, actor, caseId, given);
      return view(tx, actor, caseId);
    },
  }),
  route({
    method: 'delete',
    path: '/api/cases/:caseId/figures/:fact',
    permission: 'case.fill',
    summary: '撤回申报的数据',
    tag,
    input: figureInput,
    output: selfEvaluationView,
    handle: async ({ tx, actor, input }) => {
      await withdrawFigure(tx, input.caseId, input.fact);
      return view(tx, actor, input.caseId);
    },
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/warning-answers',
    permission: 'case.fill',
    summary: '说明提示',
    tag,
    input: answerWarningInput,
    output: selfEvaluationView,
    handle: async ({ tx, actor, input: { caseId, ...given } }) => {
      await answerWarning(tx, services, actor, caseId, given);
      return view(tx, actor, caseId);
    },
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/figures/:fact/verification',
    permission: 'case.handle',
    summary: '核对一项数据',
    tag,
    input: verifyFigureInput,
    output: selfEvaluationView,
    handle: async ({ tx, actor, input: { caseId, ...given } }) => {
      await verifyFigure(tx, services, actor, caseId, given);
      return view(tx, actor, caseId);
    },
  }),
];

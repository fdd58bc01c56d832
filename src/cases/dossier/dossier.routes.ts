import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import { attest, giveJudgement } from '../assessments/assessment.actions.ts';
import { urgeCase, voidCaseFile, withdrawSubmission } from '../casefile/casefile.actions.ts';
import { standing, standingView } from '../casefile/casefile.contract.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { answerTheSupplement, takeSupplementBack } from '../supplements/supplement.actions.ts';
import { CASES } from './case.excel.ts';
import { caseListFor, dossierFor } from './dossier.actions.ts';
import {
  answerSupplementInput,
  attestationInput,
  caseIdInput,
  caseList,
  caseView,
  judgementInput,
  listCasesInput,
  voidInput,
} from './dossier.contract.ts';

const tag = 'cases';

/** The list of cases, the case page, and the deeds on a case that are no task's. */
export function dossierRoutes(services: CaseServices): Route[] {
  return [
    ...listRoutes(
      {
        method: 'get',
        path: '/api/cases',
        permission: 'case.list',
        summary: '办件列表',
        tag,
        input: listCasesInput,
        output: caseList,
        handle: ({ tx, actor, input }) => caseListFor(tx, services, actor, input),
      },
      CASES,
    ),
    route({
      method: 'get',
      path: '/api/cases/:caseId',
      permission: 'case.read',
      summary: '办件详情',
      tag,
      input: caseIdInput,
      output: caseView,
      handle: ({ tx, actor, input }) => dossierFor(tx, services, actor, input.caseId),
    }),
    route({
      method: 'put',
      path: '/api/cases/:caseId/judgement',
      permission: 'case.handle',
      summary: '对需由人判断的条件作出判定',
      tag,
      input: judgementInput,
      output: standingView,
      handle: async ({ tx, actor, input: { caseId, ...given } }) =>
        standing(await giveJudgement(tx, services, actor, caseId, given)),
    }),
    route({
      method: 'put',
      path: '/api/cases/:caseId/attestation',
      permission: 'case.fill',
      summary: '申报单位对告知承诺的条件作出承诺',
      tag,
      input: attestationInput,
      output: caseView,
      handle: async ({ tx, actor, input: { caseId, ...given } }) => {
        await attest(tx, services, actor, caseId, given);
        return dossierFor(tx, services, actor, caseId);
      },
    }),
    route({
      method: 'post',
      path: '/api/cases/:caseId/supplement/answer',
      permission: 'case.submit',
      summary: '答复补正要求',
      tag,
      input: answerSupplementInput,
      output: standingView,
      handle: async ({ tx, actor, input }) =>
        standing(await answerTheSupplement(tx, services, actor, input.caseId, input.answer ?? null)),
    }),
    route({
      method: 'delete',
      path: '/api/cases/:caseId/supplement',
      permission: 'case.handle',
      summary: '撤销补正要求',
      tag,
      input: caseIdInput,
      output: standingView,
      handle: async ({ tx, actor, input }) => standing(await takeSupplementBack(tx, services, actor, input.caseId)),
    }),
    route({
      method: 'post',
      path: '/api/cases/:caseId/withdrawal',
      permission: 'case.submit',
      summary: '撤回已提交的申报',
      tag,
      input: caseIdInput,
      output: standingView,
      handle: async ({ tx, actor, input }) => standing(await withdrawSubmission(tx, services, actor, input.caseId)),
    }),
    route({
      method: 'post',
      path: '/api/cases/:caseId/urging',
      permission: 'case.urge',
      summary: '催办',
      tag,
      input: caseIdInput,
      output: standingView,
      handle: async ({ tx, actor, input }) => standing(await urgeCase(tx, services, actor, input.caseId)),
    }),
    route({
      method: 'post',
      path: '/api/cases/:caseId/voiding',
      permission: 'case.end',
      summary: '作废办件',
      tag,
      input: voidInput,
      output: standingView,
      handle: async ({ tx, actor, input }) =>
        standing(await voidCaseFile(tx, services, actor, input.caseId, input.reason)),
    }),
  ];
}

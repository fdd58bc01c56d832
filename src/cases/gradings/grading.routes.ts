import { type Route, route } from '../../identity/route.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { proposeGrades, releaseRound, sendGradesBack, signGrades, writeException } from './grading.actions.ts';
import {
  exceptionInput,
  gradingInput,
  gradingReturnInput,
  gradingVersionInput,
  gradingView,
  recomputationView,
  resultInput,
  resultView,
} from './grading.contract.ts';
import { viewGrading, viewResult } from './grading.views.ts';
import { recompute } from './recomputation.actions.ts';
import { reportOf } from './report.ts';

const tag = '评价结果';

export const gradingRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/evaluations/:roundId/grading',
    permission: 'evaluation.manage',
    summary: '评定等次：全轮得分、名次和等次',
    tag,
    input: gradingInput,
    output: gradingView,
    handle: ({ tx, input }) => viewGrading(tx, input.roundId),
  }),
  route({
    method: 'put',
    path: '/api/evaluations/:roundId/grading/exception',
    permission: 'evaluation.manage',
    summary: '与计算结果不同的等次及理由',
    tag,
    input: exceptionInput,
    output: gradingView,
    handle: async ({ tx, actor, input }) => {
      await writeException(tx, services, actor, input);
      return viewGrading(tx, input.roundId);
    },
  }),
  route({
    method: 'post',
    path: '/api/evaluations/:roundId/grading/proposal',
    permission: 'evaluation.manage',
    summary: '提请审定等次',
    tag,
    input: gradingVersionInput,
    output: gradingView,
    handle: async ({ tx, actor, input }) => {
      await proposeGrades(tx, services, actor, input.roundId, input.version);
      return viewGrading(tx, input.roundId);
    },
  }),
  route({
    method: 'post',
    path: '/api/evaluations/:roundId/grading/return',
    permission: 'evaluation.sign',
    summary: '退回重新评定',
    tag,
    input: gradingReturnInput,
    output: gradingView,
    handle: async ({ tx, actor, input }) => {
      await sendGradesBack(tx, services, actor, input.roundId, input.version, input.reason);
      return viewGrading(tx, input.roundId);
    },
  }),
  route({
    method: 'post',
    path: '/api/evaluations/:roundId/grading/signature',
    permission: 'evaluation.sign',
    summary: '审定等次，一并进入公示',
    tag,
    input: gradingVersionInput,
    output: gradingView,
    handle: async ({ tx, actor, input }) => {
      await signGrades(tx, services, actor, input.roundId, input.version);
      return viewGrading(tx, input.roundId);
    },
  }),
  route({
    method: 'post',
    path: '/api/evaluations/:roundId/release',
    permission: 'evaluation.sign',
    summary: '发布全部结果',
    tag,
    input: gradingInput,
    output: gradingView,
    handle: async ({ tx, actor, input }) => {
      await releaseRound(tx, services, actor, input.roundId);
      return viewGrading(tx, input.roundId);
    },
  }),
  route({
    method: 'get',
    path: '/api/evaluations/:roundId/recomputation',
    permission: 'evaluation.manage',
    summary: '由评分和封存的数据全部重新计算',
    tag,
    input: gradingInput,
    output: recomputationView,
    handle: ({ tx, input }) => recompute(tx, services, input.roundId),
  }),
  route({
    method: 'get',
    path: '/api/evaluations/:roundId/report',
    permission: 'evaluation.manage',
    summary: '综合评价报告(Word)',
    tag,
    answers: 'file',
    input: gradingInput,
    handle: ({ tx, input }) => reportOf(tx, services, input.roundId),
  }),
  route({
    method: 'get',
    path: '/api/cases/:caseId/result',
    permission: 'case.read',
    summary: '本单位的评价结果和说明',
    tag,
    input: resultInput,
    output: resultView,
    handle: ({ tx, input }) => viewResult(tx, input.caseId),
  }),
];

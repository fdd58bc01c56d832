import { type Route, route } from '../../identity/route.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { excludedCases } from '../conflicts/conflict.actions.ts';
import {
  askSecondLook,
  confirmPanel,
  departFromPanel,
  proposePanel,
  recuse,
  replaceExpert,
  saveEntry,
  submitReview,
} from './review.actions.ts';
import {
  caseInput,
  confirmPanelInput,
  entryInput,
  exceptionInput,
  myReviewsInput,
  myReviewsView,
  myReviewView,
  panelView,
  proposalView,
  recuseInput,
  replaceInput,
  reviewDone,
  savedView,
  secondLookInput,
  submissionInput,
} from './review.contract.ts';
import { listMyReviews } from './review.store.ts';
import { viewOwnReview, viewPanel } from './review.views.ts';

const tag = '专家评审';

export const reviewRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/cases/:caseId/panel/proposal',
    permission: 'case.handle',
    summary: '推荐的专家名单和理由',
    tag,
    input: caseInput,
    output: proposalView,
    handle: ({ tx, actor, input }) => proposePanel(tx, services, actor, input.caseId),
  }),
  route({
    method: 'get',
    path: '/api/cases/:caseId/panel',
    permission: 'case.handle',
    summary: '专家组、进度和评审意见',
    tag,
    input: caseInput,
    output: panelView,
    handle: ({ tx, actor, input }) => viewPanel(tx, services, actor, input.caseId),
  }),
  route({
    method: 'put',
    path: '/api/cases/:caseId/panel',
    permission: 'case.handle',
    summary: '确定或调整专家组',
    tag,
    input: confirmPanelInput,
    output: panelView,
    handle: async ({ tx, actor, input }) => {
      await confirmPanel(tx, services, actor, input.caseId, input.expertIds);
      return viewPanel(tx, services, actor, input.caseId);
    },
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/panel/replacement',
    permission: 'case.handle',
    summary: '撤换未提交的专家,由系统补选',
    tag,
    input: replaceInput,
    output: panelView,
    handle: async ({ tx, actor, input }) => {
      await replaceExpert(tx, services, actor, input.caseId, input);
      return viewPanel(tx, services, actor, input.caseId);
    },
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/panel/second-look',
    permission: 'case.handle',
    summary: '请专家再次审视',
    tag,
    input: secondLookInput,
    output: panelView,
    handle: async ({ tx, actor, input }) => {
      await askSecondLook(tx, services, actor, input.caseId, input);
      return viewPanel(tx, services, actor, input.caseId);
    },
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/panel/exceptions',
    permission: 'case.sign',
    summary: '书面说明偏离专家评分',
    tag,
    input: exceptionInput,
    output: panelView,
    handle: async ({ tx, actor, input }) => {
      await departFromPanel(tx, services, actor, input.caseId, input);
      return viewPanel(tx, services, actor, input.caseId);
    },
  }),
  route({
    method: 'get',
    path: '/api/me/reviews',
    permission: 'review.own',
    summary: '本人的评审任务',
    tag,
    input: myReviewsInput,
    output: myReviewsView,
    handle: async ({ tx, actor, input }) =>
      listMyReviews(tx, actor.personId ?? '', await excludedCases(tx, services, actor), {
        ...input,
        state: input.state,
      }),
  }),
  route({
    method: 'get',
    path: '/api/cases/:caseId/review',
    permission: 'case.review',
    summary: '本人的评审表',
    tag,
    input: caseInput,
    output: myReviewView,
    handle: ({ tx, actor, input }) => viewOwnReview(tx, services, actor, input.caseId),
  }),
  route({
    method: 'put',
    path: '/api/cases/:caseId/review',
    permission: 'case.review',
    summary: '暂存评审意见',
    tag,
    input: entryInput,
    output: savedView,
    handle: ({ tx, actor, input: { caseId, revision, ...entry } }) =>
      saveEntry(tx, services, actor, caseId, revision, entry),
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/review/submission',
    permission: 'case.review',
    summary: '提交评审意见',
    tag,
    input: submissionInput,
    output: reviewDone,
    handle: async ({ tx, actor, input: { caseId, revision, sheetVersion, ...entry } }) => {
      await submitReview(tx, services, actor, caseId, { revision, sheetVersion }, entry);
      return { caseId, state: 'submitted' };
    },
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/review/recusal',
    permission: 'case.review',
    summary: '声明回避',
    tag,
    input: recuseInput,
    output: reviewDone,
    handle: async ({ tx, actor, input }) => {
      await recuse(tx, services, actor, input.caseId, input.reason);
      return { caseId: input.caseId, state: 'recused' };
    },
  }),
];

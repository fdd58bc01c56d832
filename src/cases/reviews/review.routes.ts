import { type Route, route } from '../../identity/route.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { excludedCases } from '../conflicts/conflict.actions.ts';
import { recuse, saveEntry, submitReview } from './review.actions.ts';
import {
  caseInput,
  entryInput,
  myReviewsInput,
  myReviewsView,
  myReviewView,
  recuseInput,
  reviewDone,
  savedView,
  submissionInput,
} from './review.contract.ts';
import { listMyReviews } from './review.store.ts';
import { viewOwnReview } from './review.views.ts';

const tag = '专家评审';

export const reviewRoutes = (services: CaseServices): readonly Route[] => [
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

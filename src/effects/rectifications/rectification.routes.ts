import { caseById } from '../../cases/casefile/casefile.store.ts';
import { contextFor } from '../../cases/casefile/interpreter.ts';
import type { CaseServices } from '../../cases/casefile/steps.ts';
import { type Route, route } from '../../identity/route.ts';
import {
  draftOrder,
  issueOrder,
  judgeRectification,
  orderRectification,
  reportRectification,
  viewRectification,
} from './rectification.actions.ts';
import {
  doneView,
  judgeInput,
  openedView,
  orderInput,
  orderRectificationInput,
  rectificationInput,
  rectificationView,
  reportInput,
} from './rectification.contract.ts';

const tag = '整改';
const done = { done: true as const };

export const rectificationRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/rectifications',
    permission: 'case.against',
    summary: '责令整改',
    tag,
    input: orderRectificationInput,
    output: openedView,
    handle: async ({ tx, actor, input }) => {
      const { id, number } = await orderRectification(tx, services, actor, input);
      return { caseId: id, number };
    },
  }),
  route({
    method: 'get',
    path: '/api/cases/:caseId/rectification',
    permission: 'case.read',
    summary: '整改的要求、情况和验收',
    tag,
    input: rectificationInput,
    output: rectificationView,
    handle: async ({ tx, actor, input }) =>
      viewRectification(tx, await contextFor(tx, services, actor, await caseById(tx, input.caseId))),
  }),
  route({
    method: 'put',
    path: '/api/cases/:caseId/rectification',
    permission: 'case.handle',
    summary: '起草整改通知',
    tag,
    input: orderInput,
    output: doneView,
    handle: async ({ tx, actor, input: { caseId, ...order } }) => {
      await draftOrder(tx, services, actor, caseId, order);
      return done;
    },
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/rectification/issue',
    permission: 'case.handle',
    summary: '下达整改通知',
    tag,
    input: orderInput,
    output: doneView,
    handle: async ({ tx, actor, input: { caseId, ...order } }) => {
      await issueOrder(tx, services, actor, caseId, order);
      return done;
    },
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/rectification/report',
    permission: 'case.state',
    summary: '报告整改情况',
    tag,
    input: reportInput,
    output: doneView,
    handle: async ({ tx, actor, input: { caseId, ...given } }) => {
      await reportRectification(tx, services, actor, caseId, given);
      return done;
    },
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/rectification/acceptance',
    permission: 'case.handle',
    summary: '整改验收',
    tag,
    input: judgeInput,
    output: doneView,
    handle: async ({ tx, actor, input: { caseId, ...given } }) => {
      await judgeRectification(tx, services, actor, caseId, given);
      return done;
    },
  }),
];

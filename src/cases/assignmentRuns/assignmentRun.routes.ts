import { type Route, route } from '../../identity/route.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { askForPlan, cancelPlan, confirmPlan } from './assignmentRun.actions.ts';
import {
  askInput,
  assignmentsView,
  roundInput,
  runDone,
  runInput,
  runPageInput,
  runView,
  seatsInput,
  seatsView,
} from './assignmentRun.contract.ts';
import { explainSeats, viewAssignments, viewRun } from './assignmentRun.views.ts';

const tag = '专家选派';
const permission = 'assignment.manage';
const path = '/api/rounds/:roundId/assignments' as const;

export const assignmentRunRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path,
    permission,
    summary: '批次中待选派专家的办件和历次方案',
    tag,
    input: roundInput,
    output: assignmentsView,
    handle: ({ tx, actor, input }) => viewAssignments(tx, services, actor, input.roundId),
  }),
  route({
    method: 'post',
    path,
    permission,
    summary: '计算选派方案',
    tag,
    input: askInput,
    output: runDone,
    handle: async ({ tx, actor, input }) => ({ runId: await askForPlan(tx, services, actor, input) }),
  }),
  route({
    method: 'get',
    path: `${path}/:runId`,
    permission,
    summary: '选派方案、进度和缺口',
    tag,
    input: runPageInput,
    output: runView,
    handle: ({ tx, actor, input }) => viewRun(tx, services, actor, input),
  }),
  route({
    method: 'get',
    path: `${path}/:runId/cases/:caseId`,
    permission,
    summary: '为何是这几名专家',
    tag,
    input: seatsInput,
    output: seatsView,
    handle: ({ tx, actor, input }) => explainSeats(tx, services, actor, input),
  }),
  route({
    method: 'post',
    path: `${path}/:runId/cancellation`,
    permission,
    summary: '取消计算',
    tag,
    input: runInput,
    output: runDone,
    handle: async ({ tx, actor, input }) => {
      await cancelPlan(tx, services, actor, input);
      return { runId: input.runId };
    },
  }),
  route({
    method: 'post',
    path: `${path}/:runId/confirmation`,
    permission,
    summary: '确认选派方案',
    tag,
    input: runInput,
    output: runDone,
    handle: async ({ tx, actor, input }) => {
      await confirmPlan(tx, services, actor, input);
      return { runId: input.runId };
    },
  }),
];

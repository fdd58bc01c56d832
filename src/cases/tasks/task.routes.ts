import { loadWorkingCalendar } from '../../identity/calendar/calendar.store.ts';
import { type Route, route } from '../../identity/route.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { colleagues } from '../casefile/bodies.store.ts';
import { actOnTask } from '../casefile/casefile.actions.ts';
import { standing, standingView } from '../casefile/casefile.contract.ts';
import { caseIdOfTask } from '../casefile/casefile.store.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { excludedCases } from '../conflicts/conflict.actions.ts';
import { lightOf, yellowUntil } from '../deadlines/deadline.ts';
import { packByHash, procedureOf } from '../packs/pack.actions.ts';
import { requireVisited } from '../sampleVisits/sampleVisit.actions.ts';
import { requireCorrected } from '../selfEvaluations/selfEvaluation.actions.ts';
import { askForSupplement } from '../supplements/supplement.actions.ts';
import {
  askSupplementInput,
  colleaguesInput,
  colleaguesView,
  type InboxRow,
  inboxView,
  listTasksInput,
  verbInput,
} from './task.contract.ts';
import { type InboxQuery, inboxCounts, inboxOf } from './task.store.ts';

export function taskRoutes(services: CaseServices): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/tasks',
      permission: 'task.list',
      summary: '我的待办和已办',
      tag: 'tasks',
      input: listTasksInput,
      output: inboxView,
      handle: ({ tx, actor, input }) => inboxFor(tx, services, actor, input),
    }),
    route({
      method: 'get',
      path: '/api/tasks/:taskId/colleagues',
      permission: 'task.act',
      summary: '可以接办的人员',
      tag: 'tasks',
      input: colleaguesInput,
      output: colleaguesView,
      handle: async ({ tx, actor, input }) => {
        const task = await tx
          .selectFrom('task')
          .select(['organisation_id', 'role'])
          .where('id', '=', input.taskId)
          .executeTakeFirst();
        if (!task) throw new Refusal('not-found');
        const where = input.organisationId ?? task.organisation_id;
        // Bodies ask each other to sign; an applicant or an expert is told no names of another organisation.
        const serves = actor.roles.includes('officer') || actor.roles.includes('director');
        if (where === null || (where !== actor.organisationId && !serves)) return { rows: [] };
        return { rows: await colleagues(tx, where, task.role as 'officer', services.clock.today()) };
      },
    }),
    route({
      method: 'post',
      path: '/api/tasks/:taskId/verbs/:verb',
      permission: 'task.act',
      summary: '同意、不同意、退回、加签、减签、转办、委托、撤回、催办、抄送、已阅',
      tag: 'tasks',
      input: verbInput,
      output: standingView,
      handle: async ({ tx, actor, input: { taskId, verb, ...given } }) => {
        if (verb === 'agree') {
          const caseId = await caseIdOfTask(tx, taskId);
          await requireCorrected(tx, caseId);
          await requireVisited(tx, caseId);
        }
        return standing(await actOnTask(tx, services, actor, taskId, verb, given));
      },
    }),
    route({
      method: 'post',
      path: '/api/tasks/:taskId/supplement',
      permission: 'task.act',
      summary: '一次性要求补正',
      tag: 'tasks',
      input: askSupplementInput,
      output: standingView,
      handle: async ({ tx, actor, input }) =>
        standing(await askForSupplement(tx, services, actor, input.taskId, input.items)),
    }),
  ];
}

async function inboxFor(tx: Tx, services: CaseServices, actor: Actor, query: InboxQuery) {
  const now = services.clock.now().toString();
  const today = services.clock.today();
  const calendar = await loadWorkingCalendar(tx);
  const until = yellowUntil(today, calendar);
  const hidden = await excludedCases(tx, services, actor);
  const { rows, ...total } = await inboxOf(tx, actor, hidden, query, now, until);
  const shown: InboxRow[] = [];
  for (const task of rows) {
    const procedure = procedureOf(await packByHash(tx, task.packHash), task.procedureId);
    const step = procedure.steps.find(({ id }) => id === task.stepId);
    const due = { at: task.dueAt, on: task.dueOn, provisional: task.dueProvisional ?? false };
    const light = lightOf({ ...due, isStopped: task.isStopped }, now, today, calendar);
    shown.push({ ...task, stepTitle: step?.title ?? task.stepId, stepKind: step?.kind ?? '', due: { ...due, light } });
  }
  return { rows: shown, ...total, counts: await inboxCounts(tx, actor, hidden, now, until) };
}

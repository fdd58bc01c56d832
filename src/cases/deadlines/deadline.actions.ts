import { loadWorkingCalendar } from '../../identity/calendar/calendar.store.ts';
import { dayOf } from '../../kernel/day.ts';
import { dueMoment, type WorkingCalendar } from '../../kernel/working-days.ts';
import type { Tx } from '../../platform/db/database.ts';
import { dropJob, enqueue, type Job } from '../../platform/jobs/jobs.ts';
import type { Services } from '../../platform/services.ts';
import { type Step, WHEN_DUE } from '../../policy/procedure.ts';
import { packByHash, procedureOf } from '../packs/pack.actions.ts';
import {
  dueCases,
  endStops,
  insertReminders,
  insertStop,
  passClock,
  setDue,
  supplementOutOf,
} from './deadline.store.ts';
import { type Due, reminderMoments, stepDue } from './deadline.ts';

/** The job that ends a step whose time is over. */
export const STEP_OVER = 'case.stepOver';

type Timed = Pick<Services, 'clock'>;
const day = (moment: string) => dayOf(Temporal.Instant.from(moment));

/** Timers of a case bear its id and pass in their key, so that leaving the pass ends them all. */
export const timerKey = (caseId: string, pass: number, name: string) => `${caseId}:${pass}:${name}`;

/** Computes the due moment of a pass and sets its reminders, or takes them away while the clock stands. */
export async function scheduleDue(tx: Tx, services: Timed, caseId: string, pass: number, step: Step): Promise<void> {
  const { entered_at, working_days, stops } = await passClock(tx, caseId, pass);
  const workingDays = working_days ?? step.due?.workingDays;
  if (workingDays === undefined) return;
  const calendar = await loadWorkingCalendar(tx);
  const stoppedDays = stops.map(({ from_at, until_at }) => ({
    from: day(from_at),
    ...(until_at ? { until: day(until_at) } : {}),
  }));
  const due = stepDue(workingDays, day(entered_at), stoppedDays, calendar);
  await setDue(tx, caseId, pass, due);
  await setReminders(tx, services, caseId, pass, due, calendar, false);
  await setLapse(tx, services, caseId, pass, step, due);
}

/** A step that ends by itself when its time is over; never on a calendar that is not published yet. */
async function setLapse(tx: Tx, { clock }: Timed, caseId: string, pass: number, step: Step, due: Due): Promise<void> {
  const outcome = WHEN_DUE[step.kind];
  if (!outcome) return;
  const key = timerKey(caseId, pass, 'over');
  if (due.at === null || due.provisional) await dropJob(tx, clock, STEP_OVER, key);
  else await enqueue(tx, clock, { kind: STEP_OVER, payload: { caseId, pass, outcome }, dueAt: due.at, key });
}

async function setReminders(
  tx: Tx,
  { clock }: Timed,
  caseId: string,
  pass: number,
  due: Due,
  calendar: WorkingCalendar,
  supplement: boolean,
): Promise<void> {
  const moments = reminderMoments(due, calendar);
  const now = clock.now().toString();
  for (const kind of ['before', 'at', 'after'] as const) {
    const key = timerKey(caseId, pass, `${supplement ? 'supplement-' : ''}${kind}`);
    if (moments && Date.parse(moments[kind]) > Date.parse(now)) {
      await enqueue(tx, clock, {
        kind: 'case.reminder',
        payload: { caseId, pass, kind, supplement },
        dueAt: moments[kind],
        key,
      });
    } else await dropJob(tx, clock, 'case.reminder', key);
  }
}

export async function stopClock(
  tx: Tx,
  services: Timed,
  caseId: string,
  pass: number,
  step: Step,
  reason: string,
): Promise<void> {
  await insertStop(tx, caseId, pass, services.clock.now().toString(), reason);
  await scheduleDue(tx, services, caseId, pass, step);
}

export async function resumeClock(tx: Tx, services: Timed, caseId: string, pass: number, step: Step): Promise<void> {
  await endStops(tx, caseId, services.clock.now().toString());
  await scheduleDue(tx, services, caseId, pass, step);
}

/** When a supplement must be in; on a calendar not yet published there is no timer, so that nothing lapses on it. */
export async function scheduleLapse(
  tx: Tx,
  services: Timed,
  caseId: string,
  pass: number,
  asked: string,
  workingDays: number,
): Promise<Due> {
  const calendar = await loadWorkingCalendar(tx);
  const moment = dueMoment({ from: day(asked), workingDays, countFirst: false }, calendar);
  const due = { at: moment.at.toString(), on: moment.day, provisional: moment.provisional };
  await setReminders(tx, services, caseId, pass, due, calendar, true);
  const key = timerKey(caseId, pass, 'lapse');
  if (due.provisional) await dropJob(tx, services.clock, 'case.supplementLapse', key);
  else
    await enqueue(tx, services.clock, { kind: 'case.supplementLapse', payload: { caseId, pass }, dueAt: due.at, key });
  return due;
}

export async function dropSupplementTimers(tx: Tx, { clock }: Timed, caseId: string, pass: number): Promise<void> {
  await dropJob(tx, clock, 'case.supplementLapse', timerKey(caseId, pass, 'lapse'));
  for (const kind of ['before', 'at', 'after'])
    await dropJob(tx, clock, 'case.reminder', timerKey(caseId, pass, `supplement-${kind}`));
}

export async function onReminder(tx: Tx, { payload }: Job, now: string): Promise<void> {
  const { caseId, pass, kind, supplement } = payload as {
    caseId: string;
    pass: number;
    kind: 'before' | 'at' | 'after';
    supplement: boolean;
  };
  await insertReminders(tx, { caseId, pass, supplement }, kind, now);
}

/** A year's calendar was published or corrected: every due moment that still runs is computed again. */
export async function onCalendarChanged(tx: Tx, services: Timed): Promise<void> {
  for (const row of await dueCases(tx)) {
    const procedure = procedureOf(await packByHash(tx, row.pack_hash), row.procedure_id);
    const step = procedure.steps.find(({ id }) => id === row.step);
    if (!step) continue;
    await scheduleDue(tx, services, row.id, row.pass, step);
    const out = await supplementOutOf(tx, row.id);
    if (!out || !step.supplement) continue;
    const due = await scheduleLapse(tx, services, row.id, row.pass, out.asked_at, step.supplement.workingDays);
    await tx
      .updateTable('supplement')
      .set({ due_at: due.at ?? out.due_at, due_on: due.on ?? out.due_on, due_provisional: due.provisional })
      .where('id', '=', out.id)
      .execute();
  }
}

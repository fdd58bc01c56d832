import { loadWorkingCalendar } from '../../identity/calendar/calendar.store.ts';
import { addDays, type Day, formatDay } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { DueDay } from '../../kernel/working-days.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { enqueue } from '../../platform/jobs/jobs.ts';
import { cancelBooking } from '../bookings/booking.actions.ts';
import { openOfResident } from '../bookings/booking.store.ts';
import { lockSpace } from '../carriers/carrier.store.ts';
import { criteriaOf } from '../criteria/criteria.store.ts';
import { correctRecord, type Keeper, refusing, withdrawRecord } from '../keeping/keeping.actions.ts';
import { findRecord } from '../keeping/keeping.store.ts';
import { kindOf } from '../keeping/kinds.ts';
import { lapseResidency, reviveResidency } from '../residencies/residency.actions.ts';
import { residenciesOf } from '../residencies/residency.store.ts';
import { RESIDENCY_STATES } from '../residencies/residency.ts';
import { proposeRestart } from '../restarts/restart.actions.ts';
import { settleStay } from '../settlements/settlement.actions.ts';
import { issueLastStatement } from '../statements/statement.actions.ts';
import { termsOf } from '../statements/statement.store.ts';
import { earlyDues } from '../statements/statement.ts';
import {
  type DepartureRow,
  desksLetSince,
  insertDeparture,
  lockDeparture,
  lockStay,
  reviveTenancies,
  type StayPeriod,
  stayPeriods,
  updateDeparture,
} from './departure.store.ts';
import {
  CHECKS,
  type Checked,
  type ExitKind,
  earliestEnd,
  type Fallen,
  type NoticeEffect,
  PURPOSE_OF,
} from './departure.ts';

export interface Notice {
  readonly exitKind: ExitKind;
  readonly lastDay: Day;
  readonly reason: string;
  readonly criteriaMet: readonly string[];
  /** Both agreed on an earlier day than the notice period leaves: why. */
  readonly waiver: string | null;
  readonly byTeam: boolean;
}

/** On whose word: the operator's of a carrier, or the team's. */
interface Party {
  readonly carrierId?: string;
  readonly teamId?: string;
}
const isOf = (stay: StayPeriod, { carrierId, teamId }: Party) =>
  (carrierId === undefined || carrierId === stay.carrierId) && (teamId === undefined || teamId === stay.teamId);

/**
 * What binds whoever gives notice on a day: the agreement in force, until when the newest one runs, and the earliest last
 * day; null: nothing is agreed.
 */
async function boundOn(tx: Tx, tenancyId: string, on: Day) {
  const agreements = (await residenciesOf(tx, tenancyId))
    .filter(({ state }) => state === 'inForce')
    .sort((a, b) => (a.content.startsOn < b.content.startsOn ? 1 : -1));
  const agreement = agreements.find(({ content }) => content.startsOn <= on) ?? agreements.at(-1);
  const agreedUntil = agreements[0]?.content.endsOn ?? null;
  const due = agreement ? earliestEnd(on, agreement.content, agreedUntil, await loadWorkingCalendar(tx)) : null;
  return { agreement, agreedUntil, due };
}

/** The earliest last day for whoever gave notice on a day; null: nothing is agreed. */
export const earliestBy = async (tx: Tx, tenancyId: string, on: Day): Promise<DueDay | null> =>
  (await boundOn(tx, tenancyId, on)).due;

/**
 * What a notice given today for a last day comes to; whoever gives it, and the other side, read it before.
 *
 * @throws Refusal `tenancy.ended`, `input.invalid` where the stay did not reach the day or had not begun
 */
export async function noticeEffect(
  tx: Tx,
  { clock }: Pick<Keeper, 'clock'>,
  of: Party,
  tenancyId: string,
  { exitKind, lastDay }: Pick<Notice, 'exitKind' | 'lastDay'>,
): Promise<NoticeEffect> {
  const periods = await stayPeriods(tx, tenancyId);
  const [first, newest] = [periods[0], periods.at(-1)];
  const today = clock.today();
  if (!first || !newest || !isOf(newest, of)) throw new Refusal('not-found');
  if (newest.validTo !== null && newest.validTo < today) throw new Refusal('tenancy.ended');
  if (lastDay < first.validFrom)
    throw new Refusal('input.invalid', {}, [
      { path: 'lastDay', code: 'period', message: `最后一天不能早于${formatDay(first.validFrom)}` },
    ]);
  const { agreedUntil, ...bound } = await boundOn(tx, tenancyId, today);
  const { agreement, due } = exitKind in PURPOSE_OF ? { agreement: undefined, due: null } : bound;
  const early = agreement ? (agreement.content.earlyExit ?? 'refuse') : null;
  const isEarly = due !== null && lastDay < due.day;
  const charge =
    isEarly && early === 'charge' ? earlyDues(await termsOf(tx, tenancyId), { lastDay, earliestOn: due.day }) : [];
  return {
    agreement: agreement?.number ?? null,
    agreedUntil,
    noticedOn: today,
    earliestOn: due?.day ?? null,
    provisional: due?.provisional ?? false,
    early,
    isEarly,
    chargeDays: charge[0]?.days ?? 0,
    chargeFen: charge[0]?.fen ?? 0,
    fallen: await fallenAfter(tx, tenancyId, periods, lastDay),
    bookings: (await openOfResident(tx, newest.carrierId, newest.teamId, addDays(lastDay, 1))).length,
  };
}

async function fallenAfter(tx: Tx, tenancyId: string, periods: readonly StayPeriod[], lastDay: Day): Promise<Fallen[]> {
  const later = periods.filter(({ validFrom }) => validFrom > lastDay);
  const renewals = (await residenciesOf(tx, tenancyId)).filter(
    ({ state, content }) => RESIDENCY_STATES[state].stands && content.startsOn > lastDay,
  );
  return [
    ...later.map(
      ({ id, validFrom, desks, deskCodes }) => ({ kind: 'period', id, validFrom, desks, deskCodes }) as const,
    ),
    ...renewals.map(
      ({ id, number, state, content }) =>
        ({ kind: 'agreement', id, number, startsOn: content.startsOn, state }) as const,
    ),
  ];
}

/**
 * 退出通知, 毕业 or 淘汰. Graduating and eliminating name which of the space's criteria are met. The stay ends with the last day from now on:
 * what lay after it falls away.
 *
 * @param of the operator's carrier, or the team that gives notice itself
 * @throws Refusal `departure.notice-period` for a day that the agreement does not allow
 */
export async function giveNotice(tx: Tx, keeper: Keeper, of: Party, tenancyId: string, notice: Notice): Promise<void> {
  const periods = await lockStay(tx, tenancyId);
  const effect = await noticeEffect(tx, keeper, of, tenancyId, notice);
  const { lastDay, waiver } = notice;
  const stay = periods.filter(({ validFrom }) => validFrom <= lastDay).at(-1);
  if (!stay) throw new Refusal('not-found');
  const purpose = PURPOSE_OF[notice.exitKind as keyof typeof PURPOSE_OF];
  const criteria = purpose && (await criteriaOf(tx, stay.carrierId)).find((one) => one.purpose === purpose);
  if (purpose && !criteria) throw new Refusal('criteria.missing', { purpose });
  const known = new Set(criteria?.items.map(({ id }) => id));
  const met = notice.criteriaMet.filter((id) => known.has(id));
  if (purpose && met.length === 0)
    throw new Refusal('input.invalid', {}, [{ path: 'criteriaMet', code: 'required', message: '请选择所依据的标准' }]);
  if (effect.isEarly && effect.early === 'refuse' && waiver === null) throw tooEarly(effect);
  const row = {
    id: newId(),
    carrierId: stay.carrierId,
    tenancyId,
    exitKind: notice.exitKind,
    byTeam: notice.byTeam,
    noticedOn: effect.noticedOn,
    lastDay,
    reason: notice.reason,
    criteriaId: criteria?.id ?? null,
    criteriaMet: met,
    checklist: CHECKS.map((id): Checked => ({ id, done: false, remark: null })),
    earliestOn: effect.earliestOn,
    provisional: effect.provisional,
    early: effect.early,
    waiver: effect.isEarly ? waiver : null,
    formerEnd: stay.validTo,
    fallen: [...effect.fallen],
    example: stay.example,
  };
  await insertDeparture(tx, row).catch((error: { code?: string }) => {
    throw error.code === '23505' ? new Refusal('departure.already-noticed') : error;
  });
  await endWith(tx, keeper, periods, { lastDay, reason: `退出通知：${notice.reason}`, fallen: effect.fallen });
  recordChange(tx, { kind: 'departure', id: row.id, after: { ...row, by: keeper.actor.name } });
}

function tooEarly({ agreement, noticedOn, earliestOn, provisional }: NoticeEffect): Refusal {
  const wait = provisional ? '(暂定：有一年的工作日历尚未公布)' : '';
  const message = `按协议${agreement}的通知期，${formatDay(noticedOn)}通知的，最早到${formatDay(earliestOn ?? noticedOn)}${wait}`;
  return new Refusal('departure.notice-period', { agreement, earliestOn, provisional }, [
    { path: 'lastDay', code: 'notice-period', message },
  ]);
}

/** The periods after a day are voided and the renewals lapse; the period that holds on the day ends with it. */
async function endWith(
  tx: Tx,
  keeper: Keeper,
  periods: readonly StayPeriod[],
  {
    lastDay,
    reason,
    fallen,
    exitKind,
  }: { lastDay: Day; reason: string; fallen: readonly Fallen[]; exitKind?: ExitKind },
): Promise<void> {
  const why = reason.slice(0, 500);
  for (const { carrierId, id, version, validFrom } of periods.toReversed())
    if (validFrom > lastDay) await withdrawRecord(tx, keeper, carrierId, 'tenancy', id, { version, reason: why });
  const stay = periods.filter(({ validFrom }) => validFrom <= lastDay).at(-1);
  if (stay && (stay.validTo !== lastDay || exitKind))
    await correctPeriod(tx, keeper, stay, { validTo: lastDay, reason: why, exitKind });
  for (const { kind, id } of fallen) if (kind === 'agreement') await lapseResidency(tx, id);
}

async function correctPeriod(
  tx: Tx,
  keeper: Keeper,
  { carrierId, id }: StayPeriod,
  { validTo, reason, exitKind }: { validTo: Day | null; reason: string; exitKind?: ExitKind },
): Promise<void> {
  const record = await findRecord(tx, kindOf('tenancy'), carrierId, id);
  if (!record) throw new Refusal('not-found');
  const { version, validFrom, note, fileId, values } = record;
  const entry = { version, reason, validFrom, validTo, note, fileId };
  await correctRecord(tx, keeper, carrierId, 'tenancy', id, {
    ...entry,
    values: exitKind ? { ...values, exitKind } : values,
  });
}

async function noticed(tx: Tx, carrierId: string, tenancyId: string, version: number): Promise<DepartureRow> {
  const row = await lockDeparture(tx, carrierId, tenancyId);
  if (!row) throw new Refusal('not-found');
  if (row.version !== version) throw new Refusal('conflict', { version: row.version });
  if (row.state !== 'noticed') throw new Refusal('tenancy.ended');
  return row;
}

export async function tickChecklist(
  tx: Tx,
  carrierId: string,
  tenancyId: string,
  version: number,
  checklist: readonly Checked[],
): Promise<void> {
  const before = await noticed(tx, carrierId, tenancyId, version);
  const given = new Map(checklist.map((one) => [one.id, one]));
  const after = before.checklist.map((one) => given.get(one.id) ?? one);
  await updateDeparture(tx, before.id, { checklist: after });
  recordChange(tx, { kind: 'departure', id: before.id, before: before.checklist, after });
}

/**
 * 撤回: the stay goes on as if no notice had been given; what fell away is there again.
 *
 * @throws Refusal `departure.desks-taken` where somebody else has taken the desks meanwhile
 */
export async function withdrawNotice(
  tx: Tx,
  keeper: Keeper,
  carrierId: string,
  tenancyId: string,
  version: number,
): Promise<void> {
  const stay = (await lockStay(tx, tenancyId)).at(-1);
  const before = await noticed(tx, carrierId, tenancyId, version);
  if (!stay) throw new Refusal('not-found');
  await updateDeparture(tx, before.id, { state: 'withdrawn' });
  const at = keeper.clock.now().toString();
  const ids = (kind: Fallen['kind']) => before.fallen.filter((one) => one.kind === kind).map(({ id }) => id);
  try {
    if (stay.validTo !== before.formerEnd)
      await correctPeriod(tx, keeper, stay, { validTo: before.formerEnd, reason: '撤回退出通知' });
    await refusing(reviveTenancies(tx, ids('period'), at));
  } catch (error) {
    throw error instanceof Refusal && error.code === 'record.overlaps' ? new Refusal('departure.desks-taken') : error;
  }
  if (await desksLetSince(tx, tenancyId, addDays(before.lastDay, 1))) throw new Refusal('departure.desks-taken');
  for (const one of before.fallen) if (one.kind === 'agreement') await reviveResidency(tx, one.id, one.state);
  recordChange(tx, {
    kind: 'departure',
    id: before.id,
    before: { state: 'noticed' },
    after: { state: 'withdrawn', returned: before.fallen.map(({ id }) => id) },
  });
}

/** The check list is through and the last day is here: the tenancy ends, its last statement is issued, and its money is settled. */
export async function completeDeparture(
  tx: Tx,
  keeper: Keeper,
  carrierId: string,
  tenancyId: string,
  version: number,
): Promise<void> {
  const periods = await lockStay(tx, tenancyId);
  const departure = await noticed(tx, carrierId, tenancyId, version);
  const { lastDay, exitKind } = departure;
  const today = keeper.clock.today();
  if (today < lastDay) throw new Refusal('departure.too-early', { lastDay });
  const open = departure.checklist.filter((one) => !one.done);
  if (open.length > 0) throw new Refusal('departure.unchecked', { open: open.map(({ id }) => id) });
  const newest = periods.at(-1);
  if (!newest) throw new Refusal('not-found');
  if (lastDay < newest.validFrom) throw new Refusal('departure.changed-since', { validFrom: newest.validFrom });
  const earliestOn = departure.provisional ? await settledEarliest(tx, departure) : departure.earliestOn;
  const at = keeper.clock.now().toString();
  await updateDeparture(tx, departure.id, {
    state: 'done',
    doneAt: at,
    doneBy: keeper.actor.personId,
    ...(earliestOn === null ? {} : { earliestOn }),
  });
  await endStay(tx, keeper, tenancyId, { lastDay, exitKind, reason: `退出：${departure.reason}` });
  if (exitKind === 'failed') await proposeRestart(tx, keeper, newest.teamId, { on: today, example: newest.example });
  recordChange(tx, {
    kind: 'departure',
    id: departure.id,
    before: { state: 'noticed' },
    after: { state: 'done', lastDay },
  });
}

/** Counted again where a year's calendar was awaited; nothing is charged on one that is awaited still. */
async function settledEarliest(tx: Tx, departure: DepartureRow): Promise<Day | null> {
  const { tenancyId, noticedOn, lastDay, early, waiver } = departure;
  const due = await earliestBy(tx, tenancyId, noticedOn);
  if (!due) return departure.earliestOn;
  const { day, provisional } = due;
  const isCharged = early === 'charge' && waiver === null && lastDay < day;
  if (provisional && isCharged) throw new Refusal('departure.calendar-awaited', { day });
  // What was in time by the calendar awaited then stays in time.
  return isCharged || day <= lastDay ? day : departure.earliestOn;
}

/** What the team has booked as a resident for later days is given up, and its credits are given back. */
async function cancelAfter(tx: Tx, keeper: Keeper, [stay]: readonly StayPeriod[], lastDay: Day): Promise<void> {
  if (!stay) return;
  const { carrierId, teamId } = stay;
  await lockSpace(tx, carrierId);
  for (const bookingId of await openOfResident(tx, carrierId, teamId, addDays(lastDay, 1)))
    await cancelBooking(tx, keeper, keeper.actor, { bookingId, version: null, reason: '团队已退出' });
}

/**
 * The stay ends with its last statement and is settled, whether the team leaves or moves on; whoever keeps registrations at its desk learns
 * of it.
 */
export async function endStay(
  tx: Tx,
  keeper: Keeper,
  tenancyId: string,
  { lastDay, exitKind, reason }: { lastDay: Day; exitKind: ExitKind; reason: string },
): Promise<void> {
  const periods = await lockStay(tx, tenancyId);
  const carrierId = periods[0]?.carrierId ?? '';
  const open = await lockDeparture(tx, carrierId, tenancyId);
  // A team that moves on before its notice has run out does not leave a second time.
  if (open?.state === 'noticed') await updateDeparture(tx, open.id, { state: 'withdrawn' });
  const fallen = await fallenAfter(tx, tenancyId, periods, lastDay);
  await endWith(tx, keeper, periods, { lastDay, reason, fallen, exitKind });
  await cancelAfter(tx, keeper, periods, lastDay);
  await issueLastStatement(tx, keeper, tenancyId, lastDay);
  await settleStay(tx, keeper, tenancyId, lastDay);
  const payload = { tenancyId, lastDay };
  const dueAt = keeper.clock.now().toString();
  await enqueue(tx, keeper.clock, { kind: 'tenancy.ended', payload, dueAt, key: tenancyId });
}

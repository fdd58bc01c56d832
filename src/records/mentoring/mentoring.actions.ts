import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { addDays, type Day, dayOf, dayOfWeek, TIME_ZONE } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { type Fen, fen } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { nextSerial, numberFrom } from '../../platform/serials/serial.ts';
import { post } from '../ledger/ledger.actions.ts';
import type { Account } from '../ledger/ledger.ts';
import { INDUSTRIES } from '../teams/team.ts';
import {
  type AvailableMentor,
  absencesOf,
  findMentor,
  findSession,
  hoursOfCalendar,
  insertSession,
  insertSettlement,
  lockSession,
  lockUnsettled,
  type MentorRow,
  markPaid,
  mentorsFor,
  moveCalendar,
  replaceAbsences,
  replaceHours,
  type SessionRow,
  type SettlementRow,
  sessionsBetween,
  takenOf,
  updateSession,
} from './mentoring.store.ts';
import {
  type Absence,
  feeOf,
  type Hours,
  isAway,
  MENTORING_STEPS,
  type MentoringStep,
  nextState,
  objections,
  type Side,
  suits,
  type Wish,
} from './mentoring.ts';

interface Doer {
  readonly actor: Actor;
  readonly clock: Clock;
}

const zhOf = (code: string) => INDUSTRIES.find((one) => one.code === code)?.zh ?? code;

export interface MatchedMentor extends AvailableMentor {
  readonly score: number;
  readonly reasons: string[];
  readonly nextFree: Day | null;
}

/** Mentors a team may ask, best suited first, each with the reasons. */
export async function matchMentors(tx: Tx, { clock }: Pick<Doer, 'clock'>, teamId: string): Promise<MatchedMentor[]> {
  const today = clock.today();
  const [team] = await sqlRows<{ industry: string | null }>(
    tx,
    'select industry from team where root_id = $1 order by valid_from desc, id desc limit 1',
    [teamId],
  );
  const mentors = distinct(await mentorsFor(tx, teamId, today, null));
  const calendars = new Map<string, Wish[]>();
  for (const { calendarId } of mentors)
    if (!calendars.has(calendarId)) calendars.set(calendarId, await takenOf(tx, calendarId, clock.now()));
  return mentors
    .map((mentor) => {
      const nextFree = nextFreeDay(mentor, calendars.get(mentor.calendarId) ?? [], today);
      const industries = mentor.industries ?? [];
      return {
        ...mentor,
        nextFree,
        ...suits({ industry: team?.industry ?? null }, { ...mentor, industries, nextFree }, zhOf, today),
      };
    })
    .sort((a, b) => b.score - a.score || a.name.localeCompare(b.name, 'zh'));
}

/** A mentor under two agreements on one day counts once: the newest. */
function distinct(mentors: readonly AvailableMentor[]): AvailableMentor[] {
  return [...Map.groupBy(mentors, ({ mentorId }) => mentorId).values()].flatMap(([first]) => (first ? [first] : []));
}

/** The first of the next thirty days on which some stretch of hours is not wholly taken. */
function nextFreeDay(
  { hours, absences }: Pick<AvailableMentor, 'hours' | 'absences'>,
  taken: readonly Wish[],
  today: Day,
): Day | null {
  for (let ahead = 1; ahead <= 30; ahead++) {
    const on = addDays(today, ahead);
    if (isAway(absences, on)) continue;
    const weekday = Temporal.PlainDate.from(on).dayOfWeek;
    for (const { from, to } of hours.filter((one) => one.weekday === weekday)) {
      const instant = (time: string) =>
        Temporal.PlainDateTime.from(`${on}T${time}`).toZonedDateTime(TIME_ZONE).toInstant();
      const [start, end] = [instant(from), instant(to)];
      const busy = taken
        .filter(
          (one) => Temporal.Instant.compare(one.startsAt, end) < 0 && Temporal.Instant.compare(start, one.endsAt) < 0,
        )
        .reduce((sum, one) => sum + Math.round(one.startsAt.until(one.endsAt).total('minutes')), 0);
      if (busy < Math.round(start.until(end).total('minutes'))) return on;
    }
  }
  return null;
}

/**
 * A team asks a mentor for time.
 *
 * @throws Refusal `input.invalid` with every reason at once; `mentoring.taken` where somebody was quicker
 */
export async function requestSession(
  tx: Tx,
  { actor, clock }: Doer,
  teamId: string,
  asked: { mentorId: string; startsAt: string; minutes: number; topic: string; online: boolean },
): Promise<SessionRow> {
  const now = clock.now();
  const startsAt = Temporal.Instant.from(asked.startsAt);
  const wish = { startsAt, endsAt: startsAt.add({ minutes: asked.minutes }) };
  // Two requests of one team wait for each other, so that its hours are never overdrawn.
  await sqlRows(tx, 'select 1 from team where id = $1 for update', [teamId]);
  const [mentor] = await mentorsFor(tx, teamId, dayOf(startsAt), asked.mentorId);
  const known = mentor ?? (await findMentor(tx, asked.mentorId));
  const against = objections(wish, {
    now,
    hours: mentor?.hours ?? [],
    absences: mentor?.absences ?? [],
    taken: known ? await takenOf(tx, known.calendarId, now) : [],
    agreement: mentor ?? null,
    usedMinutes: mentor?.usedMinutes ?? 0,
  });
  if (!mentor || against.length > 0) throw new Refusal('input.invalid', {}, against);
  const id = newId();
  const year = Number(clock.today().slice(0, 4));
  const number = numberFrom('辅{year}{serial:6}', year, await nextSerial(tx, `mentoring:${year}`));
  const row = {
    id,
    number,
    carrierId: mentor.carrierId,
    mentorId: mentor.mentorId,
    agreementId: mentor.agreementId,
    calendarId: mentor.calendarId,
    teamId,
    startsAt: wish.startsAt.toString(),
    endsAt: wish.endsAt.toString(),
    topic: asked.topic,
    online: asked.online,
    requestedAt: now.toString(),
    requestedBy: actor.personId,
    mode: mentor.mode,
    hourFeeFen: mentor.hourFeeFen,
  };
  await orTaken(insertSession(tx, row));
  recordChange(tx, { kind: 'mentoring', id, after: row });
  return (await findSession(tx, id)) as SessionRow;
}

/** The exclusion constraint as the "no" it stands for. */
async function orTaken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'mentoring_session_overlaps')
      throw new Refusal('mentoring.taken', {}, [{ path: 'startsAt', code: 'taken', message: '该时间刚被他人约走' }]);
    throw error;
  }
}

/** Whether the actor speaks for the mentor: the mentor, or the space's people. */
function speaksForMentor(actor: Actor, session: SessionRow): boolean {
  if (actor.personId !== null && actor.personId === session.mentorPersonId) return true;
  return actor.roles.some((role) => role === 'operator' || role === 'operatorStaff') && !isTeam(actor, session);
}

const isTeam = (actor: Actor, session: SessionRow) =>
  session.teamOrganisationId !== null && actor.organisationId === session.teamOrganisationId;

/** @throws Refusal `mentoring.not-your-side`, `mentoring.wrong-state`, `mentoring.begun`, `mentoring.not-begun` */
export async function takeMentoringStep(
  tx: Tx,
  { actor, clock }: Doer,
  id: string,
  step: MentoringStep,
  { version, reason }: { version: number; reason: string | null },
): Promise<SessionRow> {
  const session = await lockSession(tx, id, version);
  const forMentor = speaksForMentor(actor, session);
  if ((step === 'accept' || step === 'decline') && !forMentor) throw new Refusal('mentoring.not-your-side');
  const begun = Temporal.Instant.compare(Temporal.Instant.from(session.startsAt), clock.now()) <= 0;
  const to = nextState(step, session.state, begun);
  if (step !== 'accept' && !reason)
    throw new Refusal('input.invalid', {}, [{ path: 'reason', code: 'required', message: '请说明理由' }]);
  const answered = step === 'accept' || step === 'decline' ? { answered_at: clock.now().toString() } : {};
  await updateSession(tx, id, { state: to, reason: step === 'accept' ? null : reason, ...answered });
  recordChange(tx, { kind: 'mentoring', id, before: { state: session.state }, after: { state: to, reason } });
  return (await findSession(tx, id)) as SessionRow;
}

/**
 * A side says the session was held; when both have, it counts. The space's people may speak for a side that has no
 * account, never for one that has.
 *
 * @throws Refusal `mentoring.not-your-side`, `mentoring.wrong-state`, `mentoring.not-begun`, `mentoring.confirmed`
 */
export async function confirmSession(
  tx: Tx,
  { actor, clock }: Doer,
  id: string,
  said: {
    version: number;
    side: Side;
    rating: number | null;
    remark: string | null;
    sharedNote?: string | undefined;
    privateNote?: string | undefined;
  },
): Promise<SessionRow> {
  const session = await lockSession(tx, id, said.version);
  requireSide(actor, session, said.side);
  if (session.state !== 'booked') throw new Refusal('mentoring.wrong-state', { state: session.state });
  if (Temporal.Instant.compare(Temporal.Instant.from(session.startsAt), clock.now()) > 0)
    throw new Refusal('mentoring.not-begun');
  if ((said.side === 'team' ? session.teamConfirmedAt : session.mentorConfirmedAt) !== null)
    throw new Refusal('mentoring.confirmed');
  const other = said.side === 'team' ? session.mentorConfirmedAt : session.teamConfirmedAt;
  const at = clock.now().toString();
  await updateSession(tx, id, {
    [`${said.side}_confirmed_at`]: at,
    [`${said.side}_confirmed_by`]: actor.personId,
    [`${said.side}_rating`]: said.rating,
    [`${said.side}_remark`]: said.remark,
    ...(said.sharedNote === undefined ? {} : { shared_note: said.sharedNote }),
    ...(said.side === 'mentor' && said.privateNote !== undefined ? { private_note: said.privateNote } : {}),
    ...(other === null ? {} : { state: 'held' }),
  });
  recordChange(tx, { kind: 'mentoring', id, after: { side: said.side, confirmedAt: at, rating: said.rating } });
  return (await findSession(tx, id)) as SessionRow;
}

function requireSide(actor: Actor, session: SessionRow, side: Side): void {
  const isSpace = actor.roles.some((role) => role === 'operator' || role === 'operatorStaff');
  const isSide =
    side === 'team'
      ? isTeam(actor, session) || (isSpace && session.teamOrganisationId === null)
      : actor.personId === session.mentorPersonId || (isSpace && session.mentorPersonId === null);
  if (!isSide) throw new Refusal('mentoring.not-your-side');
}

/** Notes may be written until a year after; the private one by the mentor alone. */
export async function writeNotes(
  tx: Tx,
  { actor }: Doer,
  id: string,
  notes: { version: number; sharedNote?: string | undefined; privateNote?: string | undefined },
): Promise<SessionRow> {
  const session = await lockSession(tx, id, notes.version);
  const isMentor = actor.personId !== null && actor.personId === session.mentorPersonId;
  if (notes.privateNote !== undefined && !isMentor) throw new Refusal('mentoring.not-your-side');
  await updateSession(tx, id, {
    ...(notes.sharedNote === undefined ? {} : { shared_note: notes.sharedNote }),
    ...(notes.privateNote === undefined ? {} : { private_note: notes.privateNote }),
  });
  recordChange(tx, { kind: 'mentoring', id, after: { notes: true } });
  return (await findSession(tx, id)) as SessionRow;
}

/** Seven days of the one calendar, of every space. What belongs to a space of another operator is taken time and no more. */
export async function viewWeek(tx: Tx, actor: Actor, mentor: MentorRow, from: Day) {
  const { calendarId } = mentor;
  const hours = await hoursOfCalendar(tx, calendarId);
  const absences = await absencesOf(tx, calendarId, from);
  const sessions = await sessionsBetween(tx, calendarId, from, addDays(from, 6));
  const isOwn = actor.personId !== null && actor.personId === mentor.personId;
  return {
    name: mentor.name,
    days: Array.from({ length: 7 }, (_, index) => addDays(from, index)).map((day) => ({
      day,
      away: isAway(absences, day),
      hours: hours.filter(({ weekday }) => weekday === dayOfWeek(day)).map(({ from, to }) => ({ from, to })),
      sessions: sessions
        .filter((session) => session.day === day)
        .map(({ startsAt, endsAt, operatorId, ...told }) => ({
          startsAt,
          endsAt,
          told: isOwn || operatorId === actor.organisationId ? told : null,
        })),
    })),
  };
}

/** Absences that are told replace those that are not over; sessions already agreed stay until one side cancels them. */
export async function setAbsences(
  tx: Tx,
  { clock }: Pick<Doer, 'clock'>,
  mentor: MentorRow,
  absences: readonly Absence[],
): Promise<void> {
  const refuse = (index: number, field: 'from' | 'to', code: string, message: string): never => {
    throw new Refusal('input.invalid', {}, [{ path: `absences.${index}.${field}`, code, message }]);
  };
  for (const [index, { from, to }] of absences.entries()) {
    if (to < from) refuse(index, 'to', 'period', '结束日期不能早于开始日期');
    if (to < clock.today()) refuse(index, 'to', 'past', '已经过去，不必填写');
    if (absences.some((other, at) => at < index && other.from <= to && from <= other.to))
      refuse(index, 'from', 'overlaps', '与另一段不在的日期重叠');
  }
  await replaceAbsences(
    tx,
    mentor.calendarId,
    clock.today(),
    absences.map((one) => ({ ...one, id: newId() })),
  );
  recordChange(tx, { kind: 'mentor', id: mentor.id, after: { absences } });
}

/** @throws Refusal `input.invalid` where two stretches of one day overlap */
export async function setHours(tx: Tx, mentor: MentorRow, hours: readonly Hours[]): Promise<void> {
  for (const [index, one] of hours.entries()) {
    if (one.to <= one.from)
      throw new Refusal('input.invalid', {}, [
        { path: `hours.${index}.to`, code: 'period', message: '结束时间应晚于开始时间' },
      ]);
    if (
      hours.some(
        (other, at) => at < index && other.weekday === one.weekday && other.from < one.to && one.from < other.to,
      )
    )
      throw new Refusal('input.invalid', {}, [
        { path: `hours.${index}.from`, code: 'overlaps', message: '同一天的两段时间重叠' },
      ]);
  }
  await replaceHours(
    tx,
    mentor.calendarId,
    hours.map((one) => ({ ...one, id: newId() })),
  );
  recordChange(tx, { kind: 'mentor', id: mentor.id, after: { hours } });
}

/**
 * The mentor acts with an account of their own; null takes it back.
 *
 * @throws Refusal `input.invalid` where no account of that name holds the mentor's role; `mentoring.taken` where the
 *   person's calendar holds another session at the time of one of this mentor's
 */
export async function linkAccount(tx: Tx, { clock }: Doer, mentor: MentorRow, account: string | null): Promise<void> {
  let personId: string | null = null;
  if (account !== null) {
    const [person] = await sqlRows<{ id: string }>(
      tx,
      `select p.id from person p join membership m on m.person_id = p.id where p.account = $1 and p.state = 'active' and m.role = 'mentor'
         and m.valid_from <= $2 and (m.valid_to is null or m.valid_to >= $2) limit 1`,
      [account, clock.today()],
    );
    if (!person)
      throw new Refusal('input.invalid', {}, [
        { path: 'account', code: 'reference', message: '没有具有创业导师角色的这个账号' },
      ]);
    personId = person.id;
  }
  await orTaken(moveCalendar(tx, mentor.id, mentor.calendarId, personId));
  recordChange(tx, { kind: 'mentor', id: mentor.id, after: { account } });
}

const payable = (mentor: MentorRow): Account => ({
  code: `mentor:${mentor.id}`,
  kind: 'liability',
  name: `应付导师酬金 ${mentor.name}`,
  carrierId: mentor.carrierId,
  floored: true,
});
const account = (carrierId: string, code: string, kind: 'expense' | 'asset', name: string): Account => ({
  code: `${code}:${carrierId}`,
  kind,
  name,
  carrierId,
});

/**
 * 课时结算: the hours held in a month under the paid mode, at the fee of their agreement, owed to the mentor.
 *
 * @param month its first day
 * @throws Refusal `mentoring.nothing-to-settle`
 */
export async function settleMonth(tx: Tx, { actor, clock }: Doer, mentor: MentorRow, month: Day): Promise<void> {
  const sessions = await lockUnsettled(tx, mentor.carrierId, mentor.id, month);
  if (sessions.length === 0) throw new Refusal('mentoring.nothing-to-settle');
  const total = sessions.reduce<Fen>((sum, one) => fen(sum + feeOf(one.minutes, fen(one.hourFeeFen))), fen(0));
  const id = newId();
  const year = Number(month.slice(0, 4));
  const number = numberFrom('课{year}{serial:5}', year, await nextSerial(tx, `mentoringSettlement:${year}`));
  const at = clock.now().toString();
  const minutes = sessions.reduce((sum, one) => sum + one.minutes, 0);
  const row = { id, number, carrierId: mentor.carrierId, mentorId: mentor.id, month, minutes, totalFen: total };
  await insertSettlement(
    tx,
    { ...row, at, by: actor.personId },
    sessions.map((one) => one.id),
  );
  await post(
    tx,
    { actor, clock },
    {
      kind: 'mentoring.settled',
      on: clock.today(),
      says: `${month.slice(0, 7)}导师课时结算 ${mentor.name}`,
      subject: { kind: 'mentoringSettlement', id },
      once: `mentoringSettlement:${id}`,
      entries: [
        { account: account(mentor.carrierId, 'mentoringCost', 'expense', '导师酬金支出'), fen: total },
        { account: payable(mentor), fen: fen(-total) },
      ],
    },
  );
  recordChange(tx, { kind: 'mentoringSettlement', id, after: row });
}

/** @throws Refusal `not-found` where it is paid already */
export async function paySettlement(
  tx: Tx,
  { actor, clock }: Doer,
  carrierId: string,
  id: string,
  paidOn: Day,
): Promise<SettlementRow> {
  const row = await markPaid(tx, carrierId, id, paidOn, actor.personId);
  const mentor = row && (await findMentor(tx, row.mentorId));
  if (!row || !mentor) throw new Refusal('not-found');
  await post(
    tx,
    { actor, clock },
    {
      kind: 'mentoring.paid',
      on: paidOn,
      says: `支付导师酬金 ${row.number}`,
      subject: { kind: 'mentoringSettlement', id },
      once: `mentoringPaid:${id}`,
      entries: [
        { account: payable(mentor), fen: fen(row.totalFen) },
        { account: account(carrierId, 'bank', 'asset', '银行存款'), fen: fen(-row.totalFen) },
      ],
    },
  );
  recordChange(tx, { kind: 'mentoringSettlement', id, after: { paidOn } });
  return row;
}

export const STEPS = Object.keys(MENTORING_STEPS) as [MentoringStep, ...MentoringStep[]];

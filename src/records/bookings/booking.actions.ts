import type { Actor } from '../../kernel/actor.ts';
import { addDays, type Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { dropJob, enqueue, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Services } from '../../platform/services.ts';
import { accountsOfCarrier, balanceOf, moveCredits } from '../bookingCredits/booking-credit.store.ts';
import { findCarrier, lockSpace } from '../carriers/carrier.store.ts';
import { hoursOf } from '../openings/opening.store.ts';
import { dayAt, type Hours, midnight, openOn, type Span } from '../openings/opening.ts';
import { listResources } from '../resources/resource.store.ts';
import type { Resource, UserGroup } from '../resources/resource.ts';
import { ensureBilling } from '../statements/statement.actions.ts';
import { teamOfOrganisation } from '../teams/team.store.ts';
import {
  type BookingRow,
  type Colleague,
  findBooking,
  groupOf,
  heldBy,
  insertBooking,
  lockBooking,
  type NewItem,
  openOver,
  organisationOfTeam,
  type Payment,
  peopleOf,
  updateBooking,
  waitingFor,
  writeItems,
} from './booking.store.ts';
import {
  type Asked,
  BOOKING_REASONS,
  type BookingDeed,
  type BookingState,
  costOf,
  freeUnits,
  type Held,
  heldSpan,
  isTimeToCheckIn,
  mayDo,
  occurrences,
  type Reason,
  type Repeat,
  reasonsAgainst,
} from './booking.ts';

type Can = Pick<Services, 'clock'>;
const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;
const LONGEST = 400 * 24 * 60 * MINUTE;

export interface Wanted {
  resourceId: string;
  quantity: number;
}

export interface BookingRequest {
  carrierId: string;
  items: readonly Wanted[];
  startsAt: string;
  endsAt: string;
  attendees: number;
  purpose: string | null;
  payment: Payment;
  /** The operator books for a team. */
  teamId: string | null;
  /** On behalf of a colleague. */
  personId: string | null;
  repeat: { every: Repeat; until: Day; mode: 'all' | 'possible' } | null;
  /** Where it is only taken: stand in line. */
  wait: boolean;
}

export interface Outcome {
  startsAt: string;
  endsAt: string;
  bookingId: string | null;
  state: BookingState | null;
  /** In the waiting line, from 1 on. */
  place: number | null;
  reasons: readonly Reason[];
}

/** Who bears a booking, and at whose prices. */
interface Party {
  organisationId: string;
  teamId: string | null;
  personId: string;
  isOperator: boolean;
}

const iso = (moment: number) => new Date(moment).toISOString();
const spanOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }): Span => ({
  start: Date.parse(startsAt),
  end: Date.parse(endsAt),
});

/** Books, once or again and again; every reason against it is told at once, for each occurrence. */
export async function book(tx: Tx, can: Can, actor: Actor, request: BookingRequest): Promise<Outcome[]> {
  const first = spanOf(request);
  requireSpan(first);
  const party = await partyOf(tx, can, actor, request);
  const ids = request.items.map(({ resourceId }) => resourceId);
  await lockSpace(tx, request.carrierId);
  const last = request.repeat ? midnight(addDays(request.repeat.until, 1)) + first.end - first.start : first.end;
  const desk = await openDesk(tx, can, request.carrierId, ids, { start: first.start, end: Math.max(first.end, last) });
  const spans = request.repeat
    ? occurrences(first, request.repeat.every, request.repeat.until, desk.hours.calendar.isWorkingDay)
    : [first];
  const seriesId = spans.length > 1 ? newId() : null;
  const outcomes: Outcome[] = [];
  for (const span of spans) outcomes.push(await placeOne(tx, can, actor, request, { party, desk, span, seriesId }));
  const refused = outcomes.filter(({ bookingId }) => bookingId === null);
  const isAll = request.repeat?.mode !== 'possible';
  if (refused.length === outcomes.length || (isAll && refused.length > 0)) throw refusedBy(outcomes);
  return outcomes;
}

/** All that a decision about several spans of the same resources looks at, read once under the lock. */
interface Desk {
  resources: ReadonlyMap<string, Resource>;
  hours: Hours;
  held: Map<string, Held[]>;
  now: number;
}

async function openDesk(
  tx: Tx,
  { clock }: Can,
  carrierId: string,
  ids: readonly string[],
  span: Span,
  except: string | null = null,
): Promise<Desk> {
  const found = await listResources(tx, carrierId, ids);
  const resources = new Map(found.map((resource) => [resource.id, resource]));
  const missing = ids.findIndex((id) => !resources.has(id));
  if (missing >= 0)
    throw new Refusal('input.invalid', {}, [
      { path: `items.${missing}.resourceId`, code: 'reference', message: '本空间没有此项资源' },
    ]);
  const wide = { start: span.start, end: span.end + WEEK + 24 * 60 * MINUTE };
  return {
    resources,
    hours: await hoursOf(tx, carrierId, wide),
    held: await heldBy(tx, ids, wide, except),
    now: clock.now().epochMilliseconds,
  };
}

interface Placing {
  party: Party;
  desk: Desk;
  span: Span;
  seriesId: string | null;
}

async function placeOne(
  tx: Tx,
  can: Can,
  actor: Actor,
  request: BookingRequest,
  { party, desk, span, seriesId }: Placing,
): Promise<Outcome> {
  const { carrierId, items, attendees, payment, purpose } = request;
  const group = await groupFor(tx, carrierId, party, dayAt(span.start));
  const judged = await judge(tx, desk, { carrierId, teamId: party.teamId, group, payment, items, attendees, span });
  const told = { startsAt: iso(span.start), endsAt: iso(span.end) };
  const mayWait = request.wait && judged.reasons.length > 0 && judged.reasons.every(({ code }) => code === 'taken');
  if (judged.reasons.length > 0 && !mayWait)
    return { ...told, bookingId: null, state: null, place: null, reasons: judged.reasons };
  const id = newId();
  const needsApproval = !party.isOperator && judged.resources.some(({ approval }) => approval);
  const state: BookingState = mayWait ? 'waiting' : needsApproval ? 'requested' : 'confirmed';
  await insertBooking(tx, {
    id,
    carrierId,
    organisationId: party.organisationId,
    teamId: party.teamId,
    personId: party.personId,
    bookedBy: actor.personId ?? party.personId,
    seriesId,
    ...span,
    state,
    attendees,
    purpose,
    userGroup: group,
    payment,
    feeFen: payment === 'money' ? judged.feeFen : 0,
    credits: payment === 'credits' ? judged.credits : 0,
    at: can.clock.now().toString(),
  });
  const claims = claimsOf(desk, items, span);
  await holding(() => writeItems(tx, id, claims));
  if (state === 'waiting') await enqueueEnd(tx, can, id, iso(span.start));
  else {
    for (const { resourceId, units, held } of claims) addTo(desk.held, resourceId, { ...held, units });
    await pay(tx, can, actor, {
      id,
      carrierId,
      teamId: party.teamId,
      credits: payment === 'credits' ? judged.credits : 0,
    });
    if (state === 'confirmed') await watchForNoShow(tx, can, id, desk, judged.resources, span);
  }
  // What a team in residence pays with money comes into its monthly statement.
  if (group === 'resident' && payment === 'money' && judged.feeFen > 0)
    await ensureBilling(tx, can, carrierId, dayAt(span.start));
  recordChange(tx, { kind: 'booking', id, after: { state, ...told, items, payment, for: party.personId } });
  const place = state === 'waiting' ? ((await findBooking(tx, id))?.place ?? null) : null;
  return { ...told, bookingId: id, state, place, reasons: judged.reasons };
}

interface Judged {
  reasons: Reason[];
  resources: Resource[];
  feeFen: number;
  credits: number;
}

/** Every reason against one span, resource by resource, and what it costs. */
async function judge(
  tx: Tx,
  desk: Desk,
  {
    carrierId,
    teamId,
    group,
    payment,
    items,
    attendees,
    span,
  }: {
    carrierId: string;
    teamId: string | null;
    group: UserGroup;
    payment: Payment;
    items: readonly Wanted[];
    attendees: number;
    span: Span;
  },
): Promise<Judged> {
  const judged: Judged = { reasons: [], resources: [], feeFen: 0, credits: 0 };
  const seated = items.some(({ resourceId }) => desk.resources.get(resourceId)?.kind === 'room');
  for (const { resourceId, quantity } of items) {
    const resource = desk.resources.get(resourceId) as Resource;
    judged.resources.push(resource);
    // A meeting's people sit in its room, not at its device.
    const asked: Asked = { ...span, quantity, attendees: seated && resource.kind !== 'room' ? 1 : attendees };
    const held = desk.held.get(resourceId) ?? [];
    judged.reasons.push(...reasonsAgainst(resource, asked, { hours: desk.hours, held, now: desk.now, group }));
    const cost = costOf(resource, group, asked);
    judged.feeFen += cost?.feeFen ?? 0;
    judged.credits += cost?.credits ?? 0;
    if (payment === 'credits' && cost && cost.credits === null)
      judged.reasons.push(reason('no-credits', resourceId, `${resource.name}：${BOOKING_REASONS['no-credits'].zh}`));
  }
  if (payment === 'credits' && judged.credits > 0) {
    const balance = teamId === null ? 0 : await balanceOf(tx, carrierId, teamId);
    if (balance < judged.credits)
      judged.reasons.push(
        reason('credits', null, `${BOOKING_REASONS.credits.zh}：需${judged.credits}，余额${balance}`),
      );
  }
  return judged;
}

const reason = (code: keyof typeof BOOKING_REASONS, resourceId: string | null, message: string): Reason => ({
  code,
  resourceId,
  message,
  remedy: BOOKING_REASONS[code].remedy,
});

function refusedBy(outcomes: readonly Outcome[]): Refusal {
  const fields = outcomes.flatMap(({ startsAt, reasons }, index) =>
    reasons.map(({ code, message, remedy }) => ({
      path: `occurrences.${index}`,
      code,
      message: `${outcomes.length > 1 ? `${showStart(startsAt)} ` : ''}${message}。${remedy}`,
    })),
  );
  return new Refusal('booking.refused', { outcomes }, fields);
}

const showStart = (startsAt: string) => dayAt(Date.parse(startsAt));

function claimsOf(desk: Desk, items: readonly Wanted[], span: Span): NewItem[] {
  return items.map(({ resourceId, quantity }) => {
    const resource = desk.resources.get(resourceId) as Resource;
    const free = freeUnits(resource, span, desk.held.get(resourceId) ?? []);
    // One who waits holds nothing; its units are chosen when they are offered.
    const units = free.length >= quantity ? free.slice(0, quantity) : Array.from({ length: quantity }, (_, n) => n + 1);
    return { resourceId, quantity, units, held: heldSpan(span, resource) };
  });
}

function addTo(held: Map<string, Held[]>, resourceId: string, one: Held): void {
  const before = held.get(resourceId);
  if (before) before.push(one);
  else held.set(resourceId, [one]);
}

/** The database has the last word: a unit held by something else is "taken". */
async function holding<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'booking_item_overlaps') throw error;
    const { zh, remedy } = BOOKING_REASONS.taken;
    throw new Refusal('booking.refused', {}, [{ path: 'occurrences.0', code: 'taken', message: `${zh}。${remedy}` }]);
  }
}

function requireSpan({ start, end }: Span): void {
  const refuse = (message: string) => new Refusal('input.invalid', {}, [{ path: 'endsAt', code: 'range', message }]);
  if (end <= start) throw refuse('结束时间须晚于开始时间');
  if (end - start > LONGEST) throw refuse('一次预订不能超过400天');
}

/** Operators book for themselves or for a team; everyone else for the own team, or as themselves where there is none. */
async function partyOf(
  tx: Tx,
  { clock }: Can,
  actor: Actor,
  { carrierId, teamId, personId }: Pick<BookingRequest, 'carrierId' | 'teamId' | 'personId'>,
): Promise<Party> {
  const carrier = await findCarrier(tx, carrierId);
  if (!carrier) throw new Refusal('not-found');
  if (!actor.personId || !actor.organisationId) throw new Refusal('not-permitted');
  const isOperator = carrier.operatorId === actor.organisationId;
  if (teamId !== null && !isOperator) throw new Refusal('not-permitted');
  if (!isOperator && actor.roles.every((role) => role === 'operator' || role === 'operatorStaff'))
    throw new Refusal('not-found');
  const team = teamId !== null ? await organisationOfTeam(tx, teamId) : undefined;
  if (teamId !== null && !team) throw new Refusal('not-found');
  const organisationId = team?.organisationId ?? actor.organisationId;
  const own = isOperator ? undefined : await teamOfOrganisation(tx, organisationId);
  // A mentor acts for a base of many: books as a person, at everybody's prices.
  const party = { organisationId, teamId: teamId ?? own?.id ?? null, isOperator };
  const comes = personId ?? actor.personId;
  if (comes !== actor.personId) await requireColleague(tx, organisationId, comes, clock.today());
  return { ...party, personId: comes };
}

/** Whom one may book for or hand a booking to: one's own people; for the operator, who books for a team, those of the team. */
export async function colleagues(
  tx: Tx,
  can: Can,
  actor: Actor,
  { carrierId, teamId }: { carrierId?: string | undefined; teamId?: string | undefined },
): Promise<Colleague[]> {
  const on = can.clock.today();
  if (!carrierId || !teamId) return actor.organisationId ? peopleOf(tx, actor.organisationId, on) : [];
  const { organisationId } = await partyOf(tx, can, actor, { carrierId, teamId, personId: null });
  const known = await accountsOfCarrier(tx, carrierId, on);
  if (!known.some((row) => row.teamId === teamId)) throw new Refusal('not-found');
  return peopleOf(tx, organisationId, on);
}

async function requireColleague(tx: Tx, organisationId: string, personId: string, on: Day): Promise<void> {
  const people = await peopleOf(tx, organisationId, on);
  if (!people.some(({ id }) => id === personId))
    throw new Refusal('input.invalid', {}, [
      { path: 'personId', code: 'colleague', message: '此人不在该团队中，请选择团队成员' },
    ]);
}

async function groupFor(
  tx: Tx,
  carrierId: string,
  party: Pick<Party, 'teamId' | 'isOperator'>,
  on: Day,
): Promise<UserGroup> {
  if (party.isOperator && party.teamId === null) return 'own';
  return groupOf(tx, carrierId, party.teamId, on);
}

interface Charge {
  id: string;
  carrierId: string;
  teamId: string | null;
  credits: number;
}

async function pay(tx: Tx, can: Can, actor: Actor, charge: Charge): Promise<void> {
  await moveFor(tx, can, actor, charge, 'spend', '预订');
}

async function refund(tx: Tx, can: Can, actor: Actor, charge: Charge, note: string): Promise<void> {
  await moveFor(tx, can, actor, charge, 'refund', note);
}

async function moveFor(
  tx: Tx,
  { clock }: Can,
  actor: Actor,
  { id, carrierId, teamId, credits }: Charge,
  kind: 'spend' | 'refund',
  note: string,
): Promise<void> {
  if (credits === 0 || teamId === null) return;
  const at = clock.now().toString();
  await moveCredits(tx, {
    carrierId,
    teamId,
    kind,
    amount: credits,
    bookingId: id,
    note,
    personId: actor.personId,
    at,
  });
}

/** 未到 is judged so long after the start as the strictest of the resources says; by the day, when the first day closes. */
async function watchForNoShow(
  tx: Tx,
  { clock }: Can,
  id: string,
  { hours, now }: Desk,
  resources: readonly Resource[],
  span: Span,
): Promise<void> {
  await dropJob(tx, clock, 'booking.noShow', id);
  const watched = resources.filter(({ checkIn }) => checkIn);
  if (watched.length === 0) return;
  const due = watched.map(({ id: resourceId, period, graceMinutes }) => {
    if (period === 'hour') return Math.max(span.start, now) + graceMinutes * MINUTE;
    const closes = openOn(hours, resourceId, dayAt(span.start))?.closes ?? 1440;
    return Math.max(midnight(dayAt(span.start)) + closes * MINUTE, now);
  });
  await enqueue(tx, clock, {
    kind: 'booking.noShow',
    key: id,
    payload: { bookingId: id },
    dueAt: iso(Math.min(...due)),
  });
}

/** One who waits, or was offered a place, until a moment. */
async function enqueueEnd(tx: Tx, { clock }: Can, bookingId: string, dueAt: string): Promise<void> {
  await enqueue(tx, clock, { kind: 'booking.lapse', key: bookingId, payload: { bookingId }, dueAt });
}

/** The booking as it stands, locked; refuses a deed that its state does not allow. */
async function take(tx: Tx, deed: BookingDeed, bookingId: string, version: number | null): Promise<BookingRow> {
  const booking = await lockBooking(tx, bookingId);
  if (!booking) throw new Refusal('not-found');
  if (!mayDo(deed, booking.state)) throw new Refusal('booking.wrong-state', { state: booking.state, deed });
  if (version !== null && booking.version !== version) throw new Refusal('conflict');
  return booking;
}

const isOperatorOf = async (tx: Tx, actor: Actor, carrierId: string): Promise<boolean> =>
  actor.isSystem || (await findCarrier(tx, carrierId))?.operatorId === actor.organisationId;

const wantedOf = (booking: BookingRow): Wanted[] =>
  booking.items.map(({ resourceId, quantity }) => ({ resourceId, quantity }));
const chargeOf = ({ id, carrierId, teamId, credits }: BookingRow): Charge => ({ id, carrierId, teamId, credits });

/** Another time, or other resources: judged like a new booking, its own place being free. */
export async function moveBooking(
  tx: Tx,
  can: Can,
  actor: Actor,
  move: { bookingId: string; version: number; startsAt: string; endsAt: string; items: readonly Wanted[] | null },
): Promise<BookingRow> {
  const span = spanOf(move);
  requireSpan(span);
  const before = await take(tx, 'move', move.bookingId, move.version);
  const items = move.items ?? wantedOf(before);
  const ids = items.map(({ resourceId }) => resourceId);
  const desk = await openDesk(tx, can, before.carrierId, ids, span, before.id);
  const { carrierId, teamId, payment, attendees } = before;
  const group = before.userGroup === 'own' ? 'own' : await groupOf(tx, carrierId, teamId, dayAt(span.start));
  await refund(tx, can, actor, chargeOf(before), '改期退回');
  const judged = await judge(tx, desk, { carrierId, teamId, group, payment, items, attendees, span });
  if (judged.reasons.length > 0)
    throw refusedBy([
      {
        startsAt: iso(span.start),
        endsAt: iso(span.end),
        bookingId: null,
        state: null,
        place: null,
        reasons: judged.reasons,
      },
    ]);
  const isOperator = await isOperatorOf(tx, actor, carrierId);
  const state = !isOperator && judged.resources.some(({ approval }) => approval) ? 'requested' : before.state;
  const credits = payment === 'credits' ? judged.credits : 0;
  const now = can.clock.now().toString();
  await writeItems(tx, before.id, []);
  await updateBooking(tx, before.id, { state, ...span, credits, feeFen: payment === 'money' ? judged.feeFen : 0 }, now);
  await holding(() => writeItems(tx, before.id, claimsOf(desk, items, span)));
  await pay(tx, can, actor, { ...chargeOf(before), credits });
  if (state === 'confirmed') await watchForNoShow(tx, can, before.id, desk, judged.resources, span);
  else await dropJob(tx, can.clock, 'booking.noShow', before.id);
  recordChange(tx, {
    kind: 'booking',
    id: before.id,
    before: { state: before.state, startsAt: before.startsAt, endsAt: before.endsAt, items: wantedOf(before) },
    after: { state, startsAt: iso(span.start), endsAt: iso(span.end), items },
  });
  await offerNext(tx, can, carrierId, wantedOf(before));
  return (await lockBooking(tx, before.id)) as BookingRow;
}

/** To somebody who acts for the same organisation. */
export async function transferBooking(
  tx: Tx,
  { clock }: Can,
  { bookingId, version, personId }: { bookingId: string; version: number; personId: string },
): Promise<void> {
  const before = await take(tx, 'transfer', bookingId, version);
  await requireColleague(tx, before.organisationId, personId, clock.today());
  await updateBooking(tx, bookingId, { personId }, clock.now().toString());
  recordChange(tx, {
    kind: 'booking',
    id: bookingId,
    before: { person: before.personId },
    after: { person: personId },
  });
}

/** Credits come back, and no fee is owed, when it is cancelled in time, or by the space. */
export async function cancelBooking(
  tx: Tx,
  can: Can,
  actor: Actor,
  { bookingId, version, reason: why }: { bookingId: string; version: number | null; reason: string },
): Promise<{ refunded: number }> {
  const before = await take(tx, 'cancel', bookingId, version);
  const inTime = await isRefunded(tx, can, actor, before);
  const refunded = inTime ? before.credits : 0;
  const neverCharged = before.state === 'waiting' || before.state === 'offered';
  await end(tx, can, before, 'cancelled', why, inTime || neverCharged);
  if (refunded > 0) await refund(tx, can, actor, chargeOf(before), why);
  await offerNext(tx, can, before.carrierId, wantedOf(before));
  return { refunded };
}

/** What was never charged (waiting, offered) is not given back. */
async function isRefunded(tx: Tx, { clock }: Can, actor: Actor, booking: BookingRow): Promise<boolean> {
  if (booking.state === 'waiting' || booking.state === 'offered') return false;
  if (await isOperatorOf(tx, actor, booking.carrierId)) return true;
  const resources = await listResources(
    tx,
    booking.carrierId,
    wantedOf(booking).map((one) => one.resourceId),
  );
  const notice = Math.max(...resources.map(({ refundMinutes }) => refundMinutes));
  return clock.now().epochMilliseconds <= Date.parse(booking.startsAt) - notice * MINUTE;
}

/** Ends a booking in a state that holds nothing. */
async function end(
  tx: Tx,
  { clock }: Can,
  before: BookingRow,
  state: BookingState,
  why: string | null,
  waived = false,
): Promise<void> {
  await dropJob(tx, clock, 'booking.noShow', before.id);
  await dropJob(tx, clock, 'booking.lapse', before.id);
  await updateBooking(tx, before.id, { state, reason: why, waived, offeredUntil: null }, clock.now().toString());
  recordChange(tx, { kind: 'booking', id: before.id, before: { state: before.state }, after: { state, reason: why } });
}

export interface RangeOutcome {
  bookingId: string;
  startsAt: string;
  endsAt: string;
  /** Cancelled whole, or only the days of the range cut out. */
  result: 'cancelled' | 'cut';
}

/** Days from one to the other: bookings within are cancelled, those by the day that reach beyond lose these days only. */
export async function cancelRange(
  tx: Tx,
  can: Can,
  actor: Actor,
  range: { carrierId: string; from: Day; to: Day; resourceId: string | null; seriesId: string | null; reason: string },
): Promise<RangeOutcome[]> {
  if (range.to < range.from)
    throw new Refusal('input.invalid', {}, [{ path: 'to', code: 'range', message: '结束日期不能早于开始日期' }]);
  const span = { start: midnight(range.from), end: midnight(addDays(range.to, 1)) };
  if (!actor.organisationId) throw new Refusal('not-permitted');
  const ids = await openOver(tx, range.carrierId, span, { ...range, organisationId: actor.organisationId });
  const outcomes: RangeOutcome[] = [];
  for (const bookingId of ids) {
    const before = await take(tx, 'cancel', bookingId, null);
    const whole = spanOf(before);
    const isWithin = whole.start >= span.start && whole.end <= span.end;
    const { startsAt, endsAt } = before;
    if (isWithin || before.state !== 'confirmed')
      await cancelBooking(tx, can, actor, { bookingId, version: null, reason: range.reason });
    else await cutOut(tx, can, actor, before, span, range.reason);
    outcomes.push({
      bookingId,
      startsAt,
      endsAt,
      result: isWithin || before.state !== 'confirmed' ? 'cancelled' : 'cut',
    });
  }
  return outcomes;
}

/** What is left before and after a span stays booked, at its own cost. */
async function cutOut(tx: Tx, can: Can, actor: Actor, before: BookingRow, cut: Span, why: string): Promise<void> {
  const whole = spanOf(before);
  const rests = [
    { start: whole.start, end: Math.min(whole.end, cut.start) },
    { start: Math.max(whole.start, cut.end), end: whole.end },
  ].filter(({ start, end: until }) => start < until);
  const items = wantedOf(before);
  const ids = items.map(({ resourceId }) => resourceId);
  const desk = await openDesk(tx, can, before.carrierId, ids, whole, before.id);
  const isBack = await isRefunded(tx, can, actor, before);
  const [first, second] = rests as [Span, Span | undefined];
  const costs = rests.map((span) => {
    const parts = items.map(({ resourceId, quantity }) =>
      costOf(desk.resources.get(resourceId) as Resource, before.userGroup, {
        ...span,
        quantity,
        attendees: before.attendees,
      }),
    );
    return {
      credits: before.payment === 'credits' ? parts.reduce((sum, one) => sum + (one?.credits ?? 0), 0) : 0,
      feeFen: before.payment === 'money' ? parts.reduce((sum, one) => sum + (one?.feeFen ?? 0), 0) : 0,
    };
  });
  const left = costs.reduce((sum, { credits }) => sum + credits, 0);
  // Shorter pieces can cost more than the whole did; what was agreed is never raised by giving days back.
  if (isBack && left < before.credits)
    await refund(tx, can, actor, { ...chargeOf(before), credits: before.credits - left }, why);
  const claims = (span: Span): NewItem[] =>
    before.items.map(({ resourceId, quantity, units }) => ({
      resourceId,
      quantity,
      units,
      held: heldSpan(span, desk.resources.get(resourceId) as Resource),
    }));
  const now = can.clock.now().toString();
  await updateBooking(tx, before.id, { ...first, ...(isBack ? (costs[0] ?? {}) : {}), reason: why }, now);
  await writeItems(tx, before.id, claims(first));
  if (second) {
    const id = newId();
    const {
      carrierId,
      organisationId,
      teamId,
      personId,
      bookedBy,
      seriesId,
      state,
      attendees,
      purpose,
      userGroup,
      payment,
    } = before;
    const cost = isBack ? costs[1] : { credits: 0, feeFen: 0 };
    await insertBooking(tx, {
      ...{
        id,
        carrierId,
        organisationId,
        teamId,
        personId,
        bookedBy,
        seriesId,
        state,
        attendees,
        purpose,
        userGroup,
        payment,
      },
      ...second,
      feeFen: cost?.feeFen ?? 0,
      credits: cost?.credits ?? 0,
      at: now,
    });
    await writeItems(tx, id, claims(second));
    await watchForNoShow(tx, can, id, desk, [...desk.resources.values()], second);
  }
  await watchForNoShow(tx, can, before.id, desk, [...desk.resources.values()], first);
  recordChange(tx, { kind: 'booking', id: before.id, before: whole, after: { rests, reason: why } });
  await offerNext(tx, can, before.carrierId, items);
}

export async function decideBooking(
  tx: Tx,
  can: Can,
  actor: Actor,
  {
    bookingId,
    version,
    decision,
    reason: why,
  }: { bookingId: string; version: number; decision: 'approve' | 'decline'; reason: string | null },
): Promise<void> {
  if (decision === 'decline' && (why ?? '').trim().length < 2)
    throw new Refusal('input.invalid', {}, [{ path: 'reason', code: 'required', message: '请说明不批准的理由' }]);
  const before = await take(tx, decision, bookingId, version);
  if (decision === 'decline') {
    await end(tx, can, before, 'declined', why);
    await refund(tx, can, actor, chargeOf(before), '未批准退回');
    await offerNext(tx, can, before.carrierId, wantedOf(before));
    return;
  }
  await confirm(tx, can, before);
}

async function confirm(tx: Tx, can: Can, before: BookingRow): Promise<void> {
  const span = spanOf(before);
  const desk = await openDesk(
    tx,
    can,
    before.carrierId,
    wantedOf(before).map((one) => one.resourceId),
    span,
    before.id,
  );
  await updateBooking(tx, before.id, { state: 'confirmed', offeredUntil: null }, can.clock.now().toString());
  await dropJob(tx, can.clock, 'booking.lapse', before.id);
  await watchForNoShow(tx, can, before.id, desk, [...desk.resources.values()], span);
  recordChange(tx, { kind: 'booking', id: before.id, before: { state: before.state }, after: { state: 'confirmed' } });
}

/** Takes the place offered; only now it is paid for. */
export async function acceptOffer(
  tx: Tx,
  can: Can,
  actor: Actor,
  { bookingId, version }: { bookingId: string; version: number },
): Promise<void> {
  const before = await take(tx, 'accept', bookingId, version);
  await pay(tx, can, actor, chargeOf(before));
  const resources = await listResources(
    tx,
    before.carrierId,
    wantedOf(before).map((one) => one.resourceId),
  );
  if (resources.some(({ approval }) => approval)) {
    await updateBooking(tx, bookingId, { state: 'requested', offeredUntil: null }, can.clock.now().toString());
    await dropJob(tx, can.clock, 'booking.lapse', bookingId);
    recordChange(tx, { kind: 'booking', id: bookingId, before: { state: 'offered' }, after: { state: 'requested' } });
  } else await confirm(tx, can, before);
}

/** Who has come; within a quarter of an hour before the start, until the end. */
export async function checkIn(
  tx: Tx,
  { clock }: Can,
  { bookingId, version }: { bookingId: string; version: number },
): Promise<void> {
  const before = await take(tx, 'checkIn', bookingId, version);
  const now = clock.now().epochMilliseconds;
  if (!isTimeToCheckIn(spanOf(before), now)) throw new Refusal('booking.not-now', { startsAt: before.startsAt });
  await updateBooking(
    tx,
    bookingId,
    { state: 'checkedIn', checkedInAt: clock.now().toString() },
    clock.now().toString(),
  );
  await dropJob(tx, clock, 'booking.noShow', bookingId);
  recordChange(tx, { kind: 'booking', id: bookingId, before: { state: before.state }, after: { state: 'checkedIn' } });
}

/** What became free goes to whoever has waited longest and fits; it is held until they answer, or the term ends. */
export async function offerNext(tx: Tx, can: Can, carrierId: string, freed: readonly Wanted[]): Promise<void> {
  const ids = await waitingFor(
    tx,
    carrierId,
    freed.map(({ resourceId }) => resourceId),
  );
  for (const id of ids) {
    const waiting = await lockBooking(tx, id);
    if (waiting?.state !== 'waiting') continue;
    const span = spanOf(waiting);
    const items = wantedOf(waiting);
    const resourceIds = items.map(({ resourceId }) => resourceId);
    const desk = await openDesk(tx, can, carrierId, resourceIds, span);
    // The notice asked of a booking is not asked of an offer; what has begun is offered to nobody.
    if (span.start <= desk.now) continue;
    const fits = items.every(
      ({ resourceId, quantity }) =>
        freeUnits(desk.resources.get(resourceId) as Resource, span, desk.held.get(resourceId) ?? []).length >= quantity,
    );
    if (!fits) continue;
    await writeItems(tx, id, claimsOf(desk, items, span));
    const term = Math.min(...[...desk.resources.values()].map(({ offerMinutes }) => offerMinutes));
    const offeredUntil = iso(Math.min(span.start, desk.now + term * MINUTE));
    await updateBooking(tx, id, { state: 'offered', offeredUntil }, can.clock.now().toString());
    await enqueueEnd(tx, can, id, offeredUntil);
    recordChange(tx, { kind: 'booking', id, before: { state: 'waiting' }, after: { state: 'offered', offeredUntil } });
  }
}

/** Nobody came: the rest of the time is free for others; credits are spent. */
export const onNoShow =
  (can: Can): JobHandler =>
  async (tx, job) => {
    const booking = await lockBooking(tx, String(job.payload.bookingId));
    if (!booking || !mayDo('noShow', booking.state)) return;
    await end(tx, can, booking, 'noShow', null);
    await offerNext(tx, can, booking.carrierId, wantedOf(booking));
  };

/** The term of an offer, or the waiting itself, has ended. */
export const onLapse =
  (can: Can): JobHandler =>
  async (tx, job) => {
    const booking = await lockBooking(tx, String(job.payload.bookingId));
    if (booking?.state !== 'offered' && booking?.state !== 'waiting') return;
    await end(tx, can, booking, 'lapsed', null);
    await offerNext(tx, can, booking.carrierId, wantedOf(booking));
  };

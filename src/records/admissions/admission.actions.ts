import { maskPhone, phoneFingerprint, seal, unseal } from '../../identity/people/personal-data.ts';
import type { Actor } from '../../kernel/actor.ts';
import { addDays, type Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { newReceipt } from '../../kernel/receipt.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { dropJob, enqueue, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Services } from '../../platform/services.ts';
import { lockSpace } from '../carriers/carrier.store.ts';
import { criteriaById, criteriaOf } from '../criteria/criteria.store.ts';
import { midnight } from '../openings/opening.ts';
import type { Application } from './admission.contract.ts';
import {
  type AdmissionRow,
  admissionByReceipt,
  duplicatesOf,
  findAdmission,
  firstBefore,
  insertAdmission,
  lockAdmission,
  placeFreeFrom,
  saveScore,
  scoresOf,
  updateAdmission,
} from './admission.store.ts';
import { type AdmissionState, type AdmissionStep, requireStep, seesScores } from './admission.ts';

const LAPSES = 'admission.lapse';
const placeOf = (row: string) => ({ table: 'admission', row, field: 'phone' });

/** Takes in a question or an application from anyone; receipt and phone are the way back to it. */
export async function applyForTenancy(
  tx: Tx,
  services: Services,
  given: Application,
  example = false,
): Promise<{ id: string; receipt: string }> {
  const { clock, config } = services;
  const [carrier] = await sqlRows<{ operator_id: string | null; closed_on: string | null }>(
    tx,
    'select operator_id, closed_on from carrier where id = $1',
    [given.carrierId],
  );
  if (!carrier)
    throw new Refusal('input.invalid', {}, [{ path: 'carrierId', code: 'reference', message: '没有这家载体' }]);
  if (!carrier.operator_id || (carrier.closed_on !== null && carrier.closed_on <= clock.today()))
    throw new Refusal('admission.not-taken', { carrier: given.carrierId });
  const id = newId();
  const receipt = newReceipt('RZ', clock.today());
  const { kind, phone, ...rest } = given;
  await insertAdmission(tx, {
    ...rest,
    id,
    receipt,
    state: kind === 'enquiry' ? 'enquiry' : 'received',
    phoneSealed: seal(phone, placeOf(id), config.encryptionKey),
    phoneHash: phoneFingerprint(phone, config.encryptionKey),
    receivedAt: clock.now().toString(),
    example,
  }).catch((error: { constraint?: string }) => {
    throw error.constraint === 'admission_open' ? new Refusal('admission.already-open') : error;
  });
  recordChange(tx, {
    kind: 'admission',
    id,
    after: { receipt, carrierId: given.carrierId, kind, teamName: given.teamName },
  });
  return { id, receipt };
}

/** undefined: no such receipt, or another phone. */
export function findByReceipt(tx: Tx, { config }: Services, receipt: string, phone: string) {
  return admissionByReceipt(tx, receipt.trim().toUpperCase(), phoneFingerprint(phone.trim(), config.encryptionKey));
}

export const phoneOf = (row: Pick<AdmissionRow, 'id' | 'phoneSealed'>, { config }: Pick<Services, 'config'>) =>
  unseal(row.phoneSealed, placeOf(row.id), config.encryptionKey);

/** As the operator's screens show it: the phone is masked, and an average that would lead one's own score is held back. */
export function shown<R extends AdmissionRow>(row: R, services: Pick<Services, 'config'>, { personId }: Actor) {
  const blind = !seesScores(row, personId);
  const place = blind && row.waitsBy === 'score' ? null : row.place;
  return { ...row, place, blind, average: blind ? null : row.average, phoneMasked: maskPhone(phoneOf(row, services)) };
}

/** What is known of an application, with who may be the same team and what was scored. */
export async function readAdmission(tx: Tx, services: Services, actor: Actor, carrierId: string, id: string) {
  const row = await findAdmission(tx, carrierId, id);
  if (!row) throw new Refusal('not-found');
  const { teamName: name, uscc, phoneHash } = row;
  const [duplicates, criteria, scores] = [
    await duplicatesOf(tx, { admissionId: id, uscc, name, phoneHash }),
    await criteriaOf(tx, carrierId),
    await scoresOf(tx, id),
  ];
  const selection = criteria.find(({ purpose }) => purpose === 'selection');
  return {
    ...shown(row, services, actor),
    // The team it has become is no duplicate of itself.
    duplicates: duplicates.filter((one) => one.id !== row.teamId),
    freeFrom: row.state === 'waiting' ? await placeFreeFrom(tx, id, services.clock.today()) : null,
    criteria: selection ? { ...selection, items: [...selection.items] } : null,
    givenScores: scores
      .filter(({ personId }) => personId === actor.personId || seesScores(row, actor.personId))
      .map(({ personId, ...score }) => ({ ...score, mine: personId === actor.personId })),
  };
}

export async function readPhone(tx: Tx, services: Services, carrierId: string, id: string, reason: string) {
  const row = await findAdmission(tx, carrierId, id);
  if (!row) throw new Refusal('not-found');
  recordChange(tx, { kind: 'admission', id, after: { unmasked: 'phone', reason } });
  return { phone: phoneOf(row, services) };
}

type Change = Parameters<typeof updateAdmission>[2];

async function take(
  tx: Tx,
  where: { carrierId: string; id: string; version?: number },
  step: AdmissionStep,
  change: Change,
): Promise<AdmissionRow> {
  const before = await lockAdmission(tx, where.carrierId, where.id);
  if (!before) throw new Refusal('not-found', { admission: where.id });
  if (where.version !== undefined && before.version !== where.version)
    throw new Refusal('conflict', { version: before.version });
  requireStep(before.state, step);
  await updateAdmission(tx, where.id, change);
  recordChange(tx, { kind: 'admission', id: where.id, before: { state: before.state }, after: { step, ...change } });
  return before;
}

interface Where {
  readonly carrierId: string;
  readonly id: string;
  readonly version: number;
}

export async function answerEnquiry(tx: Tx, where: Where, answer: string): Promise<void> {
  await take(tx, where, 'answer', { state: 'answered', answer });
}

export async function appointVisit(tx: Tx, where: Where, at: string, place: string): Promise<void> {
  await take(tx, where, 'visit', { visit_at: at, visit_place: place });
}

export async function recordVisit(tx: Tx, where: Where, record: string): Promise<void> {
  await take(tx, where, 'visit', { visit_record: record });
}

/**
 * By the space's own criteria in force. A score may be changed until it is decided, but not by whoever has seen what others
 * scored by the same criteria.
 *
 * @throws Refusal `admission.seen`
 */
export async function scoreAdmission(
  tx: Tx,
  services: Services,
  actor: Actor,
  where: Where,
  given: { criteriaId: string; points: Readonly<Record<string, number>>; remark: string | null },
): Promise<void> {
  const before = await take(tx, where, 'score', {});
  const others = (await scoresOf(tx, where.id)).filter(({ personId }) => personId !== actor.personId);
  if (seesScores(before, actor.personId) && others.some(({ criteriaId }) => criteriaId === given.criteriaId))
    throw new Refusal('admission.seen');
  const criteria = await criteriaById(tx, given.criteriaId);
  const [current] = (await criteriaOf(tx, where.carrierId)).filter(({ purpose }) => purpose === 'selection');
  if (!criteria || criteria.id !== current?.id) throw new Refusal('criteria.changed');
  const errors: FieldRefusal[] = criteria.items.flatMap(({ id, points }) => {
    const value = given.points[id];
    if (value === undefined) return [{ path: `points.${id}`, code: 'required', message: '请打分' }];
    return value > points ? [{ path: `points.${id}`, code: 'most', message: `最多${points}分` }] : [];
  });
  const known = new Set(criteria.items.map(({ id }) => id));
  for (const id of Object.keys(given.points))
    if (!known.has(id)) errors.push({ path: `points.${id}`, code: 'unknown', message: '没有这一项' });
  if (errors.length > 0) throw new Refusal('input.invalid', {}, errors);
  const total = Object.values(given.points).reduce((sum, points) => sum + points, 0);
  if (!actor.personId) throw new Refusal('not-permitted');
  await saveScore(tx, {
    admissionId: where.id,
    personId: actor.personId,
    criteriaId: criteria.id,
    points: given.points,
    total: Math.round(total * 100) / 100,
    remark: given.remark,
    at: services.clock.now().toString(),
  });
}

/** 遴选结果. Nobody is selected unscored, nor below the pass mark of the space's criteria. */
export async function decideAdmission(
  tx: Tx,
  services: Services,
  actor: Actor,
  where: Where,
  { outcome, says }: { outcome: Extract<AdmissionState, 'selected' | 'waiting' | 'refused'>; says: string },
): Promise<void> {
  if (outcome === 'selected') await requireTurn(tx, where);
  const before = await take(tx, where, 'decide', {
    state: outcome,
    answer: says,
    decided_at: services.clock.now().toString(),
    decided_by: actor.personId,
  });
  if (outcome === 'selected') await requirePass(tx, actor, where.carrierId, before);
}

/** @throws Refusal where nobody has scored it, or it is below the pass mark, or the reader may not know yet */
async function requirePass(tx: Tx, actor: Actor, carrierId: string, before: AdmissionRow): Promise<void> {
  if (before.scores > 0 && !seesScores(before, actor.personId)) throw new Refusal('admission.blind');
  if (before.average === null) throw new Refusal('admission.not-scored');
  const [criteria] = (await criteriaOf(tx, carrierId)).filter(({ purpose }) => purpose === 'selection');
  const least = criteria?.passScore ?? 0;
  if (before.average < least) throw new Refusal('admission.below-pass', { average: before.average, least });
}

/** @throws Refusal `admission.not-next` where somebody who asks for no more desks stands before it in the line */
async function requireTurn(tx: Tx, { carrierId, id }: { carrierId: string; id: string }): Promise<void> {
  await lockSpace(tx, carrierId);
  const next = await firstBefore(tx, carrierId, id);
  if (next === null) return;
  throw new Refusal('admission.not-next', { next }, [{ path: 'line', code: 'next', message: `排在前面：${next}` }]);
}

/** 通知有空位: the place is kept until the end of a day; whoever does not answer by then has given it up. */
export async function offerPlace(
  tx: Tx,
  services: Services,
  actor: Actor,
  where: Where,
  { until, says }: { until: Day; says: string },
): Promise<void> {
  const { clock } = services;
  if (until < clock.today())
    throw new Refusal('input.invalid', {}, [{ path: 'until', code: 'past', message: '期限不能早于今天' }]);
  await requireTurn(tx, where);
  const row = await findAdmission(tx, where.carrierId, where.id);
  if (row?.state === 'waiting' && (await placeFreeFrom(tx, where.id, clock.today())) === null)
    throw new Refusal('admission.no-place', { desks: row.desks ?? 1 });
  const ends = new Date(midnight(addDays(until, 1))).toISOString();
  const before = await take(tx, where, 'offer', { state: 'offered', answer: says, offered_until: ends });
  await requirePass(tx, actor, where.carrierId, before);
  const payload = { carrierId: where.carrierId, admissionId: where.id };
  await enqueue(tx, clock, { kind: LAPSES, key: where.id, payload, dueAt: ends });
}

/** By the founder, with receipt and phone: the place is taken, or goes to the next. */
export async function answerPlace(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  { id, carrierId }: Pick<AdmissionRow, 'id' | 'carrierId'>,
  accepts: boolean,
): Promise<void> {
  const now = clock.now().toString();
  if (accepts) await take(tx, { id, carrierId }, 'accept', { state: 'selected', decided_at: now });
  else await take(tx, { id, carrierId }, 'decline', { state: 'declined', decided_at: now });
  await dropJob(tx, clock, LAPSES, id);
}

/** The term of an offered place has ended without an answer. */
export const onPlaceLapse =
  ({ clock }: Pick<Services, 'clock'>): JobHandler =>
  async (tx, job) => {
    const where = { carrierId: String(job.payload.carrierId), id: String(job.payload.admissionId) };
    if ((await lockAdmission(tx, where.carrierId, where.id))?.state !== 'offered') return;
    const answer = '没有在期限内答复，空位已给下一位。';
    await take(tx, where, 'decline', { state: 'declined', answer, decided_at: clock.now().toString() });
  };

/** By the founder, with receipt and phone. */
export async function withdrawAdmission(tx: Tx, row: Pick<AdmissionRow, 'id' | 'carrierId'>): Promise<void> {
  await take(tx, row, 'withdraw', { state: 'withdrawn' });
}

/** The team it has become. */
export async function markAdmitted(tx: Tx, carrierId: string, id: string, teamId: string): Promise<AdmissionRow> {
  return take(tx, { carrierId, id }, 'admit', { state: 'admitted', team_id: teamId });
}

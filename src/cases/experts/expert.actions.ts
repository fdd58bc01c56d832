import { sealedPlace } from '../../identity/people/person.ts';
import { unseal } from '../../identity/people/personal-data.ts';
import type { Actor } from '../../kernel/actor.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import {
  expertPerson,
  findExperts,
  insertInterest,
  removeFromLibrary,
  saveExpert,
  setAway,
  withdraw,
} from './expert.store.ts';
import type { Interest } from './expert.ts';
import { phoneHash } from './phone.ts';

export interface ExpertEntry {
  readonly personId: string;
  readonly title: string | null;
  readonly fields: readonly string[];
  readonly phones: readonly string[];
  readonly awayFrom: string | null;
  readonly awayTo: string | null;
  readonly perRound: number;
  readonly perYear: number;
}

/** Takes a person who holds the role of expert into the library of the actor's territory. */
export async function keepExpert(tx: Tx, services: Services, actor: Actor, entry: ExpertEntry): Promise<void> {
  const { clock, config } = services;
  const person = await expertPerson(tx, entry.personId, clock.today());
  if (!person)
    throw new Refusal('input.invalid', {}, [
      { path: 'personId', code: 'reference', message: '该人员没有评审专家角色，请先由安全管理员授权' },
    ]);
  checkAway(entry.awayFrom, entry.awayTo);
  await requireKeeper(tx, actor, person.id);
  const known = person.phone_sealed
    ? [unseal(person.phone_sealed, sealedPlace(person.id, 'phone'), config.encryptionKey)]
    : [];
  await saveExpert(tx, {
    ...entry,
    territoryId: await territoryOf(tx, actor),
    phoneHashes: [...new Set([...known, ...entry.phones].map((phone) => phoneHash(phone, config.encryptionKey)))],
    at: clock.now().toString(),
    by: actor.personId,
  });
  recordChange(tx, {
    kind: 'expert',
    id: entry.personId,
    after: { ...entry, phones: undefined },
  });
}

/** 出库: no new reviews from now on; those under way go on until they are replaced. */
export async function removeExpert(
  tx: Tx,
  { clock }: Services,
  actor: Actor,
  given: { personId: string; reason: string },
): Promise<void> {
  if ((await findExperts(tx, [given.personId])).length === 0) throw new Refusal('not-found');
  await requireKeeper(tx, actor, given.personId);
  await removeFromLibrary(tx, given.personId, clock.now().toString());
  recordChange(tx, { kind: 'expert', id: given.personId, after: { removed: given.reason } });
}

/** An interest of an expert, entered by the expert or by the library. */
export async function declareInterest(
  tx: Tx,
  services: Services,
  actor: Actor,
  expertId: string,
  interest: Interest,
): Promise<string> {
  const fields: FieldRefusal[] = [];
  if (interest.kind === 'shareholding' && interest.sharePercent === null)
    fields.push({ path: 'sharePercent', code: 'required', message: '请填写持股比例' });
  if (interest.fromDay && interest.toDay && interest.toDay < interest.fromDay)
    fields.push({ path: 'toDay', code: 'day.order', message: '结束日期早于开始日期' });
  if (interest.organisationId) {
    const known = await sqlRows(tx, 'select 1 from organisation where id = $1', [interest.organisationId]);
    if (known.length === 0) fields.push({ path: 'organisationId', code: 'reference', message: '未找到该机构' });
  }
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
  if ((await findExperts(tx, [expertId])).length === 0) throw new Refusal('not-found');
  if (actor.personId !== expertId) await requireKeeper(tx, actor, expertId);
  const id = await insertInterest(tx, expertId, interest, services.clock.now().toString(), actor.personId);
  recordChange(tx, { kind: 'expertInterest', id, after: { expertId, ...interest } });
  return id;
}

/** Takes back an interest that was entered in error: the expert one's own, the library any. What it kept away it does no more. */
export async function withdrawInterest(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  actor: Actor,
  given: { expertId: string; interestId: string; reason: string },
): Promise<void> {
  const isOwn = actor.personId === given.expertId;
  if (!isOwn) await requireKeeper(tx, actor, given.expertId);
  const of = { id: given.interestId, expertId: given.expertId, isOwn };
  const why = { at: clock.now().toString(), by: actor.personId, because: given.reason };
  if (!(await withdraw(tx, of, why))) throw new Refusal('not-found', { interest: given.interestId });
  recordChange(tx, { kind: 'expertInterest', id: given.interestId, after: { withdrawn: given.reason } });
}

export async function beAway(tx: Tx, actor: Actor, from: string | null, to: string | null): Promise<void> {
  checkAway(from, to);
  if (actor.personId === null) throw new Refusal('not-signed-in');
  await setAway(tx, actor.personId, from, to);
  recordChange(tx, { kind: 'expert', id: actor.personId, after: { awayFrom: from, awayTo: to } });
}

function checkAway(from: string | null, to: string | null): void {
  if (from && to && to < from)
    throw new Refusal('input.invalid', {}, [{ path: 'awayTo', code: 'day.order', message: '结束日期早于开始日期' }]);
}

/** A library is kept by a body that governs; whoever is in one already, by a body whose territory holds that library. */
async function requireKeeper(tx: Tx, actor: Actor, expertId: string): Promise<void> {
  if (actor.isSystem) return;
  if (actor.territoryPath === null) throw new Refusal('not-permitted');
  const [kept] = await sqlRows<{ path: string }>(
    tx,
    'select t.path from expert e join territory t on t.id = e.territory_id where e.person_id = $1',
    [expertId],
  );
  if (kept && !kept.path.startsWith(actor.territoryPath)) throw new Refusal('not-found');
}

async function territoryOf(tx: Tx, actor: Actor): Promise<string> {
  const [row] = await sqlRows<{ territory_id: string }>(tx, 'select territory_id from organisation where id = $1', [
    actor.organisationId,
  ]);
  if (!row) throw new Refusal('not-permitted');
  return row.territory_id;
}

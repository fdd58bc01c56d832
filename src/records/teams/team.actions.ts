import type { Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Keeper } from '../keeping/keeping.actions.ts';
import { findRecord, sayWhy } from '../keeping/keeping.store.ts';
import { kindOf, type TeamRecordKindCode } from '../keeping/kinds.ts';
import { findOrganisation } from '../organisations/organisation.store.ts';
import { everStayed, insertConsent, withdrawConsent, withdrawConsentFor } from './team.store.ts';
import { CONSENT_SCOPES, type ConsentScope } from './team.ts';

/**
 * The operator has looked at what the team entered; from now on it counts.
 *
 * @throws Refusal `conflict` where the entry was corrected since it was read, `team.confirmed` where it is confirmed
 */
export async function confirmRecord(
  tx: Tx,
  keeper: Keeper,
  teamId: string,
  code: TeamRecordKindCode,
  { recordId, version }: { recordId: string; version: number },
): Promise<void> {
  const kind = kindOf(code);
  const before = await findRecord(tx, kind, teamId, recordId);
  if (!before) throw new Refusal('not-found');
  if (before.version !== version) throw new Refusal('conflict', { version: before.version });
  if (before.confirmedAt !== null) throw new Refusal('team.confirmed');
  const at = keeper.clock.now().toString();
  await sayWhy(tx, { reason: '核实', person: keeper.actor.personId, at });
  const done = await sqlRows(
    tx,
    `update ${code} set confirmed_at = $3, confirmed_by = $4 where id = $1 and version = $2 and confirmed_at is null returning id`,
    [recordId, version, at, keeper.actor.personId],
  );
  if (done.length === 0) throw new Refusal('conflict', {});
  recordChange(tx, { kind: `record.${code}`, id: recordId, after: { confirmedAt: at } });
}

/** The team lets an organisation see its records, for a purpose and a time. */
export async function giveConsent(
  tx: Tx,
  keeper: Keeper,
  teamId: string,
  given: { organisationId: string; scope: ConsentScope; purpose: string; validFrom: Day; validTo: Day | null },
): Promise<void> {
  if (given.validTo !== null && given.validTo < given.validFrom)
    throw new Refusal('input.invalid', {}, [{ path: 'validTo', code: 'period', message: '截止日期不能早于起始日期' }]);
  if (!(await findOrganisation(tx, given.organisationId)))
    throw new Refusal('input.invalid', {}, [{ path: 'organisationId', code: 'reference', message: '未找到所选机构' }]);
  if (CONSENT_SCOPES[given.scope].stayed && !(await everStayed(tx, teamId, given.organisationId)))
    throw new Refusal('input.invalid', {}, [
      { path: 'organisationId', code: 'reference', message: '只能选择团队入驻过的载体的运营机构' },
    ]);
  const id = newId();
  const by = keeper.actor.personId;
  if (by === null) throw new Error('a consent is given by a person');
  const added = await insertConsent(tx, { id, teamId, ...given, at: keeper.clock.now().toString(), by });
  if (!added) throw new Refusal('team.consent-given');
  recordChange(tx, { kind: 'teamConsent', id, after: { teamId, ...given } });
}

/** By what the team agreed to elsewhere; a consent that stands already serves as well. */
export async function allowLook(
  tx: Tx,
  { actor, clock }: Keeper,
  teamId: string,
  given: { organisationId: string; scope: ConsentScope; purpose: string; validFrom: Day; validTo: Day | null },
): Promise<void> {
  if (actor.personId === null) throw new Error('a consent is given by a person');
  const id = newId();
  const consent = { id, teamId, ...given, at: clock.now().toString(), by: actor.personId };
  if (await insertConsent(tx, consent)) recordChange(tx, { kind: 'teamConsent', id, after: { teamId, ...given } });
}

/** What was allowed for a purpose that is over. */
export async function endLook(
  tx: Tx,
  { clock }: Keeper,
  teamId: string,
  organisationId: string,
  over: { purpose: string; scopes: readonly ConsentScope[] },
): Promise<void> {
  const at = clock.now().toString();
  for (const { id } of await withdrawConsentFor(tx, teamId, organisationId, over, at))
    recordChange(tx, { kind: 'teamConsent', id, after: { withdrawn: true } });
}

export async function takeBackConsent(tx: Tx, keeper: Keeper, teamId: string, id: string): Promise<void> {
  if (!(await withdrawConsent(tx, teamId, id, keeper.clock.now().toString()))) throw new Refusal('not-found');
  recordChange(tx, { kind: 'teamConsent', id, after: { withdrawn: true } });
}

/** The team's word that a book holds everything from a day on; null takes it back. */
export async function stateTeamBook(
  tx: Tx,
  keeper: Keeper,
  teamId: string,
  code: TeamRecordKindCode,
  completeFrom: Day | null,
): Promise<void> {
  if (completeFrom === null) {
    await sqlRows(tx, 'delete from team_book where team_id = $1 and kind = $2', [teamId, code]);
  } else {
    await sqlRows(
      tx,
      `insert into team_book (team_id, kind, complete_from, stated_at, stated_by) values ($1, $2, $3, $4, $5)
       on conflict (team_id, kind) do update set complete_from = excluded.complete_from, stated_at = excluded.stated_at, stated_by = excluded.stated_by`,
      [teamId, code, completeFrom, keeper.clock.now().toString(), keeper.actor.personId],
    );
  }
  recordChange(tx, { kind: 'teamBook', id: teamId, after: { kind: code, completeFrom } });
}

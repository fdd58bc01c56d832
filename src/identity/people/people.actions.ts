import { type Actor, ROLES, type Role } from '../../kernel/actor.ts';
import { addDays } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Total } from '../../platform/db/page.ts';
import type { Services } from '../../platform/services.ts';
import { closeSessionsOf } from '../sessions/session.store.ts';
import { unlock } from '../sign-in/lockout.ts';
import { hashPassword, initialPassword } from '../sign-in/password.ts';
import type { PersonView } from './people.contract.ts';
import { findPerson, listPeople, type PeopleFilter, type PersonRow } from './people.store.ts';
import { PERSONAL_FIELDS, type PersonalField, ROLE_HELD_IN, sealedPlace } from './person.ts';
import { seal, unseal } from './personal-data.ts';

export async function readPeople(
  tx: Tx,
  config: Config,
  filter: PeopleFilter,
): Promise<{ rows: PersonView[] } & Total> {
  const { rows, ...total } = await listPeople(tx, filter);
  return { rows: rows.map((row) => personShown(row, config)), ...total };
}

export async function readPerson(tx: Tx, config: Config, id: string): Promise<PersonView> {
  return personShown(await requirePerson(tx, id), config);
}

export interface NewPerson {
  readonly name: string;
  readonly account: string;
  readonly phone?: string | undefined;
  readonly idNumber?: string | undefined;
  readonly email?: string | undefined;
}

/** The initial password is told once and must be changed at the first sign-in. */
export async function createPerson(
  tx: Tx,
  services: Pick<Services, 'clock' | 'config'>,
  given: NewPerson,
): Promise<{ id: string; initialPassword: string }> {
  const id = newId();
  const password = initialPassword();
  const taken = await tx.selectFrom('person').select('id').where('account', '=', given.account).executeTakeFirst();
  if (taken) throw accountTaken();
  const { clock, config } = services;
  const sealed = (field: PersonalField) => sealedOrNull(given[field] ?? null, id, field, config);
  await tx
    .insertInto('person')
    .values({
      id,
      name: given.name,
      account: given.account,
      email: given.email ?? null,
      phone_sealed: sealed('phone'),
      id_number_sealed: sealed('idNumber'),
      password_hash: await hashPassword(password),
      password_set_at: clock.now().toString(),
      password_must_change: true,
      created_at: clock.now().toString(),
    })
    .execute()
    .catch((error: { code?: string }) => {
      throw error.code === '23505' ? accountTaken() : error;
    });
  recordChange(tx, {
    kind: 'person',
    id,
    after: { name: given.name, account: given.account, email: given.email ?? null },
  });
  return { id, initialPassword: password };
}

export interface PersonEdit {
  readonly name?: string | undefined;
  readonly phone?: string | null | undefined;
  readonly idNumber?: string | null | undefined;
  readonly email?: string | null | undefined;
}

export async function editPerson(tx: Tx, services: Services, id: string, edit: PersonEdit): Promise<void> {
  const before = await requirePerson(tx, id);
  const { config } = services;
  const sealed = (field: PersonalField) => sealedOrNull(edit[field] ?? null, id, field, config);
  await tx
    .updateTable('person')
    .set({
      name: edit.name ?? before.name,
      email: edit.email === undefined ? before.email : edit.email,
      ...(edit.phone === undefined ? {} : { phone_sealed: sealed('phone') }),
      ...(edit.idNumber === undefined ? {} : { id_number_sealed: sealed('idNumber') }),
    })
    .where('id', '=', id)
    .execute();
  // Which personal data changed is told, its content is not.
  const replaced = (['phone', 'idNumber'] as const).filter((field) => edit[field] !== undefined);
  recordChange(tx, {
    kind: 'person',
    id,
    before: { name: before.name, email: before.email },
    after: { name: edit.name ?? before.name, email: edit.email === undefined ? before.email : edit.email, replaced },
  });
}

export async function resetPassword(tx: Tx, services: Services, actor: Actor, id: string): Promise<string> {
  const person = await requireOther(tx, actor, id);
  const password = initialPassword();
  await tx
    .updateTable('person')
    .set({
      password_hash: await hashPassword(password),
      password_set_at: services.clock.now().toString(),
      password_must_change: true,
    })
    .where('id', '=', id)
    .execute();
  await closeSessionsOf(tx, id);
  if (person.account) await unlock(tx, person.account);
  recordChange(tx, { kind: 'person', id, after: { passwordReset: true } });
  return password;
}

export async function resetSecondFactor(tx: Tx, actor: Actor, id: string): Promise<void> {
  await requireOther(tx, actor, id);
  await tx
    .updateTable('person')
    .set({ totp_sealed: null, totp_confirmed: false, totp_last_step: null })
    .where('id', '=', id)
    .execute();
  await closeSessionsOf(tx, id);
  recordChange(tx, { kind: 'person', id, after: { secondFactor: 'reset' } });
}

/** The next single sign-on links anew: the provider gave the person another subject. */
export async function resetSingleSignOn(tx: Tx, actor: Actor, id: string): Promise<void> {
  await requireOther(tx, actor, id);
  await tx.updateTable('person').set({ oidc_issuer: null, oidc_subject: null }).where('id', '=', id).execute();
  await closeSessionsOf(tx, id);
  recordChange(tx, { kind: 'person', id, after: { singleSignOn: 'reset' } });
}

export async function setState(tx: Tx, actor: Actor, id: string, state: 'active' | 'disabled'): Promise<void> {
  const before = await requireOther(tx, actor, id);
  await tx.updateTable('person').set({ state }).where('id', '=', id).execute();
  if (state === 'disabled') await closeSessionsOf(tx, id);
  recordChange(tx, { kind: 'person', id, before: { state: before.state }, after: { state } });
}

export interface Grant {
  readonly organisationId: string;
  readonly role: Role;
  readonly validFrom?: string | undefined;
  readonly validTo?: string | null | undefined;
}

/**
 * @throws Refusal `people.self`: nobody grants themselves; `people.administrators-apart`: 三员分立;
 *   `people.role-not-held-here`: the organisation is of a kind that has no such role
 */
export async function grant(tx: Tx, services: Services, actor: Actor, personId: string, given: Grant): Promise<string> {
  await requireOther(tx, actor, personId);
  const organisation = await tx
    .selectFrom('organisation')
    .select(['id', 'kind', 'name'])
    .where('id', '=', given.organisationId)
    .executeTakeFirst();
  if (!organisation) throw new Refusal('not-found', { organisation: given.organisationId });
  if (ROLE_HELD_IN[given.role]?.includes(organisation.kind) === false) {
    throw new Refusal('people.role-not-held-here', { role: given.role, kind: organisation.kind });
  }
  const today = services.clock.today();
  const validFrom = given.validFrom ?? today;
  const validTo = given.validTo ?? null;
  if (validTo !== null && validTo < validFrom) {
    throw new Refusal('input.invalid', {}, [{ path: 'validTo', code: 'day.order', message: '结束日期早于开始日期' }]);
  }
  const id = newId();
  const row = {
    id,
    person_id: personId,
    organisation_id: given.organisationId,
    role: given.role,
    valid_from: validFrom,
    valid_to: validTo,
    granted_by: actor.personId,
    granted_at: services.clock.now().toString(),
  };
  await tx.insertInto('membership').values(row).execute().catch(explain);
  recordChange(tx, {
    kind: 'person',
    id: personId,
    after: { granted: given.role, organisation: organisation.name, validFrom, validTo },
  });
  return id;
}

/** A role withdrawn before its first day, or on it, leaves no row; the audit log keeps it. */
export async function endMembership(
  tx: Tx,
  services: Services,
  actor: Actor,
  personId: string,
  membershipId: string,
  lastDay: string = addDays(services.clock.today(), -1),
): Promise<void> {
  await requireOther(tx, actor, personId);
  const before = await tx
    .selectFrom('membership')
    .select(['role', 'valid_from', 'valid_to', 'organisation_id'])
    .where('id', '=', membershipId)
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst();
  if (!before) throw new Refusal('not-found');
  if (lastDay < before.valid_from) await tx.deleteFrom('membership').where('id', '=', membershipId).execute();
  else {
    await tx
      .updateTable('membership')
      .set({ valid_to: lastDay })
      .where('id', '=', membershipId)
      .execute()
      .catch(explain);
  }
  recordChange(tx, { kind: 'person', id: personId, before, after: { ended: before.role, lastDay } });
}

/** One value in the clear, to whoever gave a reason; both are written down. */
export async function unmask(
  tx: Tx,
  services: Services,
  actor: Actor,
  personId: string,
  field: PersonalField,
  reason: string,
): Promise<string> {
  const person = await requirePerson(tx, personId);
  const sealed = person[PERSONAL_FIELDS[field].column];
  if (!sealed || !actor.personId) throw new Refusal('not-found');
  await tx
    .insertInto('unmasking')
    .values({
      id: newId(),
      at: services.clock.now().toString(),
      by_person: actor.personId,
      of_person: personId,
      field,
      reason,
    })
    .execute();
  recordChange(tx, { kind: 'person', id: personId, after: { unmasked: field, reason } });
  return unseal(sealed, sealedPlace(personId, field), services.config.encryptionKey);
}

function personShown(row: PersonRow, config: Config): PersonView {
  const masked = (field: PersonalField) => {
    const sealed = row[PERSONAL_FIELDS[field].column];
    return sealed && PERSONAL_FIELDS[field].mask(unseal(sealed, sealedPlace(row.id, field), config.encryptionKey));
  };
  return {
    id: row.id,
    name: row.name,
    account: row.account,
    state: row.state,
    isDemo: row.is_demo,
    phone: masked('phone'),
    idNumber: masked('idNumber'),
    email: row.email,
    secondFactor: row.totp_confirmed,
    passwordMustChange: row.password_must_change,
    singleSignOn: row.oidc_subject !== null,
    memberships: row.memberships.map(({ role, ...rest }) => ({
      ...rest,
      role: { code: role, zh: ROLES[role].zh, en: ROLES[role].en },
    })),
    createdAt: row.created_at,
  };
}

async function requirePerson(tx: Tx, id: string): Promise<PersonRow> {
  const row = await findPerson(tx, id);
  if (!row) throw new Refusal('not-found', { person: id });
  return row;
}

/** What an administrator does to others, never to himself. */
async function requireOther(tx: Tx, actor: Actor, id: string): Promise<PersonRow> {
  if (actor.personId === id) throw new Refusal('people.self');
  return requirePerson(tx, id);
}

function sealedOrNull(text: string | null, id: string, field: PersonalField, config: Config): Buffer | null {
  return text === null ? null : seal(text, sealedPlace(id, field), config.encryptionKey);
}

function accountTaken(): Refusal {
  return new Refusal('input.invalid', {}, [{ path: 'account', code: 'account.taken', message: '该账号已被使用' }]);
}

function explain(error: { constraint?: string; code?: string }): never {
  if (error.constraint === 'administrators_apart') throw new Refusal('people.administrators-apart');
  if (error.code === '23505') throw new Refusal('people.already-granted');
  throw error;
}

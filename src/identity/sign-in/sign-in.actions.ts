import { PUBLIC } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { appendAuditEntry, recordChange } from '../../platform/audit/audit.ts';
import type { Services } from '../../platform/services.ts';
import { type OpenedSession, openSession } from '../sessions/session.store.ts';
import type { Lockout } from './lockout.ts';
import { isPassword } from './password.ts';
import { spendCode } from './second-factor.ts';

export interface SignIn {
  readonly account: string;
  readonly password: string;
  readonly code?: string | undefined;
}

export interface Caller {
  readonly ip: string;
  readonly id: string;
}

export function normalAccount(account: string): string {
  return account.normalize('NFKC').trim().toLowerCase();
}

/**
 * Opens a session. An unknown account, a wrong password and a disabled person get the same answer after the same work.
 * Runs outside a transaction: a failure is counted and audited although it is refused.
 */
export async function signIn(
  services: Services,
  lockout: Lockout,
  given: SignIn,
  caller: Caller,
): Promise<OpenedSession> {
  const account = normalAccount(given.account);
  const attempt = await lockout.attempt(account, caller.ip);
  const person = await services.database.read((tx) =>
    tx
      .selectFrom('person')
      .select(['id', 'name', 'password_hash', 'totp_confirmed', 'is_demo', 'state'])
      .where('account', '=', account)
      .executeTakeFirst(),
  );
  const isRight = await isPassword(given.password, person?.password_hash ?? null);
  const isAdmitted = person?.state === 'active' && (services.config.mode === 'demo' || !person.is_demo);
  if (!person || !isRight || !isAdmitted) {
    await attempt.failed();
    await noteFailure(services, caller, person?.id ?? null, 'password');
    throw new Refusal('sign-in.failed');
  }
  if (person.totp_confirmed) {
    if (!given.code) {
      await attempt.undecided();
      throw new Refusal('sign-in.code-needed');
    }
    const { code } = given;
    if (!(await services.database.transact((tx) => spendCode(tx, services, person.id, code)))) {
      await attempt.failed();
      await noteFailure(services, caller, person.id, 'code');
      throw new Refusal('sign-in.code-wrong');
    }
  }
  await attempt.succeeded();
  return enter(services, person, caller, { secondFactor: person.totp_confirmed, by: 'password' });
}

export interface Entry {
  readonly secondFactor: boolean;
  readonly by: 'password' | 'demo' | 'singleSignOn';
  readonly organisationId?: string | undefined;
}

/** Opens the session of a person who has been recognised, and says so in the audit log. */
export function enter(
  services: Services,
  person: { id: string; name: string },
  caller: Caller,
  { secondFactor, by, organisationId }: Entry,
): Promise<OpenedSession> {
  return services.database.transact(async (tx) => {
    const session = { personId: person.id, organisationId, secondFactor, address: caller.ip };
    const opened = await openSession(tx, services.clock, session);
    recordChange(tx, { kind: 'person', id: person.id, after: { signedInBy: by } });
    const actor = { ...PUBLIC, personId: person.id, name: person.name, address: caller.ip, requestId: caller.id };
    await appendAuditEntry(tx, actor, 'session.open', services.clock.now().toString());
    return opened;
  });
}

/** The account typed is not kept: people type passwords into that field. */
async function noteFailure(
  services: Services,
  caller: Caller,
  personId: string | null,
  failed: 'password' | 'code',
): Promise<void> {
  await services.database.transact(async (tx) => {
    recordChange(tx, { kind: 'person', id: personId ?? '', after: { signInFailedAt: failed } });
    const actor = { ...PUBLIC, address: caller.ip, requestId: caller.id };
    await appendAuditEntry(tx, actor, 'session.refused', services.clock.now().toString());
  });
}

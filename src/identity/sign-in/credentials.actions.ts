import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { appendAuditEntry, recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { closeSessionsOf, markSecondFactor } from '../sessions/session.store.ts';
import type { Lockout } from './lockout.ts';
import { checkPassword, hashPassword, isPassword } from './password.ts';
import { beginEnrolment, type Enrolment, spendCode } from './second-factor.ts';

/** Sets one's own password; the person's other sessions end. */
export async function changePassword(
  services: Services,
  lockout: Lockout,
  actor: Actor,
  token: string,
  given: { current: string; password: string },
): Promise<void> {
  const person = await services.database.read((tx) => ownRecord(tx, actor));
  if (person.is_demo) throw new Refusal('demo.shared-account');
  const account = person.account ?? '';
  const attempt = await lockout.attempt(account || person.id, actor.address ?? '');
  if (!(await isPassword(given.current, person.password_hash))) {
    await attempt.failed();
    throw new Refusal('input.invalid', {}, [{ path: 'current', code: 'password.wrong', message: '当前密码不正确' }]);
  }
  await attempt.succeeded();
  checkPassword(given.password, account);
  if (await isPassword(given.password, person.password_hash)) {
    throw new Refusal('input.invalid', {}, [
      { path: 'password', code: 'password.same', message: '新密码不能与当前密码相同' },
    ]);
  }
  const hash = await hashPassword(given.password);
  await services.database.transact(async (tx) => {
    const now = services.clock.now().toString();
    await tx
      .updateTable('person')
      .set({ password_hash: hash, password_set_at: now, password_must_change: false })
      .where('id', '=', person.id)
      .execute();
    await closeSessionsOf(tx, person.id, token);
    recordChange(tx, { kind: 'person', id: person.id, after: { passwordChanged: true } });
    await appendAuditEntry(tx, actor, 'session.password', now);
  });
}

/** A factor in force is not replaced by whoever holds the session: a security administrator resets it first. */
export async function enrol(tx: Tx, services: Services, actor: Actor): Promise<Enrolment> {
  const person = await ownRecord(tx, actor);
  if (person.is_demo) throw new Refusal('demo.shared-account');
  if (person.totp_confirmed) throw new Refusal('second-factor.in-force');
  recordChange(tx, { kind: 'person', id: person.id, after: { secondFactor: 'begun' } });
  return beginEnrolment(tx, services, person.id, person.account ?? person.name);
}

export async function confirmEnrolment(
  tx: Tx,
  services: Services,
  actor: Actor,
  token: string,
  code: string,
): Promise<void> {
  const person = await ownRecord(tx, actor);
  if (person.totp_confirmed) throw new Refusal('second-factor.in-force');
  if (!(await spendCode(tx, services, person.id, code))) throw wrongCode();
  await tx.updateTable('person').set({ totp_confirmed: true }).where('id', '=', person.id).execute();
  await closeSessionsOf(tx, person.id, token);
  await markSecondFactor(tx, token);
  recordChange(tx, { kind: 'person', id: person.id, after: { secondFactor: 'inForce' } });
}

/** Shows the second factor in a session opened without it, as one opened by single sign-on. */
export async function stepUp(
  services: Services,
  lockout: Lockout,
  actor: Actor,
  token: string,
  code: string,
): Promise<void> {
  const person = await services.database.read((tx) => ownRecord(tx, actor));
  if (!person.totp_confirmed) throw new Refusal('second-factor.none');
  const attempt = await lockout.attempt(person.account ?? person.id, actor.address ?? '');
  const isRight = await services.database.transact(async (tx) => {
    if (!(await spendCode(tx, services, person.id, code))) return false;
    await markSecondFactor(tx, token);
    recordChange(tx, { kind: 'person', id: person.id, after: { secondFactor: 'shown' } });
    await appendAuditEntry(tx, actor, 'session.second-factor', services.clock.now().toString());
    return true;
  });
  if (!isRight) {
    await attempt.failed();
    throw wrongCode();
  }
  await attempt.succeeded();
}

function wrongCode(): Refusal {
  return new Refusal('input.invalid', {}, [{ path: 'code', code: 'code.wrong', message: '动态口令不正确或已用过' }]);
}

async function ownRecord(tx: Tx, actor: Actor) {
  if (!actor.personId) throw new Refusal('not-signed-in');
  return tx
    .selectFrom('person')
    .select(['id', 'name', 'account', 'password_hash', 'totp_confirmed', 'is_demo'])
    .where('id', '=', actor.personId)
    .executeTakeFirstOrThrow();
}

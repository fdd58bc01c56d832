import { createHash, randomBytes } from 'node:crypto';
import type { Actor, Role } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { sealedPlace } from '../people/person.ts';
import { seal, unseal } from '../people/personal-data.ts';
import { checkPassword, hashPassword } from '../sign-in/password.ts';
import { normalAccount } from '../sign-in/sign-in.actions.ts';

const DAYS = 30;
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
const placeOf = (row: string) => ({ table: 'invitation', row, field: 'phone' });

export interface Invited {
  readonly name: string;
  readonly organisationId: string;
  readonly role: Role;
  readonly phone?: string | null;
}

/** Whoever holds the token opens an account in this role; it is told once and works once, for thirty days. */
export async function invite(tx: Tx, services: Services, actor: Actor, invited: Invited): Promise<string> {
  const { clock, config } = services;
  const id = newId();
  const token = randomBytes(24).toString('base64url');
  const now = clock.now();
  const { name, organisationId, role, phone = null } = invited;
  await sqlRows(
    tx,
    `insert into invitation (id, token_hash, name, organisation_id, role, phone_sealed, invited_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      hashOf(token),
      name,
      organisationId,
      role,
      phone === null ? null : seal(phone, placeOf(id), config.encryptionKey),
      actor.personId,
      now.toString(),
      now.add({ hours: 24 * DAYS }).toString(),
    ],
  );
  recordChange(tx, { kind: 'invitation', id, after: { name, organisationId, role } });
  return token;
}

export interface OpenInvitation {
  readonly id: string;
  readonly name: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly role: Role;
}

/** Neither used nor expired. */
export async function openInvitation(tx: Tx, services: Services, token: string): Promise<OpenInvitation | undefined> {
  const [row] = await sqlRows<OpenInvitation>(
    tx,
    `select i.id, i.name, i.organisation_id as "organisationId", o.name as "organisationName", i.role
     from invitation i join organisation o on o.id = i.organisation_id
     where i.token_hash = $1 and i.used_at is null and i.expires_at > $2`,
    [hashOf(token), services.clock.now().toString()],
  );
  return row;
}

/** Makes the person and the membership; the same link never makes two. */
export async function acceptInvitation(
  tx: Tx,
  services: Services,
  given: { token: string; account: string; password: string },
): Promise<void> {
  const { clock, config } = services;
  await sqlRows(tx, 'select 1 from invitation where token_hash = $1 for update', [hashOf(given.token)]);
  const open = await openInvitation(tx, services, given.token);
  if (!open) throw new Refusal('invitation.closed');
  const account = normalAccount(given.account);
  if (!/^[a-z0-9][a-z0-9._-]{3,39}$/.test(account))
    throw new Refusal('input.invalid', {}, [
      { path: 'account', code: 'account.form', message: '账号为4至40位小写字母、数字或 . _ -' },
    ]);
  checkPassword(given.password, account);
  const [taken] = await sqlRows(tx, 'select 1 from person where account = $1', [account]);
  if (taken)
    throw new Refusal('input.invalid', {}, [{ path: 'account', code: 'account.taken', message: '该账号已被使用' }]);
  const personId = newId();
  const at = clock.now().toString();
  const [sealed] = await sqlRows<{ phone_sealed: Buffer | null; invited_by: string | null }>(
    tx,
    'select phone_sealed, invited_by from invitation where id = $1',
    [open.id],
  );
  const phone = sealed?.phone_sealed && unseal(sealed.phone_sealed, placeOf(open.id), config.encryptionKey);
  await sqlRows(
    tx,
    `insert into person (id, name, account, password_hash, password_set_at, phone_sealed, created_at)
     values ($1, $2, $3, $4, $5, $6, $5)`,
    [
      personId,
      open.name,
      account,
      await hashPassword(given.password),
      at,
      phone ? seal(phone, sealedPlace(personId, 'phone'), config.encryptionKey) : null,
    ],
  );
  await sqlRows(
    tx,
    `insert into membership (id, person_id, organisation_id, role, valid_from, granted_by, granted_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [newId(), personId, open.organisationId, open.role, clock.today(), sealed?.invited_by ?? null, at],
  );
  await sqlRows(tx, 'update invitation set used_at = $2, person_id = $3 where id = $1', [open.id, at, personId]);
  recordChange(tx, { kind: 'person', id: personId, after: { name: open.name, account, role: open.role } });
}

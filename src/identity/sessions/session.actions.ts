import { type Actor, PUBLIC, ROLES, type Role } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { mayUse, PERMISSIONS, type Permission, permissionRow } from '../access.ts';
import type { SessionView } from './session.contract.ts';
import { chooseOrganisation, findSession, organisationsOf } from './session.store.ts';
import { actorOf, IDLE_MINUTES, PASSWORD_REMINDER_DAYS, WITHHOLDING, withholding } from './session.ts';

export function rolesView(roles: readonly Role[]): { code: Role; zh: string; en: string }[] {
  return roles.map((code) => ({ code, zh: ROLES[code].zh, en: ROLES[code].en }));
}

/** Outside a transaction: the session is read as `authenticate` reads it. */
export async function describeSession(services: Services, token: string | undefined): Promise<SessionView> {
  const { config, clock, database } = services;
  const row = token ? await findSession(services, token) : undefined;
  const actor = row ? actorOf(row, config, { ip: '', id: '' }) : PUBLIC;
  const held = row ? withholding(row, config) : null;
  const isOld = (at: string | null) =>
    at !== null && clock.now().epochMilliseconds - Date.parse(at) > PASSWORD_REMINDER_DAYS * 86_400_000;
  const organisations = row ? await database.read((tx) => organisationsOf(tx, row.person_id, clock.today())) : [];
  return {
    person: row ? { id: row.person_id, name: row.name, account: row.account, isDemo: row.is_demo } : null,
    organisation:
      row?.organisation_id && row.organisation_name ? { id: row.organisation_id, name: row.organisation_name } : null,
    organisations: organisations.map(({ id, name, kind, roles }) => ({ id, name, kind, roles: rolesView(roles) })),
    roles: rolesView(actor.roles),
    permissions: usable(actor, held !== null),
    withheld: held ? { code: held, ...WITHHOLDING[held] } : null,
    secondFactor: row?.totp_confirmed ?? false,
    passwordReminder: isOld(row?.password_set_at ?? null),
    csrfToken: row?.csrf_token ?? null,
    expiresAt: row?.expires_at ?? null,
    idleMinutes: IDLE_MINUTES,
    demo: config.mode === 'demo',
    singleSignOn: config.oidc !== undefined,
  };
}

function usable(actor: Actor, isWithheld: boolean): Permission[] {
  const all = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => mayUse(actor, permission));
  if (!isWithheld) return all;
  return all.filter((permission) => permission === 'session.own' || permissionRow(permission).open === 'public');
}

/** From now on the session acts for this organisation, with the roles held there and no others. */
export async function actFor(
  tx: Tx,
  services: Services,
  personId: string,
  token: string,
  organisationId: string,
): Promise<void> {
  const organisations = await organisationsOf(tx, personId, services.clock.today());
  if (!organisations.some(({ id }) => id === organisationId)) throw new Refusal('not-found');
  await chooseOrganisation(tx, token, organisationId);
  recordChange(tx, { kind: 'person', id: personId, after: { actsFor: organisationId } });
}

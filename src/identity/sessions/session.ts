import { createHash, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type Actor, PUBLIC, ROLES, type Role } from '../../kernel/actor.ts';
import type { Config } from '../../platform/config/config.ts';

/** A session ends after this long without a request, and in any case after a working day. */
export const IDLE_MINUTES = 30;
export const ABSOLUTE_HOURS = 12;
/** After this a person is reminded, never forced: NIST SP 800-63B 3.1.1.2 advises against forced changes. */
export const PASSWORD_REMINDER_DAYS = 90;

/** What stands between a signed-in person and their roles. */
export const WITHHOLDING = {
  password: { zh: '请先修改初始密码', en: 'Change the initial password first' },
  enrol: { zh: '管理员须先启用动态口令', en: 'Administrators must enrol a second factor first' },
  code: { zh: '请输入动态口令', en: 'Enter the code of your second factor' },
} as const;
export type Withholding = keyof typeof WITHHOLDING;

export interface SessionRow {
  person_id: string;
  name: string;
  account: string | null;
  is_demo: boolean;
  csrf_token: string;
  second_factor: boolean;
  totp_confirmed: boolean;
  password_must_change: boolean;
  password_set_at: string | null;
  seen_at: string;
  expires_at: string;
  organisation_id: string | null;
  organisation_name: string | null;
  territory_path: string | null;
  roles: Role[] | null;
}

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Only the hash is stored: whoever reads the table cannot sign in with it. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

const isSecure = (config: Config) => config.publicUrl.startsWith('https:');

/** `__Host-` binds the cookie to this host; browsers accept the prefix over HTTPS only. */
export function cookieName(config: Config): string {
  return isSecure(config) ? '__Host-zc_session' : 'zc_session';
}

export function cookieOptions(config: Config): { path: '/'; httpOnly: true; sameSite: 'lax'; secure: boolean } {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(config) };
}

export function tokenOf(request: FastifyRequest, config: Config): string | undefined {
  return request.cookies[cookieName(config)] || undefined;
}

/** Roles are withheld until a first password is changed and a due second factor is shown. */
export function withholding(row: SessionRow, config: Config): Withholding | null {
  if (row.password_must_change) return 'password';
  if (row.totp_confirmed) return row.second_factor ? null : 'code';
  const isAdministrator = row.roles?.some((role) => ROLES[role]?.separate) ?? false;
  return config.mode === 'production' && isAdministrator ? 'enrol' : null;
}

export function actorOf(row: SessionRow, config: Config, request: { ip: string; id: string }): Actor {
  const origin = { address: request.ip, requestId: request.id };
  const person = { ...PUBLIC, ...origin, personId: row.person_id, name: row.name };
  if (withholding(row, config)) return person;
  return {
    ...person,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    territoryPath: row.territory_path,
    roles: row.roles ?? [],
  };
}

import { ROLES, SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { appendAuditEntry, recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { createPerson } from './people.actions.ts';

const ADMINISTRATORS = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const;
export type Administrator = (typeof ADMINISTRATORS)[number];

export function isAdministrator(role: string): role is Administrator {
  return (ADMINISTRATORS as readonly string[]).includes(role);
}

/**
 * Appoints an administrator from the machine itself: the first ones, whom nobody could grant.
 * They sign in with the initial password, change it, and in production enrol a second factor.
 */
export async function appoint(
  tx: Tx,
  services: Pick<Services, 'clock' | 'config'>,
  given: { account: string; name: string; role: Administrator },
): Promise<string> {
  const { id, initialPassword } = await createPerson(tx, services, given);
  const now = services.clock.now().toString();
  await tx
    .insertInto('membership')
    .values({
      id: newId(),
      person_id: id,
      organisation_id: await platformOrganisation(tx),
      role: given.role,
      valid_from: services.clock.today(),
      granted_at: now,
    })
    .execute();
  recordChange(tx, { kind: 'person', id, after: { granted: given.role, by: 'command line' } });
  await appendAuditEntry(tx, SYSTEM, 'people.appoint', now);
  return `${ROLES[given.role].zh} ${given.account} 的初始密码: ${initialPassword}`;
}

/** The unit that runs the platform; administrators belong to it. */
async function platformOrganisation(tx: Tx): Promise<string> {
  const [known] = await sqlRows<{ id: string }>(
    tx,
    "select id from organisation where kind = 'platform' order by created_at, id limit 1",
  );
  if (known) return known.id;
  const [root] = await sqlRows<{ id: string }>(
    tx,
    'select id from territory where parent_id is null order by path limit 1',
  );
  if (!root) throw new Error('尚未建立行政区划，请先启动一次服务');
  const id = newId();
  await sqlRows(
    tx,
    "insert into organisation (id, kind, name, territory_id) values ($1, 'platform', '平台运行管理单位', $2)",
    [id, root.id],
  );
  return id;
}

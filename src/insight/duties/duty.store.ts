import { reaches } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { DUTIES, DUTY_KEYS, type Duty, type DutyKey } from './duty.ts';

export interface DutyRow {
  duty: DutyKey;
  /** The space it belongs to. */
  id: string | null;
  name: string | null;
  count: number;
  at: string;
}

/** What waits for the actor, each kind counted by space; one statement whatever the number of kinds. */
export async function dutiesOf(tx: Tx, actor: Actor, today: Day, now: string): Promise<DutyRow[]> {
  const mine = DUTY_KEYS.filter((key) => {
    const { permission, reach }: Duty = DUTIES[key];
    return reaches(actor, permission).has(reach);
  });
  if (mine.length === 0) return [];
  const parts = mine.map((key) => `select '${key}' as duty, x.* from (${DUTIES[key].rows}) x`);
  return sqlRows<DutyRow>(
    tx,
    `with me as (select $1::uuid as organisation, $2::uuid as person, $3::text as path, $4::date as today, $5::timestamptz as now)
     select duty, id, name, count(*)::int as count, iso(min(at)) as at from (${parts.join(' union all ')}) d
     group by duty, id, name order by min(at), duty, id`,
    [actor.organisationId, actor.personId, actor.territoryPath, today, now],
  );
}

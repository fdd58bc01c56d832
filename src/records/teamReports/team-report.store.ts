import { type Permission, reaches } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import { holdsOn, TEAM_NAME } from '../teams/team.store.ts';
import { lastDayOf, REPORT_DUE_DAY } from './team-report.ts';

/** The month of a team is not reported. */
export const unreported = (team: string, month: string) =>
  `not exists (select 1 from team_report k where k.team_id = ${team} and k.month = ${month})`;

export interface MonthRow {
  teamId: string;
  teamName: string;
  carrierId: string;
  carrierName: string;
  hasAccount: boolean;
  reportId: string | null;
  reportedOn: Day | null;
  confirmed: boolean;
  people: number | null;
  needs: string | null;
  /** Months in a row up to this one that are not reported; 0 where this one is. */
  missing: number;
  /** When the team was last told that it is due. */
  remindedAt: string | null;
  example: boolean;
}

/** Teams that stayed with the actor's operator on the last day of a month: those that have not reported it first. */
export async function reportsOfMonth(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  query: Paged & { month: string; missing: boolean },
): Promise<{ rows: MonthRow[] } & Total> {
  const mine = reaches(actor, permission).has('own') ? actor.organisationId : null;
  const from = `from tenancy y join carrier c on c.id = y.carrier_id
      left join team_report k on k.team_id = y.team_id and k.month = $3
    where c.operator_id = $1::uuid and ${holdsOn('y', '$2::date')} and (not $4::boolean or k.id is null)`;
  const values = [mine, lastDayOf(query.month), query.month, query.missing];
  const total = await countRows(tx, from, values, query);
  const rows = await sqlRows<MonthRow>(
    tx,
    `select x.* from (select y.team_id as "teamId", ${TEAM_NAME('y.team_id')} as "teamName", c.id as "carrierId", c.name as "carrierName",
       (select a.organisation_id is not null from team a where a.id = y.team_id) as "hasAccount",
       k.id as "reportId", k.valid_from as "reportedOn", k.confirmed_at is not null as confirmed, k.people, k.needs,
       (select count(*)::int from generate_series(0, 11) m(back)
         where not exists (select 1 from team_report q where q.team_id = y.team_id
           and q.month >= to_char($2::date - make_interval(months => m.back), 'YYYY-MM') and q.month <= $3)
           and exists (select 1 from tenancy z where z.team_id = y.team_id
             and z.valid_from <= date_trunc('month', $2::date - make_interval(months => m.back)) + interval '1 month' - interval '1 day')) as missing,
       (select iso(max(r.told_at)) from team_reminder r where r.kind = 'team_report' and r.record_id = y.team_id
         and r.due_on = $2::date + ${REPORT_DUE_DAY}) as "remindedAt",
       y.example ${from}) x
     order by x."reportId" is not null, x.missing desc, x."teamName", x."teamId" limit $5 offset $6`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}

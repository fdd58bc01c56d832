import { type Permission, reaches } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import { addDays, type Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import { labelSql } from '../keeping/keeping.store.ts';
import { kindOf } from '../keeping/kinds.ts';
import { unreported } from '../teamReports/team-report.store.ts';
import { REPORT_DUE_DAY } from '../teamReports/team-report.ts';
import { holdsOn, KEEPERS, TEAM_NAME } from '../teams/team.store.ts';
import {
  type DatedKind,
  LATEST_DAYS,
  REMINDED,
  REMINDER_STAGES,
  type RemindedKind,
  type ReminderStage,
} from './team-reminder.ts';

/**
 * The days that stand in the books, by kind: of a right that is in force, of a certificate that no later one of its
 * kind replaces. `alias` is the record.
 */
const STANDS: Readonly<Record<DatedKind, (alias: string, today: string) => string>> = {
  ip_right: (r, today) => `${r}.fee_due_on is not null and (${r}.valid_to is null or ${r}.valid_to >= ${today})
    and not exists (select 1 from ip_right x where x.root_id = ${r}.root_id and x.valid_from > ${r}.valid_from)`,
  team_goal: (r) => `${r}.reached_on is null`,
  certificate_held: (
    r,
  ) => `${r}.valid_to is not null and not exists (select 1 from certificate_held x where x.team_id = ${r}.team_id
    and x.kind = ${r}.kind and x.id <> ${r}.id and (x.valid_to is null or x.valid_to > ${r}.valid_to))`,
};
const KINDS = Object.keys(STANDS) as DatedKind[];

/** Of a reminder of a month's report, that month. */
const MONTH_OF = (due: string) => `to_char(${due} - interval '1 month', 'YYYY-MM')`;
/** The last month that is over ($1 is today), of teams that stayed on its last day and stay today; it is told under the team's own id. */
const REPORTS_DUE = `select distinct 'team_report' as kind, y.team_id as "recordId", y.team_id as "teamId",
    date_trunc('month', $1::date)::date + ${REPORT_DUE_DAY - 1} as "dueOn"
  from tenancy y where ${holdsOn('y', "date_trunc('month', $1::date)::date - 1")}
    and exists (select 1 from tenancy z where z.team_id = y.team_id and ${holdsOn('z', '$1::date')})
    and ${unreported('y.team_id', MONTH_OF('$1::date'))}`;

export interface Deadline {
  kind: RemindedKind;
  recordId: string;
  teamId: string;
  dueOn: Day;
}

/** Deadlines of teams that still exist, from those just over to the farthest stage. */
export async function deadlinesNear(tx: Tx, today: Day): Promise<Deadline[]> {
  const near = KINDS.map(
    (
      kind,
    ) => `select '${kind}' as kind, r.root_id as "recordId", r.team_id as "teamId", r.${REMINDED[kind].dayColumn} as "dueOn"
     from ${kind} r where r.${REMINDED[kind].dayColumn} between $2 and $3 and ${STANDS[kind]('r', '$1::date')}
       and not exists (select 1 from team t where t.root_id = r.team_id and t.valid_to < $1::date
         and not exists (select 1 from team y where y.root_id = t.root_id and y.valid_from > t.valid_from))`,
  );
  return sqlRows<Deadline>(tx, [...near, REPORTS_DUE].join(' union all '), [
    today,
    addDays(today, -LATEST_DAYS),
    addDays(today, REMINDER_STAGES[0]),
  ]);
}

/** @returns how many were not told yet */
export async function insertReminders(
  tx: Tx,
  told: readonly (Deadline & { stage: ReminderStage })[],
  at: string,
): Promise<number> {
  if (told.length === 0) return 0;
  const rows = told.map((one) => ({ ...one, id: newId() }));
  const added = await sqlRows(
    tx,
    `insert into team_reminder (id, team_id, kind, record_id, due_on, stage, told_at)
     select id, "teamId", kind, "recordId", "dueOn", stage, $2 from jsonb_to_recordset($1::jsonb)
       as x(id uuid, "teamId" uuid, kind text, "recordId" uuid, "dueOn" date, stage integer)
     on conflict (kind, record_id, due_on, stage) do nothing returning id`,
    [JSON.stringify(rows), at],
  );
  return added.length;
}

export interface ReminderRow {
  id: string;
  teamId: string;
  teamName: string;
  kind: RemindedKind;
  label: string;
  dueOn: Day;
  stage: ReminderStage;
  toldAt: string;
  seenAt: string | null;
}

/** The nearest stage that was told, as long as the record still names the day; of a month, as long as the team stays. */
const LIVE = `not exists (select 1 from team_reminder n where n.kind = m.kind and n.record_id = m.record_id and n.due_on = m.due_on and n.stage < m.stage)
  and (${KINDS.map(
    (kind) => `(m.kind = '${kind}' and exists (select 1 from ${kind} r where r.root_id = m.record_id
      and r.${REMINDED[kind].dayColumn} = m.due_on and ${STANDS[kind]('r', '$2::date')}))`,
  ).join(' or ')} or (m.kind = 'team_report' and ${unreported('m.team_id', MONTH_OF('m.due_on'))}
    and exists (select 1 from tenancy z where z.team_id = m.team_id and ${holdsOn('z', '$2::date')})
    and not exists (select 1 from team_reminder n where n.kind = m.kind and n.record_id = m.record_id and n.due_on > m.due_on)))`;

const LABEL = KINDS.map(
  (kind) =>
    `when '${kind}' then (select ${labelSql(kindOf(kind))} from ${kind} r where r.root_id = m.record_id order by r.valid_from desc limit 1)`,
)
  .concat(`when 'team_report' then to_char(m.due_on - interval '1 month', 'FMYYYY"年"FMMM"月"') || '月报'`)
  .join(' ');

/** Of the teams that the actor's organisation keeps; monthly reports to the team itself, since its operator has the list of them all; a team that has seen one is not shown it again where `unseen` is asked. */
export async function listReminders(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  query: Paged & { today: Day; teamId?: string | undefined; unseen: boolean },
): Promise<{ rows: ReminderRow[] } & Total> {
  const mine = reaches(actor, permission).has('own') ? actor.organisationId : null;
  const from = `from team_reminder m join team t on t.id = m.team_id
    where $1::uuid is not null and $1::uuid = any(${KEEPERS}) and ($3::uuid is null or m.team_id = $3)
      and (not $4::boolean or m.seen_at is null) and ${LIVE}
      and (m.kind <> 'team_report' or exists (select 1 from team a where a.id = m.team_id and a.organisation_id = $1::uuid))`;
  const values = [mine, query.today, query.teamId ?? null, query.unseen];
  const total = await countRows(tx, from, values, query);
  const rows = await sqlRows<ReminderRow>(
    tx,
    `select m.id, m.team_id as "teamId", ${TEAM_NAME('m.team_id')} as "teamName",
       m.kind, case m.kind ${LABEL} end as label, m.due_on as "dueOn", m.stage, iso(m.told_at) as "toldAt", iso(m.seen_at) as "seenAt"
     ${from} order by m.due_on, m.id limit $5 offset $6`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}

/** @returns whether there was one to see */
export async function setSeen(tx: Tx, teamId: string, id: string, by: string | null, at: string): Promise<boolean> {
  const done = await sqlRows(
    tx,
    'update team_reminder set seen_at = $3, seen_by = $4 where id = $2 and team_id = $1 and seen_at is null returning id',
    [teamId, id, at, by],
  );
  return done.length > 0;
}

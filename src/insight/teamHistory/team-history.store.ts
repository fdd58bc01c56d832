import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import { labelSql } from '../../records/keeping/keeping.store.ts';
import { kindOf } from '../../records/keeping/kinds.ts';
import { RESOURCE_NAME } from '../../records/resources/resource.store.ts';
import { CONSENT_HOLDS } from '../../records/teams/team.store.ts';
import { HISTORY_KIND_CODES, HISTORY_KINDS, type HistoryKind } from './team-history.ts';

/** Books of the team whose confirmed entries are outcomes. */
const OUTCOMES = [
  'ip_right',
  'financing_round',
  'team_year',
  'team_project',
  'team_result',
  'certificate_held',
  'milestone',
] as const;

const day = (moment: string) => `(${moment} at time zone 'Asia/Shanghai')::date`;
const MONEY = 'null::bigint as amount';
const PARTS: Readonly<Record<HistoryKind, string>> = {
  stay: `select y.root_id as id, min(y.valid_from) as day, y.carrier_id, y.root_id::text as ref, null::text as title,
      (array_agg(y.exit_kind order by y.valid_from desc))[1] as says, case when bool_or(y.valid_to is null) then null else max(y.valid_to) end as until,
      ${MONEY} from tenancy y where y.team_id = $1 group by y.root_id, y.carrier_id`,
  session: `select s.id, ${day('s.starts_at')}, s.carrier_id, s.number, concat_ws(' · ', s.topic,
      (select m.name from mentor m where m.root_id = s.mentor_id order by m.valid_from desc, m.id desc limit 1)), s.shared_note, null::date, ${MONEY}
    from mentoring_session s where s.team_id = $1 and s.state = 'held'`,
  booking: `select b.id, ${day('b.starts_at')}, b.carrier_id, b.id::text,
      array_to_string(array(select ${RESOURCE_NAME} from booking_item i join resource s on s.id = i.resource_id where i.booking_id = b.id order by s.id), '、'),
      null, null::date, ${MONEY}
    from booking b where b.team_id = $1 and b.state in ('confirmed', 'checkedIn') and ${day('b.starts_at')} <= $3::date`,
  money: `select s.id, s.issued_on, s.carrier_id, s.tenancy_id::text, s.number, 'statement', null::date, s.total_fen
      from statement s where s.tenancy_id in (select root_id from tenancy where team_id = $1)
    union all select p.id, p.on_day, p.carrier_id, p.tenancy_id::text, null, p.kind, null::date, p.amount_fen
      from tenancy_payment p where p.reversed_by is null and p.tenancy_id in (select root_id from tenancy where team_id = $1)`,
  outcome: OUTCOMES.map(
    (
      code,
    ) => `select r.id, r.valid_from, null::uuid, '${code}', '${kindOf(code).zh} · ' || ${labelSql(kindOf(code))}, null, null::date, ${MONEY}
      from ${code} r where r.team_id = $1 and r.confirmed_at is not null`,
  ).join(' union all '),
};

/**
 * Each row has the carrier it happened at. The team ($2 acts for it) sees all; an operator what happened with itself, the outcomes,
 * and what happened with others before where the team agreed to that; of money what was between the two alone.
 */
const FROM = `from (${HISTORY_KIND_CODES.map(
  (kind) =>
    `select '${kind}' as kind, ${HISTORY_KINDS[kind].money} as money, p.* from (${PARTS[kind]}) p(id, day, carrier_id, ref, title, says, until, amount)`,
).join(' union all ')}) h
  cross join (select exists (select 1 from team a where a.id = $1 and a.organisation_id = $2::uuid) as is_team,
    exists (select 1 from team_consent n where n.team_id = $1 and n.organisation_id = $2::uuid and n.scope = 'history'
      and ${CONSENT_HOLDS('n', '$3::date')}) as earlier) sight
  left join carrier c on c.id = h.carrier_id
  where (sight.is_team or h.carrier_id is null or c.operator_id = $2::uuid or (sight.earlier and not h.money))
    and ($4::text is null or h.kind = $4)`;

export interface TeamHistoryRow {
  kind: HistoryKind;
  id: string;
  day: Day;
  until: Day | null;
  carrierId: string | null;
  carrierName: string | null;
  /** With the reader's own organisation. */
  own: boolean;
  isTeam: boolean;
  ref: string;
  title: string | null;
  /** The shared note of a session, how a stay ended, what kind of payment. */
  says: string | null;
  amountFen: number | null;
}

/** Newest first. */
export async function teamHistory(
  tx: Tx,
  teamId: string,
  organisationId: string | null,
  query: Paged & { today: Day; kind?: HistoryKind | undefined },
): Promise<{ rows: TeamHistoryRow[] } & Total> {
  const values = [teamId, organisationId, query.today, query.kind ?? null];
  const total = await countRows(tx, FROM, values, query);
  const rows = await sqlRows<TeamHistoryRow>(
    tx,
    `select h.kind, h.id, h.day, h.until, h.carrier_id as "carrierId", c.name as "carrierName", coalesce(c.operator_id = $2::uuid, false) as own,
       sight.is_team as "isTeam", h.ref, h.title, h.says, h.amount as "amountFen"
     ${FROM} order by h.day desc, h.kind, h.id limit $5 offset $6`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}

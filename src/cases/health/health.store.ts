import type { Permission } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import { type Day, daysBetween } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { carrierScope } from '../../records/carriers/carrier.store.ts';
import { labelSql } from '../../records/keeping/keeping.store.ts';
import { kindOf } from '../../records/keeping/kinds.ts';
import {
  INCOME_SOURCES,
  type IncomeSource,
  type Month,
  type SignalCode,
  SOURCE_CODES,
  type Warning,
} from './health.ts';

/** SQL for the days that a record `r` shares with the month `m`. */
const DAYS = '(least(coalesce(r.valid_to, m.last), m.last) - greatest(r.valid_from, m.first) + 1)';
const IN_MONTH = 'r.valid_from <= m.last and coalesce(r.valid_to, m.last) >= m.first';

/** A figure's rows: SQL over $1 (carrier) and a month `m` (first, last): the records it is counted from, each with what it adds. */
interface FigureSql {
  readonly zh: string;
  readonly en: string;
  readonly unit: 'deskDays' | 'fen' | 'count';
  readonly rows: string;
  /** SQL over $1 and `m`: with no record in the month, it is 0 rather than unknown. Absent: unknown. */
  readonly isKept?: string;
}

const kept = (kind: string) =>
  `exists (select 1 from record_book k where k.carrier_id = $1 and k.kind = '${kind}' and k.complete_from <= m.first)`;
const label = (kind: Parameters<typeof kindOf>[0]) => labelSql(kindOf(kind));

/** What an entry over a longer time adds to a month: by its days, rounded so that all its months add up to it. */
const PART = `case when r.valid_to is null then r.amount_fen else
  round(r.amount_fen * (least(r.valid_to, m.last) - r.valid_from + 1) / (r.valid_to - r.valid_from + 1)::numeric)
  - round(r.amount_fen * (greatest(r.valid_from, m.first) - r.valid_from) / (r.valid_to - r.valid_from + 1)::numeric) end`;
const ENTERED = (source: IncomeSource) => `r.carrier_id = $1 and r.source = '${source}'
  and case when r.valid_to is null then r.valid_from between m.first and m.last else ${IN_MONTH} end`;

/** Entries of the operator come before what the platform saw: a month's rent is not counted from both. */
function income(source: IncomeSource): string {
  const entered = `select 'finance_entry' as kind, r.id, ${label('finance_entry')} as label, r.valid_from as day, r.valid_to as until, ${PART} as value, r.example
    from finance_entry r where ${ENTERED(source)}`;
  const seen =
    source === 'fiscal'
      ? `select 'grant_received', r.id, ${label('grant_received')}, r.valid_from, null::date, r.amount_fen, r.example
         from grant_received r where r.carrier_id = $1 and r.valid_from between m.first and m.last`
      : `select t.subject_kind, t.subject_id, t.says, t.on_day, null::date, -e.amount_fen, t.example
         from ledger_account a join ledger_entry e on e.account_id = a.id join ledger_transaction t on t.id = e.transaction_id
         where a.code = 'income:' || $1::text || ':${source}' and t.on_day between m.first and m.last`;
  return `${entered} union all select * from (${seen}) s where not exists (select 1 from finance_entry r where ${ENTERED(source)})`;
}

const HELD_ON = "(r.starts_at at time zone 'Asia/Shanghai')::date";

/** Statements past their due day with something owed at the end of the month. */
const OVERDUE = `select 'statement' as kind, s.id, s.number as label, s.due_on as day, null::date as until, b.owed as value, s.example
  from statement s join ledger_account a on a.code = 'statement:' || s.id
    cross join lateral (select sum(e.amount_fen) as owed from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
      where e.account_id = a.id and t.on_day <= m.last) b
  where s.carrier_id = $1 and s.due_on < m.last and s.issued_on <= m.last and b.owed > 0`;
const BILLS = 'exists (select 1 from statement s where s.carrier_id = $1 and s.issued_on <= m.last)';

export const FIGURES = {
  deskDays: {
    zh: '工位·天',
    en: 'Desk days',
    unit: 'deskDays',
    rows: `select 'desk' as kind, r.id, ${label('desk')} as label, r.valid_from as day, r.valid_to as until, r.count * ${DAYS} as value, r.example
      from desk r where r.carrier_id = $1 and r.kind <> 'virtual' and ${IN_MONTH}`,
  },
  letDays: {
    zh: '已出租的工位·天',
    en: 'Desk days let',
    unit: 'deskDays',
    isKept: kept('tenancy'),
    rows: `select 'tenancy' as kind, r.id, ${label('tenancy')} as label, r.valid_from as day, r.valid_to as until, r.desks * ${DAYS} as value, r.example
      from tenancy r where r.carrier_id = $1 and r.remote is not true and ${IN_MONTH}`,
  },
  events: {
    zh: '活动和培训',
    en: 'Events and trainings',
    unit: 'count',
    isKept: kept('event'),
    rows: `select 'event' as kind, r.id, ${label('event')} as label, r.valid_from as day, null::date as until, 1 as value, r.example
      from event r where r.carrier_id = $1 and r.valid_from between m.first and m.last`,
  },
  sessions: {
    zh: '双方确认的辅导',
    en: 'Confirmed sessions',
    unit: 'count',
    isKept: `exists (select 1 from mentoring_session r where r.carrier_id = $1 and ${HELD_ON} <= m.last)`,
    rows: `select 'mentoring' as kind, r.id, r.number || ' ' || r.topic as label, ${HELD_ON} as day, null::date as until, 1 as value, r.example
      from mentoring_session r where r.carrier_id = $1 and r.state = 'held' and ${HELD_ON} between m.first and m.last`,
  },
  billed: {
    zh: '当月应收',
    en: 'Billed in the month',
    unit: 'fen',
    isKept: BILLS,
    rows: `select 'statement' as kind, s.id, s.number as label, s.issued_on as day, s.due_on as until, s.total_fen as value, s.example
      from statement s where s.carrier_id = $1 and s.issued_on between m.first and m.last`,
  },
  overdue: { zh: '到期未付', en: 'Overdue', unit: 'fen', isKept: BILLS, rows: OVERDUE },
  ...(Object.fromEntries(
    SOURCE_CODES.map((source) => [
      source,
      { ...INCOME_SOURCES[source], unit: 'fen', rows: income(source) } satisfies FigureSql,
    ]),
  ) as Record<IncomeSource, FigureSql>),
} as const satisfies Record<string, FigureSql>;
export type FigureCode = keyof typeof FIGURES;
export const FIGURE_CODES = Object.keys(FIGURES) as [FigureCode, ...FigureCode[]];

const MONTHS = `(select m::date as first, least((m + interval '1 month')::date - 1, $3::date) as last from unnest($2::date[]) m)`;

interface Summed {
  figure: FigureCode;
  month: Day;
  last: Day;
  value: number | null;
  oldest: Day | null;
}

const SUMS = FIGURE_CODES.map((figure) => {
  const { rows, isKept }: FigureSql = FIGURES[figure];
  return `select '${figure}' as figure, m.first as month, m.last, x.oldest,
       case when x.records = 0 then ${isKept ? `case when ${isKept} then 0 end` : 'null'} when not x.holes then x.value end as value
     from ${MONTHS} m cross join lateral (select count(*) as records, sum(y.value) as value, coalesce(bool_or(y.value is null), false) as holes,
       min(y.day) as oldest from (${rows}) y) x`;
}).join(' union all ');

/** The months of a space as its records show them, in one query. Months that have not begun are left out by the caller. */
export async function monthsOf(tx: Tx, carrierId: string, months: readonly Day[], on: Day): Promise<Month[]> {
  const rows = await sqlRows<Summed>(tx, SUMS, [carrierId, months, on]);
  const found = new Map(rows.map((row) => [`${row.figure} ${row.month}`, row]));
  return months.map((month) => {
    const at = (figure: FigureCode) => found.get(`${figure} ${month}`);
    const value = (figure: FigureCode) => at(figure)?.value ?? null;
    const last = at('deskDays')?.last ?? month;
    const overdue = value('overdue');
    const oldest = at('overdue')?.oldest ?? null;
    return {
      ...{ month, last },
      deskDays: value('deskDays'),
      letDays: value('letDays'),
      income: Object.fromEntries(SOURCE_CODES.map((source) => [source, value(source)])) as Month['income'],
      events: value('events'),
      sessions: value('sessions'),
      billedFen: value('billed'),
      overdueFen: overdue,
      overdueDays: overdue === null ? null : oldest === null ? 0 : daysBetween(oldest, last),
    };
  });
}

export interface FigureRecord {
  kind: string;
  id: string;
  label: string;
  day: Day;
  until: Day | null;
  value: number | null;
  example: boolean;
}

/** What a figure of a month was counted from. */
export async function figureRecords(
  tx: Tx,
  carrierId: string,
  figure: FigureCode,
  month: Day,
  on: Day,
): Promise<FigureRecord[]> {
  return sqlRows<FigureRecord>(
    tx,
    `select y.* from ${MONTHS} m cross join lateral (${FIGURES[figure].rows}) y order by y.day, y.id limit 500`,
    [carrierId, [month], on],
  );
}

export type SetThresholds = ReadonlyMap<SignalCode, { territory: number | null; operator: number | null }>;

/** What the nearest department and the operator have set for a carrier. */
export async function thresholdsOf(tx: Tx, carrierId: string): Promise<SetThresholds> {
  const rows = await sqlRows<{ signal: SignalCode; territory: number | null; operator: number | null }>(
    tx,
    `select s.signal, (select h.value::float8 from carrier c join territory t on t.id = c.territory_id join territory a on t.path like a.path || '%'
         join health_threshold h on h.territory_id = a.id and h.signal = s.signal where c.id = $1 order by length(a.path) desc limit 1) as territory,
       (select h.value::float8 from health_threshold h where h.carrier_id = $1 and h.signal = s.signal) as operator
     from (select distinct signal from health_threshold) s`,
    [carrierId],
  );
  return new Map(rows.map((row) => [row.signal, row]));
}

export async function territoryThresholds(tx: Tx, path: string): Promise<{ signal: SignalCode; value: number }[]> {
  return sqlRows(
    tx,
    `select distinct on (h.signal) h.signal, h.value::float8 as value from health_threshold h join territory a on a.id = h.territory_id
     where $1 like a.path || '%' order by h.signal, length(a.path) desc`,
    [path],
  );
}

export interface SetThreshold {
  territoryId: string | null;
  carrierId: string | null;
  signal: SignalCode;
  /** null: none of its own. */
  value: number | null;
}
export async function writeThreshold(
  tx: Tx,
  { territoryId, carrierId, signal, value }: SetThreshold,
  by: { personId: string | null; at: string },
): Promise<void> {
  await sqlRows(
    tx,
    'delete from health_threshold where coalesce(territory_id, carrier_id) = coalesce($1::uuid, $2::uuid) and signal = $3',
    [territoryId, carrierId, signal],
  );
  if (value !== null)
    await sqlRows(
      tx,
      'insert into health_threshold (territory_id, carrier_id, signal, value, set_by, set_at) values ($1, $2, $3, $4, $5, $6)',
      [territoryId, carrierId, signal, value, by.personId, by.at],
    );
}

export async function territoryAt(tx: Tx, path: string): Promise<{ id: string; name: string } | undefined> {
  const [row] = await sqlRows<{ id: string; name: string }>(
    tx,
    'select id, full_name as name from territory where path = $1',
    [path],
  );
  return row;
}

/** One alert for as long as a sign warns: found again it says what it says now, found no longer it ends. */
export async function keepAlerts(tx: Tx, carrierId: string, warnings: readonly Warning[], now: string): Promise<void> {
  await sqlRows(
    tx,
    'update health_alert set ended_at = $3 where carrier_id = $1 and ended_at is null and not signal = any($2::text[])',
    [carrierId, warnings.map(({ signal }) => signal), now],
  );
  for (const { signal, month, value, threshold, says, saysEn } of warnings)
    await sqlRows(
      tx,
      `insert into health_alert (id, carrier_id, signal, since, month, value, threshold, says, says_en, found_at)
       values ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9)
       on conflict (carrier_id, signal) where ended_at is null do update set month = excluded.month, value = excluded.value,
         threshold = excluded.threshold, says = excluded.says, says_en = excluded.says_en`,
      [newId(), carrierId, signal, month, value, threshold, says, saysEn, now],
    );
}

export interface AlertRow {
  id: string;
  carrierId: string;
  carrierName: string;
  signal: SignalCode;
  since: Day;
  month: Day;
  value: number;
  threshold: number;
  says: string;
  saysEn: string;
  foundAt: string;
  endedAt: string | null;
  seenAt: string | null;
}

const ALERT = `a.id, a.carrier_id as "carrierId", c.name as "carrierName", a.signal, a.since, a.month, a.value::float8 as value,
  a.threshold::float8 as threshold, a.says, a.says_en as "saysEn", iso(a.found_at) as "foundAt", iso(a.ended_at) as "endedAt", iso(x.seen_at) as "seenAt"`;

/** Standing alerts of what the actor reaches; `unseen`: that its organisation has not taken note of. */
export async function alertsFor(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  { unseen, page, size }: { unseen: boolean; page: number; size: number },
): Promise<{ rows: AlertRow[]; total: number }> {
  const values: unknown[] = [actor.organisationId, unseen];
  const from = `from health_alert a join carrier c on c.id = a.carrier_id
    left join health_alert_seen x on x.alert_id = a.id and x.organisation_id = $1::uuid
    where a.ended_at is null and not ($2::boolean and x.alert_id is not null) and ${carrierScope(actor, permission, values)}`;
  const [count] = await sqlRows<{ total: number }>(tx, `select count(*)::int as total ${from}`, values);
  const paging = `limit $${values.push(size)} offset $${values.push((page - 1) * size)}`;
  const rows = await sqlRows<AlertRow>(
    tx,
    `select ${ALERT} ${from} order by a.found_at desc, c.name_sort, a.id ${paging}`,
    values,
  );
  return { rows, total: count?.total ?? 0 };
}

/** Every alert a carrier ever had, newest first. */
export async function alertsOf(tx: Tx, carrierId: string, organisationId: string | null): Promise<AlertRow[]> {
  return sqlRows<AlertRow>(
    tx,
    `select ${ALERT} from health_alert a join carrier c on c.id = a.carrier_id
       left join health_alert_seen x on x.alert_id = a.id and x.organisation_id = $2::uuid
     where a.carrier_id = $1 order by a.ended_at nulls first, a.found_at desc, a.id limit 200`,
    [carrierId, organisationId],
  );
}

/** @returns whether there is such an alert */
export async function setSeen(
  tx: Tx,
  carrierId: string,
  alertId: string,
  { organisationId, personId, at }: { organisationId: string; personId: string | null; at: string },
): Promise<boolean> {
  const found = await sqlRows(tx, 'select 1 from health_alert where id = $2 and carrier_id = $1', [carrierId, alertId]);
  if (found.length === 0) return false;
  await sqlRows(
    tx,
    'insert into health_alert_seen (alert_id, organisation_id, person_id, seen_at) values ($1, $2, $3, $4) on conflict do nothing',
    [alertId, organisationId, personId, at],
  );
  return true;
}

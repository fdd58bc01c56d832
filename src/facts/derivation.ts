import { labelSql } from '../records/keeping/keeping.store.ts';
import { type AnyKindCode, kindOf, type TeamRecordKindCode } from '../records/keeping/kinds.ts';

/**
 * How one fact is counted. `sql` is one select over $2 (day) with a row for each owner that has a record to look at:
 *   owner       the carrier, or the team of a team's fact; whoever asks says which
 *   value       jsonb, or null
 *   holes       a record looked at does not state what is counted
 *   provenance  jsonb array of the records counted
 */
export interface Derivation {
  readonly sql: string;
  /**
   * The book that would hold the records. Without one row the fact is unknown, unless the operator states that the
   * book is complete from a day on; then it is `empty`. null: what is asked for stands in one place or is not known.
   */
  readonly book: AnyKindCode | null;
  /** The value of a complete book without a row; absent: unknown all the same. */
  readonly empty?: number | false | readonly [];
  /** A sum with a hole is unknown; a count with a hole is at least what was counted. */
  readonly holes: 'unknown' | 'atLeast';
  /** What more rows could only add to: without a complete book it is known once it holds every option. */
  readonly grows?: true;
  /** The days that must be covered by a complete book. */
  readonly span: 'day' | 'past12Months' | 'lastCalendarYear' | 'toDate';
}

export const HOLDS = 'r.valid_from <= $2::date and (r.valid_to is null or r.valid_to >= $2::date)';
/** SQL for a tenancy on the premises: remote teams are counted apart. */
export const IN_RESIDENCE = 'r.remote is not true';
/** SQL for a day of the calendar year before the one of $2. */
export function lastYearSql(day: string): string {
  return `${day} < date_trunc('year', $2::date)::date and ${day} >= (date_trunc('year', $2::date) - interval '1 year')::date`;
}
const SPANS = {
  day: HOLDS,
  past12Months: "r.valid_from <= $2::date and r.valid_from > ($2::date - interval '12 months')::date",
  lastCalendarYear: lastYearSql('r.valid_from'),
  toDate: 'r.valid_from <= $2::date',
} as const;

/** A team's own records: counted once confirmed, looked at before. */
export const CONFIRMED = 'r.confirmed_at is not null';
const UNCONFIRMED = 'r.confirmed_at is null';

/** SQL for value, holes and provenance of what teams have on record. */
function confirmed(kind: TeamRecordKindCode, value: (filter: string) => string): string {
  return `to_jsonb(${value(`filter (where ${CONFIRMED})`)}) as value, bool_or(${UNCONFIRMED}) as holes, ${provenanceSql(kind, CONFIRMED)} as provenance`;
}

/** One team's own records of a kind; what waits for confirmation makes the value a lower bound. */
export function ofTeam(
  kind: TeamRecordKindCode,
  value: (filter: string) => string,
  {
    where = 'true',
    empty,
    span = 'day',
  }: { where?: string; empty?: Derivation['empty']; span?: Derivation['span'] } = {},
): Derivation {
  return {
    book: kind,
    holes: 'atLeast',
    span,
    ...(empty === undefined ? {} : { empty }),
    sql: `select r.team_id as owner, ${confirmed(kind, value)} from ${kind} r where ${SPANS[span]} and ${where} group by r.team_id`,
  };
}

/**
 * The own records of the teams of a carrier. A record belongs to the carrier with whom the team stayed on the day it
 * is about, so that a team that moves on leaves behind what it did here and takes along what it does later.
 *
 * @param day SQL for the day the record is about
 */
export function ofTeamsHere(
  kind: TeamRecordKindCode,
  value: (filter: string) => string,
  {
    where = 'true',
    day = 'r.valid_from',
    span = 'toDate',
  }: { where?: string; day?: string; span?: Derivation['span'] } = {},
): Derivation {
  return {
    book: null,
    holes: 'atLeast',
    span,
    // A team has one tenancy with a carrier on a day, so the join counts no record twice.
    sql: `select y.carrier_id as owner, ${confirmed(kind, value)}
      from ${kind} r join tenancy y on y.team_id = r.team_id and y.valid_from <= ${day} and (y.valid_to is null or y.valid_to >= ${day})
      where ${SPANS[span].replaceAll('r.valid_from', day)} and ${where} group by y.carrier_id`,
  };
}

/** The same of teams that have stayed with the carrier and with no other since. */
export function ofTeamsOnceHere(kind: TeamRecordKindCode, value: (filter: string) => string): Derivation {
  return {
    book: null,
    holes: 'atLeast',
    span: 'toDate',
    // The teams that ever stayed come first, so that the cost is theirs and not that of the records of all teams.
    sql: `select z.carrier_id as owner, ${confirmed(kind, value)}
      from (select distinct carrier_id, team_id from tenancy) z join ${kind} r on r.team_id = z.team_id
      where z.carrier_id = (select y.carrier_id from tenancy y where y.team_id = r.team_id and y.valid_from <= r.valid_from
          order by y.valid_from desc limit 1)
        and ${SPANS.toDate} group by z.carrier_id`,
  };
}

/** SQL for whole months gone by, counted as `monthsBetween` counts: the last day of a short month closes the month. */
export function monthsSql(from: string, to: string): string {
  const months = `((extract(year from ${to}) - extract(year from ${from})) * 12 + extract(month from ${to}) - extract(month from ${from}))::int`;
  return `(${months} - case when ${from} + make_interval(months => ${months}) > ${to} then 1 else 0 end)`;
}

/** SQL for the records an aggregate counted, as provenance. */
function provenanceSql(kind: AnyKindCode, counted: string): string {
  const team = kindOf(kind).about === 'team' ? "'teamId', r.team_id, " : '';
  return `coalesce(jsonb_agg(jsonb_build_object('kind', '${kind}', 'id', r.id, ${team}'label', ${labelSql(kindOf(kind))},
    'validFrom', r.valid_from, 'validTo', r.valid_to, 'example', r.example) order by r.valid_from, r.id) filter (where ${counted}), '[]')`;
}

interface Counting {
  /** SQL over the counted rows; `where` of the counting is added as a filter. */
  value: (filter: string) => string;
  /** Which rows of the kind belong to the fact. */
  where?: string;
  /** Of those, which count; the others are looked at only. */
  counted?: string;
  /** True for a row that does not state what is counted. */
  hole?: string;
  holes?: Derivation['holes'];
  join?: string;
  span?: Derivation['span'];
  empty?: Derivation['empty'];
  book?: AnyKindCode;
}

/** A fact that aggregates the records of one kind. */
export function counting(
  kind: AnyKindCode,
  { value, where = 'true', counted = 'true', hole = 'false', ...rest }: Counting,
): Derivation {
  const span = rest.span ?? 'day';
  return {
    book: rest.book ?? kind,
    holes: rest.holes ?? 'unknown',
    span,
    ...(rest.empty === undefined ? {} : { empty: rest.empty }),
    sql: `select r.carrier_id as owner, to_jsonb(${value(`filter (where ${counted})`)}) as value, coalesce(bool_or(${hole}), false) as holes,
      ${provenanceSql(kind, counted)} as provenance
      from ${kind} r ${rest.join ?? ''} where ${SPANS[span]} and ${where} group by r.carrier_id`,
  };
}

export const rowsOf = (kind: AnyKindCode, given: Partial<Counting> = {}) =>
  counting(kind, { value: (filter) => `count(*) ${filter}`, empty: 0, holes: 'atLeast', ...given });

export const distinctOf = (kind: AnyKindCode, expression: string, given: Partial<Counting> = {}) =>
  counting(kind, {
    value: (filter) => `count(distinct ${expression}) ${filter}`,
    empty: 0,
    holes: 'atLeast',
    ...given,
  });

export const sumOf = (kind: AnyKindCode, column: string, given: Partial<Counting> = {}) =>
  counting(kind, { value: (filter) => `sum(${column}) ${filter}`, hole: `${column} is null`, empty: 0, ...given });

export const setOf = (kind: AnyKindCode, column: string): Derivation => ({
  ...counting(kind, {
    value: (filter) => `array_agg(distinct ${column} order by ${column}) ${filter}`,
    empty: [],
    where: `${column} <> 'other'`,
  }),
  grows: true,
});

/** 收入: what the ledger of the carrier took in under a source; each posting is its provenance. */
export function incomeOf(source: string): Derivation {
  return {
    book: null,
    holes: 'unknown',
    span: 'past12Months',
    sql: `select a.carrier_id as owner, to_jsonb(-sum(e.amount_fen)) as value, false as holes,
      coalesce(jsonb_agg(jsonb_build_object('kind', r.subject_kind, 'id', r.subject_id, 'label', r.says,
        'validFrom', r.on_day, 'validTo', r.on_day, 'example', r.example) order by r.on_day, r.id), '[]') as provenance
      from ledger_account a join ledger_entry e on e.account_id = a.id join ledger_transaction r on r.id = e.transaction_id
      where a.kind = 'income' and a.code = 'income:' || a.carrier_id || ':${source}'
        and ${SPANS.past12Months.replaceAll('r.valid_from', 'r.on_day')} group by a.carrier_id`,
  };
}

/** What is read off the carrier or its operator as they were on the day; null is unknown. */
export function reading(value: string, kind: 'carrier' | 'organisation'): Derivation {
  const [id, label] = kind === 'carrier' ? ['c.id', 'v.name'] : ['o.id', 'o.name'];
  return {
    book: null,
    holes: 'unknown',
    span: 'day',
    sql: `select c.id as owner, to_jsonb(${value}) as value, false as holes,
      case when ${id} is null then '[]'::jsonb else jsonb_build_array(jsonb_build_object('kind', '${kind}', 'id', ${id}, 'label', ${label},
        'validFrom', v.valid_from, 'validTo', v.valid_to)) end as provenance
      from carrier c join carrier_version v on v.carrier_id = c.id
        and (v.valid_from is null or v.valid_from <= $2::date) and (v.valid_to is null or v.valid_to >= $2::date)
      left join organisation o on o.id = v.operator_id left join territory t on t.id = o.territory_id`,
  };
}

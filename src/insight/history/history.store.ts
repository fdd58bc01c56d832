import { packByHash } from '../../cases/packs/pack.actions.ts';
import { AFTER, type Fate } from '../../facts/life.ts';
import { fateAfter, lifeOfTeams } from '../../facts/life-derivations.ts';
import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { type Life, type Rectified, SHOWN } from './history.ts';

/** Asked before the signs of a team are looked up: it has an entry in scope, or a stay with the operator. */
const WITHIN = `v.root_id in (select m.root_id from team m join carrier c on c.id = m.carrier_id join territory t on t.id = c.territory_id
    where starts_with(t.path, $1::text) or c.operator_id = $3::uuid
  union select y.team_id from tenancy y join carrier k on k.id = y.carrier_id where k.operator_id = $3::uuid)`;

/** One row for each life in the territory: $1 its path, $2 the day one looks from. */
const ROWS: Record<Life, string> = {
  teams: lifeOfTeams('min(v.valid_from)', '$3::uuid', WITHIN),
  companies: lifeOfTeams('min(v.registered_on)', '$3::uuid', WITHIN),
  designations: `select d.id, d.carrier_id, d.number as title, d.valid_from as born,
      least(d.ended_on, d.valid_to + 1) as died, $2::date as seen, d.case_id, false as invented from designation d`,
};

/** Of a territory ($1), or of the teams that stayed in an operator's spaces ($3). */
const SCOPED = (life: Life) => `select x.*, c.name as carrier, c.example or x.invented as example from (${ROWS[life]}) x
  join carrier c on c.id = x.carrier_id join territory t on t.id = c.territory_id
  where x.born <= $2::date and (starts_with(t.path, $1::text) or c.operator_id = $3::uuid
    or exists (select 1 from tenancy y join carrier k on k.id = y.carrier_id where y.team_id = x.id and k.operator_id = $3::uuid))`;
/** Whose lives are counted: a territory's, or those of an operator's teams. */
export type Whose = { readonly path: string } | { readonly operatorId: string };
const scopeOf = (whose: Whose) =>
  'path' in whose ? { path: whose.path, operatorId: null } : { path: null, operatorId: whose.operatorId };

export interface Cohort {
  year: number;
  began: number;
  examples: number;
  after: { years: number; survived: number; ended: number; unknown: number; tooEarly: number }[];
}

/** By the year of beginning, how many stand after 1, 3 and 5 years, ended, are not known of, and of how many it is too early to tell. */
export async function cohorts(tx: Tx, life: Life, whose: Whose, on: Day): Promise<Cohort[]> {
  const { path, operatorId } = scopeOf(whose);
  const count = AFTER.map(
    (years) => `json_build_object('years', ${years},
      'survived', count(*) filter (where ${fateAfter(String(years))} = 'survived')::int,
      'ended', count(*) filter (where ${fateAfter(String(years))} = 'ended')::int,
      'unknown', count(*) filter (where ${fateAfter(String(years))} = 'unknown')::int,
      'tooEarly', count(*) filter (where ${fateAfter(String(years))} = 'tooEarly')::int)`,
  ).join(', ');
  return sqlRows<Cohort>(
    tx,
    `select extract(year from x.born)::int as year, count(*)::int as began, count(*) filter (where x.example)::int as examples,
       json_build_array(${count}) as after
     from (${SCOPED(life)}) x group by 1 order by 1`,
    [path, on, operatorId],
  );
}

export interface LifeRow {
  id: string;
  carrierId: string;
  carrier: string;
  title: string;
  born: Day;
  died: Day | null;
  seen: Day | null;
  fate: Fate;
  caseId: string | null;
  example: boolean;
}

interface Shown<R> {
  rows: R[];
  more: boolean;
}
const shown = <R>(rows: R[]): Shown<R> => ({ rows: rows.slice(0, SHOWN), more: rows.length > SHOWN });

/** The lives behind a number. */
export async function livesOf(
  tx: Tx,
  of: {
    life: Life;
    whose: Whose;
    on: Day;
    year: number;
    years: number;
    fate?: Fate | undefined;
    example?: boolean | undefined;
  },
): Promise<Shown<LifeRow>> {
  const fate = fateAfter('$5::int');
  const { path, operatorId } = scopeOf(of.whose);
  const rows = await sqlRows<LifeRow>(
    tx,
    `select x.id, x.carrier_id as "carrierId", x.carrier, x.title, x.born, x.died, x.seen, ${fate} as fate,
       x.case_id as "caseId", x.example
     from (${SCOPED(of.life)}) x where extract(year from x.born)::int = $4 and ($6::text is null or ${fate} = $6)
       and ($7::boolean is null or x.example = $7) order by x.born, x.id limit ${SHOWN + 1}`,
    [path, of.on, operatorId, of.year, of.years, of.fate ?? null, of.example ?? null],
  );
  return shown(rows);
}

export interface RectifiedYear {
  year: number;
  opened: number;
  accepted: number;
  failed: number;
  kept: number;
  overturned: number;
  open: number;
  /** Accepted, and within a year under rectification again or without the designation. */
  relapsed: number;
}

const RECTIFICATIONS = `select r.id, r.run_by as case_id, r.carrier_id, c.name as carrier, c.example, r.opened_on, r.closed_on,
    case when r.closed_on is null or r.closed_on > $2::date then 'open' else r.outcome end as outcome, f.number,
    r.outcome = 'accepted' and r.closed_on <= $2::date and (
      exists (select 1 from rectification n where n.carrier_id = r.carrier_id and n.id <> r.id and n.opened_on <= $2::date
        and n.opened_on >= r.closed_on and n.opened_on < r.closed_on + make_interval(years => 1))
      or exists (select 1 from designation_event e where e.designation_id = r.designation_id and e.to_state in ('revoked', 'lapsed')
        and e.on_day <= $2::date and e.on_day >= r.closed_on and e.on_day < r.closed_on + make_interval(years => 1))) as relapsed
  from rectification r join carrier c on c.id = r.carrier_id join territory t on t.id = c.territory_id
    left join case_file f on f.id = r.run_by
  where starts_with(t.path, $1) and r.opened_on <= $2::date`;

/** 整改成效: by the year of the order, what became of it, and whether what was accepted lasted a year. */
export async function rectifiedByYear(tx: Tx, path: string, on: Day): Promise<RectifiedYear[]> {
  const outcomes: readonly Rectified[] = ['accepted', 'failed', 'kept', 'overturned', 'open'];
  const counts = outcomes.map((one) => `count(*) filter (where x.outcome = '${one}')::int as "${one}"`).join(', ');
  return sqlRows<RectifiedYear>(
    tx,
    `select extract(year from x.opened_on)::int as year, count(*)::int as opened, ${counts},
       count(*) filter (where x.relapsed)::int as relapsed
     from (${RECTIFICATIONS}) x group by 1 order by 1`,
    [path, on],
  );
}

export interface RectifiedRow {
  id: string;
  caseId: string | null;
  number: string | null;
  carrierId: string;
  carrier: string;
  openedOn: Day;
  closedOn: Day | null;
  outcome: Rectified;
  relapsed: boolean;
  example: boolean;
}

export async function rectificationsOf(
  tx: Tx,
  of: { path: string; on: Day; year: number; outcome?: Rectified | undefined; relapsed?: boolean | undefined },
): Promise<Shown<RectifiedRow>> {
  const rows = await sqlRows<RectifiedRow>(
    tx,
    `select x.id, x.case_id as "caseId", x.number, x.carrier_id as "carrierId", x.carrier, x.opened_on as "openedOn",
       x.closed_on as "closedOn", x.outcome, x.relapsed, x.example
     from (${RECTIFICATIONS}) x where extract(year from x.opened_on)::int = $3 and ($4::text is null or x.outcome = $4)
       and ($5::boolean is null or x.relapsed = $5) order by x.opened_on, x.id limit ${SHOWN + 1}`,
    [of.path, of.on, of.year, of.outcome ?? null, of.relapsed ?? null],
  );
  return shown(rows);
}

/** What has no grade of the pack. */
const [UNDECIDED, AWAY] = ['未定等次', '未参加'] as const;
const without = (participated: string) => `case when ${participated} then '${UNDECIDED}' else '${AWAY}' end`;
/** What an evaluation released, and what was entered of years before the platform: one row for a carrier, document and year. */
const GRADES = `select x.carrier_id, c.name as carrier, c.example, x.pack_id, x.year, x.grade, x.case_id from (
    select e.carrier_id, r.pack_id, r.year, coalesce(e.grade, e.label, ${without('e.participated')}) as grade, e.case_id
    from evaluation_result e join round r on r.id = e.round_id where e.released_at::date <= $2::date
    union all
    select p.carrier_id, p.pack_id, p.year, coalesce(p.grade, ${without('p.participated')}), null from evaluation_past p) x
  join carrier c on c.id = x.carrier_id join territory t on t.id = c.territory_id
  where starts_with(t.path, $1)`;
/** From one year to the next, and whether a rectification was accepted in between. */
const MOVES = `select b.carrier_id, b.carrier, b.example, b.pack_id, b.year, a.grade as was, b.grade as became, b.case_id,
    exists (select 1 from rectification r where r.carrier_id = b.carrier_id and r.outcome = 'accepted'
      and extract(year from r.closed_on) between a.year and b.year + 1) as rectified
  from (${GRADES}) a join (${GRADES}) b on b.carrier_id = a.carrier_id and b.pack_id = a.pack_id and b.year = a.year + 1`;

export interface GradeCount {
  packId: string;
  year: number;
  grade: string;
  count: number;
}
export async function gradesByYear(tx: Tx, path: string, on: Day): Promise<GradeCount[]> {
  return sqlRows<GradeCount>(
    tx,
    `select x.pack_id as "packId", x.year, x.grade, count(*)::int as count from (${GRADES}) x group by 1, 2, 3 order by 1, 2, 3`,
    [path, on],
  );
}

export interface MoveCount {
  packId: string;
  year: number;
  was: string;
  became: string;
  count: number;
  rectified: number;
}
export async function movesByYear(tx: Tx, path: string, on: Day): Promise<MoveCount[]> {
  return sqlRows<MoveCount>(
    tx,
    `select x.pack_id as "packId", x.year, x.was, x.became, count(*)::int as count, count(*) filter (where x.rectified)::int as rectified
     from (${MOVES}) x group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    [path, on],
  );
}

export interface PackNames {
  title: string;
  /** What a grade is called; what is none of the pack's is called as it stands. */
  grade: (id: string) => string;
  /** The best grade first; what is none of the pack's comes last. */
  place: (id: string) => number;
}
/** As the texts in force call themselves and their grades. */
export async function packNames(tx: Tx, packIds: readonly string[]): Promise<(packId: string) => PackNames> {
  const rows = await sqlRows<{ id: string; hash: string }>(
    tx,
    'select id, hash from pack where id = any($1::text[]) and replaced_at is null',
    [[...new Set(packIds)]],
  );
  const names = new Map<string, PackNames>();
  for (const { id, hash } of rows) {
    const { title, schemes } = await packByHash(tx, hash);
    const grades = new Map(schemes.flatMap((scheme) => scheme.grades.map((grade) => [grade.id, grade.zh])));
    const order = [...grades.keys()];
    const place = (one: string) => (grades.has(one) ? order.indexOf(one) : order.length);
    names.set(id, { title, grade: (one) => grades.get(one) ?? one, place });
  }
  return (packId) => names.get(packId) ?? { title: packId, grade: (one) => one, place: () => 0 };
}

export interface GradeRow {
  carrierId: string;
  carrier: string;
  caseId: string | null;
  was: string | null;
  grade: string;
  example: boolean;
}
/** The carriers behind a number: of a grade in a year, or of a move into it. */
export async function gradesOf(
  tx: Tx,
  of: {
    path: string;
    on: Day;
    packId: string;
    year: number;
    grade: string;
    was?: string | undefined;
    rectified?: boolean | undefined;
  },
): Promise<Shown<GradeRow>> {
  const from =
    of.was === undefined
      ? `select x.*, null::text as was, false as rectified from (${GRADES}) x where x.grade = $5 and $6::text is null`
      : `select x.*, x.became as grade from (${MOVES}) x where x.became = $5 and x.was = $6`;
  const rows = await sqlRows<GradeRow>(
    tx,
    `select y.carrier_id as "carrierId", y.carrier, y.case_id as "caseId", y.was, y.grade, y.example from (${from}) y
     where y.pack_id = $3 and y.year = $4 and ($7::boolean is null or y.rectified = $7)
     order by y.carrier, y.carrier_id limit ${SHOWN + 1}`,
    [of.path, of.on, of.packId, of.year, of.grade, of.was ?? null, of.rectified ?? null],
  );
  return shown(rows);
}

import type { Derivation } from './derivation.ts';
import { FATES, type Fate } from './life.ts';
import type { FactKey } from './vocabulary.ts';

/**
 * SQL for one row a team, as of $2. A team is one identity through all its versions; it ends with its last version, or when
 * a tenancy ended because the venture failed. `offset 0` keeps the signs from being looked up again for each mention, and no
 * condition from outside goes in: which teams are meant stands in `which`.
 *
 * @param born SQL over its versions `v`: min(v.valid_from) of the team, min(v.registered_on) of the company
 * @param which SQL over its versions `v`
 * @param operator SQL for who may know of a team only what came before it left, or by its consent; null: who may know all
 */
export function lifeOfTeams(born: string, operator: string, which: string): string {
  return `select r.root_id as id, r.entry_id, r.carrier_id, r.title, r.born,
      least(r.closed, (select min(y.valid_to) from tenancy y where y.team_id = r.root_id and y.exit_kind in ('failed', 'eliminated')
        and y.valid_to <= team_known_until(r.root_id, ${operator}, $2::date))) as died,
      team_seen(r.root_id, $2::date, ${operator}) as seen, null::uuid as case_id, r.invented
    from (select v.root_id, (array_agg(v.carrier_id order by v.valid_from))[1] as carrier_id, (array_agg(v.id order by v.valid_from desc))[1] as entry_id,
        (array_agg(coalesce(v.company_name, v.name) order by v.valid_from desc))[1] as title, ${born} as born,
        (array_agg(v.valid_to order by v.valid_from desc))[1] as closed, bool_or(v.example) as invented
      from team v where v.valid_from <= $2::date and ${which} group by v.root_id) r
    where r.born is not null offset 0`;
}

/** SQL for the day on which the life `x` is so many years old. */
const fullAfter = (years: string) => `(x.born + make_interval(years => ${years}))`;

export function fateAfter(years: string): string {
  const full = fullAfter(years);
  return `case when x.died <= $2::date and x.died < ${full} then 'ended' when ${full} > $2::date then 'tooEarly'
    when x.seen >= ${full} or x.died <= $2::date then 'survived' else 'unknown' end`;
}

const FATE_WORDS = (Object.keys(FATES) as Fate[]).map((fate) => `when '${fate}' then '${FATES[fate].zh}'`).join(' ');

/**
 * 孵化企业存活率 after so many years, by the reading of the cohorts: of the companies that were here before the years were
 * full. What nobody knows of is not counted as surviving, so that the share is at least this; of none known it is unknown.
 */
function companySurvival(years: number): Derivation {
  return {
    book: null,
    holes: 'atLeast',
    span: 'toDate',
    sql: `select f.owner, case when count(*) filter (where f.fate <> 'unknown') > 0
        then to_jsonb(round(count(*) filter (where f.fate = 'survived')::numeric / count(*), 12)::float8) end as value,
      bool_or(f.fate = 'unknown') as holes,
      jsonb_agg(jsonb_build_object('kind', 'team', 'id', f.entry_id, 'label', f.title || '(' || case f.fate ${FATE_WORDS} end || ')',
        'validFrom', f.born, 'validTo', f.died, 'example', f.invented) order by f.born, f.id) as provenance
      from (select h.carrier_id as owner, x.*, ${fateAfter(String(years))} as fate
        from (select e.carrier_id, e.team_id, min(e.day) as came
            from (select carrier_id, root_id as team_id, valid_from as day from team union all select carrier_id, team_id, valid_from from tenancy) e
            where e.day <= $2::date group by e.carrier_id, e.team_id) h
          join carrier k on k.id = h.carrier_id cross join lateral (${lifeOfTeams('min(v.registered_on)', 'k.operator_id', 'v.root_id = h.team_id')}) x
        where ${fullAfter(String(years))} <= $2::date and h.came < ${fullAfter(String(years))}) f
      group by f.owner`,
  };
}

export const SURVIVAL = {
  'space.companySurvival1Year': companySurvival(1),
  'space.companySurvival3Years': companySurvival(3),
  'space.companySurvival5Years': companySurvival(5),
} as const satisfies Partial<Record<FactKey, Derivation>>;

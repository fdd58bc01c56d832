import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { FocusRule, InFocus, Profile } from './portfolio.ts';

export const MOST_SPACES = 1000;

/** Carriers open on $2 at or below $1, clusters left out, as they were on the day. */
const SPACES = `select c.id, c.name_sort, v.name, c.kind, c.form, c.service_model, c.features, c.focus_industries, c.example, t.full_name as territory,
    v.focus, array_remove(regexp_split_to_array(coalesce(v.focus, ''), '[、,，;；/和与及[:space:]]+'), '') as terms
  from carrier c join territory t on t.id = c.territory_id
    join carrier_version v on v.carrier_id = c.id and (v.valid_from is null or v.valid_from <= $2::date) and (v.valid_to is null or v.valid_to >= $2::date)
  where starts_with(t.path, $1) and c.kind <> 'cluster' and (c.opened_on is null or c.opened_on <= $2::date) and (c.closed_on is null or c.closed_on > $2::date)`;

/** Each team in residence on the day, and whether it belongs to the focus of its space. */
const TENANTS = (spaces: string) => `select s.id as carrier_id, y.id, y.valid_from, y.example, x.root_id as team_id,
    coalesce(x.company_name, x.name) as name, x.industry, x.project,
    case when cardinality(s.focus_industries) > 0 then 'industry' when cardinality(s.terms) > 0 then 'words' else 'none' end as rule,
    case when cardinality(s.focus_industries) > 0 then
        case when x.industry is null then 'unknown' when x.industry = any(s.focus_industries) then 'inside' else 'outside' end
      when cardinality(s.terms) = 0 then 'unknown'
      when exists (select 1 from unnest(s.terms) w where strpos(concat_ws(' ', x.project, x.company_name, x.name), w) > 0) then 'inside'
      when x.project is null then 'unknown' else 'outside' end as result
  from (${spaces}) s join tenancy y on y.carrier_id = s.id and y.remote is not true and y.valid_from <= $2::date and (y.valid_to is null or y.valid_to >= $2::date)
    join lateral (select t.* from team t where t.root_id = y.team_id
      order by (t.valid_from <= $2::date) desc, case when t.valid_from <= $2::date then t.valid_from end desc, t.valid_from limit 1) x on true`;

export interface SpaceRow extends Profile {
  territory: string;
  focus: string | null;
  example: boolean;
  rule: FocusRule;
  tenants: number;
  inside: number;
  outside: number;
  unknown: number;
}

export async function portfolioSpaces(tx: Tx, path: string, on: Day): Promise<SpaceRow[]> {
  return sqlRows<SpaceRow>(
    tx,
    `select s.id, s.name, s.kind, s.form, s.service_model as "serviceModel", s.features, s.focus, s.terms as "focusTerms",
       s.focus_industries as "focusIndustries", s.example, s.territory,
       array(select distinct r.kind from service r where r.carrier_id = s.id and r.kind <> 'other' and r.valid_from <= $2::date
         and (r.valid_to is null or r.valid_to >= $2::date) order by 1) as services,
       case when cardinality(s.focus_industries) > 0 then 'industry' when cardinality(s.terms) > 0 then 'words' else 'none' end as rule,
       coalesce(n.tenants, 0)::int as tenants, coalesce(n.inside, 0)::int as inside, coalesce(n.outside, 0)::int as outside, coalesce(n.unknown, 0)::int as unknown
     from (${SPACES} order by c.name_sort, c.id limit ${MOST_SPACES + 1}) s
     left join (select carrier_id, count(*) as tenants, count(*) filter (where result = 'inside') as inside,
         count(*) filter (where result = 'outside') as outside, count(*) filter (where result = 'unknown') as unknown
       from (${TENANTS(SPACES)}) x group by 1) n on n.carrier_id = s.id
     order by s.name_sort, s.id`,
    [path, on],
  );
}

export interface TenantRow {
  id: string;
  teamId: string;
  name: string;
  industry: string | null;
  project: string | null;
  validFrom: Day;
  result: InFocus;
  example: boolean;
}

/** The teams of a space in the territory, with what each was told by. */
export async function portfolioTenants(
  tx: Tx,
  path: string,
  on: Day,
  { carrierId, result }: { carrierId: string; result: InFocus | undefined },
): Promise<TenantRow[]> {
  return sqlRows<TenantRow>(
    tx,
    `select x.id, x.team_id as "teamId", x.name, x.industry, x.project, x.valid_from as "validFrom", x.result, x.example
     from (${TENANTS(SPACES)}) x where x.carrier_id = $3 and ($4::text is null or x.result = $4) order by x.name, x.id limit 500`,
    [path, on, carrierId, result ?? null],
  );
}

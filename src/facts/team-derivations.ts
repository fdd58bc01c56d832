import { CONFIRMED, type Derivation, HOLDS, monthsSql, ofTeam, ofTeamsHere, ofTeamsOnceHere } from './derivation.ts';
import type { FactKey } from './vocabulary.ts';

const PATENTS = "r.kind in ('invention', 'utility', 'design')";
const total = (column: string) => (filter: string) => `sum(${column}) ${filter}`;
const rows = (filter: string) => `count(*) ${filter}`;
const teams = (filter: string) => `count(distinct r.team_id) ${filter}`;

/** A flag that a confirmed record proves; that it is false is known only from a complete book. */
const shows = (filter: string) => `case when count(*) ${filter} > 0 then true end`;

/** The best two consecutive years on the books (300号 毕业条件). */
const REVENUE_OF_TWO_YEARS = ofTeam(
  'team_year',
  () => `(select max(a.revenue_fen + b.revenue_fen) from team_year a join team_year b on b.team_id = a.team_id and b.year = a.year + 1
    where a.team_id = r.team_id and a.confirmed_at is not null and b.confirmed_at is not null and a.valid_from <= $2::date and b.valid_from <= $2::date)`,
  { span: 'toDate' },
);

const LAST_YEAR = 'extract(year from $2::date)::int - 1';

/** A figure of the year before the day. */
const ofLastYear = (column: string) =>
  ofTeam('team_year', total(`r.${column}`), { where: `r.year = ${LAST_YEAR}`, span: 'toDate' });

/** The team as it was registered on the day. */
const REGISTERED = `(select distinct on (t.root_id) t.* from team t where t.valid_from <= $2::date order by t.root_id, t.valid_from desc, t.id desc)`;

/** 近三个会计年度: of a younger company the years since it was registered; null where the books lack one of them. */
const ofThreeYears = (column: string): Derivation => ({
  ...ofTeam(
    'team_year',
    (filter) =>
      `case when count(r.${column}) ${filter} = (select least(3, ${LAST_YEAR} + 1 - extract(year from t.registered_on)::int)
        from ${REGISTERED} t where t.root_id = r.team_id) then sum(r.${column}) ${filter} end`,
    { where: `r.year between ${LAST_YEAR} - 2 and ${LAST_YEAR}`, span: 'toDate' },
  ),
  holes: 'unknown',
});

const REGISTERED_MONTHS: Derivation = {
  book: null,
  holes: 'unknown',
  span: 'day',
  sql: `select t.root_id as owner, to_jsonb(${monthsSql('t.registered_on', '$2::date')}) as value, false as holes,
    jsonb_build_array(jsonb_build_object('kind', 'team', 'id', t.id, 'teamId', t.root_id, 'label', coalesce(t.company_name, t.name),
      'validFrom', t.valid_from, 'validTo', t.valid_to, 'example', t.example)) as provenance
    from ${REGISTERED} t where t.registered_on <= $2::date`,
};

/** What the team said of itself when it came, and what its founders are; an unconfirmed person makes it a lower bound. */
const FOUNDER_CATEGORIES: Derivation = {
  book: 'team_person',
  holes: 'atLeast',
  span: 'day',
  sql: `select r.team_id as owner, to_jsonb(array_agg(distinct r.category order by r.category) filter (where r.confirmed)) as value,
    bool_or(not r.confirmed) as holes,
    coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'id', r.id, 'teamId', r.team_id, 'label', r.label, 'validFrom', r.valid_from,
      'validTo', r.valid_to, 'example', r.example) order by r.valid_from, r.id) filter (where r.confirmed), '[]') as provenance
    from (
      select 'team_person' as kind, r.team_id, r.id, r.category, r.name as label, r.valid_from, r.valid_to, r.example, ${CONFIRMED} as confirmed
        from team_person r where r.is_founder and r.category is not null and ${HOLDS}
      union all
      select 'team', t.root_id, t.id, t.founder_type, coalesce(t.company_name, t.name), t.valid_from, t.valid_to, t.example, true
        from ${REGISTERED} t) r
    where r.category is not null group by r.team_id`,
};

/** Facts about one team, from its own records. */
export const TEAM_DERIVATIONS: Readonly<Partial<Record<FactKey, Derivation>>> = {
  'team.highTechEnterprise': ofTeam('certificate_held', shows, { where: "r.kind = 'highTech'", empty: false }),
  'team.techSme': ofTeam('certificate_held', shows, { where: "r.kind = 'techSme'", empty: false }),
  'team.registeredMonths': REGISTERED_MONTHS,
  'team.employees': ofLastYear('employees'),
  'team.techStaff': ofLastYear('tech_staff'),
  'team.assets': ofLastYear('assets_fen'),
  'team.revenueLastYear': ofLastYear('revenue_fen'),
  'team.highTechRevenueLastYear': ofLastYear('high_tech_revenue_fen'),
  'team.revenueThreeYears': ofThreeYears('revenue_fen'),
  'team.rdThreeYears': ofThreeYears('rd_fen'),
  'team.contestAwards': ofTeam(
    'milestone',
    (filter) => `array_agg(distinct r.contest_level order by r.contest_level) ${filter}`,
    {
      where: "r.kind = 'award' and r.contest_level is not null",
      span: 'toDate',
      empty: [],
    },
  ),
  'team.ventureCapital': ofTeam('financing_round', total('r.amount_fen'), {
    where: "r.kind in ('angel', 'venture')",
    span: 'toDate',
    empty: 0,
  }),
  'team.financing': ofTeam('financing_round', total('r.amount_fen'), { span: 'toDate', empty: 0 }),
  'team.revenueTwoYears': REVENUE_OF_TWO_YEARS,
  'team.acquiredOrListed': ofTeam('milestone', shows, {
    where: "r.kind in ('merged', 'listed')",
    span: 'toDate',
    empty: false,
  }),
  'team.people': ofTeam('team_person', rows, { empty: 0 }),
  'team.founderCategories': FOUNDER_CATEGORIES,
  'team.graduatesHired': ofTeam('team_person', rows, { where: 'r.fresh_graduate', span: 'toDate', empty: 0 }),
  'team.patentApplications': ofTeam('ip_right', rows, { where: PATENTS, span: 'toDate', empty: 0 }),
  'team.validIp': ofTeam('ip_right', rows, { where: `r.granted_on <= $2::date`, empty: 0 }),
  'team.results': ofTeam('team_result', rows, { span: 'toDate', empty: 0 }),
};

/** Facts about a carrier, from the own records of the teams that stayed with it. */
export const TEAMS_HERE: Readonly<Partial<Record<FactKey, Derivation>>> = {
  'space.graduatesEmployed': ofTeamsHere('team_person', rows, { where: 'r.fresh_graduate' }),
  'space.patentApplications': ofTeamsHere('ip_right', rows, { where: PATENTS }),
  'space.patentGrants': ofTeamsHere('ip_right', rows, { where: PATENTS, day: 'r.granted_on' }),
  // Offered when the team leaves, or afterwards: it belongs to the carrier it last left.
  'space.restartOffers': ofTeamsOnceHere('restart_offer', rows),
  'space.results': ofTeamsHere('team_result', rows),
  'space.resultsTransferred': ofTeamsHere('team_result', rows, { day: 'r.transferred_on' }),
  'space.teamFinancing': ofTeamsHere('financing_round', total('r.amount_fen')),
  'incubator.patentApplicants': ofTeamsHere('ip_right', teams, { where: PATENTS }),
  'incubator.validIpHolders': ofTeamsHere('ip_right', teams, { day: 'r.granted_on' }),
  'incubator.financedIncubatees': ofTeamsHere('financing_round', teams, {
    where: "r.kind in ('angel', 'venture', 'incubationFund')",
  }),
};

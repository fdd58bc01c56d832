import { DIVISION_CODE_SQL } from '../records/territories/territory.store.ts';
import { BOOKINGS_HERE } from './booking-derivations.ts';
import {
  counting,
  type Derivation,
  distinctOf,
  HOLDS,
  IN_RESIDENCE,
  incomeOf,
  lastYearSql,
  monthsSql,
  reading,
  rowsOf,
  setOf,
  sumOf,
} from './derivation.ts';
import { SURVIVAL } from './life-derivations.ts';
import { TEAMS_HERE } from './team-derivations.ts';
import type { FactKey } from './vocabulary.ts';

const DAY = '$2::date';

/** SQL that no other entry of the team `alias` is nearer to the day: the newest that had begun, else the first that will. */
const nearest = (
  alias: string,
) => `not exists (select 1 from team n where n.root_id = ${alias}.root_id and n.id <> ${alias}.id
  and case when ${alias}.valid_from <= ${DAY} then n.valid_from <= ${DAY} and (n.valid_from, n.id) > (${alias}.valid_from, ${alias}.id)
    else n.valid_from <= ${DAY} or (n.valid_from, n.id) < (${alias}.valid_from, ${alias}.id) end)`;

/** The team as it was on the day. */
const TEAM_ON_DAY = `join team t on t.root_id = r.team_id and ${nearest('t')}`;

/** Leases of the places in use that are leased; a leased place without a lease is a hole. */
function leases(months: string): Derivation {
  const holds = (alias: string) => HOLDS.replaceAll('r.', `${alias}.`);
  return {
    book: 'lease',
    holes: 'unknown',
    span: 'day',
    sql: `select p.carrier_id as owner, to_jsonb(min(${months})) as value, coalesce(bool_or(r.valid_to is null), false) as holes,
      coalesce(jsonb_agg(jsonb_build_object('kind', 'lease', 'id', r.id, 'label', coalesce(r.number, r.landlord, '租赁合同'),
        'validFrom', r.valid_from, 'validTo', r.valid_to) order by r.valid_from, r.id) filter (where r.id is not null), '[]') as provenance
      from premises p left join lease r on r.premises_id = p.root_id and ${holds('r')}
      where ${holds('p')} and (p.tenure = 'leased' or r.id is not null) group by p.carrier_id`,
  };
}

/** Terms offered to everyone, and the terms each tenancy really has. */
function terms(value: string, hole: string, empty: Derivation['empty']): Derivation {
  return {
    book: 'tenancy_terms',
    holes: 'unknown',
    span: 'day',
    ...(empty === undefined ? {} : { empty }),
    sql: `select r.carrier_id as owner, to_jsonb(${value}) as value, coalesce(bool_or(${hole}), false) as holes,
      coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'id', r.id, 'label', r.label, 'validFrom', r.valid_from, 'validTo', r.valid_to)
        order by r.valid_from, r.id), '[]') as provenance
      from (select 'tenancy_terms' as kind, r.carrier_id, r.id, coalesce(r.name, '入驻优惠条件') as label, r.valid_from, r.valid_to, r.free_months, r.includes
              from tenancy_terms r where ${HOLDS}
            union all
            select 'tenancy', r.carrier_id, r.id, coalesce(r.number, '入驻'), r.valid_from, r.valid_to, r.free_months, r.includes
              from tenancy r where ${HOLDS} and r.free_months is not null) r group by r.carrier_id`,
  };
}

/** Teams that registered a company while they were tenants. */
function newlyRegistered(span: Derivation['span'], within: string): Derivation {
  return {
    book: 'tenancy',
    empty: 0,
    holes: 'atLeast',
    span,
    // A team has one tenancy with a carrier on a day, so the join counts no team twice.
    sql: `select y.carrier_id as owner, to_jsonb(count(*)) as value, false as holes,
      coalesce(jsonb_agg(jsonb_build_object('kind', 'team', 'id', r.id, 'label', coalesce(r.company_name, r.name),
        'validFrom', r.valid_from, 'validTo', r.valid_to) order by r.valid_from, r.id), '[]') as provenance
      from tenancy y join team r on r.root_id = y.team_id and r.valid_from <= ${DAY} and ${nearest('r')}
      where ${within} and y.valid_from <= r.registered_on and (y.valid_to is null or y.valid_to >= r.registered_on)
      group by y.carrier_id`,
  };
}

/** Whole months since the earliest designation of a level that still stands, on this platform or before it. */
function heldMonths(level: string): Derivation {
  return designations(monthsSql('min(d.valid_from)', DAY), `d.carrier_id = c.id and d.level = '${level}'`);
}

/** Designations of the register that stand on the day; of each carrier there is something to say, also that it has none. */
function designations(value: string, where: string): Derivation {
  return {
    book: null,
    holes: 'unknown',
    span: 'day',
    sql: `select c.id as owner, to_jsonb(${value}) as value, false as holes,
      coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'id', d.id, 'label', d.name || ' ' || d.number,
        'validFrom', d.valid_from, 'validTo', d.valid_to) order by d.valid_from, d.id) filter (where d.id is not null), '[]') as provenance
      from carrier c left join (
        select 'designation' as kind, id, carrier_id, holder_id, level, name, number, valid_from, valid_to, ended_on from designation
        union all select 'prior_designation', p.id, p.carrier_id, k.operator_id, p.level, p.title, coalesce(p.number, ''), p.valid_from, p.valid_to, null
          from prior_designation p join carrier k on k.id = p.carrier_id) d
        on ${where} and d.valid_from <= ${DAY} and (d.valid_to is null or d.valid_to >= ${DAY}) and (d.ended_on is null or d.ended_on > ${DAY})
      group by c.id`,
  };
}

/** Priority by a signed decision on the results of an evaluation, until the next results under the same document are out. */
const livePriority: Derivation = {
  book: null,
  holes: 'unknown',
  span: 'day',
  sql: `select c.id as owner, to_jsonb(count(w.id) > 0) as value, false as holes,
      coalesce(jsonb_agg(jsonb_build_object('kind', 'reward', 'id', w.id, 'label', w.number || ' ' || w.says,
        'validFrom', w.on_day, 'validTo', null) order by w.on_day, w.id) filter (where w.id is not null), '[]') as provenance
    from carrier c left join reward w on w.carrier_id = c.id and w.kind = 'priority' and w.on_day <= ${DAY}
      and (w.struck_on is null or w.struck_on > ${DAY})
      and not exists (select 1 from evaluation_result v join round r on r.id = v.round_id
        where v.carrier_id = w.carrier_id and r.pack_id = w.pack_id and v.released_at > w.created_at
          and (v.released_at at time zone 'Asia/Shanghai')::date <= ${DAY})
    group by c.id`,
};

const eachIncludes = (code: string) => `case when bool_and(r.includes @> array['${code}']) then '${code}' end`;

/** Months until the day after the last one: a lease from 1 January 2024 to 31 December 2026 is 36 months. */
const afterLast = 'r.valid_to + 1';

/** Sessions that both sides confirmed, by the day they began. */
function mentoring(value: string): Derivation {
  const began = "(r.starts_at at time zone 'Asia/Shanghai')::date";
  return {
    book: null,
    holes: 'atLeast',
    span: 'past12Months',
    sql: `select r.carrier_id as owner, to_jsonb(${value}) as value, false as holes,
      coalesce(jsonb_agg(jsonb_build_object('kind', 'mentoring', 'id', r.id, 'label', r.number || ' ' || r.topic, 'validFrom', ${began}, 'validTo', null)
        order by r.starts_at, r.id), '[]') as provenance
      from mentoring_session r where r.state = 'held' and ${began} <= ${DAY} and ${began} > (${DAY} - interval '12 months')::date
      group by r.carrier_id`,
  };
}

/** One row for every derived fact that records show; the two ratios follow from them. */
export const DERIVATIONS: Readonly<Partial<Record<FactKey, Derivation>>> = {
  'operator.legalPerson': reading('o.legal_person', 'organisation'),
  'operator.legalForm': reading('o.legal_form', 'organisation'),
  'operator.division': reading(DIVISION_CODE_SQL, 'organisation'),
  'space.class': reading('v.class', 'carrier'),
  'space.serviceModel': reading('v.service_model', 'carrier'),
  'space.focus': reading('v.focus', 'carrier'),
  'space.openedOn': reading('c.opened_on', 'carrier'),
  'space.operatingMonths': reading(
    `case when c.opened_on <= ${DAY} then ${monthsSql('c.opened_on', `least(${DAY}, c.closed_on)`)} when c.opened_on > ${DAY} then 0 end`,
    'carrier',
  ),
  'space.fixedPremises': counting('premises', { value: () => 'case when count(*) > 0 then true end', empty: false }),
  'space.leased': counting('premises', {
    value: () => "case when bool_or(r.tenure = 'leased') then true when bool_and(r.tenure is not null) then false end",
  }),
  'space.leaseTerm': leases(monthsSql('r.valid_from', `(${afterLast})`)),
  'space.leaseRemaining': leases(monthsSql(DAY, `(${afterLast})`)),
  'space.floorArea': sumOf('premises', 'r.area_m2'),
  'space.publicArea': sumOf('area_use', 'r.area_m2', { where: "r.use = 'public'" }),
  'space.residentArea': sumOf('area_use', 'r.area_m2', { where: "r.use = 'tenant'" }),
  'space.desks': sumOf('desk', 'r.count', { where: "r.kind <> 'virtual'" }),
  'space.occupiedDesks': sumOf('tenancy', 'r.desks', { where: IN_RESIDENCE }),
  'space.virtualDesks': sumOf('desk', 'r.count', { where: "r.kind = 'virtual'" }),
  'space.occupiedVirtualDesks': sumOf('tenancy', 'r.virtual_desks', { where: 'r.virtual_desks is not null' }),
  'space.remoteTeams': distinctOf('tenancy', 'r.team_id', { where: 'r.remote' }),
  'space.onlineServices': rowsOf('service', { counted: 'r.online', hole: 'r.online is null' }),
  'space.onlineCommunities': rowsOf('online_community'),
  'space.onlineMembers': sumOf('online_community', 'r.members'),
  'space.meetingRooms': sumOf('room', 'r.count', { where: "r.kind in ('meeting', 'negotiation')" }),
  'space.residents': distinctOf('tenancy', 'r.team_id', { where: IN_RESIDENCE }),
  'space.residentTeams': distinctOf('tenancy', 'r.team_id', {
    where: IN_RESIDENCE,
    join: TEAM_ON_DAY,
    counted: `(t.registered_on is null or t.registered_on > ${DAY})`,
  }),
  'space.residentStartups': distinctOf('tenancy', 'r.team_id', {
    where: IN_RESIDENCE,
    join: TEAM_ON_DAY,
    counted: `t.registered_on <= ${DAY}`,
  }),
  'space.facilities': setOf('facility', 'r.kind'),
  'space.serviceKinds': setOf('service', 'r.kind'),
  'space.institutionalDocuments': setOf('institutional_document', 'r.kind'),
  'space.mentors': distinctOf('mentor_agreement', 'r.mentor_id'),
  'space.serviceStaff': rowsOf('staff', {
    counted: '(r.qualification is not null or cardinality(r.skills) > 0)',
    hole: 'r.qualification is null and r.skills is null',
  }),
  'space.fullTimeStaff': rowsOf('staff', { counted: 'r.full_time', hole: 'r.full_time is null' }),
  'space.seedFund': sumOf('seed_fund', 'r.amount_fen'),
  'space.investmentCases': rowsOf('investment_case', { span: 'toDate' }),
  'space.fundingPartners': distinctOf('cooperation_agreement', 'r.partner', {
    where: "r.kind in ('angel', 'venture', 'privateEquity', 'guarantee')",
  }),
  'space.freeMonths': terms('min(r.free_months)', 'false', 0),
  'space.freeIncludes': terms(
    `array_remove(array[${['internet', 'power', 'rent', 'water'].map(eachIncludes).join(', ')}], null)`,
    'r.includes is null',
    [],
  ),
  'space.name': reading('v.name', 'carrier'),
  'operator.name': reading('o.name', 'organisation'),
  'space.heldNationalMonths': heldMonths('national'),
  'space.heldProvinceMonths': heldMonths('province'),
  'space.heldCityMonths': heldMonths('city'),
  'space.heldDistrictMonths': heldMonths('district'),
  'space.livePriority': livePriority,
  'operator.otherDesignations': designations(
    'case when c.operator_id is not null then count(d.id) end',
    'd.holder_id = c.operator_id and d.carrier_id <> c.id',
  ),
  'space.eventsLastYear': rowsOf('event', { span: 'lastCalendarYear', where: "r.kind <> 'training'" }),
  'space.trainingsLastYear': rowsOf('event', { span: 'lastCalendarYear', where: "r.kind = 'training'" }),
  'space.financedLastYear': distinctOf('investment_case', 'coalesce(r.team_id::text, r.team_name)', {
    span: 'lastCalendarYear',
  }),
  'space.events': rowsOf('event', { span: 'past12Months', where: "r.kind <> 'training'" }),
  'space.trainings': rowsOf('event', { span: 'past12Months', where: "r.kind = 'training'" }),
  'space.servicesDelivered': rowsOf('service_delivery', { span: 'past12Months' }),
  'space.newlyRegistered': newlyRegistered(
    'past12Months',
    `r.registered_on <= ${DAY} and r.registered_on > (${DAY} - interval '12 months')::date`,
  ),
  'space.newlyRegisteredLastYear': newlyRegistered('lastCalendarYear', lastYearSql('r.registered_on')),
  'space.makers': distinctOf('tenancy', 'r.team_id', {
    where: IN_RESIDENCE,
    join: TEAM_ON_DAY,
    value: () => 'sum(t.members)',
    hole: 't.members is null',
  }),
  'space.failedTeams': distinctOf('tenancy', 'r.team_id', {
    span: 'toDate',
    where: "r.exit_kind = 'failed'",
    counted: `r.valid_to <= ${DAY}`,
  }),
  'incubator.graduates': distinctOf('tenancy', 'r.team_id', {
    span: 'toDate',
    where: "r.exit_kind = 'graduated'",
    counted: `r.valid_to <= ${DAY}`,
  }),
  'space.mentoringSessions': mentoring('count(*)'),
  'space.mentoringHours': mentoring('floor(sum(extract(epoch from r.ends_at - r.starts_at) / 3600))::int'),
  ...TEAMS_HERE,
  ...SURVIVAL,
  'space.propertyIncome': incomeOf('property'),
  'space.serviceIncome': incomeOf('service'),
  'space.otherIncome': incomeOf('otherIncome'),
  ...BOOKINGS_HERE,
  'space.financed': distinctOf('investment_case', 'coalesce(r.team_id::text, r.team_name)', { span: 'past12Months' }),
};

/** Quotients of two other facts. */
export const RATIOS = {
  'space.publicAreaRatio': ['space.publicArea', 'space.floorArea'],
  'space.occupancyRate': ['space.occupiedDesks', 'space.desks'],
} as const satisfies Partial<Record<FactKey, readonly [FactKey, FactKey]>>;

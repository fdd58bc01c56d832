import { ownAs, type Permission, reaches, type Subject } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countLimit, countSql, type Paged, type Total, totalOf } from '../../platform/db/page.ts';
import { TEAM_RECORD_KIND_CODES } from '../keeping/kinds.ts';
import type { Stage } from './incubation-record.ts';
import type { ConsentScope } from './team.ts';

/** What is kept for a period holds on a day. */
export const holdsOn = (alias: string, day: string) =>
  `${alias}.valid_from <= ${day} and (${alias}.valid_to is null or ${alias}.valid_to >= ${day})`;

/**
 * Organisations that keep a team's own records on a day ($2): the team's, and the operator with whom it stays (or who
 * wrote it down and with whom it has not stayed yet).
 */
export const KEEPERS = `array(
  select a.organisation_id from team a where a.id = t.root_id and a.organisation_id is not null
  union select c.operator_id from tenancy y join carrier c on c.id = y.carrier_id
    where y.team_id = t.root_id and ${holdsOn('y', '$2::date')} and c.operator_id is not null
  union select c.operator_id from carrier c where c.id = t.carrier_id and c.operator_id is not null
    and not exists (select 1 from tenancy y where y.team_id = t.root_id))`;

/** A consent that holds on a day. */
export const CONSENT_HOLDS = (alias: string, day: string) => `${alias}.withdrawn_at is null and ${holdsOn(alias, day)}`;
const consented = (scopes: string) => `array(select n.organisation_id from team_consent n where n.team_id = t.root_id
    and n.scope in (${scopes}) and ${CONSENT_HOLDS('n', '$2::date')})`;

/** Those to whom it has given its consent; of them, those that follow it after it left. */
const READERS = consented("'look', 'followUp'");
const FOLLOWERS = consented("'followUp'");

/** The team as it now is: the newest entry of its line. */
const NEWEST =
  'not exists (select 1 from team x where x.root_id = t.root_id and (x.valid_from, x.id) > (t.valid_from, t.id))';

/** @param id the team's root: what records and tenancies refer to */
export async function teamSubject(tx: Tx, id: string, today: Day): Promise<Subject | undefined> {
  const [row] = await sqlRows<{ path: string; keepers: string[]; readers: string[]; followers: string[] }>(
    tx,
    `select p.path, ${KEEPERS} as keepers, ${READERS} as readers, ${FOLLOWERS} as followers
     from team t join carrier h on h.id = t.carrier_id join territory p on p.id = h.territory_id
     where t.root_id = $1 and ${NEWEST}`,
    [id, today],
  );
  return (
    row && {
      territoryPath: row.path,
      organisationIds: row.keepers,
      readerIds: row.readers,
      followerIds: row.followers,
      personIds: [],
    }
  );
}

/** The organisation whose people act for the team; kept in the team's root entry. */
export async function setTeamOrganisation(tx: Tx, teamId: string, organisationId: string): Promise<void> {
  await sqlRows(tx, 'update team set organisation_id = $2 where id = $1', [teamId, organisationId]);
}

export interface TeamRow {
  id: string;
  name: string;
  companyName: string | null;
  uscc: string | null;
  registeredOn: Day | null;
  industry: string | null;
  project: string | null;
  founderType: string | null;
  members: number | null;
  hasAccount: boolean;
  example: boolean;
  /** Where it stays on the day; null: nowhere. */
  carrierId: string | null;
  carrierName: string | null;
  since: Day | null;
  /** Of the incubation chain, on the day; null: not entered. */
  stage: Stage | null;
  stageSince: Day | null;
  stageOwner: string | null;
  /** Goals set, of them reached, and overdue on the day. */
  goals: number;
  goalsReached: number;
  goalsOverdue: number;
  /** Entries that wait for the operator's confirmation. */
  unconfirmed: number;
}

/** The name a team now bears, its company's where it has one, by its root. */
export const TEAM_NAME = (root: string) =>
  `(select coalesce(n.company_name, n.name) from team n where n.root_id = ${root} order by n.valid_from desc, n.id desc limit 1)`;

/** How many entries of a team wait for confirmation. */
export const unconfirmedOf = (team: string) =>
  `(${TEAM_RECORD_KIND_CODES.map((code) => `(select count(*) from ${code} r where r.team_id = ${team} and r.confirmed_at is null)`).join(' + ')})::int`;

const COLUMNS = `t.root_id as id, t.name, t.company_name as "companyName", t.uscc, t.registered_on as "registeredOn", t.industry, t.project,
  t.founder_type as "founderType", t.members, exists (select 1 from team a where a.id = t.root_id and a.organisation_id is not null) as "hasAccount",
  t.example, s.carrier_id as "carrierId", s.name as "carrierName", (select min(f.valid_from) from tenancy f where f.root_id = s.root_id) as since, g.stage, g.valid_from as "stageSince",
  (select w.name from staff w where w.root_id = g.owner_id order by w.valid_from desc, w.id desc limit 1) as "stageOwner", ${unconfirmedOf('t.root_id')} as unconfirmed,
  o.goals, o.reached as "goalsReached", o.overdue as "goalsOverdue"`;

const STAYS = `left join lateral (select y.carrier_id, c.name, y.root_id from tenancy y join carrier c on c.id = y.carrier_id
  where y.team_id = t.root_id and ${holdsOn('y', '$2::date')}
  order by y.valid_from desc, y.id limit 1) s on true
  left join incubation_stage g on g.team_id = t.root_id and ${holdsOn('g', '$2::date')}
  left join lateral (select count(*)::int as goals, (count(*) filter (where x.reached_on <= $2::date))::int as reached,
      (count(*) filter (where x.due_on < $2::date and (x.reached_on is null or x.reached_on > $2::date)))::int as overdue
    from team_goal x where x.team_id = t.root_id and x.valid_from <= $2::date) o on true`;

/** Of a list: left the operator one acts for, which follows it. */
export interface ListedTeam extends TeamRow {
  following: boolean;
}

/** The actor's teams: one's own, those that stay with the operator one acts for, and those it follows. */
export async function listTeams(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  query: Paged & { today: Day; q?: string | undefined; carrierId?: string | undefined; stage?: Stage | undefined },
): Promise<{ rows: ListedTeam[] } & Total> {
  const mine = reaches(actor, permission).has('own') && ownAs(actor, permission).owner ? actor.organisationId : null;
  const where = `$1::uuid is not null and $1::uuid = any(${KEEPERS} || ${READERS}) and ${NEWEST}
    and ($3::text is null or strpos(lower(concat_ws(' ', t.name, t.company_name, t.uscc)), lower($3)) > 0)
    and ($4::uuid is null or s.carrier_id = $4) and ($8::text is null or g.stage = $8)`;
  const [found] = await sqlRows<{ counted: number; rows: ListedTeam[] }>(
    tx,
    `with found as materialized (select t.id from team t ${STAYS} where ${where} order by t.name, t.root_id)
     select ${countSql('from found', '$7')} as counted, coalesce((select json_agg(x order by x.name, x.id) from (
       select ${COLUMNS}, $1::uuid = any(${FOLLOWERS}) and not $1::uuid = any(${KEEPERS}) as following
       from team t ${STAYS} where t.id in (select id from found) order by t.name, t.root_id limit $5 offset $6) x), '[]') as rows`,
    [
      mine,
      query.today,
      query.q || null,
      query.carrierId ?? null,
      query.size,
      (query.page - 1) * query.size,
      countLimit(query),
      query.stage ?? null,
    ],
  );
  return { rows: found?.rows ?? [], ...totalOf(found?.counted ?? 0, query) };
}

export async function findTeam(tx: Tx, id: string, today: Day): Promise<TeamRow | undefined> {
  const [row] = await sqlRows<TeamRow>(
    tx,
    `select ${COLUMNS} from team t ${STAYS} where t.root_id = $1 and ${NEWEST}`,
    [id, today],
  );
  return row;
}

export interface Stay {
  tenancyId: string;
  carrierId: string;
  carrierName: string;
  carrierKind: string;
  operatorId: string | null;
  operatorName: string | null;
  validFrom: Day;
  validTo: Day | null;
  exitKind: string | null;
}

/** Where the team has been, oldest first: one identity from nursery to graduation. A stay is one, whatever changed during it. */
export async function staysOf(tx: Tx, id: string): Promise<Stay[]> {
  return sqlRows<Stay>(
    tx,
    `select y.root_id as "tenancyId", c.id as "carrierId", c.name as "carrierName", c.kind as "carrierKind",
       c.operator_id as "operatorId", o.name as "operatorName", y.since as "validFrom", y.valid_to as "validTo", y.exit_kind as "exitKind"
     from (select distinct on (root_id) *, min(valid_from) over (partition by root_id) as since from tenancy where team_id = $1
       order by root_id, valid_from desc) y
     join carrier c on c.id = y.carrier_id left join organisation o on o.id = c.operator_id order by y.since, y.root_id`,
    [id],
  );
}

export interface ConsentRow {
  id: string;
  organisationId: string;
  organisationName: string;
  scope: ConsentScope;
  purpose: string;
  validFrom: Day;
  validTo: Day | null;
  givenAt: string;
  withdrawnAt: string | null;
}

export async function consentsOf(tx: Tx, teamId: string): Promise<ConsentRow[]> {
  return sqlRows<ConsentRow>(
    tx,
    `select n.id, n.organisation_id as "organisationId", o.name as "organisationName", n.scope, n.purpose, n.valid_from as "validFrom",
       n.valid_to as "validTo", iso(n.given_at) as "givenAt", iso(n.withdrawn_at) as "withdrawnAt"
     from team_consent n join organisation o on o.id = n.organisation_id where n.team_id = $1 order by n.given_at desc, n.id`,
    [teamId],
  );
}

/** Whether the team stays, or ever stayed, with an operator. */
export async function everStayed(tx: Tx, teamId: string, operatorId: string): Promise<boolean> {
  const stays = await sqlRows(
    tx,
    'select 1 from tenancy y join carrier c on c.id = y.carrier_id where y.team_id = $1 and c.operator_id = $2 limit 1',
    [teamId, operatorId],
  );
  return stays.length > 0;
}

/** @returns false where the organisation already has the team's consent of that scope */
export async function insertConsent(
  tx: Tx,
  consent: {
    id: string;
    teamId: string;
    organisationId: string;
    scope: ConsentScope;
    purpose: string;
    validFrom: Day;
    validTo: Day | null;
    at: string;
    by: string;
  },
): Promise<boolean> {
  const added = await sqlRows(
    tx,
    `insert into team_consent (id, team_id, organisation_id, purpose, valid_from, valid_to, given_at, given_by, scope)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (team_id, organisation_id, scope) where withdrawn_at is null do nothing returning id`,
    [
      consent.id,
      consent.teamId,
      consent.organisationId,
      consent.purpose,
      consent.validFrom,
      consent.validTo,
      consent.at,
      consent.by,
      consent.scope,
    ],
  );
  return added.length > 0;
}

export async function withdrawConsentFor(
  tx: Tx,
  teamId: string,
  organisationId: string,
  { purpose, scopes }: { purpose: string; scopes: readonly ConsentScope[] },
  at: string,
): Promise<{ id: string }[]> {
  return sqlRows<{ id: string }>(
    tx,
    `update team_consent set withdrawn_at = $4 where team_id = $1 and organisation_id = $2 and purpose = $3 and scope = any($5::text[])
       and withdrawn_at is null returning id`,
    [teamId, organisationId, purpose, at, [...scopes]],
  );
}

/** @returns false where there is no consent in force of that id */
export async function withdrawConsent(tx: Tx, teamId: string, id: string, at: string): Promise<boolean> {
  const done = await sqlRows(
    tx,
    'update team_consent set withdrawn_at = $3 where id = $1 and team_id = $2 and withdrawn_at is null returning id',
    [id, teamId, at],
  );
  return done.length > 0;
}
/** The team for which an organisation acts, under the id that references hold. */
export async function teamOfOrganisation(tx: Tx, organisationId: string): Promise<{ id: string } | undefined> {
  const [row] = await sqlRows<{ id: string }>(tx, 'select root_id as id from team where organisation_id = $1', [
    organisationId,
  ]);
  return row;
}

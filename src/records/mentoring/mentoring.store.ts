import { type Permission, reaches, type Subject } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countLimit, countSql, type Paged, type Total, totalOf } from '../../platform/db/page.ts';
import { CONSENT_HOLDS, TEAM_NAME } from '../teams/team.store.ts';
import type { Absence, Hours, MentoringState, MentorMode, Wish } from './mentoring.ts';

/** The mentor as the space now describes them, by root. */
const NEWEST = (alias: string) =>
  `not exists (select 1 from mentor x where x.root_id = ${alias}.root_id and (x.valid_from, x.id) > (${alias}.valid_from, ${alias}.id))`;

/** The person, or of a mentor without an account the mentor's root: one calendar for all spaces of a person. */
const CALENDAR = 'coalesce((select a.person_id from mentor a where a.id = m.root_id), m.root_id)';

export async function mentorSubject(tx: Tx, id: string): Promise<Subject | undefined> {
  const [row] = await sqlRows<{ path: string; operator_id: string | null; person_id: string | null }>(
    tx,
    `select t.path, c.operator_id, m.person_id from mentor m join carrier c on c.id = m.carrier_id join territory t on t.id = c.territory_id
     where m.id = $1 and m.id = m.root_id`,
    [id],
  );
  return (
    row && {
      territoryPath: row.path,
      organisationIds: row.operator_id ? [row.operator_id] : [],
      personIds: row.person_id ? [row.person_id] : [],
    }
  );
}

export async function sessionSubject(tx: Tx, id: string): Promise<Subject | undefined> {
  const [row] = await sqlRows<{ path: string; organisation_ids: string[]; person_id: string | null }>(
    tx,
    `select p.path, m.person_id, array_remove(array[c.operator_id, t.organisation_id], null) as organisation_ids
     from mentoring_session s join carrier c on c.id = s.carrier_id join territory p on p.id = c.territory_id
       join mentor m on m.id = s.mentor_id join team t on t.id = s.team_id where s.id = $1`,
    [id],
  );
  return (
    row && {
      territoryPath: row.path,
      organisationIds: row.organisation_ids,
      personIds: row.person_id ? [row.person_id] : [],
    }
  );
}

export interface SessionRow {
  id: string;
  number: string;
  carrierId: string;
  carrierName: string;
  mentorId: string;
  mentorName: string;
  mentorPersonId: string | null;
  teamId: string;
  teamName: string;
  teamOrganisationId: string | null;
  startsAt: string;
  endsAt: string;
  topic: string;
  online: boolean;
  state: MentoringState;
  reason: string | null;
  teamConfirmedAt: string | null;
  mentorConfirmedAt: string | null;
  sharedNote: string | null;
  privateNote: string | null;
  teamRating: number | null;
  teamRemark: string | null;
  mentorRating: number | null;
  mentorRemark: string | null;
  mode: MentorMode;
  hourFeeFen: number;
  settlementId: string | null;
  version: number;
  example: boolean;
}

const COLUMNS = `s.id, s.number, s.carrier_id as "carrierId", c.name as "carrierName", s.mentor_id as "mentorId",
  (select x.name from mentor x where x.root_id = s.mentor_id order by x.valid_from desc, x.id desc limit 1) as "mentorName",
  (select a.person_id from mentor a where a.id = s.mentor_id) as "mentorPersonId", s.team_id as "teamId",
  ${TEAM_NAME('s.team_id')} as "teamName",
  (select a.organisation_id from team a where a.id = s.team_id) as "teamOrganisationId",
  iso(s.starts_at) as "startsAt", iso(s.ends_at) as "endsAt", s.topic, s.online, s.state, s.reason,
  iso(s.team_confirmed_at) as "teamConfirmedAt", iso(s.mentor_confirmed_at) as "mentorConfirmedAt", s.shared_note as "sharedNote",
  s.private_note as "privateNote", s.team_rating as "teamRating", s.team_remark as "teamRemark", s.mentor_rating as "mentorRating",
  s.mentor_remark as "mentorRemark", s.mode, s.hour_fee_fen as "hourFeeFen", s.settlement_id as "settlementId", s.version, s.example`;
const FROM = 'mentoring_session s join carrier c on c.id = s.carrier_id';

/** The actor's sessions: of one's team, of one's spaces, or where one is the mentor. */
export async function listSessions(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  query: Paged & {
    state?: MentoringState | undefined;
    teamId?: string | undefined;
    carrierId?: string | undefined;
    mentorId?: string | undefined;
  },
): Promise<{ rows: SessionRow[] } & Total> {
  const found = reaches(actor, permission);
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  const scope: string[] = [];
  if (found.has('own') && actor.organisationId) {
    const own = put(actor.organisationId);
    scope.push(`c.operator_id = ${own}`, `s.team_id in (select id from team where organisation_id = ${own})`);
  }
  if (found.has('party') && actor.personId)
    scope.push(`s.mentor_id in (select id from mentor where person_id = ${put(actor.personId)})`);
  const where = [scope.length > 0 ? `(${scope.join(' or ')})` : 'false'];
  if (query.state) where.push(`s.state = ${put(query.state)}`);
  if (query.teamId) where.push(`s.team_id = ${put(query.teamId)}`);
  if (query.carrierId) where.push(`s.carrier_id = ${put(query.carrierId)}`);
  if (query.mentorId) where.push(`s.mentor_id = ${put(query.mentorId)}`);
  const condition = where.join(' and ');
  const limit = `limit ${put(query.size)}::int offset ${put((query.page - 1) * query.size)}::int`;
  const [answer] = await sqlRows<{ counted: number; rows: SessionRow[] }>(
    tx,
    `select ${countSql(`from ${FROM} where ${condition}`, put(countLimit(query)))} as counted, coalesce((select json_agg(x) from (
       select ${COLUMNS} from ${FROM} where ${condition} order by s.starts_at desc, s.id ${limit}) x), '[]') as rows`,
    values,
  );
  return { rows: answer?.rows ?? [], ...totalOf(answer?.counted ?? 0, query) };
}

export async function findSession(tx: Tx, id: string): Promise<SessionRow | undefined> {
  return (await sqlRows<SessionRow>(tx, `select ${COLUMNS} from ${FROM} where s.id = $1`, [id]))[0];
}

/** @throws Refusal `not-found`, `conflict` where the session was changed since it was read */
export async function lockSession(tx: Tx, id: string, version: number): Promise<SessionRow> {
  await sqlRows(tx, 'select 1 from mentoring_session where id = $1 for update', [id]);
  const row = await findSession(tx, id);
  if (!row) throw new Refusal('not-found');
  if (row.version !== version) throw new Refusal('conflict', { version: row.version });
  return row;
}

/** Writes columns of a session and counts its version up. */
export async function updateSession(tx: Tx, id: string, change: Readonly<Record<string, unknown>>): Promise<void> {
  const entries = Object.entries(change);
  const set = entries.map(([column], index) => `${column} = $${index + 2}`).join(', ');
  await sqlRows(tx, `update mentoring_session set ${set}, version = version + 1 where id = $1`, [
    id,
    ...entries.map(([, value]) => value),
  ]);
}

export interface NewSession {
  id: string;
  number: string;
  carrierId: string;
  mentorId: string;
  agreementId: string;
  calendarId: string;
  teamId: string;
  startsAt: string;
  endsAt: string;
  topic: string;
  online: boolean;
  requestedAt: string;
  requestedBy: string | null;
  mode: MentorMode;
  hourFeeFen: number;
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await sqlRows(
    tx,
    `insert into mentoring_session (id, number, carrier_id, mentor_id, agreement_id, calendar_id, team_id, starts_at, ends_at, topic, online,
       state, requested_at, requested_by, mode, hour_fee_fen)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'requested', $12, $13, $14, $15)`,
    [
      session.id,
      session.number,
      session.carrierId,
      session.mentorId,
      session.agreementId,
      session.calendarId,
      session.teamId,
      session.startsAt,
      session.endsAt,
      session.topic,
      session.online,
      session.requestedAt,
      session.requestedBy,
      session.mode,
      session.hourFeeFen,
    ],
  );
}

/** A mentor a team may ask, with what decides whether and how well. */
export interface AvailableMentor {
  mentorId: string;
  name: string;
  kind: string | null;
  title: string | null;
  fields: string | null;
  industries: string[] | null;
  carrierId: string;
  carrierName: string;
  agreementId: string;
  calendarId: string;
  mode: MentorMode;
  hourFeeFen: number;
  teamHours: number | null;
  sameCarrier: boolean;
  hours: Hours[];
  absences: Absence[];
  rating: number | null;
  ratings: number;
  /** Minutes of the calendar year between this team and this mentor: held, booked and asked for. */
  usedMinutes: number;
}

/**
 * Mentors under an agreement on the day, of the spaces with which the team stays, of those it left whose operator follows it, or open to
 * the network of all spaces.
 *
 * @param mentorId only this one
 */
export async function mentorsFor(tx: Tx, teamId: string, on: Day, mentorId: string | null): Promise<AvailableMentor[]> {
  return sqlRows<AvailableMentor>(
    tx,
    `with here as (select y.carrier_id from tenancy y where y.team_id = $1 and y.valid_from <= $2::date and (y.valid_to is null or y.valid_to >= $2::date)
       union select y.carrier_id from tenancy y join carrier c on c.id = y.carrier_id
         join team_consent f on f.team_id = y.team_id and f.organisation_id = c.operator_id
         where y.team_id = $1 and y.valid_to < $2::date and f.scope = 'followUp' and ${CONSENT_HOLDS('f', '$2::date')})
     select m.root_id as "mentorId", m.name, m.kind, m.title, m.fields, m.industries, c.id as "carrierId", c.name as "carrierName", a.id as "agreementId",
       ${CALENDAR} as "calendarId", coalesce(a.mode, 'volunteer') as mode, coalesce(a.hour_fee_fen, 0) as "hourFeeFen", a.team_hours as "teamHours",
       c.id in (select carrier_id from here) as "sameCarrier",
       coalesce((select json_agg(json_build_object('weekday', h.weekday, 'from', to_char(h.from_time, 'HH24:MI'), 'to', to_char(h.to_time, 'HH24:MI'))
         order by h.weekday, h.from_time) from mentor_hours h where h.calendar_id = ${CALENDAR}), '[]') as hours,
       coalesce((select json_agg(json_build_object('from', b.from_day, 'to', b.to_day) order by b.from_day) from mentor_absence b
         where b.calendar_id = ${CALENDAR} and b.to_day >= $2::date), '[]') as absences,
       (select avg(s.team_rating)::float from mentoring_session s where s.mentor_id = m.root_id and s.state = 'held') as rating,
       (select count(s.team_rating)::int from mentoring_session s where s.mentor_id = m.root_id and s.state = 'held') as ratings,
       coalesce((select sum(extract(epoch from s.ends_at - s.starts_at) / 60)::int from mentoring_session s
         where s.mentor_id = m.root_id and s.team_id = $1 and s.state in ('requested', 'booked', 'held')
           and extract(year from s.starts_at at time zone 'Asia/Shanghai') = extract(year from $2::date)), 0) as "usedMinutes"
     from mentor m join carrier c on c.id = m.carrier_id
       join mentor_agreement a on a.mentor_id = m.root_id and a.valid_from <= $2::date and (a.valid_to is null or a.valid_to >= $2::date)
     where ${NEWEST('m')} and ($3::uuid is null or m.root_id = $3)
       and (m.valid_to is null or m.valid_to >= $2::date)
       and (c.id in (select carrier_id from here) or (a.network and exists (select 1 from here)))
     order by m.name, m.root_id, a.valid_from desc limit 500`,
    [teamId, on, mentorId],
  );
}

export interface SessionEntry {
  id: string;
  startsAt: string;
  endsAt: string;
  state: 'requested' | 'booked' | 'held';
  topic: string;
  online: boolean;
  teamName: string;
  carrierName: string;
  address: string | null;
  stamp: string;
  version: number;
}
/** What the calendar of a mentor's person shows, of every space: what is asked for, agreed and was held, from a month ago on. */
export async function sessionsOfPerson(tx: Tx, personId: string, on: Day): Promise<SessionEntry[]> {
  return sqlRows<SessionEntry>(
    tx,
    `select s.id, iso(s.starts_at) as "startsAt", iso(s.ends_at) as "endsAt", s.state, s.topic, s.online,
       ${TEAM_NAME('s.team_id')} as "teamName",
       c.name as "carrierName", c.address, iso(coalesce(s.answered_at, s.requested_at)) as stamp, s.version
     from mentor a join mentoring_session s on s.mentor_id = a.id join carrier c on c.id = s.carrier_id
     where a.person_id = $1 and s.state in ('requested', 'booked', 'held') and s.starts_at > $2::date - interval '31 days'
     order by s.starts_at, s.id limit 1000`,
    [personId, on],
  );
}

/** What a calendar holds from one day to another, both included. */
export async function sessionsBetween(tx: Tx, calendarId: string, from: Day, to: Day) {
  return sqlRows<{
    day: Day;
    startsAt: string;
    endsAt: string;
    operatorId: string | null;
    state: MentoringState;
    teamName: string;
    carrierName: string;
    topic: string;
    online: boolean;
  }>(
    tx,
    `select (s.starts_at at time zone 'Asia/Shanghai')::date as day, iso(s.starts_at) as "startsAt", iso(s.ends_at) as "endsAt",
       c.operator_id as "operatorId", s.state, s.topic, s.online, c.name as "carrierName",
       ${TEAM_NAME('s.team_id')} as "teamName"
     from mentoring_session s join carrier c on c.id = s.carrier_id
     where s.calendar_id = $1 and s.state in ('requested', 'booked', 'held')
       and (s.starts_at at time zone 'Asia/Shanghai')::date between $2::date and $3::date order by s.starts_at, s.id`,
    [calendarId, from, to],
  );
}

/** What takes the calendar's time from a moment on. */
export async function takenOf(tx: Tx, calendarId: string, from: Temporal.Instant): Promise<Wish[]> {
  const rows = await sqlRows<{ a: string; b: string }>(
    tx,
    `select iso(starts_at) as a, iso(ends_at) as b from mentoring_session
     where calendar_id = $1 and ends_at > $2 and state in ('requested', 'booked', 'held') order by starts_at`,
    [calendarId, from.toString()],
  );
  return rows.map(({ a, b }) => ({ startsAt: Temporal.Instant.from(a), endsAt: Temporal.Instant.from(b) }));
}

export interface MentorRow {
  id: string;
  name: string;
  calendarId: string;
  personId: string | null;
  account: string | null;
  carrierId: string;
}

export async function findMentor(tx: Tx, id: string): Promise<MentorRow | undefined> {
  const [row] = await sqlRows<MentorRow>(
    tx,
    `select m.root_id as id, m.name, ${CALENDAR} as "calendarId", r.person_id as "personId", p.account, m.carrier_id as "carrierId"
     from mentor m join mentor r on r.id = m.root_id left join person p on p.id = r.person_id where m.root_id = $1 and ${NEWEST('m')}`,
    [id],
  );
  return row;
}

/** A mentor of a space and what one has done for teams by a day: what a recognition rests on. */
export interface MentorAtWork {
  mentorId: string;
  carrierId: string;
  name: string;
  kind: string | null;
  employer: string | null;
  title: string | null;
  fields: string | null;
  /** Of the agreement that holds; null: none does, or it has no end. */
  agreementTo: Day | null;
  hasAgreement: boolean;
  /** Held and confirmed by both sides. */
  sessions: number;
  minutes: number;
  teams: number;
  rating: number | null;
  ratings: number;
}

/** undefined: no such mentor, or no longer one on the day. */
export async function mentorAtWork(tx: Tx, mentorId: string, on: Day): Promise<MentorAtWork | undefined> {
  const [row] = await sqlRows<MentorAtWork>(
    tx,
    `select m.root_id as "mentorId", m.carrier_id as "carrierId", m.name, m.kind, m.employer, m.title, m.fields,
       a.valid_to as "agreementTo", a.id is not null as "hasAgreement", s.*
     from mentor m
       left join lateral (select a.id, a.valid_to from mentor_agreement a where a.mentor_id = m.root_id and a.valid_from <= $2::date
         and (a.valid_to is null or a.valid_to >= $2::date) order by a.valid_from desc limit 1) a on true
       cross join lateral (select count(*)::int as sessions, coalesce(sum(extract(epoch from ends_at - starts_at) / 60), 0)::int as minutes,
         count(distinct team_id)::int as teams, avg(team_rating)::float as rating, count(team_rating)::int as ratings
         from mentoring_session where mentor_id = m.root_id and state = 'held'
           and starts_at < ($2::date + 1)::timestamp at time zone 'Asia/Shanghai') s
     where m.root_id = $1 and ${NEWEST('m')} and (m.valid_to is null or m.valid_to >= $2::date)`,
    [mentorId, on],
  );
  return row;
}

export async function hoursOfCalendar(tx: Tx, calendarId: string): Promise<Hours[]> {
  return sqlRows<Hours>(
    tx,
    `select weekday, to_char(from_time, 'HH24:MI') as "from", to_char(to_time, 'HH24:MI') as "to" from mentor_hours
     where calendar_id = $1 order by weekday, from_time`,
    [calendarId],
  );
}

/** Those that are not over. */
export async function absencesOf(tx: Tx, calendarId: string, on: Day): Promise<Absence[]> {
  return sqlRows<Absence>(
    tx,
    `select from_day as "from", to_day as "to" from mentor_absence where calendar_id = $1 and to_day >= $2 order by from_day`,
    [calendarId, on],
  );
}

/** Those that are over stay as they were. */
export async function replaceAbsences(
  tx: Tx,
  calendarId: string,
  on: Day,
  absences: readonly (Absence & { id: string })[],
): Promise<void> {
  await sqlRows(tx, 'delete from mentor_absence where calendar_id = $1 and to_day >= $2', [calendarId, on]);
  await sqlRows(
    tx,
    `insert into mentor_absence (id, calendar_id, from_day, to_day)
     select x.id, $1, x."from", x."to" from jsonb_to_recordset($2::jsonb) as x(id uuid, "from" date, "to" date)`,
    [calendarId, JSON.stringify(absences)],
  );
}

export async function replaceHours(
  tx: Tx,
  calendarId: string,
  hours: readonly (Hours & { id: string })[],
): Promise<void> {
  await sqlRows(tx, 'delete from mentor_hours where calendar_id = $1', [calendarId]);
  await sqlRows(
    tx,
    `insert into mentor_hours (id, calendar_id, weekday, from_time, to_time)
     select x.id, $1, x.weekday, x."from", x."to" from jsonb_to_recordset($2::jsonb) as x(id uuid, weekday int, "from" time, "to" time)`,
    [calendarId, JSON.stringify(hours)],
  );
}

/** The mentor gets an account: the calendar of the mentor becomes that of the person, sessions and hours with it. */
export async function moveCalendar(tx: Tx, mentorId: string, from: string, personId: string | null): Promise<void> {
  await sqlRows(tx, 'update mentor set person_id = $2 where id = $1', [mentorId, personId]);
  const to = personId ?? mentorId;
  await sqlRows(tx, 'update mentoring_session set calendar_id = $2 where calendar_id = $1 and mentor_id = $3', [
    from,
    to,
    mentorId,
  ]);
  const [taken] = await sqlRows(tx, 'select 1 from mentor_hours where calendar_id = $1', [to]);
  if (!taken && from === mentorId)
    await sqlRows(tx, 'update mentor_hours set calendar_id = $2 where calendar_id = $1', [from, to]);
  const [away] = await sqlRows(tx, 'select 1 from mentor_absence where calendar_id = $1', [to]);
  if (!away && from === mentorId)
    await sqlRows(tx, 'update mentor_absence set calendar_id = $2 where calendar_id = $1', [from, to]);
}

export interface MentorQuality {
  mentorId: string;
  name: string;
  account: string | null;
  hours: Hours[];
  agreementTo: Day | null;
  mode: MentorMode | null;
  asked: number;
  accepted: number;
  held: number;
  missed: number;
  minutes: number;
  rating: number | null;
  ratings: number;
  unsettledMinutes: number;
}

/** Mentors of a space and what became of what teams asked of them. */
export async function qualityOf(tx: Tx, carrierId: string, on: Day): Promise<MentorQuality[]> {
  return sqlRows<MentorQuality>(
    tx,
    `select m.root_id as "mentorId", m.name, p.account,
       coalesce((select json_agg(json_build_object('weekday', h.weekday, 'from', to_char(h.from_time, 'HH24:MI'), 'to', to_char(h.to_time, 'HH24:MI'))
         order by h.weekday, h.from_time) from mentor_hours h where h.calendar_id = ${CALENDAR}), '[]') as hours,
       a.valid_to as "agreementTo", a.mode, s.*
     from mentor m join mentor r on r.id = m.root_id left join person p on p.id = r.person_id
       left join lateral (select valid_to, mode from mentor_agreement a where a.mentor_id = m.root_id and a.valid_from <= $2::date
         and (a.valid_to is null or a.valid_to >= $2::date) order by a.valid_from desc limit 1) a on true
       cross join lateral (select count(*)::int as asked, (count(*) filter (where state in ('booked', 'held', 'missed')))::int as accepted,
         (count(*) filter (where state = 'held'))::int as held, (count(*) filter (where state = 'missed'))::int as missed,
         coalesce(sum(extract(epoch from ends_at - starts_at) / 60) filter (where state = 'held'), 0)::int as minutes,
         (avg(team_rating) filter (where state = 'held'))::float as rating, (count(team_rating) filter (where state = 'held'))::int as ratings,
         coalesce(sum(extract(epoch from ends_at - starts_at) / 60) filter (where state = 'held' and mode = 'paid' and settlement_id is null), 0)::int as "unsettledMinutes"
         from mentoring_session where mentor_id = m.root_id) s
     where m.carrier_id = $1 and ${NEWEST('m')} and (m.valid_to is null or m.valid_to >= $2::date) order by m.name, m.root_id limit 1000`,
    [carrierId, on],
  );
}

export interface DueSession {
  id: string;
  minutes: number;
  hourFeeFen: number;
}

/** Held under the paid mode in the month and not settled yet; locked, so that no hour is settled twice. */
export async function lockUnsettled(tx: Tx, carrierId: string, mentorId: string, month: Day): Promise<DueSession[]> {
  return sqlRows<DueSession>(
    tx,
    `select id, (extract(epoch from ends_at - starts_at) / 60)::int as minutes, hour_fee_fen as "hourFeeFen" from mentoring_session
     where carrier_id = $1 and mentor_id = $2 and state = 'held' and mode = 'paid' and settlement_id is null
       and starts_at at time zone 'Asia/Shanghai' >= $3::date and starts_at at time zone 'Asia/Shanghai' < $3::date + interval '1 month'
     order by id for update`,
    [carrierId, mentorId, month],
  );
}

export interface SettlementRow {
  id: string;
  number: string;
  carrierId: string;
  mentorId: string;
  mentorName: string;
  month: Day;
  minutes: number;
  totalFen: number;
  settledAt: string;
  paidOn: Day | null;
}

const SETTLEMENT = `l.id, l.number, l.carrier_id as "carrierId", l.mentor_id as "mentorId",
  (select x.name from mentor x where x.root_id = l.mentor_id order by x.valid_from desc, x.id desc limit 1) as "mentorName",
  l.month, l.minutes, l.total_fen as "totalFen", iso(l.settled_at) as "settledAt", l.paid_on as "paidOn"`;

export async function insertSettlement(
  tx: Tx,
  row: {
    id: string;
    number: string;
    carrierId: string;
    mentorId: string;
    month: Day;
    minutes: number;
    totalFen: number;
    at: string;
    by: string | null;
  },
  sessions: readonly string[],
): Promise<void> {
  await sqlRows(
    tx,
    `insert into mentoring_settlement (id, number, carrier_id, mentor_id, month, minutes, total_fen, settled_at, settled_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [row.id, row.number, row.carrierId, row.mentorId, row.month, row.minutes, row.totalFen, row.at, row.by],
  );
  await sqlRows(
    tx,
    'update mentoring_session set settlement_id = $1, version = version + 1 where id = any($2::uuid[])',
    [row.id, [...sessions]],
  );
}

export async function settlementsOf(tx: Tx, carrierId: string): Promise<SettlementRow[]> {
  return sqlRows<SettlementRow>(
    tx,
    `select ${SETTLEMENT} from mentoring_settlement l where l.carrier_id = $1 order by l.month desc, l.id limit 500`,
    [carrierId],
  );
}

/** @returns undefined where there is none of that id, or it is paid */
export async function markPaid(
  tx: Tx,
  carrierId: string,
  id: string,
  on: Day,
  by: string | null,
): Promise<SettlementRow | undefined> {
  const done = await sqlRows(
    tx,
    'update mentoring_settlement set paid_on = $3, paid_by = $4 where id = $1 and carrier_id = $2 and paid_on is null returning id',
    [id, carrierId, on, by],
  );
  if (done.length === 0) return undefined;
  return (
    await sqlRows<SettlementRow>(tx, `select ${SETTLEMENT} from mentoring_settlement l where l.id = $1`, [id])
  )[0];
}

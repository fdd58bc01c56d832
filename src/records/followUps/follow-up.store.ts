import { type Permission, reaches } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import { CONSENT_HOLDS, TEAM_NAME, unconfirmedOf } from '../teams/team.store.ts';
import { FOLLOW_UP_KINDS, FOLLOW_UPS, type FollowUpKind } from './follow-up.ts';

/**
 * Teams that left an operator which follows them by their consent on a day, with the stay they left: `f` is the
 * consent, `l` the stay. An operator with whom the team stays again keeps it and does not follow it.
 */
export const followed = (operator: string, day: string) => `team_consent f
  join lateral (select y.carrier_id, c.name, y.root_id, y.valid_to, y.exit_kind from tenancy y join carrier c on c.id = y.carrier_id
    where y.team_id = f.team_id and c.operator_id = f.organisation_id
    order by y.valid_to desc nulls first, y.id desc limit 1) l on l.valid_to < ${day}
  where f.scope = 'followUp' and f.organisation_id = ${operator} and ${CONSENT_HOLDS('f', day)}`;

/** The year whose figures are asked for on a day. */
const askedYear = (day: string) => `(extract(year from ${day})::int - 1)`;

/** The year before has passed since the team left, and neither its figures nor a question for them are there. */
export const dueToAsk = (day: string) => `l.valid_to < date_trunc('year', ${day})::date
  and not exists (select 1 from team_year k where k.team_id = f.team_id and k.year = ${askedYear(day)})
  and not exists (select 1 from follow_up u where u.team_id = f.team_id and u.organisation_id = f.organisation_id
    and u.year = ${askedYear(day)})`;

/** Asked for, and not entered yet. */
export const unanswered = (alias: string) => `${alias}.kind = 'ask' and not exists (
  select 1 from team_year k where k.team_id = ${alias}.team_id and k.year = ${alias}.year)`;

const ANSWERED = FOLLOW_UP_KINDS.flatMap((kind) => (FOLLOW_UPS[kind].answers ? [`'${kind}'`] : [])).join(', ');
/** Offered, and the team has said neither yes nor no. */
export const awaitingAnswer = (alias: string) => `${alias}.kind in (${ANSWERED}) and ${alias}.accepted is null`;

export interface FollowedRow {
  teamId: string;
  teamName: string;
  carrierId: string;
  carrierName: string;
  tenancyId: string;
  leftOn: Day;
  exitKind: string | null;
  consentFrom: Day;
  consentTo: Day | null;
  /** The last year of which the team's figures are confirmed. */
  confirmedYear: number | null;
  unconfirmed: number;
  /** When it was last asked for its figures. */
  askedAt: string | null;
  /** To be asked now, for this year; null: not due. */
  toAsk: number | null;
  example: boolean;
}

/** The teams that the actor's operator follows, those to be asked first. */
export async function listFollowed(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  query: Paged & { today: Day },
): Promise<{ rows: FollowedRow[] } & Total> {
  const mine = reaches(actor, permission).has('own') ? actor.organisationId : null;
  const from = `from ${followed('$1::uuid', '$2::date')}`;
  const total = await countRows(tx, from, [mine, query.today], query);
  const rows = await sqlRows<FollowedRow>(
    tx,
    `select x.* from (select f.team_id as "teamId", ${TEAM_NAME('f.team_id')} as "teamName",
       l.carrier_id as "carrierId", l.name as "carrierName", l.root_id as "tenancyId", l.valid_to as "leftOn", l.exit_kind as "exitKind",
       f.valid_from as "consentFrom", f.valid_to as "consentTo",
       (select max(k.year) from team_year k where k.team_id = f.team_id and k.confirmed_at is not null) as "confirmedYear",
       ${unconfirmedOf('f.team_id')} as unconfirmed,
       (select iso(max(u.done_at)) from follow_up u where u.team_id = f.team_id and u.organisation_id = f.organisation_id
         and u.kind = 'ask') as "askedAt",
       case when ${dueToAsk('$2::date')} then ${askedYear('$2::date')} end as "toAsk",
       (select a.example from team a where a.id = f.team_id) as example ${from}) x
     order by x."toAsk" nulls last, x."leftOn" desc, x."teamId" limit $3 offset $4`,
    [mine, query.today, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}

/** @throws Refusal `follow-up.no-consent` where the operator does not follow the team on the day */
export async function requireFollowed(tx: Tx, teamId: string, operatorId: string | null, today: Day): Promise<void> {
  const found = await sqlRows(tx, `select 1 from ${followed('$1::uuid', '$2::date')} and f.team_id = $3`, [
    operatorId,
    today,
    teamId,
  ]);
  if (found.length === 0) throw new Refusal('follow-up.no-consent');
}

export interface FollowUpRow {
  id: string;
  organisationId: string;
  organisationName: string;
  kind: FollowUpKind;
  year: number | null;
  mentorName: string | null;
  content: string;
  doneAt: string;
  accepted: boolean | null;
  remark: string | null;
  answeredAt: string | null;
}

/** Of a team: all of them to the team, to an operator its own. */
export async function followUpsOf(tx: Tx, teamId: string, organisationId: string | null): Promise<FollowUpRow[]> {
  return sqlRows<FollowUpRow>(
    tx,
    `select u.id, u.organisation_id as "organisationId", o.name as "organisationName", u.kind, u.year,
       (select m.name from mentor m where m.root_id = u.mentor_id order by m.valid_from desc, m.id desc limit 1) as "mentorName",
       u.content, iso(u.done_at) as "doneAt", u.accepted, u.remark, iso(u.answered_at) as "answeredAt"
     from follow_up u join organisation o on o.id = u.organisation_id join team t on t.id = u.team_id
     where u.team_id = $1 and $2::uuid in (t.organisation_id, u.organisation_id) order by u.done_at desc, u.id`,
    [teamId, organisationId],
  );
}

export interface NewFollowUp {
  id: string;
  teamId: string;
  organisationId: string;
  kind: FollowUpKind;
  year: number | null;
  mentorId: string | null;
  content: string;
  at: string;
  by: string | null;
}

/** @returns false where the team was asked for the year already */
export async function insertFollowUp(tx: Tx, one: NewFollowUp): Promise<boolean> {
  const added = await sqlRows(
    tx,
    `insert into follow_up (id, team_id, organisation_id, kind, year, mentor_id, content, done_at, done_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (team_id, organisation_id, year) do nothing returning id`,
    [one.id, one.teamId, one.organisationId, one.kind, one.year, one.mentorId, one.content, one.at, one.by],
  );
  return added.length > 0;
}

/** @returns false where nothing of that id waits for an answer */
export async function answerFollowUp(
  tx: Tx,
  teamId: string,
  id: string,
  answer: { accepted: boolean; remark: string | null; at: string; by: string | null },
): Promise<boolean> {
  const done = await sqlRows(
    tx,
    `update follow_up set accepted = $3, remark = $4, answered_at = $5, answered_by = $6
     where id = $2 and team_id = $1 and ${awaitingAnswer('follow_up')} returning id`,
    [teamId, id, answer.accepted, answer.remark, answer.at, answer.by],
  );
  return done.length > 0;
}

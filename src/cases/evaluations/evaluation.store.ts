import type { Insertable } from 'kysely';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { EvaluationTable } from '../../platform/db/schema.ts';
import type { History, Past } from '../../policy/grade.ts';
import { inScope, type ScopeInSql } from '../../policy/scope.ts';
import type { Settled } from '../../policy/settle.ts';
import { type MemberStanding, STANDINGS } from './evaluation.ts';

export interface EvaluationRow {
  readonly roundId: string;
  readonly packId: string;
  readonly packHash: string;
  readonly procedureId: string;
  readonly scheme: string;
  readonly year: number;
  readonly title: string;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly extendedReason: string | null;
  readonly membersOn: string;
  readonly factsOn: string;
  readonly serviceModel: string | null;
  readonly class: 'comprehensive' | 'professional' | null;
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  readonly releasedAt: string | null;
  readonly territoryId: string;
  /** Path and name of the place whose units take part. */
  readonly within: string;
  readonly territoryName: string;
}

const EVALUATIONS = `select e.round_id as "roundId", r.pack_id as "packId", e.pack_hash as "packHash", r.procedure_id as "procedureId",
    e.scheme, r.year, r.title, r.opens_at as "opensAt", r.closes_at as "closesAt", e.members_on as "membersOn", e.facts_on as "factsOn",
    (select x.reason from round_extension x where x.round_id = r.id order by x.at desc limit 1) as "extendedReason",
    r.service_model as "serviceModel", r.class, e.opened_at as "openedAt", e.closed_at as "closedAt",
    (select max(v.released_at) from evaluation_result v where v.round_id = r.id) as "releasedAt",
    r.territory_id as "territoryId", r.within, w.name as "territoryName"
  from evaluation e join round r on r.id = e.round_id join territory t on t.id = r.territory_id join territory w on w.path = r.within`;

export async function insertEvaluation(tx: Tx, row: Insertable<EvaluationTable>): Promise<void> {
  await tx.insertInto('evaluation').values(row).execute();
}

/** @throws Refusal `not-found` */
export async function evaluationOf(tx: Tx, roundId: string): Promise<EvaluationRow> {
  const [row] = await sqlRows<EvaluationRow>(tx, `${EVALUATIONS} where e.round_id = $1`, [roundId]);
  if (!row) throw new Refusal('not-found', { round: roundId });
  return row;
}

/** Locks the round: two who close, grade or release it wait for each other. */
export async function lockEvaluation(tx: Tx, roundId: string): Promise<EvaluationRow> {
  await sqlRows(tx, 'select 1 from evaluation where round_id = $1 for update', [roundId]);
  return evaluationOf(tx, roundId);
}

/** Rounds of the territories that lie in the actor's reach. */
export async function listEvaluations(
  tx: Tx,
  query: {
    territoryPath: string;
    year: number | undefined;
    withinId: string | undefined;
    class: string | undefined;
    serviceModel: string | undefined;
    page: number;
    size: number;
  },
): Promise<{ rows: (EvaluationRow & { members: number; submitted: number })[]; total: number }> {
  const where = `where starts_with(t.path, $1) and ($2::int is null or r.year = $2)
    and ($3::uuid is null or starts_with(r.within, (select x.path from territory x where x.id = $3)))
    and ($4::text is null or r.class = $4) and ($5::text is null or r.service_model = $5)`;
  const values = [
    query.territoryPath,
    query.year ?? null,
    query.withinId ?? null,
    query.class ?? null,
    query.serviceModel ?? null,
  ];
  const [count] = await sqlRows<{ total: number }>(
    tx,
    `select count(*)::int as total from evaluation e join round r on r.id = e.round_id join territory t on t.id = r.territory_id ${where}`,
    values,
  );
  const rows = await sqlRows<EvaluationRow & { members: number; submitted: number }>(
    tx,
    `select v.*, (select count(*)::int from evaluation_member m where m.round_id = v."roundId") as members,
       (select count(*)::int from evaluation_member m join case_file c on c.id = m.case_id
        where m.round_id = v."roundId" and c.submitted_at is not null) as submitted
     from (${EVALUATIONS} ${where}) v order by v."opensAt" desc, v."roundId" limit $6 offset $7`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, total: count?.total ?? 0 };
}

export async function setOpened(tx: Tx, roundId: string, at: string): Promise<void> {
  await tx.updateTable('evaluation').set({ opened_at: at }).where('round_id', '=', roundId).execute();
}
export async function setClosed(tx: Tx, roundId: string, at: string): Promise<void> {
  await tx.updateTable('evaluation').set({ closed_at: at }).where('round_id', '=', roundId).execute();
}

export interface Due {
  readonly carrierId: string;
  readonly carrier: string;
  readonly designation: string | null;
  /** Registered are the class and the service model that the round is for. */
  readonly isKnown: boolean;
  /** Another round under the procedure that has it: of the same year, or one that is not over. */
  readonly elsewhere: { readonly roundId: string; readonly title: string } | null;
}

/** Whom the round is for, by designation on its day or by register: of its place, and of its class and service model on that day. */
export async function membersDue(
  tx: Tx,
  {
    roundId,
    packId,
    procedureId,
    year,
    membersOn,
    within,
    serviceModel,
    class: kind,
  }: Pick<
    EvaluationRow,
    'roundId' | 'packId' | 'procedureId' | 'year' | 'membersOn' | 'within' | 'serviceModel' | 'class'
  >,
  by: 'designated' | 'registered',
  scope: ScopeInSql,
): Promise<Due[]> {
  const [designation, join, where] =
    by === 'designated'
      ? [
          'd.number',
          `join designation d on d.carrier_id = c.id and d.pack_id = $2 and d.valid_from <= $5 and (d.ended_on is null or d.ended_on > $5)
             and (d.valid_to is null or d.valid_to >= $5)`,
          'true',
        ]
      : ['null', '', '(c.opened_on is null or c.opened_on <= $5) and (c.closed_on is null or c.closed_on >= $5)'];
  return sqlRows<Due>(
    tx,
    `select c.id as "carrierId", c.name as carrier, ${designation} as designation,
       ($7::text is null or v.service_model is not null) and ($8::text is null or v.class is not null) as "isKnown",
       (select json_build_object('roundId', r.id, 'title', r.title) from evaluation_member m join round r on r.id = m.round_id
          left join case_file f on f.id = m.case_id
        where m.carrier_id = c.id and r.id <> $1 and r.pack_id = $2 and r.procedure_id = $3 and (r.year = $4 or f.state <> 'closed')
        order by r.opens_at desc, r.id limit 1) as elsewhere
     from carrier c ${join} join territory t on t.id = c.territory_id
     left join carrier_version v on v.carrier_id = c.id and (v.valid_from is null or v.valid_from <= $5)
       and (v.valid_to is null or v.valid_to >= $5)
     where ${where} and starts_with(t.path, $6) and ${inScope(9)}
       and coalesce(v.service_model = $7, true) and coalesce(v.class = $8, true)
     order by designation, c.name_sort, c.id`,
    [roundId, packId, procedureId, year, membersOn, within, serviceModel, kind, ...scope],
  );
}

/** Puts units on the list; those whom a round opened at the same moment has claimed are left to it. Returns who was claimed. */
export async function claimMembers(tx: Tx, roundId: string, due: readonly Due[]): Promise<string[]> {
  const claimed: string[] = [];
  for (const { carrierId, designation } of due) {
    const rows = await sqlRows(
      tx,
      `insert into evaluation_member (round_id, carrier_id, designation, pack_id, procedure_id, year)
       select id, $2, $3, pack_id, procedure_id, year from round where id = $1 on conflict do nothing returning carrier_id`,
      [roundId, carrierId, designation],
    );
    if (rows.length > 0) claimed.push(carrierId);
  }
  return claimed;
}

export interface MemberRow {
  readonly carrierId: string;
  readonly carrier: string;
  readonly operator: string | null;
  readonly territory: string;
  readonly designation: string | null;
  readonly caseId: string | null;
  readonly number: string | null;
  readonly state: string | null;
  readonly stepId: string | null;
  readonly endId: string | null;
  readonly submittedAt: string | null;
  readonly lateUntil: string | null;
  readonly lateReason: string | null;
  readonly absentAt: string | null;
  readonly grade: string | null;
  readonly example: boolean;
}
const MEMBERS = `from evaluation_member m join round r on r.id = m.round_id join carrier k on k.id = m.carrier_id
  join territory t on t.id = k.territory_id left join organisation o on o.id = k.operator_id left join case_file c on c.id = m.case_id`;

/** Every number of the dashboard in one query. */
export async function countMembers(tx: Tx, roundId: string, now: string): Promise<Record<MemberStanding, number>> {
  const counts = Object.entries(STANDINGS).map(
    ([name, { where }]) => `count(*) filter (where ${where})::int as "${name}"`,
  );
  const [row] = await sqlRows<Record<MemberStanding, number>>(
    tx,
    `select ${counts.join(', ')} ${MEMBERS} where m.round_id = $1 and $2::timestamptz is not null`,
    [roundId, now],
  );
  if (!row) throw new Refusal('not-found', { round: roundId });
  return row;
}

/** The list behind a number. */
export async function listMembers(
  tx: Tx,
  roundId: string,
  query: { standing: MemberStanding; now: string; q: string | undefined; page: number; size: number },
): Promise<{ rows: MemberRow[]; total: number }> {
  const where = `where m.round_id = $1 and $2::timestamptz is not null and ($3::text is null or strpos(k.name, $3) > 0)
    and coalesce(${STANDINGS[query.standing].where}, false)`;
  const values = [roundId, query.now, query.q || null];
  const [count] = await sqlRows<{ total: number }>(tx, `select count(*)::int as total ${MEMBERS} ${where}`, values);
  const rows = await sqlRows<MemberRow>(
    tx,
    `select m.carrier_id as "carrierId", k.name as carrier, o.name as operator, t.full_name as territory, m.designation,
       m.case_id as "caseId", c.number, c.state, c.step as "stepId", c.end_id as "endId", c.submitted_at as "submittedAt",
       m.late_until as "lateUntil", m.late_reason as "lateReason", m.absent_at as "absentAt", k.example,
       (select l.label from grading_line l where l.case_id = m.case_id and l.label is not null order by l.grading_id desc limit 1) as grade
     ${MEMBERS} ${where} order by k.name_sort, k.id limit $4 offset $5`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, total: count?.total ?? 0 };
}

export interface Taking {
  readonly carrierId: string;
  readonly carrier: string;
  readonly caseId: string | null;
  readonly number: string | null;
  readonly state: string | null;
  readonly stepId: string | null;
  readonly stepKind: string | null;
  readonly endId: string | null;
  readonly pass: number | null;
  readonly submitted: boolean;
}
/** All members of a round with where their cases stand. */
export async function takingPart(tx: Tx, roundId: string): Promise<Taking[]> {
  return sqlRows<Taking>(
    tx,
    `select m.carrier_id as "carrierId", k.name as carrier, m.case_id as "caseId", c.number, c.state, c.step as "stepId",
       c.step_kind as "stepKind", c.end_id as "endId", c.pass, c.submitted_at is not null as submitted
     ${MEMBERS} where m.round_id = $1 order by m.carrier_id`,
    [roundId],
  );
}

/** Names of those that stayed away, as established. */
export async function absentFrom(tx: Tx, roundId: string): Promise<string[]> {
  const rows = await sqlRows<{ name: string }>(
    tx,
    `select k.name from evaluation_member m join carrier k on k.id = m.carrier_id
     where m.round_id = $1 and m.absent_at is not null order by k.name_sort, k.id`,
    [roundId],
  );
  return rows.map(({ name }) => name);
}

export async function memberOfCase(tx: Tx, caseId: string) {
  return tx.selectFrom('evaluation_member').selectAll().where('case_id', '=', caseId).executeTakeFirst();
}

/** A unit that was let in late may hand in until its moment. */
export async function isAdmittedLate(tx: Tx, caseId: string, now: string): Promise<boolean> {
  const row = await memberOfCase(tx, caseId);
  return row?.late_until != null && Date.parse(now) < Date.parse(row.late_until);
}

export async function setMember(
  tx: Tx,
  roundId: string,
  carrierId: string,
  change: { case_id?: string; late_until?: string; late_reason?: string; late_by?: string | null; absent_at?: string },
): Promise<void> {
  await tx
    .updateTable('evaluation_member')
    .set(change)
    .where('round_id', '=', roundId)
    .where('carrier_id', '=', carrierId)
    .execute();
}

export interface ParameterRow {
  readonly name: string;
  readonly value: number;
  readonly reason: string;
  readonly at: string;
  readonly by: string | null;
}
/** What was set for a round, newest first; of a name the newest counts. */
export async function parametersSet(tx: Tx, roundId: string): Promise<ParameterRow[]> {
  return sqlRows<ParameterRow>(
    tx,
    `select x.name, x.value::float8 as value, x.reason, x.at, p.name as by
     from evaluation_parameter x left join person p on p.id = x.person_id where x.round_id = $1 order by x.at desc, x.id desc`,
    [roundId],
  );
}

/** Grades of the round were put forward or signed. */
export async function isGraded(tx: Tx, roundId: string): Promise<boolean> {
  const rows = await sqlRows(tx, `select 1 from grading where round_id = $1 and state <> 'draft' limit 1`, [roundId]);
  return rows.length > 0;
}

export async function settledFor(tx: Tx, roundId: string): Promise<Settled> {
  return Object.fromEntries((await parametersSet(tx, roundId)).toReversed().map(({ name, value }) => [name, value]));
}

/** What the authority over a carrier set last for a scheme, and for which round; a scheme without open figures has none. */
export async function lastSettled(
  tx: Tx,
  of: { carrierId: string; packId: string; scheme: string },
): Promise<{ year: number; title: string; values: Settled } | null> {
  const [row] = await sqlRows<{ roundId: string; year: number; title: string }>(
    tx,
    `select r.id as "roundId", r.year, r.title from evaluation e join round r on r.id = e.round_id
       join territory t on t.id = r.territory_id join carrier c on c.id = $1 join territory h on h.id = c.territory_id
     where r.pack_id = $2 and e.scheme = $3 and starts_with(h.path, t.path)
       and exists (select 1 from evaluation_parameter x where x.round_id = r.id)
     order by r.year desc, r.opens_at desc, r.id desc limit 1`,
    [of.carrierId, of.packId, of.scheme],
  );
  return row ? { year: row.year, title: row.title, values: await settledFor(tx, row.roundId) } : null;
}

export async function insertParameters(
  tx: Tx,
  roundId: string,
  values: Settled,
  by: { reason: string; at: string; personId: string | null },
): Promise<void> {
  for (const [name, value] of Object.entries(values))
    await tx
      .insertInto('evaluation_parameter')
      .values({ id: newId(), round_id: roundId, name, value, reason: by.reason, at: by.at, person_id: by.personId })
      .execute();
}

export interface PastRow extends Past {
  readonly year: number;
  readonly label: string | null;
  readonly source: string;
}
/** A carrier's results under a procedure, oldest first: what was entered from before, and what was released here. */
export async function pastOf(
  tx: Tx,
  of: { carrierId: string; packId: string; procedureId: string },
): Promise<PastRow[]> {
  return sqlRows<PastRow>(
    tx,
    `select year, participated, grade, label, source from (
       select p.year, p.participated, p.grade, p.grade as label, p.source, null::timestamptz as released from evaluation_past p
       where p.carrier_id = $1 and p.pack_id = $2 and p.procedure_id = $3
       union all
       select r.year, v.participated, v.grade, v.label, r.title, v.released_at from evaluation_result v join round r on r.id = v.round_id
       where v.carrier_id = $1 and r.pack_id = $2 and r.procedure_id = $3) h order by year, released nulls first`,
    [of.carrierId, of.packId, of.procedureId],
  );
}

/** What follows from a round is counted from a carrier's results up to its year, and from the rounds held for such as the carrier was: of its place, class and service model. */
export async function historyOf(
  tx: Tx,
  of: { carrierId: string; packId: string; procedureId: string; year: number },
): Promise<History<PastRow>> {
  const held = await sqlRows<{ year: number }>(
    tx,
    `select r.year from round r join evaluation e on e.round_id = r.id join carrier k on k.id = $1
       join territory own on own.id = k.territory_id
       left join carrier_version v on v.carrier_id = k.id and (v.valid_from is null or v.valid_from <= e.members_on)
         and (v.valid_to is null or v.valid_to >= e.members_on)
     where r.pack_id = $2 and r.procedure_id = $3 and r.year <= $4 and starts_with(own.path, r.within)
       and coalesce(v.class = r.class, r.class is null) and coalesce(v.service_model = r.service_model, r.service_model is null)
       and exists (select 1 from evaluation_result v where v.round_id = r.id)
     union select p.year from evaluation_past p where p.pack_id = $2 and p.procedure_id = $3 and p.year <= $4 order by 1`,
    [of.carrierId, of.packId, of.procedureId, of.year],
  );
  return {
    past: (await pastOf(tx, of)).filter(({ year }) => year <= of.year),
    held: held.map(({ year }) => year),
  };
}

export async function insertPast(
  tx: Tx,
  row: {
    carrierId: string;
    packId: string;
    procedureId: string;
    year: number;
    participated: boolean;
    grade: string | null;
    source: string;
    at: string;
    personId: string | null;
  },
): Promise<void> {
  await tx
    .insertInto('evaluation_past')
    .values({
      id: newId(),
      carrier_id: row.carrierId,
      pack_id: row.packId,
      procedure_id: row.procedureId,
      year: row.year,
      participated: row.participated,
      grade: row.grade,
      source: row.source,
      entered_at: row.at,
      entered_by: row.personId,
    })
    .onConflict((conflict) =>
      conflict.columns(['carrier_id', 'pack_id', 'procedure_id', 'year']).doUpdateSet({
        participated: row.participated,
        grade: row.grade,
        source: row.source,
        entered_at: row.at,
        entered_by: row.personId,
      }),
    )
    .execute();
}

/** Cases that are open in earlier rounds for which the units of this one could be due too. */
export async function openCasesBeside(
  tx: Tx,
  { roundId, packId, procedureId, within, serviceModel, class: kind }: EvaluationRow,
): Promise<number> {
  const [row] = await sqlRows<{ n: number }>(
    tx,
    `select count(*)::int as n from case_file c join round r on r.id = c.round_id
     where r.id <> $1 and r.pack_id = $2 and r.procedure_id = $3 and c.state <> 'closed'
       and coalesce(r.class = $4, true) and coalesce(r.service_model = $5, true) and (starts_with(r.within, $6) or starts_with($6, r.within))`,
    [roundId, packId, procedureId, kind, serviceModel, within],
  );
  return row?.n ?? 0;
}

/** The applicant's tasks of members who have not handed in. */
export async function waitingTasks(tx: Tx, roundId: string): Promise<{ caseId: string; taskId: string }[]> {
  return sqlRows(
    tx,
    `select c.id as "caseId", k.id as "taskId" from evaluation_member m join case_file c on c.id = m.case_id
     join task k on k.case_id = c.id and k.pass = c.pass and k.state = 'open' and k.kind = 'main'
     where m.round_id = $1 and c.state = 'draft' order by c.number`,
    [roundId],
  );
}

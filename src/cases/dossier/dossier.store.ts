import type { Actor } from '../../kernel/actor.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { End, Purpose } from '../../policy/procedure.ts';
import { caseScope } from '../casefile/access.store.ts';

export interface ListedCase {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly packId: string;
  readonly packHash: string;
  readonly procedureId: string;
  readonly purpose: Purpose;
  readonly carrierId: string;
  readonly carrierName: string;
  readonly applicantName: string;
  readonly applicantVerified: boolean;
  readonly territoryName: string;
  readonly recommenderName: string | null;
  readonly roundId: string | null;
  readonly roundTitle: string | null;
  readonly state: 'draft' | 'open' | 'closed';
  readonly stepId: string | null;
  readonly endId: string | null;
  readonly result: End['result'] | null;
  readonly dueAt: string | null;
  readonly dueOn: string | null;
  readonly dueProvisional: boolean | null;
  readonly isStopped: boolean;
  readonly openedAt: string;
  readonly submittedAt: string | null;
  readonly closedAt: string | null;
}

const CASES = `select c.id, c.number, c.title, c.pack_id as "packId", c.pack_hash as "packHash", c.procedure_id as "procedureId",
    c.purpose, c.carrier_id as "carrierId", k.name as "carrierName", a.name as "applicantName", a.verified_at is not null as "applicantVerified",
    t.name as "territoryName", b.name as "recommenderName", c.round_id as "roundId", r.title as "roundTitle", c.state, c.step as "stepId",
    c.end_id as "endId", c.result, s.due_at as "dueAt", s.due_on as "dueOn", s.due_provisional as "dueProvisional",
    exists (select 1 from case_stop x where x.case_id = c.id and x.until_at is null) as "isStopped",
    c.opened_at as "openedAt", c.submitted_at as "submittedAt", c.closed_at as "closedAt"`;
const FROM = `from case_file c
  join carrier k on k.id = c.carrier_id
  join organisation a on a.id = c.applicant_id
  join territory t on t.id = c.territory_id
  left join organisation b on b.id = c.recommender_id
  left join round r on r.id = c.round_id
  left join case_step s on s.case_id = c.id and s.pass = c.pass and c.state <> 'closed'`;

export async function listedCase(tx: Tx, id: string): Promise<ListedCase | undefined> {
  return (await sqlRows<ListedCase>(tx, `${CASES} ${FROM} where c.id = $1`, [id]))[0];
}

export interface CaseQuery extends Paged {
  q?: string | undefined;
  packId?: string | undefined;
  procedureId?: string | undefined;
  state?: string | undefined;
  step?: string | undefined;
  result?: string | undefined;
  roundId?: string | undefined;
  carrierId?: string | undefined;
  purpose?: string | undefined;
  light?: 'yellow' | 'red' | undefined;
  sort: 'openedAt' | '-openedAt' | 'dueAt' | 'number' | '-number';
}
const ORDERS: Record<CaseQuery['sort'], string> = {
  openedAt: 'c.opened_at, c.id',
  '-openedAt': 'c.opened_at desc, c.id desc',
  dueAt: 's.due_at nulls last, c.id',
  number: 'c.number',
  '-number': 'c.number desc',
};

/**
 * @param hidden      cases that the actor must not know of
 * @param yellowUntil the last due day that is shown yellow today
 */
export async function listCases(
  tx: Tx,
  actor: Actor,
  hidden: readonly string[],
  query: CaseQuery,
  now: string,
  yellowUntil: string,
): Promise<{ rows: ListedCase[] } & Total> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = [caseScope(actor, values), `c.id <> all(${bind(hidden)}::uuid[])`];
  if (query.q) {
    const q = bind(query.q);
    where.push(`(strpos(c.title, ${q}) > 0 or strpos(c.number, ${q}) > 0 or strpos(a.name, ${q}) > 0)`);
  }
  if (query.packId) where.push(`c.pack_id = ${bind(query.packId)}`);
  if (query.procedureId) where.push(`c.procedure_id = ${bind(query.procedureId)}`);
  if (query.state) where.push(`c.state = ${bind(query.state)}`);
  if (query.step) where.push(`c.step = ${bind(query.step)}`);
  if (query.result) where.push(`c.result = ${bind(query.result)}`);
  if (query.roundId) where.push(`c.round_id = ${bind(query.roundId)}`);
  if (query.purpose) where.push(`c.purpose = any(${bind(query.purpose.split(','))}::text[])`);
  if (query.carrierId) where.push(`c.carrier_id = ${bind(query.carrierId)}`);
  if (query.light === 'red') where.push(`not s.due_provisional and s.due_at <= ${bind(now)}`);
  if (query.light === 'yellow')
    where.push(`not s.due_provisional and s.due_at > ${bind(now)} and s.due_on <= ${bind(yellowUntil)}`);
  const condition = where.join(' and ');
  const total = await countRows(tx, `${FROM} where ${condition}`, values, query);
  const page = `limit ${bind(query.size)} offset ${bind((query.page - 1) * query.size)}`;
  const rows = await sqlRows<ListedCase>(
    tx,
    `${CASES} ${FROM} where ${condition} order by ${ORDERS[query.sort]} ${page}`,
    values,
  );
  return { rows, ...total };
}

export async function eventsOf(tx: Tx, caseId: string) {
  return tx.selectFrom('case_event').selectAll().where('case_id', '=', caseId).orderBy('seq').execute();
}

export async function papersOf(tx: Tx, caseId: string) {
  return tx
    .selectFrom('case_paper')
    .innerJoin('file', 'file.id', 'case_paper.file_id')
    .select(['case_paper.id', 'paper', 'file_id', 'name', 'media_type', 'made_at', 'void_at', 'internal'])
    .where('case_id', '=', caseId)
    .orderBy('made_at')
    .orderBy('case_paper.id')
    .execute();
}

export async function supplementsOf(tx: Tx, caseId: string) {
  return tx.selectFrom('supplement').selectAll().where('case_id', '=', caseId).orderBy('asked_at').execute();
}

/** Names of the people and organisations that tasks name. */
export async function namesOf(
  tx: Tx,
  table: 'person' | 'organisation',
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.flatMap((id) => (id === null ? [] : [id])))];
  if (wanted.length === 0) return new Map();
  const rows = await tx.selectFrom(table).select(['id', 'name']).where('id', 'in', wanted).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

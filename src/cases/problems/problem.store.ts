import { type Permission, reaches, type Subject } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countLimit, countSql, type Paged, type Total, totalOf } from '../../platform/db/page.ts';
import type { ProblemState, ProblemTopic } from './problem.ts';

export interface ProblemRow {
  id: string;
  receipt: string;
  topic: ProblemTopic;
  carrierId: string | null;
  carrierName: string | null;
  territoryName: string | null;
  plaqueToken: string | null;
  page: string | null;
  says: string;
  isNamed: boolean;
  phoneLast4: string | null;
  files: { id: string; name: string; size: number }[];
  receivedAt: string;
  state: ProblemState;
  answer: string | null;
  answeredAt: string | null;
  version: number;
}

const COLUMNS = `p.id, p.receipt, p.topic, p.carrier_id as "carrierId", c.name as "carrierName", t.full_name as "territoryName",
  p.plaque_token as "plaqueToken", p.page, p.says, p.name_sealed is not null as "isNamed", p.phone_last4 as "phoneLast4",
  coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size) order by f.id)
    from problem_report_file x join file f on f.id = x.file_id where x.problem_id = p.id), '[]') as files,
  p.received_at as "receivedAt", p.state, p.answer, p.answered_at as "answeredAt", p.version`;
const JOINED = `problem_report p left join carrier c on c.id = p.carrier_id left join territory t on t.id = p.territory_id`;

export async function insertProblem(
  tx: Tx,
  row: {
    id: string;
    receipt: string;
    topic: ProblemTopic;
    carrierId: string | null;
    plaqueToken: string | null;
    page: string | null;
    says: string;
    nameSealed: Buffer | null;
    phoneSealed: Buffer | null;
    phoneLast4: string | null;
    at: string;
  },
): Promise<void> {
  await sqlRows(
    tx,
    `insert into problem_report (id, receipt, topic, carrier_id, territory_id, plaque_token, page, says, name_sealed, phone_sealed,
       phone_last4, received_at, state)
     values ($1, $2, $3, $4, (select territory_id from carrier where id = $4), $5, $6, $7, $8, $9, $10, $11, 'received')`,
    [
      row.id,
      row.receipt,
      row.topic,
      row.carrierId,
      row.plaqueToken,
      row.page,
      row.says,
      row.nameSealed,
      row.phoneSealed,
      row.phoneLast4,
      row.at,
    ],
  );
}

export async function insertProblemFile(tx: Tx, problemId: string, fileId: string): Promise<void> {
  await sqlRows(tx, 'insert into problem_report_file (problem_id, file_id) values ($1, $2)', [problemId, fileId]);
}

export async function carrierExists(tx: Tx, id: string): Promise<boolean> {
  return (await sqlRows(tx, 'select 1 from carrier where id = $1', [id])).length > 0;
}

/** The carrier a plaque hangs at. */
export async function carrierOfPlaque(tx: Tx, token: string): Promise<string | undefined> {
  const [row] = await sqlRows<{ carrier_id: string }>(
    tx,
    'select d.carrier_id from plaque p join designation d on d.id = p.designation_id where p.token = $1',
    [token],
  );
  return row?.carrier_id;
}

/** What a receipt tells whoever holds it. */
export async function findByReceipt(tx: Tx, receipt: string) {
  const [row] = await sqlRows<
    Pick<ProblemRow, 'topic' | 'carrierName' | 'receivedAt' | 'state' | 'answer' | 'answeredAt'>
  >(
    tx,
    `select p.topic, c.name as "carrierName", p.received_at as "receivedAt", p.state, p.answer, p.answered_at as "answeredAt"
     from ${JOINED} where p.receipt = $1`,
    [receipt],
  );
  return row;
}

export async function lockProblem(tx: Tx, id: string): Promise<{ state: ProblemState; version: number } | undefined> {
  const [row] = await sqlRows<{ state: ProblemState; version: number }>(
    tx,
    'select state, version from problem_report where id = $1 for update',
    [id],
  );
  return row;
}

export async function writeAnswer(
  tx: Tx,
  id: string,
  { state, answer, at, by }: { state: ProblemState; answer: string | null; at: string; by: string | null },
): Promise<void> {
  await sqlRows(
    tx,
    `update problem_report set state = $2, answer = $3, answered_at = $4, answered_by = $5, version = version + 1 where id = $1`,
    [id, state, answer, at, by],
  );
}

export async function sealedContact(tx: Tx, id: string) {
  const [row] = await sqlRows<{ name_sealed: Buffer | null; phone_sealed: Buffer | null }>(
    tx,
    'select name_sealed, phone_sealed from problem_report where id = $1',
    [id],
  );
  return row;
}

/** Lies where its carrier lies; one that is about no carrier is for the platform's operator. */
export async function problemSubject(tx: Tx, id: string): Promise<Subject | undefined> {
  const [row] = await sqlRows<{ path: string | null }>(
    tx,
    'select t.path from problem_report p left join territory t on t.id = p.territory_id where p.id = $1',
    [id],
  );
  return row && { territoryPath: row.path, organisationIds: [], personIds: [] };
}

export async function listProblems(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  query: { state?: ProblemState | undefined } & Paged,
): Promise<{ rows: ProblemRow[] } & Total> {
  const found = reaches(actor, permission);
  const within = found.has('all') ? '/' : found.has('territory') && actor.territoryPath ? actor.territoryPath : null;
  const where = `($1::text = '/' or t.path like $1::text || '%') and ($2::text is null or p.state = $2)`;
  const [answer] = await sqlRows<{ counted: number; rows: ProblemRow[] }>(
    tx,
    `select ${countSql(`from ${JOINED} where ${where}`, '$5')} as counted,
       coalesce((select json_agg(x) from (select ${COLUMNS} from ${JOINED} where ${where}
         order by p.received_at desc, p.id limit $3::int offset $4::int) x), '[]') as rows`,
    [within, query.state ?? null, query.size, (query.page - 1) * query.size, countLimit(query)],
  );
  return { rows: answer?.rows ?? [], ...totalOf(answer?.counted ?? 0, query) };
}

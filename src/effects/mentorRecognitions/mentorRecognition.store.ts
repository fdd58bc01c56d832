import type { Insertable } from 'kysely';
import { reaches } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { MentorRecognitionTable } from '../../platform/db/schema.ts';

export async function insertRecognition(tx: Tx, row: Insertable<MentorRecognitionTable>): Promise<void> {
  await tx.insertInto('mentor_recognition').values(row).execute();
}

export interface RecognitionRow {
  id: string;
  mentorId: string;
  mentorName: string;
  kind: string | null;
  fields: string | null;
  carrierId: string;
  carrier: string;
  territory: string;
  territoryPath: string;
  organisationId: string;
  packId: string;
  packHash: string;
  packTitle: string;
  name: string;
  number: string;
  grantedBy: string;
  decisionNumber: string | null;
  validFrom: Day;
  validTo: Day | null;
  issuedAt: string;
  endedOn: Day | null;
  ending: 'revoked' | 'resigned' | null;
  endReason: string | null;
  endCites: string | null;
  endNumber: string | null;
  endCaseId: string | null;
  fileId: string;
  sha256: string;
  caseId: string;
  caseNumber: string;
  example: boolean;
}

const COLUMNS = `r.id, r.mentor_id as "mentorId", r.mentor_name as "mentorName", m.kind, m.fields, r.carrier_id as "carrierId", c.name as carrier,
  t.full_name as territory, t.path as "territoryPath", r.organisation_id as "organisationId", r.pack_id as "packId", r.pack_hash as "packHash", k.title as "packTitle", r.name, r.number,
  g.name as "grantedBy", x.number as "decisionNumber", r.valid_from as "validFrom", r.valid_to as "validTo", iso(r.issued_at) as "issuedAt",
  r.ended_on as "endedOn", r.ending, r.end_reason as "endReason", r.end_cites as "endCites", r.end_number as "endNumber",
  r.end_case_id as "endCaseId", r.file_id as "fileId", r.sha256, r.case_id as "caseId", f.number as "caseNumber", c.example`;
const FROM = `from mentor_recognition r
  join lateral (select m.kind, m.fields from mentor m where m.root_id = r.mentor_id order by m.valid_from desc, m.id desc limit 1) m on true
  join carrier c on c.id = r.carrier_id join territory t on t.id = r.territory_id join organisation g on g.id = r.organisation_id
  join pack k on k.hash = r.pack_hash join case_file f on f.id = r.case_id
  left join decision x on x.case_id = r.case_id and x.state = 'signed' and x.outcome = 'granted'`;

/** The newest under a pack that ran or runs its time. */
export async function lastRecognition(tx: Tx, mentorId: string, packId: string): Promise<RecognitionRow | undefined> {
  const [row] = await sqlRows<RecognitionRow>(
    tx,
    `select ${COLUMNS} ${FROM} where r.mentor_id = $1 and r.pack_id = $2 and r.ended_on is null order by r.valid_from desc limit 1`,
    [mentorId, packId],
  );
  return row;
}

export async function recognitionOfCase(tx: Tx, caseId: string): Promise<RecognitionRow | undefined> {
  return (await sqlRows<RecognitionRow>(tx, `select ${COLUMNS} ${FROM} where r.case_id = $1`, [caseId]))[0];
}

export async function recognitionById(tx: Tx, id: string): Promise<RecognitionRow | undefined> {
  return (await sqlRows<RecognitionRow>(tx, `select ${COLUMNS} ${FROM} where r.id = $1`, [id]))[0];
}

/** By the number on its face (brackets of either width, spaces do not matter), or by the hash of its PDF. */
export async function recognitionByCertificate(tx: Tx, asked: string): Promise<RecognitionRow | undefined> {
  const plain = (column: string) => `translate(replace(${column}, ' ', ''), '［］[]()（）', '〔〕〔〕〔〕〔〕')`;
  const [row] = await sqlRows<RecognitionRow>(
    tx,
    `select ${COLUMNS} ${FROM} where r.sha256 = lower($1) or ${plain('r.number')} = ${plain('$1::text')} limit 1`,
    [asked],
  );
  return row;
}

/** Of one mentor, or of everyone with the same account: a person is recognised once, wherever one works. */
export async function recognitionsOf(tx: Tx, mentorId: string): Promise<RecognitionRow[]> {
  return sqlRows<RecognitionRow>(
    tx,
    `select ${COLUMNS} ${FROM} where r.mentor_id = $1 or exists (select 1 from mentor a join mentor b on b.person_id = a.person_id
       where a.id = $1 and b.id = r.mentor_id) order by r.valid_from desc, r.id`,
    [mentorId],
  );
}

/** @returns false where it holds no more, whoever was first */
export async function endRecognition(
  tx: Tx,
  id: string,
  end: {
    on: Day;
    ending: 'revoked' | 'resigned';
    reason: string;
    cites?: string | null;
    number?: string | null;
    caseId?: string;
  },
): Promise<boolean> {
  const ended = await sqlRows(
    tx,
    `update mentor_recognition set ended_on = $2, ending = $3, end_reason = $4, end_cites = $5, end_number = $6, end_case_id = $7
     where id = $1 and ended_on is null and (valid_to is null or valid_to >= $2) returning id`,
    [id, end.on, end.ending, end.reason, end.cites ?? null, end.number ?? null, end.caseId ?? null],
  );
  return ended.length > 0;
}

/** What a mentor holds under a pack on a day. */
export async function heldRecognition(
  tx: Tx,
  mentorId: string,
  packId: string,
  on: Day,
): Promise<RecognitionRow | undefined> {
  const last = await lastRecognition(tx, mentorId, packId);
  return last && (last.validTo === null || last.validTo >= on) ? last : undefined;
}

export interface RecognitionQuery extends Paged {
  q?: string | undefined;
  holds?: boolean | undefined;
  on: Day;
}

const SELECTED = `($1::text is null or strpos(r.mentor_name, $1) > 0 or strpos(r.number, $1) > 0 or strpos(c.name, $1) > 0
    or strpos(coalesce(m.fields, ''), $1) > 0)
  and ($2::boolean is null or $2 = (r.valid_from <= $3::date and (r.valid_to is null or r.valid_to >= $3::date) and (r.ended_on is null or r.ended_on > $3::date)))`;

async function select(tx: Tx, where: string, values: unknown[], query: RecognitionQuery) {
  const total = await countRows(tx, `${FROM} where ${where}`, values, query);
  const rows = await sqlRows<RecognitionRow>(
    tx,
    `select ${COLUMNS} ${FROM} where ${where} order by r.valid_from desc, r.number desc
     limit $${values.length + 1} offset $${values.length + 2}`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}

const asked = ({ q, holds, on }: RecognitionQuery) => [q || null, holds ?? null, on];

/** What everyone may know of every recognised mentor. */
export function publicRecognitions(tx: Tx, query: RecognitionQuery): Promise<{ rows: RecognitionRow[] } & Total> {
  return select(tx, SELECTED, asked(query), query);
}

/** Of the actor's territory, or of the mentors that one's spaces put forward. */
export function listRecognitions(
  tx: Tx,
  actor: Actor,
  query: RecognitionQuery,
): Promise<{ rows: RecognitionRow[] } & Total> {
  const found = reaches(actor, 'designation.list');
  const values = [
    ...asked(query),
    actor.isSystem ? '/' : found.has('territory') ? actor.territoryPath : null,
    found.has('own') ? actor.organisationId : null,
  ];
  const scope = `(($4::text is not null and starts_with(t.path, $4))
    or ($5::uuid is not null and $5 in (r.organisation_id, c.operator_id)))`;
  return select(tx, `${scope} and ${SELECTED}`, values, query);
}

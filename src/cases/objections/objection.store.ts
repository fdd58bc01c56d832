import type { Selectable } from 'kysely';
import { ownAs } from '../../identity/access.ts';
import type { SubjectLoader } from '../../identity/route.ts';
import type { Actor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { ObjectionTable } from '../../platform/db/schema.ts';

export type ObjectionRow = Selectable<ObjectionTable>;

/**
 * The issuing body and the party reach it, no body above, below or beside them: the objector stays known to few.
 * Who of them may do what is in the table of permissions.
 */
export const objectionSubject: SubjectLoader = async (tx, id) => {
  const [row] = await sqlRows<{ issuer: string; party: string; asked: boolean }>(
    tx,
    `select n.organisation_id as issuer, c.applicant_id as party, j.asked_at is not null as asked
     from objection j join notice n on n.id = j.notice_id join case_file c on c.id = j.case_id where j.id = $1`,
    [id],
  );
  // The party learns of it when it is asked.
  return (
    row && {
      territoryPath: null,
      organisationIds: row.asked ? [row.party] : [],
      handlerIds: [row.issuer],
      personIds: [],
    }
  );
};

/** Files of an objection (the unit's scan): the issuing body alone. */
export const objectionFileSubject: SubjectLoader = async (tx, id) => {
  const [row] = await sqlRows<{ issuer: string }>(
    tx,
    'select n.organisation_id as issuer from objection j join notice n on n.id = j.notice_id where j.id = $1',
    [id],
  );
  return row && { territoryPath: null, organisationIds: [], handlerIds: [row.issuer], personIds: [] };
};

export async function objectionById(tx: Tx, id: string): Promise<ObjectionRow> {
  const row = await tx.selectFrom('objection').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

export async function lockObjection(tx: Tx, id: string): Promise<ObjectionRow> {
  const row = await tx.selectFrom('objection').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

export async function insertObjection(
  tx: Tx,
  row: Pick<
    ObjectionRow,
    | 'id'
    | 'receipt'
    | 'notice_id'
    | 'case_id'
    | 'pass'
    | 'kind'
    | 'name_sealed'
    | 'unit_sealed'
    | 'phone_sealed'
    | 'phone_last4'
    | 'phone_hash'
    | 'original_sealed'
    | 'seal_file_id'
    | 'received_at'
  >,
): Promise<void> {
  await tx
    .insertInto('objection')
    .values({ ...row, state: 'received' })
    .execute();
}

export async function saveObjection(tx: Tx, id: string, change: Partial<ObjectionRow>): Promise<void> {
  await tx.updateTable('objection').set(change).where('id', '=', id).execute();
}

export async function openObjections(tx: Tx, caseId: string, pass: number): Promise<ObjectionRow[]> {
  return tx
    .selectFrom('objection')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('pass', '=', pass)
    .where('decided_at', 'is', null)
    .forUpdate()
    .execute();
}

export async function insertReading(
  tx: Tx,
  reading: { objectionId: string; at: string; by: string; what: string; reason: string },
): Promise<void> {
  await tx
    .insertInto('objection_reading')
    .values({
      id: newId(),
      objection_id: reading.objectionId,
      at: reading.at,
      by_person: reading.by,
      what: reading.what,
      reason: reading.reason,
    })
    .execute();
}

/** Files that came with it, save the unit's scan. */
export async function evidenceOf(tx: Tx, objectionId: string): Promise<{ id: string; name: string; size: number }[]> {
  return sqlRows(
    tx,
    `select f.id, f.name, f.size from file f join objection j on j.id = f.about_id
     where f.about_kind = 'objection' and f.about_id = $1 and f.id is distinct from j.seal_file_id order by f.id`,
    [objectionId],
  );
}

export async function readingsOf(tx: Tx, objectionId: string) {
  return sqlRows<{ at: string; by: string; what: string; reason: string }>(
    tx,
    `select r.at, p.name as by, r.what, r.reason from objection_reading r join person p on p.id = r.by_person
     where r.objection_id = $1 order by r.at, r.id`,
    [objectionId],
  );
}

export interface ObjectionListRow {
  id: string;
  receipt: string;
  noticeId: string;
  noticeTitle: string;
  caseId: string;
  caseNumber: string;
  caseTitle: string;
  kind: 'individual' | 'unit';
  state: 'received' | 'asked' | 'heard' | 'upheld' | 'dismissed' | 'moot';
  receivedAt: string;
  dueOn: string | null;
  dueProvisional: boolean;
  decidedAt: string | null;
}
const LISTED = `j.id, j.receipt, j.notice_id as "noticeId", n.title as "noticeTitle", j.case_id as "caseId",
  c.number as "caseNumber", c.title as "caseTitle", j.kind, j.state, j.received_at as "receivedAt",
  j.due_on as "dueOn", j.due_provisional as "dueProvisional", j.decided_at as "decidedAt"`;
const FROM = 'from objection j join notice n on n.id = j.notice_id join case_file c on c.id = j.case_id';

export async function listedObjection(tx: Tx, id: string): Promise<ObjectionListRow> {
  const [row] = await sqlRows<ObjectionListRow>(tx, `select ${LISTED} ${FROM} where j.id = $1`, [id]);
  if (!row) throw new Refusal('not-found');
  return row;
}

/** The issuing body sees all of its notices; the party those it was asked about. */
export async function listObjections(
  tx: Tx,
  actor: Actor,
  query: {
    state: string | undefined;
    caseId: string | undefined;
    open: 'true' | 'false' | undefined;
  } & Paged,
): Promise<{ rows: ObjectionListRow[] } & Total> {
  const { owner, handler } = ownAs(actor, 'objection.list');
  const where = `(($5::boolean and n.organisation_id = $1) or ($6::boolean and c.applicant_id = $1 and j.asked_at is not null))
    and ($2::text is null or j.state = $2) and ($3::uuid is null or j.case_id = $3)
    and ($4::text is null or (j.decided_at is null) = ($4 = 'true'))`;
  const values = [actor.organisationId, query.state ?? null, query.caseId ?? null, query.open ?? null, handler, owner];
  const total = await countRows(tx, `${FROM} where ${where}`, values, query);
  const rows = await sqlRows<ObjectionListRow>(
    tx,
    `select ${LISTED} ${FROM} where ${where} order by (j.decided_at is null) desc, j.received_at, j.id limit $7 offset $8`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}

export async function byReceipt(tx: Tx, receipt: string, phoneLast4: string) {
  const [row] = await sqlRows<{
    receipt: string;
    notice: string;
    receivedAt: string;
    state: ObjectionListRow['state'];
    reply: string | null;
    decidedAt: string | null;
  }>(
    tx,
    `select j.receipt, n.title as notice, j.received_at as "receivedAt", j.state, j.reply, j.decided_at as "decidedAt"
     from objection j join notice n on n.id = j.notice_id where j.receipt = $1 and j.phone_last4 = $2`,
    [receipt, phoneLast4],
  );
  return row;
}

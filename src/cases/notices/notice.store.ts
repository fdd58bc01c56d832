import type { Selectable } from 'kysely';
import type { SubjectLoader } from '../../identity/route.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { NoticeTable } from '../../platform/db/schema.ts';
import type { CaseRow } from '../casefile/casefile.store.ts';
import type { NoticeText } from './notice.ts';

export type NoticeRow = Selectable<NoticeTable>;

/** A notice is put up and handled by the body that issues it. */
export const noticeSubject: SubjectLoader = async (tx, id) => {
  const row = await tx.selectFrom('notice').select('organisation_id').where('id', '=', id).executeTakeFirst();
  return row && { territoryPath: null, organisationIds: [row.organisation_id], personIds: [] };
};

export async function noticeById(tx: Tx, id: string): Promise<NoticeRow> {
  const row = await tx.selectFrom('notice').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

export async function lockNotice(tx: Tx, id: string): Promise<NoticeRow> {
  const row = await tx.selectFrom('notice').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

/** The draft that a case of this round and step joins: what is released together is announced together. */
export async function openDraft(
  tx: Tx,
  file: CaseRow,
  organisationId: string,
  step: string,
): Promise<string | undefined> {
  // Of two cases that come at once the second finds the draft of the first.
  const place = [file.pack_hash, file.procedure_id, step, organisationId, file.round_id].join('/');
  await sqlRows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [place]);
  const [row] = await sqlRows<{ id: string }>(
    tx,
    `select id from notice where state = 'draft' and pack_hash = $1 and procedure_id = $2 and step = $3
       and organisation_id = $4 and round_id is not distinct from $5::uuid order by created_at limit 1 for update`,
    [file.pack_hash, file.procedure_id, step, organisationId, file.round_id],
  );
  return row?.id;
}

export async function insertNotice(
  tx: Tx,
  notice: {
    file: CaseRow;
    organisationId: string;
    territoryId: string;
    step: string;
    workingDays: number;
    at: string;
  } & NoticeText,
): Promise<string> {
  const id = newId();
  const { file } = notice;
  await tx
    .insertInto('notice')
    .values({
      id,
      pack_hash: file.pack_hash,
      pack_id: file.pack_id,
      procedure_id: file.procedure_id,
      step: notice.step,
      round_id: file.round_id,
      organisation_id: notice.organisationId,
      territory_id: notice.territoryId,
      state: 'draft',
      title: notice.title,
      basis: notice.basis,
      passed: notice.passed,
      how_to_object: notice.howToObject,
      phones: JSON.stringify(notice.phones),
      attachments: JSON.stringify(notice.attachments),
      working_days: notice.workingDays,
      created_at: notice.at,
    })
    .execute();
  return id;
}

export async function joinNotice(tx: Tx, noticeId: string, caseId: string, pass: number): Promise<void> {
  await tx
    .insertInto('notice_case')
    .values({ notice_id: noticeId, case_id: caseId, pass })
    .onConflict((conflict) =>
      conflict.columns(['notice_id', 'case_id']).doUpdateSet({ pass, outcome: null, ended_at: null }),
    )
    .execute();
}

export async function saveNotice(tx: Tx, id: string, change: Partial<NoticeRow>): Promise<void> {
  const { phones: _p, attachments: _a, ...columns } = change;
  await tx.updateTable('notice').set(columns).where('id', '=', id).execute();
}

export async function saveText(tx: Tx, id: string, text: NoticeText): Promise<void> {
  await tx
    .updateTable('notice')
    .set({
      title: text.title,
      basis: text.basis,
      passed: text.passed,
      how_to_object: text.howToObject,
      phones: JSON.stringify(text.phones),
      attachments: JSON.stringify(text.attachments),
    })
    .where('id', '=', id)
    .execute();
}

/** A draft keeps only who still stands there; of a notice that went up every entry stays. */
export async function leaveNotice(tx: Tx, caseId: string, pass: number, at: string): Promise<void> {
  await sqlRows(
    tx,
    `delete from notice_case nc using notice n
     where n.id = nc.notice_id and n.state = 'draft' and nc.case_id = $1 and nc.pass = $2`,
    [caseId, pass],
  );
  await sqlRows(
    tx,
    `delete from notice n where n.state = 'draft' and not exists (select 1 from notice_case nc where nc.notice_id = n.id)`,
  );
  await sqlRows(tx, 'update notice_case set ended_at = $3 where case_id = $1 and pass = $2 and ended_at is null', [
    caseId,
    pass,
    at,
  ]);
}

export async function endNoticeCase(
  tx: Tx,
  caseId: string,
  pass: number,
  outcome: 'clear' | 'upheld',
  at: string,
): Promise<void> {
  await tx
    .updateTable('notice_case')
    .set({ outcome, ended_at: at })
    .where('case_id', '=', caseId)
    .where('pass', '=', pass)
    .execute();
}

export async function noticeOfPass(tx: Tx, caseId: string, pass: number): Promise<NoticeRow | undefined> {
  return tx
    .selectFrom('notice')
    .innerJoin('notice_case', 'notice_case.notice_id', 'notice.id')
    .selectAll('notice')
    .where('notice_case.case_id', '=', caseId)
    .where('notice_case.pass', '=', pass)
    .executeTakeFirst();
}

export interface EntryRow {
  caseId: string;
  pass: number;
  number: string;
  name: string;
  operator: string;
  territory: string;
  outcome: 'clear' | 'upheld' | null;
  /** The grade that is announced; null where none is. */
  result: string | null;
  endedAt: string | null;
  openObjections: number;
}
/** Whom the case is about, where that is a mentor. */
const MENTOR_NAME =
  '(select m.name from mentor m where m.root_id = c.mentor_id order by m.valid_from desc, m.id desc limit 1)';

export async function entriesOf(tx: Tx, noticeId: string): Promise<EntryRow[]> {
  return sqlRows<EntryRow>(
    tx,
    `select nc.case_id as "caseId", nc.pass, c.number, coalesce(${MENTOR_NAME}, k.name) as name, o.name as operator, t.full_name as territory,
       nc.outcome, nc.ended_at as "endedAt",
       (select l.label from grading_line l where l.case_id = nc.case_id and l.pass < nc.pass and l.label is not null
        order by l.pass desc limit 1) as result,
       (select count(*) from objection j where j.case_id = nc.case_id and j.notice_id = nc.notice_id and j.decided_at is null) as "openObjections"
     from notice_case nc join case_file c on c.id = nc.case_id join carrier k on k.id = c.carrier_id
     join organisation o on o.id = c.applicant_id join territory t on t.id = c.territory_id
     where nc.notice_id = $1 order by c.number`,
    [noticeId],
  );
}

export async function issuerOf(tx: Tx, organisationId: string): Promise<string> {
  const [row] = await sqlRows<{ name: string }>(tx, 'select name from organisation where id = $1', [organisationId]);
  return row?.name ?? '';
}

export interface NoticeListRow {
  id: string;
  state: 'draft' | 'running' | 'closed';
  index_number: string | null;
  title: string;
  issuer: string;
  pack_title: string;
  working_days: number;
  published_at: string | null;
  first_day: string | null;
  last_day: string | null;
  ends_at: string | null;
  provisional: boolean;
  entries: number;
  open_objections: number;
}

export async function listNotices(
  tx: Tx,
  query: {
    organisationId?: string | null;
    publicOnly: boolean;
    state: string | undefined;
    territory?: string | undefined;
    q?: string | undefined;
  } & Paged,
): Promise<{ rows: NoticeListRow[] } & Total> {
  const from = `from notice n join organisation o on o.id = n.organisation_id join pack k on k.hash = n.pack_hash
    join territory t on t.id = n.territory_id
    where ($1::uuid is null or n.organisation_id = $1) and (not $2::boolean or n.state <> 'draft')
      and ($3::text is null or n.state = $3)
      and ($4::text is null or exists (select 1 from territory up where up.code = $4 and starts_with(t.path, up.path)))
      and ($5::text is null or strpos(n.title, $5) > 0)`;
  const values = [
    query.organisationId ?? null,
    query.publicOnly,
    query.state ?? null,
    query.territory ?? null,
    query.q || null,
  ];
  const total = await countRows(tx, `${from}`, values, query);
  const rows = await sqlRows<NoticeListRow>(
    tx,
    `select n.id, n.state, n.index_number, n.title, o.name as issuer, k.title as pack_title, n.working_days, n.published_at,
       n.first_day, n.last_day, n.ends_at, n.provisional,
       (select count(*) from notice_case nc where nc.notice_id = n.id) as entries,
       (select count(*) from objection j where j.notice_id = n.id and j.decided_at is null) as open_objections
     ${from} order by n.published_at desc nulls first, n.created_at desc, n.id limit $6 offset $7`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}

export async function addNoticeFile(tx: Tx, noticeId: string, format: 'docx' | 'pdf', fileId: string, at: string) {
  await tx
    .insertInto('notice_file')
    .values({ notice_id: noticeId, format, file_id: fileId, made_at: at })
    .onConflict((conflict) => conflict.columns(['notice_id', 'format']).doUpdateSet({ file_id: fileId, made_at: at }))
    .execute();
}

export async function noticeFile(tx: Tx, noticeId: string, format: 'docx' | 'pdf'): Promise<string | undefined> {
  const row = await tx
    .selectFrom('notice_file')
    .select('file_id')
    .where('notice_id', '=', noticeId)
    .where('format', '=', format)
    .executeTakeFirst();
  return row?.file_id;
}

export async function provisionalNotices(tx: Tx): Promise<NoticeRow[]> {
  return tx
    .selectFrom('notice')
    .selectAll()
    .where('state', '=', 'running')
    .where('provisional', '=', true)
    .forUpdate()
    .execute();
}

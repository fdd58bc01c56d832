import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';

export interface NoticeLine {
  id: string;
  title: string;
  state: 'running' | 'closed';
  issuer: string;
  example: boolean;
  index_number: string | null;
  published_at: string;
  first_day: string;
  last_day: string;
  working_days: number;
  provisional: boolean;
  entries: number;
}

/** Of an invented organ, or about an invented carrier. */
const EXAMPLE = `(o.example or exists (select 1 from notice_case x join case_file f on f.id = x.case_id
    join carrier k on k.id = f.carrier_id where x.notice_id = n.id and k.example))`;
const LINE = `select n.id, n.title, n.state, o.name as issuer, ${EXAMPLE} as example, n.index_number, n.published_at, n.first_day, n.last_day,
    n.working_days, n.provisional, (select count(*) from notice_case x where x.notice_id = n.id) as entries
  from notice n join organisation o on o.id = n.organisation_id`;

export async function latestNotices(tx: Tx, count: number): Promise<NoticeLine[]> {
  return sqlRows<NoticeLine>(tx, `${LINE} where n.state <> 'draft' order by n.published_at desc, n.id limit $1`, [
    count,
  ]);
}

export interface NoticeSelection {
  q?: string | undefined;
  state?: 'running' | 'closed' | undefined;
  year?: number | undefined;
}

/** Notices that went up; a draft does not exist for the public. */
export async function selectNotices(
  tx: Tx,
  { q, state, year }: NoticeSelection,
  at: Paged,
): Promise<{ rows: NoticeLine[] } & Total> {
  const where = `n.state <> 'draft' and ($1::text is null or n.state = $1) and ($2::text is null or strpos(n.title, $2) > 0)
    and ($3::int is null or extract(year from n.first_day) = $3)`;
  const values = [state ?? null, q?.trim() || null, year ?? null];
  const total = await countRows(tx, `from notice n where ${where}`, values, at);
  const rows = await sqlRows<NoticeLine>(
    tx,
    `${LINE} where ${where} order by n.published_at desc, n.id limit $4 offset $5`,
    [...values, at.size, (at.page - 1) * at.size],
  );
  return { rows, ...total };
}

export interface Answered {
  state: 'upheld' | 'dismissed' | 'moot';
  redacted: string | null;
  decidedAt: string;
  name: string;
}

/** Objections that were answered, as their redacted copies; nothing of who objected. */
export async function answeredObjections(tx: Tx, noticeId: string): Promise<Answered[]> {
  return sqlRows<Answered>(
    tx,
    `select j.state, j.redacted, j.decided_at as "decidedAt", k.name
     from objection j join case_file f on f.id = j.case_id join carrier k on k.id = f.carrier_id
     where j.notice_id = $1 and j.decided_at is not null order by j.decided_at, j.id`,
    [noticeId],
  );
}

export async function noticeFormats(tx: Tx, noticeId: string): Promise<('docx' | 'pdf')[]> {
  const rows = await sqlRows<{ format: 'docx' | 'pdf' }>(
    tx,
    'select format from notice_file where notice_id = $1 order by format',
    [noticeId],
  );
  return rows.map(({ format }) => format);
}

/** The pack a notice rests on, and whether its issuing organ is invented for demonstration. */
export async function noticeGround(tx: Tx, noticeId: string) {
  const [row] = await sqlRows<{ packId: string; packHash: string; example: boolean }>(
    tx,
    `select n.pack_id as "packId", n.pack_hash as "packHash", ${EXAMPLE} as example from notice n join organisation o on o.id = n.organisation_id
     where n.id = $1`,
    [noticeId],
  );
  return row;
}

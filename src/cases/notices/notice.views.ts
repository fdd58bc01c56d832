import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { packOfNotice, paragraphsShown, textOf } from './notice.actions.ts';
import type { NoticeView, PublicNoticeView } from './notice.contract.ts';
import { entriesOf, issuerOf, type NoticeListRow, type NoticeRow, noticeById } from './notice.store.ts';
import { isInTime, NOTICE_STATES, type NoticeState } from './notice.ts';

async function told(tx: Tx, notice: NoticeRow) {
  const state = notice.state as NoticeState;
  const { title: _title, phones, attachments, ...text } = textOf(notice);
  return {
    id: notice.id,
    state,
    stateLabel: NOTICE_STATES[state].zh,
    indexNumber: notice.index_number,
    title: notice.title,
    issuer: await issuerOf(tx, notice.organisation_id),
    packTitle: (await packOfNotice(tx, notice)).title,
    workingDays: notice.working_days,
    publishedAt: notice.published_at,
    firstDay: notice.first_day,
    lastDay: notice.last_day,
    endsAt: notice.ends_at,
    provisional: notice.provisional,
    ...text,
    phones: [...phones],
    attachments: [...attachments],
    paragraphs: paragraphsShown(notice),
  };
}

/** What the public reads. A draft does not exist for them. */
export async function viewPublicNotice(tx: Tx, id: string, now: Temporal.Instant): Promise<PublicNoticeView> {
  const notice = await noticeById(tx, id);
  const state = notice.state as NoticeState;
  if (!NOTICE_STATES[state].isPublic) throw new Refusal('not-found');
  const entries = await entriesOf(tx, id);
  return {
    ...(await told(tx, notice)),
    takesObjections: isInTime({ state, ends_at: notice.ends_at }, now),
    entries: entries.map(({ openObjections: _open, pass: _pass, endedAt: _ended, ...entry }) => entry),
  };
}

export async function viewNotice(tx: Tx, id: string): Promise<NoticeView> {
  const notice = await noticeById(tx, id);
  const by = notice.published_by
    ? await tx.selectFrom('person').select('name').where('id', '=', notice.published_by).executeTakeFirst()
    : undefined;
  return {
    ...(await told(tx, notice)),
    version: notice.version,
    plannedOn: notice.planned_on,
    plannedLastDay: notice.planned_last_day,
    late: notice.planned_on !== null && notice.first_day !== null && notice.first_day > notice.planned_on,
    publishedBy: by?.name ?? null,
    closedAt: notice.closed_at,
    entries: (await entriesOf(tx, id)).map(({ pass: _pass, endedAt: _ended, ...entry }) => entry),
  };
}

export const noticeRow = (row: NoticeListRow) => ({
  id: row.id,
  state: row.state,
  stateLabel: NOTICE_STATES[row.state].zh,
  indexNumber: row.index_number,
  title: row.title,
  issuer: row.issuer,
  packTitle: row.pack_title,
  workingDays: row.working_days,
  publishedAt: row.published_at,
  firstDay: row.first_day,
  lastDay: row.last_day,
  endsAt: row.ends_at,
  provisional: row.provisional,
  entries: row.entries,
  openObjections: row.open_objections,
});

import { type Day, formatDay } from '../../kernel/day.ts';
import type { OfficialDocument } from '../../platform/documents/document.ts';
import { type NoticeText, paragraphsOfNotice } from './notice.ts';

export interface NoticePaper extends NoticeText {
  readonly indexNumber: string | null;
  readonly issuer: string;
  readonly workingDays: number;
  readonly period: { readonly firstDay: Day; readonly lastDay: Day; readonly endsAt: string } | null;
  readonly entries: readonly { name: string; operator: string; territory: string; result?: string | null }[];
  readonly day: Day;
  readonly at: string;
}

/** The elements of a real 公示: title, basis and steps passed, period, how to object, phones, list, organ and date. */
export function noticeDocument(paper: NoticePaper): OfficialDocument {
  const { period, workingDays } = paper;
  const hasResults = paper.entries.some(({ result }) => result != null);
  return {
    ...(paper.indexNumber ? { head: { number: `索引号：${paper.indexNumber}` } } : {}),
    title: paper.title,
    body: [
      ...paragraphsOfNotice(paper, period ? { ...period, workingDays } : { workingDays }).map((text) => ({
        kind: 'paragraph' as const,
        text,
      })),
      ...paper.phones.map(({ office, phone }) => ({ kind: 'paragraph' as const, text: `${office}：${phone}` })),
      {
        kind: 'table',
        caption: '公示名单',
        columns: [
          { title: '序号', width: 1, align: 'center' },
          { title: '名称', width: 4 },
          { title: '运营机构', width: 4 },
          { title: '所在地', width: 3 },
          ...(hasResults ? [{ title: '拟评等次', width: 2 }] : []),
        ],
        rows: paper.entries.map((entry, index) => [
          String(index + 1),
          entry.name,
          entry.operator,
          entry.territory,
          ...(hasResults ? [entry.result ?? ''] : []),
        ]),
      },
    ],
    attachments: paper.attachments.map(({ title }) => title),
    signature: { organs: [paper.issuer], day: paper.day },
    note: `此件公开发布；成文日期${formatDay(paper.day)}`,
    info: { author: paper.issuer, at: Temporal.Instant.from(paper.at) },
  };
}

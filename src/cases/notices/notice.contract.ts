import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';

const noticeId = z.uuid();
const version = z.int().min(1);
const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const words = (max: number) => z.string().trim().max(max, `不能超过${max}字`);

export const noticeText = {
  title: words(200),
  basis: words(2000),
  passed: words(2000),
  howToObject: words(4000),
  phones: z.array(z.object({ office: words(100), phone: words(30) })).max(10),
  attachments: z.array(z.object({ title: words(200) })).max(20),
};
export const listNoticesInput = z.object({ state: z.enum(['draft', 'running', 'closed']).optional(), ...pageInput() });
export const noticeInput = z.object({ noticeId });
export const saveNoticeInput = z.object({ noticeId, version, ...noticeText, plannedOn: day.nullable().default(null) });
export const publishNoticeInput = z.object({ noticeId, version });
export const publicNoticesInput = z.object({
  state: z.enum(['running', 'closed']).optional(),
  territory: z
    .string()
    .regex(/^\d{6}$/, '区划代码为6位数字')
    .optional(),
  q: z.string().trim().max(100).optional(),
  ...pageInput(),
});
export const noticeFileInput = z.object({ noticeId, format: z.enum(['docx', 'pdf']) });

const entry = {
  number: z.string(),
  name: z.string(),
  operator: z.string(),
  territory: z.string(),
  outcome: z.enum(['clear', 'upheld']).nullable(),
  /** The grade that is announced; null where none is. */
  result: z.string().nullable(),
};
const told = {
  id: z.string(),
  state: z.enum(['draft', 'running', 'closed']),
  stateLabel: z.string(),
  indexNumber: z.string().nullable(),
  title: z.string(),
  issuer: z.string(),
  packTitle: z.string(),
  workingDays: z.number(),
  publishedAt: z.string().nullable(),
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  endsAt: z.string().nullable(),
  /** 暂定: rests on a calendar that is not published. */
  provisional: z.boolean(),
};
const elements = {
  basis: z.string(),
  passed: z.string(),
  howToObject: z.string(),
  phones: z.array(z.object({ office: z.string(), phone: z.string() })),
  attachments: z.array(z.object({ title: z.string() })),
  paragraphs: z.array(z.string()),
};
/** What the public reads. */
export const publicNoticeView = z.object({
  ...told,
  ...elements,
  takesObjections: z.boolean(),
  entries: z.array(z.object({ caseId: z.string(), ...entry })),
});
export const publicNoticesView = z.object({
  rows: z.array(z.object({ ...told, entries: z.number() })),
  ...pageTotal,
});
/** What the issuing body sees. */
export const noticeView = z.object({
  ...told,
  ...elements,
  version: z.number(),
  plannedOn: z.string().nullable(),
  plannedLastDay: z.string().nullable(),
  /** It went up later than planned, so it ends later. */
  late: z.boolean(),
  publishedBy: z.string().nullable(),
  closedAt: z.string().nullable(),
  entries: z.array(z.object({ caseId: z.string(), ...entry, openObjections: z.number() })),
});
export const noticesView = z.object({
  rows: z.array(z.object({ ...told, entries: z.number(), openObjections: z.number() })),
  ...pageTotal,
});
export type NoticeView = z.output<typeof noticeView>;
export type PublicNoticeView = z.output<typeof publicNoticeView>;

import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';

const objectionId = z.uuid();
const version = z.int().min(1);
const text = (max: number, message: string) => z.string().trim().min(2, message).max(max, `不能超过${max}字`);

/** What the public form sends; a unit's scan goes in the same multipart form as `seal`. */
export const lodgeFields = z.object({
  noticeId: z.uuid(),
  caseId: z.uuid('请选择异议所针对的单位'),
  kind: z.enum(['individual', 'unit']),
  name: z.string().trim().max(60, '不能超过60字'),
  unit: z.string().trim().max(200, '不能超过200字').nullish(),
  phone: z.string().trim().max(30, '不能超过30字'),
  text: z.string().trim().max(10_000, '不能超过10000字'),
});
export const lodgeInput = z.object({ noticeId: z.uuid() });
export const lodgedView = z.object({ receipt: z.string(), receivedAt: z.string(), message: z.string() });

export const objectionStatusInput = z.object({
  receipt: z.string().trim().toUpperCase().max(40),
  phoneLast4: z.string().regex(/^\d{4}$/, '请填写提交异议时所留电话的后四位'),
});
export const objectionStatusView = z.object({
  receipt: z.string(),
  notice: z.string(),
  receivedAt: z.string(),
  state: z.string(),
  stateLabel: z.string(),
  reply: z.string().nullable(),
  decidedAt: z.string().nullable(),
});

export const listObjectionsInput = z.object({
  state: z.enum(['received', 'asked', 'heard', 'upheld', 'dismissed', 'moot']).optional(),
  caseId: z.uuid().optional(),
  open: z.enum(['true', 'false']).optional(),
  ...pageInput(),
});
export const objectionInput = z.object({ objectionId });
export const readInput = z.object({
  objectionId,
  what: z.enum(['original', 'objector', 'seal']),
  reason: text(300, '请说明查看原因'),
});
export const redactInput = z.object({ objectionId, version, text: text(10_000, '请填写隐去异议人信息后的文本') });
export const askInput = z.object({
  objectionId,
  version,
  workingDays: z.int().min(1, '至少1个工作日').max(60, '不超过60个工作日'),
});
export const statementInput = z.object({ objectionId, version, text: text(20_000, '请填写陈述意见') });
export const answerInput = z.object({
  objectionId,
  version,
  result: z.enum(['upheld', 'dismissed']),
  reasons: text(10_000, '请填写处理理由'),
  reply: text(4000, '请填写给异议人的答复'),
});

const shown = {
  id: z.string(),
  receipt: z.string(),
  noticeId: z.string(),
  noticeTitle: z.string(),
  caseId: z.string(),
  caseNumber: z.string(),
  caseTitle: z.string(),
  kind: z.enum(['individual', 'unit']),
  state: z.enum(['received', 'asked', 'heard', 'upheld', 'dismissed', 'moot']),
  stateLabel: z.string(),
  receivedAt: z.string(),
  dueOn: z.string().nullable(),
  dueProvisional: z.boolean(),
  decidedAt: z.string().nullable(),
};
export const objectionRow = z.object(shown);
export const objectionsView = z.object({ rows: z.array(objectionRow), ...pageTotal });
/** The handling body: the objector masked; the original only by its own audited request. */
export const objectionView = z.object({
  ...shown,
  objector: z.string(),
  phone: z.string(),
  hasSeal: z.boolean(),
  redacted: z.string().nullable(),
  askedAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  statement: z.string().nullable(),
  statedAt: z.string().nullable(),
  reasons: z.string().nullable(),
  reply: z.string().nullable(),
  version: z.number(),
  readings: z.array(z.object({ at: z.string(), by: z.string(), what: z.string(), reason: z.string() })),
});
/** The party objected to: the redacted copy, nothing of who objects. */
export const partyObjectionView = z.object({
  id: z.string(),
  caseId: z.string(),
  state: objectionRow.shape.state,
  stateLabel: z.string(),
  redacted: z.string(),
  askedAt: z.string(),
  dueOn: z.string().nullable(),
  dueProvisional: z.boolean(),
  statement: z.string().nullable(),
  statedAt: z.string().nullable(),
  decidedAt: z.string().nullable(),
  version: z.number(),
});
export const readView = z.object({
  what: z.enum(['original', 'objector', 'seal']),
  text: z.string().nullable(),
  name: z.string().nullable(),
  unit: z.string().nullable(),
  phone: z.string().nullable(),
  sealFileId: z.string().nullable(),
  evidence: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })),
});
export type ObjectionView = z.output<typeof objectionView>;

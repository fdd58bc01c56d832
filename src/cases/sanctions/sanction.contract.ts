import { z } from 'zod';
import { EFFECTS, type EffectName } from '../../kernel/effect.ts';
import { exhibitView } from '../exhibits/exhibit.contract.ts';
import { SOURCES, type Source } from './sanction.ts';

export { SOURCES };

const caseId = z.uuid();
const effect = z.enum(Object.keys(EFFECTS) as [EffectName, ...EffectName[]]);
const version = z.int().min(1).max(2_147_483_647);
const consequence = z.object({
  effect,
  months: z.int().min(1).max(600).nullable().default(null),
  /** fen */
  amount: z.int().min(1).max(100_000_000_000_000).nullable().default(null),
});
const text = (what: string, most: number) => z.string().trim().min(2, `请写明${what}`).max(most, `不能超过${most}字`);

export const openSanctionInput = z.object({
  carrierId: z.uuid(),
  packId: z.string().max(200),
  source: z.enum(Object.keys(SOURCES) as [Source, ...Source[]]),
  says: text('涉嫌的违规情况', 10_000),
  problemId: z.uuid().nullable().default(null),
});
export const sanctionInput = z.object({ caseId });
const charge = {
  breaches: z.array(z.string().max(100)).max(20),
  found: z.string().trim().max(20_000, '不能超过20000字'),
  consequences: z.array(consequence).max(10),
};
export const chargeInput = z.object({ caseId, version, ...charge });
/** `charge`: saved first, so that what is served is what is on the screen; absent: what was saved. */
export const serveInput = z.object({ caseId, version, charge: z.object(charge).optional() });
export const dropInput = z.object({ caseId, reason: text('撤案理由', 4000) });
export const statementInput = z.object({
  caseId,
  statement: text('陈述申辩的意见', 20_000),
  hearing: z.boolean('请选择是否要求听证'),
});
export const hearingInput = z.object({
  caseId,
  on: z.iso.date('请填写日期'),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '请按 09:00 的形式填写时间'),
  place: text('听证地点', 200),
});
export const hearingRecordInput = z.object({
  caseId,
  people: z.array(z.string().trim().min(2, '请填写姓名').max(100)).min(1, '请填写参加人员').max(50),
  minutes: text('听证情况', 50_000),
});
export const orderInput = z.object({ caseId, version, consequences: z.array(consequence).max(10) });
export const doneView = z.object({ done: z.literal(true) });
export const openedSanctionView = z.object({ caseId: z.uuid(), number: z.string() });

export const sanctionView = z.object({
  caseId: z.string(),
  version: z.number(),
  /** null: not shown to the party. */
  source: z.string().nullable(),
  says: z.string().nullable(),
  problemId: z.string().nullable(),
  known: z.array(
    z.object({
      id: z.string(),
      cites: z.string(),
      says: z.string(),
      follows: z.array(z.object({ effect: z.string(), label: z.string() })),
    }),
  ),
  /** The term of a bar that the pack names. */
  barMonths: z.number().nullable(),
  breaches: z.array(z.string()),
  cites: z.string(),
  found: z.string(),
  consequences: z.array(consequence),
  ordered: z.array(consequence).nullable(),
  /** In words, with term, sum and clause. */
  intended: z.array(z.string()),
  mayFollow: z.array(z.string()),
  servedAt: z.string().nullable(),
  statement: z.string().nullable(),
  hearingAsked: z.boolean().nullable(),
  statedAt: z.string().nullable(),
  hearingOn: z.string().nullable(),
  hearingAt: z.string().nullable(),
  hearingPlace: z.string().nullable(),
  hearingPeople: z.array(z.string()),
  minutes: z.string().nullable(),
  exhibits: z.array(exhibitView),
});
export type SanctionView = z.output<typeof sanctionView>;

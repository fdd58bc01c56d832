import { z } from 'zod';
import { blankIsNull } from '../../kernel/blank.ts';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { PROBLEM_STATES, PROBLEM_TOPICS, type ProblemState, type ProblemTopic } from './problem.ts';

const topics = Object.keys(PROBLEM_TOPICS) as [ProblemTopic, ...ProblemTopic[]];
const states = Object.keys(PROBLEM_STATES) as [ProblemState, ...ProblemState[]];

export const reportProblemInput = z.object({
  topic: z.enum(topics, '请选择反映的事项'),
  carrierId: blankIsNull(z.uuid('载体编号无效')),
  plaqueToken: blankIsNull(z.string().trim().max(40, '不能超过40字')),
  page: blankIsNull(z.string().trim().max(500, '不能超过500字')),
  says: z.string('请写明情况').trim().min(10, '请写明情况，不少于10个字').max(4000, '不能超过4000字'),
  name: blankIsNull(z.string().trim().min(2, '请填写姓名或单位名称').max(100, '不能超过100字')),
  phone: blankIsNull(
    z
      .string()
      .trim()
      .regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/, '请填写手机号码或带区号的固定电话'),
  ),
});
export type ProblemReport = z.output<typeof reportProblemInput>;

export const listProblemsInput = z.object({
  ...pageInput(),
  state: z.enum(states).optional(),
});
export const problemView = z.object({
  id: z.string(),
  receipt: z.string(),
  topic: z.enum(topics),
  carrierId: z.string().nullable(),
  carrierName: z.string().nullable(),
  territoryName: z.string().nullable(),
  plaqueToken: z.string().nullable(),
  page: z.string().nullable(),
  says: z.string(),
  isNamed: z.boolean(),
  phoneLast4: z.string().nullable(),
  files: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })),
  receivedAt: z.string(),
  state: z.enum(states),
  answer: z.string().nullable(),
  answeredAt: z.string().nullable(),
  version: z.number(),
});
export const problemsView = z.object({ ...pageTotal, rows: z.array(problemView) });

export const answerProblemInput = z.object({
  problemId: z.uuid(),
  version: z.int().min(1).max(2_147_483_647),
  /** null closes it without an answer. */
  answer: z.string().trim().min(5, '请写明答复，不少于5个字').max(4000, '不能超过4000字').nullable(),
});
export const problemContactInput = z.object({
  problemId: z.uuid(),
  reason: z.string().trim().min(2, '请说明查看理由').max(200, '不能超过200字'),
});
export const problemContactView = z.object({ name: z.string().nullable(), phone: z.string().nullable() });

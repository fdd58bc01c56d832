import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { TASK_KINDS, TASK_VERBS, type TaskKind } from '../casefile/task.ts';
import { dueView } from '../dossier/dossier.contract.ts';

export { TASK_KINDS, TASK_VERBS };

const kinds = Object.keys(TASK_KINDS) as [TaskKind, ...TaskKind[]];
const moment = z.iso.datetime({ offset: true });

export const listTasksInput = z.object({
  /** open: to be done by me; done: what I did. */
  state: z.enum(['open', 'done']).default('open'),
  kind: z.enum(kinds).optional(),
  light: z.enum(['yellow', 'red']).optional(),
  packId: z.string().max(200).optional(),
  step: z.string().max(100).optional(),
  q: z.string().trim().max(100).optional(),
  sort: z.enum(['dueAt', 'createdAt', '-createdAt']).default('dueAt'),
  ...pageInput(20),
});

export const inboxRow = z.object({
  taskId: z.uuid(),
  kind: z.enum(kinds),
  caseId: z.uuid(),
  number: z.string(),
  title: z.string(),
  carrierName: z.string(),
  applicantName: z.string(),
  packId: z.string(),
  stepId: z.string(),
  stepTitle: z.string(),
  stepKind: z.string(),
  due: dueView,
  /** How often the task was urged, and the last time. */
  urged: z.number().int(),
  urgedAt: moment.nullable(),
  /** The latest reminder that went out. */
  reminded: z.enum(['before', 'at', 'after', 'urged']).nullable(),
  createdAt: moment,
  decidedAt: moment.nullable(),
  verb: z.string().nullable(),
});
export type InboxRow = z.infer<typeof inboxRow>;
/** What a reminder says. */
export const REMINDED = {
  before: { zh: '已提醒：即将到期', en: 'Reminded: due soon' },
  at: { zh: '已提醒：最后一天', en: 'Reminded: last day' },
  after: { zh: '已提醒：已过期限', en: 'Reminded: time is over' },
} as const satisfies Record<string, { zh: string; en: string }>;
export const inboxView = z.object({
  rows: z.array(inboxRow),
  ...pageTotal,
  /** Of all that is open to me, whatever the filter. */
  counts: z.object({
    open: z.number().int(),
    yellow: z.number().int(),
    red: z.number().int(),
    copies: z.number().int(),
  }),
});
export const verbInput = z.object({
  taskId: z.uuid(),
  verb: z.enum(TASK_VERBS),
  opinion: z.string().trim().max(2000).optional(),
  /** returnTo: a step id. */
  to: z.string().max(100).optional(),
  people: z
    .array(z.object({ personId: z.uuid(), organisationId: z.uuid().optional() }))
    .max(20)
    .optional(),
  place: z.enum(['before', 'after']).optional(),
  /** removeSign: the signer's task. */
  signer: z.uuid().optional(),
});
export const colleaguesInput = z.object({ taskId: z.uuid(), organisationId: z.uuid().optional() });
export const colleaguesView = z.object({ rows: z.array(z.object({ id: z.uuid(), name: z.string() })) });

export const askSupplementInput = z.object({
  taskId: z.uuid(),
  items: z
    .array(
      z.object({
        kind: z.enum(['requirement', 'evidence', 'field', 'other']),
        ref: z.string().max(200).nullable().default(null),
        says: z.string().trim().min(1).max(1000),
      }),
    )
    .min(1)
    .max(100),
});

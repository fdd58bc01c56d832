import { z } from 'zod';
import { conflictView } from '../conflicts/conflict.contract.ts';

const roundId = z.uuid();
const runId = z.uuid();
const pair = z.object({ caseId: z.uuid(), expertId: z.uuid() });

export const roundInput = z.object({ roundId });
export const askInput = z.object({
  roundId,
  pins: z.array(pair).max(5000).default([]),
  forbids: z.array(pair).max(5000).default([]),
  /** A plan whose seats stay where they need not move. */
  basedOn: z.uuid().nullable().default(null),
});
export const runInput = z.object({ roundId, runId });
export const runPageInput = runInput.extend({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export const seatsInput = runInput.extend({ caseId: z.uuid() });

export const runSummary = z.object({
  id: z.string(),
  state: z.enum(['waiting', 'solving', 'proposed', 'cancelled', 'failed', 'confirmed']),
  stateLabel: z.string(),
  /** No sign of life for a minute: the process that searched is gone. */
  interrupted: z.boolean(),
  done: z.number(),
  total: z.number(),
  cost: z.number().nullable(),
  lacking: z.number(),
  failure: z.string().nullable(),
  askedAt: z.string(),
  endedAt: z.string().nullable(),
});
export const assignmentsView = z.object({
  round: z.object({ id: z.string(), title: z.string() }),
  /** Submissions that wait for experts, their open seats, and who could sit. */
  waiting: z.number(),
  seats: z.number(),
  experts: z.number(),
  room: z.number(),
  runs: z.array(runSummary),
});
export const runView = runSummary.extend({
  pins: z.array(pair),
  forbids: z.array(pair),
  rows: z.array(
    z.object({
      caseId: z.string(),
      number: z.string(),
      title: z.string(),
      seated: z.boolean(),
      experts: z.array(
        z.object({ expertId: z.string(), name: z.string(), fits: z.array(z.string()), pinned: z.boolean() }),
      ),
      /** Why seats stay empty; null where none does. */
      lack: z.string().nullable(),
    }),
  ),
  total: z.number(),
  seatedCases: z.number(),
  failures: z.array(z.object({ caseId: z.string(), says: z.string() })),
  loads: z.array(z.object({ expertId: z.string(), name: z.string(), seats: z.number() })),
});
export const seatsView = z.object({
  seats: z.array(
    z.object({
      expertId: z.string(),
      name: z.string(),
      fits: z.array(z.string()),
      pinned: z.boolean(),
      /** In hand before, and in this plan. */
      inHand: z.number(),
      planned: z.number(),
      because: z.string(),
    }),
  ),
  others: z.array(
    z.object({
      expertId: z.string(),
      name: z.string(),
      eligible: z.boolean(),
      because: z.string(),
      conflicts: z.array(conflictView),
    }),
  ),
});
export const runDone = z.object({ runId: z.string() });
export type AssignmentsView = z.output<typeof assignmentsView>;
export type RunView = z.output<typeof runView>;
export type RunSummary = z.output<typeof runSummary>;
export type SeatsView = z.output<typeof seatsView>;

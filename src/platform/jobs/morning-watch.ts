import { addDays, type Day } from '../../kernel/day.ts';
import type { Tx } from '../db/database.ts';
import type { Services } from '../services.ts';
import { enqueue, type Job } from './jobs.ts';

type Timed = Pick<Services, 'clock'>;

export interface MorningWatch<S extends Timed> {
  /** It begins with the product, and every morning after; a morning that was missed is made up for once. */
  schedule: (tx: Tx, services: Timed) => Promise<void>;
  /** Looks through some and goes on with the next; after the last, the next morning. */
  onJob: (tx: Tx, services: S, job: Job, now: string) => Promise<void>;
}

/**
 * Looks through a table each morning, some rows at a time; the jobs of one kind make one chain.
 *
 * @param at hour of the morning, HH:MM
 * @param lookThrough the rows after an id, in its order; gives the id to go on after, null after the last
 */
export function morningWatch<S extends Timed>(
  kind: string,
  at: string,
  lookThrough: (tx: Tx, services: S, from: { after: string | null; on: Day; now: string }) => Promise<string | null>,
): MorningWatch<S> {
  return {
    schedule: async (tx, { clock }) => {
      await enqueue(tx, clock, { kind, key: 'start', payload: { after: null }, dueAt: clock.now().toString() });
    },
    onJob: async (tx, services, { payload }, now) => {
      const on = services.clock.today();
      const last = await lookThrough(tx, services, { after: (payload.after ?? null) as string | null, on, now });
      const tomorrow = addDays(on, 1);
      const next = last
        ? { key: `${on} ${last}`, payload: { after: last }, dueAt: now }
        : { key: tomorrow, payload: { after: null }, dueAt: `${tomorrow}T${at}:00+08:00` };
      await enqueue(tx, services.clock, { kind, ...next });
    },
  };
}

/** The id to go on after, where a batch is full. */
export const goOnAfter = (ids: readonly string[], batch: number): string | null =>
  ids.length < batch ? null : (ids.at(-1) ?? null);

import { addDays, type Day } from '../../kernel/day.ts';
import type { Tx } from '../../platform/db/database.ts';
import { enqueue, type Job } from '../../platform/jobs/jobs.ts';
import type { Services } from '../../platform/services.ts';
import { carriersAfter } from './standing.store.ts';

const BATCH = 50;
type Timed = Pick<Services, 'clock'>;

/** Every carrier is looked at once each morning, some at a time; the jobs of one kind make one chain. */
export function carrierWatch(
  kind: string,
  look: (tx: Tx, carrierId: string, on: Day, now: string) => Promise<void>,
): {
  /** It begins with the product, and every morning after. */
  schedule: (tx: Tx, services: Timed) => Promise<void>;
  /** Looks through some carriers and goes on with the next; after the last, the next morning. */
  onJob: (tx: Tx, services: Timed, job: Job, now: string) => Promise<void>;
} {
  return {
    schedule: async (tx, { clock }) => {
      await enqueue(tx, clock, { kind, key: 'start', payload: { after: null }, dueAt: clock.now().toString() });
    },
    onJob: async (tx, { clock }, { payload }, now) => {
      const today = clock.today();
      const ids = await carriersAfter(tx, payload.after as string | null, today, BATCH);
      for (const id of ids) await look(tx, id, today, now);
      const last = ids.length < BATCH ? null : (ids.at(-1) ?? null);
      const tomorrow = addDays(today, 1);
      const next = last
        ? { key: `${today} ${last}`, payload: { after: last }, dueAt: now }
        : { key: tomorrow, payload: { after: null }, dueAt: `${tomorrow}T06:00:00+08:00` };
      await enqueue(tx, clock, { kind, ...next });
    },
  };
}

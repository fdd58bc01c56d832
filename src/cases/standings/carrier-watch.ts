import type { Day } from '../../kernel/day.ts';
import type { Tx } from '../../platform/db/database.ts';
import { goOnAfter, type MorningWatch, morningWatch } from '../../platform/jobs/morning-watch.ts';
import type { Services } from '../../platform/services.ts';
import { carriersAfter } from './standing.store.ts';

const BATCH = 50;

/** Every carrier is looked at once each morning. */
export const carrierWatch = (
  kind: string,
  look: (tx: Tx, carrierId: string, on: Day, now: string) => Promise<void>,
): MorningWatch<Pick<Services, 'clock'>> =>
  morningWatch(kind, '06:00', async (tx, _services, { after, on, now }) => {
    const ids = await carriersAfter(tx, after, on, BATCH);
    for (const id of ids) await look(tx, id, on, now);
    return goOnAfter(ids, BATCH);
  });

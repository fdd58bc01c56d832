import { addDays, type Day, daysBetween } from '../../kernel/day.ts';
import type { Tx } from '../../platform/db/database.ts';
import { enqueue, type JobHandler } from '../../platform/jobs/jobs.ts';
import type { Services } from '../../platform/services.ts';
import { deadlinesNear, insertReminders } from './team-reminder.store.ts';
import { stageOf } from './team-reminder.ts';

const KIND = 'team.remind';

/** Begins with the product, and every morning after; a morning that was missed is made up for once. */
export async function scheduleReminders(tx: Tx, { clock }: Pick<Services, 'clock'>): Promise<void> {
  await enqueue(tx, clock, { kind: KIND, key: 'start', payload: {}, dueAt: clock.now().toString() });
}

export const onRemind =
  ({ clock }: Pick<Services, 'clock'>): JobHandler =>
  async (tx, _job, now) => {
    const today = clock.today();
    await remindTeams(tx, today, now);
    const tomorrow = addDays(today, 1);
    await enqueue(tx, clock, { kind: KIND, key: tomorrow, payload: {}, dueAt: `${tomorrow}T06:30:00+08:00` });
  };

/** Tells of every deadline the stage it has reached, once. */
export async function remindTeams(tx: Tx, today: Day, now: string): Promise<number> {
  const near = await deadlinesNear(tx, today);
  const told = near.flatMap((deadline) => {
    const stage = stageOf(daysBetween(today, deadline.dueOn));
    return stage === null ? [] : [{ ...deadline, stage }];
  });
  return insertReminders(tx, told, now);
}

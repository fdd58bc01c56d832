import { type Day, daysBetween } from '../../kernel/day.ts';
import type { Tx } from '../../platform/db/database.ts';
import { morningWatch } from '../../platform/jobs/morning-watch.ts';
import type { Services } from '../../platform/services.ts';
import { deadlinesNear, insertReminders } from './team-reminder.store.ts';
import { stageOf } from './team-reminder.ts';

export const { schedule: scheduleReminders, onJob: onRemind } = morningWatch<Pick<Services, 'clock'>>(
  'team.remind',
  '06:30',
  async (tx, _services, { on, now }) => {
    await remindTeams(tx, on, now);
    return null;
  },
);

/** Tells of every deadline the stage it has reached, once. */
export async function remindTeams(tx: Tx, today: Day, now: string): Promise<number> {
  const near = await deadlinesNear(tx, today);
  const told = near.flatMap((deadline) => {
    const stage = stageOf(daysBetween(today, deadline.dueOn));
    return stage === null ? [] : [{ ...deadline, stage }];
  });
  return insertReminders(tx, told, now);
}

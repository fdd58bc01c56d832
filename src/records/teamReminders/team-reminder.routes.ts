import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { listRemindersInput, remindersView, seenInput } from './team-reminder.contract.ts';
import { listReminders, setSeen } from './team-reminder.store.ts';

const tag = '到期提醒';

export const teamReminderRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/team-reminders',
    permission: 'team.list',
    summary: '知识产权缴费、资质到期、月报应报的提醒',
    tag,
    input: listRemindersInput,
    output: remindersView,
    handle: ({ tx, actor, input: { unseen, ...query }, services }) =>
      listReminders(tx, actor, 'team.list', {
        ...query,
        unseen: unseen === 'true',
        today: services.clock.today(),
      }),
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/reminders/:reminderId/seen',
    permission: 'team.seen',
    summary: '团队已知悉提醒',
    tag,
    input: seenInput,
    output: z.object({}),
    handle: async ({ tx, actor, input: { teamId, reminderId }, services }) => {
      const at = services.clock.now().toString();
      if (!(await setSeen(tx, teamId, reminderId, actor.personId, at))) throw new Refusal('not-found');
      recordChange(tx, { kind: 'teamReminder', id: reminderId, after: { seen: true } });
      return {};
    },
  }),
];

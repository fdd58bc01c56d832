import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { z } from 'zod';
import {
  REMINDED,
  type ReminderView,
  type remindersView,
} from '../../../src/records/teamReminders/team-reminder.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { useToday } from '../../lib/today.ts';
import { useWords } from '../../lib/words.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Label } from '../../ui/label.tsx';
import { Card, Tag } from '../../ui/page.tsx';

const remindersQuery = (asked: { teamId?: string; unseen?: 'true' }) =>
  queryOptions({
    queryKey: ['team-reminders', asked],
    queryFn: () => api.get<z.output<typeof remindersView>>('/api/team-reminders', { ...asked, size: 50 }),
  });

const DAY = 86_400_000;
const daysLeft = (today: string, dueOn: string) => Math.round((Date.parse(dueOn) - Date.parse(today)) / DAY);

/** Fees and certificates that fall due: of one team, or in the inbox of all that one keeps and that are not seen yet. */
export function TeamReminders({ teamId }: { teamId?: string }) {
  const t = useWords();
  const may = useMay();
  const today = useToday();
  const client = useQueryClient();
  const { data } = useQuery({
    ...remindersQuery(teamId ? { teamId } : { unseen: 'true' }),
    enabled: may('team.list'),
  });
  const see = useMutation({
    mutationFn: (one: ReminderView) => api.post(`/api/teams/${one.teamId}/reminders/${one.id}/seen`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['team-reminders'] }),
  });
  if (!data || data.total === 0) return null;
  return (
    <Card title={`${t('到期提醒')} ${data.total}${t('项')}`} id="reminders">
      <ErrorNotice error={see.error} />
      <ul className="plain stack">
        {data.rows.map((one) => (
          <li key={one.id} className="row spread">
            <span>
              {!teamId && <Link to={`/teams/${one.teamId}` as string}>{one.teamName}</Link>}
              {!teamId && '：'}
              <Link to={`/teams/${one.teamId}/records` as string} search={{ kind: one.kind, history: 'true' } as never}>
                {one.label}
              </Link>{' '}
              <Label of={REMINDED[one.kind]} /> {showDay(one.dueOn)} <Left days={daysLeft(today, one.dueOn)} />
            </span>
            {may('team.seen') && one.seenAt === null && (
              <Button size="small" disabled={see.isPending} onClick={() => see.mutate(one)}>
                {t('知道了')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Left({ days }: { days: number }) {
  if (days < 0) return <Tag tone="bad">已过{-days}天</Tag>;
  return <Tag tone={days <= 7 ? 'bad' : 'warn'}>{days === 0 ? '今天到期' : `还有${days}天`}</Tag>;
}

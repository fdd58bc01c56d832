import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { api } from '../../lib/api.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Card, Notice } from '../../ui/page.tsx';
import { feedQuery, useBookingChange } from './bookings.ts';

/** 日历订阅: one's own bookings, and of a mentor the sessions of every space, in a calendar of one's own. */
export function FeedCard() {
  const { data } = useQuery(feedQuery);
  const open = useBookingChange(() => api.post<{ address: string }>('/api/calendar-feed'));
  const revoke = useBookingChange(() => api.delete('/api/calendar-feed'));
  return (
    <Card title="日历订阅" id="feed">
      <div className="stack-s">
        <p>在手机或电脑的日历里订阅这个地址，就能看到自己的预订和作为导师的辅导。知道地址的人都能看到，请勿外传。</p>
        {open.data && (
          <Notice tone="warn" live title="地址只显示这一次">
            <p>
              <code className="break">{open.data.address}</code>
            </p>
          </Notice>
        )}
        <ErrorNotice error={open.error ?? revoke.error} />
        <div className="row">
          <Button loading={open.isPending} onClick={() => open.mutate(undefined)}>
            {data?.createdAt ? '更换地址' : '启用订阅'}
          </Button>
          {data?.createdAt && (
            <Confirm
              face="停用订阅"
              title="停用日历订阅"
              says="停用之后，已经订阅的日历不再更新。"
              act={() => revoke.mutateAsync(undefined)}
            />
          )}
        </div>
      </div>
    </Card>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { isUncharged } from '../../../src/records/bookings/booking.contract.ts';
import { BookingDeeds } from '../../features/bookings/booking-deeds.tsx';
import { BookingState } from '../../features/bookings/booking-state.tsx';
import {
  type Booking,
  bookingsQuery,
  creditsQuery,
  showItems,
  showWhen,
  useBookingChange,
} from '../../features/bookings/bookings.ts';
import { CreditMovements } from '../../features/bookings/credit-movements.tsx';
import { FeedCard } from '../../features/bookings/feed-card.tsx';
import { api } from '../../lib/api.ts';
import { showMoment, showMoney } from '../../lib/format.ts';
import { pageOf, useSearchState } from '../../lib/search.ts';
import { useToday } from '../../lib/today.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { Card, Empty, Loading, Notice, Page } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 20;

/** 创业团队 · 我的预订：团队的预订、积分余额和明细、日历订阅。 */
export function BookingsPage() {
  const today = useToday();
  const [search] = useSearchState();
  const isPast = search.when === 'past';
  const [cancelling, setCancelling] = useState<Booking | null>(null);
  const period = isPast ? { to: today, order: 'desc' } : { from: today };
  const { data } = useQuery(
    bookingsQuery({
      ...period,
      mine: search.mine,
      page: pageOf(search),
      size: SIZE,
    }),
  );
  return (
    <Page
      title="我的预订"
      says="团队成员都能看到团队的预订和积分。"
      actions={
        <Link to="/book" className="button-link">
          预订
        </Link>
      }
    >
      <Credits />
      <Filters>
        <ChoiceFilter name="when" label="时间" all="今天起" options={[{ value: 'past', label: '以前的' }]} />
        <ChoiceFilter name="mine" label="谁的" all="整个团队" options={[{ value: 'true', label: '只看我的' }]} />
      </Filters>
      {data ? (
        <>
          <Table
            caption="预订"
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有预订">点右上角的“预订”，查找空闲的会议室、工位和设备。</Empty>}
            columns={[
              {
                title: '时间',
                cell: (row) => (
                  <>
                    {showWhen(row)}
                    {row.offeredUntil && <div className="small">请在{showMoment(row.offeredUntil)}前确认</div>}
                  </>
                ),
              },
              {
                title: '预订',
                cell: (row) => (
                  <>
                    {showItems(row)}
                    <div className="soft small">{row.carrierName}</div>
                  </>
                ),
              },
              { title: '使用人', cell: ({ personName }) => personName },
              {
                title: '费用',
                cell: (row) => {
                  if (isUncharged(row)) return '不收费';
                  return row.payment === 'credits' ? `${row.credits}积分` : showMoney(row.feeFen);
                },
              },
              {
                title: '状态',
                cell: (row) => (
                  <>
                    <BookingState {...row} />
                    {row.reason && <div className="soft small">{row.reason}</div>}
                  </>
                ),
              },
              {
                title: '操作',
                bare: true,
                cell: (row) => (
                  <>
                    <BookingDeeds booking={row} />
                    {row.state === 'confirmed' && (
                      <button
                        type="button"
                        className="link-button"
                        aria-label={`取消一段日期：${showItems(row)} ${showWhen(row)}`}
                        onClick={() => setCancelling(row)}
                      >
                        取消一段日期
                      </button>
                    )}
                  </>
                ),
              },
            ]}
          />
          <Pager
            total={data.total}
            page={pageOf(search)}
            size={SIZE}
            workbook="/api/bookings.xlsx"
            filters={{ ...period, mine: search.mine }}
          />
        </>
      ) : (
        <Loading />
      )}
      <FeedCard />
      {cancelling && <RangeDialog booking={cancelling} onClose={() => setCancelling(null)} />}
    </Page>
  );
}

function Credits() {
  const { data } = useQuery(creditsQuery);
  if (!data || data.rows.length === 0) return null;
  return (
    <Card title="团队积分" id="credits">
      {data.rows.map((account) => (
        <div key={account.carrierId} className="stack-s">
          <p>
            {account.carrierName}：余额<strong className="number"> {account.balance} </strong>
          </p>
          <details>
            <summary>明细</summary>
            <CreditMovements of={account} />
          </details>
        </div>
      ))}
    </Card>
  );
}

interface Range {
  from: string;
  to: string;
  reason: string;
}

function RangeDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const send = useBookingChange((entered: Range) =>
    api.post<{ rows: { bookingId: string; startsAt: string; endsAt: string; result: 'cancelled' | 'cut' }[] }>(
      '/api/bookings/cancel-range',
      {
        carrierId: booking.carrierId,
        resourceId: booking.items[0]?.resourceId ?? null,
        seriesId: booking.seriesId,
        ...entered,
      },
    ),
  );
  return (
    <Dialog title="取消一段日期" open onClose={onClose}>
      {send.data ? (
        <div className="stack">
          <Notice tone="ok" live title={`处理了${send.data.rows.length}项预订`} />
          <ul>
            {send.data.rows.map((row) => (
              <li key={row.bookingId}>
                {showWhen(row)}：{row.result === 'cut' ? '去掉这几天，其余保留' : '已取消'}
              </li>
            ))}
          </ul>
          <div className="row row-end">
            <Button type="primary" onClick={onClose}>
              完成
            </Button>
          </div>
        </div>
      ) : (
        <Form layout="vertical" onFinish={(entered: Range) => send.mutate(entered)}>
          <p>
            本团队对“{booking.items[0]?.name}”的{booking.seriesId ? '这一系列' : ''}
            预订，在这段日期内的取消；多天的预订只去掉这几天。
          </p>
          <Form.Item name="from" label="从" rules={REQUIRED('请填写日期')}>
            <DayInput />
          </Form.Item>
          <Form.Item name="to" label="到（含当天）" rules={REQUIRED('请填写日期')}>
            <DayInput />
          </Form.Item>
          <Form.Item name="reason" label="理由" rules={REQUIRED('请说明理由')}>
            <Input maxLength={200} />
          </Form.Item>
          <div className="stack-s">
            <ErrorNotice error={send.error} />
            <div className="row row-end">
              <Button onClick={onClose}>返回</Button>
              <Button type="primary" danger htmlType="submit" loading={send.isPending}>
                取消这些天
              </Button>
            </div>
          </div>
        </Form>
      )}
    </Dialog>
  );
}

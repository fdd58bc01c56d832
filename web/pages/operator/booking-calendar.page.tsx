import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { addDays, addMonths, dayOfWeek, formatDay } from '../../../src/kernel/day.ts';
import { BookingDeeds } from '../../features/bookings/booking-deeds.tsx';
import { BookingState } from '../../features/bookings/booking-state.tsx';
import {
  type Booking,
  bookingsQuery,
  linesQuery,
  monthQuery,
  showItems,
  showWhen,
  timeIn,
} from '../../features/bookings/bookings.ts';
import '../../features/bookings/bookings.css';
import { SpaceFrame } from '../../features/records/space-frame.tsx';
import { dayInShanghai } from '../../lib/format.ts';
import { useSearchState } from '../../lib/search.ts';
import { useToday } from '../../lib/today.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ChoiceFilter, DayFilter, Filters } from '../../ui/filters.tsx';
import { Opener } from '../../ui/opener.tsx';
import { Card, Empty, Loading } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** 运营机构 · 预订：待审批、按资源看一天或一周、一个月的使用率。 */
export function BookingCalendarPage() {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const today = useToday();
  const [search, change] = useSearchState();
  const day = search.on ?? today;
  const isWeek = search.view === 'week';
  const first = isWeek ? addDays(day, 1 - dayOfWeek(day)) : day;
  const days = Array.from({ length: isWeek ? 7 : 1 }, (_, index) => addDays(first, index));
  const step = (by: number) => change({ on: addDays(day, by) });
  return (
    <SpaceFrame
      carrierId={carrierId}
      title="预订"
      says="谁在什么时候用什么；该批的批，没来的记为未到。"
      actions={
        <Link to={`/book?space=${carrierId}&day=${day}` as string} className="button-link">
          预订或代团队预订
        </Link>
      }
    >
      <Approvals carrierId={carrierId} />
      <Filters>
        <DayFilter name="on" label="日期" />
        <ChoiceFilter name="view" label="范围" all="一天" options={[{ value: 'week', label: '一周' }]} />
        <div className="row">
          <Button onClick={() => step(isWeek ? -7 : -1)}>{isWeek ? '上一周' : '前一天'}</Button>
          <Button onClick={() => step(isWeek ? 7 : 1)}>{isWeek ? '下一周' : '后一天'}</Button>
        </div>
      </Filters>
      <Calendar carrierId={carrierId} days={days} />
      <Month carrierId={carrierId} month={day.slice(0, 7)} />
    </SpaceFrame>
  );
}

function Approvals({ carrierId }: { carrierId: string }) {
  const { data } = useQuery(bookingsQuery({ carrierId, state: 'requested', size: 100 }));
  return (
    <Card title="待审批" id="approvals">
      <Table
        caption="待审批的预订"
        rows={data?.rows ?? []}
        rowKey={({ id }) => id}
        empty={<p className="empty">没有待审批的预订</p>}
        columns={[
          { title: '时间', cell: showWhen },
          { title: '预订', cell: showItems },
          { title: '团队', cell: ({ teamName, personName }) => [teamName, personName].filter(Boolean).join(' · ') },
          { title: '用途', cell: ({ purpose, attendees }) => `${purpose ?? '—'}（${attendees}人）` },
          { title: '操作', bare: true, cell: (row) => <BookingDeeds booking={row} decides /> },
        ]}
      />
    </Card>
  );
}

/** A row for each resource, a column for each day; every booking is words, its state too. */
function Calendar({ carrierId, days }: { carrierId: string; days: readonly string[] }) {
  const { data: lines } = useSuspenseQuery(linesQuery(carrierId));
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const { data } = useQuery(bookingsQuery({ carrierId, from: first, to: last, size: 500 }));
  if (!data) return <Loading />;
  const shown = data.rows.filter(({ state }) => !['cancelled', 'declined', 'lapsed'].includes(state));
  const rows = lines.rows.flatMap(({ resource, name }) =>
    resource?.use === 'booked' ? [{ id: resource.id, name }] : [],
  );
  const at = (resourceId: string, day: string): Booking[] =>
    shown.filter(
      (booking) =>
        booking.items.some((item) => item.resourceId === resourceId) &&
        dayInShanghai(booking.startsAt) <= day &&
        dayInShanghai(new Date(Date.parse(booking.endsAt) - 1)) >= day,
    );
  return (
    <Card title="日历" id="calendar">
      <Table
        caption="按资源排列的预订"
        scrolls={days.length > 1}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<Empty title="还没有开放预订的资源">在“场地与设备”里设置预订条件。</Empty>}
        columns={[
          { title: '资源', cell: ({ name }) => name },
          ...days.map((day) => ({
            title: `${formatDay(day).replace(/^\d+年/, '')} 周${WEEKDAYS[dayOfWeek(day) - 1]}`,
            cell: ({ id }: { id: string }) => {
              const found = at(id, day);
              return found.length === 0 ? (
                <span className="soft">空闲</span>
              ) : (
                <ul className="plain stack-s">
                  {found.map((booking) => (
                    <li key={booking.id} className="booking-entry">
                      <strong>
                        {timeIn(booking.startsAt) === '00:00'
                          ? '全天'
                          : `${timeIn(booking.startsAt)}–${timeIn(booking.endsAt)}`}
                      </strong>{' '}
                      {booking.teamName ?? booking.personName}
                      {(booking.items.find((item) => item.resourceId === id)?.quantity ?? 1) > 1 &&
                        ` ×${booking.items.find((item) => item.resourceId === id)?.quantity}`}
                      <div className="row">
                        <BookingState {...booking} />
                        <BookingDeeds booking={booking} decides />
                      </div>
                    </li>
                  ))}
                </ul>
              );
            },
          })),
        ]}
      />
    </Card>
  );
}

const percent = (part: number, whole: number) => (whole === 0 ? '—' : `${Math.round((part / whole) * 1000) / 10}%`);
const hours = (value: number) => Math.round(value * 10) / 10;

/** Of a resource in a month: the bookings that held, or those that nobody came to. */
interface Opened {
  resourceId: string;
  name: string;
  state: 'confirmed' | 'noShow';
}

function Month({ carrierId, month }: { carrierId: string; month: string }) {
  const { data } = useQuery(monthQuery(carrierId, month));
  const [opened, setOpened] = useState<Opened | null>(null);
  const opener = ({ resourceId, name }: Omit<Opened, 'state'>, what: string, count: number, state: Opened['state']) => (
    <Opener
      face={String(count)}
      label={`${name}的${what}`}
      opens={count > 0}
      onOpen={() => setOpened({ resourceId, name, state })}
    />
  );
  return (
    <Card title={`${month.replace('-', '年')}月使用率`} id="month">
      <p className="soft small">使用时数 ÷ 开放时数（数量×开放时间，扣除临时关闭）。未到的不算使用。</p>
      <Table
        caption="一个月的使用率"
        rows={data?.rows ?? []}
        rowKey={({ resourceId }) => resourceId}
        empty={<p className="empty">没有开放预订的资源</p>}
        columns={[
          { title: '资源', cell: ({ name }) => name },
          {
            title: '使用率',
            cell: ({ usedHours, openHours }) => (
              <div className="row">
                <span className="number">{percent(usedHours, openHours)}</span>
                <meter
                  className="use-meter"
                  aria-label="使用率"
                  min={0}
                  max={Math.max(1, openHours)}
                  value={usedHours}
                />
              </div>
            ),
          },
          { title: '使用时数', number: true, cell: ({ usedHours }) => hours(usedHours) },
          { title: '开放时数', number: true, cell: ({ openHours }) => hours(openHours) },
          { title: '次数', number: true, cell: (row) => opener(row, '次数', row.bookings, 'confirmed') },
          { title: '未到', number: true, cell: (row) => opener(row, '未到', row.noShows, 'noShow') },
        ]}
      />
      {opened && (
        <Dialog title={`${opened.name}：${month.replace('-', '年')}月的预订`} open wide onClose={() => setOpened(null)}>
          <Counted carrierId={carrierId} month={month} opened={opened} />
        </Dialog>
      )}
    </Card>
  );
}

const SHOWN = 500;

/** What a month's figure was counted from: what begins in the month. */
function Counted({ carrierId, month, opened }: { carrierId: string; month: string; opened: Opened }) {
  const { resourceId, state } = opened;
  const from = `${month}-01`;
  const to = addDays(addMonths(from, 1), -1);
  const { data } = useQuery(bookingsQuery({ carrierId, resourceId, from, to, order: 'desc', size: SHOWN }));
  if (!data) return <Loading lines={3} />;
  const states = state === 'noShow' ? ['noShow'] : ['confirmed', 'checkedIn'];
  return (
    <>
      <Table
        caption="预订"
        rows={data.rows.filter((row) => states.includes(row.state) && dayInShanghai(row.startsAt) >= from)}
        rowKey={({ id }) => id}
        empty={null}
        columns={[
          { title: '时间', cell: (row) => showWhen(row) },
          { title: '团队', cell: (row) => row.teamName ?? row.personName },
          { title: '用途', cell: (row) => row.purpose ?? '—' },
          { title: '状态', cell: (row) => <BookingState {...row} /> },
        ]}
      />
      {data.total > SHOWN && <p className="soft">只显示最近{SHOWN}条。</p>}
    </>
  );
}

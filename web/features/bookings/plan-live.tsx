import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { PlanView, Shape } from '../../../src/records/floorPlans/floor-plan.contract.ts';
import { dayInShanghai, momentInShanghai, showMoment } from '../../lib/format.ts';
import { useNow } from '../../lib/today.ts';
import { useWords } from '../../lib/words.ts';
import { DayInput } from '../../ui/inputs.tsx';
import { Card, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { clockOf, minutesOf, occupancyQuery, showUntil, timeIn } from './bookings.ts';
import { PlanDrawing } from './plan-drawing.tsx';

interface Standing {
  kind: string;
  recordId: string;
  name: string;
  use: 'booked' | 'let' | 'closed' | null;
  count: number;
  isOpen: boolean;
  busy: { unit: number; until: string | null; who: string | null }[];
}

const STANDINGS = {
  free: { zh: '空闲', className: 'plan-free', tone: 'ok' },
  part: { zh: '部分占用', className: 'plan-part', tone: 'warn' },
  busy: { zh: '占用', className: 'plan-busy', tone: 'bad' },
  let: { zh: '出租', className: '', tone: 'plain' },
  shut: { zh: '不开放', className: 'plan-shut', tone: 'plain' },
} as const;

/** How one thing, or one unit of it, stands at the moment. */
function standingOf(row: Standing, unit: number | null): keyof typeof STANDINGS {
  const busy = unit === null ? row.busy.length : row.busy.filter((one) => one.unit === unit).length;
  if (busy > 0) return unit !== null || busy >= row.count ? 'busy' : 'part';
  if (row.use === 'let') return 'let';
  return row.use === 'booked' && row.isOpen ? 'free' : 'shut';
}

const REFRESH_MS = 60_000;
const halfHour = (minutes: number) => minutes - (minutes % 30);

/** The floors with what is taken now, or at a day and an hour, and the same as a table. */
export function LivePlans({ carrierId, plans }: { carrierId: string; plans: readonly PlanView[] }) {
  const t = useWords();
  const now = new Date(useNow());
  // null: now, and again every minute.
  const [chosen, setChosen] = useState<{ day: string; minutes: number } | null>(null);
  const { day, minutes } = chosen ?? {
    day: dayInShanghai(now),
    minutes: halfHour(minutesOf(timeIn(now.toISOString()))),
  };
  const at = chosen === null ? undefined : momentInShanghai(day, clockOf(minutes));
  const { data } = useQuery({
    ...occupancyQuery(carrierId, at),
    ...(at === undefined ? { refetchInterval: REFRESH_MS } : { placeholderData: keepPreviousData }),
  });
  const rows: readonly Standing[] = data?.rows ?? [];
  const look = ({ target, label }: Shape) => {
    const row = target && rows.find((one) => one.kind === target.kind && one.recordId === target.recordId);
    if (!row || !target) return { className: '', says: label || '标记', sign: label };
    const { zh, className } = STANDINGS[standingOf(row, target.unit)];
    const until = row.busy.find((one) => target.unit === null || one.unit === target.unit);
    const says = `${row.name}${target.unit === null ? '' : `${target.unit}号`}：${zh}${until ? `，${showUntil(until.until)}${until.who ? `，${until.who}` : ''}` : ''}`;
    return {
      className,
      says,
      sign: `${label || row.name}${className === 'plan-busy' ? ' ●' : className === 'plan-part' ? ' ◐' : ''}`,
    };
  };
  return (
    <>
      <form className="filters" aria-label="看哪个时刻" onSubmit={(event) => event.preventDefault()}>
        <div className="filter">
          <label htmlFor="plan-day">日期</label>
          <DayInput
            id="plan-day"
            value={day}
            onChange={(picked) => setChosen(picked === null ? null : { day: picked, minutes })}
          />
        </div>
        <div className="filter">
          <label htmlFor="plan-hour">时刻：{chosen === null ? '现在' : clockOf(minutes)}</label>
          <input
            id="plan-hour"
            type="range"
            min={0}
            max={1410}
            step={30}
            value={minutes}
            aria-valuetext={chosen === null ? t('现在') : clockOf(minutes)}
            onChange={({ target }) => setChosen({ day, minutes: Number(target.value) })}
          />
        </div>
        {chosen !== null && <Button onClick={() => setChosen(null)}>回到现在</Button>}
      </form>
      {data && (
        <p className="soft">
          {chosen === null ? `${showMoment(data.at)}的占用，每分钟更新。` : `${showMoment(data.at)}的占用。`}
        </p>
      )}
      <p className="row" aria-hidden="true">
        {Object.values(STANDINGS).map(({ zh, tone }) => (
          <Tag key={zh} tone={tone}>
            {zh === '占用' ? '● 占用' : zh === '部分占用' ? '◐ 部分占用' : zh}
          </Tag>
        ))}
      </p>
      {plans.map((plan) => (
        <Card key={plan.id} title={`${plan.floorName}（第${plan.version}版）`} id={`plan-${plan.floorId}`}>
          <PlanDrawing plan={plan} shapes={plan.shapes} look={look} />
        </Card>
      ))}
      <Card title="列表" id="plan-list">
        {data !== undefined && data.unplaced > 0 && (
          <p className="soft">另有{data.unplaced}个工位由在驻团队使用，协议没有写明编号，图和表里没有计入。</p>
        )}
        <Table
          caption="占用情况"
          rows={rows}
          rowKey={({ kind, recordId }) => `${kind} ${recordId}`}
          empty={<p className="empty">没有登记场地和设备</p>}
          columns={[
            { title: '名称', cell: ({ name }) => name },
            {
              title: '情况',
              cell: (row) => {
                const { zh, tone } = STANDINGS[standingOf(row, null)];
                return <Tag tone={tone}>{zh}</Tag>;
              },
            },
            { title: '占用', number: true, cell: ({ busy, count }) => `${busy.length}/${count}` },
            {
              title: '占用到',
              cell: ({ busy, count }) =>
                busy.length === 0
                  ? '—'
                  : busy
                      .slice(0, 6)
                      .map(
                        ({ unit, until, who }) =>
                          `${count > 1 ? `${unit}号` : ''}${showUntil(until)}${who ? `（${who}）` : ''}`,
                      )
                      .join('、'),
            },
          ]}
        />
      </Card>
    </>
  );
}

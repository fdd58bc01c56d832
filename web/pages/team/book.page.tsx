import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { FreeRow } from '../../../src/records/bookings/booking.contract.ts';
import { FEATURES, PERIODS, RESOURCE_KINDS } from '../../../src/records/resources/resource.contract.ts';
import '../../features/bookings/bookings.css';
import { BookDialog } from '../../features/bookings/book-dialog.tsx';
import { freeQuery, spacesToBookQuery, timeIn } from '../../features/bookings/bookings.ts';
import { showMoney } from '../../lib/format.ts';
import { useSearchState } from '../../lib/search.ts';
import { useToday } from '../../lib/today.ts';
import { useLabel } from '../../lib/words.ts';
import { dayFormats, NumberInput } from '../../ui/inputs.tsx';
import { Label } from '../../ui/label.tsx';
import { Card, Empty, Loading, Notice, Page, Tag } from '../../ui/page.tsx';

const LENGTHS = [30, 60, 90, 120, 180, 240, 480];

/** 创业团队 · 预订：选空间、种类、日期、时长和人数，看空闲，点一个时间就能订。 */
export function BookPage() {
  const label = useLabel();
  const today = useToday();
  const [search, change] = useSearchState();
  const { data: spaces } = useSuspenseQuery(spacesToBookQuery);
  const carrierId = search.space ?? spaces.rows[0]?.id;
  const asked = {
    kind: search.kind ?? 'room',
    day: search.day ?? today,
    minutes: Number(search.minutes) || 60,
    length: Number(search.length) || 1,
    seats: Number(search.seats) || 1,
    quantity: Number(search.quantity) || 1,
  };
  if (!carrierId)
    return (
      <Page title="预订">
        <Empty title="还没有空间开放预订">运营机构开放之后，可以在这里预订会议室、工位和设备。</Empty>
      </Page>
    );
  const byHour = asked.kind === 'room' || asked.kind === 'device';
  return (
    <Page
      title="预订"
      says="会议室和设备按小时，工位按天，储物柜按月。"
      actions={
        <>
          <Link to={`/book/${carrierId}/plan` as string} className="button-link button-link-plain">
            平面图
          </Link>
          <Link to="/bookings" className="button-link button-link-plain">
            我的预订
          </Link>
        </>
      }
    >
      <form className="filters" aria-label="查找空闲" onSubmit={(event) => event.preventDefault()}>
        <div className="filter">
          <label htmlFor="book-space">空间</label>
          <Select
            id="book-space"
            value={carrierId}
            options={spaces.rows.map(({ id, name, resides }) => ({
              value: id,
              label: resides ? `${name}（所在）` : name,
            }))}
            onChange={(space) => change({ space })}
          />
        </div>
        <div className="filter">
          <label htmlFor="book-kind">种类</label>
          <Select
            id="book-kind"
            value={asked.kind}
            options={Object.entries(RESOURCE_KINDS).map(([value, words]) => ({ value, label: label(words) }))}
            onChange={(kind) => change({ kind })}
          />
        </div>
        <div className="filter">
          <label htmlFor="book-day">日期</label>
          <DatePicker
            id="book-day"
            value={dayjs(asked.day)}
            format={dayFormats()}
            allowClear={false}
            onChange={(day) => change({ day: day?.format('YYYY-MM-DD') })}
          />
        </div>
        {byHour ? (
          <div className="filter">
            <label htmlFor="book-minutes">时长</label>
            <Select
              id="book-minutes"
              value={asked.minutes}
              options={LENGTHS.map((value) => ({
                value,
                label: value < 60 ? `${value}分钟` : `${value / 60}小时`,
              }))}
              onChange={(minutes) => change({ minutes: String(minutes) })}
            />
          </div>
        ) : (
          <div className="filter">
            <label htmlFor="book-length">{asked.kind === 'desk' ? '天数' : '月数'}</label>
            <NumberInput
              id="book-length"
              whole
              value={asked.length}
              onChange={(n) => n && change({ length: String(n) })}
            />
          </div>
        )}
        <div className="filter">
          <label htmlFor="book-seats">{byHour ? '人数' : '数量'}</label>
          <NumberInput
            id="book-seats"
            whole
            key={String(byHour)}
            value={byHour ? asked.seats : asked.quantity}
            onChange={(n) => n && change(byHour ? { seats: String(n) } : { quantity: String(n) })}
          />
        </div>
      </form>
      <Free carrierId={carrierId} asked={asked} />
    </Page>
  );
}

interface Asked {
  kind: string;
  day: string;
  minutes: number;
  length: number;
  seats: number;
  quantity: number;
}

function Free({ carrierId, asked }: { carrierId: string; asked: Asked }) {
  const { data } = useQuery(freeQuery(carrierId, { ...asked }));
  const [chosen, setChosen] = useState<{ row: FreeRow; slot: Slot; waits: boolean } | null>(null);
  if (!data) return <Loading />;
  return (
    <>
      {data.balance !== null && (
        <p>
          本团队在此空间的积分余额：<strong className="number">{data.balance}</strong>
        </p>
      )}
      {data.rows.length === 0 && <Empty title="这个空间没有开放这一类">换一个种类或空间再看看。</Empty>}
      <div className="stack">
        {data.rows.map((row) => (
          <FreeCard
            key={row.resourceId}
            row={row}
            isOwn={data.group === 'own'}
            onPick={(slot, waits) => setChosen({ row, slot, waits })}
          />
        ))}
      </div>
      {chosen && (
        <BookDialog
          carrierId={carrierId}
          row={chosen.row}
          slot={chosen.slot}
          waits={chosen.waits}
          group={data.group}
          balance={data.balance}
          attendees={asked.seats}
          quantity={asked.quantity}
          length={asked.length}
          onClose={() => setChosen(null)}
        />
      )}
    </>
  );
}

interface Slot {
  startsAt: string;
  endsAt: string;
}

interface FreeCardProps {
  row: FreeRow;
  /** The operator's own use costs nothing. */
  isOwn: boolean;
  onPick: (slot: Slot, waits: boolean) => void;
}

function FreeCard({ row, isOwn, onPick }: FreeCardProps) {
  const label = useLabel();
  const place = [row.floor, row.zone].filter(Boolean).join(' · ');
  return (
    <Card title={row.name} id={`free-${row.resourceId}`}>
      <div className="stack-s">
        <p className="row">
          {row.seats !== null && <span>{row.seats}座</span>}
          {row.count > 1 && <span>共{row.count}</span>}
          {place && <span className="soft">{place}</span>}
          {row.price && !isOwn && (
            <span>
              {showMoney(row.price.feeFen)}
              {row.price.credits !== null && `或${row.price.credits}积分`}
            </span>
          )}
          {row.approval && <Tag tone="note">须审批</Tag>}
          {row.features.map((code) => (
            <Tag key={code}>{label(FEATURES[code as keyof typeof FEATURES], code)}</Tag>
          ))}
        </p>
        {row.photos.length > 0 && (
          <div className="photos">
            {row.photos.map(({ id, alt }) => (
              <img key={id} src={`/api/pictures/${id}`} alt={alt} loading="lazy" />
            ))}
          </div>
        )}
        {row.starts.length > 0 ? (
          <fieldset className="plain-fieldset" aria-label={`${row.name}的空闲时间`}>
            <div className="row">
              {row.starts.map((slot) => (
                <Button key={slot.startsAt} onClick={() => onPick(slot, false)}>
                  <span className="hidden-label">预订{row.name} </span>
                  <SlotTime row={row} slot={slot} />
                  {row.count > 1 && <span className="soft small">余{slot.free}</span>}
                </Button>
              ))}
            </div>
          </fieldset>
        ) : (
          <Notice tone="warn" title="没有空闲">
            <ul>
              {row.reasons.map(({ code, message, remedy }) => (
                <li key={code}>
                  {message}。{remedy}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {row.taken.length > 0 && (
          <details open={row.starts.length === 0}>
            <summary>已订满的时间，可以候补</summary>
            <fieldset className="plain-fieldset" aria-label={`${row.name}可以候补的时间`}>
              <div className="row">
                {row.taken.map((slot) => (
                  <Button key={slot.startsAt} type="dashed" onClick={() => onPick(slot, true)}>
                    <span className="hidden-label">候补{row.name} </span>
                    <SlotTime row={row} slot={slot} />
                    <span className="soft small">{slot.waiting > 0 ? `前面${slot.waiting}位` : '加入候补'}</span>
                  </Button>
                ))}
              </div>
            </fieldset>
          </details>
        )}
      </div>
    </Card>
  );
}

/** By the hour the time it begins at, heard with the time it ends at; else the period. */
function SlotTime({ row, slot }: { row: FreeRow; slot: Slot }) {
  if (row.period !== 'hour') return <Label of={PERIODS[row.period]} />;
  return (
    <>
      {timeIn(slot.startsAt)}
      <span className="hidden-label">至{timeIn(slot.endsAt)}</span>
    </>
  );
}

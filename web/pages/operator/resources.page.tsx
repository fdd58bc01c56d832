import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import { DAY_KINDS, type openingsView } from '../../../src/records/bookings/booking.contract.ts';
import {
  type LineView,
  PERIODS,
  RESOURCE_KINDS,
  USER_GROUPS,
  USES,
} from '../../../src/records/resources/resource.contract.ts';
import {
  clockOf,
  linesQuery,
  minutesOf,
  openingsQuery,
  teamCreditsQuery,
  teamMovementsQuery,
  useBookingChange,
} from '../../features/bookings/bookings.ts';
import { CreditMovements } from '../../features/bookings/credit-movements.tsx';
import { TermsDialog } from '../../features/bookings/terms-dialog.tsx';
import { SpaceFrame } from '../../features/records/space-frame.tsx';
import { api } from '../../lib/api.ts';
import { showMoment, showMoney } from '../../lib/format.ts';
import { useMayOn } from '../../lib/session.ts';
import { useLabel } from '../../lib/words.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { ChoiceInput, MomentInput, NumberInput } from '../../ui/inputs.tsx';
import { Opener } from '../../ui/opener.tsx';
import { Card, Empty, Loading, Notice, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

const RECORDS = [
  ['floor', '楼层'],
  ['zone', '分区'],
  ['room', '房间'],
  ['desk', '工位'],
  ['device', '设备'],
  ['locker', '储物柜'],
] as const;

/** 运营机构 · 场地与设备：哪些能订、什么条件、什么价格、何时开放，各团队有多少积分。 */
export function ResourcesPage() {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const may = useMayOn('carrier', carrierId);
  const label = useLabel();
  const [setting, setSetting] = useState<LineView | null>(null);
  const { data } = useSuspenseQuery(linesQuery(carrierId));
  return (
    <SpaceFrame
      carrierId={carrierId}
      title="场地与设备"
      says="名称、数量和座位在日常记录里登记一次，这里设置预订条件和价格。"
    >
      <p className="row">
        登记：
        {RECORDS.map(([kind, zh]) => (
          <Link key={kind} to={`/spaces/${carrierId}/records` as string} search={{ kind } as never}>
            {zh}
          </Link>
        ))}
      </p>
      <Table
        caption="场地与设备"
        rows={data.rows}
        rowKey={({ kind, recordId }) => `${kind} ${recordId}`}
        empty={<Empty title="还没有登记场地和设备">先登记房间、工位、设备或储物柜，再来这里开放预订。</Empty>}
        columns={[
          {
            title: '名称',
            cell: ({ name, floor, zone }) => (
              <>
                {name}
                {(floor || zone) && <div className="soft small">{[floor, zone].filter(Boolean).join(' · ')}</div>}
              </>
            ),
          },
          { title: '种类', cell: ({ kind }) => label(RESOURCE_KINDS[kind]) },
          {
            title: '数量',
            number: true,
            cell: ({ kind, count, seats }) => `${count}${RESOURCE_KINDS[kind].unit}${seats ? `，${seats}座` : ''}`,
          },
          {
            title: '用途',
            cell: ({ resource }) =>
              resource ? (
                <Tag tone={resource.use === 'booked' ? 'ok' : 'plain'}>
                  {label(USES[resource.use])}
                  {resource.use === 'booked' && ` · ${label(PERIODS[resource.period])}`}
                </Tag>
              ) : (
                <span className="soft">未设置</span>
              ),
          },
          {
            title: '价格',
            cell: ({ resource }) =>
              resource && resource.prices.length > 0 ? (
                <ul className="plain small">
                  {resource.prices.map(({ userGroup, period, feeFen, credits }) => (
                    <li key={`${userGroup} ${period}`}>
                      {label(USER_GROUPS[userGroup])} {showMoney(feeFen)}/{PERIODS[period].per}
                      {credits !== null && `，${credits}积分`}
                    </li>
                  ))}
                </ul>
              ) : (
                '—'
              ),
          },
          {
            title: '操作',
            bare: true,
            cell: (line) => (
              <div className="row-deeds">
                {may('carrier.edit') && (
                  <button
                    type="button"
                    className="link-button"
                    aria-label={`预订条件：${line.name}`}
                    onClick={() => setSetting(line)}
                  >
                    预订条件
                  </button>
                )}
                {line.resource && (
                  <>
                    <a
                      href={`/api/carriers/${carrierId}/resources/${line.resource.id}/qr`}
                      aria-label={`签到二维码：${line.name}`}
                    >
                      签到二维码
                    </a>
                    <Link to={`/check-in/${line.resource.qrToken}` as string} aria-label={`签到页：${line.name}`}>
                      签到页
                    </Link>
                  </>
                )}
              </div>
            ),
          },
        ]}
      />
      <div className="halves">
        <Openings carrierId={carrierId} lines={data.rows} />
        <Closures carrierId={carrierId} lines={data.rows} />
      </div>
      <TeamCredits carrierId={carrierId} />
      {setting && <TermsDialog carrierId={carrierId} line={setting} onClose={() => setSetting(null)} />}
    </SpaceFrame>
  );
}

interface DayHours {
  open: boolean;
  opens: string;
  closes: string;
}
type Hours = Record<keyof typeof DAY_KINDS, DayHours>;
const KINDS = Object.keys(DAY_KINDS) as (keyof typeof DAY_KINDS)[];

/** Of the whole space, or of one resource that keeps hours of its own. */
function Openings({ carrierId, lines }: { carrierId: string; lines: readonly LineView[] }) {
  const { data } = useSuspenseQuery(openingsQuery(carrierId));
  const [where, setWhere] = useState<string | null>(null);
  const own = data.rows.filter(({ resourceId }) => resourceId === where);
  return (
    <Card title="开放时间" id="openings">
      <div className="stack-s">
        <div className="filters">
          <div className="filter">
            <label htmlFor="openings-of">哪里的</label>
            <Select
              id="openings-of"
              value={where ?? ''}
              options={[
                { value: '', label: '整个空间' },
                ...lines.flatMap(({ resource, name }) =>
                  resource
                    ? [{ value: resource.id, label: hasOwn(data.rows, resource.id) ? `${name}（单独设置）` : name }]
                    : [],
                ),
              ]}
              onChange={(picked) => setWhere(picked || null)}
            />
          </div>
        </div>
        {where !== null && own.length === 0 && (
          <p className="soft small">现在按整个空间的开放时间；保存后按它自己的时间。</p>
        )}
        <HoursForm
          key={`${where} ${own.length > 0}`}
          carrierId={carrierId}
          resourceId={where}
          hours={own.length > 0 ? own : data.rows.filter(({ resourceId }) => resourceId === null)}
          isOwn={where !== null && own.length > 0}
          publishedThrough={data.publishedThrough}
        />
      </div>
    </Card>
  );
}

type HourRows = z.output<typeof openingsView>['rows'];
const hasOwn = (rows: HourRows, id: string) => rows.some(({ resourceId }) => resourceId === id);

interface HoursFormProps {
  carrierId: string;
  resourceId: string | null;
  hours: HourRows;
  isOwn: boolean;
  publishedThrough: number;
}

function HoursForm({ carrierId, resourceId, hours: rows, isOwn, publishedThrough }: HoursFormProps) {
  const may = useMayOn('carrier', carrierId);
  const label = useLabel();
  const [isNone, setNone] = useState(false);
  const save = useBookingChange((openings: { dayKind: string; opens: number; closes: number }[]) =>
    api.put(`/api/carriers/${carrierId}/openings`, { resourceId, openings }),
  );
  const send = (hours: Hours) => {
    const openings = KINDS.filter((dayKind) => hours[dayKind].open).map((dayKind) => ({
      dayKind,
      opens: minutesOf(hours[dayKind].opens),
      closes: minutesOf(hours[dayKind].closes),
    }));
    // Without a row of its own a resource keeps the hours of the space.
    setNone(resourceId !== null && openings.length === 0);
    if (resourceId === null || openings.length > 0) save.mutate(openings);
  };
  const initial = Object.fromEntries(
    KINDS.map((kind) => {
      const row = rows.find(({ dayKind }) => dayKind === kind);
      return [
        kind,
        { open: row !== undefined, opens: clockOf(row?.opens ?? 540), closes: clockOf(row?.closes ?? 1260) },
      ];
    }),
  );
  const time = [{ required: true, pattern: /^([01]\d|2[0-4]):[0-5]\d$/, message: '填写如 09:00' }];
  return (
    <Form layout="vertical" initialValues={initial} disabled={!may('carrier.edit')} onFinish={send}>
      {KINDS.map((kind) => (
        <fieldset key={kind} className="plain-fieldset">
          <legend>{label(DAY_KINDS[kind])}</legend>
          <div className="row">
            <Form.Item name={[kind, 'open']} valuePropName="checked">
              <Checkbox>开放</Checkbox>
            </Form.Item>
            <Form.Item name={[kind, 'opens']} label="从" rules={time}>
              <Input style={{ maxWidth: '6rem' }} />
            </Form.Item>
            <Form.Item name={[kind, 'closes']} label="到" rules={time}>
              <Input style={{ maxWidth: '6rem' }} />
            </Form.Item>
          </div>
        </fieldset>
      ))}
      <p className="soft small">
        节假日和调休上班日按国家公布的工作日历：落在周一至周日的节假日按“节假日”，调休上班的周末按“调休上班日”。
        国家的安排已公布到{publishedThrough}年；{publishedThrough + 1}
        年的公布以前，那一年的日子都按周一至周日，公布后自动改按节假日和调休，已有的预订不变。
      </p>
      <ErrorNotice error={save.error} />
      {isNone && <Notice tone="bad" live title="至少开放一类日期；要停用，在预订条件里改为不开放" />}
      {may('carrier.edit') && (
        <div className="row">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            保存开放时间
          </Button>
          {isOwn && <Button onClick={() => save.mutate([])}>恢复为整个空间的时间</Button>}
        </div>
      )}
    </Form>
  );
}

function Closures({ carrierId, lines }: { carrierId: string; lines: readonly LineView[] }) {
  const { data } = useSuspenseQuery(openingsQuery(carrierId));
  const may = useMayOn('carrier', carrierId);
  const [open, setOpen] = useState(false);
  const names = new Map(lines.map((line) => [line.resource?.id, line.name]));
  const end = useBookingChange((id: string) => api.post(`/api/carriers/${carrierId}/closures/${id}/end`));
  return (
    <Card
      title="临时关闭"
      id="closures"
      actions={may('carrier.edit') && <Button onClick={() => setOpen(true)}>新增关闭</Button>}
    >
      {data.closures.length === 0 && <p className="empty">没有临时关闭</p>}
      <ul className="plain stack-s">
        {data.closures.map(({ id, resourceId, startsAt, endsAt, reason }) => (
          <li key={id} className="row spread">
            <span>
              {resourceId === null ? '整个空间' : (names.get(resourceId) ?? '一项资源')}：{showMoment(startsAt)}至
              {showMoment(endsAt)}，{reason}
            </span>
            {may('carrier.edit') && (
              <Confirm face="撤销" title="撤销临时关闭" says="撤销之后可以重新预订。" act={() => end.mutateAsync(id)} />
            )}
          </li>
        ))}
      </ul>
      {open && <ClosureDialog carrierId={carrierId} lines={lines} onClose={() => setOpen(false)} />}
    </Card>
  );
}

interface ClosureEntered {
  resourceId?: string | null;
  startsAt: string;
  endsAt: string;
  reason: string;
  cancelsBookings: boolean;
}

function ClosureDialog({
  carrierId,
  lines,
  onClose,
}: {
  carrierId: string;
  lines: readonly LineView[];
  onClose: () => void;
}) {
  const save = useBookingChange(
    (entered: ClosureEntered) =>
      api.post(`/api/carriers/${carrierId}/closures`, { ...entered, resourceId: entered.resourceId ?? null }),
    onClose,
  );
  return (
    <Dialog title="临时关闭" open onClose={onClose}>
      <Form
        layout="vertical"
        initialValues={{ cancelsBookings: false }}
        onFinish={(entered: ClosureEntered) => save.mutate(entered)}
      >
        <Form.Item name="resourceId" label="关闭哪里" extra="不选就是整个空间">
          <ChoiceInput
            options={lines.flatMap(({ resource, name }) => (resource ? [{ value: resource.id, label: name }] : []))}
          />
        </Form.Item>
        <Form.Item name="startsAt" label="从" rules={REQUIRED('请填写时间')}>
          <MomentInput />
        </Form.Item>
        <Form.Item name="endsAt" label="到" rules={REQUIRED('请填写时间')}>
          <MomentInput />
        </Form.Item>
        <Form.Item name="reason" label="理由" rules={REQUIRED('请说明理由')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="cancelsBookings" valuePropName="checked">
          <Checkbox>同时取消这段时间的预订并退回积分</Checkbox>
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={save.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              临时关闭
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

function TeamCredits({ carrierId }: { carrierId: string }) {
  const { data } = useQuery(teamCreditsQuery(carrierId));
  const may = useMayOn('carrier', carrierId);
  const [granting, setGranting] = useState<{ teamId: string; teamName: string } | null>(null);
  const [opened, setOpened] = useState<{ teamId: string; teamName: string } | null>(null);
  return (
    <Card title="团队积分" id="team-credits">
      <Table
        caption="团队积分"
        rows={data?.rows ?? []}
        rowKey={({ teamId }) => teamId}
        empty={<p className="empty">没有入驻团队和会员</p>}
        columns={[
          { title: '团队', cell: ({ teamName }) => teamName },
          {
            title: '余额',
            number: true,
            cell: ({ balance, ...team }) => (
              <Opener
                face={String(balance)}
                label={`${team.teamName}的积分`}
                opens={may('tenancy.manage')}
                onOpen={() => setOpened(team)}
              />
            ),
          },
          ...(may('carrier.edit')
            ? [
                {
                  title: '操作',
                  bare: true,
                  cell: (row: { teamId: string; teamName: string }) => (
                    <button
                      type="button"
                      className="link-button"
                      aria-label={`发放或收回积分：${row.teamName}`}
                      onClick={() => setGranting(row)}
                    >
                      发放或收回
                    </button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {granting && <GrantDialog carrierId={carrierId} team={granting} onClose={() => setGranting(null)} />}
      {opened && (
        <Dialog title={`积分：${opened.teamName}`} open onClose={() => setOpened(null)}>
          <Movements carrierId={carrierId} teamId={opened.teamId} />
        </Dialog>
      )}
    </Card>
  );
}

function Movements({ carrierId, teamId }: { carrierId: string; teamId: string }) {
  const { data } = useQuery(teamMovementsQuery(carrierId, teamId));
  if (!data) return <Loading lines={3} />;
  const [account] = data.rows;
  return account ? <CreditMovements of={account} /> : <p className="empty">没有变动</p>;
}

interface GrantDialogProps {
  carrierId: string;
  team: { teamId: string; teamName: string };
  onClose: () => void;
}
function GrantDialog({ carrierId, team, onClose }: GrantDialogProps) {
  const save = useBookingChange(
    (entered: { amount: number; note: string }) =>
      api.post(`/api/carriers/${carrierId}/credits`, { teamId: team.teamId, ...entered }),
    onClose,
  );
  return (
    <Dialog title={`积分：${team.teamName}`} open onClose={onClose}>
      <Form layout="vertical" onFinish={(entered: { amount: number; note: string }) => save.mutate(entered)}>
        <Form.Item name="amount" label="积分" extra="收回填负数" rules={REQUIRED('请填写积分')}>
          <NumberInput whole />
        </Form.Item>
        <Form.Item name="note" label="事由" rules={REQUIRED('请写明事由')}>
          <Input maxLength={200} />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={save.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              确定
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

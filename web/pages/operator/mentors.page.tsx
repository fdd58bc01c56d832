import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { RENEWAL_DAYS } from '../../../src/effects/mentorRecognitions/mentorRecognition.contract.ts';
import { MENTOR_MODES } from '../../../src/records/mentoring/mentoring.contract.ts';
import { doorsQuery } from '../../features/cases/cases.ts';
import { HoursDialog } from '../../features/mentoring/hours-dialog.tsx';
import { MentorWeekDialog } from '../../features/mentoring/mentor-week.tsx';
import {
  type CarrierMentor,
  carrierMentorsQuery,
  recognitionsQuery,
  type Settlement,
  settlementsQuery,
  showHours,
  showMinutes,
} from '../../features/mentoring/mentoring.ts';
import { carrierQuery } from '../../features/records/carriers.ts';
import { SpaceFrame } from '../../features/records/space-frame.tsx';
import { covers, useTerritoryCode } from '../../features/records/territory-code.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoney } from '../../lib/format.ts';
import { useMay, useMayOn } from '../../lib/session.ts';
import { useToday } from '../../lib/today.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, useFieldErrors } from '../../ui/form.tsx';
import { Card, Empty, Tag } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';

type Open = { deed: 'hours' | 'week' | 'account' | 'settle'; mentor: CarrierMentor } | null;

/** 运营机构与主管部门 · 导师：聘期、可约时间、接受率、课时、评价，购买服务的课时按月结算。 */
export function MentorsPage() {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const may = useMay();
  const mayHere = useMayOn('carrier', carrierId);
  const mayManage = may('mentor.manage');
  const seesSessions = may('mentoring.list');
  const { data } = useSuspenseQuery(carrierMentorsQuery(carrierId));
  const [open, setOpen] = useState<Open>(null);
  const door = useMentorDoor(carrierId);
  const today = useToday();
  const { data: recognised } = useQuery(recognitionsQuery({ state: 'holds', size: 200 }));
  const columns: Column<CarrierMentor>[] = [
    {
      title: '导师',
      cell: (row) => (
        <>
          {row.name}{' '}
          {recognised?.rows
            .filter(({ mentorId }) => mentorId === row.mentorId)
            .map(({ id, name }) => (
              <a key={id} href={`/mentors/${id}`}>
                <Tag tone="ok">{name}</Tag>
              </a>
            ))}
          <div className="soft small">
            {row.mode ? MENTOR_MODES[row.mode].zh : '协议未写明方式'}
            {row.agreementTo && `，聘期至${showDay(row.agreementTo)}`}
          </div>
        </>
      ),
    },
    {
      title: '可约时间',
      cell: (row) => (
        <>
          {showHours(row.hours)}
          <div className="soft small">{row.account ? `账号${row.account}` : '未关联账号，由运营机构代办'}</div>
        </>
      ),
    },
    {
      title: '预约',
      number: true,
      cell: (row) =>
        seesSessions ? (
          <Link
            to="/mentoring"
            search={{ mentorId: row.mentorId } as never}
            aria-label={`${row.name}的${row.asked}次预约`}
          >
            {row.asked}次
          </Link>
        ) : (
          `${row.asked}次`
        ),
    },
    {
      title: '接受',
      number: true,
      cell: (row) => (row.asked > 0 ? `${Math.round((row.accepted / row.asked) * 100)}%` : '—'),
    },
    { title: '已辅导', number: true, cell: (row) => `${row.held}次 ${showMinutes(row.minutes)}` },
    { title: '未到场', number: true, cell: (row) => row.missed },
    {
      title: '评价',
      number: true,
      cell: (row) => (row.rating === null ? '—' : `${row.rating.toFixed(1)}分（${row.ratings}次）`),
    },
    {
      title: '操作',
      bare: true,
      cell: (row) =>
        mayManage && (
          <div className="row-deeds">
            {(
              [
                ['hours', '可约时间'],
                ['week', '日历'],
                ['account', '关联账号'],
                ...(row.unsettledMinutes > 0
                  ? ([['settle', `结算${showMinutes(row.unsettledMinutes)}`]] as const)
                  : []),
              ] as const
            ).map(([deed, words]) => (
              <button
                key={deed}
                type="button"
                className="link-button"
                aria-label={`${words}: ${row.name}`}
                onClick={() => setOpen({ deed, mentor: row })}
              >
                {words}
              </button>
            ))}
            {door && !recognised?.rows.some((one) => one.mentorId === row.mentorId && !endsSoon(one, today)) && (
              <Link
                to="/apply/read"
                search={
                  { packId: door.packId, procedureId: door.procedureId, carrierId, mentorId: row.mentorId } as never
                }
                aria-label={`申请认定: ${row.name}`}
              >
                申请认定
              </Link>
            )}
          </div>
        ),
    },
  ];
  return (
    <SpaceFrame
      carrierId={carrierId}
      title="导师"
      says="导师和聘任协议在日常记录中登记；这里看辅导情况、定时间、结课时。"
    >
      <Table
        caption="导师"
        columns={columns}
        rows={data.rows}
        rowKey={({ mentorId }) => mentorId}
        empty={<Empty title="还没有导师">先在日常记录里登记导师和聘任协议。</Empty>}
      />
      <Settlements carrierId={carrierId} mayPay={mayHere('carrier.edit')} />
      {open?.deed === 'hours' && <HoursDialog mentorId={open.mentor.mentorId} onClose={() => setOpen(null)} />}
      {open?.deed === 'week' && <MentorWeekDialog mentor={open.mentor} onClose={() => setOpen(null)} />}
      {open?.deed === 'account' && <AccountDialog mentor={open.mentor} onClose={() => setOpen(null)} />}
      {open?.deed === 'settle' && <SettleDialog mentor={open.mentor} onClose={() => setOpen(null)} />}
    </SpaceFrame>
  );
}

/** The recognition of mentors that is open to the space today; undefined: no document over its place has one. */
function useMentorDoor(carrierId: string) {
  const { data: doors } = useQuery(doorsQuery);
  const { data: carrier } = useQuery(carrierQuery(carrierId));
  const code = useTerritoryCode(carrier?.territoryId);
  return doors?.rows.find(
    (door) =>
      door.purpose === 'mentor' &&
      carrier &&
      door.carrierKinds.includes(carrier.kind) &&
      code &&
      covers(door.territoryCode, code),
  );
}

/** A renewal may be asked for in the last days; until then the one that holds stands. */
const endsSoon = ({ validTo }: { validTo: string | null }, today: string) =>
  validTo !== null && Date.parse(validTo) - Date.parse(today) <= RENEWAL_DAYS * 86_400_000;

function Settlements({ carrierId, mayPay }: { carrierId: string; mayPay: boolean }) {
  const client = useQueryClient();
  const { data } = useQuery(settlementsQuery(carrierId));
  const today = useToday();
  if (!data || data.rows.length === 0) return null;
  const columns: Column<Settlement>[] = [
    { title: '编号', cell: (row) => row.number },
    { title: '月份', cell: (row) => row.month.slice(0, 7) },
    { title: '导师', cell: (row) => row.mentorName },
    { title: '课时', number: true, cell: (row) => showMinutes(row.minutes) },
    { title: '酬金', number: true, cell: (row) => showMoney(row.totalFen) },
    {
      title: '支付',
      bare: true,
      cell: (row) =>
        row.paidOn ? (
          <Tag tone="ok">{showDay(row.paidOn)}已付</Tag>
        ) : mayPay ? (
          <Confirm
            face="登记支付"
            title={`支付${row.mentorName}${row.month.slice(0, 7)}酬金`}
            says={`今日从银行存款支付${showMoney(row.totalFen)}，登记后不能撤回。`}
            act={async () => {
              await api.post(`/api/carriers/${carrierId}/mentor-settlements/${row.id}/payment`, { paidOn: today });
              await client.invalidateQueries({ queryKey: ['mentoring'] });
            }}
          />
        ) : (
          <Tag tone="warn">未付</Tag>
        ),
    },
  ];
  return (
    <Card title="课时结算" id="settlements">
      <Table caption="课时结算" columns={columns} rows={data.rows} rowKey={({ id }) => id} empty={null} />
    </Card>
  );
}

function AccountDialog({ mentor, onClose }: { mentor: CarrierMentor; onClose: () => void }) {
  const [form] = Form.useForm<{ account: string }>();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const save = useMutation({
    mutationFn: ({ account }: { account: string }) =>
      api.put(`/api/mentors/${mentor.mentorId}/account`, { account: account.trim() || null }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['mentoring'] });
      onClose();
    },
    onError: showFields,
  });
  return (
    <Dialog title={`${mentor.name} · 关联账号`} open onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ account: mentor.account ?? '' }}
        onFinish={(entered) => save.mutate(entered)}
      >
        <Form.Item
          name="account"
          label="账号"
          extra="该账号须具有创业导师角色；关联后由导师本人答复和确认，多家载体共用一份日历。留空为取消关联"
        >
          <Input />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={save.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              保存
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

function SettleDialog({ mentor, onClose }: { mentor: CarrierMentor; onClose: () => void }) {
  const [form] = Form.useForm<{ month: string }>();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const month = useToday().slice(0, 7);
  const settle = useMutation({
    mutationFn: (entered: { month: string }) =>
      api.post(`/api/mentors/${mentor.mentorId}/settlements`, { month: `${entered.month}-01` }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['mentoring'] });
      onClose();
    },
    onError: showFields,
  });
  return (
    <Dialog title={`${mentor.name} · 结算课时`} open onClose={onClose}>
      <Form form={form} layout="vertical" initialValues={{ month }} onFinish={(entered) => settle.mutate(entered)}>
        <Form.Item
          name="month"
          label="月份"
          extra="如 2026-11；双方已确认、按购买服务计的课时，每次只结一次"
          rules={[{ required: true, pattern: /^\d{4}-(0[1-9]|1[0-2])$/, message: '月份应为 2026-11 的形式' }]}
        >
          <Input inputMode="numeric" />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={settle.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={settle.isPending}>
              结算
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

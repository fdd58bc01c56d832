import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { LATE_EXPERTS, ROUND_STATES } from '../../../src/cases/rounds/round.contract.ts';
import { doorsQuery } from '../../features/cases/cases.ts';
import { type Round, roundsQuery } from '../../features/cases/rounds.ts';
import { api } from '../../lib/api.ts';
import { showClosing, showMoment } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useToday } from '../../lib/today.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceFilter, choicesOf, Filters } from '../../ui/filters.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput, MomentInput, NumberInput } from '../../ui/inputs.tsx';
import { Label } from '../../ui/label.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

const SIZE = 20;
const TONES = { announced: 'note', open: 'ok', closed: 'plain' } as const;

/** 主管部门 · 批次管理：发布申报通知的起止时刻，必要时延期并说明理由。 */
export function RoundsPage() {
  const [search] = useSearchState();
  const [creating, setCreating] = useState(false);
  const [extending, setExtending] = useState<Round | null>(null);
  const { data } = useQuery(roundsQuery({ ...askedPage(search), size: SIZE, state: search.state, year: search.year }));
  const { data: doors } = useQuery(doorsQuery);
  const add = doors?.rows.some(({ intake, runs }) => intake === 'round' && runs) && (
    <Button type="primary" onClick={() => setCreating(true)}>
      新建批次
    </Button>
  );
  const columns: Column<Round>[] = [
    {
      title: '批次',
      cell: (round) => (
        <>
          {round.title}
          <div className="soft small">
            {round.packTitle} · {round.procedureTitle}
          </div>
        </>
      ),
    },
    { title: '适用地区', cell: ({ territoryName }) => territoryName },
    { title: '开始受理', cell: ({ opensAt }) => showMoment(opensAt) },
    {
      title: '截止受理',
      cell: ({ closesAt, extendedReason }) => (
        <>
          {showClosing(closesAt)}
          {extendedReason && <div className="soft small">已延期：{extendedReason}</div>}
        </>
      ),
    },
    {
      title: '状态',
      cell: ({ state }) => (
        <Tag tone={TONES[state]}>
          <Label of={ROUND_STATES[state]} />
        </Tag>
      ),
    },
    {
      title: '申报数',
      number: true,
      cell: (round) => (
        <Link to="/cases" search={{ roundId: round.id } as never}>
          {round.cases}
        </Link>
      ),
    },
    {
      title: '操作',
      bare: true,
      cell: (round) =>
        round.runs && (
          <div className="row-deeds">
            {round.extendable && (
              <button
                type="button"
                className="link-button"
                onClick={() => setExtending(round)}
                aria-label={`延期：${round.title}`}
              >
                延期
              </button>
            )}
            <Link to={`/rounds/${round.id}/assignment` as string} aria-label={`选派专家：${round.title}`}>
              选派专家
            </Link>
          </div>
        ),
    },
  ];
  return (
    <Page title="批次管理" says="按通知分批受理的事项，只在批次起止时刻之间可以提交。" actions={add}>
      <Filters>
        <ChoiceFilter name="state" label="状态" options={choicesOf(ROUND_STATES)} />
      </Filters>
      {data ? (
        <>
          <Table
            caption="批次"
            columns={columns}
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={
              <Empty title="没有批次" action={add}>
                发布通知前先新建批次，写明起止时刻。
              </Empty>
            }
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} workbook="/api/rounds.xlsx" />
        </>
      ) : (
        <Loading />
      )}
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
      {extending && <ExtendDialog round={extending} onClose={() => setExtending(null)} />}
    </Page>
  );
}

interface Entered {
  procedure: string;
  year: number;
  title: string;
  opensAt: string;
  closesAt: string;
  lateExperts: string;
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<Entered>();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const today = useToday();
  const { data: doors } = useQuery(doorsQuery);
  const procedures = (doors?.rows ?? [])
    .filter(({ intake, runs }) => intake === 'round' && runs)
    .map((door) => ({
      value: `${door.packId} ${door.procedureId}`,
      label: `${door.procedureTitle}(${door.packTitle})`,
    }));
  const create = useMutation({
    mutationFn: ({ procedure, ...rest }: Entered) => {
      const [packId, procedureId] = procedure.split(' ');
      return api.post('/api/rounds', { packId, procedureId, ...rest });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['rounds'] });
      onClose();
    },
    onError: showFields,
  });
  return (
    <Dialog title="新建批次" open onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ year: Number(today.slice(0, 4)), lateExperts: 'propose' }}
        onFinish={(entered) => create.mutate(entered)}
      >
        <Form.Item name="procedure" label="事项" rules={REQUIRED('请选择事项')}>
          <ChoiceInput options={procedures} />
        </Form.Item>
        <Form.Item name="year" label="年度" rules={REQUIRED('请填写年度')}>
          <NumberInput whole unit="年" />
        </Form.Item>
        <Form.Item name="title" label="批次名称" rules={REQUIRED('请填写批次名称')}>
          <Input />
        </Form.Item>
        <Form.Item name="opensAt" label="开始受理时刻" rules={REQUIRED('请填写开始受理时刻')}>
          <MomentInput />
        </Form.Item>
        <Form.Item name="lateExperts" label="专家逾期未评或有利害关系的">
          <ChoiceInput options={Object.entries(LATE_EXPERTS).map(([value, { zh }]) => ({ value, label: zh }))} />
        </Form.Item>
        <Form.Item
          name="closesAt"
          label="截止受理时刻"
          extra="到该时刻即不能再提交"
          rules={REQUIRED('请填写截止受理时刻')}
        >
          <MomentInput />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={create.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={create.isPending}>
              发布批次
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

function ExtendDialog({ round, onClose }: { round: Round; onClose: () => void }) {
  const [form] = Form.useForm<{ closesAt: string; reason: string }>();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const extend = useMutation({
    mutationFn: (entered: { closesAt: string; reason: string }) =>
      api.post(`/api/rounds/${round.id}/extension`, entered),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['rounds'] });
      onClose();
    },
    onError: showFields,
  });
  return (
    <Dialog title={`延期 · ${round.title}`} open onClose={onClose}>
      <p>现在的截止时刻：{showClosing(round.closesAt)}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ closesAt: round.closesAt }}
        onFinish={(entered) => extend.mutate(entered)}
      >
        <Form.Item name="closesAt" label="新的截止时刻" rules={REQUIRED('请填写新的截止时刻')}>
          <MomentInput />
        </Form.Item>
        <Form.Item name="reason" label="延期理由" rules={REQUIRED('请说明理由')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={extend.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={extend.isPending}>
              延期
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

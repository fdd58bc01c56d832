import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import {
  CARRIER_CLASSES,
  type EvaluationView,
  SERVICE_MODELS,
} from '../../../src/cases/evaluations/evaluation.contract.ts';
import { LATE_EXPERTS, ROUND_STATES } from '../../../src/cases/rounds/round.contract.ts';
import { evaluationProceduresQuery, evaluationsQuery } from '../../features/evaluations/evaluations.ts';
import { Buttons } from '../../features/evaluations/self-evaluation.tsx';
import { api } from '../../lib/api.ts';
import { showClosing, showMoment } from '../../lib/format.ts';
import { pageOf, useSearchState } from '../../lib/search.ts';
import { useToday } from '../../lib/today.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ChoiceFilter, choicesOf, Filters } from '../../ui/filters.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput, DayInput, MomentInput, NumberInput } from '../../ui/inputs.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';
import { TerritoryFilter, TerritoryPicker } from '../../ui/territory-picker.tsx';

const SIZE = 20;
const TONES = { announced: 'note', open: 'ok', closed: 'plain' } as const;

/** 主管部门 · 评价：每年一轮，名单内每家一件；从这里发布，看进度，评定和发布结果。 */
export function EvaluationsPage() {
  const [search] = useSearchState();
  const [creating, setCreating] = useState(false);
  const { withinId, serviceModel } = search;
  const { data } = useQuery(
    evaluationsQuery({ page: pageOf(search), size: SIZE, withinId, class: search.class, serviceModel }),
  );
  const { data: procedures } = useQuery(evaluationProceduresQuery);
  const add = procedures && procedures.rows.length > 0 && (
    <Button type="primary" onClick={() => setCreating(true)}>
      发布一轮评价
    </Button>
  );
  return (
    <Page title="评价" says="名单内的单位到开始时刻自动收到待办，不必申请。" actions={add}>
      <Filters>
        <TerritoryFilter name="withinId" label="地区" />
        <ChoiceFilter name="class" label="类别" options={choicesOf(CARRIER_CLASSES)} />
        <ChoiceFilter name="serviceModel" label="服务模式" options={choicesOf(SERVICE_MODELS)} />
      </Filters>
      {data ? (
        <>
          <Table
            caption="评价"
            rows={data.rows}
            rowKey={({ roundId }) => roundId}
            empty={
              <Empty title="还没有评价" action={add}>
                按办法每年组织一轮。
              </Empty>
            }
            columns={[
              {
                title: '评价',
                cell: (row) => (
                  <>
                    <Link to={`/evaluations/${row.roundId}` as string}>{row.title}</Link>
                    <div className="soft small">{row.packTitle}</div>
                    <div className="soft small">{row.territoryName}</div>
                    {row.class && <Tag>{CARRIER_CLASSES[row.class].zh}</Tag>}
                    {row.serviceModel && (
                      <Tag>{SERVICE_MODELS[row.serviceModel as keyof typeof SERVICE_MODELS].zh}</Tag>
                    )}
                  </>
                ),
              },
              { title: '开始', cell: (row) => showMoment(row.opensAt) },
              { title: '截止', cell: (row) => showClosing(row.closesAt) },
              {
                title: '状态',
                cell: (row) =>
                  row.releasedAt ? (
                    <Tag tone="ok">已发布</Tag>
                  ) : (
                    <Tag tone={TONES[row.state]}>{ROUND_STATES[row.state].zh}</Tag>
                  ),
              },
              { title: '应参加', number: true, cell: (row) => row.members },
              { title: '已提交', number: true, cell: (row) => row.submitted },
            ]}
          />
          <Pager total={data.total} page={pageOf(search)} size={SIZE} />
        </>
      ) : (
        <Loading />
      )}
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}

interface Entered {
  procedure: string;
  year: number;
  title: string;
  opensAt: string;
  closesAt: string;
  membersOn: string;
  factsOn: string;
  lateExperts: string;
  withinId?: string | null;
  serviceModel?: string | null;
  class?: string | null;
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<Entered>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const showFields = useFieldErrors(form);
  const today = useToday();
  const { data } = useQuery(evaluationProceduresQuery);
  const procedure = Form.useWatch('procedure', form);
  const chosen = data?.rows.find((row) => `${row.packId} ${row.procedureId}` === procedure);
  const create = useMutation({
    mutationFn: ({ procedure, ...rest }: Entered) => {
      const [packId, procedureId] = procedure.split(' ');
      return api.post<EvaluationView>('/api/evaluations', { packId, procedureId, ...rest });
    },
    onSuccess: async ({ roundId }) => {
      await client.invalidateQueries({ queryKey: ['evaluations'] });
      void navigate({ to: `/evaluations/${roundId}` as string });
    },
    onError: showFields,
  });
  const choices = (table: Record<string, { zh: string }>) =>
    Object.entries(table).map(([value, { zh }]) => ({ value, label: zh }));
  return (
    <Dialog title="发布一轮评价" open onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ year: Number(today.slice(0, 4)), membersOn: today, factsOn: today, lateExperts: 'propose' }}
        onFinish={(entered) => create.mutate(entered)}
      >
        <Form.Item name="procedure" label="评价事项" rules={REQUIRED('请选择评价事项')}>
          <ChoiceInput
            options={(data?.rows ?? []).map((row) => ({
              value: `${row.packId} ${row.procedureId}`,
              label: `${row.procedureTitle}(${row.packTitle})`,
            }))}
          />
        </Form.Item>
        <Form.Item name="year" label="年度" rules={REQUIRED('请填写年度')}>
          <NumberInput whole unit="年" />
        </Form.Item>
        <Form.Item name="title" label="名称" rules={REQUIRED('请填写名称')}>
          <Input />
        </Form.Item>
        <Form.Item name="opensAt" label="开始时刻" rules={REQUIRED('请填写开始时刻')}>
          <MomentInput />
        </Form.Item>
        <Form.Item name="closesAt" label="截止时刻" extra="到该时刻即不能再提交" rules={REQUIRED('请填写截止时刻')}>
          <MomentInput />
        </Form.Item>
        <Form.Item
          name="membersOn"
          label="名单基准日"
          extra="当日持有资格的都应参加"
          rules={REQUIRED('请填写名单基准日')}
        >
          <DayInput />
        </Form.Item>
        <Form.Item name="lateExperts" label="专家逾期未评或有利害关系的">
          <ChoiceInput options={Object.entries(LATE_EXPERTS).map(([value, { zh }]) => ({ value, label: zh }))} />
        </Form.Item>
        <Form.Item name="factsOn" label="数据截止日" rules={REQUIRED('请填写数据截止日')}>
          <DayInput />
        </Form.Item>
        <Form.Item name="withinId" label="地区" extra="不选则为文件适用的全部地区">
          <TerritoryPicker within={chosen?.territoryId} />
        </Form.Item>
        <Form.Item name="class" label="类别" extra="按名单基准日登记的类型；不选则不分类别">
          <ChoiceInput options={choices(CARRIER_CLASSES)} />
        </Form.Item>
        <Form.Item name="serviceModel" label="服务模式" extra="按名单基准日登记的服务模式；不选则不限">
          <ChoiceInput options={choices(SERVICE_MODELS)} />
        </Form.Item>
        <Buttons error={create.error} pending={create.isPending} onClose={onClose} face="发布" />
      </Form>
    </Dialog>
  );
}

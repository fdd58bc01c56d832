import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { ExpertView } from '../../../src/cases/experts/expert.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput, DayInput, NumberInput } from '../../ui/inputs.tsx';
import { OrganisationPicker } from '../../ui/organisation-picker.tsx';
import { Card, Empty } from '../../ui/page.tsx';

export const INTERESTS = { employer: '任职', shareholding: '持股', other: '其他利害关系' } as const;
const KEY = ['me', 'expert'];

interface Declared {
  kind: keyof typeof INTERESTS;
  organisationName: string;
  organisationId?: string | null;
  uscc?: string;
  fromDay?: string | null;
  toDay?: string | null;
  sharePercent?: number | null;
  note?: string;
}

/** The expert's own entry: interests declared, and when not to be asked. */
export function Away() {
  const { data: me, error } = useQuery({ queryKey: KEY, queryFn: () => api.get<ExpertView>('/api/me/expert') });
  if (error || !me) return null;
  return (
    <div className="halves">
      <Card title="我的利害关系" id="interests">
        <div className="stack">
          {me.interests.length === 0 ? (
            <Empty title="没有申报过">现在或过去任职、持股的单位都请申报，系统据此自动回避。</Empty>
          ) : (
            <ul>
              {me.interests.map((one) => (
                <li key={one.id}>
                  {INTERESTS[one.kind]}: {one.organisationName}
                  {one.sharePercent !== null && ` ${one.sharePercent}%`}
                  <span className="soft small">
                    {' '}
                    {one.fromDay ? `${showDay(one.fromDay)}起` : ''}
                    {one.toDay ? `至${showDay(one.toDay)}` : ''}
                  </span>
                </li>
              ))}
            </ul>
          )}
          <Declare />
        </div>
      </Card>
      <Card title="不便评审的时段" id="away">
        <AwayForm from={me.awayFrom} to={me.awayTo} />
      </Card>
    </div>
  );
}

function Declare() {
  const [form] = Form.useForm<Declared>();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const declare = useMutation({
    mutationFn: (given: Declared) =>
      api.post('/api/me/expert/interests', { ...given, uscc: given.uscc || null, note: given.note || null }),
    onSuccess: () => {
      form.resetFields();
      return client.invalidateQueries({ queryKey: KEY });
    },
    onError: showFields,
  });
  return (
    <Form form={form} layout="vertical" onFinish={(given) => declare.mutate(given)}>
      <Form.Item name="kind" label="关系" rules={REQUIRED('请选择关系')}>
        <ChoiceInput options={Object.entries(INTERESTS).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="organisationName" label="单位名称" rules={REQUIRED('请填写单位名称')}>
        <Input />
      </Form.Item>
      <Form.Item name="organisationId" label="平台内的该单位（如有）">
        <OrganisationPicker />
      </Form.Item>
      <Form.Item name="fromDay" label="自">
        <DayInput />
      </Form.Item>
      <Form.Item name="toDay" label="至" extra="仍在持续则不填">
        <DayInput />
      </Form.Item>
      <Form.Item name="sharePercent" label="持股比例">
        <NumberInput unit="%" />
      </Form.Item>
      <div className="stack-s">
        <ErrorNotice error={declare.error} />
        <div>
          <Button htmlType="submit" loading={declare.isPending}>
            申报
          </Button>
        </div>
      </div>
    </Form>
  );
}

function AwayForm({ from, to }: { from: string | null; to: string | null }) {
  const [form] = Form.useForm<{ from: string | null; to: string | null }>();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const save = useMutation({
    mutationFn: (given: { from?: string | null; to?: string | null }) =>
      api.put('/api/me/expert/away', { from: given.from ?? null, to: given.to ?? null }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
    onError: showFields,
  });
  return (
    <Form form={form} layout="vertical" initialValues={{ from, to }} onFinish={(given) => save.mutate(given)}>
      <Form.Item name="from" label="自">
        <DayInput />
      </Form.Item>
      <Form.Item name="to" label="至">
        <DayInput />
      </Form.Item>
      <div className="stack-s">
        <ErrorNotice error={save.error} />
        <div>
          <Button htmlType="submit" loading={save.isPending}>
            保存
          </Button>
        </div>
      </div>
    </Form>
  );
}

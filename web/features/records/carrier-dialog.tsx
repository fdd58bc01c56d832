import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import {
  CARRIER_CLASSES,
  CARRIER_FORMS,
  CARRIER_KINDS,
  INDUSTRIES,
  SERVICE_MODELS,
} from '../../../src/records/carriers/carrier.contract.ts';
import { api } from '../../lib/api.ts';
import { useSession } from '../../lib/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput, DayInput } from '../../ui/inputs.tsx';
import { OrganisationPicker } from '../../ui/organisation-picker.tsx';
import { Notice } from '../../ui/page.tsx';
import { TerritoryPicker } from '../../ui/territory-picker.tsx';
import type { Carrier } from './carriers.ts';

const options = (table: Readonly<Record<string, { zh: string }>>) =>
  Object.entries(table).map(([value, { zh }]) => ({ value, label: zh }));

const FIELDS = [
  'kind',
  'form',
  'serviceModel',
  'class',
  'features',
  'focusIndustries',
  'territoryId',
  'address',
  'openedOn',
  'closedOn',
  'virtualUrl',
  'summary',
  'source',
  'name',
  'operatorId',
  'focus',
  'goals',
] as const;
type Entered = Partial<Record<(typeof FIELDS)[number] | 'reason' | 'materialFrom', unknown>>;

/** Registers a carrier, or edits one: what is material changes from a day on, and the former version stays. */
export function CarrierDialog({ carrier, onClose }: { carrier: Carrier | null; onClose: () => void }) {
  const [form] = Form.useForm<Entered>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { organisation } = useSession();
  const showFields = useFieldErrors(form);
  const save = useMutation({
    mutationFn: (entered: Entered) => {
      const body = Object.fromEntries(
        FIELDS.map((name) => [name, entered[name] ?? (name === 'features' || name === 'focusIndustries' ? [] : null)]),
      );
      if (!carrier) return api.post<Carrier>('/api/carriers', body);
      const { reason, materialFrom = null } = entered;
      return api.put<Carrier>(`/api/carriers/${carrier.id}`, {
        ...body,
        version: carrier.version,
        reason,
        materialFrom,
      });
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['carriers'] });
      await client.invalidateQueries({ queryKey: ['carrier', saved.id] });
      onClose();
      if (!carrier) void navigate({ to: `/spaces/${saved.id}` as string });
    },
    onError: showFields,
  });
  const bound = carrier?.changeProcedure !== null && carrier !== null;
  const initial = carrier ?? { kind: 'makerSpace', operatorId: organisation?.id, features: [] };
  return (
    <Dialog title={carrier ? `修改 · ${carrier.name}` : '登记载体'} open onClose={onClose}>
      {bound && (
        <Notice>已备案：名称、运营机构、经营方向、决策目标的变更请通过“变更备案”办理，不能在此直接修改。</Notice>
      )}
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(entered) => save.mutate(entered)}>
        <Form.Item name="name" label="名称" rules={REQUIRED('请填写名称')}>
          <Input disabled={bound} />
        </Form.Item>
        <Form.Item name="kind" label="类别" rules={REQUIRED('请选择类别')}>
          <ChoiceInput options={options(CARRIER_KINDS)} />
        </Form.Item>
        <Form.Item name="form" label="形式">
          <ChoiceInput options={options(CARRIER_FORMS)} />
        </Form.Item>
        <Form.Item name="serviceModel" label="服务模式">
          <ChoiceInput options={options(SERVICE_MODELS)} />
        </Form.Item>
        <Form.Item name="class" label="类型" extra="综合型不限行业，专业型面向一个行业；分类型的评价按它确定参加单位">
          <ChoiceInput options={options(CARRIER_CLASSES)} />
        </Form.Item>
        <Form.Item name="operatorId" label="运营机构">
          <OrganisationPicker />
        </Form.Item>
        <Form.Item name="territoryId" label="所在地" rules={REQUIRED('请选择所在地')}>
          <TerritoryPicker />
        </Form.Item>
        <Form.Item name="address" label="地址">
          <Input />
        </Form.Item>
        <Form.Item name="openedOn" label="开始运营日期" extra="不清楚可不填，视为未知">
          <DayInput />
        </Form.Item>
        <Form.Item name="closedOn" label="停止运营日期">
          <DayInput />
        </Form.Item>
        <Form.Item name="focus" label="经营方向">
          <Input disabled={bound} />
        </Form.Item>
        <Form.Item name="focusIndustries" label="重点产业" extra="方向属于哪些领域；团队登记的技术领域与它对照">
          <Select
            mode="multiple"
            optionFilterProp="label"
            options={INDUSTRIES.map(({ code, zh }) => ({ value: code, label: zh }))}
          />
        </Form.Item>
        <Form.Item name="goals" label="决策目标">
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} disabled={bound} />
        </Form.Item>
        <Form.Item name="features" label="特色" extra="每项输入后按回车">
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ',', '、']} />
        </Form.Item>
        <Form.Item name="virtualUrl" label="线上平台网址">
          <Input inputMode="url" placeholder="https://" />
        </Form.Item>
        <Form.Item name="summary" label="简介">
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
        {carrier && (
          <>
            <Form.Item
              name="materialFrom"
              label="名称、运营机构、方向、目标、类型、服务模式的变化自哪一天起"
              extra="更正原来填错的内容则不填；填写后原版本保留"
            >
              <DayInput />
            </Form.Item>
            <Form.Item name="reason" label="修改理由" rules={REQUIRED('请说明理由')}>
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} />
            </Form.Item>
          </>
        )}
        <div className="stack-s">
          <ErrorNotice error={save.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {carrier ? '保存修改' : '登记'}
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

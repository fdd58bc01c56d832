import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput, DayInput, NumberInput } from '../../ui/inputs.tsx';
import { OrganisationPicker } from '../../ui/organisation-picker.tsx';
import type { Expert } from './experts.ts';

export const INTERESTS = { employer: '任职', shareholding: '持股', other: '其他利害关系' } as const;

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

export function InterestList({ interests }: { interests: Expert['interests'] }) {
  return (
    <ul>
      {interests.map((one) => (
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
  );
}

interface InterestFormProps {
  /** Where it is sent: the expert's own entry, or an expert of the library. */
  path: string;
  onDeclared: () => Promise<unknown>;
}

export function InterestForm({ path, onDeclared }: InterestFormProps) {
  const [form] = Form.useForm<Declared>();
  const showFields = useFieldErrors(form);
  const declare = useMutation({
    mutationFn: (given: Declared) => api.post(path, { ...given, uscc: given.uscc || null, note: given.note || null }),
    onSuccess: () => {
      form.resetFields();
      return onDeclared();
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

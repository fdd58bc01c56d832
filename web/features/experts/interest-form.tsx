import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { useSay } from '../../lib/words.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
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

interface InterestListProps {
  interests: Expert['interests'];
  /** Where interests are withdrawn; absent: they are read here. */
  path?: string;
  /** An expert takes back what they declared, the library whatever was entered. */
  ownOnly?: boolean;
  onWithdrawn?: () => Promise<unknown>;
}

export function InterestList({ interests, path, ownOnly, onWithdrawn }: InterestListProps) {
  const [withdrawing, setWithdrawing] = useState<Expert['interests'][number] | null>(null);
  return (
    <>
      <ul>
        {interests.map((one) => (
          <li key={one.id}>
            {INTERESTS[one.kind]}: {one.organisationName}
            {one.sharePercent !== null && ` ${one.sharePercent}%`}
            <span className="soft small">
              {' '}
              {one.fromDay ? `${showDay(one.fromDay)}起` : ''}
              {one.toDay ? `至${showDay(one.toDay)}` : ''}
            </span>{' '}
            {path && (one.isOwn || !ownOnly) && (
              <button
                type="button"
                className="link-button"
                aria-label={`撤回：${one.organisationName}`}
                onClick={() => setWithdrawing(one)}
              >
                撤回
              </button>
            )}
            {path && ownOnly && !one.isOwn && <span className="soft small">由专家库登记，有误请联系主管部门</span>}
          </li>
        ))}
      </ul>
      {withdrawing && (
        <FormDialog<{ reason: string }>
          title={`撤回利害关系 · ${withdrawing.organisationName}`}
          says="只用于申报有误的。撤回后不再据此回避；记录和理由留档。"
          button="撤回"
          danger
          send={({ reason }) => api.post(`${path}/${withdrawing.id}/withdrawal`, { reason })}
          onClose={() => setWithdrawing(null)}
          onDone={() => {
            setWithdrawing(null);
            void onWithdrawn?.();
          }}
        >
          <Form.Item name="reason" label="理由" rules={REQUIRED('请说明撤回理由')}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
          </Form.Item>
        </FormDialog>
      )}
    </>
  );
}

interface InterestFormProps {
  /** Where it is sent: the expert's own entry, or an expert of the library. */
  path: string;
  onDeclared: () => Promise<unknown>;
}

export function InterestForm({ path, onDeclared }: InterestFormProps) {
  const say = useSay();
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
            {say('申报', 'Declare')}
          </Button>
        </div>
      </div>
    </Form>
  );
}

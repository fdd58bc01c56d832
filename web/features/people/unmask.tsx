import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { z } from 'zod';
import type { unmaskedView } from '../../../src/identity/people/people.contract.ts';
import { ApiError, api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput } from '../../ui/inputs.tsx';
import { Notice } from '../../ui/page.tsx';

const FIELDS = { phone: '联系电话', idNumber: '身份证号' } as const;

interface UnmaskDialogProps {
  person: { id: string; name: string };
  onClose: () => void;
}

/** One value in the clear, for a reason that is written down. */
export function UnmaskDialog({ person, onClose }: UnmaskDialogProps) {
  const [form] = Form.useForm<{ field: keyof typeof FIELDS; reason: string }>();
  const showFields = useFieldErrors(form);
  const ask = useMutation({
    mutationFn: (given: { field: keyof typeof FIELDS; reason: string }) =>
      api.post<z.output<typeof unmaskedView>>(`/api/people/${person.id}/unmask`, given),
    onError: showFields,
  });
  const isAbsent = ask.error instanceof ApiError && ask.error.code === 'not-found';
  return (
    <Dialog title={`查看完整个人信息 · ${person.name}`} open onClose={onClose}>
      <Form form={form} layout="vertical" initialValues={{ field: 'phone' }} onFinish={(given) => ask.mutate(given)}>
        <Form.Item name="field" label="查看哪一项" rules={REQUIRED('请选择')}>
          <ChoiceInput options={Object.entries(FIELDS).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item
          name="reason"
          label="查看原因"
          extra="与查看时间、查看人一并记入审计日志"
          rules={REQUIRED('请写明查看原因')}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} maxLength={200} />
        </Form.Item>
        <div className="stack-s">
          {isAbsent ? (
            <Notice tone="warn" live title="没有登记这一项，或此人不在您的管辖范围内" />
          ) : (
            <ErrorNotice error={ask.error} />
          )}
          {ask.data && (
            <Notice tone="ok" live title={FIELDS[ask.variables.field]}>
              <code>{ask.data.value}</code>
            </Notice>
          )}
          <div className="row row-end">
            <Button onClick={onClose}>关闭</Button>
            <Button type="primary" htmlType="submit" loading={ask.isPending}>
              查看
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

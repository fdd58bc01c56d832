import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput } from '../../ui/inputs.tsx';
import { partiesQuery } from './cases.ts';

const PARTS = { editor: '同事', agent: '外部代理人' } as const;

/** Who else works on this application. */
export function Parties({ caseId }: { caseId: string }) {
  const [form] = Form.useForm<{ account: string; part: 'editor' | 'agent' }>();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const { data } = useQuery(partiesQuery(caseId));
  const again = () => client.invalidateQueries({ queryKey: ['case', caseId, 'parties'] });
  const add = useMutation({
    mutationFn: (given: { account: string; part: string }) => api.post(`/api/cases/${caseId}/parties`, given),
    onSuccess: async () => {
      form.resetFields();
      await again();
    },
    onError: showFields,
  });
  const remove = useMutation({
    mutationFn: (id: string) => api.delete(`/api/cases/${caseId}/parties/${id}`),
    onSuccess: again,
  });
  return (
    <div className="stack">
      {data && data.rows.length > 0 ? (
        <ul>
          {data.rows.map((one) => (
            <li key={one.id}>
              {one.name}{' '}
              <span className="soft small">
                {PARTS[one.part]},{showDay(one.addedAt)}加入
              </span>{' '}
              <button
                type="button"
                className="link-button"
                aria-label={`移除${one.name}`}
                onClick={() => remove.mutate(one.id)}
              >
                移除
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <p className="soft">可邀请同事或外部代理人一起填写；每项修改都记明是谁改的。</p>
      )}
      <Form form={form} layout="inline" initialValues={{ part: 'editor' }} onFinish={(given) => add.mutate(given)}>
        <Form.Item name="account" label="对方账号" rules={REQUIRED('请填写账号')}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="part" label="身份">
          <ChoiceInput options={Object.entries(PARTS).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Button htmlType="submit" loading={add.isPending}>
          邀请
        </Button>
      </Form>
      <ErrorNotice error={add.error ?? remove.error} />
    </div>
  );
}

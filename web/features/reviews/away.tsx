import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ExpertView } from '../../../src/cases/experts/expert.contract.ts';
import { api } from '../../lib/api.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, useFieldErrors } from '../../ui/form.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { Card, Empty } from '../../ui/page.tsx';
import { History } from '../experts/history.tsx';
import { InterestForm, InterestList } from '../experts/interest-form.tsx';

const KEY = ['me', 'expert'];

/** The expert's own entry: interests declared, and when not to be asked. */
export function Away() {
  const client = useQueryClient();
  const { data: me, error } = useQuery({ queryKey: KEY, queryFn: () => api.get<ExpertView>('/api/me/expert') });
  if (error || !me) return null;
  return (
    <div className="halves">
      <Card title="我的利害关系" id="interests">
        <div className="stack">
          {me.interests.length === 0 ? (
            <Empty title="没有申报过">现在或过去任职、持股的单位都请申报，系统据此自动回避。</Empty>
          ) : (
            <InterestList
              interests={me.interests}
              path="/api/me/expert/interests"
              ownOnly
              onWithdrawn={() => client.invalidateQueries({ queryKey: KEY })}
            />
          )}
          <InterestForm
            path="/api/me/expert/interests"
            onDeclared={() => client.invalidateQueries({ queryKey: KEY })}
          />
        </div>
      </Card>
      <div className="stack">
        <Card title="我的履职情况" id="history">
          <History path="/api/me/expert/history" />
        </Card>
        <Card title="不便评审的时段" id="away">
          <AwayForm from={me.awayFrom} to={me.awayTo} />
        </Card>
      </div>
    </div>
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

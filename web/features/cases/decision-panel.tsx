import { useQuery } from '@tanstack/react-query';
import { Button, Input, Radio } from 'antd';
import type { z } from 'zod';
import type { DecisionView, verifiedView } from '../../../src/cases/decisions/decision.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoment, showMoney } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { MoneyInput } from '../../ui/inputs.tsx';
import { Card, Loading, Notice, Pairs, Tag } from '../../ui/page.tsx';
import { useCaseChange } from './case-change.ts';

interface Draft {
  outcome: 'granted' | 'refused';
  reasons: string;
  fen?: number | null;
}

/** The decision: drafted by an officer from what was found, signed by a director, sealed. */
export function DecisionPanel({ caseId }: { caseId: string }) {
  const { data: decision, error } = useQuery({
    queryKey: ['case', caseId, 'decision'],
    queryFn: () => api.get<DecisionView>(`/api/cases/${caseId}/decision`),
  });
  return (
    <Card title="决定" id="decision">
      <ErrorNotice error={error} />
      {!decision && !error && <Loading />}
      {decision?.state === 'signed' && <Signed caseId={caseId} decision={decision} />}
      {decision && decision.state !== 'signed' && (
        <DraftForm key={decision.version} caseId={caseId} decision={decision} />
      )}
    </Card>
  );
}

function DraftForm({ caseId, decision }: { caseId: string; decision: DecisionView }) {
  const may = useMay();
  const [form] = Form.useForm<Draft>();
  const showFields = useFieldErrors(form);
  const { suggestion, version } = decision;
  const save = useCaseChange(caseId, (draft: Draft) => api.put(`/api/cases/${caseId}/decision`, { version, ...draft }));
  const sign = useCaseChange(caseId, () => api.post(`/api/cases/${caseId}/decision/signature`, { version }));
  const initial =
    decision.state === 'draft'
      ? { outcome: decision.outcome, reasons: decision.reasons, fen: decision.fen }
      : { outcome: suggestion?.outcome, reasons: suggestion?.reasons };
  return (
    <div className="stack">
      {decision.state === 'none' && suggestion && (
        <Notice title="以下内容由系统根据判定结果草拟，请核对修改">决定由人作出。</Notice>
      )}
      <Form
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(draft) => save.mutate(draft, { onError: showFields })}
      >
        {decision.says.length > 0 && (
          <ul className="soft">
            {decision.says.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
        <Form.Item name="outcome" label="决定" rules={REQUIRED('请选择决定')}>
          <Radio.Group
            options={[
              { value: 'granted', label: decision.labels.granted === '同意' ? '予以通过' : decision.labels.granted },
              { value: 'refused', label: decision.labels.refused === '不同意' ? '不予通过' : decision.labels.refused },
            ]}
          />
        </Form.Item>
        {decision.amount?.fen === null && (
          <Form.Item noStyle dependencies={['outcome']}>
            {() =>
              form.getFieldValue('outcome') === 'granted' && (
                <Form.Item name="fen" label="核定的数额" extra={decision.amount?.label} rules={REQUIRED('请填写数额')}>
                  <MoneyInput unit="元" />
                </Form.Item>
              )
            }
          </Form.Item>
        )}
        {decision.amount && decision.amount.fen !== null && (
          <p>
            数额：{showMoney(decision.amount.fen)} <span className="soft small">{decision.amount.label}</span>
          </p>
        )}
        <Form.Item name="reasons" label="理由" rules={REQUIRED('请写明理由')}>
          <Input.TextArea autoSize={{ minRows: 6, maxRows: 24 }} />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={save.error} />
          <div className="row">
            <Button type={decision.state === 'none' ? 'primary' : 'default'} htmlType="submit" loading={save.isPending}>
              {decision.state === 'none' ? '保存决定草稿' : '修改草稿'}
            </Button>
            {decision.draftedBy && <span className="soft">{decision.draftedBy}拟稿</span>}
          </div>
        </div>
      </Form>
      {decision.state === 'draft' && may('case.sign') && (
        <div className="row">
          <Confirm
            primary
            face="签发决定"
            title={`签发：${decision.outcomeLabel ?? ''}?`}
            says="签发后即生效，事实、规定版本和判定一并封存，不能修改；后续文书和资格随之产生。"
            act={() => sign.mutateAsync(undefined)}
          />
          <span className="soft">签发的是已保存的草稿：{decision.outcomeLabel}</span>
        </div>
      )}
    </div>
  );
}

function Signed({ caseId, decision }: { caseId: string; decision: DecisionView }) {
  const {
    data: check,
    refetch,
    isFetching,
    error,
  } = useQuery({
    queryKey: ['case', caseId, 'decision-check'],
    queryFn: () => api.get<z.output<typeof verifiedView>>(`/api/cases/${caseId}/decision/verification`),
    enabled: false,
  });
  return (
    <div className="stack">
      <Pairs
        of={[
          [
            '决定',
            <Tag key="outcome" tone={decision.outcome === 'granted' ? 'ok' : 'bad'}>
              {decision.outcomeLabel}
            </Tag>,
          ],
          ['文号', decision.number],
          ...(decision.fen === null ? [] : [['数额', showMoney(decision.fen)] satisfies [string, string]]),
          ['日期', showDay(decision.onDay)],
          [
            '理由',
            <span key="reasons" style={{ whiteSpace: 'pre-line' }}>
              {decision.reasons}
            </span>,
          ],
          ['签发', `${decision.signedBy ?? ''} ${showMoment(decision.signedAt)}`],
          ['封存', <code key="seal">{decision.seal?.slice(0, 16)}…</code>],
        ]}
      />
      <div>
        <Button loading={isFetching} onClick={() => void refetch()}>
          重新计算核对
        </Button>
      </div>
      <ErrorNotice error={error} />
      {check && (
        <Notice
          live
          tone={check.sealHolds && check.findingsHold ? 'ok' : 'bad'}
          title={check.sealHolds && check.findingsHold ? '封存内容完整，重新计算结果一致' : '核对不一致'}
        >
          {check.deviations.length > 0 && (
            <ul>
              {check.deviations.map(({ what, field, sealed, now }) => (
                <li key={`${what} ${field}`}>
                  {what} {field}：封存{sealed}，重算{now}
                </li>
              ))}
            </ul>
          )}
        </Notice>
      )}
    </div>
  );
}

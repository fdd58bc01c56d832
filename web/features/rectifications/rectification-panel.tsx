import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input, Radio } from 'antd';
import type { RectificationView } from '../../../src/effects/rectifications/rectification.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoment } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput, NumberInput } from '../../ui/inputs.tsx';
import { Card, Loading, Pairs, Tag } from '../../ui/page.tsx';
import { useCaseChange } from '../cases/case-change.ts';
import type { CaseView } from '../cases/cases.ts';
import { Exhibits } from '../sanctions/exhibits.tsx';

/** What must be put right, what was done about it, and what the acceptance found. */
export function RectificationPanel({ file }: { file: CaseView }) {
  const { data: one, error } = useQuery({
    queryKey: ['case', file.id, 'rectification'],
    queryFn: () => api.get<RectificationView>(`/api/cases/${file.id}/rectification`),
  });
  if (error) return <ErrorNotice error={error} />;
  if (!one) return <Loading />;
  const byBody = file.audience === 'body';
  const { turn } = file.allowed;
  const at = file.state === 'closed' ? null : file.stepKind;
  if (byBody && turn !== null && at === 'rectificationOrder') {
    return (
      <Card title="整改通知" id="order">
        <OrderForm key={one.version} caseId={file.id} one={one} />
      </Card>
    );
  }
  const reports = !byBody && at === 'rectification' && turn === 'own';
  const judges = byBody && turn !== null && at === 'acceptance';
  return (
    <>
      <Card title="整改要求" id="findings">
        <div className="stack">
          <Pairs
            of={[
              ['缘由', one.reason || '—'],
              ['下达', showMoment(one.issuedAt)],
              ['期限', `${one.days ?? '—'}个工作日，至${showDay(one.dueOn)}`],
              ...(one.daysReason ? ([['期限的理由', one.daysReason]] as const) : []),
              ...(one.extendedDays
                ? ([['延期', `${one.extendedDays}个工作日：${one.extensionReason ?? ''}`]] as const)
                : []),
              ...(one.outcomeLabel ? ([['结果', `${one.outcomeLabel}，${showDay(one.closedOn)}`]] as const) : []),
              ...(one.orderedBy && byBody
                ? ([
                    [
                      '责令的办件',
                      <Link key="by" to={`/cases/${one.orderedBy}` as string}>
                        查看
                      </Link>,
                    ],
                  ] as const)
                : []),
            ]}
          />
          {!reports && !judges && (
            <ol className="stack">
              {one.findings.map((finding) => (
                <li key={finding.id}>
                  <FindingWords finding={finding} />
                  {finding.answer && <p>整改情况：{finding.answer}</p>}
                  {finding.verdict && (
                    <p>
                      <Tag tone={finding.verdict === 'met' ? 'ok' : 'bad'}>
                        {finding.verdict === 'met' ? '到位' : '未到位'}
                      </Tag>{' '}
                      {finding.opinion}
                    </p>
                  )}
                  <OfItem one={one} item={finding.id} caseId={file.id} side={null} />
                </li>
              ))}
            </ol>
          )}
          {one.report && !reports && <p>总体情况：{one.report}</p>}
          {one.opinion && <p>验收意见：{one.opinion}</p>}
        </div>
      </Card>
      {reports && (
        <Card title="报告整改情况" id="rectification-report">
          <ReportForm caseId={file.id} one={one} />
        </Card>
      )}
      {judges && (
        <Card title="验收" id="acceptance">
          <AcceptanceForm caseId={file.id} one={one} />
        </Card>
      )}
    </>
  );
}

type Finding = RectificationView['findings'][number];
function FindingWords({ finding }: { finding: Pick<Finding, 'cites' | 'says' | 'must'> }) {
  return (
    <>
      <p>
        <strong>{finding.must}</strong> <span className="soft small">依据{finding.cites}</span>
      </p>
      <p className="soft">问题：{finding.says}</p>
    </>
  );
}

function OfItem(props: { one: RectificationView; item: string; caseId: string; side: 'party' | null }) {
  const rows = props.one.exhibits.filter(({ item }) => item === props.item);
  if (rows.length === 0 && props.side === null) return null;
  return <Exhibits caseId={props.caseId} rows={rows} side={props.side} item={props.item} />;
}

interface OrderEntered {
  findings: { cites: string; says: string; must: string }[];
  days: number | null;
  reason: string | null;
}

function OrderForm({ caseId, one }: { caseId: string; one: RectificationView }) {
  const [form] = Form.useForm<OrderEntered>();
  const showFields = useFieldErrors(form);
  const body = ({ findings = [], days, reason }: OrderEntered) => ({
    version: one.version,
    findings: findings.map(({ cites, says, must }) => ({ cites: cites ?? '', says: says ?? '', must: must ?? '' })),
    days: days ?? null,
    reason: reason || null,
  });
  const save = useCaseChange(caseId, (entered: OrderEntered) =>
    api.put(`/api/cases/${caseId}/rectification`, body(entered)),
  );
  const issue = useCaseChange(caseId, (entered: OrderEntered) =>
    api.post(`/api/cases/${caseId}/rectification/issue`, body(entered)),
  );
  const clauses = one.clauses.map(({ cite, title }) => ({ value: cite, label: `${cite} ${title}` }));
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{
        findings: one.findings.length > 0 ? one.findings : [{}],
        days: one.days ?? one.usualDays,
        reason: one.daysReason,
      }}
      onFinish={(entered) => issue.mutate(entered, { onError: showFields })}
    >
      {one.reason && <p className="soft">缘由：{one.reason}</p>}
      <Form.List name="findings">
        {(rows, { add, remove }) => (
          <div className="stack">
            {rows.map(({ key, name }) => (
              <fieldset key={key} className="plain-fieldset">
                <legend>第{name + 1}项</legend>
                <Form.Item name={[name, 'cites']} label="条款">
                  <ChoiceInput options={clauses} searchable />
                </Form.Item>
                <Form.Item name={[name, 'says']} label="问题">
                  <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
                </Form.Item>
                <Form.Item name={[name, 'must']} label="整改要求">
                  <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
                </Form.Item>
                {rows.length > 1 && (
                  <Button onClick={() => remove(name)} aria-label={`移除第${name + 1}项`}>
                    移除
                  </Button>
                )}
              </fieldset>
            ))}
            <div>
              <Button onClick={() => add({})}>增加一项</Button>
            </div>
          </div>
        )}
      </Form.List>
      <div className="halves" style={{ marginTop: 'var(--space-4)' }}>
        <Form.Item name="days" label="期限（工作日）">
          <NumberInput whole unit="个工作日" />
        </Form.Item>
        <Form.Item name="reason" label={`期限的理由（不是${one.usualDays ?? ''}个工作日的须写）`}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
        </Form.Item>
      </div>
      <div className="stack-s">
        <ErrorNotice error={save.error ?? issue.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={issue.isPending}>
            下达整改通知
          </Button>
          <Button
            loading={save.isPending}
            onClick={() => save.mutate(form.getFieldsValue(true), { onError: showFields })}
          >
            保存草稿
          </Button>
        </div>
      </div>
    </Form>
  );
}

interface ReportEntered {
  report: string;
  answers: { id: string; answer: string }[];
}

function ReportForm({ caseId, one }: { caseId: string; one: RectificationView }) {
  const [form] = Form.useForm<ReportEntered>();
  const showFields = useFieldErrors(form);
  const send = useCaseChange(caseId, (entered: ReportEntered) =>
    api.post(`/api/cases/${caseId}/rectification/report`, {
      report: entered.report ?? '',
      answers: one.findings.map(({ id }, index) => ({ id, answer: entered.answers?.[index]?.answer ?? '' })),
    }),
  );
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ report: one.report, answers: one.findings.map(({ id, answer }) => ({ id, answer })) }}
      onFinish={(entered) => send.mutate(entered, { onError: showFields })}
    >
      <ol className="stack">
        {one.findings.map((finding, index) => (
          <li key={finding.id}>
            <FindingWords finding={finding} />
            {finding.verdict === 'unmet' && <p>上次验收未到位：{finding.opinion}</p>}
            <Form.Item name={['answers', index, 'answer']} label="整改情况" rules={REQUIRED('请写明整改情况')}>
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} />
            </Form.Item>
            <OfItem one={one} item={finding.id} caseId={caseId} side="party" />
          </li>
        ))}
      </ol>
      <Form.Item
        name="report"
        label="总体情况"
        rules={REQUIRED('请写明总体情况')}
        style={{ marginTop: 'var(--space-4)' }}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} />
      </Form.Item>
      <div className="stack-s">
        <ErrorNotice error={send.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            报告整改完成
          </Button>
        </div>
      </div>
    </Form>
  );
}

interface AcceptanceEntered {
  outcome: 'accepted' | 'extended' | 'failed';
  verdicts: { verdict: 'met' | 'unmet'; opinion?: string }[];
  opinion: string;
  days: number | null;
  reason: string | null;
}

function AcceptanceForm({ caseId, one }: { caseId: string; one: RectificationView }) {
  const [form] = Form.useForm<AcceptanceEntered>();
  const showFields = useFieldErrors(form);
  const outcome = Form.useWatch('outcome', form);
  const send = useCaseChange(caseId, ({ verdicts, days, reason, ...rest }: AcceptanceEntered) =>
    api.post(`/api/cases/${caseId}/rectification/acceptance`, {
      ...rest,
      verdicts: one.findings.map(({ id }, index) => ({
        id,
        verdict: verdicts?.[index]?.verdict,
        opinion: verdicts?.[index]?.opinion ?? '',
      })),
      days: rest.outcome === 'extended' ? (days ?? null) : null,
      reason: rest.outcome === 'extended' ? reason || null : null,
    }),
  );
  return (
    <Form form={form} layout="vertical" onFinish={(entered) => send.mutate(entered, { onError: showFields })}>
      {!one.reportedAt && <p>运营机构没有在期限内报告整改。</p>}
      <ol className="stack">
        {one.findings.map((finding, index) => (
          <li key={finding.id}>
            <FindingWords finding={finding} />
            <p>整改情况：{finding.answer ?? '未报告'}</p>
            <OfItem one={one} item={finding.id} caseId={caseId} side={null} />
            <Form.Item
              name={['verdicts', index, 'verdict']}
              label={`第${index + 1}项结论`}
              rules={REQUIRED('请给出结论')}
            >
              <Radio.Group
                options={[
                  { value: 'met', label: '到位' },
                  { value: 'unmet', label: '未到位' },
                ]}
              />
            </Form.Item>
            <Form.Item name={['verdicts', index, 'opinion']} label={`第${index + 1}项说明`}>
              <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} />
            </Form.Item>
          </li>
        ))}
      </ol>
      <Form.Item name="outcome" label="验收结论" rules={REQUIRED('请选择验收结论')}>
        <Radio.Group
          options={[
            { value: 'accepted', label: '通过' },
            ...(one.extendedDays === null ? [{ value: 'extended', label: '延期（一次）' }] : []),
            { value: 'failed', label: '未通过，提请取消资格' },
          ]}
        />
      </Form.Item>
      {outcome === 'extended' && (
        <div className="halves">
          <Form.Item name="days" label="延长的工作日">
            <NumberInput whole unit="个工作日" />
          </Form.Item>
          <Form.Item name="reason" label="延期理由">
            <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
          </Form.Item>
        </div>
      )}
      <Form.Item name="opinion" label="验收意见" rules={REQUIRED('请写明验收意见')}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} />
      </Form.Item>
      <div className="stack-s">
        <ErrorNotice error={send.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            提交验收
          </Button>
        </div>
      </div>
    </Form>
  );
}

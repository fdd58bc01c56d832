import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput } from '../../ui/inputs.tsx';
import { Card, Loading } from '../../ui/page.tsx';
import { useCaseChange } from '../cases/case-change.ts';
import { type SiteVisitView, siteVisitQuery } from './reviews.ts';
import { Photos, type VisitEntered, VisitHead, visitBody, visitInitial } from './visit-form.tsx';

const SEEN = [
  { value: 'met', label: '现场属实' },
  { value: 'unmet', label: '现场不符' },
  { value: 'notSeen', label: '未查看' },
];

/** What was seen on the spot, by whom, with photos. */
export function SiteVisit({ caseId, records }: { caseId: string; records: boolean }) {
  const { data: visit, error } = useQuery(siteVisitQuery(caseId));
  return (
    <Card title="现场考察记录" id="site-visit">
      <ErrorNotice error={error} />
      {!visit && !error && <Loading />}
      {visit?.state === 'draft' && !records && <p>正由组织考察的机关办理，记录尚未提交。</p>}
      {visit?.state === 'draft' && records && <Record key={visit.version} caseId={caseId} visit={visit} />}
      {visit?.state === 'submitted' && (
        <p>
          {showDay(visit.visitedOn)}考察，记录已提交。{visit.summary}
        </p>
      )}
    </Card>
  );
}

interface Entered extends VisitEntered {
  findings: { requirement: string; outcome: 'met' | 'unmet' | 'notSeen'; says?: string }[];
}

function Record({ caseId, visit }: { caseId: string; visit: SiteVisitView }) {
  const [form] = Form.useForm<Entered>();
  const showFields = useFieldErrors(form);
  const body = (entered: Entered) => ({
    ...visitBody(visit, entered),
    findings: (entered.findings ?? []).map(({ requirement, outcome, says = '' }) => ({
      requirement,
      outcome: outcome ?? 'notSeen',
      says,
    })),
  });
  const save = useCaseChange(caseId, (entered: Entered) => api.put(`/api/cases/${caseId}/site-visit`, body(entered)));
  const submit = useCaseChange(caseId, (entered: Entered) =>
    api.post(`/api/cases/${caseId}/site-visit/submission`, body(entered)),
  );
  const known = new Map(visit.findings.map((finding) => [finding.requirement, finding]));
  const initial: Entered = {
    ...visitInitial(visit),
    findings: visit.requirements.map(({ id }) => known.get(id) ?? { requirement: id, outcome: 'notSeen', says: '' }),
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={initial}
      onFinish={(entered) => submit.mutate(entered, { onError: showFields })}
    >
      <VisitHead day="考察日期" who="考察人员" />
      <fieldset className="plain-fieldset" style={{ marginTop: 'var(--space-5)' }}>
        <legend>逐条核实</legend>
        <ol className="findings">
          {visit.requirements.map((requirement, index) => (
            <li key={requirement.id} className="finding">
              <p>
                {requirement.says} <span className="soft small">依据 {requirement.cites}</span>
              </p>
              <Form.Item name={['findings', index, 'requirement']} hidden>
                <Input />
              </Form.Item>
              <div className="halves">
                <Form.Item name={['findings', index, 'outcome']} label="现场情况">
                  <ChoiceInput options={SEEN} />
                </Form.Item>
                <Form.Item name={['findings', index, 'says']} label="说明">
                  <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
                </Form.Item>
              </div>
            </li>
          ))}
        </ol>
      </fieldset>
      <Form.Item name="summary" label="考察意见" style={{ marginTop: 'var(--space-4)' }}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} />
      </Form.Item>
      <Photos
        path={`/api/cases/${caseId}/site-visit/photos`}
        queryKey={siteVisitQuery(caseId).queryKey}
        photos={visit.photos}
      />
      <div className="stack-s" style={{ marginTop: 'var(--space-4)' }}>
        <ErrorNotice error={save.error ?? submit.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={submit.isPending}>
            提交考察记录
          </Button>
          <Button
            loading={save.isPending}
            onClick={() => save.mutate(form.getFieldsValue(true), { onError: showFields })}
          >
            暂存
          </Button>
        </div>
      </div>
    </Form>
  );
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { FOUND, SAMPLING, type SampleVisitView } from '../../../src/cases/sampleVisits/sampleVisit.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoment } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput } from '../../ui/inputs.tsx';
import { Card, Notice, Pairs, Tag } from '../../ui/page.tsx';
import { useCaseChange } from '../cases/case-change.ts';
import type { CaseView } from '../cases/cases.ts';
import { showFact } from '../cases/findings.tsx';
import { entered, FactInput, factOf, stored } from '../records/declare-dialog.tsx';
import { Photos, type VisitEntered, VisitHead, visitBody, visitInitial } from '../reviews/visit-form.tsx';
import { sampleVisitQuery } from './evaluations.ts';

type Figure = SampleVisitView['figures'][number];
const TONE = { agrees: 'ok', differs: 'bad', notSeen: 'note' } as const;

/** How the unit was drawn, and the visit: to be recorded by the body that drew, to be read by the others. */
export function SampleVisit({ file }: { file: CaseView }) {
  const { data: visit } = useQuery(sampleVisitQuery(file.id));
  if (!visit?.drawn) return null;
  const { drawn } = visit;
  return (
    <Card
      title="抽查现场核查"
      id="sample-visit"
      actions={
        <Tag tone={visit.state === 'recorded' ? 'ok' : 'warn'}>
          {visit.state === 'recorded' ? '已核查' : '等待核查'}
        </Tag>
      }
    >
      <div className="stack">
        <Pairs
          of={[
            ['抽取方式', SAMPLING[drawn.method].zh],
            ...(drawn.seed ? [['公布的种子', drawn.seed] satisfies [string, string]] : []),
            ['抽中次序', `${drawn.place}/${drawn.of}`],
            ['抽中原因', drawn.reason],
            ['抽取时间', showMoment(drawn.at)],
          ]}
        />
        {visit.state === 'recorded' && <Recorded visit={visit} />}
        {visit.state === 'open' && visit.mine && <Record key={visit.version} caseId={file.id} visit={visit} />}
        {visit.state === 'open' && !visit.mine && <p>组织核查的机关将到现场核对各项数据，记录提交后在这里查看。</p>}
      </div>
    </Card>
  );
}

function Recorded({ visit }: { visit: SampleVisitView }) {
  return (
    <>
      <Pairs
        of={[
          ['核查日期', showDay(visit.visitedOn)],
          ['地点', visit.place ?? ''],
          [
            '核查人员',
            visit.people
              .map(({ name, organisation, duty }) => [name, organisation, duty].filter(Boolean).join(' '))
              .join('；'),
          ],
          ['核查结论', visit.summary ?? ''],
        ]}
      />
      <ul className="facts plain">
        {visit.figures.map((figure) => (
          <li key={figure.key}>
            <span className="row">
              <span className="soft">{figure.label}</span>
              <span>申报 {showFact(figure.key, figure.stated, figure.unit)}</span>
              {figure.outcome && <Tag tone={TONE[figure.outcome]}>{FOUND[figure.outcome].zh}</Tag>}
              {figure.outcome === 'differs' && figure.found !== null && (
                <strong>现场 {showFact(figure.key, figure.found, figure.unit)}</strong>
              )}
            </span>
            {figure.says && <p className="soft small">{figure.says}</p>}
          </li>
        ))}
      </ul>
      {visit.photos.length > 0 && (
        <ul>
          {visit.photos.map((photo) => (
            <li key={photo.id}>
              <a href={`/api/files/${photo.fileId}`}>{photo.name}</a> <span className="soft">{photo.caption}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface Entered extends VisitEntered {
  figures: {
    fact: string;
    outcome: 'agrees' | 'differs' | 'notSeen' | null;
    found?: unknown;
    says?: string;
  }[];
}

function Record({ caseId, visit }: { caseId: string; visit: SampleVisitView }) {
  const [form] = Form.useForm<Entered>();
  const showFields = useFieldErrors(form);
  const client = useQueryClient();
  const path = `/api/cases/${caseId}/sample-visit`;
  const body = (entered: Entered) => ({
    ...visitBody(visit, entered),
    figures: entered.figures.map(({ fact, outcome, found, says = '' }) => ({
      fact,
      outcome: outcome ?? null,
      found: outcome === 'differs' ? (stored(factOf(fact), found) ?? null) : null,
      says,
    })),
  });
  const save = useMutation({
    mutationFn: (entered: Entered) => api.put<SampleVisitView>(path, body(entered)),
    onSuccess: (saved) => client.setQueryData(sampleVisitQuery(caseId).queryKey, saved),
    onError: showFields,
  });
  const submit = useCaseChange(caseId, (entered: Entered) => api.post(`${path}/submission`, body(entered)));
  const initial: Entered = {
    ...visitInitial(visit),
    figures: visit.figures.map(({ key, outcome, found, says }) => ({
      fact: key,
      outcome,
      found: entered(factOf(key), found),
      says,
    })),
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={initial}
      onFinish={(entered) => submit.mutate(entered, { onError: showFields })}
    >
      <Notice>到现场逐项核对申报的数据；现场不符的，会标在核对和评分页面上，由审核人处理。</Notice>
      <VisitHead day="核查日期" who="核查人员" />
      <fieldset className="plain-fieldset" style={{ marginTop: 'var(--space-5)' }}>
        <legend>逐项数据</legend>
        <ol className="findings">
          {visit.figures.map((figure, index) => (
            <FigureRow key={figure.key} figure={figure} index={index} />
          ))}
        </ol>
      </fieldset>
      <Form.Item name="summary" label="核查结论" style={{ marginTop: 'var(--space-4)' }}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} />
      </Form.Item>
      <Photos path={`${path}/photos`} queryKey={sampleVisitQuery(caseId).queryKey} photos={visit.photos} />
      <div className="stack-s" style={{ marginTop: 'var(--space-4)' }}>
        <ErrorNotice error={save.error ?? submit.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={submit.isPending}>
            提交核查记录
          </Button>
          <Button loading={save.isPending} onClick={() => save.mutate(form.getFieldsValue(true))}>
            暂存
          </Button>
        </div>
      </div>
    </Form>
  );
}

function FigureRow({ figure, index }: { figure: Figure; index: number }) {
  const form = Form.useFormInstance();
  const outcome = Form.useWatch(['figures', index, 'outcome'], form);
  return (
    <li className="finding">
      <p>
        {figure.label} <span className="soft">申报 {showFact(figure.key, figure.stated, figure.unit)}</span>
      </p>
      <Form.Item name={['figures', index, 'fact']} hidden>
        <Input />
      </Form.Item>
      <div className="halves">
        <Form.Item name={['figures', index, 'outcome']} label={`现场情况：${figure.label}`}>
          <ChoiceInput options={Object.entries(FOUND).map(([value, { zh }]) => ({ value, label: zh }))} />
        </Form.Item>
        {outcome === 'differs' && (
          <Form.Item name={['figures', index, 'found']} label={`现场所见：${figure.label}`}>
            <FactInput fact={factOf(figure.key)} />
          </Form.Item>
        )}
        {(outcome === 'differs' || outcome === 'notSeen') && (
          <Form.Item name={['figures', index, 'says']} label={`说明：${figure.label}`}>
            <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
          </Form.Item>
        )}
      </div>
    </li>
  );
}

import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import {
  ON_THE_SPOT,
  SEVERITIES,
  type SelfEvaluationView,
  VERIFICATIONS,
} from '../../../src/cases/selfEvaluations/selfEvaluation.contract.ts';
import { FACTS, type FactKey } from '../../../src/facts/vocabulary.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { FilePicker, type PickedFile } from '../../ui/file-picker.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput, NumberInput } from '../../ui/inputs.tsx';
import { Card, Tag } from '../../ui/page.tsx';
import type { CaseView } from '../cases/cases.ts';
import { Clause, showFact } from '../cases/findings.tsx';
import { Provenance } from '../records/provenance.tsx';
import { AccountReader } from './account.tsx';
import { pointsInWords, selfEvaluationQuery } from './evaluations.ts';

type Figure = SelfEvaluationView['bars'][number]['facts'][number];
type Warning = SelfEvaluationView['warnings'][number];

/** Each indicator with its rule, clause, figure and source; warnings; what the unit states and what the reviewer says of it. */
export function SelfEvaluation({
  file,
  below,
}: {
  file: CaseView;
  /** In place of what the unit wrote of an indicator that experts score: where it is written. */
  below?: (indicator: string) => React.ReactNode;
}) {
  const { data: view } = useSuspenseQuery(selfEvaluationQuery(file.id));
  const [declaring, setDeclaring] = useState<Figure | null>(null);
  const [verifying, setVerifying] = useState<Figure | null>(null);
  const mayDeclare = view.open && file.audience === 'applicant';
  const mayVerify = file.audience === 'body' && file.state === 'open' && file.allowed.tasks.length > 0;
  const figure = (fact: Figure) => (
    <FigureLine
      key={fact.key}
      fact={fact}
      carrierId={file.audience === 'expert' ? null : file.carrierId}
      actions={
        <>
          {mayDeclare && (
            <button
              type="button"
              className="link-button"
              aria-label={`申报不同的数据：${fact.label}`}
              onClick={() => setDeclaring(fact)}
            >
              申报不同的数据
            </button>
          )}
          {mayVerify && (
            <button
              type="button"
              className="link-button"
              aria-label={`核对：${fact.label}`}
              onClick={() => setVerifying(fact)}
            >
              核对
            </button>
          )}
        </>
      }
    />
  );
  return (
    <Card
      title="指标与得分"
      id="self-evaluation"
      actions={
        <Tag tone={view.points === null ? 'note' : 'ok'}>
          {view.points !== null
            ? `${pointsInWords(view)}分`
            : view.high === null
              ? '满分尚未设定'
              : `现可得${pointsInWords(view)}分`}
        </Tag>
      }
    >
      <div className="stack">
        <p className="soft">
          {view.title}；数据截至{showDay(view.on)}，由日常记录得出，每个数字可点开来源。没有数据不等于零。
        </p>
        <ol className="findings plain">
          {view.indicators.map((one) => (
            <li key={one.id} className="finding">
              <div className="finding-head">
                <h3>{one.says}</h3>
                <span className="row">
                  {one.missing.length > 0 && <Tag tone="warn">{one.byExpert ? '待评分' : '数据不全'}</Tag>}
                  <strong>
                    {pointsInWords(one)}
                    {one.max !== null && <span className="soft">/{one.max}分</span>}
                  </strong>
                </span>
              </div>
              <p>{one.rule}</p>
              <Clause cites={one.cites} text={one.clause} />
              {one.missing.length > 0 && <p className="soft small">{one.missing.join('；')}</p>}
              {one.facts.length > 0 && <ul className="facts plain small">{one.facts.map(figure)}</ul>}
              {one.account && (below?.(one.id) ?? <AccountReader account={one.account} />)}
            </li>
          ))}
          {view.bars.map((bar) => (
            <li key={bar.says} className="finding">
              <div className="finding-head">
                <h3>{bar.says}</h3>
                <Tag>不得高于{bar.notAbove}</Tag>
              </div>
              <Clause cites={bar.cites} text={null} />
              <ul className="facts plain small">{bar.facts.map(figure)}</ul>
            </li>
          ))}
        </ol>
        {view.warnings.length > 0 && (
          <section aria-labelledby="warnings-title" className="stack-s">
            <h3 id="warnings-title">数据提示</h3>
            <ul className="plain stack-s">
              {view.warnings.map((warning) => (
                <WarningLine
                  key={warning.id}
                  warning={warning}
                  caseId={file.id}
                  carrierId={file.audience === 'expert' ? null : file.carrierId}
                  open={mayDeclare}
                />
              ))}
            </ul>
          </section>
        )}
      </div>
      {declaring && <DeclareDialog fact={declaring} caseId={file.id} onClose={() => setDeclaring(null)} />}
      {verifying && <VerifyDialog fact={verifying} caseId={file.id} onClose={() => setVerifying(null)} />}
    </Card>
  );
}

function FigureLine({
  fact,
  carrierId,
  actions,
}: {
  fact: Figure;
  carrierId: string | null;
  actions: React.ReactNode;
}) {
  const { statement, verification, onTheSpot } = fact;
  return (
    <li>
      <span className="row">
        <span className="soft">{fact.label}</span> <strong>{showFact(fact.key, fact.counted, fact.unit)}</strong>
        {fact.obtained === 'declared' && <Tag tone="note">单位申报</Tag>}
        {fact.obtained === 'derived' && !fact.complete && <span className="soft">（至少；登记未声明完整）</span>}
        {actions}
      </span>
      {fact.provenance.length > 0 && (
        <Provenance of={fact.provenance} declared={fact.obtained === 'declared'} carrierId={carrierId} />
      )}
      {statement && (
        <p>
          <Tag tone="warn">申报为{showFact(fact.key, statement.value, fact.unit)}</Tag> {statement.reason}{' '}
          <a href={`/api/files/${statement.fileId}`}>{statement.fileName}</a>
        </p>
      )}
      {verification && (
        <p>
          <Tag tone={verification.outcome === 'rejected' ? 'bad' : 'ok'}>{VERIFICATIONS[verification.outcome].zh}</Tag>{' '}
          {verification.note}
          {verification.by && <span className="soft">（{verification.by}）</span>}
        </p>
      )}
      {onTheSpot && (
        <p>
          <Tag tone={onTheSpot.outcome === 'different' ? 'bad' : 'ok'}>{ON_THE_SPOT[onTheSpot.outcome].zh}</Tag>{' '}
          {onTheSpot.note}
          {onTheSpot.by && <span className="soft">（{onTheSpot.by}）</span>}
        </p>
      )}
    </li>
  );
}

function useKept(caseId: string, onDone: () => void) {
  const client = useQueryClient();
  return (saved: SelfEvaluationView) => {
    client.setQueryData(selfEvaluationQuery(caseId).queryKey, saved);
    onDone();
  };
}

const FROM = { records: '日常记录', statement: '指标与申报', report: '本报告申报' } as const;

interface WarningLineProps {
  warning: Warning;
  caseId: string;
  /** Whose records the figures open to; null: the reader may not see them. */
  carrierId: string | null;
  open: boolean;
}

function WarningLine({ warning, caseId, carrierId, open }: WarningLineProps) {
  const [answer, setAnswer] = useState(warning.answer ?? '');
  const keep = useKept(caseId, () => {});
  const save = useMutation({
    mutationFn: () =>
      api.post<SelfEvaluationView>(`/api/cases/${caseId}/warning-answers`, { warning: warning.id, answer }),
    onSuccess: keep,
  });
  return (
    <li className="stack-s">
      <p>
        <Tag tone={warning.severity === 'correct' ? 'bad' : 'warn'}>{SEVERITIES[warning.severity].zh}</Tag>{' '}
        {warning.says}
      </p>
      {warning.figures.length > 0 && (
        <ul className="facts plain small">
          {warning.figures.map((figure) => (
            <li key={figure.key + figure.from}>
              <span className="row">
                <span className="soft">
                  {figure.label}（{FROM[figure.from]}）
                </span>
                <strong>{showFact(figure.key, figure.value, figure.unit)}</strong>
                {figure.fileId && <a href={`/api/files/${figure.fileId}`}>佐证文件</a>}
              </span>
              {figure.provenance.length > 0 && (
                <Provenance of={figure.provenance} declared={figure.from !== 'records'} carrierId={carrierId} />
              )}
            </li>
          ))}
        </ul>
      )}
      {warning.severity === 'explain' && open ? (
        <div className="row">
          <Input
            aria-label={`说明：${warning.says}`}
            value={answer}
            style={{ maxWidth: '32rem' }}
            onChange={(event) => setAnswer(event.target.value)}
          />
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            保存说明
          </Button>
          {warning.answer && warning.answer === answer && <span role="status">已保存说明</span>}
          <ErrorNotice error={save.error} />
        </div>
      ) : (
        warning.answer && <p className="soft">说明：{warning.answer}</p>
      )}
      {warning.severity === 'correct' && open && carrierId && (
        <p className="row small">
          <Link to="/spaces/$carrierId/facts" params={{ carrierId }}>
            到“指标与申报”更正
          </Link>
          <Link to="/spaces/$carrierId/records" params={{ carrierId }}>
            到日常记录更正
          </Link>
        </p>
      )}
    </li>
  );
}

function DeclareDialog({ fact, caseId, onClose }: { fact: Figure; caseId: string; onClose: () => void }) {
  const [form] = Form.useForm<{ value: number | string; reason: string; file: PickedFile | null }>();
  const showFields = useFieldErrors(form);
  const keep = useKept(caseId, onClose);
  const { type } = FACTS[fact.key as FactKey];
  const save = useMutation({
    mutationFn: (entered: { value: number | string; reason: string; file: PickedFile | null }) =>
      api.put<SelfEvaluationView>(`/api/cases/${caseId}/figures/${fact.key}`, {
        value: type === 'flag' ? entered.value === 'true' : entered.value,
        reason: entered.reason,
        fileId: entered.file?.id,
      }),
    onSuccess: keep,
    onError: showFields,
  });
  const upload = async (files: File[]) => {
    const { fileIds } = await api.upload<{ fileIds: string[] }>(`/api/cases/${caseId}/figure-evidence`, files);
    return fileIds.map((id, index) => ({ id, name: files[index]?.name ?? '佐证材料' }));
  };
  return (
    <Dialog title={`申报不同的数据 · ${fact.label}`} open onClose={onClose}>
      <p>记录为{showFact(fact.key, fact.value, fact.unit)}。申报数经核对采信后才计入得分。</p>
      <Form form={form} layout="vertical" onFinish={(entered) => save.mutate(entered)}>
        <Form.Item name="value" label="申报数" rules={REQUIRED('请填写申报数')}>
          {type === 'flag' ? (
            <ChoiceInput
              options={[
                { value: 'true', label: '是' },
                { value: 'false', label: '否' },
              ]}
            />
          ) : (
            <NumberInput unit={type === 'ratio' ? '0至1' : fact.unit} />
          )}
        </Form.Item>
        <Form.Item name="reason" label="差异的原因" rules={REQUIRED('请说明差异的原因')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <Form.Item name="file" label="佐证材料" rules={REQUIRED('请上传佐证材料')}>
          <FilePicker upload={upload} />
        </Form.Item>
        <Buttons error={save.error} pending={save.isPending} onClose={onClose} face="保存" />
      </Form>
    </Dialog>
  );
}

function VerifyDialog({ fact, caseId, onClose }: { fact: Figure; caseId: string; onClose: () => void }) {
  const [form] = Form.useForm<{ outcome: string; note: string }>();
  const showFields = useFieldErrors(form);
  const keep = useKept(caseId, onClose);
  const save = useMutation({
    mutationFn: (entered: { outcome: string; note: string }) =>
      api.post<SelfEvaluationView>(`/api/cases/${caseId}/figures/${fact.key}/verification`, entered),
    onSuccess: keep,
    onError: showFields,
  });
  const options = Object.entries(VERIFICATIONS)
    .filter(([code]) => code === 'confirmed' || fact.statement !== null)
    .map(([value, { zh }]) => ({ value, label: zh }));
  return (
    <Dialog title={`核对 · ${fact.label}`} open onClose={onClose}>
      <p>
        记录为{showFact(fact.key, fact.value, fact.unit)}
        {fact.statement && `，申报为${showFact(fact.key, fact.statement.value, fact.unit)}`}。
      </p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ outcome: 'confirmed' }}
        onFinish={(entered) => save.mutate(entered)}
      >
        <Form.Item name="outcome" label="结论" rules={REQUIRED('请选择结论')}>
          <ChoiceInput options={options} />
        </Form.Item>
        <Form.Item name="note" label="核对了什么" rules={REQUIRED('请写明核对了什么')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <Buttons error={save.error} pending={save.isPending} onClose={onClose} face="保存" />
      </Form>
    </Dialog>
  );
}

export function Buttons({
  error,
  pending,
  onClose,
  face,
}: {
  error: unknown;
  pending: boolean;
  onClose: () => void;
  face: string;
}) {
  return (
    <div className="stack-s">
      <ErrorNotice error={error} />
      <div className="row row-end">
        <Button onClick={onClose}>取消</Button>
        <Button type="primary" htmlType="submit" loading={pending}>
          {face}
        </Button>
      </div>
    </div>
  );
}

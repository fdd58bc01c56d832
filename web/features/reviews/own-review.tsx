import { useQuery } from '@tanstack/react-query';
import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { showMoment, showNumber } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, useFieldErrors } from '../../ui/form.tsx';
import { NumberInput } from '../../ui/inputs.tsx';
import { Card, Loading, Notice, Pairs } from '../../ui/page.tsx';
import { useCaseChange } from '../cases/case-change.ts';
import { type MyReviewView, ownReviewQuery, RECOMMENDATIONS } from './reviews.ts';

interface Entry {
  score?: number | null;
  opinion?: string | null;
  recommendation?: keyof typeof RECOMMENDATIONS | null;
}

/** The expert's scoresheet. Others' scores stay hidden until one's own is in. */
export function OwnReview({ caseId }: { caseId: string }) {
  const { data: review, error } = useQuery(ownReviewQuery(caseId));
  return (
    <Card title="我的评审" id="own-review">
      <ErrorNotice error={error} />
      {!review && !error && <Loading />}
      {review?.state === 'assigned' && <Scoresheet key={review.revision} caseId={caseId} review={review} />}
      {review && review.state !== 'assigned' && <Handed review={review} />}
    </Card>
  );
}

function Scoresheet({ caseId, review }: { caseId: string; review: MyReviewView }) {
  const { sheet } = review;
  const [form] = Form.useForm<Entry>();
  const [recusing, setRecusing] = useState(false);
  const showFields = useFieldErrors(form);
  const body = (entry: Entry, revision: number) => ({
    revision,
    score: entry.score ?? null,
    opinion: entry.opinion?.trim() ? entry.opinion : null,
    recommendation: entry.recommendation ?? null,
  });
  const save = useCaseChange(caseId, (entry: Entry) =>
    api.put(`/api/cases/${caseId}/review`, body(entry, review.revision)),
  );
  const submit = useCaseChange(caseId, (entry: Entry) =>
    api.post(`/api/cases/${caseId}/review/submission`, body(entry, review.revision)),
  );
  const initial: Entry = { score: review.score, opinion: review.opinion, recommendation: review.recommendation };
  return (
    <>
      <Notice>请独立评审。提交前看不到其他专家的分数和意见；与申报单位有利害关系的，请申请回避。</Notice>
      <Form
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(entry) => submit.mutate(entry, { onError: showFields })}
      >
        {sheet.gives !== 'opinion' && (
          <Form.Item name="score" label={`评分(0至${sheet.maxScore}分，最多两位小数)`}>
            <NumberInput unit="分" />
          </Form.Item>
        )}
        <Form.Item name="opinion" label="评审意见">
          <Input.TextArea autoSize={{ minRows: 5, maxRows: 20 }} maxLength={10_000} />
        </Form.Item>
        <Form.Item name="recommendation" label="评审结论">
          <Radio.Group options={Object.entries(RECOMMENDATIONS).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={save.error ?? submit.error} />
          {review.savedAt && <p className="soft small">上次保存 {showMoment(review.savedAt)}</p>}
          <div className="row">
            <Button type="primary" htmlType="submit" loading={submit.isPending}>
              提交评审
            </Button>
            <Button
              loading={save.isPending}
              onClick={() => save.mutate(form.getFieldsValue(), { onError: showFields })}
            >
              暂存
            </Button>
            <Button onClick={() => setRecusing(true)}>申请回避</Button>
          </div>
        </div>
      </Form>
      {recusing && <RecusalDialog caseId={caseId} onClose={() => setRecusing(false)} />}
    </>
  );
}

function RecusalDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const recuse = useCaseChange(caseId, () => api.post(`/api/cases/${caseId}/review/recusal`, { reason }), onClose);
  return (
    <Dialog title="申请回避" open onClose={onClose}>
      <div className="stack">
        <p>回避后不再看到此办件，由主管部门另行安排专家。</p>
        <label className="stack-s" htmlFor="recusal-reason">
          回避理由
          <Input.TextArea
            id="recusal-reason"
            value={reason}
            autoSize={{ minRows: 3 }}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <ErrorNotice error={recuse.error} />
        <div className="row row-end">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" loading={recuse.isPending} onClick={() => recuse.mutate(undefined)}>
            确认回避
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Handed({ review }: { review: MyReviewView }) {
  if (review.state !== 'submitted')
    return <Notice title={review.state === 'recused' ? '您已回避' : '您已不参加此项评审'} />;
  return (
    <div className="stack">
      <Pairs
        of={[
          ['评分', review.score === null ? '—' : `${showNumber(review.score)}分`],
          ['结论', review.recommendation ? RECOMMENDATIONS[review.recommendation] : '—'],
          [
            '意见',
            <span key="opinion" style={{ whiteSpace: 'pre-line' }}>
              {review.opinion}
            </span>,
          ],
          ['提交', showMoment(review.submittedAt)],
        ]}
      />
      {review.panel && (
        <div className="stack-s">
          <h3>其他专家{review.panel.score !== null && `(综合得分${showNumber(review.panel.score)}分)`}</h3>
          {review.panel.others.length === 0 && <p className="soft">其他专家尚未提交。</p>}
          <ul className="plain stack-s">
            {review.panel.others.map((other) => (
              <li key={other.name}>
                <strong>{other.name}</strong>{' '}
                {other.score === null && other.opinion === null ? (
                  <span className="soft">尚未提交</span>
                ) : (
                  <>
                    {other.score !== null && `${showNumber(other.score)}分 `}
                    {other.recommendation && RECOMMENDATIONS[other.recommendation]}
                    <blockquote className="opinion">{other.opinion}</blockquote>
                  </>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

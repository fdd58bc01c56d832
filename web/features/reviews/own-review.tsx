import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Radio } from 'antd';
import { useEffect, useState } from 'react';
import { ApiError, api } from '../../lib/api.ts';
import { showMoment, showNumber } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, useFieldErrors } from '../../ui/form.tsx';
import { NumberInput } from '../../ui/inputs.tsx';
import { Card, Loading, Notice, Pairs } from '../../ui/page.tsx';
import { AccountReader } from '../evaluations/account.tsx';
import { type Entry, type ReviewDraft, useReviewDraft } from './review-draft.ts';
import { type MyReviews, type MyReviewView, myReviewsQuery, ownReviewQuery, RECOMMENDATIONS } from './reviews.ts';

/** How often a sheet that changed is noticed while it is being filled in. */
const LOOK_MS = 30_000;

/** The expert's scoresheet. Others' scores stay hidden until one's own is in. */
export function OwnReview({ caseId }: { caseId: string }) {
  const { data: review, error } = useQuery({ ...ownReviewQuery(caseId), refetchInterval: LOOK_MS });
  return (
    <Card title="我的评审" id="own-review">
      {!review && <ErrorNotice error={error} />}
      {!review && !error && <Loading />}
      {review?.state === 'assigned' && <Scoresheet key={caseId} review={review} />}
      {review && review.state !== 'assigned' && <Handed review={review} />}
    </Card>
  );
}

function Scoresheet({ review }: { review: MyReviewView }) {
  const { caseId, sheet } = review;
  const { person } = useSession();
  const draft = useReviewDraft(review, person?.id ?? '');
  const [form] = Form.useForm<Entry>();
  const [recusing, setRecusing] = useState(false);
  const showFields = useFieldErrors(form);
  const next = useNext(caseId);
  const client = useQueryClient();
  const submit = useMutation({
    mutationFn: async () => {
      const revision = await draft.flush();
      if (revision === null) throw draft.failure ?? new ApiError(0, {});
      const body = { revision, sheetVersion: sheet.version, ...draft.entry };
      await api.post(`/api/cases/${caseId}/review/submission`, body);
      draft.forget();
    },
    onSuccess: () =>
      Promise.all(
        [['case', caseId], ['tasks'], ['cases'], ['my-reviews']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
    onError: (error) => {
      showFields(error);
      if (error instanceof ApiError && error.code === 'review.sheet-changed')
        void client.invalidateQueries({ queryKey: ['case', caseId, 'review'] });
    },
  });
  useEffect(() => {
    if (draft.failure) showFields(draft.failure);
  }, [draft.failure, showFields]);
  const total = sheet.items.reduce((sum, { id }) => sum + (Number(draft.entry.items[id]?.points) || 0), 0);
  return (
    <>
      <Notice>请独立评审。提交前看不到其他专家的分数和意见；与申报单位有利害关系的，请申请回避。</Notice>
      {review.secondLook && (
        <Notice tone="warn" title="请再次审视您的评分" live>
          {review.secondLook}
        </Notice>
      )}
      {sheet.changed && sheet.version !== review.seenVersion && (
        <Notice tone="warn" title={`评分表已更新为第${sheet.version}版`} live>
          {sheet.changed.reason}（{showMoment(sheet.changed.at)}）。已填内容都在，请按新表核对后提交。
        </Notice>
      )}
      <Conflict draft={draft} />
      <Form
        key={draft.generation}
        form={form}
        layout="vertical"
        initialValues={draft.entry}
        onValuesChange={(_, entered: Entry) =>
          draft.change({ ...draft.entry, ...entered, items: { ...draft.entry.items, ...entered.items } })
        }
        onFinish={() => submit.mutate()}
      >
        {sheet.gives !== 'opinion' && sheet.items.length === 0 && (
          <Form.Item name="score" label={`评分(0至${sheet.maxScore}分，最多两位小数)`}>
            <NumberInput unit="分" />
          </Form.Item>
        )}
        {sheet.items.map((item) => (
          <fieldset key={item.id} className="plain-fieldset sheet-item">
            <legend>
              {item.says}
              {item.cites && <span className="soft small"> 依据 {item.cites}</span>}
            </legend>
            {item.hint && <p className="soft small">{item.hint}</p>}
            <Account review={review} item={item} />
            <Form.Item
              name={['items', item.id, 'points']}
              label={item.max === null ? '评分(满分待主管部门确定)' : `评分(0至${showNumber(item.max)}分)`}
            >
              <NumberInput unit="分" />
            </Form.Item>
            <Form.Item name={['items', item.id, 'comment']} label="本项说明（可不填）">
              <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={2000} />
            </Form.Item>
          </fieldset>
        ))}
        {sheet.items.length > 0 && (
          <p>
            合计 <strong>{showNumber(Math.round(total * 100) / 100)}</strong> 分
          </p>
        )}
        <Form.Item name="opinion" label="评审意见">
          <Input.TextArea autoSize={{ minRows: 5, maxRows: 20 }} maxLength={10_000} />
        </Form.Item>
        <Form.Item name="recommendation" label="评审结论">
          <Radio.Group options={Object.entries(RECOMMENDATIONS).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <div className="stack-s">
          {draft.state !== 'kept' && <ErrorNotice error={submit.error} />}
          <SaveState draft={draft} />
          <div className="row">
            <Button type="primary" htmlType="submit" loading={submit.isPending}>
              提交评审
            </Button>
            {next && (
              <Button loading={draft.state === 'saving'} onClick={() => void draft.flush().then(next)}>
                保存并评下一件
              </Button>
            )}
            <Button onClick={() => setRecusing(true)}>申请回避</Button>
          </div>
        </div>
      </Form>
      {recusing && <RecusalDialog caseId={caseId} onClose={() => setRecusing(false)} onRecused={draft.forget} />}
    </>
  );
}

type Item = MyReviewView['sheet']['items'][number];

/** What the unit wrote of the item's indicator; once, where an indicator is split. */
function Account({ review: { accounts, sheet }, item }: { review: MyReviewView; item: Item }) {
  const account = item.indicator === null ? undefined : accounts[item.indicator];
  const first = sheet.items.find(({ indicator }) => indicator === item.indicator);
  return account && first === item ? (
    <div style={{ marginBottom: 'var(--space-4)' }}>
      <AccountReader account={account} />
    </div>
  ) : null;
}

/** The next review that is not in, after this one; what is typed here is kept even where it cannot be sent. */
function useNext(caseId: string): (() => void) | null {
  const navigate = useNavigate();
  const { data } = useQuery(myReviewsQuery({ state: 'assigned', page: 1, size: 200 }));
  const rows: MyReviews['rows'] = data?.rows ?? [];
  const at = rows.findIndex((row) => row.caseId === caseId);
  const next = rows[at + 1] ?? rows[0];
  if (!next || next.caseId === caseId) return null;
  return () => void navigate({ to: `/cases/${next.caseId}` });
}

const SAYS = {
  saved: '',
  waiting: '有改动，即将自动保存…',
  saving: '正在保存…',
  kept: '网络中断或服务暂不可用：内容已保存在本机，恢复后自动上传，请勿清除浏览器数据。',
  refused: '有内容不符合要求，尚未上传；已保存在本机，改正后自动上传。',
  conflict: '另一处已有更新，请先选择保留哪一份。',
} as const;

function SaveState({ draft: { state, savedAt } }: { draft: ReviewDraft }) {
  const says = state === 'saved' && savedAt ? `已自动保存 ${showMoment(savedAt)}` : SAYS[state];
  return (
    <p className={state === 'kept' || state === 'refused' ? 'small' : 'soft small'} role="status">
      {says}
    </p>
  );
}

function Conflict({ draft }: { draft: ReviewDraft }) {
  if (!draft.theirs) return null;
  const told = ({ score, items, opinion }: Entry) => {
    const points = Object.entries(items).map(([id, { points: given }]) => `${id} ${given ?? '—'}`);
    return [score === null ? '' : `${showNumber(score)}分`, ...points, opinion ?? '(未填意见)']
      .filter(Boolean)
      .join('；');
  };
  return (
    <Notice tone="warn" title="您在别处保存过更新的内容" live>
      <Pairs
        of={[
          ['本机未上传的', told(draft.entry)],
          ['别处已保存的', told(draft.theirs)],
        ]}
      />
      <div className="row">
        <Button onClick={() => draft.choose('mine')}>用本机的</Button>
        <Button onClick={() => draft.choose('theirs')}>用已保存的</Button>
      </div>
    </Notice>
  );
}

interface RecusalProps {
  caseId: string;
  onClose: () => void;
  onRecused: () => void;
}

function RecusalDialog({ caseId, onClose, onRecused }: RecusalProps) {
  const [reason, setReason] = useState('');
  const navigate = useNavigate();
  const client = useQueryClient();
  const recuse = useMutation({
    mutationFn: () => api.post(`/api/cases/${caseId}/review/recusal`, { reason }),
    onSuccess: async () => {
      onRecused();
      // The case is out of reach from now on: left, then forgotten.
      await navigate({ to: '/reviews' });
      client.removeQueries({ queryKey: ['case', caseId] });
      await Promise.all(
        [['tasks'], ['cases'], ['my-reviews']].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
    },
  });
  return (
    <Dialog title="申请回避" open onClose={onClose}>
      <div className="stack">
        <p>回避后不再看到此办件，由系统另选专家接替。</p>
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
          <Button type="primary" loading={recuse.isPending} onClick={() => recuse.mutate()}>
            确认回避
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Handed({ review }: { review: MyReviewView }) {
  const next = useNext(review.caseId);
  if (review.state !== 'submitted')
    return <Notice title={review.state === 'recused' ? '您已回避' : '您已不参加此项评审'} />;
  return (
    <div className="stack">
      <Pairs
        of={[
          ['评分', review.score === null ? '—' : `${showNumber(review.score)}分`],
          ...review.sheet.items.map(({ id, says }) => [says, toldItem(review.items[id])] as const),
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
      {next && (
        <div>
          <Button type="primary" onClick={next}>
            评下一件
          </Button>
        </div>
      )}
      {review.panel && (
        <div className="stack-s">
          <h3>其他专家{review.panel.score !== null && `(综合得分${showNumber(review.panel.score)}分)`}</h3>
          {review.panel.others.length === 0 && <p className="soft">其他专家尚未提交。</p>}
          <ul className="plain stack-s">
            {review.panel.others.map((other) => (
              <li key={other.name}>
                <strong>{other.name}</strong> {other.score !== null && `${showNumber(other.score)}分 `}
                {other.recommendation && RECOMMENDATIONS[other.recommendation]}
                <blockquote className="opinion">{other.opinion}</blockquote>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function toldItem(item: MyReviewView['items'][string] | undefined): string {
  if (!item || item.points === null) return '—';
  return `${showNumber(item.points)}分${item.comment ? `：${item.comment}` : ''}`;
}

import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { type ConsequenceView, EFFECTS } from '../../../src/cases/consequences/consequence.contract.ts';
import { consequencesQuery, evaluationQuery } from '../../features/evaluations/evaluations.ts';
import { Letters } from '../../features/evaluations/letters.tsx';
import { ApiError, api } from '../../lib/api.ts';
import { showMoment, showMoney } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { MoneyInput } from '../../ui/inputs.tsx';
import { Card, Empty, Page, Tag } from '../../ui/page.tsx';

const TONES = { draft: 'note', proposed: 'warn', signed: 'ok', dropped: 'plain' } as const;

/** 主管部门 · 结果的处理：系统依条款和历年结果起草，核定后由负责人签发；资格只因签发的决定而变。 */
export function ConsequencesPage() {
  const { roundId = '' } = useParams({ strict: false }) as { roundId?: string };
  const { data: round } = useSuspenseQuery(evaluationQuery(roundId));
  const { data } = useSuspenseQuery(consequencesQuery(roundId));
  return (
    <Page
      title={`结果的处理 · ${round.title}`}
      says="由系统依条款和历年结果起草，核定后由负责人签发；资格只因签发的决定而改变。"
      crumbs={[
        { title: '评价', to: '/evaluations' },
        { title: round.title, to: `/evaluations/${roundId}` },
      ]}
    >
      {data.rows.length === 0 ? (
        <Empty title="没有需要处理的">结果发布后，系统在这里起草处理意见。</Empty>
      ) : (
        data.rows.map((row) => <Draft key={`${row.carrierId} ${row.version}`} roundId={roundId} row={row} />)
      )}
    </Page>
  );
}

type Choice = { chosen: boolean; reason: string | null; fen: number | null; addressee: string | null };
type Item = ConsequenceView['items'][number];

function Draft({ roundId, row }: { roundId: string; row: ConsequenceView }) {
  const client = useQueryClient();
  const may = useMay();
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>(
    Object.fromEntries(
      row.items.map(({ id, chosen, reason, amount, addressee }) => [
        id,
        { chosen, reason, fen: amount?.isOpen ? amount.fen : null, addressee },
      ]),
    ),
  );
  const [reasons, setReasons] = useState(row.reasons);
  const [back, setBack] = useState('');
  const path = `/api/evaluations/${roundId}/consequences/${row.carrierId}`;
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: ['evaluation', roundId, 'consequences'] });
    void client.invalidateQueries({ queryKey: ['designations'] });
    void client.invalidateQueries({ queryKey: ['case', row.caseId] });
  };
  const propose = useMutation({
    mutationFn: () =>
      api.post(`${path}/proposal`, {
        version: row.version,
        choices: Object.entries(choices).map(([id, choice]) => ({ id, ...choice })),
        reasons,
      }),
    onSuccess: refresh,
  });
  const sendBack = useMutation({
    mutationFn: () => api.post(`${path}/return`, { version: row.version, reason: back }),
    onSuccess: refresh,
  });
  const faults = new Map(
    propose.error instanceof ApiError
      ? propose.error.fields.map(({ path: at, message }) => [at.replace(/^items\./, ''), message])
      : [],
  );
  const editable = row.state === 'draft';
  const set = (id: string, change: Partial<Choice>) =>
    setChoices({
      ...choices,
      [id]: { chosen: false, reason: null, fen: null, addressee: null, ...choices[id], ...change },
    });
  return (
    <Card
      title={row.carrier}
      id={`consequence-${row.carrierId}`}
      actions={
        <>
          {row.grade && <Tag>{row.grade}</Tag>}
          <Tag tone={TONES[row.state]}>{row.stateLabel}</Tag>
        </>
      }
    >
      <div className="stack">
        <ul className="plain stack">
          {row.items.map((item) => (
            <li key={item.id} className="stack-s">
              <div className="row">
                <Checkbox
                  checked={choices[item.id]?.chosen ?? false}
                  disabled={!editable}
                  onChange={(event) => set(item.id, { chosen: event.target.checked })}
                >
                  {item.says}
                </Checkbox>
                {item.follows.map((effect) => (
                  <Tag key={effect} tone="accent">
                    {EFFECTS[effect].zh}
                  </Tag>
                ))}
                {item.outcome === 'unknown' && <Tag tone="warn">以往结果不明</Tag>}
                {item.advisory && <Tag tone="warn">未持有本办法的资格，只作建议</Tag>}
              </div>
              <p className="soft small">
                依据 {item.cites}
                {item.counted && `，计入：${item.counted}`}
              </p>
              <Orders
                item={item}
                carrier={row.carrier}
                choice={choices[item.id]}
                editable={editable && (choices[item.id]?.chosen ?? false)}
                set={(change) => set(item.id, change)}
                fault={(field) => faults.get(`${item.id}.${field}`)}
              />
              {editable ? (
                <Input
                  aria-label={`理由：${row.carrier} ${item.says}`}
                  placeholder="与建议不一致的，须说明理由"
                  value={choices[item.id]?.reason ?? ''}
                  style={{ maxWidth: '32rem' }}
                  onChange={(event) => set(item.id, { reason: event.target.value || null })}
                />
              ) : (
                item.reason && <p className="small">{item.reason}</p>
              )}
              {faults.get(`${item.id}.reason`) && <p className="field-error">{faults.get(`${item.id}.reason`)}</p>}
            </li>
          ))}
        </ul>
        {editable ? (
          <Input.TextArea
            aria-label={`决定的理由：${row.carrier}`}
            value={reasons}
            autoSize={{ minRows: 2, maxRows: 8 }}
            onChange={(event) => setReasons(event.target.value)}
          />
        ) : (
          <p>{row.reasons}</p>
        )}
        {row.number && (
          <p>
            <strong>{row.number}</strong>{' '}
            <span className="soft">
              {row.decidedBy} {showMoment(row.decidedAt)}签发
            </span>{' '}
            <Link to={`/cases/${row.caseId}` as string}>决定与办件</Link>
            <Letters of={row.letters} />
          </p>
        )}
        <ErrorNotice error={propose.error ?? sendBack.error} />
        <div className="row">
          {editable && (
            <Button
              loading={propose.isPending}
              aria-label={`核定并提请签发：${row.carrier}`}
              onClick={() => propose.mutate()}
            >
              核定并提请签发
            </Button>
          )}
          {row.state === 'proposed' && may('evaluation.sign') && (
            <>
              <Confirm
                primary
                face="签发"
                title={`签发对${row.carrier}的处理决定?`}
                says={row.reasons}
                act={async () => {
                  await api.post(`${path}/signature`, { version: row.version });
                  await refresh();
                }}
              />
              <Input
                aria-label={`退回理由：${row.carrier}`}
                placeholder="退回理由"
                value={back}
                style={{ maxWidth: '16rem' }}
                onChange={(event) => setBack(event.target.value)}
              />
              <Button loading={sendBack.isPending} disabled={back.trim().length < 2} onClick={() => sendBack.mutate()}>
                退回
              </Button>
            </>
          )}
          {row.state === 'proposed' && !may('evaluation.sign') && <span className="soft">等待负责人签发。</span>}
        </div>
      </div>
    </Card>
  );
}

/** What an item orders besides its effect: the amount with its shares, and to whom the recommendation goes. */
function Orders({
  item: { id, amount, follows, addressee, says },
  carrier,
  choice,
  editable,
  set,
  fault,
}: {
  item: Item;
  carrier: string;
  choice: Choice | undefined;
  editable: boolean;
  set: (change: Partial<Choice>) => void;
  fault: (field: 'fen' | 'addressee') => string | undefined;
}) {
  const field = `amount-${carrier}-${id}`;
  const recommends = follows.includes('recommendUpwards');
  return (
    <>
      {amount && (
        <div className="stack-s">
          {editable && amount.isOpen ? (
            <span className="row">
              <label htmlFor={field}>核定金额</label>
              <MoneyInput id={field} unit="万元" value={choice?.fen} onChange={(fen) => set({ fen })} />
              <span className="soft small">
                {amount.range
                  ? `文件规定在${showMoney(amount.range.from)}至${showMoney(amount.range.to)}之间核定`
                  : '文件没有写明数额，由主管部门填写'}
              </span>
            </span>
          ) : (
            <p>
              <strong>{amount.fen === null ? '数额未定' : showMoney(amount.fen)}</strong>
              {amount.shares.map(({ who, fen }) => `，${who}${showMoney(fen)}`).join('')}
              {amount.categories.length > 0 && <span className="soft">，用于{amount.categories.join('、')}</span>}
            </p>
          )}
          {fault('fen') && <p className="field-error">{fault('fen')}</p>}
        </div>
      )}
      {recommends &&
        (editable ? (
          <div className="stack-s">
            <Input
              aria-label={`推荐函主送机关：${carrier} ${says}`}
              placeholder="推荐函主送机关"
              value={choice?.addressee ?? ''}
              style={{ maxWidth: '32rem' }}
              onChange={(event) => set({ addressee: event.target.value || null })}
            />
            {fault('addressee') && <p className="field-error">{fault('addressee')}</p>}
          </div>
        ) : (
          addressee && <p className="small">推荐函主送{addressee}</p>
        ))}
    </>
  );
}

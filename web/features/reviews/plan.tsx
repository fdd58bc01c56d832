import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { CONFLICT_KINDS } from '../../../src/cases/conflicts/conflict.contract.ts';
import { api } from '../../lib/api.ts';
import { pageOf, useSearchState } from '../../lib/search.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Label } from '../../ui/label.tsx';
import { Card, Loading, Notice, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';
import { isLive, type RunView, runQuery, seatsQuery } from './assignments.ts';

interface Pair {
  readonly caseId: string;
  readonly expertId: string;
}
const has = (pairs: readonly Pair[], { caseId, expertId }: Pair) =>
  pairs.some((pair) => pair.caseId === caseId && pair.expertId === expertId);

/** One plan: how far the search is, who sits where and why, what is lacking; changed by hand and searched again. */
export function Plan({ roundId, runId }: { roundId: string; runId: string }) {
  const [search] = useSearchState();
  const { data: run, error } = useQuery(runQuery(roundId, runId, pageOf(search)));
  if (error) return <ErrorNotice error={error} />;
  if (!run) return <Loading />;
  return (
    <Card title={`选派方案 · ${run.stateLabel}`} id="plan">
      {isLive(run) ? <Progress roundId={roundId} run={run} /> : <Found key={run.id} roundId={roundId} run={run} />}
    </Card>
  );
}

function usePlanChange<I>(roundId: string, act: (input: I) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => client.invalidateQueries({ queryKey: ['assignments', roundId] }),
  });
}

function Progress({ roundId, run }: { roundId: string; run: RunView }) {
  const cancel = usePlanChange(roundId, () => api.post(`/api/rounds/${roundId}/assignments/${run.id}/cancellation`));
  return (
    <div className="stack">
      <label htmlFor="plan-progress">
        {run.total === 0 ? '排队中，即将开始计算' : `正在计算：已安排${run.done}个席位，共${run.total}个`}
      </label>
      <progress
        id="plan-progress"
        value={run.total === 0 ? undefined : run.done}
        max={Math.max(1, run.total)}
        style={{ width: '100%' }}
      />
      <ErrorNotice error={cancel.error} />
      <div>
        <Button loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
          取消计算
        </Button>
      </div>
    </div>
  );
}

function Found({ roundId, run }: { roundId: string; run: RunView }) {
  const [search, change] = useSearchState();
  const [pins, setPins] = useState<readonly Pair[]>(run.pins);
  const [forbids, setForbids] = useState<readonly Pair[]>(run.forbids);
  const [stay, setStay] = useState(true);
  const [looking, setLooking] = useState<string | null>(null);
  const again = usePlanChange(roundId, async () => {
    const body = { pins, forbids, basedOn: stay && run.rows.length > 0 ? run.id : null };
    const { runId } = await api.post<{ runId: string }>(`/api/rounds/${roundId}/assignments`, body);
    change({ ...search, run: runId, page: undefined });
  });
  const confirm = usePlanChange(roundId, () => api.post(`/api/rounds/${roundId}/assignments/${run.id}/confirmation`));
  const changed = JSON.stringify([pins, forbids]) !== JSON.stringify([run.pins, run.forbids]);
  const isOpen = run.state === 'proposed';
  const columns: Column<RunView['rows'][number]>[] = [
    {
      title: '办件',
      cell: (row) => (
        <>
          <Link to={`/cases/${row.caseId}` as string}>{row.title}</Link>
          <div className="soft small">{row.number}</div>
          {row.lack && <div className="small">{row.lack}</div>}
        </>
      ),
    },
    {
      title: '专家',
      cell: (row) => (
        <ul className="plain">
          {row.experts.map(({ expertId, name, fits, pinned }) => (
            <li key={expertId}>
              {name} {pinned && <Tag tone="accent">指定</Tag>}{' '}
              <span className="soft small">{fits.join('、') || '领域不直接对应'}</span>
            </li>
          ))}
        </ul>
      ),
    },
    {
      title: '状态',
      cell: ({ seated, lack }) =>
        seated ? <Tag tone="ok">已派发</Tag> : lack ? <Tag tone="warn">有缺</Tag> : <Tag>待派发</Tag>,
    },
    {
      title: '操作',
      bare: true,
      cell: (row) => (
        <button
          type="button"
          className="link-button"
          aria-label={`理由与调整：${row.title}`}
          onClick={() => setLooking(row.caseId)}
        >
          理由与调整
        </button>
      ),
    },
  ];
  const counts = run.loads.map(({ seats }) => seats);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return (
    <div className="stack">
      {run.interrupted && (
        <Notice tone="bad" title="计算已中断">
          负责计算的进程已停止，请重新计算。
        </Notice>
      )}
      {run.failure && (
        <Notice tone="bad" title="计算未完成">
          {run.failure}
        </Notice>
      )}
      {run.lacking > 0 && (
        <Notice tone="warn" title={`有${run.lacking}件缺专家`}>
          原因写在各件之下；补足后重新计算，或先派发其余各件。
        </Notice>
      )}
      {run.failures.length > 0 && (
        <Notice tone="warn" title={`有${run.failures.length}件未能派发`}>
          <ul>
            {run.failures.map(({ caseId, says }) => (
              <li key={caseId}>{says}</li>
            ))}
          </ul>
        </Notice>
      )}
      {counts.length > 0 && (
        <p>
          共{run.total}件、{counts.reduce((sum, count) => sum + count, 0)}个席位，{counts.length}名专家。
          {least === most ? `每人${most}件。` : `每人${least}至${most}件。`}
          {run.state === 'confirmed' && `已派发${run.seatedCases}件。`}
        </p>
      )}
      {isOpen && (
        <div className="row">
          <Confirm
            primary
            face="确认方案"
            title="确认选派方案"
            says={`确认后按方案派发${run.total - run.lacking}件，专家即可看到各自的评审任务。派发时再次核对回避和上限。`}
            act={() => confirm.mutateAsync(undefined)}
          />
        </div>
      )}
      {run.state !== 'confirmed' && (
        <div className="row">
          <Button
            loading={again.isPending}
            type={changed ? 'primary' : 'default'}
            onClick={() => again.mutate(undefined)}
          >
            {changed ? `按${pins.length}处指定、${forbids.length}处不派重新计算` : '重新计算'}
          </Button>
          <Checkbox checked={stay} onChange={(event) => setStay(event.target.checked)}>
            其余席位尽量不动
          </Checkbox>
        </div>
      )}
      <ErrorNotice error={again.error} />
      <Table
        caption="选派方案"
        columns={columns}
        rows={run.rows}
        rowKey={({ caseId }) => caseId}
        empty={<p className="empty">此方案没有席位。</p>}
      />
      <Pager total={run.total} page={pageOf(search)} size={50} />
      {looking && (
        <Seats
          roundId={roundId}
          runId={run.id}
          caseId={looking}
          canChange={run.state !== 'confirmed'}
          pins={pins}
          forbids={forbids}
          onPins={setPins}
          onForbids={setForbids}
          onClose={() => setLooking(null)}
        />
      )}
    </div>
  );
}

interface SeatsProps {
  roundId: string;
  runId: string;
  caseId: string;
  canChange: boolean;
  pins: readonly Pair[];
  forbids: readonly Pair[];
  onPins: (pairs: readonly Pair[]) => void;
  onForbids: (pairs: readonly Pair[]) => void;
  onClose: () => void;
}

/** Why these and not the others; one is pinned here, another never sent. */
function Seats({ roundId, runId, caseId, canChange, pins, forbids, onPins, onForbids, onClose }: SeatsProps) {
  const { data, error } = useQuery(seatsQuery(roundId, runId, caseId));
  const toggle = (pairs: readonly Pair[], expertId: string) =>
    has(pairs, { caseId, expertId })
      ? pairs.filter((pair) => pair.caseId !== caseId || pair.expertId !== expertId)
      : [...pairs, { caseId, expertId }];
  return (
    <Dialog title="为何是这几名专家" open onClose={onClose} wide>
      <div className="stack">
        <ErrorNotice error={error} />
        {!data && !error && <Loading />}
        <ul className="plain stack-s">
          {data?.seats.map((seat) => (
            <li key={seat.expertId}>
              <strong>{seat.name}</strong> <span className="soft small">{seat.because}</span>{' '}
              {canChange && (
                <Checkbox
                  checked={has(forbids, { caseId, expertId: seat.expertId })}
                  onChange={() => onForbids(toggle(forbids, seat.expertId))}
                >
                  不派{seat.name}
                </Checkbox>
              )}
            </li>
          ))}
        </ul>
        <h3>其他专家</h3>
        <ul className="plain stack-s">
          {data?.others.map((other) => (
            <li key={other.expertId}>
              {other.name} <span className="soft small">{other.because}</span>{' '}
              {canChange && other.eligible && (
                <Checkbox
                  checked={has(pins, { caseId, expertId: other.expertId })}
                  onChange={() => onPins(toggle(pins, other.expertId))}
                >
                  指定{other.name}
                </Checkbox>
              )}
              {other.conflicts.length > 0 && (
                <ul className="small">
                  {other.conflicts.map((conflict) => (
                    <li key={conflict.kind + conflict.path.join()}>
                      <Label of={CONFLICT_KINDS[conflict.kind]} />
                      {conflict.path.length > 0 && `: ${conflict.path.join(' → ')}`}
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
        <div className="row row-end">
          <Button onClick={onClose}>关闭</Button>
        </div>
      </div>
    </Dialog>
  );
}

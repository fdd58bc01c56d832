import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { showClosing, showMoment, showNumber } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Card, Loading, Notice, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { useCaseChange } from '../cases/case-change.ts';
import { ConflictList } from './conflict-list.tsx';
import { ExceptionDialog } from './exception-dialog.tsx';
import { type PanelView, type Proposal, panelQuery, proposalQuery, RECOMMENDATIONS } from './reviews.ts';
import { SeatDeeds } from './seat-deeds.tsx';
import { SheetDialog } from './sheet-dialog.tsx';

/** The officer's side of an expert review: who was proposed and why, who is in, what is in. */
export function ExpertPanel({ caseId }: { caseId: string }) {
  const { data: panel, error } = useQuery(panelQuery(caseId));
  const [choosing, setChoosing] = useState(false);
  const [open, setOpen] = useState<'sheet' | 'exception' | null>(null);
  const may = useMay();
  return (
    <Card
      title="专家评审"
      id="panel"
      actions={
        panel?.runs &&
        (panel.finishedAt ? (
          panel.score !== null && may('case.sign') && <Button onClick={() => setOpen('exception')}>书面偏离</Button>
        ) : (
          <>
            <Button onClick={() => setOpen('sheet')}>调整评分表</Button>
            <Button onClick={() => setChoosing(!choosing)}>{panel.confirmedAt ? '调整专家' : '选派专家'}</Button>
          </>
        ))
      }
    >
      <div className="stack">
        <ErrorNotice error={error} />
        {!panel && !error && <Loading />}
        {panel && <Seats caseId={caseId} panel={panel} />}
        {choosing && panel && <Choose caseId={caseId} panel={panel} onDone={() => setChoosing(false)} />}
        {open === 'sheet' && panel && <SheetDialog caseId={caseId} panel={panel} onClose={() => setOpen(null)} />}
        {open === 'exception' && panel && (
          <ExceptionDialog caseId={caseId} panel={panel} onClose={() => setOpen(null)} />
        )}
      </div>
    </Card>
  );
}

function Seats({ caseId, panel }: { caseId: string; panel: PanelView }) {
  const submitted = panel.reviews.filter(({ state }) => state === 'submitted').length;
  return (
    <>
      <p>
        应有{panel.seats}名专家，已提交{submitted}份{panel.score !== null && `，综合得分${showNumber(panel.score)}分`}
        {panel.sheet.aggregate === 'dropExtremes' && '（去掉一个最高分和一个最低分）'}。
      </p>
      {panel.exceptions.map((one) => (
        <Notice key={one.at + one.item} tone="warn" title={`书面偏离：${one.fromPoints}分改按${one.toPoints}分计`}>
          {one.reason}（{one.by}，{showMoment(one.at)}）
        </Notice>
      ))}
      <Table
        caption="评审专家"
        rows={panel.reviews}
        rowKey={({ id }) => id}
        empty={<p className="empty">尚未选派专家。点“选派专家”，系统按回避和工作量提出建议，由您确认。</p>}
        columns={[
          { title: '专家', cell: (one) => one.name },
          {
            title: '状态',
            cell: (one) => (
              <>
                <Tag tone={one.state === 'submitted' ? 'ok' : one.state === 'assigned' ? 'accent' : 'plain'}>
                  {one.stateLabel}
                </Tag>
                {(one.state === 'assigned' || one.state === 'submitted') && <ConflictList of={one.conflicts} />}
              </>
            ),
          },
          { title: '选派理由', cell: (one) => one.because },
          { title: '评分', number: true, cell: (one) => (one.score === null ? '—' : showNumber(one.score)) },
          {
            title: '意见',
            cell: (one) => (
              <>
                {one.recommendation && RECOMMENDATIONS[one.recommendation]}
                {one.opinion && <div className="opinion small">{one.opinion}</div>}
                {panel.sheet.items.map(({ id, says }) => {
                  const item = one.items[id];
                  if (!item || item.points === null) return null;
                  return (
                    <div key={id} className="small">
                      {says}：{showNumber(item.points)}分{item.comment && `，${item.comment}`}
                    </div>
                  );
                })}
                {one.recusal && <div className="small">回避：{one.recusal}</div>}
                {one.releasedBecause && <div className="small">撤换：{one.releasedBecause}</div>}
                {one.secondLook && <div className="small">已请再次审视：{one.secondLook}</div>}
                {one.firstOpinion !== null && (
                  <div className="small">
                    {one.firstScore === one.score ? '维持原评分' : `原评分${showNumber(one.firstScore ?? 0)}分`}
                    ，原意见：
                    {one.firstOpinion}
                  </div>
                )}
              </>
            ),
          },
          {
            title: '时间',
            cell: (one) => (
              <>
                {showMoment(one.endedAt ?? one.assignedAt)}
                {one.state === 'assigned' && one.dueAt && (
                  <div className="small">
                    应于{showClosing(one.dueAt)}前提交 {one.isLate && <Tag tone="bad">逾期</Tag>}
                  </div>
                )}
                {one.replacement && (
                  <div className="small">
                    {one.replacement.name && <strong>建议由{one.replacement.name}接替：</strong>}
                    {one.replacement.because}
                  </div>
                )}
              </>
            ),
          },
          { title: '操作', bare: true, cell: (one) => <SeatDeeds caseId={caseId} panel={panel} review={one} /> },
        ]}
      />
    </>
  );
}

function Choose({ caseId, panel, onDone }: { caseId: string; panel: PanelView; onDone: () => void }) {
  const { data: proposal, error } = useQuery(proposalQuery(caseId));
  return (
    <div className="stack">
      <ErrorNotice error={error} />
      {!proposal && !error && <Loading />}
      {proposal && <Candidates caseId={caseId} panel={panel} proposal={proposal} onDone={onDone} />}
    </div>
  );
}

interface CandidatesProps {
  caseId: string;
  panel: PanelView;
  proposal: Proposal;
  onDone: () => void;
}

function Candidates({ caseId, panel, proposal, onDone }: CandidatesProps) {
  const sitting = panel.reviews
    .filter(({ state }) => state === 'assigned' || state === 'submitted')
    .map(({ expertId }) => expertId);
  const [chosen, setChosen] = useState<readonly string[]>([
    ...new Set([...sitting, ...proposal.chosen.map(({ personId }) => personId)]),
  ]);
  const confirm = useCaseChange(caseId, () => api.put(`/api/cases/${caseId}/panel`, { expertIds: chosen }), onDone);
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  const named = new Set([...proposal.chosen, ...proposal.others].map(({ personId }) => personId));
  const seated = panel.reviews.filter(
    ({ expertId, state }) => !named.has(expertId) && (state === 'assigned' || state === 'submitted'),
  );
  return (
    <>
      {proposal.short > 0 && <Notice tone="warn" title={`可以选派的专家不足，还缺${proposal.short}名`} />}
      <ul className="plain stack-s">
        {seated.map((one) => (
          <li key={one.expertId}>
            <Checkbox
              checked={chosen.includes(one.expertId)}
              disabled={one.state === 'submitted'}
              onChange={() => toggle(one.expertId)}
            >
              {one.name} <span className="soft small">现任</span>
            </Checkbox>
          </li>
        ))}
        {proposal.chosen.map((one) => (
          <li key={one.personId}>
            <Checkbox checked={chosen.includes(one.personId)} onChange={() => toggle(one.personId)}>
              {one.name} <Tag tone="accent">建议</Tag> <span className="soft small">{one.because}</span>
            </Checkbox>
          </li>
        ))}
        {proposal.others.map((one) => (
          <li key={one.personId}>
            <Checkbox
              checked={chosen.includes(one.personId)}
              disabled={!one.eligible}
              onChange={() => toggle(one.personId)}
            >
              {one.name} <span className="soft small">{one.because}</span>
            </Checkbox>
            <ConflictList of={one.conflicts} />
          </li>
        ))}
      </ul>
      <ErrorNotice error={confirm.error} />
      <div className="row">
        <Button
          type="primary"
          disabled={chosen.length === 0}
          loading={confirm.isPending}
          onClick={() => confirm.mutate(undefined)}
        >
          确认{chosen.length}名专家
        </Button>
        <span className="soft">应有{panel.seats}名</span>
      </div>
    </>
  );
}

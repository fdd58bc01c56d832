import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import { ANSWERS, type dueRecusalsView, PHASES } from '../../../src/cases/dueRecusals/dueRecusal.contract.ts';
import { ConflictList } from '../../features/reviews/conflict-list.tsx';
import { api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Form } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
type Row = z.output<typeof dueRecusalsView>['rows'][number];
type Answer = keyof typeof ANSWERS;

/** 主管部门 · 应当回避: of which experts an interest became known after they were assigned, what happened, what to decide. */
export function DueRecusalsPage() {
  const [search] = useSearchState();
  const asked = { open: search.open, ...askedPage(search), size: SIZE };
  const { data } = useQuery({
    queryKey: ['due-recusals', asked],
    queryFn: () => api.get<z.output<typeof dueRecusalsView>>('/api/due-recusals', asked),
  });
  return (
    <Page
      title="应当回避"
      says="选派之后得知专家与评审对象有利害关系的，席位随即腾出，其评分在发布前不再计入；结果已发布的，由您决定是否重新审查。"
    >
      <Filters>
        <ChoiceFilter
          name="open"
          label="处理"
          options={[
            { value: 'true', label: '待处理' },
            { value: 'false', label: '已处理' },
          ]}
        />
      </Filters>
      {data ? (
        <>
          <Table
            caption="应当回避的专家"
            rows={data.rows}
            rowKey={({ reviewId }) => reviewId}
            empty={<Empty title="没有应当回避的专家">评审期间或评审之后得知利害关系的，会列在这里。</Empty>}
            columns={[
              {
                title: '办件',
                cell: (row) => (
                  <>
                    <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
                      {row.title}
                    </Link>
                    <div className="small soft">{row.number}</div>
                  </>
                ),
              },
              {
                title: '专家和关系',
                cell: (row) => (
                  <>
                    {row.expert}
                    <ConflictList of={row.conflicts} />
                  </>
                ),
              },
              {
                title: '怎样处理了',
                cell: (row) => (
                  <>
                    {happened(row)}
                    <div className="small soft">
                      {showMoment(row.foundAt)}得知，当时{PHASES[row.phase].zh}
                    </div>
                  </>
                ),
              },
              {
                title: '决定',
                cell: (row) =>
                  row.answer === null ? (
                    <Tag tone="warn">待处理</Tag>
                  ) : (
                    <>
                      <Tag tone="ok">{ANSWERS[row.answer].zh}</Tag>
                      {row.reason && <blockquote className="opinion small">{row.reason}</blockquote>}
                      <div className="small soft">
                        {row.answeredBy}，{row.answeredAt && showMoment(row.answeredAt)}
                      </div>
                    </>
                  ),
              },
              { title: '操作', bare: true, cell: (row) => <Deeds row={row} /> },
            ]}
          />
          <Pager
            total={data.total}
            more={data.more}
            page={pageOf(search)}
            size={SIZE}
            workbook="/api/due-recusals.xlsx"
          />
        </>
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function happened({ phase, wasIn, others, answer, successor, proposed, proposedBecause }: Row): string {
  if (phase === 'closed') return '其评分已计入发布的结果，结果未作改动。';
  const gave = wasIn ? '已提交的评分不再计入' : '尚未提交评分';
  if (phase !== 'sitting' && answer !== null) return `席位已腾出，${gave}。`;
  if (phase !== 'sitting')
    return others > 0
      ? `席位已腾出，${gave}，专家组得分已按其余专家重新汇总。`
      : `席位已腾出，${gave}，没有其余专家的评分，须重新审查。`;
  if (successor) return `席位已腾出，${gave}，由${successor}接替。`;
  return `席位已腾出，${gave}；${proposed ? `建议由${proposed}接替（${proposedBecause}）` : '正在补选，没有合适人选时待办里会提示'}。`;
}

function Deeds({ row }: { row: Row }) {
  const [open, setOpen] = useState<Answer | null>(null);
  const answers = row.answers.filter((one) => one !== 'seat' || (row.proposed !== null && row.successor === null));
  return (
    <div className="row">
      {answers.map((one) => (
        <button
          key={one}
          type="button"
          className="link-button"
          aria-label={`${ANSWERS[one].zh}：${row.title}，${row.expert}`}
          onClick={() => setOpen(one)}
        >
          {ANSWERS[one].zh}
        </button>
      ))}
      {open && <AnswerDialog row={row} answer={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

const SAYS: Readonly<Record<Answer, (row: Row) => string>> = {
  seat: ({ proposed, proposedBecause }) => `由${proposed}接替：${proposedBecause}`,
  noted: () => '席位空缺的，仍可在办件页“调整专家”。',
  goOn: () => '不再补选，按其余专家的评分继续办理。',
  reexamine: ({ phase }) =>
    phase === 'closed'
      ? '记入办件。原结果在新的决定作出前照常有效。'
      : '办件退回专家评审：其余专家已提交的评审保留，由接替的专家评审后重新汇总。',
  stand: () => '已发布的结果不变，理由记入办件。',
};

function AnswerDialog({ row, answer, onClose }: { row: Row; answer: Answer; onClose: () => void }) {
  const client = useQueryClient();
  return (
    <FormDialog<{ reason?: string }>
      title={`${ANSWERS[answer].zh} · ${row.title}`}
      says={SAYS[answer](row)}
      button={ANSWERS[answer].zh}
      send={async ({ reason }) => {
        await api.post(`/api/cases/${row.caseId}/due-recusals/${row.reviewId}`, { answer, reason: reason || null });
        await client.invalidateQueries();
      }}
      onClose={onClose}
    >
      {ANSWERS[answer].reason && (
        <Form.Item name="reason" label="理由">
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
        </Form.Item>
      )}
    </FormDialog>
  );
}

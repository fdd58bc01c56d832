import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { problemContactView, problemsView } from '../../../src/cases/problems/problem.contract.ts';
import { OpenAgainst } from '../../features/sanctions/open-against.tsx';
import { api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useMay } from '../../lib/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
type Problem = z.output<typeof problemsView>['rows'][number];

/** 主管部门 · 问题线索：公众在门户反映的问题，核查并答复。 */
export function ProblemsPage() {
  const may = useMay();
  const [search] = useSearchState();
  const [open, setOpen] = useState<{ deed: 'answer' | 'contact' | 'open'; problem: Problem } | null>(null);
  const asked = { state: search.state, ...askedPage(search), size: SIZE };
  const { data } = useQuery({
    queryKey: ['problems', asked],
    queryFn: () => api.get<z.output<typeof problemsView>>('/api/problems', asked),
  });
  return (
    <Page title="问题线索" says="公众在门户反映的问题。联系方式加密保存，查看须说明理由。">
      <Filters>
        <ChoiceFilter
          name="state"
          label="状态"
          options={[
            { value: 'received', label: '待办理' },
            { value: 'answered', label: '已答复' },
            { value: 'closed', label: '已办结' },
          ]}
        />
      </Filters>
      {data ? (
        <>
          <Table
            caption="问题线索"
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有问题线索">公众在门户提交后会列在这里。</Empty>}
            columns={[
              { title: '编号', cell: (row) => <span className="nowrap">{row.receipt}</span> },
              { title: '载体', cell: (row) => row.carrierName ?? row.territoryName ?? '—' },
              {
                title: '反映的情况',
                cell: (row) => (
                  <>
                    <div style={{ whiteSpace: 'pre-line' }}>{row.says}</div>
                    {row.files.map((file) => (
                      <a key={file.id} href={`/api/files/${file.id}`}>
                        {file.name}
                      </a>
                    ))}
                    {row.answer && <blockquote className="opinion small">答复：{row.answer}</blockquote>}
                  </>
                ),
              },
              {
                title: '反映人',
                cell: (row) => (row.isNamed ? `实名${row.phoneLast4 ? `（尾号${row.phoneLast4}）` : ''}` : '匿名'),
              },
              { title: '收到', cell: (row) => showMoment(row.receivedAt) },
              {
                title: '操作',
                bare: true,
                cell: (row) => (
                  <div className="row">
                    {row.answeredAt ? (
                      <Tag tone="ok">已办结</Tag>
                    ) : (
                      <button
                        type="button"
                        className="link-button"
                        aria-label={`答复 ${row.receipt}`}
                        onClick={() => setOpen({ deed: 'answer', problem: row })}
                      >
                        答复
                      </button>
                    )}
                    {row.carrierId && may('case.against') && (
                      <button
                        type="button"
                        className="link-button"
                        aria-label={`立案核查 ${row.receipt}`}
                        onClick={() => setOpen({ deed: 'open', problem: row })}
                      >
                        立案核查
                      </button>
                    )}
                    {row.isNamed && (
                      <button
                        type="button"
                        className="link-button"
                        aria-label={`联系方式 ${row.receipt}`}
                        onClick={() => setOpen({ deed: 'contact', problem: row })}
                      >
                        联系方式
                      </button>
                    )}
                  </div>
                ),
              },
            ]}
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} workbook="/api/problems.xlsx" />
        </>
      ) : (
        <Loading />
      )}
      {open?.deed === 'answer' && <AnswerDialog problem={open.problem} onClose={() => setOpen(null)} />}
      {open?.deed === 'open' && open.problem.carrierId && (
        <OpenAgainst
          kind="sanctions"
          carrierId={open.problem.carrierId}
          problemId={open.problem.id}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.deed === 'contact' && <ContactDialog problem={open.problem} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function AnswerDialog({ problem, onClose }: { problem: Problem; onClose: () => void }) {
  const client = useQueryClient();
  const [answer, setAnswer] = useState('');
  const send = useMutation({
    mutationFn: (text: string | null) =>
      api.post(`/api/problems/${problem.id}/answer`, { version: problem.version, answer: text }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['problems'] });
      onClose();
    },
  });
  return (
    <Dialog title={`答复 ${problem.receipt}`} open onClose={onClose}>
      <div className="stack">
        <label className="stack-s" htmlFor="problem-answer">
          答复
          <Input.TextArea
            id="problem-answer"
            value={answer}
            autoSize={{ minRows: 4 }}
            onChange={(event) => setAnswer(event.target.value)}
          />
        </label>
        <ErrorNotice error={send.error} />
        <div className="row row-end">
          <Button onClick={() => send.mutate(null)}>不予答复，直接办结</Button>
          <Button type="primary" loading={send.isPending} onClick={() => send.mutate(answer)}>
            答复
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function ContactDialog({ problem, onClose }: { problem: Problem; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const look = useMutation({
    mutationFn: () => api.post<z.output<typeof problemContactView>>(`/api/problems/${problem.id}/contact`, { reason }),
  });
  return (
    <Dialog title={`联系方式 ${problem.receipt}`} open onClose={onClose}>
      <div className="stack">
        {look.data ? (
          <p aria-live="polite">
            {look.data.name} {look.data.phone}
          </p>
        ) : (
          <label className="stack-s" htmlFor="contact-reason">
            查看理由（记入审计）
            <Input.TextArea
              id="contact-reason"
              value={reason}
              autoSize={{ minRows: 2 }}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
        )}
        <ErrorNotice error={look.error} />
        <div className="row row-end">
          <Button onClick={onClose}>关闭</Button>
          {!look.data && (
            <Button type="primary" loading={look.isPending} onClick={() => look.mutate()}>
              查看
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

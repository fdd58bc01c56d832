import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import {
  BECAUSE,
  FIELDS,
  type GradingView,
  PARTS,
  type recomputationView,
} from '../../../src/cases/gradings/grading.contract.ts';
import { gradingQuery, pointsInWords } from '../../features/evaluations/evaluations.ts';
import { ExpertLinks } from '../../features/evaluations/expert-links.tsx';
import { Buttons } from '../../features/evaluations/self-evaluation.tsx';
import { Preferences } from '../../features/shortlists/preferences.tsx';
import { ApiError, api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput } from '../../ui/inputs.tsx';
import { Card, Notice, Page, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

type Line = GradingView['lines'][number];

/** 主管部门 · 评定等次：全轮一并计算，与计算不同须写明理由；审定后公示，公示期满一并发布。 */
export function GradingPage() {
  const { roundId = '' } = useParams({ strict: false }) as { roundId?: string };
  const { data: view } = useSuspenseQuery(gradingQuery(roundId));
  const [excepting, setExcepting] = useState<Line | null>(null);
  const [opened, setOpened] = useState<Line | null>(null);
  const name = (id: string | null) => view.grades.find((grade) => grade.id === id)?.zh ?? (id ? id : '未定');
  return (
    <Page
      title={`评定等次 · ${view.title}`}
      crumbs={[
        { title: '评价', to: '/evaluations' },
        { title: view.title, to: `/evaluations/${roundId}` },
      ]}
      actions={<a href={`/api/evaluations/${roundId}/report`}>下载综合评价报告</a>}
    >
      <Standing view={view} />
      <Card title="各单位得分和等次" id="lines">
        <Table
          caption="得分和等次"
          rows={view.lines}
          rowKey={({ carrierId }) => carrierId}
          empty={<p className="empty">名单内没有单位</p>}
          columns={[
            { title: '名次', number: true, cell: ({ rank }) => rank ?? '—' },
            {
              title: '单位',
              cell: (line) => (
                <>
                  {line.caseId && line.participated ? (
                    <Link to={`/cases/${line.caseId}` as string}>{line.carrier}</Link>
                  ) : (
                    line.carrier
                  )}
                  {line.number && <div className="soft small">{line.number}</div>}
                </>
              ),
            },
            {
              title: '得分',
              number: true,
              cell: (line) =>
                line.participated ? (
                  <button
                    type="button"
                    className="link-button"
                    aria-label={`${pointsInWords(line)} 得分明细：${line.carrier}`}
                    onClick={() => setOpened(line)}
                  >
                    {pointsInWords(line)}
                  </button>
                ) : (
                  '—'
                ),
            },
            { title: '计算的等次', cell: (line) => (line.participated || line.computed ? name(line.computed) : '—') },
            {
              title: '说明',
              cell: (line) => (
                <>
                  {line.because ? BECAUSE[line.because].zh : line.preferences.length === 0 && '—'}
                  <Preferences of={line.preferences} />
                </>
              ),
            },
            {
              title: '评定的等次',
              cell: (line) => (
                <>
                  {line.final === null && !line.participated ? (
                    <Tag>未参加</Tag>
                  ) : (
                    <Tag tone={line.final === null ? 'warn' : 'accent'}>{name(line.final)}</Tag>
                  )}
                  {line.exception && <div className="small">理由：{line.exception.reason}</div>}
                </>
              ),
            },
            {
              title: '操作',
              bare: true,
              cell: (line) =>
                view.state === 'draft' && line.participated && line.caseId ? (
                  <button
                    type="button"
                    className="link-button"
                    aria-label={`另定等次：${line.carrier}`}
                    onClick={() => setExcepting(line)}
                  >
                    另定等次
                  </button>
                ) : null,
            },
          ]}
        />
      </Card>
      <Recomputation roundId={roundId} />
      {excepting && <ExceptionDialog view={view} line={excepting} onClose={() => setExcepting(null)} />}
      {opened && (
        <Dialog title={`得分明细 · ${opened.carrier}`} open onClose={() => setOpened(null)} wide>
          <Table
            caption="得分明细"
            rows={opened.indicators}
            rowKey={({ indicator }) => indicator}
            empty={<p className="empty">没有指标</p>}
            columns={[
              { title: '指标', cell: (one) => one.says },
              { title: '依据', cell: (one) => one.cites },
              { title: '数据', number: true, cell: (one) => one.value ?? '—' },
              { title: '得分', number: true, cell: pointsInWords },
            ]}
          />
        </Dialog>
      )}
    </Page>
  );
}

function useKeep(roundId: string) {
  const client = useQueryClient();
  return async (saved: GradingView) => {
    client.setQueryData(gradingQuery(roundId).queryKey, saved);
    await client.invalidateQueries({ queryKey: ['evaluation', roundId], refetchType: 'inactive' });
    for (const key of ['tasks', 'case', 'notices']) void client.invalidateQueries({ queryKey: [key] });
  };
}

function Standing({ view }: { view: GradingView }) {
  const may = useMay();
  const keep = useKeep(view.roundId);
  const [sendingBack, setSendingBack] = useState(false);
  const path = `/api/evaluations/${view.roundId}`;
  const propose = useMutation({
    mutationFn: () => api.post<GradingView>(`${path}/grading/proposal`, { version: view.version }),
    onSuccess: keep,
  });
  const faults = propose.error instanceof ApiError ? propose.error.fields : [];
  return (
    <Card title="现状" id="standing">
      <div className="stack">
        <p className="row">
          {view.releasedAt ? (
            <Tag tone="ok">已发布</Tag>
          ) : (
            <Tag tone="note">{view.stateLabel ?? '还没有办件到达此环节'}</Tag>
          )}
          {view.grades.map(({ id, zh, count }) => (
            <span key={id}>
              {zh} {count}家
            </span>
          ))}
          <span className="soft">
            名额按{view.shares.of === 'all' ? '应参加的' : '参加的'}
            {view.shares.counted}家计算，并列{view.shares.ties === 'include' ? '都列入' : '而名额不够的都不列入'}
          </span>
        </p>
        {view.hasExperts && (
          <p className="row">
            <ExpertLinks roundId={view.roundId} />
          </p>
        )}
        {view.openParameters.length > 0 && (
          <Notice tone="warn" title="下列数值尚未设定，不能评定等次">
            {view.openParameters.join('、')}。
            <Link to={`/evaluations/${view.roundId}` as string} hash="parameters">
              去设定
            </Link>
          </Notice>
        )}
        {!view.rosterClosed && <Notice title="缺席单位尚未认定">截止后先认定缺席，再提请审定。</Notice>}
        {view.underWay > 0 && <Notice title={`还有${view.underWay}家没有到达此环节`} />}
        {view.seal && (
          <p className="soft small">
            {showMoment(view.signedAt)}审定，封存校验码 <code>{view.seal.slice(0, 16)}</code>
          </p>
        )}
        {faults.length > 0 && (
          <Notice tone="bad" title="还不能提请审定" live>
            <ul>
              {faults.map((one) => (
                <li key={one.path}>{one.message}</li>
              ))}
            </ul>
          </Notice>
        )}
        {faults.length === 0 && <ErrorNotice error={propose.error} />}
        <div className="row">
          {view.state === 'draft' && (
            <Button type="primary" loading={propose.isPending} onClick={() => propose.mutate()}>
              提请负责人审定
            </Button>
          )}
          {view.state === 'proposed' && may('evaluation.sign') && (
            <>
              <Confirm
                primary
                face="审定并公示"
                title="审定等次?"
                says="审定后计算所用的数据和结果一并封存，全部进入公示。"
                act={async () =>
                  keep(await api.post<GradingView>(`${path}/grading/signature`, { version: view.version }))
                }
              />
              <Button onClick={() => setSendingBack(true)}>退回重新评定</Button>
            </>
          )}
          {view.state === 'proposed' && !may('evaluation.sign') && (
            <span className="soft">已提请，等待负责人审定。</span>
          )}
          {view.waiting > 0 && view.releasedAt === null && may('evaluation.sign') && (
            <Confirm
              primary
              face="发布全部结果"
              title="发布全部结果?"
              says={`${view.waiting}家的结果一并发布，未参加的同时记入；处理意见由系统起草，另行签发。不能撤回。`}
              act={async () => keep(await api.post<GradingView>(`${path}/release`))}
            />
          )}
          {view.waiting > 0 && view.releasedAt === null && !may('evaluation.sign') && (
            <span className="soft">{view.waiting}家公示期满，等待负责人发布。</span>
          )}
        </div>
      </div>
      {sendingBack && <SendBack view={view} onClose={() => setSendingBack(false)} />}
    </Card>
  );
}

function ExceptionDialog({ view, line, onClose }: { view: GradingView; line: Line; onClose: () => void }) {
  const [form] = Form.useForm<{ grade: string; reason: string }>();
  const showFields = useFieldErrors(form);
  const keep = useKeep(view.roundId);
  const write = useMutation({
    mutationFn: ({ grade, reason }: { grade: string; reason: string }) =>
      api.put<GradingView>(`/api/evaluations/${view.roundId}/grading/exception`, {
        version: view.version,
        caseId: line.caseId,
        grade: grade === AS_COMPUTED ? null : grade,
        reason,
      }),
    onSuccess: async (saved) => {
      await keep(saved);
      onClose();
    },
    onError: showFields,
  });
  return (
    <Dialog title={`另定等次 · ${line.carrier}`} open onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ grade: line.exception?.grade, reason: line.exception?.reason }}
        onFinish={(entered) => write.mutate(entered)}
      >
        <Form.Item name="grade" label="等次" rules={REQUIRED('请选择等次')}>
          <ChoiceInput
            options={[
              ...view.grades.map(({ id, zh }) => ({ value: id, label: zh })),
              ...(line.exception ? [{ value: AS_COMPUTED, label: '按计算的等次' }] : []),
            ]}
          />
        </Form.Item>
        <Form.Item name="reason" label="理由" extra="随结果保存，写入综合评价报告" rules={REQUIRED('请说明理由')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <Buttons error={write.error} pending={write.isPending} onClose={onClose} face="保存" />
      </Form>
    </Dialog>
  );
}
const AS_COMPUTED = '-computed';

function SendBack({ view, onClose }: { view: GradingView; onClose: () => void }) {
  const [form] = Form.useForm<{ reason: string }>();
  const keep = useKeep(view.roundId);
  const back = useMutation({
    mutationFn: ({ reason }: { reason: string }) =>
      api.post<GradingView>(`/api/evaluations/${view.roundId}/grading/return`, { version: view.version, reason }),
    onSuccess: async (saved) => {
      await keep(saved);
      onClose();
    },
  });
  return (
    <Dialog title="退回重新评定" open onClose={onClose}>
      <Form form={form} layout="vertical" onFinish={(entered) => back.mutate(entered)}>
        <Form.Item name="reason" label="退回理由" rules={REQUIRED('请说明退回理由')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <Buttons error={back.error} pending={back.isPending} onClose={onClose} face="退回" />
      </Form>
    </Dialog>
  );
}

/** Anyone of the body may compute it again: from the reviews to the consequences, to the last byte. */
function Recomputation({ roundId }: { roundId: string }) {
  const [asked, setAsked] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['evaluation', roundId, 'recomputation'],
    queryFn: () => api.get<z.output<typeof recomputationView>>(`/api/evaluations/${roundId}/recomputation`),
    enabled: asked,
  });
  return (
    <Card title="重新计算" id="recomputation">
      <div className="stack-s">
        <p className="soft">
          由专家评分和封存的数据，把得分、等次、名次、发布的结果和处理意见的金额全部重新计算，应逐字节相同。
        </p>
        <div>
          <Button onClick={() => setAsked(true)}>重新计算</Button>
        </div>
        <ErrorNotice error={error} />
        {data && data.gradings.length === 0 && <p>还没有封存的评定。</p>}
        {data?.gradings.map((one) => (
          <p key={one.gradingId} role="status">
            <Tag tone={one.same && one.sealHolds !== false ? 'ok' : 'bad'}>
              {one.same ? '结果逐字节相同' : '结果不同'}
            </Tag>{' '}
            {one.sealHolds === null ? '尚未审定' : one.sealHolds ? '封存相符' : '封存不符'}
          </p>
        ))}
        {data && data.released > 0 && (
          <p>
            发布的结果{data.released}家，处理意见{data.consequences}件。
          </p>
        )}
        {data && data.differences.length === 0 && data.gradings.length > 0 && (
          <Notice tone="ok" title="全部一致" live />
        )}
        {data && data.differences.length > 0 && (
          <Notice tone="bad" title={`有${data.differences.length}处不一致`} live>
            <ul>
              {data.differences.map(({ part, who, of, field, stored, computed }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the list is read once and never changes its order
                <li key={at}>
                  <strong>{who}</strong> <span>{PARTS[part].zh}</span> {of && <span>{of} </span>}
                  <span>{FIELDS[field]?.zh ?? field}</span>
                  <div className="small">保存的：{stored}</div>
                  <div className="small">重新计算的：{computed}</div>
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
    </Card>
  );
}

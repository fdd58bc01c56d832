import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import type { ShortlistView } from '../../../src/cases/shortlists/shortlist.contract.ts';
import { Preferences } from '../../features/shortlists/preferences.tsx';
import { QuotaCard } from '../../features/shortlists/quota-card.tsx';
import { ApiError, api } from '../../lib/api.ts';
import { showMoment, showNumber } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Card, Notice, Page, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { SHORTLIST_TONES } from './shortlists.page.tsx';

type Line = ShortlistView['lines'][number];
type Choice = { outcome: 'listed' | 'notListed' | null; exception: string | null };

/** 主管部门 · 一份名单：逐件拟定是否入选，送签，签发后一并发布。 */
export function ShortlistPage() {
  const { shortlistId = '' } = useParams({ strict: false }) as { shortlistId?: string };
  const { data: list } = useSuspenseQuery({
    queryKey: ['shortlists', shortlistId],
    queryFn: () => api.get<ShortlistView>(`/api/shortlists/${shortlistId}`),
  });
  return (
    <Page title={list.title} crumbs={[{ title: '拟定名单', to: '/shortlist' }]}>
      <Card title="现状" id="standing">
        <div className="stack-s">
          <p className="row">
            <Tag tone={SHORTLIST_TONES[list.state]}>{list.stateLabel}</Tag>
            <span>
              入选{list.listed}件，不入选{list.notListed}件，未定{list.undecided}件
            </span>
          </p>
          {list.underWay > 0 && list.state !== 'released' && (
            <Notice tone="warn" title={`本批次还有${list.underWay}件未到此环节，现在发布将不包括它们`} />
          )}
          {list.proposedAt && (
            <p className="soft">
              {list.proposedBy} {showMoment(list.proposedAt)}送签
            </p>
          )}
          {list.releasedAt && (
            <p className="soft">
              {list.releasedBy} {showMoment(list.releasedAt)}签发
            </p>
          )}
        </div>
      </Card>
      <Lines key={list.version} list={list} />
    </Page>
  );
}

function Lines({ list }: { list: ShortlistView }) {
  const client = useQueryClient();
  const may = useMay();
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>(
    Object.fromEntries(list.lines.map(({ caseId, outcome, exception }) => [caseId, { outcome, exception }])),
  );
  const [exceptions, setExceptions] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(list.quotas.flatMap(({ id, exception }) => (exception ? [[id, exception]] : []))),
  );
  const [sendingBack, setSendingBack] = useState(false);
  const path = `/api/shortlists/${list.id}`;
  const keep = (saved: ShortlistView) => {
    client.setQueryData(['shortlists', list.id], saved);
    void client.invalidateQueries({ queryKey: ['shortlists'] });
    void client.invalidateQueries({ queryKey: ['tasks'] });
    void client.invalidateQueries({ queryKey: ['case'] });
  };
  const { version } = list;
  const save = useMutation({
    mutationFn: () =>
      api.put<ShortlistView>(`${path}/lines`, {
        version,
        lines: list.lines.map(({ caseId }) => ({ caseId, outcome: null, exception: null, ...choices[caseId] })),
        exceptions,
      }),
    onSuccess: keep,
  });
  const propose = useMutation({
    mutationFn: () => api.post<ShortlistView>(`${path}/proposal`, { version }),
    onSuccess: keep,
  });
  const release = useMutation({
    mutationFn: () => api.post<ShortlistView>(`${path}/release`, { version }),
    onSuccess: keep,
  });
  const editable = list.state === 'draft';
  const changed =
    list.lines.some(
      ({ caseId, outcome, exception }) =>
        choices[caseId]?.outcome !== outcome || (choices[caseId]?.exception ?? null) !== exception,
    ) || list.quotas.some(({ id, exception }) => (exceptions[id] ?? '') !== (exception ?? ''));
  const messages = messagesAt(save.error ?? propose.error);
  const errors = new Map([...messages].map(([path, message]) => [path.split('.')[1] ?? '', message]));
  const set = (line: Line, change: Partial<Choice>) =>
    setChoices({ ...choices, [line.caseId]: { outcome: null, exception: null, ...choices[line.caseId], ...change } });
  return (
    <>
      <QuotaCard
        list={list}
        listed={Object.values(choices).filter(({ outcome }) => outcome === 'listed').length}
        exceptions={exceptions}
        onException={(quota, reason) => setExceptions({ ...exceptions, [quota]: reason })}
        errors={messages}
        keep={keep}
      />
      <Table
        caption="名单内办件"
        rows={list.lines}
        rowKey={({ caseId }) => caseId}
        empty={<p className="empty">没有办件</p>}
        columns={[
          { title: '名次', number: true, cell: ({ rank }) => rank ?? '—' },
          { title: '得分', number: true, cell: ({ score }) => (score === null ? '—' : showNumber(score)) },
          {
            title: '办件',
            cell: (line) => (
              <>
                <Link to={`/cases/${line.caseId}` as string}>{line.title}</Link>
                <div className="soft small">
                  {line.number} · {line.applicant}
                </div>
                <Preferences of={line.preferences} />
              </>
            ),
          },
          {
            title: '拟定',
            cell: (line) =>
              editable ? (
                <Radio.Group
                  aria-label={`拟定：${line.title}`}
                  value={choices[line.caseId]?.outcome ?? undefined}
                  onChange={(event) => set(line, { outcome: event.target.value })}
                  options={[
                    { value: 'listed', label: '入选' },
                    { value: 'notListed', label: '不入选' },
                  ]}
                />
              ) : (
                <Tag tone={line.outcome === 'listed' ? 'ok' : 'plain'}>
                  {line.outcome === 'listed' ? '入选' : line.outcome === 'notListed' ? '不入选' : '未定'}
                </Tag>
              ),
          },
          {
            title: '与名次不一致的理由',
            cell: (line) => (
              <>
                {line.deviates && <Tag tone="warn">与名次不一致</Tag>}
                {editable ? (
                  <Input.TextArea
                    aria-label={`与名次不一致的理由：${line.title}`}
                    value={choices[line.caseId]?.exception ?? ''}
                    autoSize={{ minRows: 1, maxRows: 4 }}
                    onChange={(event) => set(line, { exception: event.target.value || null })}
                  />
                ) : (
                  line.exception
                )}
                {errors.get(line.caseId) && <p className="field-error">{errors.get(line.caseId)}</p>}
              </>
            ),
          },
        ]}
      />
      <ErrorNotice error={save.error ?? propose.error} />
      <div className="row">
        {editable && (
          <>
            <Button type={changed ? 'primary' : 'default'} loading={save.isPending} onClick={() => save.mutate()}>
              保存拟定
            </Button>
            <Button
              type={changed ? 'default' : 'primary'}
              disabled={changed}
              loading={propose.isPending}
              onClick={() => propose.mutate()}
            >
              送负责人签发
            </Button>
            {changed && <span className="soft">先保存再送签</span>}
          </>
        )}
        {list.state === 'proposed' && may('shortlist.sign') && (
          <>
            <Confirm
              primary
              face="签发并发布"
              title="签发名单?"
              says={`入选${list.listed}件进入下一环节，不入选${list.notListed}件按程序办结；一并发布，不能撤回。`}
              act={() => release.mutateAsync()}
            />
            <Button onClick={() => setSendingBack(true)}>退回重新拟定</Button>
          </>
        )}
        {list.state === 'proposed' && !may('shortlist.sign') && <span className="soft">已送签，等待负责人签发。</span>}
      </div>
      {sendingBack && <SendBack path={path} version={version} keep={keep} onClose={() => setSendingBack(false)} />}
    </>
  );
}

/** `lines.<case>.outcome`, `quotas.<id>.counted` -> the message there. */
function messagesAt(error: unknown): ReadonlyMap<string, string> {
  if (!(error instanceof ApiError)) return new Map();
  return new Map(error.fields.map(({ path, message }) => [path, message]));
}

interface SendBackProps {
  path: string;
  version: number;
  keep: (saved: ShortlistView) => void;
  onClose: () => void;
}
function SendBack({ path, version, keep, onClose }: SendBackProps) {
  const [reason, setReason] = useState('');
  const back = useMutation({
    mutationFn: () => api.post<ShortlistView>(`${path}/return`, { version, reason }),
    onSuccess: (saved) => {
      keep(saved);
      onClose();
    },
  });
  return (
    <Dialog title="退回重新拟定" open onClose={onClose}>
      <div className="stack">
        <label className="stack-s" htmlFor="return-reason">
          退回理由
          <Input.TextArea
            id="return-reason"
            value={reason}
            autoSize={{ minRows: 3 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <ErrorNotice error={back.error} />
        <div className="row row-end">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" loading={back.isPending} onClick={() => back.mutate()}>
            退回
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { ObjectionView, partyObjectionView, readView } from '../../../src/cases/objections/objection.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay, showDue, showMoment } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { NumberInput } from '../../ui/inputs.tsx';
import { Card, Notice, Page, Pairs, Tag } from '../../ui/page.tsx';
import { OBJECTION_TONES } from './objections.page.tsx';

const CRUMBS = [{ title: '异议', to: '/objections' }];

/** 异议：主管部门核查、隐去异议人信息、听取意见、答复；被异议单位只见隐去后的文本。 */
export function ObjectionPage() {
  const may = useMay();
  const { objectionId = '' } = useParams({ strict: false }) as { objectionId?: string };
  return may('objection.handle') ? <Handling id={objectionId} /> : <Party id={objectionId} />;
}

function useChange<I, O>(id: string, act: (input: I) => Promise<O>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['objections'] });
      await client.invalidateQueries({ queryKey: ['objection', id] });
      await client.invalidateQueries({ queryKey: ['case'] });
    },
  });
}

function Handling({ id }: { id: string }) {
  const { data: one } = useSuspenseQuery({
    queryKey: ['objection', id, 'handling'],
    queryFn: () => api.get<ObjectionView>(`/api/objections/${id}`),
  });
  const open = one.state === 'received' || one.state === 'asked' || one.state === 'heard';
  return (
    <Page title={`异议 ${one.receipt}`} crumbs={CRUMBS}>
      <div className="halves">
        <Card title="异议" id="about">
          <Pairs
            of={[
              [
                '状态',
                <Tag key="state" tone={OBJECTION_TONES[one.state]}>
                  {one.stateLabel}
                </Tag>,
              ],
              [
                '针对',
                <Link key="case" to={`/cases/${one.caseId}` as string}>
                  {one.caseTitle}
                </Link>,
              ],
              ['公示', one.noticeTitle],
              ['收到', showMoment(one.receivedAt)],
              ['异议人', `${one.objector} ${one.phone}(${one.kind === 'unit' ? '单位' : '个人'}，已隐去)`],
            ]}
          />
          <Original objection={one} />
        </Card>
        <Card title="查看原文的记录" id="readings">
          {one.readings.length === 0 ? (
            <p className="soft">还没有人查看过原文。</p>
          ) : (
            <ul>
              {one.readings.map((reading) => (
                <li key={reading.at + reading.what}>
                  {showMoment(reading.at)} {reading.by}: {reading.reason}
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
      <Redaction key={`redact ${one.version}`} objection={one} editable={one.state === 'received'} />
      {one.redacted && <Hearing key={`hear ${one.version}`} objection={one} />}
      {open ? (
        <AnswerCard key={`answer ${one.version}`} objection={one} />
      ) : (
        <Card title="答复" id="answer">
          <Pairs
            of={[
              ['处理理由', one.reasons],
              ['给异议人的答复', one.reply],
              ['办结', showMoment(one.decidedAt)],
            ]}
          />
        </Card>
      )}
    </Page>
  );
}

const WHAT = { original: '异议原文', objector: '异议人姓名和电话', seal: '加盖公章的原件' } as const;

/** The sealed original: each reading has its reason and is kept. */
function Original({ objection }: { objection: ObjectionView }) {
  const [open, setOpen] = useState<keyof typeof WHAT | null>(null);
  const [reason, setReason] = useState('');
  const read = useChange(objection.id, () =>
    api.post<z.output<typeof readView>>(`/api/objections/${objection.id}/readings`, { what: open, reason }),
  );
  const shown = read.data;
  const close = () => {
    setOpen(null);
    setReason('');
    read.reset();
  };
  return (
    <>
      <div className="row" style={{ marginTop: 'var(--space-4)' }}>
        <Button onClick={() => setOpen('original')}>查看原文</Button>
        <Button onClick={() => setOpen('objector')}>查看异议人</Button>
        {objection.hasSeal && <Button onClick={() => setOpen('seal')}>查看盖章原件</Button>}
      </div>
      {open && (
        <Dialog title={`查看${WHAT[open]}`} open onClose={close}>
          <div className="stack">
            {shown ? (
              <div className="stack-s" aria-live="polite">
                {shown.text && <blockquote className="opinion">{shown.text}</blockquote>}
                {shown.name && (
                  <p>
                    {shown.unit} {shown.name} {shown.phone}
                  </p>
                )}
                {shown.sealFileId && <a href={`/api/files/${shown.sealFileId}`}>下载盖章原件</a>}
              </div>
            ) : (
              <>
                <Notice tone="warn">异议人身份保密。查看须说明原因，并记入审计。</Notice>
                <label className="stack-s" htmlFor="reading-reason">
                  查看原因
                  <Input.TextArea
                    id="reading-reason"
                    value={reason}
                    autoSize={{ minRows: 2 }}
                    onChange={(event) => setReason(event.target.value)}
                  />
                </label>
                <ErrorNotice error={read.error} />
              </>
            )}
            <div className="row row-end">
              <Button onClick={close}>关闭</Button>
              {!shown && (
                <Button type="primary" loading={read.isPending} onClick={() => read.mutate(undefined)}>
                  查看
                </Button>
              )}
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}

function Redaction({ objection, editable }: { objection: ObjectionView; editable: boolean }) {
  const [form] = Form.useForm<{ text: string }>();
  const showFields = useFieldErrors(form);
  const save = useChange(objection.id, ({ text }: { text: string }) =>
    api.put(`/api/objections/${objection.id}/redaction`, { version: objection.version, text }),
  );
  return (
    <Card title="给被异议单位看的文本" id="redaction">
      {editable ? (
        <Form
          form={form}
          layout="vertical"
          initialValues={{ text: objection.redacted ?? '' }}
          onFinish={(given) => save.mutate(given, { onError: showFields })}
        >
          <Form.Item
            name="text"
            label="隐去异议人信息后的文本"
            extra="不得出现异议人的姓名、单位、电话"
            rules={REQUIRED('请填写隐去异议人信息后的文本')}
          >
            <Input.TextArea autoSize={{ minRows: 4, maxRows: 16 }} />
          </Form.Item>
          <div className="stack-s">
            <ErrorNotice error={save.error} />
            <div>
              <Button type={objection.redacted ? 'default' : 'primary'} htmlType="submit" loading={save.isPending}>
                保存文本
              </Button>
            </div>
          </div>
        </Form>
      ) : (
        <blockquote className="opinion">{objection.redacted ?? '没有形成'}</blockquote>
      )}
    </Card>
  );
}

function Hearing({ objection }: { objection: ObjectionView }) {
  const [workingDays, setWorkingDays] = useState<number | null>(5);
  const ask = useChange(objection.id, () =>
    api.post(`/api/objections/${objection.id}/hearing`, { version: objection.version, workingDays }),
  );
  const canAsk = objection.state === 'received' || objection.state === 'heard';
  return (
    <Card title="听取被异议单位意见" id="hearing">
      <div className="stack">
        {objection.askedAt && (
          <p>
            {showMoment(objection.askedAt)}已发出，陈述期限{showDay(objection.dueOn)}
            {objection.dueProvisional && '（暂定）'}。
          </p>
        )}
        {objection.statement && (
          <blockquote className="opinion">
            {objection.statement}
            <footer className="soft small">{showMoment(objection.statedAt)}</footer>
          </blockquote>
        )}
        {canAsk && (
          <div className="row">
            <label htmlFor="hearing-days">陈述期限</label>
            <NumberInput id="hearing-days" whole unit="个工作日" value={workingDays} onChange={setWorkingDays} />
            <Button
              type={objection.askedAt ? 'default' : 'primary'}
              loading={ask.isPending}
              onClick={() => ask.mutate(undefined)}
            >
              {objection.askedAt ? '再次听取意见' : '发给被异议单位'}
            </Button>
          </div>
        )}
        <ErrorNotice error={ask.error} />
      </div>
    </Card>
  );
}

interface Answer {
  result: 'upheld' | 'dismissed';
  reasons: string;
  reply: string;
}

function AnswerCard({ objection }: { objection: ObjectionView }) {
  const [form] = Form.useForm<Answer>();
  const showFields = useFieldErrors(form);
  const answer = useChange(objection.id, (given: Answer) =>
    api.post(`/api/objections/${objection.id}/answer`, { version: objection.version, ...given }),
  );
  return (
    <Card title="处理和答复" id="answer">
      {objection.state === 'received' && <Notice>须先听取被异议单位意见。</Notice>}
      <Form form={form} layout="vertical" onFinish={(given) => answer.mutate(given, { onError: showFields })}>
        <Form.Item name="result" label="处理结果" rules={REQUIRED('请选择处理结果')}>
          <Radio.Group
            options={[
              { value: 'upheld', label: '异议成立' },
              { value: 'dismissed', label: '异议不成立' },
            ]}
          />
        </Form.Item>
        <Form.Item name="reasons" label="处理理由" rules={REQUIRED('请填写处理理由')}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} />
        </Form.Item>
        <Form.Item name="reply" label="给异议人的答复" rules={REQUIRED('请填写给异议人的答复')}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={answer.error} />
          <div>
            <Button type="primary" htmlType="submit" loading={answer.isPending}>
              作出处理
            </Button>
          </div>
        </div>
      </Form>
    </Card>
  );
}

function Party({ id }: { id: string }) {
  const { data: one } = useSuspenseQuery({
    queryKey: ['objection', id, 'party'],
    queryFn: () => api.get<z.output<typeof partyObjectionView>>(`/api/objections/${id}/party`),
  });
  const [form] = Form.useForm<{ text: string }>();
  const showFields = useFieldErrors(form);
  const state = useChange(id, ({ text }: { text: string }) =>
    api.post(`/api/objections/${id}/statement`, { version: one.version, text }),
  );
  return (
    <Page title="对公示的异议" crumbs={CRUMBS} says="公示期间收到对本单位的异议。请在期限内陈述意见并提供依据。">
      <Card title="异议内容" id="objection">
        <div className="stack">
          <Pairs
            of={[
              [
                '状态',
                <Tag key="state" tone={OBJECTION_TONES[one.state]}>
                  {one.stateLabel}
                </Tag>,
              ],
              [
                '办件',
                <Link key="case" to={`/cases/${one.caseId}` as string}>
                  查看办件
                </Link>,
              ],
              ['陈述期限', one.dueOn ? showDue(one.dueOn, one.dueProvisional) : '—'],
            ]}
          />
          <blockquote className="opinion">{one.redacted}</blockquote>
        </div>
      </Card>
      <Card title="陈述意见" id="statement">
        {one.state === 'asked' ? (
          <Form form={form} layout="vertical" onFinish={(given) => state.mutate(given, { onError: showFields })}>
            <Form.Item name="text" label="意见" rules={REQUIRED('请填写陈述意见')}>
              <Input.TextArea autoSize={{ minRows: 5, maxRows: 20 }} />
            </Form.Item>
            <div className="stack-s">
              <ErrorNotice error={state.error} />
              <div>
                <Button type="primary" htmlType="submit" loading={state.isPending}>
                  提交意见
                </Button>
              </div>
            </div>
          </Form>
        ) : (
          <blockquote className="opinion">
            {one.statement ?? '没有陈述'}
            {one.statedAt && <footer className="soft small">{showMoment(one.statedAt)}</footer>}
          </blockquote>
        )}
      </Card>
    </Page>
  );
}

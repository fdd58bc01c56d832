import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { DRAFT_EVENTS, DRAFT_STATES, VERSION_STANDINGS } from '../../../src/cases/drafts/draft.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoment } from '../../lib/format.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { Card, Notice, Pairs } from '../../ui/page.tsx';
import type { LiveCheck } from './draft-check.ts';
import type { DraftTexts } from './draft-texts.ts';
import { type Draft, draftQuery } from './policies.ts';
import '../cases/findings.css';

/** A deed on the draft; every list and view of it is read anew. */
function useDeed(draft: Draft) {
  const client = useQueryClient();
  return async (path: string, body: object = {}) => {
    const fresh = await api.post<Draft>(`/api/policy-drafts/${draft.id}/${path}`, body);
    client.setQueryData(draftQuery(draft.id).queryKey, fresh);
    await client.invalidateQueries({ queryKey: ['policies'] });
    await client.invalidateQueries({ queryKey: ['doors'] });
  };
}

/** 批准与发布：送审，由另一人批准或退回，定下从哪一天起施行；只向前，不改已经开始的办件。 */
export function ApprovalTab({ draft, check, work }: { draft: Draft; check: LiveCheck; work: DraftTexts }) {
  const deed = useDeed(draft);
  const { state } = draft;
  const { isOpen } = DRAFT_STATES[state];
  const isSound = check.pack !== null && check.failures.length === 0;
  const mustRebase = draft.base.changed && draft.amends;
  return (
    <>
      <Card title="批准与发布" id="approval">
        <div className="stack">
          <Pairs
            of={[
              ['状态', draft.standing ? VERSION_STANDINGS[draft.standing].zh : DRAFT_STATES[state].zh],
              ['起草', `${draft.createdByName}（${draft.organisationName}）`],
              ['批准', draft.approvedByName],
              ['施行', draft.startsOn ? `${showDay(draft.startsOn)}起的新办件；此前开始的办件仍按原版本` : null],
            ]}
          />
          {isOpen && !isSound && (
            <Notice tone="warn" title="还不能送审">
              {check.pack ? `${check.failures.length}处示例的结果与预期不符。` : `草稿有${check.errors.length}处错误。`}
            </Notice>
          )}
          <div className="row">
            {isOpen && (
              <Confirm
                primary
                face="送审"
                title="送审?"
                says={
                  mustRebase
                    ? '底本已有新版本，请先在“对照”里核对并认可。'
                    : '送审后不能再改；由本机构或上级的另一位负责人批准或退回。'
                }
                act={async () => {
                  if (await work.flush()) await deed('submission');
                }}
              />
            )}
            {state === 'inReview' && draft.mayApprove && <Approve deed={deed} />}
            {(state === 'inReview' || state === 'approved') && draft.mayPublish && (
              <Reasoned face="退回" label="退回理由" act={(reason) => deed('return', { reason })} />
            )}
            {state === 'approved' && draft.mayPublish && <Publish deed={deed} />}
            {(isOpen || state === 'inReview' || state === 'approved') && (
              <Reasoned face="撤销草稿" label="撤销理由" act={(reason) => deed('withdrawal', { reason })} />
            )}
          </div>
          {state === 'inReview' && draft.isAuthor && (
            <p className="soft">您起草、修改或送审了本草稿，须由另一人批准。</p>
          )}
        </div>
      </Card>
      <Card title="经过" id="history">
        <ol className="timeline">
          {draft.events.map(({ kind, at, name, reason, revision }) => (
            <li key={`${kind} ${at}`}>
              <strong>{DRAFT_EVENTS[kind].zh}</strong>{' '}
              <span className="soft">
                {name} {showMoment(at)}，第{revision}次保存的文本
              </span>
              {reason && <blockquote>{reason}</blockquote>}
            </li>
          ))}
        </ol>
      </Card>
    </>
  );
}

type Deed = ReturnType<typeof useDeed>;

/** The base has a newer text: told where one looks at the draft, with the way to take note of it. */
export function BaseNotice({ draft }: { draft: Draft }) {
  const deed = useDeed(draft);
  if (!draft.base.changed) return null;
  const { isOpen } = DRAFT_STATES[draft.state];
  return (
    <Notice tone="warn" title={`底本“${draft.base.title}”已有新的版本`}>
      <p>
        草稿的文字没有变。请在“对照”里核对底本的变化，需要的改进草稿，然后认可。
        {draft.amends && '认可之前不能送审或发布，以免把对方的修改盖掉。'}
      </p>
      {isOpen && (
        <Confirm
          face="认可底本的变化"
          title="认可底本的变化?"
          says="草稿此后以底本的最新版本为底；文字不会自动修改。"
          act={() => deed('rebase')}
        />
      )}
    </Notice>
  );
}

function Approve({ deed }: { deed: Deed }) {
  const [open, setOpen] = useState(false);
  const go = useMutation({
    mutationFn: ({ opinion }: { opinion?: string }) => deed('approval', { opinion: opinion?.trim() || null }),
    onSuccess: () => setOpen(false),
  });
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        批准
      </Button>
      <Dialog title="批准草稿" open={open} onClose={() => setOpen(false)}>
        <Form layout="vertical" onFinish={(entered: { opinion?: string }) => go.mutate(entered)}>
          <Form.Item name="opinion" label="意见">
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
          </Form.Item>
          <div className="stack-s">
            <ErrorNotice error={go.error} />
            <div className="row row-end">
              <Button onClick={() => setOpen(false)}>取消</Button>
              <Button type="primary" htmlType="submit" loading={go.isPending}>
                批准
              </Button>
            </div>
          </div>
        </Form>
      </Dialog>
    </>
  );
}

function Reasoned({ face, label, act }: { face: string; label: string; act: (reason: string) => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason: string }>();
  const showFields = useFieldErrors(form);
  const go = useMutation({
    mutationFn: ({ reason }: { reason: string }) => act(reason),
    onSuccess: () => setOpen(false),
    onError: showFields,
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{face}</Button>
      <Dialog title={face} open={open} onClose={() => setOpen(false)}>
        <Form form={form} layout="vertical" onFinish={(entered) => go.mutate(entered)}>
          <Form.Item name="reason" label={label} rules={REQUIRED('请说明理由')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
          </Form.Item>
          <div className="stack-s">
            <ErrorNotice error={go.error} />
            <div className="row row-end">
              <Button onClick={() => setOpen(false)}>取消</Button>
              <Button type="primary" htmlType="submit" loading={go.isPending}>
                {face}
              </Button>
            </div>
          </div>
        </Form>
      </Dialog>
    </>
  );
}

function Publish({ deed }: { deed: Deed }) {
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ startsOn: string }>();
  const showFields = useFieldErrors(form);
  const go = useMutation({
    mutationFn: ({ startsOn }: { startsOn: string }) => deed('publication', { startsOn }),
    onSuccess: () => setOpen(false),
    onError: showFields,
  });
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        发布
      </Button>
      <Dialog title="发布政策" open={open} onClose={() => setOpen(false)}>
        <Form form={form} layout="vertical" onFinish={(entered) => go.mutate(entered)}>
          <p>自所填日期起，新办件适用这一版本；此前开始的办件仍按原版本办完。发布后不能收回，只能再发布新的版本。</p>
          <Form.Item name="startsOn" label="施行日期" rules={REQUIRED('请填写施行日期')}>
            <DayInput />
          </Form.Item>
          <div className="stack-s">
            <ErrorNotice error={go.error} />
            <div className="row row-end">
              <Button onClick={() => setOpen(false)}>取消</Button>
              <Button type="primary" htmlType="submit" loading={go.isPending}>
                发布
              </Button>
            </div>
          </div>
        </Form>
      </Dialog>
    </>
  );
}

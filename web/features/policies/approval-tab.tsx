import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { DRAFT_EVENTS, DRAFT_STATES, VERSION_STANDINGS } from '../../../src/cases/drafts/draft.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoment } from '../../lib/format.ts';
import { useSay } from '../../lib/words.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { Label } from '../../ui/label.tsx';
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
    await client.invalidateQueries({ queryKey: ['packs'] });
    await client.invalidateQueries({ queryKey: ['doors'] });
  };
}

/** 批准与发布：送审，由另一人批准或退回，定下从哪一天起施行；只向前，不改已经开始的办件。 */
export function ApprovalTab({ draft, check, work }: { draft: Draft; check: LiveCheck; work: DraftTexts }) {
  const say = useSay();
  const deed = useDeed(draft);
  const { state } = draft;
  const { isOpen } = DRAFT_STATES[state];
  const isSound = check.pack !== null && check.failures.length === 0;
  const mustRebase = draft.base.changed && draft.amends;
  return (
    <>
      <Card title={say('批准与发布', 'Approve and publish')} id="approval">
        <div className="stack">
          <Pairs
            of={[
              [
                say('状态', 'State'),
                <Label key="state" of={draft.standing ? VERSION_STANDINGS[draft.standing] : DRAFT_STATES[state]} />,
              ],
              [say('起草', 'Written by'), `${draft.createdByName}（${draft.organisationName}）`],
              [say('批准', 'Approved by'), draft.approvedByName],
              [
                say('施行', 'Holds'),
                draft.startsOn
                  ? say(
                      `${showDay(draft.startsOn)}起的新办件；此前开始的办件仍按原版本`,
                      `for new cases from ${draft.startsOn}; cases begun before keep their version`,
                    )
                  : null,
              ],
            ]}
          />
          {isOpen && !isSound && (
            <Notice tone="warn" title={say('还不能送审', 'It cannot be sent yet')}>
              {check.pack
                ? say(
                    `${check.failures.length}处示例的结果与预期不符。`,
                    `${check.failures.length} examples come out otherwise.`,
                  )
                : say(`草稿有${check.errors.length}处错误。`, `The draft has ${check.errors.length} errors.`)}
            </Notice>
          )}
          <div className="row">
            {isOpen && (
              <Confirm
                primary
                face={say('送审', 'Send for approval')}
                title={say('送审?', 'Send for approval?')}
                says={
                  mustRebase
                    ? say(
                        '底本已有新版本，请先在“对照”里核对并认可。',
                        'The base has a newer version: compare and take note of it first.',
                      )
                    : say(
                        '送审后不能再改；由本机构或上级的另一位负责人批准或退回。',
                        'It cannot be changed afterwards; another director here or above approves it or sends it back.',
                      )
                }
                act={async () => {
                  if (await work.flush()) await deed('submission');
                }}
              />
            )}
            {state === 'inReview' && draft.mayApprove && <Approve deed={deed} />}
            {(state === 'inReview' || state === 'approved') && draft.mayPublish && (
              <Reasoned
                face={say('退回', 'Send back')}
                label={say('退回理由', 'Reason')}
                act={(reason) => deed('return', { reason })}
              />
            )}
            {state === 'approved' && draft.mayPublish && <Publish deed={deed} />}
            {draft.standing === 'coming' && draft.mayPublish && (
              <Reasoned
                face={say('收回', 'Recall')}
                label={say('收回理由', 'Reason')}
                act={(reason) => deed('recall', { reason })}
              />
            )}
            {(isOpen || state === 'inReview' || state === 'approved') && (
              <Reasoned
                face={say('撤销草稿', 'Give up the draft')}
                label={say('撤销理由', 'Reason')}
                act={(reason) => deed('withdrawal', { reason })}
              />
            )}
          </div>
          {state === 'inReview' && draft.isAuthor && (
            <p className="soft">
              {say(
                '您起草、修改或送审了本草稿，须由另一人批准。',
                'You wrote or sent this draft; another person approves it.',
              )}
            </p>
          )}
        </div>
      </Card>
      <Card title={say('经过', 'History')} id="history">
        <ol className="timeline">
          {draft.events.map(({ kind, at, name, reason, revision }) => (
            <li key={`${kind} ${at}`}>
              <strong>
                <Label of={DRAFT_EVENTS[kind]} />
              </strong>{' '}
              <span className="soft">
                {name} {showMoment(at)}
                {say(`，第${revision}次保存的文本`, `, text of save ${revision}`)}
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
  const say = useSay();
  const deed = useDeed(draft);
  if (!draft.base.changed) return null;
  const { isOpen } = DRAFT_STATES[draft.state];
  return (
    <Notice
      tone="warn"
      title={say(`底本“${draft.base.title}”已有新的版本`, `The base has a newer version: ${draft.base.title}`)}
    >
      <p>
        {say(
          '草稿的文字没有变。请在“对照”里核对底本的变化，需要的改进草稿，然后认可。',
          'The draft’s text has not changed. Compare with the newest base, take over what is needed, then take note.',
        )}{' '}
        {draft.amends &&
          say(
            '认可之前不能送审或发布，以免把对方的修改盖掉。',
            'Until then it can be neither sent nor published, so that nobody’s change is lost.',
          )}
      </p>
      {isOpen && (
        <Confirm
          face={say('认可底本的变化', 'Take note of the change')}
          title={say('认可底本的变化?', 'Take note of the change?')}
          says={say(
            '草稿此后以底本的最新版本为底；文字不会自动修改。',
            'The draft then follows the newest version of the base; its text is not changed.',
          )}
          act={() => deed('rebase')}
        />
      )}
    </Notice>
  );
}

function Approve({ deed }: { deed: Deed }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const go = useMutation({
    mutationFn: ({ opinion }: { opinion?: string }) => deed('approval', { opinion: opinion?.trim() || null }),
    onSuccess: () => setOpen(false),
  });
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {say('批准', 'Approve')}
      </Button>
      <Dialog title={say('批准草稿', 'Approve the draft')} open={open} onClose={() => setOpen(false)}>
        <Form layout="vertical" onFinish={(entered: { opinion?: string }) => go.mutate(entered)}>
          <Form.Item name="opinion" label={say('意见', 'Opinion')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
          </Form.Item>
          <div className="stack-s">
            <ErrorNotice error={go.error} />
            <div className="row row-end">
              <Button onClick={() => setOpen(false)}>{say('取消', 'Cancel')}</Button>
              <Button type="primary" htmlType="submit" loading={go.isPending}>
                {say('批准', 'Approve')}
              </Button>
            </div>
          </div>
        </Form>
      </Dialog>
    </>
  );
}

function Reasoned({ face, label, act }: { face: string; label: string; act: (reason: string) => Promise<void> }) {
  const say = useSay();
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
          <Form.Item name="reason" label={label} rules={REQUIRED(say('请说明理由', 'Please give a reason'))}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
          </Form.Item>
          <div className="stack-s">
            <ErrorNotice error={go.error} />
            <div className="row row-end">
              <Button onClick={() => setOpen(false)}>{say('取消', 'Cancel')}</Button>
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
  const say = useSay();
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
        {say('发布', 'Publish')}
      </Button>
      <Dialog title={say('发布政策', 'Publish')} open={open} onClose={() => setOpen(false)}>
        <Form form={form} layout="vertical" onFinish={(entered) => go.mutate(entered)}>
          <p>
            {say(
              '自所填日期起，新办件适用这一版本；此前开始的办件仍按原版本办完。施行日期之前可以收回；施行以后只能再发布新的版本。',
              'New cases run under this version from the day on; cases begun before end under theirs. It can be recalled before its day; afterwards only a new version can be published.',
            )}
          </p>
          <Form.Item
            name="startsOn"
            label={say('施行日期', 'First day')}
            rules={REQUIRED(say('请填写施行日期', 'Please enter'))}
          >
            <DayInput />
          </Form.Item>
          <div className="stack-s">
            <ErrorNotice error={go.error} />
            <div className="row row-end">
              <Button onClick={() => setOpen(false)}>{say('取消', 'Cancel')}</Button>
              <Button type="primary" htmlType="submit" loading={go.isPending}>
                {say('发布', 'Publish')}
              </Button>
            </div>
          </div>
        </Form>
      </Dialog>
    </>
  );
}

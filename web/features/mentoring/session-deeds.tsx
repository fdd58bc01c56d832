import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import type { SessionView } from '../../../src/records/mentoring/mentoring.contract.ts';
import { SIDES } from '../../../src/records/mentoring/mentoring.contract.ts';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';

type Side = SessionView['sides'][number];
type Deed = 'accept' | 'decline' | 'cancel' | 'miss' | 'confirm' | 'notes';
const WORDS = {
  accept: '接受',
  decline: '不接受',
  cancel: '取消',
  miss: '记为未到场',
  confirm: '确认并评价',
  notes: '写笔记',
} as const;

/** What the reader may do with a session now. */
export function deedsOf(session: SessionView, speaksForMentor: boolean): Deed[] {
  const { state, begun } = session;
  if (state === 'requested')
    return [
      ...(speaksForMentor && !begun ? (['accept'] as const) : []),
      ...(speaksForMentor ? (['decline'] as const) : []),
      ...(begun ? [] : (['cancel'] as const)),
    ];
  if (state === 'booked') {
    if (!begun) return ['cancel'];
    return [...(sideToConfirm(session) ? (['confirm'] as const) : []), 'miss'];
  }
  return state === 'held' ? ['notes'] : [];
}

const sideToConfirm = ({ sides, teamConfirmedAt, mentorConfirmedAt }: SessionView): Side | undefined =>
  sides.find((side) => (side === 'team' ? teamConfirmedAt : mentorConfirmedAt) === null);

export function SessionDeeds({ session, deeds }: { session: SessionView; deeds: readonly Deed[] }) {
  const [open, setOpen] = useState<Deed | null>(null);
  return (
    <div className="row-deeds">
      {deeds.map((deed) => (
        <button
          key={deed}
          type="button"
          className="link-button"
          aria-label={`${WORDS[deed]}: ${session.teamName} ${session.topic}`}
          onClick={() => setOpen(deed)}
        >
          {WORDS[deed]}
        </button>
      ))}
      {open && <DeedDialog session={session} deed={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

interface Entered {
  reason?: string;
  rating?: number | null;
  remark?: string;
  sharedNote?: string;
  privateNote?: string;
}

function DeedDialog({ session, deed, onClose }: { session: SessionView; deed: Deed; onClose: () => void }) {
  const [form] = Form.useForm<Entered>();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const side = sideToConfirm(session);
  const isMentor = session.sides.includes('mentor');
  const send = useMutation({
    mutationFn: (entered: Entered) => {
      const path = `/api/mentoring-sessions/${session.id}`;
      const { version } = session;
      const { reason, rating = null, remark, sharedNote, privateNote } = entered;
      const notes = { sharedNote, ...(isMentor ? { privateNote } : {}) };
      if (deed === 'confirm') return api.post(`${path}/confirmation`, { version, side, rating, remark, ...notes });
      if (deed === 'notes') return api.put(`${path}/notes`, { version, ...notes });
      return api.post(`${path}/steps/${deed}`, { version, reason });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['mentoring'] });
      onClose();
    },
    onError: showFields,
  });
  const needsReason = deed === 'decline' || deed === 'cancel' || deed === 'miss';
  return (
    <Dialog title={`${WORDS[deed]} · ${session.topic}`} open onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ sharedNote: session.sharedNote ?? '', privateNote: session.privateNote ?? '' }}
        onFinish={(entered) => send.mutate(entered)}
      >
        {deed === 'accept' && <p>接受后，该时间在导师的日历上占用，团队会看到“已约定”。</p>}
        {needsReason && (
          <Form.Item name="reason" label="理由" rules={REQUIRED('请说明理由')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} />
          </Form.Item>
        )}
        {deed === 'confirm' && side && (
          <>
            <p>以{SIDES[side].zh}一方确认这次辅导已经进行；双方都确认后计入统计和课时。</p>
            <Form.Item name="rating" label={side === 'team' ? '对辅导的评价' : '对团队准备情况的评价'}>
              <Radio.Group
                options={[5, 4, 3, 2, 1].map((value) => ({ value, label: `${value}分` }))}
                optionType="button"
              />
            </Form.Item>
            <Form.Item name="remark" label="评语">
              <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
            </Form.Item>
          </>
        )}
        {(deed === 'confirm' || deed === 'notes') && (
          <>
            <Form.Item name="sharedNote" label="共享笔记" extra="团队、导师和运营机构都看得到">
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
            </Form.Item>
            {isMentor && (
              <Form.Item name="privateNote" label="导师自己的笔记" extra="只有导师本人看得到">
                <Input.TextArea autoSize={{ minRows: 1, maxRows: 8 }} />
              </Form.Item>
            )}
          </>
        )}
        <div className="stack-s">
          <ErrorNotice error={send.error} />
          <div className="row row-end">
            <Button onClick={onClose}>返回</Button>
            <Button type="primary" htmlType="submit" loading={send.isPending}>
              {WORDS[deed]}
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

import { Button, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { useCaseChange } from '../cases/case-change.ts';
import type { PanelView } from './reviews.ts';

interface SeatDeedsProps {
  caseId: string;
  panel: PanelView;
  review: PanelView['reviews'][number];
}

const DEEDS = {
  replacement: { face: '撤换', says: '系统按领域、件数和回避补选下一名，其余专家不变；其已填内容留档。' },
  'second-look': { face: '请再次审视', says: '退回该专家再审视一次，可以维持也可以调整；不告诉其他专家的分数。' },
} as const;

/** What the officer does with one seat while the step lasts: replace who is late, ask who is in to look again. */
export function SeatDeeds({ caseId, panel, review }: SeatDeedsProps) {
  const [open, setOpen] = useState(false);
  const { replacement } = review;
  const [reason, setReason] = useState(replacement ? '逾期未提交' : '');
  const deed = review.state === 'submitted' ? 'second-look' : 'replacement';
  const { face, says } = DEEDS[deed];
  const act = useCaseChange(
    caseId,
    () =>
      api.post(`/api/cases/${caseId}/panel/${deed}`, {
        expertId: review.expertId,
        reason,
        ...(deed === 'replacement' && { replacementId: replacement?.expertId ?? null }),
      }),
    () => setOpen(false),
  );
  if (panel.finishedAt || (review.state !== 'submitted' && review.state !== 'assigned')) return null;
  const id = `reason-${review.id}`;
  return (
    <>
      <button
        type="button"
        className="link-button"
        aria-label={`${face}：${review.name}`}
        onClick={() => setOpen(true)}
      >
        {face}
      </button>
      <Dialog title={`${face} · ${review.name}`} open={open} onClose={() => setOpen(false)}>
        <div className="stack">
          <p>{says}</p>
          {deed === 'replacement' && replacement?.name && (
            <p>
              <strong>由{replacement.name}接替</strong>：{replacement.because}
            </p>
          )}
          <label className="stack-s" htmlFor={id}>
            理由
            <Input.TextArea
              id={id}
              value={reason}
              autoSize={{ minRows: 2 }}
              maxLength={500}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
          <ErrorNotice error={act.error} />
          <div className="row row-end">
            <Button onClick={() => setOpen(false)}>取消</Button>
            <Button type="primary" loading={act.isPending} onClick={() => act.mutate(undefined)}>
              {face}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}

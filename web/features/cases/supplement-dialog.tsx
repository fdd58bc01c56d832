import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { useCaseChange } from './case-change.ts';
import type { CaseView } from './cases.ts';

interface Item {
  kind: 'requirement' | 'evidence' | 'field' | 'other';
  ref: string | null;
  says: string;
}

/** 一次性补正：everything that is missing, asked for at once. What is unknown is proposed. */
export function AskSupplementDialog({
  file,
  taskId,
  onClose,
}: {
  file: CaseView;
  taskId: string;
  onClose: () => void;
}) {
  const proposals = proposalsOf(file);
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [others, setOthers] = useState('');
  const items: Item[] = [
    ...proposals.flatMap((item) => {
      const says = chosen[keyOf(item)];
      return says === undefined ? [] : [{ ...item, says }];
    }),
    ...others
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((says): Item => ({ kind: 'other', ref: null, says })),
  ];
  const ask = useCaseChange(file.id, () => api.post(`/api/tasks/${taskId}/supplement`, { items }), onClose);
  return (
    <Dialog title="一次性补正" open onClose={onClose} wide>
      <div className="stack">
        <p>请一次写明全部需要补正的内容。发出后本环节计时中止，申报单位答复后恢复；逾期未答复按规定终止。</p>
        {proposals.length > 0 && (
          <fieldset className="plain-fieldset stack-s">
            <legend>材料不足的条件和缺少的材料</legend>
            {proposals.map((item) => {
              const key = keyOf(item);
              const isChosen = chosen[key] !== undefined;
              return (
                <div key={key} className="stack-s">
                  <Checkbox
                    checked={isChosen}
                    onChange={(event) => {
                      const { [key]: _, ...rest } = chosen;
                      setChosen(event.target.checked ? { ...rest, [key]: item.says } : rest);
                    }}
                  >
                    {item.says}
                  </Checkbox>
                  {isChosen && (
                    <Input.TextArea
                      aria-label={`补正要求：${item.says}`}
                      value={chosen[key]}
                      autoSize={{ minRows: 1, maxRows: 4 }}
                      onChange={(event) => setChosen({ ...chosen, [key]: event.target.value })}
                    />
                  )}
                </div>
              );
            })}
          </fieldset>
        )}
        <label className="stack-s" htmlFor="other-supplements">
          其他需要补正的内容（每行一项）
          <Input.TextArea
            id="other-supplements"
            value={others}
            autoSize={{ minRows: 3, maxRows: 10 }}
            onChange={(event) => setOthers(event.target.value)}
          />
        </label>
        <ErrorNotice error={ask.error} />
        <div className="row row-end">
          <Button onClick={onClose}>取消</Button>
          <Button
            type="primary"
            disabled={items.length === 0}
            loading={ask.isPending}
            onClick={() => ask.mutate(undefined)}
          >
            发出补正要求({items.length}项)
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

const keyOf = (item: Item) => `${item.kind} ${item.ref}`;

function proposalsOf(file: CaseView): Item[] {
  const unknown = file.findings
    .filter(({ outcome }) => outcome === 'unknown')
    .map((finding): Item => ({ kind: 'requirement', ref: finding.requirement, says: `补充材料：${finding.says}` }));
  const slots = new Map(file.findings.flatMap(({ evidence }) => evidence).map((slot) => [slot.slot, slot]));
  const lacking = [...slots.values()]
    .filter(({ files }) => files.length === 0)
    .map((slot): Item => ({ kind: 'evidence', ref: slot.slot, says: `上传${slot.label}` }));
  return [...unknown, ...lacking];
}

export function AnswerSupplementDialog({ file, onClose }: { file: CaseView; onClose: () => void }) {
  const [answer, setAnswer] = useState('');
  const send = useCaseChange(
    file.id,
    () => api.post(`/api/cases/${file.id}/supplement/answer`, answer.trim() ? { answer } : {}),
    onClose,
  );
  return (
    <Dialog title="答复补正" open onClose={onClose}>
      <div className="stack">
        <p>请先在申报书中改好内容、补齐材料，再在此答复。答复后恢复办理，不能再改。</p>
        <label className="stack-s" htmlFor="supplement-answer">
          说明（可不填）
          <Input.TextArea
            id="supplement-answer"
            value={answer}
            autoSize={{ minRows: 3, maxRows: 10 }}
            maxLength={2000}
            onChange={(event) => setAnswer(event.target.value)}
          />
        </label>
        <ErrorNotice error={send.error} />
        <div className="row row-end">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" loading={send.isPending} onClick={() => send.mutate(undefined)}>
            提交答复
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

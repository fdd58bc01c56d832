import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { VERBS } from '../../../src/cases/dossier/dossier.contract.ts';
import { api } from '../../lib/api.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Label } from '../../ui/label.tsx';
import { Card, Tag } from '../../ui/page.tsx';
import { useCaseChange } from './case-change.ts';
import type { CaseView } from './cases.ts';
import { formWords } from './form-words.ts';
import { AnswerSupplementDialog, AskSupplementDialog } from './supplement-dialog.tsx';
import { type TaskVerb, VerbDialog } from './verb-dialog.tsx';

type Open = { verb: TaskVerb; taskId: string } | { deed: 'ask' | 'answer' | 'void' } | null;

/** What the reader may do now: verbs on their tasks, deeds on the case. Nothing is offered that would be refused. */
export function CaseDeeds({ file }: { file: CaseView }) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const { tasks } = file.allowed;
  const deeds = file.audience === 'expert' ? [] : file.allowed.deeds;
  const may = (deed: string) => deeds.includes(deed);
  if (deeds.length === 0 && tasks.length === 0) return null;
  const mine = file.tasks.find(
    (task) => task.state === 'open' && task.kind === 'main' && tasks.some(({ taskId }) => taskId === task.id),
  );
  const post = (path: string) => () => api.post(`/api/cases/${file.id}/${path}`);
  return (
    <Card title="我要办理" id="deeds">
      <div className="stack">
        {tasks.map(({ taskId, verbs }) => (
          <TaskVerbs
            key={taskId}
            file={file}
            taskId={taskId}
            verbs={verbs}
            onChoose={(verb) => setOpen({ verb, taskId })}
          />
        ))}
        {deeds.some((deed) => deed !== 'judge') && (
          <div className="verbs">
            {may('fill') && (
              <Link to={`/cases/${file.id}/form` as string} className="button-link">
                {file.state === 'draft' || file.purpose === 'evaluation' ? '填写' : '修改'}
                {formWords(file.purpose).form}
              </Link>
            )}
            {may('answer') && (
              <Button type="primary" onClick={() => setOpen({ deed: 'answer' })}>
                答复补正
              </Button>
            )}
            {may('ask') && mine && <Button onClick={() => setOpen({ deed: 'ask' })}>要求补正</Button>}
            {may('takeBack') && (
              <CaseConfirm
                file={file}
                face="撤销补正要求"
                says="撤销后计时恢复，申报单位不必再答复。"
                act={() => api.delete(`/api/cases/${file.id}/supplement`)}
              />
            )}
            {may('withdraw') && (
              <CaseConfirm
                file={file}
                face="撤回申报"
                says="撤回后回到填报，可修改后重新提交；审核单位已开始办理的不能撤回。"
                act={post('withdrawal')}
              />
            )}
            {may('urge') && (
              <CaseConfirm file={file} face="催办" says="提醒正在办理的单位，每日一次。" act={post('urging')} />
            )}
            {may('void') && (
              <Button danger onClick={() => setOpen({ deed: 'void' })}>
                作废
              </Button>
            )}
          </div>
        )}
      </div>
      {open && 'verb' in open && <VerbDialog file={file} taskId={open.taskId} verb={open.verb} onClose={close} />}
      {open && 'deed' in open && open.deed === 'ask' && mine && (
        <AskSupplementDialog file={file} taskId={mine.id} onClose={close} />
      )}
      {open && 'deed' in open && open.deed === 'answer' && <AnswerSupplementDialog file={file} onClose={close} />}
      {open && 'deed' in open && open.deed === 'void' && <VoidDialog file={file} onClose={close} />}
    </Card>
  );
}

interface TaskVerbsProps {
  file: CaseView;
  taskId: string;
  verbs: readonly TaskVerb[];
  onChoose: (verb: TaskVerb) => void;
}

function TaskVerbs({ file, taskId, verbs, onChoose }: TaskVerbsProps) {
  const task = file.tasks.find(({ id }) => id === taskId);
  const label = task
    ? `${task.stepTitle}${task.place ? `（加签，${task.place === 'before' ? '先签' : '后签'}）` : ''}`
    : '事项';
  return (
    <fieldset className="plain-fieldset">
      <legend>
        {label} {task?.state === 'done' && <Tag>我已处理</Tag>}
      </legend>
      <div className="verbs">
        {verbs.map((verb) => (
          <Button
            key={verb}
            type={verb === 'agree' || verb === 'read' ? 'primary' : 'default'}
            danger={verb === 'disagree'}
            onClick={() => onChoose(verb)}
          >
            <Label of={VERBS[verb]} />
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

function CaseConfirm({
  file,
  face,
  says,
  act,
}: {
  file: CaseView;
  face: string;
  says: string;
  act: () => Promise<unknown>;
}) {
  const change = useCaseChange(file.id, act);
  return <Confirm face={face} title={`${face}?`} says={says} act={() => change.mutateAsync(undefined)} />;
}

function VoidDialog({ file, onClose }: { file: CaseView; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const end = useCaseChange(file.id, () => api.post(`/api/cases/${file.id}/voiding`, { reason }), onClose);
  return (
    <Dialog title={`作废 ${file.number}?`} open onClose={onClose}>
      <div className="stack">
        <p>作废后办件即告终止，不能恢复；理由会告知申报单位。</p>
        <label className="stack-s" htmlFor="void-reason">
          作废理由
          <Input.TextArea
            id="void-reason"
            value={reason}
            autoSize={{ minRows: 3, maxRows: 8 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <ErrorNotice error={end.error} />
        <div className="row row-end">
          <Button onClick={onClose}>取消</Button>
          <Button
            type="primary"
            danger
            disabled={!reason.trim()}
            loading={end.isPending}
            onClick={() => end.mutate(undefined)}
          >
            作废
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

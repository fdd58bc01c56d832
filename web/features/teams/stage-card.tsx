import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import type { TeamStageView } from '../../../src/cases/stages/stage.contract.ts';
import { STAGES } from '../../../src/records/teams/team.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { useMayOn } from '../../lib/session.ts';
import { useToday } from '../../lib/today.ts';
import { useLabel } from '../../lib/words.ts';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { Label } from '../../ui/label.tsx';
import { Card, Pairs } from '../../ui/page.tsx';
import { BookLink } from './book-link.tsx';
import { StageCriteria } from './stage-criteria.tsx';
import { stageOf, stageQuery, useStageDeed } from './stages.ts';

type Row = TeamStageView['rows'][number];

/** 孵化阶段: where the team is in the chain, who looks after it, what it is given, and what it lacks to go on. */
export function StageCard({ teamId }: { teamId: string }) {
  const mayOn = useMayOn('team', teamId);
  const [moving, setMoving] = useState(false);
  const { data: view } = useQuery(stageQuery(teamId));
  if (!view) return null;
  const current = currentOf(view);
  const past = view.rows.filter((row) => row !== current);
  return (
    <Card
      title="孵化阶段"
      id="stage"
      actions={
        mayOn('team.stage') && (
          <Button onClick={() => setMoving(true)}>{current ? '转入另一阶段' : '进入一个阶段'}</Button>
        )
      }
    >
      <div className="stack-s">
        {current ? (
          <>
            <Pairs
              of={[
                [
                  '阶段',
                  <span key="stage">
                    <Label of={stageOf(current.stage)} />
                    <span className="soft"> {showDay(current.since)}进入</span>
                  </span>,
                ],
                ['服务负责人', current.ownerName ?? '没有指定'],
                ['本阶段的服务', [view.provides, current.services].filter(Boolean).join('；') || '没有规定'],
                ['已提供的服务', <Given key="given" teamId={teamId} row={current} />],
              ]}
            />
            <Basis of={current.basis} />
            <h3>转入下一阶段的标准</h3>
            <StageCriteria view={view} />
          </>
        ) : (
          <p className="soft">还没有进入孵化阶段。</p>
        )}
        {past.length > 0 && (
          <details>
            <summary>历次阶段 {past.length}</summary>
            <ol className="plain stack-s">
              {past.map((row) => (
                <li key={row.id}>
                  <Label of={stageOf(row.stage)} />{' '}
                  <span className="soft">
                    {showDay(row.since)}起{row.until && `，至${showDay(row.until)}`}
                    {row.ownerName && `，${row.ownerName}`}
                  </span>
                  <Basis of={row.basis} />
                </li>
              ))}
            </ol>
          </details>
        )}
      </div>
      {moving && <MoveDialog teamId={teamId} view={view} current={current} onClose={() => setMoving(false)} />}
    </Card>
  );
}

/** On what the team went on: what was met, what was not, and why it moved all the same. */
function Basis({ of: basis }: { of: string | null }) {
  if (!basis) return null;
  return (
    <ul className="parts soft small">
      {basis.split('\n').map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function currentOf({ rows: [first], on }: TeamStageView): Row | null {
  return first && (first.until === null || first.until >= on) ? first : null;
}

function Given({ teamId, row }: { teamId: string; row: Row }) {
  return (
    <>
      <Link to="/mentoring" search={{ teamId } as never}>
        辅导{row.sessions}次
      </Link>
      、
      <BookLink teamId={teamId} kind="diagnosis">
        诊断{row.diagnoses}次
      </BookLink>
      、使用场地设备{row.bookings}次
    </>
  );
}

interface MoveDialogProps {
  teamId: string;
  view: TeamStageView;
  current: Row | null;
  onClose: () => void;
}

function MoveDialog({ teamId, view, current, onClose }: MoveDialogProps) {
  const label = useLabel();
  const today = useToday();
  const deed = useStageDeed();
  // From none the first, from the last none.
  const next = STAGES[STAGES.findIndex(({ code }) => code === current?.stage) + 1];
  const told = view.criteria.filter(({ fact }) => fact === null);
  const open = view.criteria.filter(({ fact, outcome }) => fact !== null && outcome !== 'met');
  return (
    <FormDialog<{
      stage: string;
      on: string;
      ownerId: string | null;
      services: string;
      judged: string[];
      reason: string;
    }>
      title={current ? '转入另一阶段' : '进入一个阶段'}
      says={
        open.length > 0 ? `还有${open.length}项标准没有满足或不能判断，转入须说明理由，理由和未满足的一并留存。` : null
      }
      button="保存"
      initial={{ ...(next ? { stage: next.code } : {}), on: today, ownerId: current?.ownerId ?? null, judged: [] }}
      send={(given) => deed(api.post(`/api/teams/${teamId}/stage`, given))}
      onClose={onClose}
    >
      <Form.Item name="stage" label="阶段" rules={REQUIRED('请选择阶段')}>
        <Select options={STAGES.map((stage) => ({ value: stage.code, label: label(stage) }))} />
      </Form.Item>
      <Form.Item name="on" label="进入日期" rules={REQUIRED('请填写日期')}>
        <DayInput />
      </Form.Item>
      <Form.Item name="ownerId" label="服务负责人" extra="从日常记录的“管理服务人员”里选">
        <Select allowClear options={view.staff.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Form.Item name="services" label="为其安排的服务">
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={2000} />
      </Form.Item>
      {told.length > 0 && (
        <Form.Item name="judged" label="由您判断已满足的标准">
          <Checkbox.Group options={told.map(({ id, says }) => ({ value: id, label: says }))} />
        </Form.Item>
      )}
      <Form.Item name="reason" label="理由" extra="标准没有全部满足，或不是转入下一阶段的，须填写">
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { FOLLOW_UPS, type FollowUpView } from '../../../src/records/followUps/follow-up.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoment } from '../../lib/format.ts';
import { useMay, useMayOn } from '../../lib/session.ts';
import { useToday } from '../../lib/today.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { Label } from '../../ui/label.tsx';
import { Card, Tag } from '../../ui/page.tsx';
import { AnswerButtons, AnswerTag } from './answer.tsx';
import { BookLink } from './book-link.tsx';
import { FollowUpDialog } from './follow-up-dialog.tsx';
import { followUpsQuery, useFollowUpDeed } from './follow-ups.ts';
import { consentsQuery, type TeamView } from './teams.ts';

interface Operator {
  readonly id: string;
  readonly name: string;
}

/** 后续支撑: who may follow the team after it left, what they asked and offered, and what the team answered. */
export function FollowUpCard({ team }: { team: TeamView }) {
  const may = useMay();
  const mayOn = useMayOn('team', team.id);
  const today = useToday();
  const [following, setFollowing] = useState(false);
  const { data } = useQuery(followUpsQuery(team.id));
  const follows = mayOn('team.follow') && !team.stays.some(({ validTo }) => validTo === null || validTo >= today);
  const operators = [
    ...new Map(
      team.stays.flatMap(({ operatorId, operatorName }) =>
        operatorId && operatorName ? [[operatorId, operatorName] as const] : [],
      ),
    ),
  ].map(([id, name]): Operator => ({ id, name }));
  const gives = may('team.consent') && operators.length > 0;
  if (!data || (!gives && !follows && data.rows.length === 0)) return null;
  return (
    <Card
      title="后续支撑"
      id="follow-up"
      actions={follows && <Button onClick={() => setFollowing(true)}>提醒、提供服务、回访</Button>}
    >
      {gives && <Consents teamId={team.id} operators={operators} />}
      <ul className="plain stack">
        {data.rows.map((row) => (
          <FollowedUp key={row.id} teamId={team.id} row={row} />
        ))}
      </ul>
      {following && (
        <FollowUpDialog
          teamId={team.id}
          name={team.companyName ?? team.name}
          kind="service"
          onClose={() => setFollowing(false)}
        />
      )}
    </Card>
  );
}

function Consents({ teamId, operators }: { teamId: string; operators: readonly Operator[] }) {
  const deed = useFollowUpDeed();
  const { data } = useQuery(consentsQuery(teamId));
  const [giving, setGiving] = useState<Operator | null>(null);
  const withdraw = useMutation({ mutationFn: (id: string) => deed(api.delete(`/api/teams/${teamId}/consents/${id}`)) });
  if (!data) return null;
  return (
    <>
      <p className="soft">
        团队离开后，经同意的原载体可以继续看到团队、核实团队填报的内容、提供服务和导师；未经同意的，原载体不能查看。
      </p>
      <ErrorNotice error={withdraw.error} />
      <ul className="plain stack-s">
        {operators.map((operator) => {
          const consent = data.rows.find(
            ({ organisationId, scope, withdrawnAt }) =>
              organisationId === operator.id && scope === 'followUp' && withdrawnAt === null,
          );
          return (
            <li key={operator.id} className="row spread">
              <span>
                {operator.name}{' '}
                {consent && (
                  <Tag tone="ok">{consent.validTo ? `同意跟踪至${showDay(consent.validTo)}` : '同意离开后跟踪'}</Tag>
                )}
              </span>
              {consent ? (
                <Button
                  size="small"
                  disabled={withdraw.isPending}
                  aria-label={`撤回对${operator.name}的同意`}
                  onClick={() => withdraw.mutate(consent.id)}
                >
                  撤回
                </Button>
              ) : (
                <Button size="small" aria-label={`同意跟踪：${operator.name}`} onClick={() => setGiving(operator)}>
                  同意跟踪
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {giving && <GiveDialog teamId={teamId} operator={giving} onClose={() => setGiving(null)} />}
    </>
  );
}

function GiveDialog({ teamId, operator, onClose }: { teamId: string; operator: Operator; onClose: () => void }) {
  const today = useToday();
  const deed = useFollowUpDeed();
  return (
    <FormDialog<{ validTo: string | null }>
      title={`同意${operator.name}继续跟踪`}
      says="团队在驻期间不受影响；离开之后按这里的同意，随时可以撤回。"
      button="同意"
      initial={{ validTo: null }}
      send={({ validTo }) =>
        deed(
          api.post(`/api/teams/${teamId}/consents`, {
            organisationId: operator.id,
            scope: 'followUp',
            purpose: '离开后继续跟踪',
            validFrom: today,
            validTo,
          }),
        )
      }
      onClose={onClose}
    >
      <Form.Item name="validTo" label="至" extra="最后一天；不填为长期，可随时撤回">
        <DayInput />
      </Form.Item>
    </FormDialog>
  );
}

function FollowedUp({ teamId, row }: { teamId: string; row: FollowUpView }) {
  const may = useMay();
  const deed = useFollowUpDeed();
  const [remark, setRemark] = useState('');
  const answer = useMutation({
    mutationFn: (accepted: boolean) =>
      deed(api.post(`/api/teams/${teamId}/follow-ups/${row.id}/answer`, { accepted, remark })),
  });
  const kind = FOLLOW_UPS[row.kind];
  return (
    <li className="stack-s">
      <div>
        <strong>
          <Label of={kind} />
        </strong>{' '}
        {row.mentorName} {kind.answers && <AnswerTag accepted={row.accepted} />}
        <div>{row.content}</div>
        <div className="soft small">
          {row.organisationName} {showMoment(row.doneAt)}
          {row.remark && `；团队：${row.remark}`}
        </div>
      </div>
      {row.kind === 'ask' && may('team.seen') && (
        <BookLink teamId={teamId} kind="team_year">
          填报{row.year}年度经营
        </BookLink>
      )}
      <ErrorNotice error={answer.error} />
      {kind.answers && row.accepted === null && may('tenancy.act') && (
        <>
          <Input
            aria-label={`备注：${kind.zh} ${row.content}`}
            placeholder="备注，可不填"
            value={remark}
            maxLength={500}
            style={{ maxWidth: '32rem' }}
            onChange={({ target }) => setRemark(target.value)}
          />
          <AnswerButtons of={`${kind.zh} ${row.content}`} pending={answer.isPending} onAnswer={answer.mutate} />
        </>
      )}
    </li>
  );
}

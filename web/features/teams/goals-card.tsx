import { useQuery } from '@tanstack/react-query';
import { GOAL_STATES, goalState } from '../../../src/records/teams/team.contract.ts';
import { showDay } from '../../lib/format.ts';
import { useToday } from '../../lib/today.ts';
import { Label } from '../../ui/label.tsx';
import { Card, Tag } from '../../ui/page.tsx';
import { recordsQuery } from '../records/records.ts';
import { BookLink } from './book-link.tsx';

/** Goals that were set: reached, under way, overdue; set and completed in the team's records. */
export function GoalsCard({ teamId }: { teamId: string }) {
  const today = useToday();
  const { data } = useQuery(recordsQuery({ kind: 'team', id: teamId }, 'team_goal', {}));
  if (!data) return null;
  const goals = data.rows.map(({ id, values }) => ({
    id,
    title: String(values.title),
    dueOn: String(values.dueOn),
    reachedOn: values.reachedOn === null ? null : String(values.reachedOn),
  }));
  return (
    <Card
      title="阶段目标"
      id="goals"
      actions={
        <BookLink teamId={teamId} kind="team_goal">
          设定和更新目标
        </BookLink>
      }
    >
      {goals.length === 0 && <p className="soft">还没有设定目标。</p>}
      <ul className="plain stack-s">
        {goals.map((goal) => {
          const { tone, ...label } = GOAL_STATES[goalState(goal, today)];
          return (
            <li key={goal.id}>
              {goal.title}{' '}
              <Tag tone={tone}>
                <Label of={label} />
              </Tag>{' '}
              <span className="soft">
                计划{showDay(goal.dueOn)}
                {goal.reachedOn && `，${showDay(goal.reachedOn)}完成`}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

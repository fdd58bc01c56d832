import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { addDays, dayOfWeek } from '../../../src/kernel/day.ts';
import { MENTORING_STATES } from '../../../src/records/mentoring/mentoring.contract.ts';
import './mentor-week.css';
import { showDay, timeInShanghai } from '../../lib/format.ts';
import { useToday } from '../../lib/today.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Label } from '../../ui/label.tsx';
import { Loading, Tag } from '../../ui/page.tsx';
import { mentorWeekQuery, weekdayZh } from './mentoring.ts';

/** One person's calendar, week by week: when there is time, days away, and the sessions of every space. */
export function MentorWeek({ mentorId }: { mentorId: string }) {
  const today = useToday();
  const [from, setFrom] = useState(() => addDays(today, 1 - dayOfWeek(today)));
  const { data } = useQuery(mentorWeekQuery(mentorId, from));
  return (
    <div className="stack">
      <div className="row">
        <Button onClick={() => setFrom(addDays(from, -7))}>上一周</Button>
        <Button onClick={() => setFrom(addDays(from, 7))}>下一周</Button>
        <span aria-live="polite">
          {showDay(from)}至{showDay(addDays(from, 6))}
        </span>
      </div>
      {data ? (
        <ol className="week">
          {data.days.map(({ day, away, hours, sessions }) => (
            <li key={day} className="stack-s">
              <strong>
                {weekdayZh(dayOfWeek(day))} <span className="soft small">{showDay(day).slice('2026年'.length)}</span>
              </strong>
              {away ? (
                <div>
                  <Tag tone="warn">不在</Tag>
                </div>
              ) : (
                hours.map((open) => (
                  <div key={open.from} className="soft small">
                    可约{open.from}至{open.to}
                  </div>
                ))
              )}
              {!away && hours.length === 0 && sessions.length === 0 && <span className="soft small">没有安排</span>}
              {sessions.map(({ startsAt, endsAt, told }) => (
                <div key={startsAt} className="small">
                  <strong>
                    {timeInShanghai(startsAt)}至{timeInShanghai(endsAt)}
                  </strong>{' '}
                  {told ? (
                    <>
                      <Label of={MENTORING_STATES[told.state]} />
                      <div>
                        {told.teamName}（{told.carrierName}）
                      </div>
                      <div className="soft">{told.topic}</div>
                    </>
                  ) : (
                    '已有安排'
                  )}
                </div>
              ))}
            </li>
          ))}
        </ol>
      ) : (
        <Loading />
      )}
    </div>
  );
}

export function MentorWeekDialog({
  mentor,
  onClose,
}: {
  mentor: { mentorId: string; name: string };
  onClose: () => void;
}) {
  return (
    <Dialog title={`${mentor.name}的日历`} open onClose={onClose} wide>
      <p className="soft">一位导师在各载体共用一个日历；其他载体的辅导只显示已有安排。</p>
      <MentorWeek mentorId={mentor.mentorId} />
    </Dialog>
  );
}

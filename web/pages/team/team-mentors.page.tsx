import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { MENTOR_MODES } from '../../../src/records/mentoring/mentoring.contract.ts';
import { type MatchedMentor, matchedMentorsQuery, showHours, showMinutes } from '../../features/mentoring/mentoring.ts';
import { RequestDialog } from '../../features/mentoring/request-dialog.tsx';
import { TeamFrame } from '../../features/teams/team-frame.tsx';
import { showDay } from '../../lib/format.ts';
import { Label } from '../../ui/label.tsx';
import { Empty, Tag } from '../../ui/page.tsx';

/** 创业团队 · 找导师：按领域匹配并说明理由，看可约时间和课时，直接预约。 */
export function TeamMentorsPage() {
  const { teamId = '' } = useParams({ strict: false }) as { teamId?: string };
  const { data } = useSuspenseQuery(matchedMentorsQuery(teamId));
  const [asking, setAsking] = useState<MatchedMentor | null>(null);
  return (
    <TeamFrame teamId={teamId} title="找导师" says="在驻载体聘任的和对外开放的导师，越合适越靠前，理由写明。">
      {data.rows.length === 0 && (
        <Empty title="目前没有可约的导师">团队在驻期间，可约本载体聘期内的导师和网络中对外开放的导师。</Empty>
      )}
      <ul className="plain stack">
        {data.rows.map((mentor) => (
          <li key={mentor.mentorId} className="card">
            <div className="card-head">
              <h2>{mentor.name}</h2>
              <span className="row">
                <Tag>
                  <Label of={MENTOR_MODES[mentor.mode]} />
                </Tag>
                {mentor.hours.length > 0 ? (
                  <Button type="primary" onClick={() => setAsking(mentor)} aria-label={`预约${mentor.name}`}>
                    预约
                  </Button>
                ) : (
                  <span className="soft">公布可约时间后才能预约</span>
                )}
              </span>
            </div>
            <p>
              {[mentor.title, mentor.fields, mentor.carrierName].filter(Boolean).join(' · ')}
              {mentor.rating !== null && ` · 评价${mentor.rating.toFixed(1)}分（${mentor.ratings}次）`}
            </p>
            <p className="soft">
              为什么推荐：{mentor.reasons.join('；')}。可约时间：{showHours(mentor.hours)}
              {mentor.nextFree && `，最近${showDay(mentor.nextFree)}`}
              {mentor.teamHours !== null &&
                `。本年度课时${mentor.teamHours}小时，已用${showMinutes(mentor.usedMinutes)}`}
            </p>
          </li>
        ))}
      </ul>
      {asking && <RequestDialog teamId={teamId} mentor={asking} onClose={() => setAsking(null)} />}
    </TeamFrame>
  );
}

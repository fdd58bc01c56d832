import type { z } from 'zod';
import { label, moment, number, type Sheet, text } from '../../identity/list-route.ts';
import type { sessionPage } from './mentoring.contract.ts';
import { MENTOR_MODES, MENTORING_STATES } from './mentoring.ts';

export const SESSIONS: Sheet<z.output<typeof sessionPage>['rows'][number]> = {
  name: '辅导记录',
  columns: [
    text('编号', (r) => r.number),
    text('空间', (r) => r.carrierName),
    text('导师', (r) => r.mentorName),
    text('团队', (r) => r.teamName),
    moment('开始', (r) => r.startsAt),
    moment('结束', (r) => r.endsAt),
    text('主题', (r) => r.topic),
    text('线上', (r) => r.online),
    label('状态', MENTORING_STATES, (r) => r.state),
    label('方式', MENTOR_MODES, (r) => r.mode),
    moment('团队确认', (r) => r.teamConfirmedAt),
    moment('导师确认', (r) => r.mentorConfirmedAt),
    text('共享记录', (r) => r.sharedNote),
    number('团队评分', (r) => r.teamRating),
    number('导师评分', (r) => r.mentorRating),
    text('已结算', (r) => r.settled),
    text('示例', (r) => r.example),
  ],
};

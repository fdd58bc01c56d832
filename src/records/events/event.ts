import type { RecordKind } from '../keeping/kind.ts';

export const EVENT = {
  code: 'event',
  zh: '活动和培训',
  en: 'Events and trainings',
  group: 'work',
  when: 'moment',
  startZh: '举办日期',
  title: ['title'],
  fields: {
    title: { type: 'text', zh: '名称', en: 'Title', required: true },
    kind: {
      type: 'option',
      zh: '类型',
      en: 'Kind',
      required: true,
      options: [
        { code: 'training', zh: '创业培训', en: 'Training' },
        { code: 'salon', zh: '沙龙', en: 'Salon' },
        { code: 'roadshow', zh: '投资路演', en: 'Roadshow' },
        { code: 'contest', zh: '创新创业大赛', en: 'Contest' },
        { code: 'lecture', zh: '讲堂论坛', en: 'Lecture' },
        { code: 'bootcamp', zh: '创业训练营', en: 'Bootcamp' },
        { code: 'exchange', zh: '对接交流', en: 'Exchange' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
    },
    attendance: { type: 'count', zh: '参加人数', en: 'Attendance', unit: '人' },
    place: { type: 'text', zh: '地点', en: 'Place' },
  },
} as const satisfies RecordKind;

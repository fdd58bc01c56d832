import type { RecordKind } from '../keeping/kind.ts';

/** Teams that do not reside and book at the members' prices. */
export const SPACE_MEMBER = {
  code: 'space_member',
  zh: '会员',
  en: 'Members',
  group: 'tenants',
  when: 'period',
  startZh: '入会日期',
  endZh: '到期日期',
  title: ['number', 'teamId'],
  hint: '不入驻、按会员价预订的团队；入驻团队不必登记',
  fields: {
    teamId: { type: 'reference', refersTo: 'team', anyCarrier: true, zh: '团队或企业', en: 'Team', required: true },
    number: { type: 'text', zh: '会员编号', en: 'Number' },
  },
} as const satisfies RecordKind;

import type { RecordKind } from '../keeping/kind.ts';

/** 江苏 三(一): of the space on the network; a change of its members is entered from its day on (自某日起变更). */
export const ONLINE_COMMUNITY = {
  code: 'online_community',
  zh: '网络社区',
  en: 'Online communities',
  group: 'work',
  when: 'period',
  startZh: '建立日期',
  endZh: '停办日期',
  title: ['name'],
  hint: '线上社区，如社群、论坛、直播间；人数变化用“自某日起变更”登记',
  fields: {
    name: { type: 'text', zh: '名称', en: 'Name', required: true },
    url: { type: 'text', zh: '网址', en: 'Address', hint: '以 http 或 https 开头' },
    members: { type: 'count', zh: '成员人数', en: 'Members', unit: '人' },
  },
} as const satisfies RecordKind;

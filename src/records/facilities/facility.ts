import type { RecordKind } from '../keeping/kind.ts';

export const FACILITY = {
  code: 'facility',
  zh: '基础设施',
  en: 'Facilities',
  group: 'site',
  when: 'period',
  startZh: '启用日期',
  endZh: '停用日期',
  title: ['kind', 'description'],
  fields: {
    kind: {
      type: 'option',
      zh: '设施',
      en: 'Facility',
      required: true,
      options: [
        { code: 'power', zh: '供电', en: 'Power' },
        { code: 'water', zh: '供水', en: 'Water' },
        { code: 'fireSafety', zh: '消防', en: 'Fire safety' },
        { code: 'telecom', zh: '通讯', en: 'Telecom' },
        { code: 'network', zh: '网络', en: 'Network' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
    },
    description: { type: 'longText', zh: '说明', en: 'Description' },
  },
} as const satisfies RecordKind;

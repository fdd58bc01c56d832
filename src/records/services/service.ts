import type { RecordKind } from '../keeping/kind.ts';

export const SERVICE_KINDS = [
  { code: 'rdDesign', zh: '研发设计', en: 'R&D and design' },
  { code: 'techTransfer', zh: '技术转移', en: 'Technology transfer' },
  { code: 'testing', zh: '认证检测', en: 'Certification and testing' },
  { code: 'incubation', zh: '创业孵化', en: 'Incubation' },
  { code: 'ip', zh: '知识产权', en: 'Intellectual property' },
  { code: 'consulting', zh: '科技咨询', en: 'Science consulting' },
  { code: 'finance', zh: '科技金融', en: 'Science finance' },
  { code: 'platform', zh: '信息平台', en: 'Information platform' },
  { code: 'other', zh: '其他', en: 'Other' },
] as const;

export const SERVICE = {
  code: 'service',
  zh: '创新创业服务',
  en: 'Services offered',
  group: 'work',
  when: 'period',
  startZh: '开始提供日期',
  endZh: '停止提供日期',
  title: ['kind', 'description'],
  fields: {
    kind: {
      type: 'option',
      zh: '服务类别',
      en: 'Kind',
      required: true,
      options: SERVICE_KINDS,
    },
    description: { type: 'longText', zh: '说明', en: 'Description' },
    provider: { type: 'text', zh: '提供方', en: 'Provider', hint: '本单位提供可不填' },
    online: { type: 'flag', zh: '线上提供', en: 'Online' },
  },
} as const satisfies RecordKind;

/** What was done for a team on a day. */
export const SERVICE_DELIVERY = {
  code: 'service_delivery',
  zh: '已提供的服务',
  en: 'Services delivered',
  group: 'work',
  when: 'moment',
  startZh: '服务日期',
  title: ['title'],
  hint: '开设的服务项目登记在“创新创业服务”；这里登记每一次实际提供的服务',
  fields: {
    kind: { type: 'option', zh: '服务类别', en: 'Kind', required: true, options: SERVICE_KINDS },
    title: { type: 'text', zh: '服务内容', en: 'What was done', required: true, hint: '公开显示，不要写人名' },
    teamId: {
      type: 'reference',
      refersTo: 'team',
      anyCarrier: true,
      zh: '服务对象',
      en: 'Team',
      hint: '面向所有团队的可不填',
    },
    hours: { type: 'count', zh: '时长', en: 'Hours', unit: '小时', hint: '不足1小时的按1小时计' },
  },
} as const satisfies RecordKind;

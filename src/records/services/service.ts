import type { RecordKind } from '../keeping/kind.ts';

export const SERVICE = {
  code: 'service',
  zh: '创新创业服务',
  en: 'Services',
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
      options: [
        { code: 'rdDesign', zh: '研发设计', en: 'R&D and design' },
        { code: 'techTransfer', zh: '技术转移', en: 'Technology transfer' },
        { code: 'testing', zh: '认证检测', en: 'Certification and testing' },
        { code: 'incubation', zh: '创业孵化', en: 'Incubation' },
        { code: 'ip', zh: '知识产权', en: 'Intellectual property' },
        { code: 'consulting', zh: '科技咨询', en: 'Science consulting' },
        { code: 'finance', zh: '科技金融', en: 'Science finance' },
        { code: 'platform', zh: '信息平台', en: 'Information platform' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
    },
    description: { type: 'longText', zh: '说明', en: 'Description' },
    provider: { type: 'text', zh: '提供方', en: 'Provider', hint: '本单位提供可不填' },
    online: { type: 'flag', zh: '线上提供', en: 'Online' },
  },
} as const satisfies RecordKind;

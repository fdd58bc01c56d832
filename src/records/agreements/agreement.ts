import type { RecordKind } from '../keeping/kind.ts';

export const COOPERATION_AGREEMENT = {
  code: 'cooperation_agreement',
  zh: '合作协议',
  en: 'Cooperation agreements',
  group: 'funding',
  when: 'period',
  startZh: '协议起',
  endZh: '协议止',
  title: ['partner'],
  hint: '与天使投资、风险投资、私募基金、担保机构等签订的协议',
  fields: {
    partner: { type: 'text', zh: '合作机构', en: 'Partner', required: true },
    kind: {
      type: 'option',
      zh: '机构类别',
      en: 'Kind',
      required: true,
      options: [
        { code: 'angel', zh: '天使投资', en: 'Angel investor' },
        { code: 'venture', zh: '风险投资', en: 'Venture capital' },
        { code: 'privateEquity', zh: '私募基金', en: 'Private equity' },
        { code: 'guarantee', zh: '担保机构', en: 'Guarantee body' },
        { code: 'bank', zh: '银行', en: 'Bank' },
        { code: 'university', zh: '高校', en: 'University' },
        { code: 'institute', zh: '科研院所', en: 'Institute' },
        { code: 'service', zh: '服务机构', en: 'Service provider' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
    },
    number: { type: 'text', zh: '协议编号', en: 'Agreement number' },
    content: { type: 'longText', zh: '合作内容', en: 'Content' },
  },
} as const satisfies RecordKind;

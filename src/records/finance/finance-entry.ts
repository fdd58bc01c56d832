import type { RecordKind } from '../keeping/kind.ts';

export const FINANCE_ENTRY = {
  code: 'finance_entry',
  zh: '收支',
  en: 'Finance',
  group: 'funding',
  when: 'period',
  startZh: '期间起',
  endZh: '期间止',
  title: ['source'],
  hint: '按年填报时，期间为1月1日至12月31日；每项来源一行',
  fields: {
    source: {
      type: 'option',
      zh: '收支项目',
      en: 'Item',
      required: true,
      options: [
        { code: 'service', zh: '收入：服务收入', en: 'Income: services' },
        { code: 'property', zh: '收入：房租和物业', en: 'Income: rent and property' },
        { code: 'investment', zh: '收入：投资收入', en: 'Income: investment' },
        { code: 'fiscal', zh: '收入：财政补助', en: 'Income: public money' },
        { code: 'otherIncome', zh: '收入：其他', en: 'Income: other' },
        { code: 'staffCost', zh: '成本：人员', en: 'Cost: staff' },
        { code: 'siteCost', zh: '成本：场地', en: 'Cost: site' },
        { code: 'adminCost', zh: '成本：管理', en: 'Cost: administration' },
        { code: 'otherCost', zh: '成本：其他', en: 'Cost: other' },
        { code: 'tax', zh: '实际上缴税费', en: 'Tax paid' },
      ],
    },
    amountFen: { type: 'money', zh: '金额', en: 'Amount', unit: '千元', required: true },
  },
} as const satisfies RecordKind;

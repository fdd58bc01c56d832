import type { RecordKind } from '../keeping/kind.ts';

export const SEED_FUND = {
  code: 'seed_fund',
  zh: '种子基金',
  en: 'Seed funds',
  group: 'funding',
  when: 'period',
  startZh: '设立日期',
  endZh: '终止日期',
  title: ['name'],
  fields: {
    name: { type: 'text', zh: '基金名称', en: 'Name', required: true },
    amountFen: { type: 'money', zh: '规模', en: 'Amount', unit: '万元', required: true },
    investors: { type: 'text', zh: '出资方', en: 'Investors' },
  },
} as const satisfies RecordKind;

export const INVESTMENT_CASE = {
  code: 'investment_case',
  zh: '投资实例',
  en: 'Investment cases',
  group: 'funding',
  when: 'moment',
  startZh: '投资日期',
  title: ['teamName', 'teamId'],
  hint: '团队已登记的请选择团队，未登记的填写名称',
  fields: {
    teamId: { type: 'reference', refersTo: 'team', anyCarrier: true, zh: '获投团队', en: 'Team' },
    teamName: { type: 'text', zh: '获投团队名称', en: 'Team name' },
    investor: { type: 'text', zh: '投资方', en: 'Investor' },
    ownFund: { type: 'flag', zh: '载体自身投资', en: 'By the carrier itself' },
    amountFen: { type: 'money', zh: '投资金额', en: 'Amount', unit: '万元' },
    stage: { type: 'text', zh: '轮次', en: 'Stage' },
  },
} as const satisfies RecordKind;

export const GRANT_RECEIVED = {
  code: 'grant_received',
  zh: '已获财政资金',
  en: 'Public money received',
  group: 'funding',
  when: 'moment',
  startZh: '到账日期',
  title: ['purpose', 'payer'],
  fields: {
    level: {
      type: 'option',
      zh: '资金层级',
      en: 'Level',
      options: [
        { code: 'national', zh: '国家级', en: 'National' },
        { code: 'province', zh: '省级', en: 'Province' },
        { code: 'city', zh: '市级', en: 'City' },
        { code: 'district', zh: '区县级', en: 'District' },
        { code: 'zone', zh: '园区', en: 'Zone' },
        { code: 'matched', zh: '多级匹配', en: 'Shared between levels' },
      ],
    },
    payer: { type: 'text', zh: '拨付单位', en: 'Payer' },
    purpose: { type: 'text', zh: '项目或用途', en: 'Purpose' },
    amountFen: { type: 'money', zh: '金额', en: 'Amount', unit: '万元', required: true },
  },
} as const satisfies RecordKind;

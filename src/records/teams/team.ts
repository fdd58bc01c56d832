import type { RecordKind } from '../keeping/kind.ts';

/** 国家重点支持的高新技术领域和现代服务业. */
export const INDUSTRIES = [
  { code: 'electronics', zh: '电子信息', en: 'Electronics and information' },
  { code: 'bio', zh: '生物与新医药', en: 'Biology and medicine' },
  { code: 'aerospace', zh: '航空航天', en: 'Aerospace' },
  { code: 'materials', zh: '新材料', en: 'New materials' },
  { code: 'techServices', zh: '高技术服务', en: 'High-tech services' },
  { code: 'energy', zh: '新能源与节能', en: 'Energy' },
  { code: 'environment', zh: '资源与环境', en: 'Resources and environment' },
  { code: 'manufacturing', zh: '先进制造与自动化', en: 'Advanced manufacturing' },
  { code: 'modernServices', zh: '现代服务业', en: 'Modern services' },
  { code: 'other', zh: '其他', en: 'Other' },
] as const;

export const FOUNDER_CATEGORIES = [
  { code: 'student', zh: '大学生', en: 'Student' },
  { code: 'researcher', zh: '科技人员', en: 'Researcher' },
  { code: 'returnee', zh: '留学归国', en: 'Returnee' },
  { code: 'migrantWorker', zh: '返乡农民工', en: 'Returning migrant worker' },
  { code: 'executive', zh: '大企业高管离职', en: 'Former executive' },
  { code: 'serial', zh: '连续创业', en: 'Serial founder' },
  { code: 'other', zh: '其他', en: 'Other' },
] as const;

export const TEAM = {
  code: 'team',
  zh: '创业团队和企业',
  en: 'Teams and start-ups',
  group: 'tenants',
  when: 'period',
  startZh: '成立日期',
  endZh: '解散或注销日期',
  title: ['companyName', 'name'],
  hint: '同一团队从创意到注册公司只登记一次；注册公司后补填公司名称、代码和注册日期',
  fields: {
    name: { type: 'text', zh: '团队名称', en: 'Team name', required: true },
    industry: {
      type: 'option',
      zh: '技术领域或行业',
      en: 'Field',
      hint: '国家重点支持的高新技术领域或现代服务业',
      options: INDUSTRIES,
    },
    project: { type: 'longText', zh: '创业项目', en: 'Project' },
    founderType: {
      type: 'option',
      zh: '创业者类型',
      en: 'Founder type',
      options: FOUNDER_CATEGORIES,
    },
    members: { type: 'count', zh: '团队人数', en: 'Members', unit: '人' },
    companyName: { type: 'text', zh: '公司名称', en: 'Company name' },
    uscc: { type: 'uscc', zh: '统一社会信用代码', en: 'Unified social credit code' },
    registeredOn: { type: 'date', zh: '公司注册日期', en: 'Company registered on' },
  },
} as const satisfies RecordKind;

/** What a space may include free of charge; the facts read these codes. */
export const INCLUDED = [
  { code: 'rent', zh: '租金', en: 'Rent' },
  { code: 'internet', zh: '互联网', en: 'Internet' },
  { code: 'water', zh: '水费', en: 'Water' },
  { code: 'power', zh: '电费', en: 'Power' },
] as const;

export const TENANCY = {
  code: 'tenancy',
  zh: '入驻',
  en: 'Tenancies',
  group: 'tenants',
  when: 'period',
  startZh: '入驻日期',
  endZh: '退出日期',
  title: ['number', 'teamId'],
  hint: '同一团队在同一载体的入驻期间不能重叠',
  fields: {
    teamId: { type: 'reference', refersTo: 'team', anyCarrier: true, zh: '团队或企业', en: 'Team', required: true },
    number: { type: 'text', zh: '协议编号', en: 'Agreement number' },
    freeMonths: { type: 'months', zh: '免费月数', en: 'Free months', unit: '月' },
    includes: { type: 'options', zh: '免费内容', en: 'Included free', options: INCLUDED },
    remote: {
      type: 'flag',
      zh: '远程入驻',
      en: 'Remote',
      hint: '不占实体工位的团队；与在驻团队分别统计',
    },
    desks: { type: 'count', zh: '使用工位', en: 'Desks', unit: '个', hint: '实体工位，不含虚拟工位' },
    virtualDesks: { type: 'count', zh: '使用虚拟工位', en: 'Virtual desks', unit: '个' },
    areaM2: { type: 'area', zh: '使用面积', en: 'Area', unit: 'm2' },
    deskCodes: {
      type: 'text',
      zh: '工位编号',
      en: 'Desk codes',
      hint: '多个以顿号分开；一组工位里的写“A-3”“A-3至5”',
    },
    rentFen: { type: 'money', zh: '年租金', en: 'Rent per year', unit: '万元' },
    rentMonthFen: {
      type: 'money',
      zh: '月租金',
      en: 'Rent per month',
      unit: '元',
      hint: '按月出账；免费期内包含的不收',
    },
    serviceMonthFen: { type: 'money', zh: '月服务费', en: 'Service fee per month', unit: '元' },
    internetMonthFen: { type: 'money', zh: '月网络费', en: 'Internet per month', unit: '元' },
    waterMonthFen: { type: 'money', zh: '月水费', en: 'Water per month', unit: '元' },
    powerMonthFen: { type: 'money', zh: '月电费', en: 'Power per month', unit: '元' },
    exitKind: {
      type: 'option',
      zh: '退出方式',
      en: 'Exit',
      options: [
        { code: 'graduated', zh: '毕业', en: 'Graduated' },
        { code: 'moved', zh: '迁出', en: 'Moved' },
        { code: 'failed', zh: '创业终止', en: 'Failed' },
        { code: 'eliminated', zh: '淘汰', en: 'Eliminated' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
    },
  },
} as const satisfies RecordKind;

export const TENANCY_TERMS = {
  code: 'tenancy_terms',
  zh: '入驻优惠条件',
  en: 'Terms offered',
  group: 'tenants',
  when: 'period',
  startZh: '起始日期',
  endZh: '终止日期',
  title: ['name'],
  fields: {
    name: { type: 'text', zh: '名称', en: 'Name' },
    freeMonths: { type: 'months', zh: '免费月数(最少)', en: 'Free months (least)', unit: '月', required: true },
    freeMonthsMax: { type: 'months', zh: '免费月数(最多)', en: 'Free months (most)', unit: '月' },
    includes: { type: 'options', zh: '免费内容', en: 'Included free', required: true, options: INCLUDED },
  },
} as const satisfies RecordKind;

/** How far a consent of the team goes. `stayed`: only for an operator with whom it stays or stayed. */
export const CONSENT_SCOPES = {
  look: { zh: '查看档案', en: 'Read its file', stayed: false },
  followUp: { zh: '离开后继续跟踪', en: 'Follow it after it left', stayed: true },
  history: { zh: '查看以前的孵化历程', en: 'See what happened with others before', stayed: true },
} as const satisfies Record<string, { zh: string; en: string; stayed: boolean }>;
export type ConsentScope = keyof typeof CONSENT_SCOPES;

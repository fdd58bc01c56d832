import type { RecordKind } from '../keeping/kind.ts';
import { FOUNDER_CATEGORIES } from './team.ts';

export const TEAM_PERSON = {
  code: 'team_person',
  about: 'team',
  zh: '团队人员',
  en: 'People',
  group: 'growth',
  when: 'period',
  startZh: '加入日期',
  endZh: '离开日期',
  title: ['name'],
  hint: '只登记姓名和岗位，不收集证件号；吸纳应届毕业生的人数从这里计',
  fields: {
    name: { type: 'text', zh: '姓名', en: 'Name', required: true },
    post: { type: 'text', zh: '岗位', en: 'Post' },
    isFounder: { type: 'flag', zh: '创始人', en: 'Founder' },
    category: { type: 'option', zh: '创业者类别', en: 'Category of founder', options: FOUNDER_CATEGORIES },
    education: {
      type: 'option',
      zh: '学历',
      en: 'Education',
      options: [
        { code: 'doctor', zh: '博士', en: 'Doctorate' },
        { code: 'master', zh: '硕士', en: 'Master' },
        { code: 'bachelor', zh: '本科', en: 'Bachelor' },
        { code: 'college', zh: '大专', en: 'College' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
    },
    freshGraduate: { type: 'flag', zh: '加入时为应届毕业生', en: 'A fresh graduate when joining' },
  },
} as const satisfies RecordKind;

export const IP_RIGHT = {
  code: 'ip_right',
  about: 'team',
  zh: '知识产权',
  en: 'Intellectual property',
  group: 'growth',
  when: 'period',
  startZh: '申请日期',
  endZh: '失效日期',
  title: ['title'],
  hint: '申请即登记，授权后补填授权日期；填了下一个缴费期限，到期前系统提醒',
  fields: {
    kind: {
      type: 'option',
      zh: '类型',
      en: 'Kind',
      required: true,
      options: [
        { code: 'invention', zh: '发明专利', en: 'Invention patent' },
        { code: 'utility', zh: '实用新型', en: 'Utility model' },
        { code: 'design', zh: '外观设计', en: 'Design patent' },
        { code: 'softwareCopyright', zh: '软件著作权', en: 'Software copyright' },
        { code: 'trademark', zh: '商标', en: 'Trademark' },
        { code: 'plantVariety', zh: '植物新品种', en: 'Plant variety' },
        { code: 'layout', zh: '集成电路布图', en: 'Circuit layout' },
      ],
    },
    title: { type: 'text', zh: '名称', en: 'Title', required: true },
    number: { type: 'text', zh: '申请号或登记号', en: 'Number' },
    grantedOn: { type: 'date', zh: '授权日期', en: 'Granted on', hint: '未授权的不填' },
    feeDueOn: { type: 'date', zh: '下一个缴费或续展期限', en: 'Next fee due on' },
  },
} as const satisfies RecordKind;

export const FINANCING_ROUND = {
  code: 'financing_round',
  about: 'team',
  zh: '融资',
  en: 'Financing',
  group: 'growth',
  when: 'moment',
  startZh: '到账日期',
  title: ['round', 'investor'],
  fields: {
    kind: {
      type: 'option',
      zh: '类型',
      en: 'Kind',
      required: true,
      options: [
        { code: 'angel', zh: '天使投资', en: 'Angel investment' },
        { code: 'venture', zh: '风险投资', en: 'Venture capital' },
        { code: 'incubationFund', zh: '孵化基金投资', en: 'Incubation fund' },
        { code: 'bankLoan', zh: '银行贷款', en: 'Bank loan' },
        { code: 'seedLoan', zh: '种子基金借款', en: 'Seed fund loan' },
        { code: 'crowdfunding', zh: '众筹', en: 'Crowdfunding' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
    },
    round: { type: 'text', zh: '轮次', en: 'Round' },
    investor: { type: 'text', zh: '出资方', en: 'Investor' },
    amountFen: { type: 'money', zh: '金额', en: 'Amount', unit: '万元', required: true },
  },
} as const satisfies RecordKind;

/** Who held a contest. */
export const CONTEST_LEVELS = [
  { code: 'national', zh: '国家级', en: 'National' },
  { code: 'province', zh: '省级', en: 'Province' },
  { code: 'city', zh: '市级', en: 'City' },
  { code: 'district', zh: '区县级', en: 'District' },
  { code: 'other', zh: '其他', en: 'Other' },
] as const;

export const TEAM_YEAR = {
  code: 'team_year',
  about: 'team',
  zh: '年度经营',
  en: 'Figures of a year',
  group: 'growth',
  when: 'moment',
  startZh: '填报日期',
  title: ['year'],
  hint: '每年一行；连续两年营业收入从这里计',
  fields: {
    year: { type: 'count', zh: '年度', en: 'Year', unit: '年', required: true },
    revenueFen: { type: 'money', zh: '营业收入', en: 'Revenue', unit: '千元' },
    taxFen: { type: 'money', zh: '实际上缴税费', en: 'Tax paid', unit: '千元' },
    rdFen: { type: 'money', zh: '研发支出', en: 'R&D spending', unit: '千元' },
    highTechRevenueFen: {
      type: 'money',
      zh: '其中高新技术产品(服务)收入',
      en: 'Of it from high-tech products and services',
      unit: '千元',
    },
    assetsFen: { type: 'money', zh: '年末资产总额', en: 'Assets at the end of the year', unit: '千元' },
    employees: { type: 'count', zh: '年末从业人员', en: 'People at the end of the year', unit: '人' },
    techStaff: {
      type: 'count',
      zh: '其中科技人员',
      en: 'Of them in science and technology',
      unit: '人',
      hint: '直接从事研发和相关技术创新、全年在岗183天以上的',
    },
  },
} as const satisfies RecordKind;

export const TEAM_PROJECT = {
  code: 'team_project',
  about: 'team',
  zh: '科技项目',
  en: 'Projects',
  group: 'growth',
  when: 'period',
  startZh: '立项日期',
  endZh: '结题日期',
  title: ['title'],
  fields: {
    title: { type: 'text', zh: '项目名称', en: 'Title', required: true },
    level: {
      type: 'option',
      zh: '级别',
      en: 'Level',
      options: [
        { code: 'national', zh: '国家级', en: 'National' },
        { code: 'province', zh: '省级', en: 'Province' },
        { code: 'city', zh: '市级', en: 'City' },
        { code: 'district', zh: '区县级', en: 'District' },
        { code: 'enterprise', zh: '横向', en: 'For an enterprise' },
      ],
    },
    number: { type: 'text', zh: '项目编号', en: 'Number' },
    amountFen: { type: 'money', zh: '经费', en: 'Funds', unit: '万元' },
  },
} as const satisfies RecordKind;

export const TEAM_RESULT = {
  code: 'team_result',
  about: 'team',
  zh: '研发成果',
  en: 'Results and their transfer',
  group: 'growth',
  when: 'moment',
  startZh: '形成日期',
  title: ['title'],
  hint: '成果转化后补填转化日期和方式',
  fields: {
    title: { type: 'text', zh: '成果名称', en: 'Title', required: true },
    transferredOn: { type: 'date', zh: '转化日期', en: 'Transferred on', hint: '未转化的不填' },
    transferKind: {
      type: 'option',
      zh: '转化方式',
      en: 'How',
      options: [
        { code: 'sale', zh: '转让', en: 'Sale' },
        { code: 'licence', zh: '许可', en: 'Licence' },
        { code: 'equity', zh: '作价入股', en: 'Equity' },
        { code: 'ownUse', zh: '自行实施', en: 'Own use' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
    },
    amountFen: { type: 'money', zh: '转化金额', en: 'Amount', unit: '万元' },
  },
} as const satisfies RecordKind;

export const CERTIFICATE_HELD = {
  code: 'certificate_held',
  about: 'team',
  zh: '企业资质',
  en: 'Certificates of status',
  group: 'growth',
  when: 'period',
  startZh: '有效期起',
  endZh: '有效期止',
  title: ['kind', 'number'],
  fields: {
    kind: {
      type: 'option',
      zh: '资质',
      en: 'Status',
      required: true,
      options: [
        { code: 'highTech', zh: '高新技术企业', en: 'High-tech enterprise' },
        { code: 'techSme', zh: '科技型中小企业', en: 'Science and technology SME' },
        { code: 'innovativeSme', zh: '创新型中小企业', en: 'Innovative SME' },
        { code: 'specialisedSme', zh: '专精特新中小企业', en: 'Specialised SME' },
        { code: 'littleGiant', zh: '专精特新“小巨人”企业', en: 'Little giant' },
      ],
    },
    number: { type: 'text', zh: '证书编号或登记编号', en: 'Number' },
  },
} as const satisfies RecordKind;

export const MILESTONE = {
  code: 'milestone',
  about: 'team',
  zh: '里程碑',
  en: 'Milestones',
  group: 'growth',
  when: 'moment',
  startZh: '日期',
  title: ['title'],
  fields: {
    kind: {
      type: 'option',
      zh: '类型',
      en: 'Kind',
      required: true,
      options: [
        { code: 'prototype', zh: '样品或样机', en: 'Prototype' },
        { code: 'firstOrder', zh: '首个订单', en: 'First order' },
        { code: 'registered', zh: '注册公司', en: 'Company registered' },
        { code: 'merged', zh: '被兼并收购', en: 'Acquired' },
        { code: 'listed', zh: '挂牌或上市', en: 'Listed' },
        { code: 'award', zh: '大赛获奖', en: 'Contest won' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
    },
    title: { type: 'text', zh: '名称', en: 'Title', required: true },
    contestLevel: {
      type: 'option',
      zh: '大赛级别',
      en: 'Level of the contest',
      hint: '大赛获奖的填；政策按级别给予立项、资金上的优先',
      options: CONTEST_LEVELS,
    },
    description: { type: 'longText', zh: '说明', en: 'Description' },
  },
} as const satisfies RecordKind;

import type { RecordKind } from '../keeping/kind.ts';
import { INDUSTRIES } from '../teams/team.ts';

export const MENTOR = {
  code: 'mentor',
  zh: '创业导师',
  en: 'Mentors',
  group: 'people',
  when: 'period',
  startZh: '入库日期',
  endZh: '出库日期',
  title: ['name'],
  hint: '导师名录；聘任协议另行登记，只有当日协议有效的导师才计数',
  fields: {
    name: { type: 'text', zh: '姓名', en: 'Name', required: true },
    kind: {
      type: 'option',
      zh: '类别',
      en: 'Kind',
      options: [
        { code: 'angelInvestor', zh: '天使投资人', en: 'Angel investor' },
        { code: 'entrepreneur', zh: '成功企业家', en: 'Entrepreneur' },
        { code: 'manager', zh: '资深管理者', en: 'Senior manager' },
        { code: 'technicalExpert', zh: '技术专家', en: 'Technical expert' },
        { code: 'marketing', zh: '市场营销专家', en: 'Marketing expert' },
        { code: 'finance', zh: '金融财税专家', en: 'Finance and tax expert' },
        { code: 'law', zh: '法律专家', en: 'Legal expert' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
    },
    fullTime: { type: 'flag', zh: '专职', en: 'Full-time', hint: '可兼职' },
    employer: { type: 'text', zh: '工作单位', en: 'Employer' },
    title: { type: 'text', zh: '职务职称', en: 'Title' },
    industries: {
      type: 'options',
      zh: '辅导的技术领域或行业',
      en: 'Industries',
      hint: '用来为团队匹配导师',
      options: INDUSTRIES,
    },
    fields: { type: 'text', zh: '辅导领域', en: 'Fields' },
  },
} as const satisfies RecordKind;

export const MENTOR_AGREEMENT = {
  code: 'mentor_agreement',
  zh: '导师聘任协议',
  en: 'Mentor agreements',
  group: 'people',
  when: 'period',
  startZh: '聘期起',
  endZh: '聘期止',
  title: ['number'],
  fields: {
    mentorId: { type: 'reference', refersTo: 'mentor', zh: '导师', en: 'Mentor', required: true },
    number: { type: 'text', zh: '协议编号', en: 'Agreement number' },
    mode: {
      type: 'option',
      zh: '方式',
      en: 'Mode',
      options: [
        { code: 'volunteer', zh: '志愿服务', en: 'Volunteer' },
        { code: 'paid', zh: '购买服务', en: 'Paid' },
      ],
    },
    hourFeeFen: { type: 'money', zh: '每小时酬金', en: 'Fee an hour', unit: '元', hint: '购买服务的填写' },
    teamHours: {
      type: 'count',
      zh: '每个团队每年课时',
      en: 'Hours for a team in a year',
      unit: '小时',
      hint: '不填为不限',
    },
    network: { type: 'flag', zh: '其他载体的团队也可预约', en: 'Open to teams of other spaces' },
    duties: { type: 'longText', zh: '职责', en: 'Duties' },
  },
} as const satisfies RecordKind;

import type { RecordKind } from '../keeping/kind.ts';

export const STAFF = {
  code: 'staff',
  zh: '管理服务人员',
  en: 'Staff',
  group: 'people',
  when: 'period',
  startZh: '到岗日期',
  endZh: '离岗日期',
  title: ['name'],
  hint: '只有填写了从业资格或专业技能的人员才计入“具有相应专业知识、技能的管理服务人员”',
  fields: {
    name: { type: 'text', zh: '姓名', en: 'Name', required: true },
    post: { type: 'text', zh: '岗位', en: 'Post' },
    fullTime: { type: 'flag', zh: '专职', en: 'Full-time' },
    education: { type: 'text', zh: '学历', en: 'Education' },
    qualification: { type: 'text', zh: '从业资格', en: 'Qualification', hint: '如孵化器从业人员证书' },
    qualificationNo: { type: 'text', zh: '资格证书编号', en: 'Certificate number' },
    skills: {
      type: 'options',
      zh: '专业技能',
      en: 'Professional skills',
      options: [
        { code: 'coaching', zh: '创业辅导', en: 'Coaching' },
        { code: 'investment', zh: '投融资', en: 'Investment' },
        { code: 'technology', zh: '技术服务', en: 'Technology' },
        { code: 'ip', zh: '知识产权', en: 'Intellectual property' },
        { code: 'law', zh: '法律', en: 'Law' },
        { code: 'accounting', zh: '财务', en: 'Accounting' },
        { code: 'humanResources', zh: '人力资源', en: 'Human resources' },
        { code: 'marketing', zh: '市场推广', en: 'Marketing' },
        { code: 'operations', zh: '运营管理', en: 'Operations' },
      ],
    },
  },
} as const satisfies RecordKind;

import type { RecordKind } from '../keeping/kind.ts';

export const INSTITUTIONAL_DOCUMENT = {
  code: 'institutional_document',
  zh: '制度文件',
  en: 'Institutional documents',
  group: 'institution',
  when: 'period',
  startZh: '生效日期',
  endZh: '废止日期',
  title: ['title'],
  hint: '每个版本一行，附文件；修订时用“自某日起变更”',
  fields: {
    kind: {
      type: 'option',
      zh: '制度类别',
      en: 'Kind',
      required: true,
      options: [
        { code: 'admission', zh: '评估准入与退出制度', en: 'Admission and exit' },
        { code: 'finance', zh: '财务管理制度', en: 'Finance' },
        { code: 'archive', zh: '基本信息档案管理制度', en: 'Archives' },
        { code: 'sharing', zh: '信息开放共享制度', en: 'Information sharing' },
        { code: 'secretary', zh: '商务秘书和联系人制度', en: 'Business secretary and contact' },
        { code: 'selection', zh: '项目遴选机制', en: 'Project selection' },
        { code: 'graduation', zh: '毕业或淘汰机制', en: 'Graduation or elimination' },
        { code: 'information', zh: '信息管理机制', en: 'Information management' },
        { code: 'mentoring', zh: '创业导师工作机制', en: 'Mentoring' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
    },
    title: { type: 'text', zh: '文件名称', en: 'Title', required: true },
    edition: { type: 'text', zh: '版本', en: 'Edition' },
  },
} as const satisfies RecordKind;

/** What the carrier held before this platform; what the platform grants is a designation. */
export const PRIOR_DESIGNATION = {
  code: 'prior_designation',
  zh: '已有资格',
  en: 'Earlier designations',
  group: 'institution',
  when: 'period',
  startZh: '取得日期',
  endZh: '失效日期',
  title: ['title'],
  hint: '本平台以外取得的认定或备案',
  fields: {
    level: {
      type: 'option',
      zh: '级别',
      en: 'Level',
      required: true,
      options: [
        { code: 'national', zh: '国家级', en: 'National' },
        { code: 'province', zh: '省级', en: 'Province' },
        { code: 'city', zh: '市级', en: 'City' },
        { code: 'district', zh: '区县级', en: 'District' },
        { code: 'zone', zh: '园区', en: 'Zone' },
      ],
    },
    title: { type: 'text', zh: '名称', en: 'Title', required: true },
    issuer: { type: 'text', zh: '认定或备案单位', en: 'Issuer' },
    number: { type: 'text', zh: '文号或编号', en: 'Number' },
  },
} as const satisfies RecordKind;

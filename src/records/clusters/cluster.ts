/** What belongs to a cluster. */
export const MEMBER_ROLES = {
  space: { zh: '众创空间等载体', en: 'Carrier' },
  serviceBody: { zh: '创业服务机构', en: 'Service body' },
  company: { zh: '创业企业', en: 'Company' },
  institution: { zh: '高校和科研院所', en: 'University or institute' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type MemberRole = keyof typeof MEMBER_ROLES;

/** 江苏 三(三): the services that gather in a cluster; `form` is the kind of cluster of which the clause names them. */
export const CLUSTER_SERVICES = {
  consulting: { zh: '科技咨询', en: 'Science consulting', form: 'spaceCluster' },
  angel: { zh: '天使投资', en: 'Angel investment', form: 'spaceCluster' },
  accounting: { zh: '财务服务', en: 'Accounting', form: 'spaceCluster' },
  law: { zh: '法律咨询', en: 'Law', form: 'spaceCluster' },
  ip: { zh: '知识产权', en: 'Intellectual property', form: 'spaceCluster' },
  techTrade: { zh: '技术交易', en: 'Technology trade', form: 'spaceCluster' },
  rdDesign: { zh: '研发设计', en: 'R&D and design', form: 'founderCluster' },
  logistics: { zh: '商务物流', en: 'Business and logistics', form: 'founderCluster' },
  testing: { zh: '检验检测', en: 'Testing', form: 'founderCluster' },
  guarantee: { zh: '融资担保', en: 'Guarantees', form: 'founderCluster' },
  training: { zh: '培训辅导', en: 'Training', form: 'founderCluster' },
  other: { zh: '其他服务', en: 'Other', form: null },
} as const satisfies Record<string, { zh: string; en: string; form: 'spaceCluster' | 'founderCluster' | null }>;
export type ClusterService = keyof typeof CLUSTER_SERVICES;

export interface MemberRow {
  id: string;
  role: MemberRole;
  carrierId: string | null;
  organisationId: string | null;
  name: string;
  services: ClusterService[];
  validFrom: string;
  /** The last day; null: still. */
  validTo: string | null;
  note: string | null;
  version: number;
  example: boolean;
}

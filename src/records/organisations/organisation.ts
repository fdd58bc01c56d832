export const ORGANISATION_KINDS = {
  department: { zh: '主管部门', en: 'Department' },
  zoneCommittee: { zh: '园区管委会', en: 'Zone committee' },
  operator: { zh: '运营机构', en: 'Operator' },
  enterprise: { zh: '企业', en: 'Enterprise' },
  university: { zh: '高校', en: 'University' },
  institute: { zh: '科研院所', en: 'Research institute' },
  investor: { zh: '投资机构', en: 'Investor' },
  serviceProvider: { zh: '服务机构', en: 'Service provider' },
  alliance: { zh: '联盟', en: 'Alliance' },
  agency: { zh: '专业机构', en: 'Agency' },
  bank: { zh: '银行', en: 'Bank' },
  platform: { zh: '平台运维', en: 'Platform operation' },
  team: { zh: '创业团队', en: 'Founder team' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type OrganisationKind = keyof typeof ORGANISATION_KINDS;

export const LEGAL_FORMS = {
  enterprise: { zh: '企业', en: 'Enterprise' },
  publicInstitution: { zh: '事业单位', en: 'Public institution' },
  socialService: { zh: '社会服务机构', en: 'Social service body' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type LegalForm = keyof typeof LEGAL_FORMS;

/** null: not known; never read as "no". */
export interface OrganisationRow {
  id: string;
  kind: OrganisationKind;
  name: string;
  uscc: string | null;
  legalForm: LegalForm | null;
  legalPerson: boolean | null;
  territoryId: string;
  territoryName: string;
  registeredOn: string | null;
  address: string | null;
  /** null: still being verified. */
  verifiedAt: string | null;
  example: boolean;
  version: number;
}

/** Roles are held in an organisation. A role is decided by its code, never by its label. */
export const ROLES = {
  systemAdmin: { zh: '系统管理员', en: 'System administrator', separate: true },
  securityAdmin: { zh: '安全管理员', en: 'Security administrator', separate: true },
  auditAdmin: { zh: '审计管理员', en: 'Audit administrator', separate: true },
  officer: { zh: '经办人员', en: 'Officer', separate: false },
  director: { zh: '负责人(签发)', en: 'Director (signs)', separate: false },
  clerk: { zh: '登记窗口人员', en: 'Window clerk', separate: false },
  operator: { zh: '运营机构负责人', en: 'Operator', separate: false },
  operatorStaff: { zh: '运营机构工作人员', en: 'Operator staff', separate: false },
  agent: { zh: '申报代理人', en: 'Outside agent', separate: false },
  expert: { zh: '评审专家', en: 'Expert', separate: false },
  founder: { zh: '创业团队负责人', en: 'Founder', separate: false },
  teamMember: { zh: '创业团队成员', en: 'Team member', separate: false },
  mentor: { zh: '创业导师', en: 'Mentor', separate: false },
} as const satisfies Record<string, { zh: string; en: string; separate: boolean }>;
export type Role = keyof typeof ROLES;

/** Who acts, and on whose behalf. Every command and every audit entry carries one. */
export interface Actor {
  /** null: the public, or the system itself. */
  readonly personId: string | null;
  readonly name: string;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  /** Path of the organisation's territory; a department reaches what lies below it. */
  readonly territoryPath: string | null;
  readonly roles: readonly Role[];
  readonly isSystem: boolean;
  readonly address: string | null;
  readonly requestId: string | null;
}

export const PUBLIC: Actor = {
  personId: null,
  name: '公众',
  organisationId: null,
  organisationName: null,
  territoryPath: null,
  roles: [],
  isSystem: false,
  address: null,
  requestId: null,
};
/** Timers and outbox handlers act as the system. */
export const SYSTEM: Actor = { ...PUBLIC, name: '系统', isSystem: true };

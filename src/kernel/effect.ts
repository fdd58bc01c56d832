/** What a decision may do. A pack names these and nothing else; `src/effects` holds one handler for each. */
export const EFFECTS = {
  grantDesignation: { zh: '授予资格', en: 'Grant the designation' },
  issueCertificate: { zh: '核发证书', en: 'Issue the certificate' },
  awardPlaque: { zh: '授牌', en: 'Award the plaque' },
  applyChange: { zh: '登记变更', en: 'Apply the material change' },
  revokeDesignation: { zh: '取消资格', en: 'Revoke the designation' },
  lapseDesignation: { zh: '资格失效', en: 'Let the designation lapse' },
  barApplicant: { zh: '限期不予受理', en: 'Bar from applying' },
  openRectification: { zh: '责令整改', en: 'Open a rectification' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type EffectName = keyof typeof EFFECTS;

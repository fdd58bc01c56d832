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
  closeRectification: { zh: '整改通过', en: 'Close a rectification as accepted' },
  imposeSanction: { zh: '按违规条款处理', en: 'Do what follows from the breaches' },
  claimRecovery: { zh: '追回财政资金', en: 'Claim public money back' },
  recordCredit: { zh: '记入信用记录', en: 'Record in the credit file' },
  repairCredit: { zh: '修复信用记录', en: 'Repair the credit file' },
  overturnDecision: { zh: '撤销原决定', en: 'Overturn the decision appealed against' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type EffectName = keyof typeof EFFECTS;

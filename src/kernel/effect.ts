/**
 * What a decision may do. A pack names these and nothing else; `src/effects` holds one handler for each. `burdens`: it is
 * against the party. `ofHeld`: without a designation held under the document it does nothing.
 */
export const EFFECTS = {
  grantDesignation: { zh: '授予资格', en: 'Grant the designation', burdens: false, ofHeld: false },
  issueCertificate: { zh: '核发证书', en: 'Issue the certificate', burdens: false, ofHeld: false },
  awardPlaque: { zh: '授牌', en: 'Award the plaque', burdens: false, ofHeld: false },
  applyChange: { zh: '登记变更', en: 'Apply the material change', burdens: false, ofHeld: false },
  revokeDesignation: { zh: '取消资格', en: 'Revoke the designation', burdens: true, ofHeld: true },
  lapseDesignation: { zh: '资格失效', en: 'Let the designation lapse', burdens: true, ofHeld: true },
  downgradeDesignation: { zh: '降低级别', en: 'Lower the level of the designation', burdens: true, ofHeld: true },
  barApplicant: { zh: '限期不予受理', en: 'Bar from applying', burdens: true, ofHeld: false },
  openRectification: { zh: '责令整改', en: 'Open a rectification', burdens: true, ofHeld: true },
  closeRectification: { zh: '整改通过', en: 'Close a rectification as accepted', burdens: false, ofHeld: false },
  imposeSanction: { zh: '按违规条款处理', en: 'Do what follows from the breaches', burdens: true, ofHeld: false },
  claimRecovery: { zh: '追回财政资金', en: 'Claim public money back', burdens: true, ofHeld: false },
  recordCredit: { zh: '记入信用记录', en: 'Record in the credit file', burdens: false, ofHeld: false },
  repairCredit: { zh: '修复信用记录', en: 'Repair the credit file', burdens: false, ofHeld: false },
  recogniseMentor: { zh: '认定导师', en: 'Recognise the mentor', burdens: false, ofHeld: false },
  grantEntitlement: { zh: '准予享受待遇', en: 'Grant the entitlement', burdens: false, ofHeld: false },
  revokeMentor: { zh: '撤销导师认定', en: 'Revoke the mentor’s recognition', burdens: true, ofHeld: false },
  overturnDecision: { zh: '撤销原决定', en: 'Overturn the decision appealed against', burdens: false, ofHeld: false },
  commend: { zh: '表彰', en: 'Commend', burdens: false, ofHeld: false },
  givePriority: { zh: '优先支持', en: 'Give priority', burdens: false, ofHeld: false },
  recommendUpwards: { zh: '向上推荐', en: 'Recommend to the level above', burdens: false, ofHeld: false },
  awardAmount: { zh: '核定奖补', en: 'Award an amount', burdens: false, ofHeld: false },
} as const satisfies Record<string, { zh: string; en: string; burdens: boolean; ofHeld: boolean }>;
export type EffectName = keyof typeof EFFECTS;

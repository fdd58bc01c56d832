/** Papers that a procedure produces or keeps. `verifiable`: it goes to the party and bears the hash of what it says. */
export const PAPERS = {
  applicationForm: { zh: '申报书', en: 'Application form', verifiable: false },
  recommendationLetter: { zh: '推荐函', en: 'Recommendation letter', verifiable: false },
  recommendationRoster: { zh: '推荐汇总表', en: 'Recommendation roster', verifiable: false },
  acceptanceNotice: { zh: '受理通知书', en: 'Notice of acceptance', verifiable: true },
  rejectionNotice: { zh: '不予受理通知书', en: 'Notice of refusal at intake', verifiable: true },
  supplementNotice: { zh: '一次性补正通知书', en: 'Supplement request', verifiable: true },
  expertOpinion: { zh: '专家评审意见', en: 'Expert opinion', verifiable: false },
  siteVisitRecord: { zh: '现场考察记录', en: 'Site visit record', verifiable: false },
  publicNotice: { zh: '公示公告', en: 'Public notice', verifiable: false },
  decisionLetter: { zh: '决定书', en: 'Decision', verifiable: true },
  certificate: { zh: '证书', en: 'Certificate', verifiable: false },
  mentorCertificate: { zh: '导师证书', en: 'Certificate of a mentor', verifiable: false },
  sanctionNotice: { zh: '拟处理告知书', en: 'Notice of the intended sanction', verifiable: true },
  hearingNotice: { zh: '听证通知书', en: 'Notice of the hearing', verifiable: true },
  hearingRecord: { zh: '听证笔录', en: 'Record of the hearing', verifiable: false },
  rectificationOrder: { zh: '整改通知书', en: 'Order to rectify', verifiable: true },
  acceptanceOpinion: { zh: '整改验收意见', en: 'Opinion on the rectification', verifiable: true },
  changeForm: { zh: '变更申请表', en: 'Change application', verifiable: false },
  upwardRecommendation: { zh: '向上推荐函', en: 'Recommendation to the level above', verifiable: false },
  selfEvaluation: { zh: '自评报告', en: 'Self-evaluation', verifiable: false },
} as const satisfies Record<string, { zh: string; en: string; verifiable: boolean }>;
export type PaperName = keyof typeof PAPERS;

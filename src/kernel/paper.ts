/** Papers that a procedure produces or keeps. */
export const PAPERS = {
  applicationForm: { zh: '申报书', en: 'Application form', generated: true },
  recommendationLetter: { zh: '推荐函', en: 'Recommendation letter', generated: true },
  recommendationRoster: { zh: '推荐汇总表', en: 'Recommendation roster', generated: true },
  acceptanceNotice: { zh: '受理通知书', en: 'Notice of acceptance', generated: true },
  rejectionNotice: { zh: '不予受理通知书', en: 'Notice of refusal at intake', generated: true },
  supplementNotice: { zh: '一次性补正通知书', en: 'Supplement request', generated: true },
  expertOpinion: { zh: '专家评审意见', en: 'Expert opinion', generated: true },
  siteVisitRecord: { zh: '现场考察记录', en: 'Site visit record', generated: true },
  publicNotice: { zh: '公示公告', en: 'Public notice', generated: true },
  decisionLetter: { zh: '决定书', en: 'Decision', generated: true },
  certificate: { zh: '证书', en: 'Certificate', generated: true },
  mentorCertificate: { zh: '导师证书', en: 'Certificate of a mentor', generated: true },
  sanctionNotice: { zh: '拟处理告知书', en: 'Notice of the intended sanction', generated: true },
  hearingNotice: { zh: '听证通知书', en: 'Notice of the hearing', generated: true },
  hearingRecord: { zh: '听证笔录', en: 'Record of the hearing', generated: true },
  rectificationOrder: { zh: '整改通知书', en: 'Order to rectify', generated: true },
  acceptanceOpinion: { zh: '整改验收意见', en: 'Opinion on the rectification', generated: true },
  changeForm: { zh: '变更申请表', en: 'Change application', generated: true },
  upwardRecommendation: { zh: '向上推荐函', en: 'Recommendation to the level above', generated: true },
  selfEvaluation: { zh: '自评报告', en: 'Self-evaluation', generated: true },
} as const satisfies Record<string, { zh: string; en: string; generated: boolean }>;
export type PaperName = keyof typeof PAPERS;

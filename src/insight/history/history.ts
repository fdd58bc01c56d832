/** What has a first and a last day, and is followed over the years by the year it began in. */
export const LIVES = {
  teams: { zh: '创业团队', en: 'Teams', began: '成立', ended: '解散或终止' },
  companies: { zh: '注册企业', en: 'Companies', began: '注册', ended: '注销或终止' },
  designations: { zh: '资格', en: 'Designations', began: '授予', ended: '取消或失效' },
} as const satisfies Record<string, { zh: string; en: string; began: string; ended: string }>;
export type Life = keyof typeof LIVES;

/** So many records behind a number are shown; of more it is said so. */
export const SHOWN = 500;

/** What became of a rectification. */
export const RECTIFIED = {
  accepted: { zh: '整改通过', en: 'Accepted' },
  failed: { zh: '未完成', en: 'Failed' },
  kept: { zh: '结案未取消', en: 'Closed, kept' },
  overturned: { zh: '已撤销', en: 'Overturned' },
  open: { zh: '整改中', en: 'Open' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Rectified = keyof typeof RECTIFIED;

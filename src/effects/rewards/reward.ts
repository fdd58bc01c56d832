/** What a signed consequence of an evaluation gives. All of it is public. */
export const REWARD_KINDS = {
  commendation: { zh: '表彰', en: 'Commendation' },
  priority: { zh: '优先支持', en: 'Priority' },
  recommendation: { zh: '向上推荐', en: 'Recommendation upwards' },
  amount: { zh: '奖补', en: 'Award' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type RewardKind = keyof typeof REWARD_KINDS;

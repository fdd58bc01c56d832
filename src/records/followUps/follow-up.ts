/** What an operator does for a team that has left: `answers`, whether the team says yes or no to it. */
export const FOLLOW_UPS = {
  ask: { zh: '提醒填报', en: 'Asked for its figures', answers: false },
  service: { zh: '提供服务', en: 'Service offered', answers: true },
  mentor: { zh: '推荐导师', en: 'Mentor offered', answers: true },
  visit: { zh: '回访', en: 'Visit', answers: false },
} as const satisfies Record<string, { zh: string; en: string; answers: boolean }>;
export type FollowUpKind = keyof typeof FOLLOW_UPS;
export const FOLLOW_UP_KINDS = Object.keys(FOLLOW_UPS) as [FollowUpKind, ...FollowUpKind[]];

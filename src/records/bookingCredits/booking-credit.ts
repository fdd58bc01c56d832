/** What moves credits. Each takes from one account what it gives to the other. */
export const CREDIT_KINDS = {
  grant: { zh: '发放', en: 'Granted' },
  spend: { zh: '预订使用', en: 'Spent on a booking' },
  refund: { zh: '退回', en: 'Returned' },
  withdraw: { zh: '收回', en: 'Taken back' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type CreditKind = keyof typeof CREDIT_KINDS;

/** Whether the team gains. */
export const isGain = (kind: CreditKind): boolean => kind === 'grant' || kind === 'refund';

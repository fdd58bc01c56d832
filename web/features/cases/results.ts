/** How a case ended, by code. */
export const RESULTS = {
  granted: { zh: '通过', en: 'Granted', tone: 'ok' },
  refused: { zh: '未通过', en: 'Refused', tone: 'bad' },
  withdrawn: { zh: '撤回或作废', en: 'Withdrawn', tone: 'plain' },
  imposed: { zh: '已处理', en: 'Sanctioned', tone: 'bad' },
  dropped: { zh: '不予处理', en: 'Not pursued', tone: 'plain' },
  lapsed: { zh: '逾期终止', en: 'Lapsed', tone: 'warn' },
} as const;

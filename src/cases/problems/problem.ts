/** `publicName`: what the reporter reads under the receipt. */
export const PROBLEM_STATES = {
  received: { zh: '待处理', en: 'Received', publicName: '已收到，正在处理' },
  answered: { zh: '已答复', en: 'Answered', publicName: '已答复' },
  closed: { zh: '已办结', en: 'Closed', publicName: '已办结，无需答复' },
} as const satisfies Record<string, { zh: string; en: string; publicName: string }>;
export type ProblemState = keyof typeof PROBLEM_STATES;

export const PROBLEM_TOPICS = {
  register: { zh: '名录信息不实', en: 'The register is wrong' },
  plaque: { zh: '标牌或证书存疑', en: 'A plaque or certificate is doubtful' },
  service: { zh: '服务与承诺不符', en: 'Service differs from what was promised' },
  money: { zh: '财政资金使用问题', en: 'Use of public money' },
  policy: { zh: '政策转述或规则有误', en: 'A policy is stated wrongly' },
  site: { zh: '网站使用或无障碍问题', en: 'Trouble with this site' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type ProblemTopic = keyof typeof PROBLEM_TOPICS;

/** After how many years one looks whether what was begun still stands. */
export const AFTER = [1, 3, 5] as const;

export const FATES = {
  survived: { zh: '仍在', en: 'Survived' },
  ended: { zh: '已终止', en: 'Ended' },
  unknown: { zh: '不详', en: 'Unknown' },
  tooEarly: { zh: '未满年限', en: 'Too early to tell' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Fate = keyof typeof FATES;

/** How the fates are told apart; shown wherever they are counted. */
export const DEFINITION = {
  zh: '满年限之日或以后有活动的记录(在驻、月报、人员、知识产权、融资、年度数据、里程碑、诊断、辅导、接受服务、企业登记等)，算仍在；年限以内有终止的记录，算已终止；两者都没有，算不详，不当作仍在。没有写退出日期的入驻，只算到该载体最后一次有记录的那一天。团队自己填报的，核实后才算；运营机构只看得到团队离开以前的，离开以后的须团队同意跟踪。',
  en: 'Standing: there is a dated sign of activity on the day the years are full or later. Ended: an end is recorded before it. Unknown: neither; silence is not survival. A tenancy without an end counts up to the last day on which its space recorded anything. What a team enters itself counts once it is confirmed; an operator sees what came after a team left only where the team agreed to be followed.',
} as const;

/** What of a round is computed again, in the order in which one rests on the other. */
export const PARTS = {
  review: { zh: '专家评分', en: 'Review' },
  panel: { zh: '专家组得分', en: 'Points of the panel' },
  given: { zh: '计入的专家得分', en: 'Points of the experts that were counted' },
  result: { zh: '得分和等次', en: 'Points and grade' },
  seal: { zh: '封存', en: 'Seal' },
  line: { zh: '审定的等次', en: 'Approved grade' },
  released: { zh: '发布的结果', en: 'Released result' },
  history: { zh: '历年结果', en: 'History' },
  consequence: { zh: '处理意见', en: 'Consequence' },
  decision: { zh: '处理决定', en: 'Decision on consequences' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Part = keyof typeof PARTS;

/** What of a part; a name that stands in no row is shown as it is. */
export const FIELDS: Readonly<Record<string, { zh: string; en: string }>> = {
  score: { zh: '总分', en: 'Total' },
  points: { zh: '得分', en: 'Points' },
  low: { zh: '最低得分', en: 'Least points' },
  high: { zh: '最高得分', en: 'Most points' },
  value: { zh: '数据', en: 'Figure' },
  rank: { zh: '名次', en: 'Rank' },
  place: { zh: '名次', en: 'Rank' },
  grade: { zh: '等次', en: 'Grade' },
  label: { zh: '等次名称', en: 'Name of the grade' },
  because: { zh: '等次的说明', en: 'Why this grade' },
  exception: { zh: '另定等次的理由', en: 'Reason of the exception' },
  participated: { zh: '是否参加', en: 'Took part' },
  bars: { zh: '等次限制', en: 'Bars' },
  vetoed: { zh: '一票否决', en: 'Veto' },
  seal: { zh: '校验码', en: 'Checksum' },
  result: { zh: '结果', en: 'Result' },
  unlisted: { zh: '没有本单位结果的年度', en: 'Years without a result of this unit' },
  says: { zh: '内容', en: 'Words' },
  cites: { zh: '条款', en: 'Clause' },
  follows: { zh: '效力', en: 'Effects' },
  outcome: { zh: '是否成立', en: 'Outcome' },
  counted: { zh: '计入的结果', en: 'Results counted' },
  years: { zh: '计入的年度', en: 'Years counted' },
  level: { zh: '级别', en: 'Level' },
  amount: { zh: '金额', en: 'Amount' },
  chosen: { zh: '是否处理', en: 'Chosen' },
  reason: { zh: '理由', en: 'Reason' },
  addressee: { zh: '主送机关', en: 'Addressee' },
};

/** One thing that is stored otherwise than it is computed. */
export interface Difference {
  readonly part: Part;
  /** The unit. */
  readonly who: string;
  /** An expert, an indicator, a year, a consequence: whose field it is; null: the unit's own. */
  readonly of: string | null;
  readonly field: string;
  /** Canonical JSON. */
  readonly stored: string;
  readonly computed: string;
}

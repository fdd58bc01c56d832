/** The kinds of value a fact may hold. Numbers are JS numbers; money is whole fen; a date is `YYYY-MM-DD`. */
export const FACT_TYPES = {
  count: { zh: '数量', en: 'count', holds: 'number' },
  area: { zh: '面积', en: 'area', holds: 'number' },
  ratio: { zh: '比例', en: 'ratio', holds: 'number' },
  money: { zh: '金额', en: 'money', holds: 'number' },
  months: { zh: '月数', en: 'months', holds: 'number' },
  date: { zh: '日期', en: 'date', holds: 'string' },
  text: { zh: '文本', en: 'text', holds: 'string' },
  flag: { zh: '是否', en: 'flag', holds: 'boolean' },
  set: { zh: '多选', en: 'set', holds: 'string[]' },
} as const;
export type FactType = keyof typeof FACT_TYPES;

export type FactValue = number | string | boolean | readonly string[];

/** One option of a `text` or `set` fact whose values are a closed list. */
export interface FactOption {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** One row of the vocabulary. `derived`: counted from records; `declared`: stated by the applicant with evidence. */
export interface FactDefinition {
  readonly type: FactType;
  /** m2, 个, 家, 人, 月, 分 ... ; absent for text, flag and set. */
  readonly unit?: string;
  readonly zh: string;
  readonly en: string;
  /** How the value is counted or what counts as one, for the person who reads it. */
  readonly means?: string;
  readonly about: 'space' | 'operator' | 'team';
  readonly window?: 'past12Months' | 'calendarYear' | 'lastCalendarYear' | 'toDate';
  readonly options?: readonly FactOption[];
  /** Months that go by without anyone doing anything: `grows` counts them since the day in `since`, `shrinks` what is left. */
  readonly overTime?: 'grows' | 'shrinks';
  readonly since?: string;
  readonly obtained: 'derived' | 'declared';
}
export type Vocabulary = Readonly<Record<string, FactDefinition>>;

/** Facts by key. A missing key is unknown: never 0 and never false. */
export type FactValues = Readonly<Record<string, FactValue | undefined>>;

export const PURPOSES = {
  selection: { zh: '项目遴选标准', en: 'Selection criteria' },
  graduation: { zh: '毕业标准', en: 'Graduation criteria' },
  elimination: { zh: '淘汰标准', en: 'Elimination criteria' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Purpose = keyof typeof PURPOSES;

/** The order of the waiting list. */
export const WAITS_BY = {
  received: { zh: '按申请先后', en: 'By the day of application' },
  score: { zh: '按评分高低，同分按申请先后', en: 'By score, then by the day of application' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type WaitsBy = keyof typeof WAITS_BY;

/** One line; `points`: the most a project may be given for it, 0 where it is met or not. */
export interface Criterion {
  readonly id: string;
  readonly says: string;
  readonly points: number;
}

export interface Criteria {
  readonly id: string;
  readonly purpose: Purpose;
  readonly edition: number;
  readonly items: readonly Criterion[];
  readonly passScore: number | null;
  /** selection: how many must score before anybody sees the scores; null: each sees them once their own is in. */
  readonly panel: number | null;
  /** selection: in which order those on the waiting list are offered a place. */
  readonly waitsBy: WaitsBy;
  readonly example: boolean;
}

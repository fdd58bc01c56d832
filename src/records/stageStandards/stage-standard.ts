import type { Stage } from '../teams/incubation-record.ts';

/** One thing that lets a team pass on. `fact`: judged on this fact of the team, at least `least`; null: by a person. */
export interface StageCriterion {
  readonly id: string;
  readonly says: string;
  readonly fact: string | null;
  /** In the unit of the fact, money in fen; null: the fact is a yes or no, or there is none. */
  readonly least: number | null;
}

/** What a space provides in a stage, and what lets a team pass on to the next (江苏 三(二), 钦州 二(一)). */
export interface StageStandard {
  readonly stage: Stage;
  readonly services: string | null;
  readonly criteria: readonly StageCriterion[];
  /** 0: not stated yet. */
  readonly version: number;
}

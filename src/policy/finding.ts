import type { FactValue } from '../kernel/fact.ts';
import type { Comparison, Label, Membership } from './expression.ts';
import type { RequirementKind } from './requirement.ts';

export const OUTCOMES = {
  met: { zh: '符合', en: 'met' },
  unmet: { zh: '不符合', en: 'not met' },
  unknown: { zh: '材料不足', en: 'not enough known' },
  notApplicable: { zh: '不适用', en: 'not applicable' },
} as const;
export type OutcomeName = keyof typeof OUTCOMES;

/** Judgements by id of the judged line: a requirement's id, or `financing.2.1` for an inner line without an id. */
export type Judgements = Readonly<Record<string, 'met' | 'unmet' | undefined>>;

/** What a policy says of one requirement. */
export interface Finding {
  readonly requirement: string;
  readonly outcome: OutcomeName;
  /** `should` and `prefer` never decide the verdict of the pack. */
  readonly kind: RequirementKind;
  readonly cites: string;
  readonly says: string;
}

/** One line of an explanation: the requirement itself, a line of its group, or one comparison of its expression. */
export interface Part {
  readonly requirement: string;
  readonly outcome: OutcomeName;
  readonly kind: RequirementKind;
  readonly cites: string;
  readonly says: string | null;
  /** Names the line for judgements. */
  readonly id: string;
  readonly form: 'all' | 'any' | 'none' | 'compare' | 'flag' | 'contains' | 'judge' | 'constant';
  readonly how: Comparison | Membership | null;
  /** `false`: the line asks that it be not so. */
  readonly expected: boolean;
  /** The fact compared, where it is a single one. */
  readonly fact: string | null;
  readonly label: Label | null;
  /** m2, 分 (whole fen), 月, 1 (ratio) ... of actual, threshold and distance. */
  readonly unit: string | null;
  readonly actual: FactValue | null;
  readonly threshold: FactValue | null;
  /** actual - threshold: negative when `>=` falls short. Numbers only. */
  readonly distance: number | null;
  /** What a set lacks of what is asked. */
  readonly lacking: readonly string[];
  /** Fact keys, `parameter:<name>` and `judgement:<id>` whose absence leaves the outcome open. */
  readonly missing: readonly string[];
  /** The guard, told; null where there is none. */
  readonly when: Part | null;
  readonly parts: readonly Part[];
}

/** A finding with its whole explanation. */
export type ExplainedFinding = Part & { readonly says: string };

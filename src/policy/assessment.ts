import { z } from 'zod';
import type { Expression, ValueExpression } from './expression.ts';

/** A figure written down, or the name of a parameter; an open parameter makes what depends on it unknown. */
const figure = z.union([z.number(), z.string().min(1)]);
export type Figure = z.infer<typeof figure>;

const words = z.string().min(1);
const id = z.string().regex(/^[a-z][A-Za-z0-9-]*$/, 'an id begins with a small letter; letters, digits, -');

/**
 * How an indicator turns a value into points:
 *   perItem  so many points for each, up to `max`
 *   linear   none below `floor`, `step` at it, `each` for every further unit, up to `max`
 *   bands    the points of the highest band whose `from` is reached; none below the first
 *   check    `max` where it holds, none where it does not
 *   expert   a person gives 0 to `max`
 */
const indicatorSchema = z.strictObject({
  id,
  cites: words,
  says: words,
  kind: z.enum(['points', 'bonus', 'deduction', 'veto']).default('points'),
  max: figure.optional(),
  perItem: z.strictObject({ of: words, each: figure }).optional(),
  linear: z.strictObject({ of: words, floor: figure, step: figure, each: figure }).optional(),
  bands: z
    .strictObject({ of: words, steps: z.array(z.strictObject({ from: figure, points: figure })).min(1) })
    .optional(),
  check: words.optional(),
  expert: z.literal(true).optional(),
  /** expert: what the unit must hand in of it; it may always write an account and bring evidence. */
  requires: z.array(z.enum(['account', 'evidence'])).default([]),
});
export const INDICATOR_FORMS = ['perItem', 'linear', 'bands', 'check', 'expert'] as const;

/** From the highest to the lowest. */
export const DESIGNATION_LEVELS = ['national', 'province', 'city', 'district', 'zone'] as const;

const gradeSchema = z.strictObject({
  id,
  zh: words,
  cites: words,
  /** The least score. */
  atLeast: figure.optional(),
  /** No more than this share of all may hold this grade or a better one: 0.2. */
  topShare: figure.optional(),
});

const consequenceSchema = z.strictObject({
  id,
  cites: words,
  says: words,
  /** The grades that count, and whether not having taken part counts. */
  grades: z.array(words).default([]),
  absent: z.boolean().default(false),
  times: figure.default(1),
  /** In a row, up to the last one; or, with `within`, that many of the last so many. */
  within: figure.optional(),
  /** 连续两年, by the calendar; or 连续两次, in rounds that were held. */
  countedIn: z.enum(['years', 'rounds']).default('years'),
  follows: z.array(words).default([]),
  /** awardAmount: which of the amounts of support.yaml. */
  amount: id.optional(),
  /** downgradeDesignation: the level that is left; recommendUpwards: the level it is recommended for. */
  to: z.enum(DESIGNATION_LEVELS).optional(),
});

export const schemeSchema = z.strictObject({
  id,
  cites: words,
  title: words,
  /** Which carriers this scheme is for; another scheme may hold for the others. */
  when: words.optional(),
  /** What the indicators of kind `points` add up to. */
  total: figure,
  bonusCap: figure.optional(),
  indicators: z.array(indicatorSchema).min(1),
  /** Best first; the last takes all that are left. None: the document names no grades. */
  grades: z.array(gradeSchema).default([]),
  bars: z.array(z.strictObject({ cites: words, says: words, when: words, notAbove: words })).default([]),
  /** A grade that is given without a score, as where a level above gave its best: bars and vetoes still strike. */
  direct: z
    .array(
      z.strictObject({
        cites: words,
        says: words,
        when: words,
        grade: words,
        /** Whether it uses one of the places of its grade. */
        takesPlace: z.boolean().default(false),
      }),
    )
    .default([]),
  /** Those equal with the last within a share: all in, or none. */
  ties: z.enum(['include', 'exclude']).default('exclude'),
  rounding: z.enum(['down', 'up', 'nearest']).default('down'),
  shareOf: z.enum(['participants', 'all']).default('participants'),
  /** The grade of one that did not take part; absent: it has none. */
  absent: words.optional(),
  /** The grade under a veto; absent: the last. */
  veto: words.optional(),
  consequences: z.array(consequenceSchema).default([]),
});

export const amountSchema = z.strictObject({
  id,
  cites: words,
  says: words,
  when: words.optional(),
  /** Exactly one: an expression in money; a figure by grade; a range in which a person sets the amount. */
  amount: words.optional(),
  byGrade: z.record(id, figure).optional(),
  range: z.strictObject({ from: words, to: words }).optional(),
  floor: words.optional(),
  cap: words.optional(),
  round: z.enum(['down', 'nearest']).default('down'),
  shares: z.array(z.strictObject({ who: words, of: figure, cites: words.optional() })).default([]),
  categories: z.array(words).default([]),
});

export const periodSchema = z.strictObject({
  id,
  cites: words,
  says: words,
  /** Counted from the day the designation was granted. */
  begins: z.enum(['sameDay', 'nextMonth']),
  /** Counted from the day it was revoked: the right ends before that day, or before the next month. */
  ends: z.enum(['sameDay', 'nextMonth']).default('sameDay'),
  notBefore: words.optional(),
  until: words.optional(),
});

/** How many may be put forward: a share of what was counted, as of last year's register. */
export const quotaSchema = z.strictObject({
  id,
  cites: words,
  says: words,
  /** 0.08, or a parameter. */
  share: figure,
  /** What is counted, in words. */
  of: words,
  rounding: z.enum(['down', 'up', 'nearest']).default('down'),
  /** `procedure/step`: the shortlist that it limits, over a calendar year. Absent: the limit is applied elsewhere. */
  at: words.optional(),
  /** 原则上: a person may go beyond it, with a reason. */
  kind: z.enum(['must', 'should']).default('must'),
});
export type Quota = z.infer<typeof quotaSchema>;

/** 同等条件下优先: what puts one before its equals where a list is drawn up or grades are given. */
export const prioritySchema = z.strictObject({
  id,
  cites: words,
  says: words,
  when: words,
  /** `procedure/step`; `pack:procedure/step`: a list that is drawn up under another document. */
  at: words,
});
type WrittenPriority = z.infer<typeof prioritySchema>;
export interface Priority extends WrittenPriority {
  readonly condition: Expression;
}

type WrittenIndicator = z.infer<typeof indicatorSchema>;
export interface Indicator extends WrittenIndicator {
  readonly value: ValueExpression | null;
  readonly condition: Expression | null;
}
type WrittenScheme = z.infer<typeof schemeSchema>;
export interface Scheme extends Omit<WrittenScheme, 'indicators' | 'bars' | 'direct'> {
  readonly guard: Expression | null;
  readonly indicators: readonly Indicator[];
  readonly bars: readonly (WrittenScheme['bars'][number] & { readonly condition: Expression })[];
  readonly direct: readonly (WrittenScheme['direct'][number] & { readonly condition: Expression })[];
}
type WrittenAmount = z.infer<typeof amountSchema>;
export interface Amount extends WrittenAmount {
  readonly guard: Expression | null;
  readonly value: ValueExpression | null;
}
export type Period = z.infer<typeof periodSchema>;
export type Consequence = WrittenScheme['consequences'][number];

import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import type { Scheme } from '../../policy/assessment.ts';
import type { ParameterValues } from '../../policy/compile.ts';
import type { Step } from '../../policy/procedure.ts';
import { figureOf } from '../../policy/score.ts';

/** One line that experts score. */
export interface SheetItem {
  readonly id: string;
  /** The pack's indicator whose points it gives; null: a part of the sheet's total. */
  readonly indicator: string | null;
  readonly says: string;
  readonly cites: string;
  /** null: the document leaves it open, and the body that runs the review has not set it yet. */
  readonly max: number | null;
  /** How to score, in the words of the body that runs the review. */
  readonly hint: string | null;
}

export interface Scoresheet {
  readonly each: number;
  readonly gives: 'score' | 'opinion' | 'both';
  readonly maxScore: number;
  readonly aggregate: 'mean' | 'dropExtremes';
  /** '' where the sheet asks for one total. */
  readonly scheme: string;
  readonly version: number;
  /** None: one total up to `maxScore`. */
  readonly items: readonly SheetItem[];
  readonly changed: { readonly reason: string; readonly at: string } | null;
}

export const stepSheet = (step: Step) =>
  step.experts ?? { each: 1, gives: 'opinion' as const, maxScore: 100, aggregate: 'mean' as const };

/** The version that was the newest at a moment. */
export const sheetAsOf = (sheets: readonly Scoresheet[], at: string): Scoresheet =>
  sheets.findLast(({ changed }) => changed === null || Date.parse(changed.at) <= Date.parse(at)) as Scoresheet;

/** What of a sheet crosses the wire. */
export const shownSheet = ({ gives, maxScore, aggregate, version, items, changed }: Scoresheet) => ({
  gives,
  maxScore,
  aggregate,
  version,
  items: [...items],
  changed,
});

/** Full marks of a sheet; null while an item's maximum is not set. */
export function fullMarks({ items, maxScore }: Pick<Scoresheet, 'items' | 'maxScore'>): number | null {
  if (items.length === 0) return maxScore;
  return items.reduce<number | null>((sum, { max }) => (sum === null || max === null ? null : sum + max), 0);
}

/** The pack's own items: what its scheme asks of experts, with maxima as they stand on the day. */
export function itemsOfScheme(scheme: Scheme, parameters: ParameterValues): SheetItem[] {
  return scheme.indicators
    .filter(({ expert }) => expert)
    .map(({ id, says, cites, max }) => ({
      id,
      indicator: id,
      says,
      cites,
      max: max === undefined ? null : (figureOf(max, parameters) ?? null),
      hint: null,
    }));
}

export interface GivenItem {
  readonly id: string;
  readonly indicator: string | null;
  readonly says: string;
  readonly max: number;
  readonly hint: string | null;
}

/**
 * The items of a new version: an indicator of the pack may be split and explained, and left-open maxima be set, but the
 * parts add up to what the pack gives.
 */
export function amendItems(own: readonly SheetItem[], maxScore: number, given: readonly GivenItem[]): SheetItem[] {
  const fields: FieldRefusal[] = [];
  const refuse = (path: string, code: string, message: string) => fields.push({ path, code, message });
  if (new Set(given.map(({ id }) => id)).size < given.length) refuse('items', 'duplicate', '评分项编号重复');
  const sum = (items: readonly GivenItem[]) => Math.round(items.reduce((total, { max }) => total + max, 0) * 100) / 100;
  for (const [index, { indicator }] of given.entries())
    if (own.length > 0 ? !own.some(({ id }) => id === indicator) : indicator !== null)
      refuse(`items.${index}.indicator`, 'reference', '办法中没有这项专家评分指标');
  for (const { id, says, max } of own) {
    const parts = given.filter(({ indicator }) => indicator === id);
    if (parts.length === 0) refuse('items', 'missing', `缺少评分项：${says}`);
    else if (max !== null && sum(parts) !== max)
      refuse('items', 'sum', `${says}各项满分之和应为${max}，现为${sum(parts)}`);
  }
  if (own.length === 0 && sum(given) !== maxScore)
    refuse('items', 'sum', `各项满分之和应为${maxScore}，现为${sum(given)}`);
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
  return given.map((item) => ({ ...item, cites: own.find(({ id }) => id === item.indicator)?.cites ?? '' }));
}

import type { ItemEntry } from '../reviews/review.ts';
import type { Scoresheet } from '../scoresheets/scoresheet.ts';

/**
 * The panel's score: the mean, or the mean without one highest and one lowest where at least three scored.
 *
 * @returns points of the sheet, four decimals; null when nobody scored
 */
export function aggregate(scores: readonly number[], method: Scoresheet['aggregate']): number | null {
  if (scores.length === 0) return null;
  const sorted = [...scores].sort((a, b) => a - b);
  const counted = method === 'dropExtremes' && sorted.length >= 3 ? sorted.slice(1, -1) : sorted;
  // Hundredths are whole numbers, so their sum is exact.
  const sum = counted.reduce((total, score) => total + Math.round(score * 100), 0);
  return Math.round((sum * 100) / counted.length) / 10_000;
}

export type ItemPoints = Readonly<Record<string, { readonly indicator: string | null; readonly points: number }>>;

/** The panel's points of each item, by the same method as its score. */
export function aggregateItems(
  { items, aggregate: method }: Pick<Scoresheet, 'items' | 'aggregate'>,
  entries: readonly Readonly<Record<string, ItemEntry>>[],
): ItemPoints {
  const found: Record<string, { indicator: string | null; points: number }> = {};
  for (const { id, indicator } of items) {
    const points = aggregate(
      entries.flatMap((entry) => (entry[id]?.points == null ? [] : [entry[id].points])),
      method,
    );
    if (points !== null) found[id] = { indicator, points };
  }
  return found;
}

/** Points of each indicator of the pack: its parts together. */
export function indicatorPoints(items: ItemPoints): Map<string, number> {
  const points = new Map<string, number>();
  for (const { indicator, points: given } of Object.values(items))
    if (indicator !== null) points.set(indicator, Math.round(((points.get(indicator) ?? 0) + given) * 10_000) / 10_000);
  return points;
}

/** Places of the scores that are further from the panel's median than a share of full marks; of three or more. */
export function outliers(scores: readonly number[], full: number, beyond: number): number[] {
  if (scores.length < 3) return [];
  const sorted = [...scores].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
  return [...scores.keys()].filter((at) => Math.abs((scores[at] ?? 0) - median) > beyond * full);
}

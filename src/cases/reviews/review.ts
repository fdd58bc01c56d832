import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import type { Step } from '../../policy/procedure.ts';

/** `isIn`: counts towards the result. `isSeat`: fills a seat of the panel. */
export const REVIEW_STATES = {
  assigned: { zh: '评审中', en: 'Under review', isIn: false, isSeat: true },
  submitted: { zh: '已提交', en: 'Submitted', isIn: true, isSeat: true },
  recused: { zh: '已回避', en: 'Recused', isIn: false, isSeat: false },
  released: { zh: '已撤换', en: 'Released', isIn: false, isSeat: false },
} as const satisfies Record<string, { zh: string; en: string; isIn: boolean; isSeat: boolean }>;
export type ReviewState = keyof typeof REVIEW_STATES;

export const RECOMMENDATIONS = {
  recommend: { zh: '建议通过', en: 'Recommend' },
  reserve: { zh: '保留意见', en: 'Reserved' },
  reject: { zh: '不建议通过', en: 'Do not recommend' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Recommendation = keyof typeof RECOMMENDATIONS;

export type Sheet = NonNullable<Step['experts']>;

export interface Entry {
  readonly score: number | null;
  readonly opinion: string | null;
  readonly recommendation: Recommendation | null;
}

/** The step's scoresheet. A running case keeps its pack, so its sheet never changes under a reviewer. */
export function sheetOf(step: Step): Sheet {
  return step.experts ?? { each: 1, gives: 'opinion', maxScore: 100, aggregate: 'mean' };
}

/** What keeps an entry from being saved (`draft`) or submitted. */
export function checkEntry(sheet: Sheet, entry: Entry, draft: boolean): void {
  const fields: FieldRefusal[] = [];
  const refuse = (path: string, code: string, message: string) => fields.push({ path, code, message });
  const { score, opinion, recommendation } = entry;
  if (score !== null && (score < 0 || score > sheet.maxScore || Math.abs(Math.round(score * 100) - score * 100) > 1e-6))
    refuse('score', 'score.range', `分值应在 0 至 ${sheet.maxScore} 之间,最多两位小数`);
  if (!draft) {
    if (sheet.gives !== 'opinion' && score === null) refuse('score', 'required', '请填写评分');
    if (!opinion?.trim()) refuse('opinion', 'required', '请填写评审意见');
    if (recommendation === null) refuse('recommendation', 'required', '请选择评审结论');
  }
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}

/**
 * The panel's score: the mean, or the mean without one highest and one lowest where at least three scored.
 *
 * @returns points of the sheet, four decimals; null when nobody scored
 */
export function aggregate(scores: readonly number[], method: Sheet['aggregate']): number | null {
  if (scores.length === 0) return null;
  const sorted = [...scores].sort((a, b) => a - b);
  const counted = method === 'dropExtremes' && sorted.length >= 3 ? sorted.slice(1, -1) : sorted;
  // Hundredths are whole numbers, so their sum is exact.
  const sum = counted.reduce((total, score) => total + Math.round(score * 100), 0);
  return Math.round((sum * 100) / counted.length) / 10_000;
}

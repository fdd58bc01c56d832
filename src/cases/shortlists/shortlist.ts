import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { comesBefore, isPreferred, type Preference } from '../../policy/priority.ts';

/** `isOpen`: lines may still be changed. */
export const SHORTLIST_STATES = {
  draft: { zh: '拟定中', en: 'Being drawn up', isOpen: true },
  proposed: { zh: '待签发', en: 'Waiting for signature', isOpen: true },
  released: { zh: '已发布', en: 'Released', isOpen: false },
} as const satisfies Record<string, { zh: string; en: string; isOpen: boolean }>;
export type ShortlistState = keyof typeof SHORTLIST_STATES;

/** 同等条件下优先, by which document. */
export interface Preferred extends Preference {
  readonly document: string;
}
export interface Line {
  readonly caseId: string;
  readonly number: string;
  readonly score: number | null;
  readonly preferences: readonly Preferred[];
  readonly outcome: 'listed' | 'notListed' | null;
  readonly exception: string | null;
}
export interface Ranked extends Line {
  /** Equals share a rank; null without a score. */
  readonly rank: number | null;
  /** Departs from the rank, so it needs a written exception. */
  readonly deviates: boolean;
}

const placeOf = ({ score, preferences }: Line) => ({ points: score, preferred: isPreferred(preferences) });
const before = (a: Line, b: Line): number => comesBefore(placeOf(a), placeOf(b));

/**
 * Lines in order of score, best first; of equal scores those that are preferred come before. With n lines listed, the rank would list the best n: who is listed from
 * below that line, or left out above it while a worse one is listed, departs from the rank.
 */
export function rank(lines: readonly Line[]): Ranked[] {
  const sorted = [...lines].sort((a, b) => before(a, b) || (a.number < b.number ? -1 : a.number > b.number ? 1 : 0));
  const listed = sorted.filter(({ outcome }) => outcome === 'listed');
  const last = sorted[listed.length - 1];
  const cut = last && last.score !== null ? last : null;
  return sorted.map((line) => {
    if (line.score === null) return { ...line, rank: null, deviates: false };
    const better = sorted.filter((other) => other.score !== null && before(other, line) < 0).length;
    const fromBelow = line.outcome === 'listed' && cut !== null && before(cut, line) < 0;
    const leftOut =
      line.outcome === 'notListed' &&
      cut !== null &&
      before(line, cut) <= 0 &&
      listed.some((other) => other.score !== null && before(line, other) < 0);
    return { ...line, rank: better + 1, deviates: fromBelow || leftOut };
  });
}

/** What is missing before the sitting may be signed. */
export function checkComplete(lines: readonly Ranked[]): void {
  const fields: FieldRefusal[] = [];
  for (const line of lines) {
    const path = `lines.${line.caseId}`;
    if (line.outcome === null)
      fields.push({ path: `${path}.outcome`, code: 'required', message: `${line.number} 尚未拟定是否入选` });
    else if (line.deviates && !line.exception?.trim())
      fields.push({
        path: `${path}.exception`,
        code: 'required',
        message: `${line.number} 与评审名次不一致，须书面说明理由`,
      });
  }
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}

import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import type { Scoresheet } from '../scoresheets/scoresheet.ts';

/** `isIn`: counts towards the result. `isSeat`: fills a seat of the panel. */
export const REVIEW_STATES = {
  assigned: { zh: '评审中', en: 'Under review', isIn: false, isSeat: true },
  submitted: { zh: '已提交', en: 'Submitted', isIn: true, isSeat: true },
  recused: { zh: '已回避', en: 'Recused', isIn: false, isSeat: false },
  released: { zh: '已撤换', en: 'Released', isIn: false, isSeat: false },
  conflicted: { zh: '因利害关系离席', en: 'Left for an interest', isIn: false, isSeat: false },
} as const satisfies Record<string, { zh: string; en: string; isIn: boolean; isSeat: boolean }>;
export type ReviewState = keyof typeof REVIEW_STATES;

export const RECOMMENDATIONS = {
  recommend: { zh: '建议通过', en: 'Recommend' },
  reserve: { zh: '保留意见', en: 'Reserved' },
  reject: { zh: '不建议通过', en: 'Do not recommend' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Recommendation = keyof typeof RECOMMENDATIONS;

export interface ItemEntry {
  readonly points: number | null;
  readonly comment: string | null;
}
export interface Entry {
  /** Where the sheet has items it is their sum, whatever was given. */
  readonly score: number | null;
  readonly items: Readonly<Record<string, ItemEntry>>;
  readonly opinion: string | null;
  readonly recommendation: Recommendation | null;
}

/**
 * What keeps an entry from being saved (`draft`) or submitted.
 *
 * @param before the opinion that was looked at again: whoever keeps or changes the score says why
 */
export function checkEntry(sheet: Scoresheet, entry: Entry, draft: boolean, before: string | null = null): void {
  const fields: FieldRefusal[] = [];
  const refuse = (path: string, code: string, message: string) => fields.push({ path, code, message });
  const { score, opinion, recommendation } = entry;
  const range = (path: string, points: number, max: number) => {
    if (points < 0 || points > max || Math.abs(Math.round(points * 100) - points * 100) > 1e-6)
      refuse(path, 'score.range', `分值应在 0 至 ${max} 之间，最多两位小数`);
  };
  const known = new Map(sheet.items.map((item) => [item.id, item]));
  for (const [id, { points }] of Object.entries(entry.items))
    if (points !== null) range(`items.${id}.points`, points, known.get(id)?.max ?? MOST);
  if (known.size === 0 && score !== null) range('score', score, sheet.maxScore);
  if (!draft) {
    if (sheet.gives !== 'opinion') {
      if (known.size === 0 && score === null) refuse('score', 'required', '请填写评分');
      for (const { id, max } of known.values()) {
        if (max === null) refuse(`items.${id}.points`, 'sheet.open', '主管部门尚未确定本项满分，暂不能提交');
        else if ((entry.items[id]?.points ?? null) === null) refuse(`items.${id}.points`, 'required', '请填写评分');
      }
    }
    if (!opinion?.trim()) refuse('opinion', 'required', '请填写评审意见');
    else if (opinion.trim() === before?.trim())
      refuse('opinion', 'second-look', '请在评审意见中写明维持或者调整评分的理由');
    if (recommendation === null) refuse('recommendation', 'required', '请选择评审结论');
  }
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}
/** What a column of scores holds; for items whose maximum is not set, or that a newer sheet no longer asks for. */
const MOST = 9999;

/** Points of the whole entry; null while an item of the sheet lacks its points. */
export function totalOf({ items }: Pick<Scoresheet, 'items'>, entry: Entry): number | null {
  if (items.length === 0) return entry.score;
  let hundredths = 0;
  for (const { id } of items) {
    const points = entry.items[id]?.points ?? null;
    if (points === null) return null;
    hundredths += Math.round(points * 100);
  }
  return hundredths / 100;
}

/** How members of a panel are called before those who may not know who they are. */
export const anonymous = (index: number) => `专家${'甲乙丙丁戊己庚辛壬癸'[index] ?? index + 1}`;

import type { EffectName } from '../../kernel/effect.ts';
import type { FieldRefusal } from '../../kernel/refusal.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { consequences } from '../../policy/grade.ts';
import type { Pack } from '../../policy/pack.ts';
import type { PastRow } from '../evaluations/evaluation.store.ts';

/** `isOpen`: what follows may still be chosen. */
export const CONSEQUENCE_STATES = {
  draft: { zh: '待核', en: 'Draft', isOpen: true },
  proposed: { zh: '待签发', en: 'Waiting for signature', isOpen: false },
  signed: { zh: '已签发', en: 'Signed', isOpen: false },
  dropped: { zh: '不予处理', en: 'Dropped', isOpen: false },
} as const satisfies Record<string, { zh: string; en: string; isOpen: boolean }>;
export type ConsequenceState = keyof typeof CONSEQUENCE_STATES;

export interface Item {
  readonly id: string;
  readonly cites: string;
  readonly says: string;
  readonly follows: readonly EffectName[];
  /** `unknown`: a result of the past that is not known could make the difference. */
  readonly outcome: 'met' | 'unknown';
  readonly chosen: boolean;
  /** Why it is not, or was, chosen against the draft. */
  readonly reason: string | null;
  /** It ended without an effect: nothing is held under this document. */
  readonly advisory?: boolean;
}

const ENDS: readonly string[] = ['revokeDesignation', 'lapseDesignation'];

/** What the pack says follows from a carrier's history. Where the designation ends, nothing is rectified any more. */
export function draftItems(pack: Pack, scheme: string, history: readonly PastRow[], on: string): Item[] {
  const found = consequences(pack, scheme, history, on).filter(({ outcome }) => outcome !== 'unmet');
  const ending = found.find(
    ({ consequence, outcome }) => outcome === 'met' && consequence.follows.some((effect) => ENDS.includes(effect)),
  );
  return found.map(({ consequence: { id, cites, says, follows }, outcome }) => {
    const overtaken = ending !== undefined && ending.consequence.id !== id && follows.length > 0;
    return {
      id,
      cites,
      says,
      follows: follows as EffectName[],
      outcome: outcome as 'met' | 'unknown',
      chosen: outcome === 'met' && !overtaken,
      reason: overtaken
        ? `已依${ending.consequence.cites}取消资格`
        : outcome === 'unknown'
          ? '以往结果不明，须核实'
          : null,
    };
  });
}

/** The history that was counted, in words: 2025年 不合格(文件)；2026年 不合格(…) */
export function historyInWords(history: readonly PastRow[], pack: Pack, scheme: string): string {
  const grades = new Map(pack.schemes.find(({ id }) => id === scheme)?.grades.map(({ id, zh }) => [id, zh]));
  return history
    .map(({ year, participated, grade, source }) => {
      const words = participated ? (grade === null ? '结果不明' : (grades.get(grade) ?? grade)) : '未参加';
      return `${year}年${words}（${source}）`;
    })
    .join('；');
}

/** What is chosen against the draft needs its reason. */
export function checkChoices(
  items: readonly Item[],
  choices: readonly { id: string; chosen: boolean; reason: string | null }[],
): Item[] {
  const fields: FieldRefusal[] = [];
  const chosen = items.map((item) => {
    const choice = choices.find(({ id }) => id === item.id);
    if (!choice) return item;
    if (!choice.reason?.trim() && (choice.chosen ? item.outcome === 'unknown' : item.outcome === 'met'))
      fields.push({ path: `items.${item.id}.reason`, code: 'required', message: '与系统建议不一致的，须说明理由' });
    return { ...item, chosen: choice.chosen, reason: choice.reason };
  });
  const effects = chosen.filter((item) => item.chosen).flatMap(({ follows }) => follows);
  if (effects.some((effect) => ENDS.includes(effect)) && effects.includes('openRectification'))
    fields.push({ path: 'items', code: 'conflict', message: '取消资格和责令整改不能同时作出' });
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
  return chosen;
}

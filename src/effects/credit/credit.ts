import { addMonths, type Day } from '../../kernel/day.ts';
import { parameterOn } from '../../policy/evaluate.ts';
import type { Pack } from '../../policy/pack.ts';

/** What signed decisions say of an organisation. `burdens`: shown at intake as a flag. */
export const CREDIT_KINDS = {
  breach: { zh: '违规认定', en: 'Breach found', isPublic: false, burdens: true },
  sanction: { zh: '违规处理', en: 'Sanction', isPublic: true, burdens: true },
  rectificationFailed: { zh: '整改未完成', en: 'Rectification failed', isPublic: true, burdens: true },
  commendation: { zh: '表彰', en: 'Commendation', isPublic: true, burdens: false },
  repair: { zh: '信用修复', en: 'Repaired', isPublic: false, burdens: false },
} as const satisfies Record<string, { zh: string; en: string; isPublic: boolean; burdens: boolean }>;
export type CreditKind = keyof typeof CREDIT_KINDS;

/** How an entry stands on a day. */
export const CREDIT_STATES = {
  standing: { zh: '有效', en: 'Standing' },
  expired: { zh: '公开期满', en: 'No longer public' },
  repaired: { zh: '已修复', en: 'Repaired' },
  struck: { zh: '已撤销', en: 'Struck' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type CreditState = keyof typeof CREDIT_STATES;

export interface CreditTimes {
  readonly publicUntil: Day | null;
  readonly repairedOn: Day | null;
  readonly struckOn: Day | null;
}

export function creditState({ publicUntil, repairedOn, struckOn }: CreditTimes, today: Day): CreditState {
  if (struckOn !== null && struckOn <= today) return 'struck';
  if (repairedOn !== null && repairedOn <= today) return 'repaired';
  return publicUntil !== null && publicUntil < today ? 'expired' : 'standing';
}

/**
 * Until when an entry is public, and from when its repair may be asked for.
 *
 * @param barUntil the last day of a bar from the same decision: an entry is public at least as long
 */
export function creditTerms(pack: Pack, on: Day, barUntil: Day | null): { until: Day | null; repairable: Day } {
  const term = parameterOn(pack, 'creditPublicTerm', on);
  const own = typeof term === 'number' ? addMonths(on, term) : null;
  const wait = parameterOn(pack, 'creditRepairAfter', on);
  const until = own === null ? null : barUntil !== null && barUntil > own ? barUntil : own;
  return { until, repairable: typeof wait === 'number' ? addMonths(on, wait) : on };
}

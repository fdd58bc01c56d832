import type { Day } from '../../kernel/day.ts';

/** A new recognition may be asked for in the last days of the one that holds. */
export const RENEWAL_DAYS = 90;

/** How a recognition stands on a day; computed from its period. */
export const RECOGNITION_STATES = {
  coming: { zh: '尚未生效', en: 'Not in force yet', holds: false },
  valid: { zh: '有效', en: 'Valid', holds: true },
  expired: { zh: '已到期', en: 'Expired', holds: false },
  revoked: { zh: '已撤销', en: 'Revoked', holds: false },
  resigned: { zh: '本人辞任', en: 'Resigned', holds: false },
} as const satisfies Record<string, { zh: string; en: string; holds: boolean }>;
export type RecognitionState = keyof typeof RECOGNITION_STATES;

export interface RecognitionPeriod {
  validFrom: Day;
  validTo: Day | null;
  /** The first day on which it holds no longer, before its time; null: it runs its time. */
  endedOn?: Day | null;
  ending?: 'revoked' | 'resigned' | null;
}

export function stateOn({ validFrom, validTo, endedOn, ending }: RecognitionPeriod, on: Day): RecognitionState {
  if (ending && endedOn && endedOn <= on) return ending;
  if (on < validFrom) return 'coming';
  return validTo !== null && validTo < on ? 'expired' : 'valid';
}

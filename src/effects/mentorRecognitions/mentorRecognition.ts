import type { Day } from '../../kernel/day.ts';

/** A new recognition may be asked for in the last days of the one that holds. */
export const RENEWAL_DAYS = 90;

/** How a recognition stands on a day; computed from its period. */
export const RECOGNITION_STATES = {
  coming: { zh: '尚未生效', en: 'Not in force yet', holds: false },
  valid: { zh: '有效', en: 'Valid', holds: true },
  expired: { zh: '已到期', en: 'Expired', holds: false },
} as const satisfies Record<string, { zh: string; en: string; holds: boolean }>;
export type RecognitionState = keyof typeof RECOGNITION_STATES;

export function stateOn({ validFrom, validTo }: { validFrom: Day; validTo: Day | null }, on: Day): RecognitionState {
  if (on < validFrom) return 'coming';
  return validTo !== null && validTo < on ? 'expired' : 'valid';
}

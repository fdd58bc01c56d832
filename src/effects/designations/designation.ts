import { Refusal } from '../../kernel/refusal.ts';

/** `isHeld`: the carrier may call itself so. */
export const DESIGNATION_STATES = {
  valid: { zh: '有效', en: 'Valid', isHeld: true },
  rectifying: { zh: '整改中', en: 'Under rectification', isHeld: true },
  revoked: { zh: '已取消', en: 'Revoked', isHeld: false },
  lapsed: { zh: '已失效', en: 'Lapsed', isHeld: false },
} as const satisfies Record<string, { zh: string; en: string; isHeld: boolean }>;
export type DesignationState = keyof typeof DESIGNATION_STATES;

export const DESIGNATION_TRANSITIONS = {
  rectify: { from: ['valid'], to: 'rectifying' },
  rectified: { from: ['rectifying'], to: 'valid' },
  revoke: { from: ['valid', 'rectifying'], to: 'revoked' },
  lapse: { from: ['valid', 'rectifying'], to: 'lapsed' },
} as const satisfies Record<string, { from: readonly DesignationState[]; to: DesignationState }>;
export type DesignationDeed = keyof typeof DESIGNATION_TRANSITIONS;

export function stateAfter(state: DesignationState, deed: DesignationDeed): DesignationState {
  const { from, to } = DESIGNATION_TRANSITIONS[deed];
  if (!(from as readonly DesignationState[]).includes(state))
    throw new Refusal('designation.wrong-state', { state, deed });
  return to;
}

export const LEVELS = {
  national: { zh: '国家级', en: 'National' },
  province: { zh: '省级', en: 'Provincial' },
  city: { zh: '市级', en: 'Municipal' },
  district: { zh: '区(县)级', en: 'District' },
  zone: { zh: '园区级', en: 'Zone' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Level = keyof typeof LEVELS;
/** 0 is the highest; a zone counts as a district. */
export const rankOf = (level: Level) =>
  ['national', 'province', 'city', 'district'].indexOf(level === 'zone' ? 'district' : level);

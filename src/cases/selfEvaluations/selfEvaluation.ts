/** What a reviewer says of a figure. */
export const VERIFICATIONS = {
  confirmed: { zh: '与记录相符', en: 'As the records show' },
  accepted: { zh: '采信申报数', en: 'The unit’s figure is accepted' },
  rejected: { zh: '不采信申报数', en: 'The unit’s figure is not accepted' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type VerificationOutcome = keyof typeof VERIFICATIONS;

/** What was found of it where the unit was drawn for a visit. */
export const ON_THE_SPOT = {
  seen: { zh: '现场相符', en: 'As stated' },
  different: { zh: '现场不符', en: 'Not as stated' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type SpotOutcome = keyof typeof ON_THE_SPOT;

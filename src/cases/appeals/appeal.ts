import type { DecisionOutcome } from '../decisions/decision.ts';

/** Which outcome of a decision burdens the party, by what the case is for; nothing else is appealed against. */
const BURDENS: Readonly<Record<string, DecisionOutcome>> = {
  recognition: 'refused',
  filing: 'refused',
  change: 'refused',
  evaluation: 'refused',
  sanction: 'granted',
  rectification: 'granted',
  repair: 'refused',
};

export const isBurden = (purpose: string, outcome: string) => BURDENS[purpose] === outcome;

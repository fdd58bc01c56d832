import { createHash } from 'node:crypto';
import type { Pack } from '../../policy/pack.ts';

export const DECISION_STATES = {
  draft: { zh: '待签发', en: 'Draft' },
  signed: { zh: '已签发', en: 'Signed' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type DecisionState = keyof typeof DECISION_STATES;

export const DECISION_OUTCOMES = {
  granted: { zh: '同意', en: 'Granted' },
  refused: { zh: '不同意', en: 'Refused' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type DecisionOutcome = keyof typeof DECISION_OUTCOMES;

/** 发文字号 as the pack writes it; where the document says nothing, after the name of what is decided upon. */
export function decisionTemplate(pack: Pack): string {
  return pack.designation.decisionNumber ?? `${pack.designation.name}决〔{year}〕{serial}号`;
}

export interface Sealed {
  readonly number: string;
  readonly caseNumber: string;
  readonly outcome: DecisionOutcome;
  readonly reasons: string;
  readonly day: string;
  readonly packHash: string;
  readonly facts: unknown;
  readonly judgements: unknown;
  readonly findings: unknown;
  /** Where it is about more than the requirements of the pack. */
  readonly matter?: unknown;
}

/** SHA-256 over all that the decision says and rests on, keys in order. */
export function sealOf(sealed: Sealed): string {
  return createHash('sha256').update(canonical(sealed)).digest('hex');
}

/** JSON with its keys in order: the same value is the same text. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}

import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import type { FactValues } from '../../kernel/fact.ts';

/** `correct`: the figures cannot both be right, one must be put right; `explain`: unusual, an explanation will do. */
export const SEVERITIES = {
  correct: { zh: '必须更正', en: 'Must be corrected' },
  explain: { zh: '须作说明', en: 'Needs an explanation' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Severity = keyof typeof SEVERITIES;

/**
 * Rules between figures, as data:
 *   parts    the parts add up to the whole
 *   atMost   the parts together are no more than the limit
 *   jump     against last year's round: no more than so many times, no less than one so many'th
 */
export const CROSSCHECKS = [
  {
    id: 'residents',
    kind: 'parts',
    severity: 'correct',
    parts: ['space.residentTeams', 'space.residentStartups'],
    of: 'space.residents',
  },
  { id: 'public-area', kind: 'atMost', severity: 'correct', parts: ['space.publicArea'], of: 'space.floorArea' },
  {
    id: 'areas',
    kind: 'atMost',
    severity: 'correct',
    parts: ['space.publicArea', 'space.residentArea'],
    of: 'space.floorArea',
  },
  { id: 'desks-in-use', kind: 'atMost', severity: 'correct', parts: ['space.occupiedDesks'], of: 'space.desks' },
  { id: 'staff', kind: 'atMost', severity: 'correct', parts: ['space.fullTimeStaff'], of: 'space.serviceStaff' },
  { id: 'financed', kind: 'atMost', severity: 'explain', parts: ['space.financed'], of: 'space.investmentCases' },
  { id: 'teams-per-desk', kind: 'atMost', severity: 'explain', parts: ['space.residents'], of: 'space.desks' },
  { id: 'residents-jump', kind: 'jump', severity: 'explain', of: 'space.residents', times: 2 },
  { id: 'desks-jump', kind: 'jump', severity: 'explain', of: 'space.desks', times: 2 },
  { id: 'events-jump', kind: 'jump', severity: 'explain', of: 'space.events', times: 3 },
  { id: 'trainings-jump', kind: 'jump', severity: 'explain', of: 'space.trainings', times: 3 },
] as const satisfies readonly Crosscheck[];

type Crosscheck = { readonly id: string; readonly severity: Severity; readonly of: FactKey } & (
  | { readonly kind: 'parts' | 'atMost'; readonly parts: readonly FactKey[] }
  | { readonly kind: 'jump'; readonly times: number }
);

export const CROSSCHECKED: readonly FactKey[] = CROSSCHECKS.flatMap((rule) => [
  rule.of,
  ...('parts' in rule ? rule.parts : []),
]);

export interface Warning {
  /** Names the answer given to it; holds the figures, so that an answer does not outlive them. */
  readonly id: string;
  readonly severity: Severity;
  readonly says: string;
  readonly facts: readonly FactKey[];
}

const number = (values: FactValues, key: FactKey) => {
  const value = values[key];
  return typeof value === 'number' ? value : null;
};

/** What the rules find in the figures as stated. What is not known finds nothing. */
export function crosscheck(
  now: FactValues,
  lastYear: FactValues | null,
  rules: readonly Crosscheck[] = CROSSCHECKS,
): Warning[] {
  return rules.flatMap((rule): Warning[] => {
    const whole = number(now, rule.of);
    if (whole === null) return [];
    const name = FACTS[rule.of].zh;
    if (rule.kind === 'jump') {
      const before = lastYear && number(lastYear, rule.of);
      if (!before || (whole <= before * rule.times && whole * rule.times >= before)) return [];
      const says = `${name}为${whole}，上一年为${before}，变动超过${rule.times}倍`;
      return [{ id: `${rule.id}:${before}:${whole}`, severity: rule.severity, says, facts: [rule.of] }];
    }
    const parts = rule.parts.map((key) => number(now, key));
    if (parts.some((part) => part === null)) return [];
    const sum = Math.round(parts.reduce<number>((a, b) => a + (b ?? 0), 0) * 1e6) / 1e6;
    if (rule.kind === 'parts' ? sum === whole : sum <= whole) return [];
    const names = rule.parts.map((key) => FACTS[key].zh).join('与');
    const says =
      rule.kind === 'parts'
        ? `${names}之和为${sum}，不等于${name}${whole}`
        : `${names}${rule.parts.length > 1 ? '之和' : ''}为${sum}，多于${name}${whole}`;
    return [{ id: `${rule.id}:${sum}:${whole}`, severity: rule.severity, says, facts: [...rule.parts, rule.of] }];
  });
}

/** People in the teams that are let desks: more than two to a desk is unusual. */
export const PEOPLE_PER_DESK = 2;

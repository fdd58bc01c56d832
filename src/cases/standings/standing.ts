import type { FactValue, FactValues, Vocabulary } from '../../kernel/fact.ts';
import type { OutcomeName } from '../../policy/finding.ts';
import type { Pack } from '../../policy/pack.ts';
import type { Remedy, Step } from '../../policy/remedy.ts';
import { factsLater, type Turn } from '../../policy/timeline.ts';
import { type Language, valueWords } from '../../policy/unit.ts';
import type { Standing } from './standing.store.ts';

/** How far ahead time is looked through, and how long before it lapses something is told, in months. */
export const HORIZON = 24;
export const NOTICE = 3;

/** Facts of a day from which they are known as the records say, ordered by day. */
export interface Known {
  readonly day: string;
  readonly facts: FactValues;
}

/**
 * The facts of a later day: as the records say on the last day from which they are known, and from there as time alone
 * makes them. What is counted over a window of time stays as it is today: activity is taken to go on.
 */
export function factsAhead(known: readonly Known[], vocabulary: Vocabulary): (day: string) => FactValues {
  const [today] = known;
  return (day) => {
    const base = known.findLast((each) => each.day <= day) ?? today;
    if (!base || !today) return {};
    const facts: Record<string, FactValues[string]> = { ...factsLater(base.facts, base.day, day, vocabulary) };
    for (const [key, value] of Object.entries(today.facts)) {
      if (Object.hasOwn(vocabulary, key) && vocabulary[key]?.window !== undefined) facts[key] = value;
    }
    return facts;
  };
}

/** The document is of the carrier's own territory or of one above it, and of its zone where it has one. */
export const liesUnder = (
  { territory }: Pick<Pack, 'territory'>,
  { codes, zones }: Pick<Standing, 'codes' | 'zones'>,
) => codes.includes(territory.code) && (territory.zone === undefined || zones.includes(territory.zone));

/** What holds today and time alone will end, with its clause; verdicts and what is only preferred are left out. */
export function lapsing(pack: Pack, turns: readonly Turn[]) {
  return turns.flatMap(({ requirement, from, to, day }) => {
    const rule = pack.requirements.find(({ id }) => id === requirement);
    if (!rule || from !== 'met' || rule.kind === 'prefer' || (to !== 'unmet' && to !== 'unknown')) return [];
    return [{ requirement: rule.id, cites: rule.cites, says: rule.says, lapsesOn: day, becomes: to }];
  });
}
export type Lapse = ReturnType<typeof lapsing>[number];

/** What is not met today and time alone will meet. */
export function ripening(pack: Pack, turns: readonly Turn[]) {
  return turns.flatMap(({ requirement, to, day }) => {
    if (to !== 'met') return [];
    const rule = pack.requirements.find(({ id }) => id === requirement);
    return [{ requirement, cites: rule?.cites ?? null, says: rule?.says ?? null, day }];
  });
}

/** 众创空间面积由450平方米改为500平方米 */
export function stepWords(pack: Pack, step: Step, language: Language): string {
  const { part, set, wanted, says, isUnknown } = step;
  const zh = language === 'zh';
  if (part.form === 'judge') return `${says ?? part.id}${zh ? '：待审核判断' : ': to be judged'}`;
  const fact = part.fact === null ? null : pack.factLabels[part.fact];
  const words = (value: FactValue | null) => valueWords(value, part.unit, fact?.options ?? null, language);
  const label = part.label?.[language] ?? says ?? '';
  if (!zh) {
    if (!set) return `Make “${says ?? label}” ${wanted === 'met' ? 'hold' : 'no longer hold'}`;
    return isUnknown
      ? `Record and prove ${label}: ${words(set.value)}`
      : `${label}: from ${words(part.actual)} to ${words(set.value)}`;
  }
  if (!set) return wanted === 'met' ? `使“${says ?? label}”成立` : `使“${says ?? label}”不再成立`;
  if (isUnknown) return `登记并证明${label}${typeof set.value === 'number' ? '达到' : '为'}${words(set.value)}`;
  return `${label}由${words(part.actual)}改为${words(set.value)}`;
}

export interface Counts extends Record<OutcomeName, number> {}
export function countsOf(findings: readonly { outcome: OutcomeName }[]): Counts {
  const counts = { met: 0, unmet: 0, unknown: 0, notApplicable: 0 };
  for (const { outcome } of findings) counts[outcome]++;
  return counts;
}

export function remedyView(pack: Pack, remedy: Remedy | null, language: Language) {
  return (
    remedy && {
      effort: remedy.effort,
      confirmed: remedy.confirmed,
      steps: remedy.steps.map((step) => ({
        requirement: step.requirement,
        cites: step.cites,
        text: stepWords(pack, step, language),
        isUnknown: step.isUnknown,
        effort: step.effort,
      })),
    }
  );
}

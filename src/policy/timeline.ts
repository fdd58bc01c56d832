import { addMonths, monthsBetween } from '../kernel/day.ts';
import type { FactValues, Vocabulary } from '../kernel/fact.ts';
import { evaluate, verdict } from './evaluate.ts';
import type { Judgements, OutcomeName } from './finding.ts';
import type { Pack } from './pack.ts';

/** A requirement, or the verdict of the pack (`requirement: null`), that time alone turns around. */
export interface Turn {
  readonly requirement: string | null;
  readonly from: OutcomeName;
  readonly to: OutcomeName;
  /** The first day on which it has turned. */
  readonly day: string;
}

/**
 * Facts as time alone will have made them on a later day: months in operation grow, what remains of a lease shrinks,
 * everything else stays. What remains is known in whole months only, so a lease that shrinks has surely lapsed on the
 * day named here, and may lapse up to a month before.
 */
export function factsLater(facts: FactValues, onDate: string, day: string, vocabulary: Vocabulary): FactValues {
  const gone = monthsBetween(onDate, day);
  const later: Record<string, FactValues[string]> = { ...facts };
  for (const [key, value] of Object.entries(facts)) {
    const definition = Object.hasOwn(vocabulary, key) ? vocabulary[key] : undefined;
    if (!definition?.overTime || typeof value !== 'number') continue;
    const since = definition.since === undefined ? undefined : facts[definition.since];
    if (definition.overTime === 'shrinks') later[key] = Math.max(0, value - gone);
    else later[key] = typeof since === 'string' && since <= day ? monthsBetween(since, day) : value + gone;
  }
  return later;
}

/**
 * What time alone will turn around within some months: the day on which an unmet requirement, or the verdict, will be
 * met, and the day on which one that holds today will have lapsed. The dated values of parameters count as time.
 *
 * @param factsOn the facts as of a later day; `factsLater`, or what the records say will hold
 * @param since   days from which months are counted, besides `onDate` itself
 * @param also    single days on which something in the records begins or ends
 */
export function turns(
  pack: Pack,
  factsOn: (day: string) => FactValues,
  onDate: string,
  {
    months,
    since = [],
    also = [],
    judgements = {},
  }: { months: number; since?: readonly string[]; also?: readonly string[]; judgements?: Judgements },
): Turn[] {
  const found = new Map<string | null, Turn>();
  const start = outcomes(pack, factsOn(onDate), onDate, judgements);
  for (const day of days(pack, onDate, months, since, also)) {
    for (const [requirement, outcome] of outcomes(pack, factsOn(day), day, judgements)) {
      const from = start.get(requirement);
      if (from === undefined || from === outcome || found.has(requirement)) continue;
      found.set(requirement, { requirement, from, to: outcome, day });
    }
  }
  return [...found.values()].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function outcomes(pack: Pack, facts: FactValues, day: string, judgements: Judgements): Map<string | null, OutcomeName> {
  const findings = evaluate(pack, facts, day, judgements);
  return new Map<string | null, OutcomeName>([
    [null, verdict(findings)],
    ...findings.map(({ requirement, outcome }): [string, OutcomeName] => [requirement, outcome]),
  ]);
}

/** Only on these can anything turn: a month has gone by since one of the days, or a figure of the law changes. */
function days(pack: Pack, onDate: string, months: number, since: readonly string[], also: readonly string[]): string[] {
  const last = addMonths(onDate, months);
  const found = new Set<string>(also);
  for (const from of [onDate, ...since]) {
    const first = Math.max(0, monthsBetween(from, onDate));
    for (let k = first; k <= first + months + 1; k++) found.add(addMonths(from, k));
  }
  for (const parameter of Object.values(pack.parameters)) for (const { from } of parameter.values) found.add(from);
  return [...found].filter((day) => day > onDate && day <= last).sort();
}

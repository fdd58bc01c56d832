import { addDays } from '../kernel/day.ts';
import type { FactValue, FactValues } from '../kernel/fact.ts';
import { explain, verdict } from './evaluate.ts';
import { isTextMatch } from './expression.ts';
import type { Judgements, Part } from './finding.ts';
import type { Pack, RequirementNode } from './pack.ts';

/** One comparison or judgement that has to come out otherwise. */
export interface Step {
  readonly requirement: string;
  readonly cites: string;
  readonly says: string | null;
  readonly part: Part;
  /** `met`: it has to hold; `unmet`: it must no longer hold (below `none` and a veto). */
  readonly wanted: 'met' | 'unmet';
  /** Not known today: to be shown, perhaps not to be changed. */
  readonly isUnknown: boolean;
  readonly effort: number;
  /** The fact and the nearest value that does; null where it is a judgement or more than one fact decides. */
  readonly set: { readonly fact: string; readonly value: FactValue } | null;
}
export interface Remedy {
  readonly steps: readonly Step[];
  readonly effort: number;
  /** The facts and judgements after every step, each with its nearest value, pass. False: some step has no such value. */
  readonly confirmed: boolean;
  readonly facts: FactValues;
  readonly judgements: Judgements;
}

/**
 * The cheapest set of unmet or unknown lines that makes the verdict of the pack `met`: the least sum of efforts, and
 * of equal sums the fewest lines. Guards are taken as they are. Null where nothing can make it pass.
 */
export function remedy(pack: Pack, facts: FactValues, onDate: string, judgements: Judgements = {}): Remedy | null {
  const findings = explain(pack, facts, onDate, judgements);
  const steps: Step[] = [];
  for (const finding of findings) {
    if (finding.kind === 'should' || finding.kind === 'prefer' || finding.outcome === 'met') continue;
    const found = cheapest(finding, 'met', efforts(pack), true);
    if (!found) return null;
    steps.push(...found.steps);
  }
  const effort = steps.reduce((sum, step) => sum + step.effort, 0);
  return { steps, effort, ...tryOut(pack, facts, onDate, judgements, steps) };
}

interface Way {
  readonly effort: number;
  readonly steps: readonly Step[];
}
const FREE: Way = { effort: 0, steps: [] };

/** Efforts by id of the line, each inherited from the line above. */
function efforts(pack: Pack): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const walk = (node: RequirementNode, above: number) => {
    const own = node.effort ?? above;
    found.set(node.id, own);
    for (const part of node.parts) walk(part, own);
  };
  for (const requirement of pack.requirements) walk(requirement, 1);
  return found;
}

function cheapest(
  part: Part,
  wanted: 'met' | 'unmet',
  costs: ReadonlyMap<string, number>,
  lenient: boolean,
): Way | null {
  if (part.outcome === wanted) return FREE;
  const guard = part.when?.outcome ?? 'met';
  if (guard === 'unmet') return wanted === 'met' ? FREE : null;
  const body = cheapestBody(part, wanted, costs, lenient);
  if (guard === 'met' || (wanted === 'met' && lenient) || !part.when) return body;
  return sum([cheapest(part.when, 'met', costs, true), body]);
}

function cheapestBody(
  part: Part,
  wanted: 'met' | 'unmet',
  costs: ReadonlyMap<string, number>,
  lenient: boolean,
): Way | null {
  const { form } = part;
  if (form === 'constant') return part.outcome === wanted ? FREE : null;
  if (form !== 'all' && form !== 'any' && form !== 'none') {
    if (part.when?.outcome === 'unknown' && holdsByItself(part) === (wanted === 'met')) return FREE;
    const effort = costs.get(part.id) ?? 1;
    const { requirement, cites, says } = part;
    const isUnknown = part.outcome === 'unknown';
    return {
      effort,
      steps: [{ requirement, cites, says, part, wanted, isUnknown, effort, set: nearest(part, wanted) }],
    };
  }
  const parts = part.parts.filter((each) => each.outcome !== 'notApplicable');
  const each = form === 'none' ? (wanted === 'met' ? 'unmet' : 'met') : wanted;
  const ways = parts.map((inner) => cheapest(inner, each, costs, lenient && form === 'all'));
  const everyone = form === 'none' ? wanted === 'met' : (form === 'all') === (wanted === 'met');
  return everyone ? sum(ways) : least(ways);
}

/** Whether the comparison holds, apart from its guard; null where it is not known or cannot be told. */
function holdsByItself({ form, how, actual, threshold, lacking, expected }: Part): boolean | null {
  if (actual === null || threshold === null) return null;
  if (form === 'judge' || form === 'flag') return actual === threshold;
  if (form === 'contains') return expected && (how === 'containsAll' || how === 'in') ? lacking.length === 0 : null;
  if (form !== 'compare') return null;
  if (how === '==' || how === '!=') return (actual === threshold) === (how === '==');
  if (how === '>=' || how === '>') return how === '>=' ? actual >= threshold : actual > threshold;
  return how === '<=' ? actual <= threshold : actual < threshold;
}

function sum(ways: readonly (Way | null)[]): Way | null {
  let effort = 0;
  const steps: Step[] = [];
  for (const way of ways) {
    if (!way) return null;
    effort += way.effort;
    steps.push(...way.steps);
  }
  return { effort, steps };
}
function least(ways: readonly (Way | null)[]): Way | null {
  let best: Way | null = null;
  for (const way of ways) {
    if (!way) continue;
    const better =
      !best || way.effort < best.effort || (way.effort === best.effort && way.steps.length < best.steps.length);
    if (better) best = way;
  }
  return best;
}

const NEGATED = { '>=': '<', '>': '<=', '<=': '>', '<': '>=', '==': '!=', '!=': '==' } as const;

/** The nearest value of the one fact that decides the line; numbers move by whole units of the fact. */
function nearest(part: Part, wanted: 'met' | 'unmet'): Step['set'] {
  const { fact, form, threshold, actual } = part;
  if (fact === null || threshold === null) return null;
  if (form === 'flag') return { fact, value: wanted === 'met' ? threshold : !threshold };
  if (form === 'compare') {
    const how = wanted === 'met' ? (part.how as keyof typeof NEGATED) : NEGATED[part.how as keyof typeof NEGATED];
    if (how === '>=' || how === '<=' || how === '==') return { fact, value: threshold };
    const by = how === '<' ? -1 : 1;
    if (typeof threshold === 'number') return { fact, value: threshold + by };
    if (how === '!=') return null;
    return typeof threshold === 'string' ? { fact, value: addDays(threshold, by) } : null;
  }
  const holds = (wanted === 'met') === part.expected;
  const items = Array.isArray(threshold) ? (threshold as readonly string[]) : [threshold as string];
  if (part.how === 'oneOf') return holds && items[0] !== undefined ? { fact, value: items[0] } : null;
  if (isTextMatch(part.how)) return null;
  const has = Array.isArray(actual) ? (actual as readonly string[]) : [];
  if (!holds)
    return {
      fact,
      value:
        part.how === 'containsAll'
          ? has.filter((item) => item !== items[0])
          : has.filter((item) => !items.includes(item)),
    };
  const add = part.how === 'containsAny' ? items.slice(0, 1) : items;
  return { fact, value: [...has, ...add.filter((item) => !has.includes(item))] };
}

/** Thresholds may move with other facts (30% of the area), so the values are set again until they stand. */
function tryOut(pack: Pack, facts: FactValues, onDate: string, judgements: Judgements, steps: readonly Step[]) {
  const values: Record<string, FactValue | undefined> = { ...facts };
  const judged: Record<string, 'met' | 'unmet' | undefined> = { ...judgements };
  for (const step of steps) {
    if (step.part.form === 'judge') judged[step.part.id] = step.wanted;
    else if (step.set) values[step.set.fact] = step.set.value;
  }
  for (let round = 0; round < 5; round++) {
    const findings = explain(pack, values, onDate, judged);
    if (verdict(findings) === 'met') return { confirmed: true, facts: values, judgements: judged };
    const again = steps.map((step) => find(findings, step)).filter((set) => set !== null);
    if (again.length === 0) break;
    for (const { fact, value } of again) values[fact] = value;
  }
  return { confirmed: false, facts: values, judgements: judged };
}

/** The same comparison as it now stands, and the value it now asks for. */
function find(findings: readonly Part[], { part, wanted }: Step): Step['set'] {
  let found: Step['set'] = null;
  const walk = (each: Part) => {
    const same = each.id === part.id && each.form === part.form && each.fact === part.fact && each.how === part.how;
    if (same && each.outcome !== wanted) found ??= nearest(each, wanted);
    each.parts.forEach(walk);
  };
  findings.forEach(walk);
  return found;
}

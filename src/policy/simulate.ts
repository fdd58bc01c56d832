import type { FactValue, FactValues } from '../kernel/fact.ts';
import { compileValue, type ParameterValues } from './compile.ts';
import { rulesOn, verdict } from './evaluate.ts';
import type { Expression } from './expression.ts';
import type { Judgements } from './finding.ts';
import type { Pack, RequirementNode } from './pack.ts';
import { parametersOn } from './score.ts';

/** One carrier of the population that is held fixed. */
export interface Subject {
  readonly id: string;
  readonly facts: FactValues;
  readonly judgements?: Judgements;
}
export type Verdict = 'met' | 'unmet' | 'unknown';
export interface Simulated {
  readonly id: string;
  readonly before: Verdict;
  readonly after: Verdict;
}
export interface Distance {
  readonly requirement: string;
  readonly fact: string;
  readonly unit: string | null;
  /** actual − threshold under the law after; negative where `>=` falls short. One for each subject whose fact is known. */
  readonly values: readonly { readonly id: string; readonly distance: number }[];
}
export interface Simulation {
  readonly counts: {
    readonly before: Readonly<Record<Verdict, number>>;
    readonly after: Readonly<Record<Verdict, number>>;
  };
  /** Met after, and not before. */
  readonly qualifies: readonly string[];
  /** Met before, and unmet after. */
  readonly fallsOut: readonly string[];
  /** Decided before, and unknown after. */
  readonly becomesUnknown: readonly string[];
  readonly subjects: readonly Simulated[];
  /** How many each requirement keeps out before and after. */
  readonly requirements: readonly { readonly requirement: string; readonly before: number; readonly after: number }[];
}

/**
 * Judges the same population by two packs, or by one pack on two days. What is unknown is counted apart, never as no.
 */
export function simulate(
  before: { pack: Pack; onDate: string },
  after: { pack: Pack; onDate: string },
  population: readonly Subject[],
): Simulation {
  const [rulesBefore, rulesAfter] = [rulesOn(before.pack, before.onDate), rulesOn(after.pack, after.onDate)];
  const counts = { before: { met: 0, unmet: 0, unknown: 0 }, after: { met: 0, unmet: 0, unknown: 0 } };
  const kept = new Map<string, { requirement: string; before: number; after: number }>();
  for (const { id } of [...before.pack.requirements, ...after.pack.requirements]) {
    kept.set(id, { requirement: id, before: 0, after: 0 });
  }
  const subjects = population.map(({ id, facts, judgements }): Simulated => {
    const sides = { before: rulesBefore.evaluate(facts, judgements), after: rulesAfter.evaluate(facts, judgements) };
    for (const side of ['before', 'after'] as const) {
      for (const { requirement, outcome } of sides[side]) {
        const row = outcome === 'unmet' ? kept.get(requirement) : undefined;
        if (row) row[side]++;
      }
    }
    const result = { id, before: verdict(sides.before) as Verdict, after: verdict(sides.after) as Verdict };
    counts.before[result.before]++;
    counts.after[result.after]++;
    return result;
  });
  const idsOf = (holds: (each: Simulated) => boolean) => subjects.filter(holds).map(({ id }) => id);
  return {
    counts,
    qualifies: idsOf((each) => each.after === 'met' && each.before !== 'met'),
    fallsOut: idsOf((each) => each.before === 'met' && each.after === 'unmet'),
    becomesUnknown: idsOf((each) => each.before !== 'unknown' && each.after === 'unknown'),
    subjects,
    requirements: [...kept.values()],
  };
}

interface Comparison {
  readonly requirement: string;
  readonly fact: string;
  readonly unit: string | null;
  readonly threshold: (facts: FactValues) => FactValue | undefined;
}

/** How far from each line every subject stands, for a histogram; comparisons of one fact with a figure only. */
export function distances(pack: Pack, onDate: string, population: readonly Subject[]): Distance[] {
  const parameters = parametersOn(pack, onDate);
  // A relaxed figure is a second comparison of the same fact: the line as it stands comes first.
  const lines = Map.groupBy(
    pack.requirements.flatMap((requirement) => comparisonsOf(requirement, requirement.id, parameters)),
    ({ requirement, fact }) => `${requirement} ${fact}`,
  );
  return [...lines.values()].flatMap((comparisons) => {
    const [first] = comparisons;
    if (!first) return [];
    const { requirement, fact, unit } = first;
    const values: { id: string; distance: number }[] = [];
    for (const { id, facts } of population) {
      const actual = facts[fact];
      if (typeof actual !== 'number') continue;
      for (const comparison of comparisons) {
        const threshold = comparison.threshold(facts);
        if (typeof threshold !== 'number') continue;
        values.push({ id, distance: actual - threshold });
        break;
      }
    }
    return values.length > 0 ? [{ requirement, fact, unit, values }] : [];
  });
}

function comparisonsOf(node: RequirementNode, requirement: string, parameters: ParameterValues): Comparison[] {
  const found: Comparison[] = [];
  const walk = (expression: Expression) => {
    if (expression.op === 'and' || expression.op === 'or') expression.parts.forEach(walk);
    if (expression.op !== 'compare' || expression.left.op !== 'fact') return;
    const { left, right } = expression;
    const unit = left.type.kind === 'number' ? left.type.unit : null;
    found.push({ requirement, fact: left.key, unit, threshold: compileValue(right, parameters) });
  };
  if (node.expression) walk(node.expression);
  for (const part of node.parts) found.push(...comparisonsOf(part, requirement, parameters));
  return found;
}

/** The pack with other figures, for a trial: nothing is saved. Values are in the unit of the facts (fen, months, 0.3). */
export function withFigures(pack: Pack, figures: Readonly<Record<string, number>>): Pack {
  const parameters = { ...pack.parameters };
  for (const [name, value] of Object.entries(figures)) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (parameter?.kind !== 'number') throw new RangeError(`no figure ${name} in ${pack.id}`);
    parameters[name] = {
      ...parameter,
      values: [{ from: '0000-01-01', value, cites: parameter.values.at(-1)?.cites ?? null }],
    };
  }
  return { ...pack, parameters };
}

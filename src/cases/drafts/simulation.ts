import type { FactValues } from '../../kernel/fact.ts';
import { rulesOn } from '../../policy/evaluate.ts';
import { needsOf } from '../../policy/expression.ts';
import type { Judgements, OutcomeName } from '../../policy/finding.ts';
import type { Pack, RequirementNode } from '../../policy/pack.ts';
import { factsOf } from '../../policy/requirement.ts';
import type { Distance, Subject } from '../../policy/simulate.ts';

/** Keys of every fact that the conditions and amounts of a pack may ask for. */
export function factKeysOf(pack: Pack): string[] {
  const keys = new Set(pack.requirements.flatMap(factsOf));
  for (const { guard, value } of pack.amounts)
    for (const need of [...(guard ? needsOf(guard) : []), ...(value?.needs ?? [])])
      if (!need.startsWith('parameter:')) keys.add(need);
  return [...keys];
}

/** Every question to a person answered in the applicant's favour: where a line describes a fault, the fault is not there. */
export function favourable(pack: Pack): Judgements {
  const answers: Record<string, 'met' | 'unmet'> = {};
  const walk = (node: RequirementNode, wanted: 'met' | 'unmet') => {
    if (node.form === 'judge') answers[node.id] = wanted;
    const below = node.form === 'none' ? (wanted === 'met' ? 'unmet' : 'met') : wanted;
    for (const part of node.parts) walk(part, below);
  };
  for (const requirement of pack.requirements) walk(requirement, requirement.kind === 'veto' ? 'unmet' : 'met');
  return answers;
}

/** What a carrier would hold once the pack grants it: the fact that amounts ask for, by kind and level. */
const HELD: Readonly<Record<string, Readonly<Partial<Record<Pack['designation']['level'], string>>>>> = {
  makerSpace: { national: 'nationalMakerSpace', province: 'provincialMakerSpace', city: 'cityMakerSpace' },
  incubator: { national: 'nationalIncubator', province: 'provincialIncubator' },
  sciencePark: { national: 'nationalSciencePark', province: 'provincialSciencePark' },
};

/** The facts of one that meets the conditions, as they are once the pack has granted what it grants. */
export function onceGranted({ grants, designation }: Pack, kind: string, facts: FactValues): FactValues {
  const held = grants ? HELD[kind]?.[designation.level] : undefined;
  return held === undefined ? facts : { ...facts, 'space.recognitionLevel': held };
}

export interface Tally {
  met: number;
  unmet: number;
  unknown: number;
}
export const tally = (): Tally => ({ met: 0, unmet: 0, unknown: 0 });

export interface LineMoves {
  readonly requirement: string;
  readonly says: string;
  readonly before: Tally;
  readonly after: Tally;
  readonly moved: readonly { readonly id: string; readonly before: OutcomeName; readonly after: OutcomeName }[];
}

/** What each line of the draft says of everyone before and after, the lines by id; those without change are left out. */
export function lineMoves(
  before: { pack: Pack; onDate: string },
  after: { pack: Pack; onDate: string },
  population: readonly Subject[],
): LineMoves[] {
  const [old, fresh] = [rulesOn(before.pack, before.onDate), rulesOn(after.pack, after.onDate)];
  const rows = new Map(
    after.pack.requirements.map(({ id, says }) => [
      id,
      { requirement: id, says, before: tally(), after: tally(), moved: [] as LineMoves['moved'][number][] },
    ]),
  );
  for (const { id, facts, judgements } of population) {
    const earlier = new Map(old.evaluate(facts, judgements).map((each) => [each.requirement, each.outcome]));
    for (const { requirement, outcome } of fresh.evaluate(facts, judgements)) {
      const row = rows.get(requirement);
      const was = earlier.get(requirement) ?? 'notApplicable';
      if (!row) continue;
      if (was !== 'notApplicable') row.before[was]++;
      if (outcome !== 'notApplicable') row.after[outcome]++;
      if (was !== outcome) row.moved.push({ id, before: was, after: outcome });
    }
  }
  return [...rows.values()].filter(({ moved }) => moved.length > 0);
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}
const BINS = 12;

/** Equal steps that have 0, the line itself, as one of their edges. The last step holds its upper end too. */
export function histogram(values: readonly number[]): Bin[] {
  if (values.length === 0) return [];
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  if (least === most) return [{ from: 0, to: 0, count: values.length }];
  const width = niceStep((most - least) / BINS);
  const first = Math.floor(least / width);
  const last = Math.max(first + 1, Math.ceil(most / width));
  const counts = new Array<number>(last - first).fill(0);
  for (const value of values) {
    const index = Math.min(Math.floor(value / width) - first, counts.length - 1);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count, index) => ({
    from: tidy((first + index) * width),
    to: tidy((first + index + 1) * width),
    count,
  }));
}

/** 1, 2 or 5 times a power of ten, at least as wide as asked for. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((each) => each * power >= least) ?? 10);
}
/** Without the tail of a binary fraction, and without a minus before 0. */
const tidy = (value: number) => Number(value.toPrecision(12)) + 0;

/** The thirty nearest to the line, those short of it first. */
export function nearest(values: Distance['values']): Distance['values'] {
  return [...values]
    .sort((a, b) => Number(a.distance >= 0) - Number(b.distance >= 0) || Math.abs(a.distance) - Math.abs(b.distance))
    .slice(0, 30);
}

/** `a=1;b=2` */
export function figuresOf(text: string): Record<string, number> {
  const pairs = text.split(';').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return [name, Number(value)];
    }),
  );
}

/** The day of the newest figure of a pack that lies ahead of `on`; `on` where none does. */
export function dayOfNewestFigure(pack: Pack, on: string): string {
  const days = Object.values(pack.parameters).flatMap(({ values }) => values.map(({ from }) => from));
  return days.reduce((latest, day) => (day > latest ? day : latest), on);
}

import type { FactValue } from '../kernel/fact.ts';
import { parameterOn } from './evaluate.ts';
import type { Pack, Parameter, Requirement } from './pack.ts';
import { parameterWords } from './parameter.words.ts';
import { factsOf } from './requirement.ts';
import { both, compareNodes, directionOf, turned as opposite, type Relation } from './stricter.ts';
import type { Language } from './unit.ts';

/** How a rule of the second pack stands to that of the first. */
export const CHANGES = {
  tightened: { zh: '收紧', en: 'tightened' },
  relaxed: { zh: '放宽', en: 'relaxed' },
  added: { zh: '新增', en: 'added' },
  removed: { zh: '取消', en: 'removed' },
  changed: { zh: '改变', en: 'changed' },
  notComparable: { zh: '不可比', en: 'not comparable' },
} as const;
export type Change = keyof typeof CHANGES;

/** What of a pack is compared. */
export const COMPARED = {
  parameter: { zh: '数值', en: 'Figures' },
  requirement: { zh: '条件', en: 'Requirements' },
  condition: { zh: '条件组', en: 'Conditions' },
  relaxation: { zh: '放宽', en: 'Relaxations' },
  rule: { zh: '规定', en: 'Rules' },
  procedure: { zh: '程序', en: 'Procedures' },
} as const;
export type Compared = keyof typeof COMPARED;

export interface Side {
  readonly id: string;
  readonly cites: string | null;
  /** The sentence of the rule, or the value of the parameter in words. */
  readonly says: string;
}
export interface Difference {
  readonly of: Compared;
  readonly change: Change;
  readonly label: string;
  readonly a: Side | null;
  readonly b: Side | null;
  /** `b` asks less than `a` does, and `a` is the law of a territory above that of `b`. */
  readonly contradicts: boolean;
}

/**
 * The legal difference from pack `a` to pack `b`, rule by rule. Requirements pair by id, else by the facts they ask
 * for; parameters and recorded rules by name.
 *
 * @param on YYYY-MM-DD; dated values are compared as they hold on that day; null compares the latest
 */
export function diffPacks(a: Pack, b: Pack, on: string | null = null, language: Language = 'zh'): Difference[] {
  const above = standsAbove(a, b);
  const differences: Omit<Difference, 'contradicts'>[] = [
    ...parameters(a, b, on, language),
    ...requirements('requirement', a.requirements, b.requirements, a, b, on),
    ...conditionSets(a, b, on),
    ...named('relaxation', a.relaxations, b.relaxations, (each) => each.says),
    ...named('rule', keyed(a), keyed(b), (each) => each.says),
    ...procedures(a, b),
  ];
  return differences.map((difference) => ({
    ...difference,
    contradicts: above && difference.of === 'requirement' && ['relaxed', 'removed'].includes(difference.change),
  }));
}

/** The nation is above all, a province (430000) above its cities, a city (430100) above its districts. */
function standsAbove({ territory: a }: Pack, { territory: b }: Pack): boolean {
  if (a.code === b.code) return a.zone === undefined && b.zone !== undefined;
  if (a.code === '100000') return b.code !== '000000';
  const own = a.code.replace(/(00){1,2}$/, '');
  return own.length < 6 && b.code.startsWith(own);
}

const valueAt = (pack: Pack, name: string, on: string | null): FactValue | undefined =>
  on === null ? pack.parameters[name]?.values.at(-1)?.value : parameterOn(pack, name, on);

function parameterSide(pack: Pack, name: string, on: string | null, language: Language): Side {
  const parameter = pack.parameters[name] as Parameter;
  const dated = parameter.values.findLast((each) => on === null || each.from <= on);
  const open = language === 'zh' ? '未定' : 'left open';
  const says = dated ? parameterWords(pack, parameter, dated.value, language) : open;
  return { id: name, cites: dated?.cites ?? null, says };
}

function parameters(a: Pack, b: Pack, on: string | null, language: Language) {
  const names = [...new Set([...Object.keys(a.parameters), ...Object.keys(b.parameters)])];
  return names.flatMap((name): Omit<Difference, 'contradicts'>[] => {
    const [ours, theirs] = [a.parameters[name], b.parameters[name]];
    const label = (theirs ?? ours)?.label ?? name;
    const left = ours ? parameterSide(a, name, on, language) : null;
    const right = theirs ? parameterSide(b, name, on, language) : null;
    const row = { of: 'parameter' as const, label, a: left, b: right };
    if (!ours || !theirs) return [{ ...row, change: ours ? 'removed' : 'added' }];
    if (ours.factUnit !== theirs.factUnit || ours.kind !== theirs.kind) return [{ ...row, change: 'notComparable' }];
    const [x, y] = [valueAt(a, name, on), valueAt(b, name, on)];
    if (JSON.stringify(x) === JSON.stringify(y)) {
      const dated = (each: Parameter) => JSON.stringify(each.values.map(({ from, value }) => [from, value]));
      // Between documents each figure has its own first day; between versions of one, a new date is a change.
      return on === null && a.id === b.id && dated(ours) !== dated(theirs) ? [{ ...row, change: 'changed' }] : [];
    }
    return [{ ...row, change: parameterChange(name, x, y, a, b) }];
  });
}

function parameterChange(name: string, x: FactValue | undefined, y: FactValue | undefined, a: Pack, b: Pack): Change {
  const all = (pack: Pack) => [...pack.requirements, ...pack.conditions.flatMap((set) => set.requirements)];
  const direction = directionOf(name, all(a));
  if (direction === null || direction !== directionOf(name, all(b))) return 'changed';
  if (x === undefined || y === undefined) return 'changed';
  let grows: boolean;
  if (Array.isArray(x) && Array.isArray(y)) {
    grows = x.every((item) => y.includes(item));
    if (!grows && !y.every((item) => x.includes(item))) return 'changed';
  } else if (typeof x === typeof y && (typeof x === 'number' || typeof x === 'string')) grows = x < y;
  else return 'changed';
  return grows === direction > 0 ? 'tightened' : 'relaxed';
}

const STRENGTH = { prefer: 0, should: 1, must: 2, veto: 2 } as const;
const NAMES: Readonly<Record<Exclude<Relation, 'same'>, Change>> = {
  tighter: 'tightened',
  looser: 'relaxed',
  mixed: 'changed',
  notComparable: 'notComparable',
};
const sideOf = ({ id, cites, says }: { id: string; cites: string; says: string }): Side => ({ id, cites, says });

function requirements(
  of: 'requirement' | 'condition',
  a: readonly Requirement[],
  b: readonly Requirement[],
  packA: Pack,
  packB: Pack,
  on: string | null,
): Omit<Difference, 'contradicts'>[] {
  const rows: Omit<Difference, 'contradicts'>[] = [];
  const left = [...b];
  const take = (found: Requirement | undefined) => {
    if (found) left.splice(left.indexOf(found), 1);
    return found;
  };
  const about = (each: Requirement) => factsOf(each).sort().join(' ');
  const byId = new Map(a.map((ours) => [ours, take(left.find((each) => each.id === ours.id))]));
  const relate = (ours: Requirement, theirs: Requirement) =>
    compareNodes(
      ours,
      theirs,
      (name) => valueAt(packA, name, on),
      (name) => valueAt(packB, name, on),
    );
  const alike = (ours: Requirement) =>
    left.find(
      (each) => factsOf(each).some((key) => factsOf(ours).includes(key)) && relate(ours, each) !== 'notComparable',
    );
  const byFacts = (ours: Requirement) => left.find((each) => about(each) !== '' && about(each) === about(ours));
  for (const ours of a) {
    const theirs = byId.get(ours) ?? take(byFacts(ours)) ?? take(alike(ours));
    const row = { of, label: ours.says, a: sideOf(ours), b: theirs ? sideOf(theirs) : null };
    if (!theirs) {
      rows.push({ ...row, change: 'removed' });
      continue;
    }
    const turnedOver = (ours.kind === 'veto') !== (theirs.kind === 'veto');
    const inner = relate(ours, theirs);
    const faced = ours.kind === 'veto' ? opposite(inner) : inner;
    const [x, y] = [STRENGTH[ours.kind], STRENGTH[theirs.kind]];
    const relation = turnedOver ? 'notComparable' : both(faced, x === y ? 'same' : x < y ? 'tighter' : 'looser');
    if (relation !== 'same') rows.push({ ...row, change: NAMES[relation] });
  }
  for (const theirs of left) rows.push({ of, change: 'added', label: theirs.says, a: null, b: sideOf(theirs) });
  return rows;
}

function conditionSets(a: Pack, b: Pack, on: string | null): Omit<Difference, 'contradicts'>[] {
  const ids = [...new Set([...a.conditions, ...b.conditions].map(({ id }) => id))];
  const of = (pack: Pack, id: string) => pack.conditions.find((set) => set.id === id)?.requirements ?? [];
  return ids.flatMap((id) => requirements('condition', of(a, id), of(b, id), a, b, on));
}

const keyed = (pack: Pack) =>
  pack.recorded.map((rule) => ({ ...rule, id: `${rule.file.replace('.yaml', '')}:${rule.id}` }));

/** Pairs by id; what is paired and not written alike is changed. Cites and files differ between documents. */
function named<T extends { readonly id: string; readonly cites: string; readonly says: string }>(
  of: 'relaxation' | 'rule',
  a: readonly T[],
  b: readonly T[],
  label: (each: T) => string,
): Omit<Difference, 'contradicts'>[] {
  const content = (each: T) => JSON.stringify({ ...each, cites: '' });
  const rows = a.flatMap((ours): Omit<Difference, 'contradicts'>[] => {
    const theirs = b.find((each) => each.id === ours.id);
    if (theirs && content(ours) === content(theirs)) return [];
    const side = theirs ? sideOf(theirs) : null;
    return [{ of, change: theirs ? 'changed' : 'removed', label: label(ours), a: sideOf(ours), b: side }];
  });
  const added = b.filter((theirs) => !a.some((ours) => ours.id === theirs.id));
  return [
    ...rows,
    ...added.map((each) => ({ of, change: 'added' as const, label: label(each), a: null, b: sideOf(each) })),
  ];
}

/** Procedures pair by purpose: what a step is and who takes it, its days, and where it leads. */
function procedures(a: Pack, b: Pack): Omit<Difference, 'contradicts'>[] {
  type One = Pack['procedures'][number];
  const shape = (pack: Pack, { steps, intake, covers }: One) =>
    JSON.stringify([
      intake,
      covers ?? null,
      steps.map(({ kind, actor, signing, due, supplement, notice, experts, outcomes }) => [
        kind,
        pack.bodies[actor]?.is,
        pack.bodies[actor]?.level,
        signing,
        due?.workingDays,
        supplement && [supplement.workingDays, supplement.times],
        notice?.workingDays,
        experts,
        Object.entries(outcomes).map(([name, { effects, papers }]) => [name, effects, papers]),
      ]),
    ]);
  const says = ({ steps }: One) => steps.map((step) => step.title).join('→');
  const side = (each: One): Side => ({ id: each.id, cites: each.cites, says: says(each) });
  const rows = a.procedures.flatMap((ours): Omit<Difference, 'contradicts'>[] => {
    const theirs =
      b.procedures.find((each) => each.id === ours.id) ?? b.procedures.find((each) => each.purpose === ours.purpose);
    if (theirs && shape(a, ours) === shape(b, theirs)) return [];
    const change = theirs ? 'changed' : 'removed';
    return [{ of: 'procedure', change, label: ours.title, a: side(ours), b: theirs ? side(theirs) : null }];
  });
  const known = new Set(a.procedures.flatMap(({ id, purpose }) => [id, purpose]));
  const added = b.procedures.filter(({ id, purpose }) => !known.has(id) && !known.has(purpose));
  return [
    ...rows,
    ...added.map((each) => ({
      of: 'procedure' as const,
      change: 'added' as const,
      label: each.title,
      a: null,
      b: side(each),
    })),
  ];
}

/** What both packs say alike: the rules of `b` in which no difference was found. */
export function alike(
  b: Pack,
  differences: readonly Difference[],
): { of: Compared; label: string; cites: string | null }[] {
  const differs = new Set(differences.map(({ of, b: side }) => `${of} ${side?.id}`));
  const says = ({ id, says: label, cites }: { id: string; says: string; cites: string }) => ({ id, label, cites });
  const all: Readonly<Record<Compared, readonly { id: string; label: string; cites: string | null }[]>> = {
    parameter: Object.entries(b.parameters).map(([id, { label, values }]) => ({
      id,
      label,
      cites: values.at(-1)?.cites ?? null,
    })),
    requirement: b.requirements.map(says),
    condition: b.conditions.flatMap((set) => set.requirements.map(says)),
    relaxation: b.relaxations.map(says),
    rule: keyed(b).map(says),
    procedure: b.procedures.map(({ id, title: label, cites }) => ({ id, label, cites })),
  };
  return (Object.keys(COMPARED) as Compared[]).flatMap((of) =>
    all[of].filter(({ id }) => !differs.has(`${of} ${id}`)).map(({ label, cites }) => ({ of, label, cites })),
  );
}

/** A line for each difference, both cites in it. */
export function diffText(differences: readonly Difference[], language: Language): string {
  const side = (each: Side | null) => (each ? `${each.says}${each.cites ? ` [${each.cites}]` : ''}` : '—');
  return differences
    .map((each) => {
      const warning = each.contradicts ? (language === 'zh' ? '  ⚠ 低于上级规定' : '  ⚠ below the law above') : '';
      const label = each.of === 'parameter' ? ` ${each.label}:` : '';
      return `${CHANGES[each.change][language]}  ${COMPARED[each.of][language].toLowerCase()}${label} ${side(each.a)} → ${side(each.b)}${warning}`;
    })
    .join('\n');
}

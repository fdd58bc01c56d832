import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FACTS } from '../facts/vocabulary.ts';
import { EFFECTS } from '../kernel/effect.ts';
import type { FactValue, FactValues } from '../kernel/fact.ts';
import { PAPERS } from '../kernel/paper.ts';
import { evaluate, explain, parameterOn, verdict } from './evaluate.ts';
import type { Judgements, OutcomeName, Part } from './finding.ts';
import { loadPack } from './load.ts';
import type { Pack, PackFiles } from './pack.ts';

const words = { facts: FACTS, effects: EFFECTS, papers: PAPERS };

/** A pack of nothing but the given parameters and requirements; JSON is YAML. */
function packOf(requirements: readonly object[], parameters: object = {}): Pack {
  const files: PackFiles = {
    'policy.yaml': JSON.stringify({
      id: '000000-test/pack',
      title: '测试',
      issuer: '测试',
      territory: { code: '000000', name: '测试' },
      carrierKinds: ['makerSpace'],
      mode: 'recognition',
      inForce: { from: '2020-01-01' },
      designation: { name: '测试', level: 'province', certificate: { title: '测试', number: '{serial}' } },
      bodies: {},
    }),
    'source.md': '# 测试\n## 第一条 条件\n条件。\n',
    'recognition.yaml': JSON.stringify({ parameters, requirements }),
  };
  const { pack, errors } = loadPack(files, words);
  if (!pack) throw new Error(errors.map((error) => `${error.line} ${error.zh}`).join('\n'));
  return pack;
}
const asked = (node: object, more: object = {}) => ({ id: 'asked', says: '条件', cites: '第一条', ...node, ...more });
const ON = '2026-06-30';
const outcomeOf = (pack: Pack, facts: FactValues, judgements?: Judgements) =>
  evaluate(pack, facts, ON, judgements)[0]?.outcome;

// ---- a slow reference: trees and expressions as the test makes them, judged straight from their definition

type Truth = true | false | null;
type Value = FactValue | null;
type Sum = { fact: string } | { number: number } | { op: '+' | '-' | '*' | '/'; left: Sum; right: Sum };
type Formula =
  | { op: '>=' | '>' | '<=' | '<' | '==' | '!='; left: Sum; right: Sum }
  | { op: 'flag'; fact: string }
  | { op: '!'; of: Formula }
  | { op: '&&' | '||'; left: Formula; right: Formula }
  | { op: 'all' | 'any'; fact: string; items: string[] }
  | { op: 'in'; fact: string; item: string }
  | { op: 'starts'; fact: string; prefix: string };
type Tree =
  | { form: 'check'; formula: Formula; when: Formula | null }
  | { form: 'judge'; name: string; when: null }
  | { form: 'all' | 'any' | 'none'; parts: Tree[]; when: Formula | null };

const not = (truth: Truth): Truth => (truth === null ? null : !truth);
const and = (truths: Truth[]): Truth => (truths.includes(false) ? false : truths.includes(null) ? null : true);
const or = (truths: Truth[]): Truth => not(and(truths.map(not)));

function sum(of: Sum, facts: FactValues): number | null {
  if ('fact' in of) return (facts[of.fact] as number | undefined) ?? null;
  if ('number' in of) return of.number;
  const [a, b] = [sum(of.left, facts), sum(of.right, facts)];
  if (a === null || b === null || (of.op === '/' && b === 0)) return null;
  return { '+': a + b, '-': a - b, '*': a * b, '/': a / b }[of.op];
}
function truthOf(formula: Formula, facts: FactValues): Truth {
  switch (formula.op) {
    case '!':
      return not(truthOf(formula.of, facts));
    case '&&':
      return and([truthOf(formula.left, facts), truthOf(formula.right, facts)]);
    case '||':
      return or([truthOf(formula.left, facts), truthOf(formula.right, facts)]);
    case 'flag':
      return (facts[formula.fact] as boolean | undefined) ?? null;
    case 'all':
    case 'any': {
      const set = facts[formula.fact] as string[] | undefined;
      if (!set) return null;
      return formula.op === 'all'
        ? formula.items.every((item) => set.includes(item))
        : formula.items.some((item) => set.includes(item));
    }
    case 'in':
      return (facts[formula.fact] as string[] | undefined)?.includes(formula.item) ?? null;
    case 'starts':
      return (facts[formula.fact] as string | undefined)?.startsWith(formula.prefix) ?? null;
    default: {
      const [a, b] = [sum(formula.left, facts), sum(formula.right, facts)];
      if (a === null || b === null) return null;
      return { '>=': a >= b, '>': a > b, '<=': a <= b, '<': a < b, '==': a === b, '!=': a !== b }[formula.op];
    }
  }
}
const asOutcome = (truth: Truth): OutcomeName => (truth === null ? 'unknown' : truth ? 'met' : 'unmet');

function outcomeByReference(tree: Tree, facts: FactValues, judgements: Judgements, lenient = true): OutcomeName {
  let outcome: OutcomeName;
  if (tree.form === 'judge') outcome = judgements[tree.name] ?? 'unknown';
  else if (tree.form === 'check') outcome = asOutcome(truthOf(tree.formula, facts));
  else {
    const parts = tree.parts
      .map((part) => outcomeByReference(part, facts, judgements, lenient && tree.form === 'all'))
      .filter((part) => part !== 'notApplicable')
      .map((part): Truth => (part === 'unknown' ? null : part === 'met'));
    if (parts.length === 0) outcome = 'notApplicable';
    else outcome = asOutcome(tree.form === 'all' ? and(parts) : tree.form === 'any' ? or(parts) : not(or(parts)));
  }
  const guard = tree.when ? truthOf(tree.when, facts) : true;
  if (guard === true || outcome === 'notApplicable') return outcome;
  if (guard === false) return 'notApplicable';
  return lenient && outcome === 'met' ? 'met' : 'unknown';
}

// ---- the same trees as a pack is written

function sumText(of: Sum): string {
  if ('fact' in of) return of.fact;
  if ('number' in of) return String(of.number);
  return `(${sumText(of.left)} ${of.op} ${sumText(of.right)})`;
}
function formulaText(formula: Formula): string {
  switch (formula.op) {
    case '!':
      return `!(${formulaText(formula.of)})`;
    case '&&':
    case '||':
      return `(${formulaText(formula.left)} ${formula.op} ${formulaText(formula.right)})`;
    case 'flag':
      return formula.fact;
    case 'all':
    case 'any': {
      const items = formula.items.map((item) => `'${item}'`).join(', ');
      return `${formula.fact}.contains${formula.op === 'all' ? 'All' : 'Any'}([${items}])`;
    }
    case 'in':
      return `'${formula.item}' in ${formula.fact}`;
    case 'starts':
      return `${formula.fact}.startsWith('${formula.prefix}')`;
    default:
      return `${sumText(formula.left)} ${formula.op} ${sumText(formula.right)}`;
  }
}
function written(tree: Tree): object {
  const when = tree.when ? { when: formulaText(tree.when) } : {};
  if (tree.form === 'judge') return { id: tree.name, judge: { by: 'reviewer' } };
  if (tree.form === 'check') return { ...when, check: formulaText(tree.formula) };
  return { ...when, [tree.form]: tree.parts.map(written) };
}

// ---- arbitrary trees over facts that each stand in one leaf only, and over facts that stand in several

const COUNTS = ['space.residents', 'space.residentStartups', 'space.financed', 'space.newlyRegistered'];
const FLAGS = ['space.leased', 'space.fixedPremises', 'space.onlinePlatform', 'operator.legalPerson'];
const KINDS = ['rdDesign', 'techTransfer', 'ip'];

const anySum: fc.Arbitrary<Sum> = fc.letrec<{ sum: Sum }>((tie) => ({
  sum: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    fc.constantFrom(...COUNTS).map((fact) => ({ fact })),
    fc.record({ op: fc.constantFrom('+' as const, '-' as const), left: tie('sum'), right: tie('sum') }),
    fc.record({
      op: fc.constantFrom('*' as const, '/' as const),
      left: tie('sum'),
      right: fc.integer({ min: 0, max: 3 }).map((number) => ({ number })),
    }),
  ),
})).sum;
const anyFormula: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.record({
      op: fc.constantFrom('>=' as const, '>' as const, '<=' as const, '<' as const, '==' as const, '!=' as const),
      left: anySum,
      right: fc.oneof(
        anySum,
        fc.integer({ min: 0, max: 6 }).map((number) => ({ number })),
      ),
    }),
    fc.constantFrom(...FLAGS).map((fact) => ({ op: 'flag' as const, fact })),
    fc.record({
      op: fc.constantFrom('all' as const, 'any' as const),
      fact: fc.constant('space.serviceKinds'),
      items: fc.subarray(KINDS, { minLength: 1 }),
    }),
    fc.constantFrom(...KINDS).map((item) => ({ op: 'in' as const, fact: 'space.serviceKinds', item })),
    fc.constantFrom('4', '43').map((prefix) => ({ op: 'starts' as const, fact: 'operator.division', prefix })),
    tie('formula').map((of) => ({ op: '!' as const, of })),
    fc.record({ op: fc.constantFrom('&&' as const, '||' as const), left: tie('formula'), right: tie('formula') }),
  ),
})).formula;
const anyTree: fc.Arbitrary<Tree> = fc
  .letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', maxDepth: 3 },
      fc.record({ form: fc.constant('check' as const), formula: anyFormula, when: fc.option(anyFormula) }),
      fc.constant({ form: 'judge' as const, name: '', when: null }),
      fc.record({
        form: fc.constantFrom('all' as const, 'any' as const, 'none' as const),
        parts: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
        when: fc.option(anyFormula),
      }),
    ),
  }))
  .tree.map((tree) => nameJudges(tree));

/** Each judged line gets a name of its own. */
function nameJudges(tree: Tree, next = { number: 0 }): Tree {
  if (tree.form === 'judge') return { ...tree, name: `judge-${next.number++}` };
  if (tree.form === 'check') return tree;
  return { ...tree, parts: tree.parts.map((part) => nameJudges(part, next)) };
}
const anyFacts: fc.Arbitrary<FactValues> = fc.record(
  {
    ...Object.fromEntries(COUNTS.map((key) => [key, fc.integer({ min: 0, max: 6 })])),
    ...Object.fromEntries(FLAGS.map((key) => [key, fc.boolean()])),
    'space.serviceKinds': fc.subarray(KINDS),
    'operator.division': fc.constantFrom('430000', '440000', '110000'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<FactValues>;
const anyJudgements: fc.Arbitrary<Judgements> = fc.record(
  Object.fromEntries([0, 1, 2, 3, 4, 5].map((n) => [`judge-${n}`, fc.constantFrom('met' as const, 'unmet' as const)])),
  { requiredKeys: [] },
);
/** Wraps a tree so that a judged line at the top keeps its own id. */
const packOfTree = (tree: Tree) => packOf([asked({ all: [written(tree)] })]);
const wrapped = (tree: Tree): Tree => ({ form: 'all', parts: [tree], when: null });

describe('evaluation', () => {
  test('agrees with the slow reference on every tree', () => {
    fc.assert(
      fc.property(anyTree, anyFacts, anyJudgements, (tree, facts, judgements) => {
        const expected = outcomeByReference(wrapped(tree), facts, judgements);
        expect(outcomeOf(packOfTree(tree), facts, judgements)).toBe(expected);
      }),
      { numRuns: 1500 },
    );
  });

  test('is unknown exactly where the unknown could change the result', () => {
    // Groups whose leaves are distinct: Kleene's answer is then the best there is.
    const shape = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small', maxDepth: 3 },
        fc.constant<Tree>({ form: 'judge', name: '', when: null }),
        fc.record({
          form: fc.constantFrom('all' as const, 'any' as const, 'none' as const),
          parts: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
          when: fc.constant(null),
        }),
      ),
    })).tree;
    fc.assert(
      fc.property(
        shape,
        fc.array(fc.constantFrom('met' as const, 'unmet' as const, null), { minLength: 27, maxLength: 27 }),
        (bare, answers) => {
          const tree = nameJudges(bare);
          const names = namesOf(tree);
          const open = names.filter((_, index) => (answers[index] ?? null) === null).slice(0, 8);
          const given: Record<string, 'met' | 'unmet'> = {};
          names.forEach((name, index) => {
            if (!open.includes(name)) given[name] = answers[index] ?? 'met';
          });
          const completions = new Set<boolean>();
          for (let bits = 0; bits < 2 ** open.length; bits++) {
            const full = { ...given };
            open.forEach((name, index) => {
              full[name] = (bits >> index) & 1 ? 'met' : 'unmet';
            });
            completions.add(twoValued(tree, full));
          }
          const expected = completions.size === 2 ? 'unknown' : completions.has(true) ? 'met' : 'unmet';
          expect(outcomeOf(packOfTree(tree), {}, given)).toBe(expected);
        },
      ),
      { numRuns: 600 },
    );
  });

  test('an unknown filled in never turns a decided outcome around', () => {
    fc.assert(
      fc.property(anyTree, anyFacts, anyFacts, anyJudgements, (tree, some, rest, judgements) => {
        const pack = packOfTree(tree);
        const before = outcomeOf(pack, some, judgements);
        const after = outcomeOf(pack, { ...rest, ...some }, judgements);
        if (before === 'unmet') expect(after).toBe('unmet');
        if (before === 'met') expect(['met', 'notApplicable']).toContain(after);
      }),
      { numRuns: 800 },
    );
  });
});

describe('the explanation', () => {
  test('agrees with the verdict, line by line down to each comparison', () => {
    fc.assert(
      fc.property(anyTree, anyFacts, anyJudgements, (tree, facts, judgements) => {
        const pack = packOfTree(tree);
        const [finding] = evaluate(pack, facts, ON, judgements);
        const [told] = explain(pack, facts, ON, judgements);
        expect(told?.outcome).toBe(finding?.outcome);
        if (told) retell(told, facts, judgements);
      }),
      { numRuns: 1500 },
    );
  });

  test('tells the actual, the threshold and the distance in the unit of the fact', () => {
    const parameters = {
      least: { label: '下限', unit: '万元', values: [{ from: '2020-01-01', value: 100, cites: '第一条' }] },
    };
    const pack = packOf([asked({ check: 'space.seedFund >= least' })], parameters);
    expect(explain(pack, { 'space.seedFund': 99_999_999 }, ON)).toMatchObject([
      {
        requirement: 'asked',
        outcome: 'unmet',
        cites: '第一条',
        actual: 99_999_999,
        threshold: 100_000_000,
        distance: -1,
        unit: '分',
        fact: 'space.seedFund',
        missing: [],
      },
    ]);
    expect(explain(pack, {}, ON)).toMatchObject([
      { outcome: 'unknown', actual: null, threshold: 100_000_000, distance: null, missing: ['space.seedFund'] },
    ]);
  });

  test('looks at the fact, whichever side it is written on', () => {
    const pack = packOf([asked({ check: '10 <= space.residents' })]);
    expect(explain(pack, { 'space.residents': 9 }, ON)).toMatchObject([
      { outcome: 'unmet', how: '>=', actual: 9, threshold: 10, distance: -1 },
    ]);
  });

  test('says what a set lacks', () => {
    const pack = packOf([asked({ check: "space.facilities.containsAll(['power', 'water', 'network'])" })]);
    expect(explain(pack, { 'space.facilities': ['water'] }, ON)).toMatchObject([
      { outcome: 'unmet', lacking: ['power', 'network'] },
    ]);
  });

  test('names the guard when a requirement does not apply', () => {
    const pack = packOf([asked({ check: 'space.leaseTerm >= 36' }, { when: 'space.leased' })]);
    expect(explain(pack, { 'space.leased': false }, ON)).toMatchObject([
      { outcome: 'notApplicable', missing: [], when: { outcome: 'unmet', fact: 'space.leased', actual: false } },
    ]);
  });

  test('asks for the guard and for the value when both are missing', () => {
    const pack = packOf([asked({ check: 'space.leaseTerm >= 36' }, { when: 'space.leased' })]);
    expect(explain(pack, {}, ON)).toMatchObject([{ outcome: 'unknown', missing: ['space.leased', 'space.leaseTerm'] }]);
  });
});

describe('a parameter', () => {
  const values = [
    { from: '2025-03-01', value: 500, cites: '第一条' },
    { from: '2027-01-01', value: 800, cites: '第一条' },
  ];
  const pack = packOf([asked({ check: 'space.floorArea >= least' })], { least: { label: '下限', unit: 'm2', values } });
  const on = (day: string) => explain(pack, { 'space.floorArea': 600 }, day)[0];

  test('holds from its day, and its successor from its own', () => {
    expect([on('2025-03-01')?.threshold, on('2026-12-31')?.threshold, on('2027-01-01')?.threshold]).toEqual([
      500, 500, 800,
    ]);
    expect([on('2026-12-31')?.outcome, on('2027-01-01')?.outcome]).toEqual(['met', 'unmet']);
  });

  test('is unknown before its first day, and the explanation asks for it', () => {
    expect(parameterOn(pack, 'least', '2025-02-28')).toBeUndefined();
    expect(on('2025-02-28')).toMatchObject({ outcome: 'unknown', actual: 600, missing: ['parameter:least'] });
  });

  test('left open by the document leaves the outcome unknown', () => {
    const open = packOf([asked({ check: 'space.seedFund >= least' })], {
      least: { label: '下限', unit: '万元', note: '由年度通知公布', values: [] },
    });
    expect(outcomeOf(open, { 'space.seedFund': 1 })).toBe('unknown');
  });
});

describe('the verdict of a pack', () => {
  const line = (id: string, check: string, kind: string) => ({ id, kind, says: id, cites: '第一条', check });
  const pack = packOf([
    line('firm', 'space.desks >= 10', 'must'),
    line('soft', 'space.events >= 12', 'should'),
    line('extra', 'space.desks >= 100', 'prefer'),
    line('fault', 'space.leased', 'veto'),
  ]);
  const verdictOf = (facts: FactValues) => verdict(evaluate(pack, facts, ON));

  test('rests on what must be and on vetoes, not on what should or may', () => {
    expect(verdictOf({ 'space.desks': 10, 'space.leased': false, 'space.events': 0 })).toBe('met');
    expect(verdictOf({ 'space.desks': 10, 'space.leased': true })).toBe('unmet');
    expect(verdictOf({ 'space.desks': 9 })).toBe('unmet');
    expect(verdictOf({ 'space.desks': 10 })).toBe('unknown');
  });

  test('a veto is met where the fault is not, and shows the fault as its part', () => {
    const told = explain(pack, { 'space.leased': true }, ON).find((finding) => finding.requirement === 'fault');
    expect(told).toMatchObject({ outcome: 'unmet', form: 'none', parts: [{ outcome: 'met', actual: true }] });
  });
});

function namesOf(tree: Tree): string[] {
  if (tree.form === 'judge') return [tree.name];
  return tree.form === 'check' ? [] : tree.parts.flatMap(namesOf);
}
function twoValued(tree: Tree, answers: Record<string, 'met' | 'unmet'>): boolean {
  if (tree.form === 'judge') return answers[tree.name] === 'met';
  if (tree.form === 'check') throw new Error('only judged leaves here');
  const parts = tree.parts.map((part) => twoValued(part, answers));
  if (tree.form === 'all') return parts.every((part) => part);
  return parts.some((part) => part) === (tree.form === 'any');
}

/** Checks that a line of an explanation follows from its own numbers and its own parts. */
function retell(part: Part, facts: FactValues, judgements: Judgements): void {
  for (const inner of part.parts) retell(inner, facts, judgements);
  expect(part.missing.length > 0).toBe(part.outcome === 'unknown');
  for (const need of part.missing) {
    if (need.startsWith('judgement:')) expect(judgements[need.slice('judgement:'.length)]).toBeUndefined();
    // A division by zero is unknown though each of its facts is known.
    else if (part.form !== 'compare' && part.parts.length === 0 && !part.when) expect(facts[need]).toBeUndefined();
  }
  if (part.when) {
    if (part.when.outcome === 'unmet') expect(part.outcome).toBe('notApplicable');
    if (part.when.outcome !== 'met') return;
  }
  const { actual, threshold } = part as { actual: Value; threshold: Value };
  if (part.form === 'compare') {
    if (actual === null || threshold === null) expect(part.outcome).toBe('unknown');
    else {
      const holds = {
        '>=': actual >= threshold,
        '>': actual > threshold,
        '<=': actual <= threshold,
        '<': actual < threshold,
        '==': actual === threshold,
        '!=': actual !== threshold,
      };
      expect(part.outcome).toBe(asOutcome(holds[part.how as keyof typeof holds]));
      expect(part.distance).toBe((actual as number) - (threshold as number));
    }
  }
  if (part.parts.length > 0 && (part.form === 'all' || part.form === 'any' || part.form === 'none')) {
    const truths = part.parts
      .filter((inner) => inner.outcome !== 'notApplicable')
      .map((inner): Truth => (inner.outcome === 'unknown' ? null : inner.outcome === 'met'));
    if (truths.length === 0) expect(part.outcome).toBe('notApplicable');
    else {
      const truth = part.form === 'all' ? and(truths) : part.form === 'any' ? or(truths) : not(or(truths));
      expect(part.outcome).toBe(asOutcome(truth));
    }
  }
}

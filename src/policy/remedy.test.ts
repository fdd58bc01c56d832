import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FACTS } from '../facts/vocabulary.ts';
import { EFFECTS } from '../kernel/effect.ts';
import type { FactValues, Vocabulary } from '../kernel/fact.ts';
import { PAPERS } from '../kernel/paper.ts';
import { evaluate, verdict } from './evaluate.ts';
import { loadPack } from './load.ts';
import type { Pack, Words } from './pack.ts';
import { readPacks } from './read.ts';
import { remedy } from './remedy.ts';
import { factsLater, turns } from './timeline.ts';

const words: Words = { facts: FACTS, effects: EFFECTS, papers: PAPERS };
const packs = (await readPacks(words)).flatMap(({ pack }) => (pack ? [pack] : []));
const hunan = packs.find((pack) => pack.id.startsWith('430000')) as Pack;
const fictional = packs.find((pack) => pack.id.startsWith('000000')) as Pack;
const ON = '2026-06-30';

const KEYS = ['space.a', 'space.b', 'space.c', 'space.d', 'space.e', 'space.f', 'space.g', 'space.h'];
const FLAGS: Vocabulary = Object.fromEntries(
  KEYS.map((key) => [key, { type: 'flag', zh: key, en: key, about: 'space', obtained: 'declared' }]),
);

type Tree =
  | { fact: string; negated: boolean; effort?: number; when?: string }
  | { form: 'all' | 'any' | 'none'; parts: Tree[] };
const written = (tree: Tree): object =>
  'form' in tree
    ? { [tree.form]: tree.parts.map(written) }
    : {
        check: `${tree.negated ? '!' : ''}${tree.fact}`,
        ...(tree.effort && { effort: tree.effort }),
        ...(tree.when && { when: tree.when }),
      };

function packOf(requirements: readonly object[], facts: Vocabulary, parameters: object = {}): Pack {
  const { pack, errors } = loadPack(
    {
      'policy.yaml': JSON.stringify({
        id: '000000-test/pack',
        title: '测试',
        issuer: '测试',
        territory: { code: '000000', name: '测试' },
        carrierKinds: ['makerSpace'],
        mode: 'recognition',
        inForce: { from: '2020-01-01' },
        bodies: {},
      }),
      'source.md': '# 测试\n## 第一条 条件\n条件。\n',
      'recognition.yaml': JSON.stringify({ parameters, requirements }),
    },
    { ...words, facts },
  );
  if (!pack) throw new Error(errors.map((error) => error.zh).join('\n'));
  return pack;
}

/** Trees in which every line asks for a fact of its own, so that each can be changed without the others. */
const trees = fc
  .tuple(
    fc.shuffledSubarray(KEYS, { minLength: 2, maxLength: 7 }),
    fc.array(fc.record({ negated: fc.boolean(), effort: fc.integer({ min: 1, max: 4 }) }), {
      minLength: 7,
      maxLength: 7,
    }),
    fc.infiniteStream(fc.integer({ min: 0, max: 5 })),
  )
  .map(([facts, lines, stream]) => {
    const dice = () => stream.next().value as number;
    const grow = (keys: string[], depth: number): Tree => {
      if (keys.length === 1 || depth === 0) {
        const index = KEYS.indexOf(keys[0] as string) % lines.length;
        return { fact: keys[0] as string, ...(lines[index] as { negated: boolean; effort: number }) };
      }
      const cut = 1 + (dice() % (keys.length - 1));
      const form = (['all', 'any', 'none'] as const)[dice() % 3] ?? 'all';
      return { form, parts: [grow(keys.slice(0, cut), depth - 1), grow(keys.slice(cut), depth - 1)] };
    };
    return grow(facts, 3);
  });
const leavesOf = (tree: Tree): { fact: string; effort: number }[] =>
  'form' in tree ? tree.parts.flatMap(leavesOf) : [{ fact: tree.fact, effort: tree.effort ?? 1 }];

describe('what would change it', () => {
  test('really passes, and no cheaper set of lines does', () => {
    const values = fc.array(fc.constantFrom(true, false, undefined), {
      minLength: KEYS.length,
      maxLength: KEYS.length,
    });
    fc.assert(
      fc.property(trees, fc.constantFrom('must', 'veto'), values, (tree, kind, known) => {
        const pack = packOf([{ id: 'asked', says: '条件', cites: '第一条', kind, ...written(tree) }], FLAGS);
        const facts: FactValues = Object.fromEntries(KEYS.map((key, index) => [key, known[index]]));
        const found = remedy(pack, facts, ON);
        if (!found) throw new Error('every line can be changed, so there is always a way');

        expect(found.confirmed).toBe(true);
        expect(verdict(evaluate(pack, found.facts, ON))).toBe('met');
        const leaves = leavesOf(tree);
        let least = Number.POSITIVE_INFINITY;
        for (let mask = 0; mask < 1 << leaves.length; mask++) {
          const chosen = leaves.filter((_, index) => mask & (1 << index));
          const effort = chosen.reduce((total, leaf) => total + leaf.effort, 0);
          if (effort >= least) continue;
          // A chosen line may take either value; the others stay as they are, unknown included.
          const ways = 1 << chosen.length;
          for (let way = 0; way < ways; way++) {
            const tried = {
              ...facts,
              ...Object.fromEntries(chosen.map(({ fact }, index) => [fact, Boolean(way & (1 << index))])),
            };
            if (verdict(evaluate(pack, tried, ON)) === 'met') least = effort;
          }
        }
        expect(found.effort).toBe(least);
      }),
      { numRuns: 150 },
    );
  });

  test('asks for the nearest value of each fact, and for the cheaper of two ways', () => {
    const example = hunan.examples[0];
    if (!example) throw new Error('no example');
    const facts = {
      ...example.facts,
      'space.floorArea': 450,
      'space.publicAreaRatio': 0.2,
      'space.seedFund': 0,
      'space.investmentCases': 2,
    };
    const found = remedy(hunan, facts, ON, example.judgements);
    expect(found?.steps.map(({ requirement, cites, set }) => [requirement, cites, set])).toEqual([
      ['floor-area', '第五条(一)', { fact: 'space.floorArea', value: 500 }],
      ['public-area', '第五条(一)', { fact: 'space.publicAreaRatio', value: 0.3 }],
      ['financing', '第五条(五)', { fact: 'space.seedFund', value: 100_000_000 }],
    ]);
    expect([found?.effort, found?.confirmed]).toEqual([3, true]);
  });

  test('nothing is to be done where all is met', () => {
    const example = hunan.examples[0];
    expect(remedy(hunan, example?.facts ?? {}, ON, example?.judgements)).toMatchObject({
      steps: [],
      effort: 0,
      confirmed: true,
    });
  });

  test('counts the effort that the pack sets, and follows a threshold that moves with another fact', () => {
    const example = fictional.examples[0];
    const facts = { ...example?.facts, 'space.floorArea': 499, 'space.publicArea': 100, 'space.desks': 90 };
    const found = remedy(fictional, facts, '2025-06-30', example?.judgements);
    expect(found?.steps.map(({ requirement, effort }) => [requirement, effort])).toEqual([
      ['floor-area', 5],
      ['public-area', 1],
    ]);
    expect(found?.confirmed).toBe(true);
    expect([found?.facts['space.floorArea'], found?.facts['space.publicArea']]).toEqual([500, 150]);
  });

  test('a guard that does not hold asks for nothing; one that is not known leaves its line to be met', () => {
    const pack = packOf([{ id: 'asked', says: '条件', cites: '第一条', when: 'space.a', check: 'space.b' }], FLAGS);
    expect(remedy(pack, { 'space.a': false, 'space.b': false }, ON)?.steps).toEqual([]);
    expect(remedy(pack, { 'space.b': false }, ON)?.steps.map((step) => step.set)).toEqual([
      { fact: 'space.b', value: true },
    ]);
  });
});

describe('time alone', () => {
  const operating = { id: 'time', says: '运营满6个月', cites: '第一条', check: 'space.operatingMonths >= 6' };
  const lease = { id: 'lease', says: '剩余租期满24个月', cites: '第一条', check: 'space.leaseRemaining >= 24' };
  const on = (pack: Pack, facts: FactValues, since: string[] = []) =>
    turns(pack, (day) => factsLater(facts, '2026-01-31', day, FACTS), '2026-01-31', { months: 12, since });

  test('makes up months in operation on the very day', () => {
    const facts = { 'space.openedOn': '2025-10-15', 'space.operatingMonths': 3 };
    expect(on(packOf([operating], FACTS), facts, ['2025-10-15'])).toEqual([
      { requirement: null, from: 'unmet', to: 'met', day: '2026-04-15' },
      { requirement: 'time', from: 'unmet', to: 'met', day: '2026-04-15' },
    ]);
  });

  test('lets a lease run out, and a new figure of the law begin', () => {
    expect(
      on(packOf([lease], FACTS), { 'space.leaseRemaining': 25 }).find((turn) => turn.requirement === 'lease'),
    ).toEqual({
      requirement: 'lease',
      from: 'met',
      to: 'unmet',
      day: '2026-03-31',
    });
    const facts = { 'space.floorArea': 700, 'space.hardshipRegion': false };
    const later = turns(fictional, () => facts, '2026-06-30', { months: 12 }).filter(
      (turn) => turn.requirement === 'floor-area',
    );
    expect(later).toEqual([{ requirement: 'floor-area', from: 'met', to: 'unmet', day: '2027-01-01' }]);
  });

  test('a day earlier nothing has turned', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 28 }), (month, date) => {
        const opened = `2025-${String(month + 1).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
        const pack = packOf([operating], FACTS);
        const facts = { 'space.openedOn': opened, 'space.operatingMonths': 0 };
        const factsOn = (day: string) => factsLater(facts, opened, day, FACTS);
        const [turn] = turns(pack, factsOn, opened, { months: 12 });
        if (!turn) throw new Error('no turn');
        const eve = new Date(Date.parse(`${turn.day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
        expect(evaluate(pack, factsOn(turn.day), turn.day)[0]?.outcome).toBe('met');
        expect(evaluate(pack, factsOn(eve), eve)[0]?.outcome).toBe('unmet');
      }),
      { numRuns: 40 },
    );
  });
});

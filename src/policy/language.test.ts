import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FACTS } from '../facts/vocabulary.ts';
import { EFFECTS } from '../kernel/effect.ts';
import { PAPERS } from '../kernel/paper.ts';
import { accountOf, accountsText } from './account.ts';
import { evaluate, explain } from './evaluate.ts';
import { loadPack } from './load.ts';
import type { Pack } from './pack.ts';
import { quotaPlaces } from './quota.ts';
import { packFolder, readPackFiles } from './read.ts';
import { remedy } from './remedy.ts';
import { lastDayOf } from './term.ts';

const files = readPackFiles(packFolder('000000-example/maker-space-2025') ?? '');
const words = { facts: FACTS, effects: EFFECTS, papers: PAPERS };
const loaded = (texts: typeof files): Pack => {
  const { pack, errors } = loadPack(texts, words);
  if (!pack) throw new Error(JSON.stringify(errors));
  return pack;
};
const fictional = loaded(files);
const ON = '2025-06-30';
const outcomeOf = (pack: Pack, id: string, facts: Parameters<typeof evaluate>[1]) =>
  evaluate(pack, facts, ON).find(({ requirement }) => requirement === id)?.outcome;

describe('a name pattern', () => {
  const named = (check: string) =>
    loaded({
      ...files,
      'recognition.yaml': (files['recognition.yaml'] ?? '').replace(
        'space.name.endsWith(nameSuffix)',
        `space.name.like('${check}')`,
      ),
    });

  test('says what a slow reading of it says, of any text', () => {
    const sign = fc.constantFrom('甲', '乙', 'a', '.', '(');
    const text = fc.array(sign, { maxLength: 6 }).map((signs) => signs.join(''));
    const pattern = fc
      .array(fc.constantFrom('甲', '乙', 'a', '*', '?', '.'), { minLength: 1, maxLength: 6 })
      .map((signs) => signs.join(''));
    const slow = (name: string, wanted: string): boolean => {
      if (wanted === '') return name === '';
      const [head, ...rest] = wanted;
      if (head === '*') return slow(name, rest.join('')) || (name !== '' && slow(name.slice(1), wanted));
      return name !== '' && (head === '?' || head === name[0]) && slow(name.slice(1), rest.join(''));
    };
    fc.assert(
      fc.property(text, pattern, (name, wanted) => {
        const facts = { 'space.name': name, 'operator.name': '没有这个名字' };
        const first = explain(named(wanted), facts, ON).find(({ requirement }) => requirement === 'name')?.parts[0];
        expect(first?.outcome).toBe(slow(name, wanted) ? 'met' : 'unmet');
      }),
      { numRuns: 40 },
    );
  });

  test('takes no longer than it should on a pattern made to be slow', () => {
    const pack = named(`${'*a'.repeat(30)}b`);
    const start = performance.now();
    expect(outcomeOf(pack, 'name', { 'space.name': 'a'.repeat(5000), 'operator.name': '甲' })).toBe('unmet');
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('a pass', () => {
  const short = { 'space.publicArea': 10, 'space.floorArea': 500 };

  test('stands in for the requirements it names and for no other', () => {
    const national = { ...short, 'space.recognitionLevel': 'nationalMakerSpace', 'space.residents': 1 };
    expect(outcomeOf(fictional, 'public-area', national)).toBe('met');
    expect(outcomeOf(fictional, 'residents', national)).toBe('unmet');
    expect(outcomeOf(fictional, 'public-area', { ...short, 'space.recognitionLevel': 'none' })).toBe('unmet');
    expect(outcomeOf(fictional, 'public-area', short)).toBe('unknown');
  });

  test('is told as a way of its own, with its clause', () => {
    const facts = { ...short, 'space.recognitionLevel': 'nationalMakerSpace' };
    const found = explain(fictional, facts, ON).find(({ requirement }) => requirement === 'public-area');
    expect(found?.parts.map(({ cites, outcome }) => [cites, outcome])).toEqual([
      ['第三条(二)', 'unmet'],
      ['第九条(二)', 'met'],
    ]);
  });

  test('is the last thing that is advised', () => {
    const facts = fictional.examples.find(({ name }) => name === '各项都符合');
    const short = { ...facts?.facts, 'space.publicArea': 149 };
    const steps = remedy(fictional, short, ON, facts?.judgements)?.steps.map(({ set }) => set?.fact);
    expect(steps).toEqual(['space.publicArea']);
  });
});

test('the places of a quota are whole, and never more than the share', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), (count) => {
      const { places } = quotaPlaces(fictional, 'recommended', count, ON);
      expect(places).toBe(Math.floor((count * 8) / 100));
    }),
  );
});

test('a term ends on the day before its anniversary', () => {
  expect(lastDayOf(fictional, 'false-material', '2028-02-29')).toBe('2031-02-27');
});

describe('an account', () => {
  const account = (id: string, facts: Parameters<typeof explain>[1], language: 'zh' | 'en' = 'zh') => {
    const finding = explain(fictional, facts, ON).find(({ requirement }) => requirement === id);
    if (!finding) throw new Error(`no ${id}`);
    return accountOf(fictional, finding, language, { sources: { 'space.leaseRemaining': ['租001'] } });
  };

  test('says in words what is asked, under which guard, and whence the value', () => {
    const { asks, sources, evidence, decides } = account('lease', {
      'space.leased': true,
      'space.leaseRemaining': 20,
    });
    expect(asks).toBe('场地为租赁的，剩余租期不少于24个月');
    expect(sources.find(({ fact }) => fact === 'space.leaseRemaining')?.from).toEqual(['租001']);
    expect([evidence.map(({ label, isGiven }) => [label, isGiven]), decides]).toEqual([
      [['产权证明或租赁合同', false]],
      true,
    ]);
  });

  test('names every fact that a product or a sum asks for', () => {
    const { sources } = account('public-area', { 'space.publicArea': 300, 'space.floorArea': 900 });
    expect(sources.map(({ fact }) => fact).sort()).toEqual([
      'space.floorArea',
      'space.publicArea',
      'space.recognitionLevel',
    ]);
  });

  test('says why it does not apply, and what does not decide', () => {
    expect(account('lease', { 'space.leased': false }).notApplicable).toBe('场地为租赁为否');
    expect(account('events', {}).decides).toBe(false);
    expect(accountsText([account('events', { 'space.events': 3 })], 'zh')).toContain('原则上，不影响总结论');
  });

  test('says all of it in English too', () => {
    const facts = { 'space.leased': true, 'space.leaseRemaining': 20 };
    expect(account('lease', facts, 'en').asks).toBe(
      'where Premises are leased: yes: Remaining lease term at least 24 months',
    );
  });
});

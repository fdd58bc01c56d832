import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FACTS } from '../facts/vocabulary.ts';
import { EFFECTS } from '../kernel/effect.ts';
import { PAPERS } from '../kernel/paper.ts';
import { evaluate, explain, verdict } from './evaluate.ts';
import type { Part } from './finding.ts';
import type { Pack } from './pack.ts';
import { policyCommand } from './policy.cli.ts';
import { readPacks } from './read.ts';
import { distances, type Subject, simulate, withFigures } from './simulate.ts';

const words = { facts: FACTS, effects: EFFECTS, papers: PAPERS };
const packs = await readPacks(words);
const packOf = (code: string) => packs.find(({ pack }) => pack?.id.startsWith(code))?.pack as Pack;
const hunan = packOf('430000');
const fictional = packOf('000000');
const ON = '2026-06-30';
const base = hunan.examples[0];
const space = (id: string, floorArea: number | undefined): Subject => ({
  id,
  facts: { ...base?.facts, 'space.floorArea': floorArea },
  judgements: base?.judgements ?? {},
});
const population = [space('a', 299), space('b', 300), space('c', 499), space('d', 500), space('e', undefined)];
const at = (figure: number) => ({ pack: withFigures(hunan, { minimumFloorArea: figure }), onDate: ON });
const now = { pack: hunan, onDate: ON };

describe('a simulation', () => {
  test('300 m² in place of 500 lets in those between, and leaves what is unknown unknown', () => {
    const told = simulate(now, at(300), population);
    expect(told.qualifies).toEqual(['b', 'c']);
    expect([told.fallsOut, told.becomesUnknown]).toEqual([[], []]);
    expect(told.counts).toEqual({ before: { met: 1, unmet: 3, unknown: 1 }, after: { met: 3, unmet: 1, unknown: 1 } });
    expect(told.requirements.find((each) => each.requirement === 'floor-area')).toEqual({
      requirement: 'floor-area',
      before: 3,
      after: 1,
    });
  });

  test('turned round, the same ones fall out', () => {
    expect(simulate(at(300), now, population).fallsOut).toEqual(['b', 'c']);
  });

  test('tells how far from the line each known one stands', () => {
    const area = distances(at(300).pack, ON, population).find((each) => each.fact === 'space.floorArea');
    expect(area).toEqual({
      requirement: 'floor-area',
      fact: 'space.floorArea',
      unit: 'm2',
      values: [
        { id: 'a', distance: -1 },
        { id: 'b', distance: 0 },
        { id: 'c', distance: 199 },
        { id: 'd', distance: 200 },
      ],
    });
  });

  test('finds the distances that the explanation tells', () => {
    const comparisons = (part: Part): Part[] => (part.form === 'compare' ? [part] : part.parts.flatMap(comparisons));
    const number = fc.option(fc.integer({ min: 0, max: 1000 }), { nil: undefined });
    fc.assert(
      fc.property(number, number, number, number, (area, residents, mentors, shared) => {
        const facts = {
          'space.floorArea': area,
          'space.residents': residents,
          'space.mentors': mentors,
          'space.publicArea': shared,
        };
        const told = new Map<string, number>();
        for (const part of explain(fictional, facts, ON).flatMap(comparisons)) {
          const key = `${part.requirement} ${part.fact}`;
          if (part.fact !== null && part.distance !== null && !told.has(key)) told.set(key, part.distance);
        }
        const found = distances(fictional, ON, [{ id: 'a', facts }]).map(
          ({ requirement, fact, values }) => [`${requirement} ${fact}`, values[0]?.distance] as const,
        );
        expect(new Map(found)).toEqual(told);
      }),
      { numRuns: 50 },
    );
  });

  test('agrees with judging each alone, and the counts add up to the population', () => {
    const area = fc.option(fc.integer({ min: 0, max: 1000 }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(area, { maxLength: 40 }), fc.integer({ min: 0, max: 1000 }), (areas, figure) => {
        const subjects = areas.map((floorArea, index) => space(String(index), floorArea));
        const after = at(figure);
        const told = simulate(now, after, subjects);
        for (const [index, { facts, judgements }] of subjects.entries()) {
          expect(told.subjects[index]?.after).toBe(verdict(evaluate(after.pack, facts, ON, judgements)));
        }
        for (const { met, unmet, unknown } of Object.values(told.counts))
          expect(met + unmet + unknown).toBe(subjects.length);
        const gained =
          told.qualifies.length - told.subjects.filter((each) => each.before === 'met' && each.after !== 'met').length;
        expect(told.counts.after.met - told.counts.before.met).toBe(gained);
      }),
      { numRuns: 60 },
    );
  });

  test('a figure that the pack has not is refused', () => {
    expect(() => withFigures(hunan, { minimumFloorAria: 1 })).toThrow(RangeError);
  });
});

describe('policy simulate', () => {
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'simulate-'));
    onTestFinished(() => rmSync(made, { recursive: true }));
    return made;
  };
  async function run(content: unknown, ...args: string[]) {
    const file = join(folder(), 'population.json');
    writeFileSync(file, JSON.stringify(content));
    const out: string[] = [];
    const err: string[] = [];
    const code = await policyCommand(['simulate', hunan.id, '--on', ON, '--population', file, ...args], words, {
      out: (line) => out.push(line),
      err: (line) => err.push(line),
    });
    return { code, out: out.join('\n'), err: err.join('\n') };
  }

  test('prints who newly qualifies under another figure', async () => {
    const { code, out } = await run(
      { x: { 'space.floorArea': 400 }, y: {} },
      '--set',
      'minimumFloorArea=300',
      '--json',
    );
    expect(code).toBe(0);
    const told = JSON.parse(out);
    expect(told.counts).toEqual({ before: { met: 0, unmet: 1, unknown: 1 }, after: { met: 0, unmet: 0, unknown: 2 } });
    expect(told.becomesUnknown).toEqual(['x']);
  });

  test('refuses a fact or a figure that does not exist', async () => {
    expect(await run({ x: { 'space.floorAria': 1 } }, '--set', 'minimumFloorArea=300')).toMatchObject({
      code: 2,
      out: '',
    });
    expect(await run({}, '--set', 'minimumFloorAria=300')).toMatchObject({ code: 2, out: '' });
    expect(await run({})).toMatchObject({ code: 2, out: '' });
  });
});

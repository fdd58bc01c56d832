import { FACTS } from '../src/facts/vocabulary.ts';
import { EFFECTS } from '../src/kernel/effect.ts';
import type { FactValues } from '../src/kernel/fact.ts';
import { PAPERS } from '../src/kernel/paper.ts';
import { rulesOn } from '../src/policy/evaluate.ts';
import type { OutcomeName } from '../src/policy/finding.ts';
import { loadPack } from '../src/policy/load.ts';
import { type Judge, jsonRulesEngine, publicodes } from './rivals.bench.ts';

/** Eight conditions of 湖南 第五条, one behind a guard and one with two branches. */
const RECOGNITION = `
parameters:
  minimumLeaseTerm: { label: 租期, unit: 年, values: [{ from: 2016-06-01, value: 3, cites: 第五条 }] }
  minimumFloorArea: { label: 面积, unit: m2, values: [{ from: 2016-06-01, value: 500, cites: 第五条 }] }
  minimumPublicShare: { label: 公共场地, unit: '%', values: [{ from: 2016-06-01, value: 30, cites: 第五条 }] }
  minimumSeedFund: { label: 种子基金, unit: 万元, values: [{ from: 2016-06-01, value: 100, cites: 第五条 }] }
requirements:
  - { id: lease, cites: 第五条, says: 租期, when: space.leased, check: space.leaseTerm >= minimumLeaseTerm }
  - { id: area, cites: 第五条, says: 面积, check: space.floorArea >= minimumFloorArea }
  - { id: residents, cites: 第五条, says: 入驻, check: space.residents >= 10 }
  - { id: operation, cites: 第五条, says: 运营, check: space.operatingMonths >= 6 }
  - { id: public, cites: 第五条, says: 公共场地, check: space.publicAreaRatio >= minimumPublicShare }
  - { id: mentors, cites: 第五条, says: 导师, check: space.mentors >= 3 }
  - { id: staff, cites: 第五条, says: 人员, check: space.serviceStaff >= 5 }
  - { id: funds, cites: 第五条, says: 资金, any: [{ check: space.seedFund >= minimumSeedFund }, { check: space.investmentCases >= 2 }] }
`;
const POLICY = `
id: 000000-bench/assessment
title: 测速
issuer: 测速
territory: { code: '000000', name: 测速 }
carrierKinds: [makerSpace]
mode: recognition
inForce: { from: 2016-06-01 }
designation: { name: 测速, level: province, certificate: { title: 测速, number: '{serial}' } }
bodies: {}
`;
const ON = '2026-06-30';

/** The same eight conditions as one would write them by hand. */
function byHand(facts: FactValues): OutcomeName[] {
  const leased = facts['space.leased'];
  const term = atLeast(facts['space.leaseTerm'], 36);
  const fund = atLeast(facts['space.seedFund'], 100_000_000);
  const cases = atLeast(facts['space.investmentCases'], 2);
  return [
    leased === false ? 'notApplicable' : leased === undefined && term !== 'met' ? 'unknown' : term,
    atLeast(facts['space.floorArea'], 500),
    atLeast(facts['space.residents'], 10),
    atLeast(facts['space.operatingMonths'], 6),
    atLeast(facts['space.publicAreaRatio'], 0.3),
    atLeast(facts['space.mentors'], 3),
    atLeast(facts['space.serviceStaff'], 5),
    fund === 'met' || cases === 'met' ? 'met' : fund === 'unmet' && cases === 'unmet' ? 'unmet' : 'unknown',
  ];
}
function atLeast(value: FactValues[string], threshold: number): OutcomeName {
  return value === undefined ? 'unknown' : (value as number) >= threshold ? 'met' : 'unmet';
}

/** Always the same spaces: each fact is near its threshold, and one in ten is not known. */
function generateSpaces(count: number): FactValues[] {
  let state = 20160601;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const ranges: [string, number][] = [
    ['space.leaseTerm', 72],
    ['space.floorArea', 1000],
    ['space.residents', 20],
    ['space.operatingMonths', 12],
    ['space.mentors', 6],
    ['space.serviceStaff', 10],
    ['space.seedFund', 200_000_000],
    ['space.investmentCases', 4],
  ];
  return Array.from({ length: count }, () => {
    const facts: Record<string, number | boolean> = {};
    if (random() > 0.1) facts['space.leased'] = random() > 0.5;
    for (const [key, top] of ranges) if (random() > 0.1) facts[key] = Math.floor(random() * (top + 1));
    if (random() > 0.1) facts['space.publicAreaRatio'] = Math.floor(random() * 61) / 100;
    return facts;
  });
}

/** Prints a `bench` line for the full explanation and one for findings only; true where both reach their goals. */
export async function benchAssessment(print: (line: string) => void = console.log): Promise<boolean> {
  const files = {
    'policy.yaml': POLICY,
    'recognition.yaml': RECOGNITION,
    'source.md': '# 测速\n## 第五条 条件\n八项。\n',
  };
  const { pack, errors } = loadPack(files, { facts: FACTS, effects: EFFECTS, papers: PAPERS });
  if (!pack) throw new Error(`the bench pack does not load: ${errors[0]?.en}`);
  const rules = rulesOn(pack, ON);
  const spaces = generateSpaces(100_000);
  for (const facts of spaces) {
    const wanted = byHand(facts).join();
    const found = rules.evaluate(facts).map((finding) => finding.outcome);
    const told = rules.explain(facts).map((finding) => finding.outcome);
    if (found.join() !== wanted || told.join() !== wanted)
      throw new Error(`results differ for ${JSON.stringify(facts)}`);
  }
  const sample = spaces.slice(0, 10_000);
  const rates = fastest([
    () => sample.reduce((sum, facts) => sum + byHand(facts).length, 0),
    () => sample.reduce((sum, facts) => sum + rules.evaluate(facts).length, 0),
    () => sample.reduce((sum, facts) => sum + rules.explain(facts).length, 0),
  ]).map((perSecond) => perSecond * sample.length);
  const [hand = 0, findings = 0, explained = 0] = rates;
  const line = (name: string, ours: number, limit: number, goal: number, atLeastRate = 0) => {
    const ratio = ours / limit;
    const ok = ratio >= goal && ours >= atLeastRate;
    const [a, b] = [Math.round(ours), Math.round(limit)];
    print(`bench ${name} ours=${a} limit=${b} ratio=${ratio.toFixed(3)} goal=${goal} ${ok ? 'ok' : 'short'}`);
    return ok;
  };
  // Rates a second; the limit is the plain function. Within 5x and at least a million; within 2x.
  const full = line('assessment-explained', explained, hand, 0.2, 1_000_000);
  const bare = line('assessment-findings', findings, hand, 0.5);
  // The same spaces by two rule engines, the same outcomes asked of them: how many times as fast we are, in full.
  let faster = true;
  for (const [name, rival] of [
    ['json-rules-engine', jsonRulesEngine()],
    ['publicodes', publicodes()],
  ] as const) {
    const rate = await rivalRate(name, rival, spaces);
    faster = line(`assessment-than-${name}`, explained, rate, 1) && faster;
  }
  return full && bare && faster;
}

/** Judges every space once, compares each with the plain function, and returns how many it judged in a second. */
async function rivalRate(name: string, rival: Judge, spaces: readonly FactValues[]): Promise<number> {
  let took = 0;
  for (const facts of spaces) {
    const start = performance.now();
    const found = await rival(facts);
    took += performance.now() - start;
    if (found.join() !== byHand(facts).join()) throw new Error(`${name} differs for ${JSON.stringify(facts)}`);
  }
  return (spaces.length * 1000) / took;
}

/** Short turns, so that each work meets the same neighbours on the machine and one turn of each meets none; the best counts. */
function fastest(works: readonly (() => number)[]): number[] {
  const best = works.map(() => 0);
  for (let turn = 0; turn < 30; turn++) {
    works.forEach((work, index) => {
      const start = performance.now();
      let rounds = 0;
      while (performance.now() - start < 30) {
        if (work() === 0) throw new Error('the work vanished');
        rounds += 1;
      }
      best[index] = Math.max(best[index] ?? 0, (rounds * 1000) / (performance.now() - start));
    });
  }
  return best;
}

if (import.meta.main) process.exitCode = (await benchAssessment()) ? 0 : 1;

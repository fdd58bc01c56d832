import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FACTS } from '../facts/vocabulary.ts';
import { EFFECTS } from '../kernel/effect.ts';
import { PAPERS } from '../kernel/paper.ts';
import { policyCommand } from './policy.cli.ts';
import { packFolder, packFolders } from './read.ts';

const HUNAN = '430000-hunan/maker-space-2016';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const output = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const code = await policyCommand(args, { facts: FACTS, effects: EFFECTS, papers: PAPERS }, output);
  return { code, out: out.join('\n'), err: err.join('\n') };
}
function factsFile(content: unknown): string {
  const file = join(folder, `facts-${Math.abs(hashOf(JSON.stringify(content)))}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
const hashOf = (text: string) => [...text].reduce((sum, char) => (Math.imul(sum, 31) + char.charCodeAt(0)) | 0, 7);

/** A copy of the fictional pack with one text changed. */
function copyWith(file: string, find: string, put: string): string {
  const copy = mkdtempSync(join(folder, 'pack-'));
  cpSync(packFolder('000000-example/maker-space-2025') ?? '', copy, { recursive: true });
  const path = join(copy, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(find, put));
  return copy;
}

describe('policy check', () => {
  test('passes all packs of the product', async () => {
    const { code, out, err } = await run('check');
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')).toHaveLength(packFolders().length);
  });

  test('takes a folder, and names file, line and column of what is wrong in it', async () => {
    const copy = copyWith('recognition.yaml', 'check: space.residents >=', 'check: space.residnts >=');
    const { code, err } = await run('check', copy);
    expect(code).toBe(1);
    expect(err).toMatch(
      /recognition\.yaml:\d+:\d+ 没有事实 space\.residnts，是否应为 space\.residents\(第三条\(三\)\)/,
    );
  });

  test('fails where a worked example comes out otherwise', async () => {
    const copy = copyWith('examples.yaml', 'floor-area: met', 'floor-area: unmet');
    const { code, err } = await run('check', copy);
    expect(code).toBe(1);
    expect(err).toMatch(/examples\.yaml:\d+ 示例"各项都符合"的 floor-area 应为不符合，实为符合/);
  });

  test('refuses a name that is neither pack nor folder', async () => {
    expect(await run('check', '999999-nowhere/pack')).toMatchObject({ code: 2, out: '' });
  });
});

describe('policy coverage', () => {
  test('prints each clause and passes when none is uncovered', async () => {
    const { code, out } = await run('coverage', HUNAN);
    expect(code).toBe(0);
    expect(out).toContain('  执行  第五条(一) 主体、场地与规模  ← registered-in-province');
    expect(out).toContain('  非规则  第一条 目的与依据  ← 立法目的和依据');
    expect(out).toContain('未覆盖 0');
  });

  test('fails when a clause is uncovered', async () => {
    const copy = copyWith('policy.yaml', '  - { cites: 第二条, reason: 定义 }\n', '');
    const { code, out } = await run('coverage', copy);
    expect(code).toBe(1);
    expect(out).toContain('  未覆盖  第二条 含义');
  });
});

describe('policy explain', () => {
  test('gives JSON with the hash of the pack and each finding', async () => {
    const facts = factsFile({ 'space.floorArea': 499, 'space.mentors': null });
    const { code, out } = await run('explain', HUNAN, '--facts', facts, '--on', '2026-06-30', '--json');
    expect(code).toBe(0);
    const told = JSON.parse(out);
    expect(told).toMatchObject({
      pack: HUNAN,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      on: '2026-06-30',
      verdict: 'unmet',
    });
    expect(told.findings).toHaveLength(21);
    const finding = (id: string) => told.findings.find((each: { requirement: string }) => each.requirement === id);
    expect(finding('floor-area')).toMatchObject({
      outcome: 'unmet',
      cites: '第五条(一)',
      actual: 499,
      threshold: 500,
      missing: [],
    });
    expect(finding('mentors')).toMatchObject({
      outcome: 'unknown',
      actual: null,
      threshold: 3,
      missing: ['space.mentors'],
    });
  });

  test('gives words in Chinese, and in English when asked', async () => {
    const facts = factsFile({ 'space.floorArea': 499 });
    const zh = await run('explain', HUNAN, '--facts', facts, '--on', '2026-06-30');
    expect(zh.out).toContain(
      '✗ 第五条(一) 众创空间面积在500平方米(含)以上——不符合：众创空间面积为499平方米，要求不少于500平方米，相差1平方米',
    );
    const en = await run('explain', HUNAN, '--facts', facts, '--on', '2026-06-30', '--en');
    expect(en.out).toContain('not met: Floor area: 499 m², required at least 500 m², off by 1 m²');
  });

  test.each([
    ['a fact of the wrong type', { 'space.floorArea': 'big' }, /space\.floorArea.*应为面积/],
    ['a fact that does not exist', { 'space.floorarea': 1 }, /没有事实 space\.floorarea，是否应为 space\.floorArea/],
    ['an option that is not on the list', { 'space.facilities': ['gas'] }, /没有选项 gas/],
    ['a list instead of an object', [1], /应为/],
    ['no JSON', '{', /无法读取/],
  ])('refuses %s', async (_name, content, words) => {
    const { code, err, out } = await run('explain', HUNAN, '--facts', factsFile(content), '--on', '2026-06-30');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(words);
  });

  test.each([
    [['--on', '2026-02-30'], /--on/],
    [['--on'], /--on/],
    [['--on', '2026-06-30', '--when'], /--when/],
  ])('refuses the options %j', async (options, words) => {
    const { code, err } = await run('explain', HUNAN, '--facts', factsFile({}), ...options);
    expect(code).toBe(2);
    expect(err).toMatch(words);
  });

  test('takes what a person judged, among the facts or in a file of its own', async () => {
    const facts = { 'space.seedFund': 0, 'space.investmentCases': 2 };
    const financing = async (...args: string[]) => {
      const { out, err } = await run('explain', HUNAN, '--on', '2026-06-30', '--json', ...args);
      const { findings } = JSON.parse(out) as { findings: { requirement: string; outcome: string }[] };
      return [findings.find((each) => each.requirement === 'financing')?.outcome, err];
    };
    expect(await financing('--facts', factsFile(facts))).toEqual(['unknown', '']);
    const among = factsFile({ ...facts, 'judgement:close-cooperation': 'met' });
    expect(await financing('--facts', among)).toEqual(['met', '']);
    const apart = factsFile({ 'close-cooperation': 'unmet', mentoring: null });
    expect(await financing('--facts', factsFile(facts), '--judgements', apart)).toEqual(['unmet', '']);
  });

  test.each([
    ['of a line that asks for none', { 'judgement:close-cooperatio': 'met' }, /是否应为 close-cooperation/],
    [
      'that is neither met nor unmet',
      { 'judgement:close-cooperation': true },
      /判断应为 met、unmet 或 null，现为 true/,
    ],
  ])('refuses a judgement %s', async (_name, content, words) => {
    const { code, err, out } = await run('explain', HUNAN, '--facts', factsFile(content), '--on', '2026-06-30');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(words);
  });

  test('says when the pack is not in force on the day', async () => {
    const { code, err } = await run('explain', HUNAN, '--facts', factsFile({}), '--on', '2016-05-31', '--json');
    expect(code).toBe(0);
    expect(err).toContain('不在有效期内');
  });
});

test('an unknown verb shows the usage', async () => {
  expect(await run('frobnicate')).toMatchObject({ code: 2, out: '' });
});

import { describe, expect, test } from 'vitest';
import { FACTS } from '../facts/vocabulary.ts';
import { EFFECTS } from '../kernel/effect.ts';
import { PAPERS } from '../kernel/paper.ts';
import { coverage } from './coverage.ts';
import { explain } from './evaluate.ts';
import { runExamples, unshown } from './example.ts';
import { findingsText, inWords } from './explain.ts';
import { packInForce } from './in-force.ts';
import { loadPack } from './load.ts';
import type { Pack } from './pack.ts';
import { packFolder, readPack, readPackFiles, readPacks } from './read.ts';

const words = { facts: FACTS, effects: EFFECTS, papers: PAPERS };
const read = await readPacks(words);
const packs = read.flatMap(({ pack }) => (pack ? [pack] : []));
const packNamed = (id: string): Pack => {
  const pack = packs.find((each) => each.id === id);
  if (!pack) throw new Error(`no pack ${id}`);
  return pack;
};
const hunan = packNamed('430000-hunan/maker-space-2016');
const shanghai = packNamed('310000-shanghai/maker-space');
const fictional = packNamed('000000-example/maker-space-2025');

describe.each(packs.map((pack) => [pack.id, pack] as const))('the pack %s', (_id, pack) => {
  test('comes out as its worked examples say', () => {
    const failures = runExamples(pack).map(({ example, requirement, expected, found }) => {
      return `${example.name}: ${requirement ?? 'verdict'} ${expected} -> ${found}`;
    });
    expect(failures).toEqual([]);
  });

  test('shows each requirement met, unmet and unknown', () => {
    expect(unshown(pack)).toEqual([]);
  });

  test('leaves no clause uncovered', () => {
    expect(coverage(pack).filter((clause) => clause.state === 'uncovered')).toEqual([]);
  });
});

test('all packs that come with the product load', () => {
  expect(read.flatMap(({ folder, errors }) => errors.map((error) => `${folder} ${error.zh}`))).toEqual([]);
  expect(packs.map((pack) => pack.id)).toEqual([fictional.id, shanghai.id, hunan.id]);
});

test('a pack among the policies bears the name of its folder', async () => {
  const root = packFolder('') ?? '';
  const folder = packFolder('310000-shanghai/maker-space') ?? '';
  expect((await readPack(folder, words, root)).errors).toEqual([]);
  const renamed = readPackFiles(folder);
  const { pack } = loadPack(
    { ...renamed, 'policy.yaml': (renamed['policy.yaml'] ?? '').replace('id: 310000-shanghai/', 'id: 310000-hu/') },
    words,
  );
  expect(pack?.id).toBe('310000-hu/maker-space');
});

describe('湖南 第五条', () => {
  test('names every clause of the document, its items included', () => {
    expect(coverage(hunan).filter((clause) => /^第[一二三四五六七八九十]+条$/.test(clause.cite))).toHaveLength(16);
    const states = new Map(coverage(hunan).map((clause) => [clause.cite, clause.state]));
    expect(['第五条(一)', '第五条(五)', '第六条'].map((cite) => states.get(cite))).toEqual([
      'executed',
      'executed',
      'executed',
    ]);
    expect(['第八条', '第十五条', '第一条'].map((cite) => states.get(cite))).toEqual([
      'recorded',
      'recorded',
      'noRule',
    ]);
  });

  test('explains (五) branch by branch, and asks only for what could still decide it', () => {
    const facts = { 'space.seedFund': 99_999_900, 'space.investmentCases': 2 };
    const finding = explain(hunan, facts, '2026-06-30').find((each) => each.requirement === 'financing');
    if (!finding) throw new Error('no finding');
    expect(finding.missing).toEqual(['judgement:close-cooperation']);
    expect(inWords(hunan, finding, 'zh').map(({ depth, text }) => `${depth} ${text}`)).toEqual([
      '0 第五条(五) 有种子基金，或者有紧密的投资合作和成功实例——材料不足:待审核判断:与天使投资、风险投资、私募基金、担保机构等有密切的合作关系',
      '1 设立不少于100万元的种子基金——不符合:种子基金规模为99.9999万元,要求不少于100万元,相差1元',
      '1 下列各项都要符合——材料不足:待审核判断:与天使投资、风险投资、私募基金、担保机构等有密切的合作关系',
      '2 与天使投资、风险投资、私募基金、担保机构等有密切的合作关系——材料不足:待审核判断',
      '2 2个以上成功投资实例——符合:成功投资实例数为2个,要求不少于2个',
    ]);
  });

  test('tells its numbers in English too', () => {
    const [area] = explain(hunan, { 'space.floorArea': 450 }, '2026-06-30').filter(
      (each) => each.requirement === 'floor-area',
    );
    if (!area) throw new Error('no finding');
    expect(inWords(hunan, area, 'en')[0]?.text).toBe(
      '[第五条(一)] 众创空间面积在500平方米(含)以上 — not met: Floor area: 450 m², required at least 500 m², off by 50 m²',
    );
  });

  test('says why a requirement does not apply', () => {
    const findings = explain(hunan, { 'space.leased': false }, '2026-06-30').filter(
      (each) => each.requirement === 'lease-term',
    );
    expect(findingsText(hunan, findings, 'zh')).toBe(
      '– 第五条(一) 场地为租赁的，租期在3年(含)以上——不适用:场地为租赁为否,要求为是',
    );
  });
});

describe('上海', () => {
  test('files rolling, at the alliance, after the district recommends; a change covers what 第七条 names', () => {
    const [filing, change] = shanghai.procedures;
    expect([filing?.purpose, filing?.intake]).toEqual(['filing', 'rolling']);
    expect(filing?.steps.map((step) => [step.id, shanghai.bodies[step.actor]?.is])).toEqual([
      ['apply', 'operator'],
      ['district-recommend', 'department'],
      ['alliance-accept', 'alliance'],
      ['file', 'alliance'],
      ['award', 'alliance'],
    ]);
    expect(change?.covers?.fields).toEqual(['floorArea', 'operator', 'direction', 'goals']);
  });

  test('flags what holds in principle only', () => {
    const [team] = explain(shanghai, { 'space.fullTimeStaff': 0 }, '2026-06-30').filter(
      (each) => each.requirement === 'full-time-team',
    );
    if (!team) throw new Error('no finding');
    expect(inWords(shanghai, team, 'zh')[0]?.text).toBe(
      '第四条(二)〔原则上〕 具有专职运营服务团队——不符合:专职服务人员数为0人,要求大于0人',
    );
  });
});

describe('the pack in force', () => {
  const at = (on: string) => packInForce(packs, '000000', 'makerSpace', 'recognition', on)?.id ?? null;

  test('is chosen by territory, kind, mode and day, first and last day included', () => {
    expect(['2025-02-28', '2025-03-01', '2030-02-28', '2030-03-01'].map(at)).toEqual([
      null,
      fictional.id,
      fictional.id,
      null,
    ]);
    expect(packInForce(packs, '430000', 'makerSpace', 'recognition', '2026-06-30')?.id).toBe(hunan.id);
    expect(packInForce(packs, '310000', 'makerSpace', 'recognition', '2026-06-30')).toBeNull();
    expect(packInForce(packs, '310000', 'makerSpace', 'filing', '2026-06-30')?.id).toBe(shanghai.id);
    expect(packInForce(packs, '430000', 'incubator', 'recognition', '2026-06-30')).toBeNull();
  });

  test('is the one that began last, where two hold', () => {
    const later = { ...fictional, id: '000000-example/later', inForce: { from: '2026-01-01', until: null } };
    expect(packInForce([later, fictional], '000000', 'makerSpace', 'recognition', '2026-06-30')?.id).toBe(later.id);
    expect(packInForce([later, fictional], '000000', 'makerSpace', 'recognition', '2025-12-31')?.id).toBe(fictional.id);
  });
});

test('a clause that nothing speaks of is uncovered, and so is the article that holds it', () => {
  const files = readPackFiles(packFolder('000000-example/maker-space-2025') ?? '');
  const source = (files['source.md'] ?? '').replace('## 第四条', '### 第三条(七) 新增\n尚无规则。\n\n## 第四条');
  const { pack } = loadPack({ ...files, 'source.md': source }, words);
  if (!pack) throw new Error('does not load');
  expect(
    coverage(pack)
      .filter((clause) => clause.state === 'uncovered')
      .map((clause) => clause.cite),
  ).toEqual(['第三条', '第三条(七)']);
});

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FACTS } from '../facts/vocabulary.ts';
import { EFFECTS } from '../kernel/effect.ts';
import { PAPERS } from '../kernel/paper.ts';
import { coverage } from './coverage.ts';
import { explain } from './evaluate.ts';
import { unshownAssessments } from './example.assessment.ts';
import { runExamples, unshown } from './example.ts';
import { findingsText, inWords } from './explain.ts';
import { packInForce } from './in-force.ts';
import { loadPack } from './load.ts';
import type { Pack, RequirementNode } from './pack.ts';
import { formFieldSchema, STEP_KINDS } from './procedure.ts';
import { packFolder, readPackFiles, readPacks } from './read.ts';
import { REQUIREMENT_KINDS } from './requirement.ts';

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

  test('shows each indicator, grade, consequence, quota, amount, period and term', () => {
    expect(unshownAssessments(pack)).toEqual([]);
  });

  test('leaves no clause uncovered', () => {
    expect(coverage(pack).filter((clause) => clause.state === 'uncovered')).toEqual([]);
  });
});

test('all packs that come with the product load', () => {
  expect(read.flatMap(({ folder, errors }) => errors.map((error) => `${folder} ${error.zh}`))).toEqual([]);
  expect(packs.map((pack) => pack.id)).toEqual([
    fictional.id,
    '100000-national/high-tech-2016',
    '100000-national/incubator-2018',
    '100000-national/maker-space-filing-2017',
    '100000-national/tax-2018',
    '100000-national/tech-sme-2017',
    '120102-hedong/evaluation-example',
    '120102-hedong/maker-space-2017',
    shanghai.id,
    '320000-jiangsu/work-plan',
    hunan.id,
    '430100-changsha/founders-example',
    '430100-changsha/registration-example',
    '450700-qinzhou/student-base-example',
    '450700-qinzhou/work-plan',
  ]);
});

test('a pack among the policies bears the name of its folder', async () => {
  const root = mkdtempSync(join(tmpdir(), 'policies-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const source = packFolder(shanghai.id) ?? '';
  for (const place of ['310000-shanghai', '310000-hu'])
    cpSync(source, join(root, place, 'maker-space'), { recursive: true });

  const [wrong, right] = await readPacks(words, root);

  expect(right?.pack?.id).toBe(shanghai.id);
  expect(wrong?.pack).toBeNull();
  expect(wrong?.errors).toMatchObject([{ file: 'policy.yaml', nearest: '310000-hu/maker-space' }]);
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
    expect(['第八条', '第十五条', '第九条', '第一条'].map((cite) => states.get(cite))).toEqual([
      'executed',
      'executed',
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
      '0 第五条(五) 有种子基金，或者有紧密的投资合作和成功实例——材料不足：待审核判断：与投资机构或担保机构有密切的合作关系',
      '1 设立不少于100万元的种子基金——不符合：种子基金规模为99.9999万元，要求不少于100万元，相差1元',
      '1 下列各项都要符合——材料不足：待审核判断：与投资机构或担保机构有密切的合作关系',
      '2 与投资机构或担保机构有密切的合作关系——材料不足：待审核判断',
      '2 2个以上成功投资实例——符合：成功投资实例数为2个，要求不少于2个',
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
      '– 第五条(一) 场地为租赁的，租期在3年(含)以上——不适用：场地为租赁为否，要求为是',
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
      '第四条(二)〔原则上〕 具有专职运营服务团队——不符合：专职服务人员数为0人，要求大于0人',
    );
  });
});

test('a priority at a list of another document names one that is there', () => {
  const foreign = packs.flatMap(({ priorities }) => priorities.flatMap(({ at }) => (at.includes(':') ? [at] : [])));
  expect(foreign).not.toEqual([]);
  const lists = packs.flatMap(({ id, procedures }) =>
    procedures.flatMap((procedure) =>
      procedure.steps.flatMap((step) => (step.kind === 'shortlist' ? [`${id}:${procedure.id}/${step.id}`] : [])),
    ),
  );
  expect(lists).toEqual(expect.arrayContaining(foreign));
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

test('a functional zone without a code of its own has packs of its own', () => {
  const zoned: Pack = { ...fictional, territory: { ...fictional.territory, zone: '示例高新区' } };
  const on = (zone: string | null) =>
    packInForce([zoned], '000000', 'makerSpace', 'recognition', '2026-06-30', zone)?.territory.zone ?? null;
  expect([on('示例高新区'), on('别的高新区'), on(null)]).toEqual(['示例高新区', null, null]);
});

test('a clause that nothing speaks of is uncovered, and so is the article that holds it', () => {
  const files = readPackFiles(packFolder('000000-example/maker-space-2025') ?? '');
  const source = (files['source.md'] ?? '').replace('## 第四条', '### 第三条(十三) 新增\n尚无规则。\n\n## 第四条');
  const { pack } = loadPack({ ...files, 'source.md': source }, words);
  if (!pack) throw new Error('does not load');
  expect(
    coverage(pack)
      .filter((clause) => clause.state === 'uncovered')
      .map((clause) => clause.cite),
  ).toEqual(['第三条', '第三条(十三)']);
});

describe('the fictional pack', () => {
  const steps = fictional.procedures.flatMap((procedure) => procedure.steps);
  const nodes = (list: readonly RequirementNode[]): RequirementNode[] =>
    list.flatMap((node) => [node, ...nodes(node.parts)]);

  test('shows every form of the language', () => {
    expect(new Set(steps.map((step) => step.kind))).toEqual(new Set(Object.keys(STEP_KINDS)));
    expect(new Set(steps.map((step) => step.signing))).toEqual(new Set(['one', 'all', 'any']));
    expect(new Set(fictional.requirements.map((requirement) => requirement.kind))).toEqual(
      new Set(Object.keys(REQUIREMENT_KINDS)),
    );
    expect(new Set(nodes(fictional.requirements).map((node) => node.form))).toEqual(
      new Set(['all', 'any', 'none', 'check', 'judge']),
    );
    expect(new Set(Object.values(fictional.parameters).map((parameter) => parameter.kind))).toEqual(
      new Set(['number', 'text', 'date', 'set', 'flag']),
    );
    expect(new Set(Object.values(fictional.bodies).map((body) => body.is))).toEqual(
      new Set(['operator', 'department', 'alliance', 'chosen', 'named', 'experts']),
    );
    const fields = fictional.procedures.flatMap((procedure) => procedure.form.map((field) => field.kind));
    expect(new Set(fields)).toEqual(new Set(formFieldSchema.shape.kind.options));
    const checks = nodes(fictional.requirements)
      .map((node) => node.check ?? '')
      .join('\n');
    for (const sign of [
      '>=',
      '<=',
      '>',
      '<',
      '==',
      '&&',
      '||',
      '!',
      '+',
      '*',
      '/',
      ' in ',
      'containsAll',
      'containsAny',
      'startsWith',
      'endsWith',
      '.contains(',
      '.like(',
      'size(',
    ]) {
      expect(`${checks}${fictional.files['recognition.yaml']}`).toContain(sign);
    }
  });

  test('speaks of days as days and of ratios in percentage points', () => {
    const told = explain(fictional, { 'space.openedOn': '2025-01-01', 'space.operatingMonths': 5 }, '2025-06-30');
    const opening = told.filter((finding) => finding.requirement === 'opening');
    expect(findingsText(fictional, opening, 'zh')).toBe(
      [
        '✗ 第三条(六) 开业时间符合——不符合',
        '  ✗ 不符合：开始运营日期为2025-01-01，要求早于2025-01-01',
        '  ✗ 不符合：运营月数为5个月，要求不少于12个月，相差7个月',
      ].join('\n'),
    );
    const [share] = explain(hunan, { 'space.publicAreaRatio': 0.275 }, '2026-06-30').filter(
      (each) => each.requirement === 'public-area',
    );
    expect(share && inWords(hunan, share, 'zh')[0]?.text).toBe(
      '第五条(一) 公共场地占众创空间面积30%以上——不符合：公共场地占比为27.5%，要求不少于30%，相差2.5个百分点',
    );
  });
});

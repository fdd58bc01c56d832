import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoPerson, given, type Person } from '../../cases/casefile/case.given.ts';
import { factSheet } from '../../facts/fact-sheet.ts';
import { FATES } from '../../facts/life.ts';
import type { FactKey } from '../../facts/vocabulary.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { DEMO_CARRIER_IDS } from '../../records/demo/demo.ids.ts';
import { TEAM_RECORD_KIND_CODES } from '../../records/keeping/kinds.ts';
import type { TestApp } from '../../test-app.ts';

let app: TestApp;
let officer: Person;
let outsider: Person;
const carrierId = DEMO_CARRIER_IDS.xingtu;

/** A team from a day on; `failed`: its tenancy ended because the venture failed. */
async function team(
  name: string,
  from: string,
  end: { dissolved?: string; failed?: string; registered?: string; award?: string } = {},
) {
  const id = newId();
  await app.services.database.transact(async (tx) => {
    await sqlRows(
      tx,
      `insert into team (id, root_id, carrier_id, valid_from, valid_to, name, registered_on, example) values ($1, $1, $2, $3, $4, $5, $6, false)`,
      [id, carrierId, from, end.dissolved ?? null, name, end.registered ?? null],
    );
    if (end.award)
      await sqlRows(
        tx,
        `insert into milestone (id, root_id, team_id, valid_from, kind, title, example, confirmed_at) values ($1, $1, $2, $3, 'award', '获奖', false, now())`,
        [newId(), id, end.award],
      );
    if (!end.failed) return;
    const tenancy = newId();
    await sqlRows(
      tx,
      `insert into tenancy (id, root_id, carrier_id, team_id, valid_from, valid_to, exit_kind) values ($1, $1, $2, $3, $4, $5, 'failed')`,
      [tenancy, carrierId, id, from, end.failed],
    );
  });
}

beforeAll(async () => {
  app = await appWithoutCases();
  [officer, outsider] = [await demoPerson(app, 'sheng.jingban'), await demoPerson(app, 'hu.qu')];
  await team('甲', '2018-03-01', { award: '2021-03-01' });
  await team('乙', '2018-05-01', { dissolved: '2019-04-30' });
  await team('丙', '2018-06-01', { dissolved: '2019-06-01' });
  await team('丁', '2018-07-01', { failed: '2022-01-31', registered: '2019-02-01' });
  await team('戊', '2019-07-01', { dissolved: '2020-03-01', registered: '2019-08-01' });
  await team('己', '2019-09-01', { registered: '2019-10-01' });
  await team('庚', '2019-09-02', { registered: '2019-10-02', award: '2020-12-01' });
});
afterAll(() => app.close());

/** 丁 ended a day before its third year was full; of 己 nobody has heard since, of 庚 not after its first year. */
const LABELS = {
  1: ['丁(仍在)', '戊(已终止)', '己(不详)', '庚(仍在)'],
  3: ['丁(已终止)', '戊(已终止)', '己(不详)', '庚(不详)'],
  5: ['丁(已终止)', '戊(已终止)', '己(不详)', '庚(不详)'],
};

const cohort = async (life: string, year: number, on = '2026-11-23') =>
  (await given(officer.client.get(`/api/history?on=${on}`))).lives[life].find(
    (one: { year: number }) => one.year === year,
  );

test('by year of beginning: who survived one, three and five years, to the day', async () => {
  // 乙 ended a day before its first year was full, 丙 on the very day.
  expect(await cohort('teams', 2018)).toEqual({
    year: 2018,
    began: 4,
    examples: 4,
    after: [
      { years: 1, survived: 3, ended: 1, unknown: 0, tooEarly: 0 },
      { years: 3, survived: 2, ended: 2, unknown: 0, tooEarly: 0 },
      { years: 5, survived: 0, ended: 3, unknown: 1, tooEarly: 0 },
    ],
  });
  expect((await cohort('companies', 2019)).after[0]).toEqual({
    years: 1,
    survived: 2,
    ended: 1,
    unknown: 1,
    tooEarly: 0,
  });
});

test('what cannot be known yet is counted apart, not as surviving', async () => {
  expect((await cohort('teams', 2018, '2019-03-31')).after).toEqual([
    { years: 1, survived: 0, ended: 0, unknown: 1, tooEarly: 3 },
    { years: 3, survived: 0, ended: 0, unknown: 0, tooEarly: 4 },
    { years: 5, survived: 0, ended: 0, unknown: 0, tooEarly: 4 },
  ]);
});

test('silence is not survival: a tenancy without an end shows the team only while its space keeps its books', async () => {
  const hedong = await demoPerson(app, 'hedong');
  const { lives } = await given(hedong.client.get('/api/history?on=2026-11-23'));
  const sum = (years: number, fate: 'survived' | 'unknown') =>
    lives.teams.reduce(
      (all: number, { after }: { after: Record<string, number>[] }) =>
        all + (after.find((one) => one.years === years)?.[fate] ?? 0),
      0,
    );
  expect([sum(5, 'survived'), sum(5, 'unknown') > 100]).toEqual([0, true]);
  const path = '/api/history/lives?life=teams&year=2018&years=5&fate=unknown&on=2026-11-23';
  const { rows } = await given(officer.client.get(path));
  expect(rows.map(({ title, seen }: { title: string; seen: string }) => [title, seen])).toEqual([['甲', '2021-03-01']]);
});

test('孵化企业存活率: the fact of a space says what the cohorts of its companies say, company by company', async () => {
  const all = await app.services.database.read((tx) => factSheet(tx, carrierId, '2026-11-23'));
  const { lives } = await given(officer.client.get('/api/history?on=2026-11-23'));
  for (const years of [1, 3, 5] as const) {
    // The companies of a year, in this space and in the cohort.
    const { provenance } = all[`space.companySurvival${years}Year${years === 1 ? '' : 's'}` as FactKey];
    const here = provenance.filter(({ validFrom }) => validFrom?.startsWith('2019')).map(({ label }) => label);
    const { survived, ended, unknown } = lives.companies
      .find(({ year }: { year: number }) => year === 2019)
      .after.find((one: { years: number }) => one.years === years);
    expect(here).toEqual(LABELS[years]);
    const of = (fate: keyof typeof FATES) => here.filter((label) => label.endsWith(`(${FATES[fate].zh})`)).length;
    expect([survived, ended, unknown]).toEqual([of('survived'), of('ended'), of('unknown')]);
  }
  const [one, five] = [all['space.companySurvival1Year'], all['space.companySurvival5Years']];
  const stands = one.provenance.filter(({ label }) => label.endsWith('(仍在)')).length;
  expect(one).toMatchObject({ value: stands / one.provenance.length, obtained: 'derived', complete: false });
  // None is known to have survived and of two nobody knows: that is no zero.
  expect(five.value).toBeUndefined();
});

test('孵化企业存活率 counts a company from the day its year is full, and only where it was incubated before', async () => {
  const on = async (day: string, space = carrierId) =>
    (await app.services.database.read((tx) => factSheet(tx, space, day)))['space.companySurvival1Year'];
  expect((await on('2020-01-31')).value).toBeUndefined();
  expect(await on('2020-02-01')).toMatchObject({ value: 1, complete: true });
  expect((await on('2026-11-23', DEMO_CARRIER_IDS.juguang)).provenance.map(({ label }) => label)).not.toContain(
    '丁(仍在)',
  );
});

test('the signs of a team are of every kind of its own records', async () => {
  const [made] = await app.services.database.read((tx) =>
    sqlRows<{ body: string }>(tx, `select prosrc as body from pg_proc where proname = 'team_seen'`),
  );
  for (const kind of TEAM_RECORD_KIND_CODES) expect(made?.body).toContain(` from ${kind} `);
});

test('an operator sees what became of the teams of its own spaces, and of no others', async () => {
  const operator = await demoPerson(app, 'yunying');
  const { rows } = await given(operator.client.get('/api/survival?on=2026-11-23'));
  expect(rows.find(({ year }: { year: number }) => year === 2018)).toMatchObject({ began: 4 });
  const lives = '/api/survival/lives?year=2018&years=5&fate=unknown&on=2026-11-23';
  expect((await given(operator.client.get(lives))).rows).toMatchObject([{ title: '甲' }]);
  const other = await demoPerson(app, 'hedong.yunying');
  expect((await given(other.client.get(lives))).rows).toEqual([]);
});

test('every number opens to its records; who lies outside sees none of them', async () => {
  const path = '/api/history/lives?life=teams&year=2018&years=3&fate=ended&on=2026-11-23';
  const { rows } = await given(officer.client.get(path));
  expect(rows.map(({ title, died }: { title: string; died: string }) => [title, died])).toEqual([
    ['乙', '2019-04-30'],
    ['丙', '2019-06-01'],
  ]);
  expect((await given(outsider.client.get(path))).rows).toEqual([]);
});

test('grades over the years, and the moves between them', async () => {
  await app.services.database.transact(async (tx) => {
    for (const [carrier, year, grade] of [
      ['xingtu', 2020, 'fail'],
      ['juguang', 2020, 'other'],
      ['xingtu', 2023, 'other'],
      ['xingtu', 2024, 'excellent'],
      ['juguang', 2023, 'other'],
      ['juguang', 2024, null],
    ] as const)
      await sqlRows(
        tx,
        `insert into evaluation_past (id, carrier_id, pack_id, procedure_id, year, participated, grade, source, entered_at)
         values ($1, $2, '430000-hunan/maker-space-2016', 'evaluation', $3, $4, $5, '示例', now())`,
        [newId(), DEMO_CARRIER_IDS[carrier], year, grade !== null, grade],
      );
    await sqlRows(
      tx,
      `insert into rectification (id, carrier_id, opened_on, due_on, closed_on, outcome, closing, reason)
       values ($1, $2, '2024-02-01', '2024-04-01', '2024-03-15', 'accepted', '整改通过', '示例')`,
      [newId(), carrierId],
    );
  });
  const { grades, moves } = await given(officer.client.get('/api/history'));
  const packId = '430000-hunan/maker-space-2016';
  const packTitle = '湖南省促进众创空间发展与管理办法(试行)';
  // The better grade first, as the document orders them.
  expect(grades).toEqual([
    { packId, packTitle, year: 2020, grade: 'other', label: '其他', count: 1 },
    { packId, packTitle, year: 2020, grade: 'fail', label: '不合格', count: 1 },
    { packId, packTitle, year: 2023, grade: 'other', label: '其他', count: 2 },
    { packId, packTitle, year: 2024, grade: 'excellent', label: '优秀', count: 1 },
    { packId, packTitle, year: 2024, grade: '未参加', label: '未参加', count: 1 },
  ]);
  const move = { packId, packTitle, year: 2024, was: 'other', wasLabel: '其他' };
  expect(moves).toEqual([
    { ...move, became: 'excellent', becameLabel: '优秀', count: 1, rectified: 1 },
    { ...move, became: '未参加', becameLabel: '未参加', count: 1, rectified: 0 },
  ]);
  const query = new URLSearchParams({ packId, year: '2024', grade: 'excellent', was: 'other' });
  const { rows } = await given(officer.client.get(`/api/history/grades?${query}`));
  const opened = await given(officer.client.get(`/api/history/grades?${query}&rectified=true`));
  expect(opened.rows.map(({ carrierId: one }: { carrierId: string }) => one)).toEqual([carrierId]);
  const none = await given(officer.client.get(`/api/history/grades?${query}&rectified=false`));
  expect(none.rows).toEqual([]);
  expect(rows).toMatchObject([{ carrierId: DEMO_CARRIER_IDS.xingtu, was: 'other', grade: 'excellent', caseId: null }]);
});

test('the workbook has a sheet for each kind', async () => {
  const { status, headers, body } = await officer.client.get('/api/history.xlsx?on=2026-11-23');
  expect(status).toBe(200);
  expect(String(headers['content-type'])).toContain('spreadsheet');
  expect(String(body).startsWith('PK')).toBe(true);
});

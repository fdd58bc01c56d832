import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoCast, demoPerson } from '../cases/casefile/case.given.ts';
import { insertExperts } from '../cases/reviews/review.given.ts';
import { DEMO_ORGANISATION_IDS } from '../records/demo/demo.ids.ts';
import { territoryIdOf } from '../records/territories/territory.ts';
import type { TestApp } from '../test-app.ts';
import { handedIn, published, scored, verb } from './evaluation.given.ts';

const JIANGSU = '320000-jiangsu/work-plan';
const NATIONAL = '100000-national/maker-space-filing-2017';
const [OPERATOR, CITY, OFFICER, DIRECTOR] = ['su.yunying', 'su.shi', 'su.sheng', 'su.sheng.qianfa'] as const;
/** Points given; the first two are 综合型, the third is 专业型. */
const SPACES = {
  best: { name: '示例苏一空间', class: 'comprehensive', points: 92 },
  next: { name: '示例苏二空间', class: 'comprehensive', points: 74 },
  alone: { name: '示例苏三空间', class: 'professional', points: 88 },
} as const;
type Key = keyof typeof SPACES;
const KEYS = Object.keys(SPACES) as Key[];
type Class = (typeof SPACES)[Key]['class'];
const ROUNDS: Readonly<Record<Class, string>> = {
  comprehensive: '2026年度综合型众创空间绩效评估(示例)',
  professional: '2026年度专业型众创空间绩效评估(示例)',
};

let app: TestApp;
const { people, send } = demoCast(() => app);
const carriers = {} as Record<Key, string>;
const cases = {} as Record<Key, string>;
const rounds = {} as Record<Class, string>;
const accountOf = (personId: string) => [...people].find(([, { actor }]) => actor.personId === personId)?.[0];
const of = (kind: Class, path = '') => `/api/evaluations/${rounds[kind]}${path}`;

/** Filed with the province on its city's word. */
async function filed(carrierId: string): Promise<void> {
  const { caseId } = await send(OPERATOR, 'post', '/api/cases', { packId: JIANGSU, procedureId: 'filing', carrierId });
  const answers = {
    introduction: '面向初创团队的示例空间',
    serviceModel: 'maker',
    contact: '严运营 025-00000000',
    commitment: true,
  };
  const { revision } = await send(OPERATOR, 'patch', `/api/cases/${caseId}/form`, { revision: 0, answers });
  await send(OPERATOR, 'post', `/api/cases/${caseId}/submission`, { revision });
  await verb(send, CITY, caseId, 'agree', '同意推荐');
  await send(OFFICER, 'put', `/api/cases/${caseId}/decision`, { version: 0, outcome: 'granted', reasons: '准予备案' });
  await send(DIRECTOR, 'post', `/api/cases/${caseId}/decision/signature`, { version: 1 });
}

beforeAll(async () => {
  app = await appWithoutCases();
  app.clock.set('2026-11-02T09:00:00+08:00');
  for (const { account } of await insertExperts(app, 3, ['创业孵化'], '320000'))
    people.set(account, await demoPerson(app, account));
  for (const key of KEYS) {
    const { name, class: kind } = SPACES[key];
    const { id } = await send(OPERATOR, 'post', '/api/carriers', {
      kind: 'makerSpace',
      form: null,
      serviceModel: 'maker',
      class: kind,
      features: ['示例'],
      territoryId: territoryIdOf('320102'),
      operatorId: DEMO_ORGANISATION_IDS.jiangsuOperator,
      address: null,
      openedOn: '2024-01-01',
      closedOn: null,
      virtualUrl: null,
      summary: '示例空间，名称、数据均非真实。',
      source: '示例',
      name,
      focus: null,
      goals: null,
    });
    carriers[key] = id;
    await filed(id);
  }
});
afterAll(() => app.close());

test('三(六) 分类指导: a round of each class is opened for the same days, with the figures that the plan leaves open', async () => {
  const { rows } = await send(OFFICER, 'get', '/api/evaluation-procedures');
  expect(rows).toMatchObject([{ packId: JIANGSU, procedureTitle: '江苏省众创空间运行绩效评估' }]);
  for (const kind of ['comprehensive', 'professional'] as const) {
    const { roundId, parameters } = await send(OFFICER, 'post', '/api/evaluations', {
      packId: JIANGSU,
      procedureId: 'evaluation',
      year: 2026,
      title: ROUNDS[kind],
      opensAt: '2026-11-02T09:00:00+08:00',
      closesAt: '2026-11-13T17:00:00+08:00',
      membersOn: '2026-11-02',
      factsOn: '2026-10-31',
      class: kind,
      serviceModel: 'maker',
    });
    rounds[kind] = roundId;
    expect(parameters.map(({ name }: { name: string }) => name)).toEqual(['operationPoints', 'excellentPoints']);
    const values = { operationPoints: 100, excellentPoints: 90 };
    await send(OFFICER, 'put', of(kind, '/parameters'), { values, reason: '2026年度评估通知(示例)' });
    const members = (await send(OFFICER, 'get', of(kind, '/members'))).rows;
    const due = KEYS.filter((key) => SPACES[key].class === kind);
    expect(members.map(({ carrier }: { carrier: string }) => carrier).sort()).toEqual(
      due.map((key) => SPACES[key].name).sort(),
    );
    for (const { carrierId, caseId } of members)
      for (const key of due) if (carriers[key] === carrierId) cases[key] = caseId;
  }
});

test('争先进位: the units of each class are ranked among themselves; grades go into notice and are released', async () => {
  for (const key of KEYS) {
    await handedIn(send, cases[key], OPERATOR);
    await verb(send, CITY, cases[key], 'agree', '数据属实');
    await scored(send, cases[key], SPACES[key].points, accountOf, { officer: OFFICER, item: 'operation-points' });
  }
  app.clock.set('2026-11-13T17:00:00+08:00');
  for (const kind of ['comprehensive', 'professional'] as const) {
    await send(OFFICER, 'post', of(kind, '/absence'));
    const { lines, version } = await send(OFFICER, 'get', of(kind, '/grading'));
    expect(
      lines.map(({ carrier, rank, points, final }: Record<string, unknown>) => [carrier, rank, points, final]),
    ).toEqual(
      kind === 'comprehensive'
        ? [
            [SPACES.best.name, 1, 92, 'excellent'],
            [SPACES.next.name, 2, 74, 'other'],
          ]
        : [[SPACES.alone.name, 1, 88, 'other']],
    );
    await send(OFFICER, 'post', of(kind, '/grading/proposal'), { version });
    await send(DIRECTOR, 'post', of(kind, '/grading/signature'), { version: version + 1 });
    await published(send, OFFICER, ROUNDS[kind]);
  }
  app.clock.set('2026-12-01T09:00:00+08:00');
  await app.jobs.runDue();
  for (const kind of ['comprehensive', 'professional'] as const) await send(DIRECTOR, 'post', of(kind, '/release'));
  const result = await send(OPERATOR, 'get', `/api/cases/${cases.next}/result`);
  expect(result).toMatchObject({
    label: '其他',
    points: 74,
    place: 2,
    of: 2,
    history: [{ year: 2026, label: '其他', source: ROUNDS.comprehensive }],
  });
  expect(await send(OPERATOR, 'get', `/api/cases/${cases.alone}/result`)).toMatchObject({ place: 1, of: 1 });
  const { grades } = await send(OFFICER, 'get', '/api/history');
  expect(grades.map(({ year, label, count }: Record<string, unknown>) => [year, label, count])).toEqual([
    [2026, '优秀', 1],
    [2026, '其他', 2],
  ]);
});

test('升级为国家级: what is missing for the next level is named by its clause, and who is excellent is recommended by a signed letter', async () => {
  const { rows } = await send(OPERATOR, 'get', `/api/carriers/${carriers.best}/standings`);
  const levels = rows.map(({ packId, designation }: Record<string, unknown>) => [packId, designation]);
  expect(levels).toEqual([
    [NATIONAL, '国家备案众创空间'],
    [JIANGSU, '江苏省备案众创空间'],
  ]);
  const [national] = rows;
  expect([national.verdict, national.counts.unmet, national.counts.unknown]).toEqual(['unknown', 0, 13]);
  const { accounts } = await send(
    OPERATOR,
    'get',
    `/api/carriers/${carriers.best}/standing?packId=${encodeURIComponent(NATIONAL)}`,
  );
  const outcomes = new Map(
    accounts.map(({ requirement, cites, outcome }: Record<string, string>) => [requirement, `${cites} ${outcome}`]),
  );
  expect([outcomes.get('operating-time'), outcomes.get('residents'), outcomes.get('mentors')]).toEqual([
    '备案条件(三) met', // since January 2024
    '备案条件(五) unknown',
    '备案条件(九) unknown',
  ]);
  const drafts = (await send(OFFICER, 'get', of('comprehensive', '/consequences'))).rows;
  expect(drafts).toMatchObject([
    { carrierId: carriers.best, items: [{ id: 'upgrade', cites: '三(六)', chosen: true }] },
  ]);
  expect((await send(OFFICER, 'get', of('professional', '/consequences'))).rows).toEqual([]);
  const path = of('comprehensive', `/consequences/${carriers.best}`);
  const choices = [{ id: 'upgrade', chosen: true, reason: null, addressee: '国家主管部门(示例)' }];
  await send(OFFICER, 'post', `${path}/proposal`, { version: 1, choices, reasons: drafts[0].reasons });
  await send(DIRECTOR, 'post', `${path}/signature`, { version: 2 });
  const rewards = await send(OPERATOR, 'get', `/api/rewards?carrierId=${carriers.best}`);
  expect(rewards.rows).toMatchObject([{ kind: 'recommendation', levelLabel: '国家级', cites: '三(六)' }]);
});

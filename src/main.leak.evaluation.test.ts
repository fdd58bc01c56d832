import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoCast, demoPerson } from './cases/casefile/case.given.ts';
import { handedIn, published, verb } from './effects/evaluation.given.ts';
import { holding } from './effects/sanctions.given.ts';
import type { Route } from './identity/route.ts';
import { allRoutes } from './main.ts';
import { everything, type Ids, idsOf, leaks, searched } from './main.walk.given.ts';
import { sqlRows } from './platform/db/database.ts';
import { DEMO_CARRIER_IDS } from './records/demo/demo.ids.ts';
import type { Client, TestApp } from './test-app.ts';

const HUNAN = '430000-hunan/maker-space-2016';
const OFFICER = 'sheng.jingban';
const DIRECTOR = 'sheng.qianfa';
const UNITS = { qihang: 'yunying', lanhai: 'yunying2' } as const;
type Unit = keyof typeof UNITS;
const EXPERTS = ['zhuanjia1', 'zhuanjia2', 'zhuanjia3', 'zhuanjia4', 'zhuanjia5'] as const;

let app: TestApp;
let routes: readonly Route[];
let ids: Ids;
let roundId: string;
const cases = {} as Record<Unit, string>;
/** Accounts of those who sit on a case, in the order they hand in. */
const seated = {} as Record<Unit, string[]>;
const { people, send } = demoCast(() => app);
const sessions = new Map<string, Client>();

async function clientOf(account: string): Promise<Client> {
  const { actor } = people.get(account) ?? (await demoPerson(app, account));
  const client = sessions.get(account) ?? (await app.as(actor.personId ?? '', actor.organisationId ?? undefined));
  sessions.set(account, client);
  return client;
}
async function everythingFor(account: string): Promise<Map<string, string>> {
  const found = await everything(await clientOf(account), routes, ids);
  expect(found.size).toBeGreaterThan(20);
  return found;
}
const identity = (account: string) => [
  people.get(account)?.actor.name ?? '',
  people.get(account)?.actor.personId ?? '',
];
const round = (path: string) => `/api/evaluations/${roundId}${path}`;
const runAt = async (at: string) => {
  app.clock.set(at);
  sessions.clear(); // they have timed out
  await app.jobs.runDue();
};

/** What each gives to whom: points, and words that stand nowhere else. */
const GIVEN: Readonly<Record<Unit, readonly { points: number; comment: string; opinion: string }[]>> = {
  qihang: [
    { points: 87.31, comment: '启航评语甲证', opinion: '启航意见甲证' },
    { points: 71.17, comment: '启航评语乙证', opinion: '启航意见乙证' },
    { points: 79.23, comment: '启航评语丙证', opinion: '启航意见丙证' },
  ],
  lanhai: [
    { points: 91.37, comment: '蓝海评语甲证', opinion: '蓝海意见甲证' },
    { points: 92.41, comment: '蓝海评语乙证', opinion: '蓝海意见乙证' },
    { points: 93.43, comment: '蓝海评语丙证', opinion: '蓝海意见丙证' },
  ],
};
const words = (unit: Unit, at: number) => {
  const { points, comment, opinion } = GIVEN[unit][at] as (typeof GIVEN)[Unit][number];
  return [String(points), comment, opinion];
};
const allWords = (unit: Unit) => GIVEN[unit].flatMap((_, at) => words(unit, at));
/** The means of the panels, which rank the units. */
const MEAN = { qihang: '79.2367', lanhai: '92.4033' } as const;

async function give(unit: Unit, at: number, as: 'draft' | 'submission'): Promise<void> {
  const account = seated[unit][at] as string;
  const { points, comment, opinion } = GIVEN[unit][at] as (typeof GIVEN)[Unit][number];
  const path = `/api/cases/${cases[unit]}/review`;
  const { revision, sheet } = await send(account, 'get', path);
  const body = {
    revision,
    score: null,
    items: { 'expert-points': { points, comment } },
    opinion,
    recommendation: 'recommend',
  };
  await (as === 'draft'
    ? send(account, 'put', path, body)
    : send(account, 'post', `${path}/submission`, { ...body, sheetVersion: sheet.version }));
}

beforeAll(async () => {
  app = await appWithoutCases();
  app.clock.set('2026-11-02T09:00:00+08:00');
  // Reviews are shown under names as 专家甲, which are the demo's own.
  for (const [at, account] of EXPERTS.entries())
    await app.services.database.transact((tx) =>
      sqlRows(tx, 'update person set name = $2 where account = $1', [account, `暗访员${at + 1}号`]),
    );
  for (const account of [...EXPERTS, ...Object.values(UNITS), OFFICER, DIRECTOR])
    people.set(account, await demoPerson(app, account));
  for (const account of EXPERTS)
    await send(OFFICER, 'put', `/api/experts/${people.get(account)?.actor.personId}`, { fields: ['创业孵化'] });
  for (const key of Object.keys(UNITS) as Unit[]) await holding(app, key, HUNAN);
  ({ roundId } = await send(OFFICER, 'post', '/api/evaluations', {
    packId: HUNAN,
    procedureId: 'evaluation',
    year: 2026,
    title: '2026年度考核(示例)',
    opensAt: '2026-11-03T09:00:00+08:00',
    closesAt: '2026-11-13T17:00:00+08:00',
    membersOn: '2026-11-02',
    factsOn: '2026-11-02',
  }));
  await runAt('2026-11-03T09:00:00+08:00');
  const values = { totalPoints: 100, excellentPoints: 90, passPoints: 60 };
  await send(OFFICER, 'put', round('/parameters'), { values, reason: '年度考核通知(示例)' });
  for (const { carrierId, caseId } of (await send(OFFICER, 'get', round('/members'))).rows)
    cases[carrierId === DEMO_CARRIER_IDS.qihang ? 'qihang' : 'lanhai'] = caseId;
  for (const [unit, operator] of Object.entries(UNITS) as [Unit, string][]) {
    await handedIn(send, cases[unit], operator);
    await verb(send, OFFICER, cases[unit], 'agree', '数据属实');
    const { chosen } = await send(OFFICER, 'get', `/api/cases/${cases[unit]}/panel/proposal`);
    const expertIds = chosen.map(({ personId }: { personId: string }) => personId);
    await send(OFFICER, 'put', `/api/cases/${cases[unit]}/panel`, { expertIds });
    seated[unit] = EXPERTS.filter((account) => expertIds.includes(people.get(account)?.actor.personId));
    expect(seated[unit]).toHaveLength(3);
  }
  // The list of demo accounts to sign in with names everybody.
  routes = allRoutes(app.services).filter(({ method, path }) => method === 'get' && path !== '/api/session/demo');
  ids = await idsOf(app);
  expect(ids.roundId).toContain(roundId);
}, 60_000);
afterAll(() => app.close());

test('while experts score, whoever is not in and every unit finds nothing of it, in no page, paper, workbook or search', async () => {
  const [a, b, c] = seated.qihang as [string, string, string];
  await give('qihang', 0, 'submission');
  await give('qihang', 1, 'draft');
  const secrets = [...words('qihang', 0), ...words('qihang', 1)];
  for (const account of [c, ...Object.values(UNITS)]) {
    const found = await everythingFor(account);
    expect(leaks(found, [...secrets, ...identity(a), ...identity(b)])).toEqual([]);
  }
  for (const account of Object.values(UNITS))
    expect(leaks(await everythingFor(account), EXPERTS.flatMap(identity))).toEqual([]);
  // Who is in reads nothing of a draft; the officer, who may, is the proof that there is something to find.
  expect(leaks(await everythingFor(a), [...words('qihang', 1), ...identity(b), ...identity(c)])).toEqual([]);
  expect(leaks(await everythingFor(OFFICER), words('qihang', 0)).length).toBeGreaterThan(2);
  const client = await clientOf(UNITS.qihang);
  const nothing = await searched(client, routes, ids, '没有这样的词');
  expect(nothing.size).toBeGreaterThan(5);
  for (const word of [...identity(a).slice(0, 1), '启航评语甲证', '87.31'])
    expect([word, ...(await searched(client, routes, ids, word))]).toEqual([word, ...nothing]);
}, 120_000);

test('graded and signed, nobody but the authority knows a grade, a rank or a mean before the release', async () => {
  for (const at of [1, 2]) await give('qihang', at, 'submission');
  for (const at of [0, 1, 2]) await give('lanhai', at, 'submission');
  await runAt('2026-11-13T17:00:00+08:00');
  await send(OFFICER, 'post', round('/absence'));
  const units = Object.values(UNITS);
  const before = await Promise.all(units.map(everythingFor));
  const { version, lines } = await send(OFFICER, 'get', round('/grading'));
  expect(lines.map(({ points }: { points: number }) => String(points)).sort()).toEqual(Object.values(MEAN).sort());
  await send(OFFICER, 'post', round('/grading/proposal'), { version });
  // Not a byte changes for them: no count, no progress, no moment.
  for (const [at, account] of units.entries())
    expect([...(await everythingFor(account))]).toEqual([...(before[at] ?? [])]);
  await send(DIRECTOR, 'post', round('/grading/signature'), { version: version + 1 });
  const hidden = [...Object.values(MEAN), ...allWords('qihang'), ...allWords('lanhai')];
  for (const account of units) {
    const found = await everythingFor(account);
    expect(leaks(found, [...hidden, ...EXPERTS.flatMap(identity)])).toEqual([]);
    expect([...found.keys()].filter((address) => address.endsWith('/result'))).toEqual([]);
  }
  for (const account of seated.qihang) {
    const found = await everythingFor(account);
    const colleagues = EXPERTS.filter((one) => one !== account);
    expect(leaks(found, colleagues.flatMap(identity))).toEqual([]);
    if (!seated.lanhai.includes(account)) expect(leaks(found, [...allWords('lanhai'), MEAN.lanhai])).toEqual([]);
  }
}, 120_000);

test('released, each unit reads its own result explained, and nothing of the other but what was announced', async () => {
  await published(send, OFFICER, '2026');
  await runAt('2026-11-25T09:00:00+08:00');
  await send(DIRECTOR, 'post', round('/release'));
  ids = await idsOf(app);
  for (const [unit, operator] of Object.entries(UNITS) as [Unit, string][]) {
    const other = unit === 'qihang' ? 'lanhai' : 'qihang';
    const found = await everythingFor(operator);
    expect(found.get(`/api/cases/${cases[unit]}/result`)).toContain(MEAN[unit]);
    expect(leaks(found, [...allWords(other), MEAN[other], ...EXPERTS.flatMap(identity)])).toEqual([]);
  }
  expect(leaks(await everything(app.anyone, routes, ids), [...allWords('qihang'), ...allWords('lanhai')])).toEqual([]);
}, 120_000);

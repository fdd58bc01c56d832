import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoCast } from '../cases/casefile/case.given.ts';
import { DEMO_ORGANISATION_IDS } from '../records/demo/demo.ids.ts';
import { territoryIdOf } from '../records/territories/territory.ts';
import type { TestApp } from '../test-app.ts';
import { announced, exampleSpace, handedIn, OFFICER, OPERATOR, PARAMETERS, registered } from './evaluation.given.ts';

let app: TestApp;
const { attempt, send } = demoCast(() => app);
const SPACES = { one: '示例甲空间', other: '示例乙空间', third: '示例丙空间' } as const;
type Key = keyof typeof SPACES;
const carriers = {} as Record<Key, string>;
const cases = {} as Record<Key, string>;

beforeAll(async () => {
  app = await appWithoutCases();
  app.clock.set('2026-11-02T09:00:00+08:00');
  const place = { territoryId: territoryIdOf('120102'), operatorId: DEMO_ORGANISATION_IDS.hedongOperator };
  for (const [key, name] of Object.entries(SPACES) as [Key, string][]) {
    carriers[key] = await exampleSpace(send, name, 'weak', place);
    await registered(send, carriers[key]);
  }
  app.clock.set('2026-11-10T09:00:00+08:00');
  const { roundId } = await announced(send, { membersOn: '2026-11-09', opens: '2026-11-10', closes: '2026-11-20' });
  await send(OFFICER, 'put', `/api/evaluations/${roundId}/parameters`, { values: PARAMETERS, reason: '示例' });
  const { rows } = await send(OFFICER, 'get', `/api/evaluations/${roundId}/members`);
  for (const key of Object.keys(SPACES) as Key[])
    cases[key] = rows.find(({ carrierId }: { carrierId: string }) => carrierId === carriers[key]).caseId;
});
afterAll(() => app.close());

const state = (key: Key, fact: string, value: number, year = 2026) =>
  send(OPERATOR, 'post', `/api/carriers/${carriers[key]}/declared-facts`, {
    key: fact,
    value,
    validFrom: `${year}-01-01`,
    note: '示例',
  });
const record = (key: Key, kind: string, values: object, validFrom = '2026-01-01') =>
  send(OPERATOR, 'post', `/api/carriers/${carriers[key]}/records/${kind}`, { values, validFrom });
interface Warned {
  readonly id: string;
  readonly severity: string;
  readonly says: string;
  readonly figures: { key: string; from: string; value: unknown; provenance: { kind: string }[] }[];
}
const warnings = async (key: Key): Promise<Warned[]> =>
  (await send(OPERATOR, 'get', `/api/cases/${cases[key]}/self-evaluation`)).warnings;
const answer = (key: Key, warning: string) =>
  attempt(OPERATOR, 'post', `/api/cases/${cases[key]}/warning-answers`, { warning, answer: '已核对，情况属实(示例)' });
const told = (of: readonly Warned[]) => of.map(({ severity, says }) => [severity, says]);

test('parts that do not add up to their whole are corrected; no explanation stands in for it', async () => {
  await state('one', 'space.residentTeams', 8);
  await state('one', 'space.residentStartups', 5);
  await state('one', 'space.residents', 14);
  const [warning, ...others] = await warnings('one');
  expect(others).toEqual([]);
  expect(warning).toMatchObject({
    severity: 'correct',
    says: '入驻创业团队数与入驻初创企业数之和为13，不等于入驻创业团队和初创企业数14',
  });
  const values = warning?.figures.filter(({ from }) => from === 'statement').map(({ key, value }) => [key, value]);
  expect(values).toEqual([
    ['space.residentTeams', 8],
    ['space.residentStartups', 5],
    ['space.residents', 14],
  ]);
  expect((await answer('one', warning?.id ?? '')).status).toBe(422);
  await expect(handedIn(send, cases.one)).rejects.toThrow('请更正：入驻创业团队数与入驻初创企业数之和为13');
  await state('one', 'space.residents', 13);
  expect(await warnings('one')).toEqual([]);
});

test('a jump from last year, up or down, is explained; twice as many is none, and a new figure asks anew', async () => {
  await state('one', 'space.desks', 20, 2025);
  await state('one', 'space.desks', 40);
  expect(await warnings('one')).toEqual([]);
  await state('one', 'space.desks', 41);
  const [up, ...others] = await warnings('one');
  expect(others).toEqual([]);
  expect(told([up as Warned])).toEqual([['explain', '工位数为41，上一年为20，变动超过2倍']]);
  await expect(handedIn(send, cases.one)).rejects.toThrow('请说明：工位数为41，上一年为20，变动超过2倍');
  expect((await answer('one', up?.id ?? '')).status).toBe(200);
  await state('one', 'space.desks', 9);
  await state('one', 'space.residentTeams', 4);
  await state('one', 'space.residents', 9);
  const [down] = await warnings('one');
  expect(told([down as Warned])).toEqual([['explain', '工位数为9，上一年为20，变动超过2倍']]);
  // The answer given to 41 does not speak for 9.
  await expect(handedIn(send, cases.one)).rejects.toThrow('请说明：工位数为9，上一年为20');
  expect((await answer('one', down?.id ?? '')).status).toBe(200);
  await handedIn(send, cases.one);
});

test('a team that is counted in two spaces at once is named in both, with the records; remotely it is counted in one', async () => {
  const { id: teamId } = await record('other', 'team', { name: '示例双栖团队', members: 3 });
  await record('other', 'tenancy', { teamId, desks: 1 });
  const away = await record('third', 'tenancy', { teamId, remote: true });
  expect((await warnings('other')).filter(({ id }) => id.startsWith('twice:'))).toEqual([]);
  const { version } = (await send(OPERATOR, 'get', `/api/carriers/${carriers.third}/records/tenancy`)).rows.find(
    ({ id }: { id: string }) => id === away.id,
  );
  await send(OPERATOR, 'put', `/api/carriers/${carriers.third}/records/tenancy/${away.id}`, {
    version,
    values: { teamId, remote: false, desks: 1 },
    validFrom: '2026-01-01',
    reason: '改为在驻(示例)',
  });
  for (const [key, there] of [
    ['other', SPACES.third],
    ['third', SPACES.other],
  ] as const) {
    const twice = (await warnings(key)).filter(({ id }) => id.startsWith('twice:'));
    expect(told(twice)).toEqual([['explain', `示例双栖团队同时登记在${there}入驻，可能重复计算`]]);
    expect(twice[0]?.figures).toMatchObject([{ key: 'space.residents', from: 'records', value: 1 }]);
    expect(twice[0]?.figures[0]?.provenance).toMatchObject([{ kind: 'tenancy' }]);
  }
});

test('more people than the desks allow is explained, with the members and the desks that were counted', async () => {
  await state('other', 'space.desks', 2);
  const { id: teamId } = await record('other', 'team', { name: '示例大团队', members: 1 });
  await record('other', 'tenancy', { teamId, desks: 1 });
  // 3 and 1 at two desks are not more than two to a desk; a remote team takes none.
  const { id: remote } = await record('other', 'team', { name: '示例远程团队', members: 50 });
  await record('other', 'tenancy', { teamId: remote, remote: true });
  expect((await warnings('other')).filter(({ id }) => id.startsWith('people:'))).toEqual([]);
  const { id: more } = await record('other', 'team', { name: '示例又一团队', members: 1 });
  await record('other', 'tenancy', { teamId: more, desks: 1 });
  const found = (await warnings('other')).filter(({ id }) => id.startsWith('people:'));
  expect(told(found)).toEqual([['explain', '入驻团队共5人，工位2个，平均每个工位超过2人']]);
  expect(found[0]?.figures.map(({ key, from, value }) => [key, from, value])).toEqual([
    ['space.makers', 'records', 5],
    ['space.residents', 'records', 3],
    ['space.desks', 'statement', 2],
  ]);
  expect(found[0]?.figures[0]?.provenance.map(({ kind }) => kind)).toEqual(['tenancy', 'tenancy', 'tenancy']);
  await expect(handedIn(send, cases.other)).rejects.toThrow('请说明：入驻团队共5人，工位2个');
  for (const { id, severity } of await warnings('other'))
    if (severity === 'explain') expect((await answer('other', id)).status).toBe(200);
});

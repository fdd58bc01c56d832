import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoCast } from '../cases/casefile/case.given.ts';
import { historyOf } from '../cases/evaluations/evaluation.store.ts';
import { createCarrierInput } from '../records/carriers/carrier.contract.ts';
import { DEMO_ORGANISATION_IDS } from '../records/demo/demo.ids.ts';
import { territoryIdOf } from '../records/territories/territory.ts';
import type { TestApp } from '../test-app.ts';
import { exampleSpace, HEDONG, OFFICER, OPERATOR, registered } from './evaluation.given.ts';

const SPACES = ['示例甲空间', '示例乙空间', '示例丙空间', '示例丁空间'] as const;
const district = territoryIdOf('120102');
let app: TestApp;
let zone = '';
const ids: string[] = [];
const { send, attempt } = demoCast(() => app);

beforeAll(async () => {
  app = await appWithoutCases();
  app.clock.set('2026-11-02T09:00:00+08:00');
  const street = { name: '示例创业街区', parentId: district, zoneKind: 'industrial' };
  zone = (await send('xitong', 'post', '/api/territories', street)).id;
  for (const name of SPACES) {
    const place = {
      territoryId: name === '示例丁空间' ? zone : district,
      operatorId: DEMO_ORGANISATION_IDS.hedongOperator,
    };
    ids.push(await exampleSpace(send, name, 'weak', place));
  }
  for (const id of ids) await registered(send, id);
});
afterAll(() => app.close());

const EDITED = Object.keys(createCarrierInput.shape);
const edit = async (id: string, given: { class?: string; serviceModel?: string; materialFrom: string | null }) => {
  const { rows } = await send(OPERATOR, 'get', '/api/carriers?size=200');
  const carrier = rows.find((row: { id: string }) => row.id === id);
  const kept = Object.fromEntries([...EDITED, 'version'].map((name) => [name, carrier[name]]));
  await send(OPERATOR, 'put', `/api/carriers/${id}`, { ...kept, reason: '登记类型', ...given });
};
const ROUND = {
  packId: HEDONG,
  procedureId: 'evaluation',
  year: 2026,
  title: '众创空间考评(示例)',
  opensAt: '2026-11-10T09:00:00+08:00',
  closesAt: '2026-11-20T17:00:00+08:00',
  membersOn: '2026-11-05',
  factsOn: '2026-10-31',
};
const open = (share: object) => attempt(OFFICER, 'post', '/api/evaluations', { ...ROUND, ...share });
const membersOf = async (roundId: string) =>
  (await send(OFFICER, 'get', `/api/evaluations/${roundId}/members`)).rows.map(
    ({ carrier }: { carrier: string }) => carrier,
  );

test('class and service model have their days: what changes later does not change what was', async () => {
  const [first = '', second = ''] = ids;
  await edit(first, { class: 'professional', serviceModel: 'maker', materialFrom: null });
  await edit(second, { class: 'comprehensive', serviceModel: 'maker', materialFrom: null });
  await edit(second, { class: 'professional', serviceModel: 'training', materialFrom: '2026-11-06' });
  const factOf = async (key: string, on: string) =>
    (await send(OPERATOR, 'get', `/api/carriers/${second}/facts?on=${on}`)).facts.find(
      (fact: { key: string }) => fact.key === key,
    ).value;
  expect([await factOf('space.class', '2026-11-05'), await factOf('space.class', '2026-11-06')]).toEqual([
    'comprehensive',
    'professional',
  ]);
  expect([await factOf('space.serviceModel', '2026-11-05'), await factOf('space.serviceModel', '2026-11-06')]).toEqual([
    'maker',
    'training',
  ]);
});

test('rounds whose units cannot be the same are announced for the same time; any two others are refused', async () => {
  const later = { opensAt: '2027-11-10T09:00:00+08:00', closesAt: '2027-11-20T17:00:00+08:00', year: 2027 };
  const answers = [];
  for (const share of [
    { class: 'professional', serviceModel: 'maker' },
    { class: 'comprehensive' },
    { class: 'professional', serviceModel: 'training' },
    // Each of these could hold a unit of one above.
    { class: 'professional' },
    { serviceModel: 'maker' },
    { withinId: zone, class: 'comprehensive' },
    {},
  ])
    answers.push(await open({ ...later, ...share }));
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
    [200, undefined],
    [200, undefined],
    [200, undefined],
    ...Array.from({ length: 4 }, () => [409, 'round.overlaps']),
  ]);
  expect(answers[3]?.body.fields[0]).toMatchObject({ path: 'opensAt' });
  const at2028 = { opensAt: '2028-11-10T09:00:00+08:00', closesAt: '2028-11-20T17:00:00+08:00', year: 2028 };
  const both = await Promise.all([open({ ...at2028, withinId: zone }), open({ ...at2028, class: 'comprehensive' })]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('the place of a round lies within the territory of its document', async () => {
  const { status, body } = await open({ withinId: territoryIdOf('430100') });
  expect([status, body.code, body.fields[0]]).toEqual([
    422,
    'round.invalid',
    { path: 'withinId', code: 'reach', message: '应为天津市河东区之内的地区' },
  ]);
});

test('two rounds open at one moment: a unit of both is in one of them, and the other says in which', async () => {
  const fourth = ids[3] ?? '';
  app.clock.set('2026-11-10T09:00:00+08:00');
  await edit(fourth, { class: 'comprehensive', serviceModel: 'media', materialFrom: null });
  // On the 5th the second space was of the one class, on the 6th of the other.
  const answers = await Promise.all([
    open({ class: 'comprehensive', title: '综合型考评(示例)' }),
    open({ class: 'professional', membersOn: '2026-11-06', title: '专业型考评(示例)' }),
  ]);
  const [comprehensive, professional] = answers.map(({ body }) => body);
  const [inFirst, inSecond] = [await membersOf(comprehensive.roundId), await membersOf(professional.roundId)];
  expect([...inFirst, ...inSecond].sort()).toEqual(['示例丁空间', '示例乙空间', '示例甲空间']);
  expect([inFirst.includes('示例丁空间'), inSecond.includes('示例甲空间')]).toEqual([true, true]);
  const [has, hasNot] = inFirst.includes('示例乙空间') ? [comprehensive, professional] : [professional, comprehensive];
  const view = async ({ roundId }: { roundId: string }) => send(OFFICER, 'get', `/api/evaluations/${roundId}`);
  expect(await view(hasNot)).toMatchObject({
    unclassed: 1,
    elsewhere: [{ carrier: '示例乙空间', roundId: has.roundId, title: has.title }],
  });
  expect((await view(has)).elsewhere).toEqual([]);

  const members = await app.services.database.read((tx) =>
    tx.selectFrom('evaluation_member').select('carrier_id').where('year', '=', 2026).execute(),
  );
  expect(members).toHaveLength(3);
  const again = app.services.database.transact((tx) =>
    tx
      .insertInto('evaluation_member')
      .values({
        round_id: hasNot.roundId,
        carrier_id: ids[1] ?? '',
        pack_id: HEDONG,
        procedure_id: 'evaluation',
        year: 2026,
      })
      .execute(),
  );
  await expect(again).rejects.toMatchObject({ constraint: 'evaluation_member_once_a_year' });
  const unfinished = await open({
    opensAt: '2026-12-01T09:00:00+08:00',
    closesAt: '2026-12-20T17:00:00+08:00',
    year: 2027,
  });
  expect([unfinished.status, unfinished.body.code]).toEqual([409, 'evaluation.unfinished']);
});

test('a round of one place has those who lie there, and its list is found by place, class and service model', async () => {
  app.clock.set('2026-11-21T09:00:00+08:00');
  for (const { roundId } of (await send(OFFICER, 'get', '/api/evaluations?year=2026')).rows)
    await send(OFFICER, 'post', `/api/evaluations/${roundId}/absence`);
  for (const { roundId } of (await send(OFFICER, 'get', '/api/evaluations?year=2026')).rows)
    await send('hedong.qianfa', 'post', `/api/evaluations/${roundId}/release`);
  // A round of another class was not held for a space: it misses nothing there.
  const held = (carrierId = '') =>
    app.services.database.read((tx) =>
      historyOf(tx, { carrierId, packId: HEDONG, procedureId: 'evaluation', year: 2026 }),
    );
  expect((await held(ids[0])).held).toEqual([2026]);
  expect(await held(ids[2])).toEqual({ past: [], held: [] });
  const moments = { opensAt: '2026-11-21T09:00:00+08:00', closesAt: '2026-12-20T17:00:00+08:00', year: 2025 };
  const { body } = await open({ ...moments, withinId: zone, serviceModel: 'media', title: '街区考评(示例)' });
  expect(body).toMatchObject({ territoryName: '示例创业街区', serviceModel: 'media', class: null, unclassed: 0 });
  expect(await membersOf(body.roundId)).toEqual(['示例丁空间']);
  const titles = async (query: string) =>
    (await send(OFFICER, 'get', `/api/evaluations?${query}`)).rows.map(({ title }: { title: string }) => title);
  expect(await titles(`withinId=${zone}&year=2025`)).toEqual(['街区考评(示例)']);
  expect(await titles('serviceModel=media')).toEqual(['街区考评(示例)']);
  expect(await titles('class=professional&year=2026')).toEqual(['专业型考评(示例)']);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoCast } from '../cases/casefile/case.given.ts';
import { createCarrierInput } from '../records/carriers/carrier.contract.ts';
import { DEMO_ORGANISATION_IDS } from '../records/demo/demo.ids.ts';
import { territoryIdOf } from '../records/territories/territory.ts';
import type { TestApp } from '../test-app.ts';
import { exampleSpace, HEDONG, OFFICER, OPERATOR, registered } from './evaluation.given.ts';

let app: TestApp;
const { send } = demoCast(() => app);
beforeAll(async () => {
  app = await appWithoutCases();
  app.clock.set('2026-11-02T09:00:00+08:00');
});
afterAll(() => app.close());

const EDITED = Object.keys(createCarrierInput.shape);
const setClass = async (id: string, given: { class: string; materialFrom: string | null }) => {
  const { rows } = await send(OPERATOR, 'get', '/api/carriers?size=200');
  const carrier = rows.find((row: { id: string }) => row.id === id);
  const kept = Object.fromEntries([...EDITED, 'version'].map((name) => [name, carrier[name]]));
  await send(OPERATOR, 'put', `/api/carriers/${id}`, { ...kept, reason: '登记类型', ...given });
};

test('a round of one class has those who were of it on its day, and says how many have none', async () => {
  const place = { territoryId: territoryIdOf('120102'), operatorId: DEMO_ORGANISATION_IDS.hedongOperator };
  const ids: string[] = [];
  for (const name of ['示例甲空间', '示例乙空间', '示例丙空间'])
    ids.push(await exampleSpace(send, name, 'weak', place));
  const [always = '', later = '', never = ''] = ids;
  for (const id of ids) await registered(send, id);
  await setClass(always, { class: 'professional', materialFrom: null });
  await setClass(later, { class: 'comprehensive', materialFrom: null });
  await setClass(later, { class: 'professional', materialFrom: '2026-11-06' });
  const classOf = async (id: string, on: string) =>
    (await send(OPERATOR, 'get', `/api/carriers/${id}/facts?on=${on}`)).facts.find(
      ({ key }: { key: string }) => key === 'space.class',
    ).value;
  expect([
    await classOf(later, '2026-11-05'),
    await classOf(later, '2026-11-06'),
    await classOf(never, '2026-11-06'),
  ]).toEqual(['comprehensive', 'professional', null]);
  const round = {
    packId: HEDONG,
    procedureId: 'evaluation',
    year: 2026,
    title: '专业型空间考评(示例)',
    opensAt: '2026-11-10T09:00:00+08:00',
    closesAt: '2026-11-20T17:00:00+08:00',
    membersOn: '2026-11-05',
    factsOn: '2026-10-31',
    class: 'professional',
  };
  const { roundId, unclassed } = await send(OFFICER, 'post', '/api/evaluations', round);
  expect(unclassed).toBe(1);
  app.clock.set('2026-11-10T09:00:00+08:00');
  await app.jobs.runDue();
  const { rows } = await send(OFFICER, 'get', `/api/evaluations/${roundId}/members`);
  expect(rows.map(({ carrierId }: { carrierId: string }) => carrierId)).toEqual([always]);
});

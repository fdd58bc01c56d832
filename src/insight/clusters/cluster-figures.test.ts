import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoPerson } from '../../cases/casefile/case.given.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { DEMO_CARRIER_IDS, DEMO_ORGANISATION_IDS } from '../../records/demo/demo.ids.ts';
import type { TestApp } from '../../test-app.ts';
import { clientOf, publicClient, type TestClient } from '../../test-client.ts';

let app: TestApp;
let officer: TestClient;
let outsider: TestClient;
let operator: TestClient;
const { zoneCluster, xingtu, yunshan, lanhai, mufeng, qihang } = DEMO_CARRIER_IDS;
const base = `/api/carriers/${zoneCluster}`;

beforeAll(async () => {
  app = await appWithoutCases();
  const as = async (account: string) => clientOf(app, (await demoPerson(app, account)).actor.personId ?? '');
  [officer, outsider, operator] = [await as('shi.jingban'), await as('hu.qu'), await as('yunying')];
});
afterAll(() => app.close());

/** The answer to what must succeed. */
async function given(asked: ReturnType<TestClient['get']>) {
  const response = await asked;
  expect([response.statusCode, response.statusCode < 300 || response.body]).toEqual([200, true]);
  return response.json();
}

type Row = { key: string; value: number | null; yearBefore: number | null };
const figures = async (on: string) => {
  const { rows } = await given(officer.get(`${base}/cluster-figures?on=${on}`));
  return Object.fromEntries((rows as Row[]).map(({ key, value }) => [key, value]));
};
const members = async (on: string) =>
  (await given(officer.get(`${base}/members?on=${on}`))).rows
    .filter(({ role }: { role: string }) => role === 'space')
    .map(({ carrierId }: { carrierId: string }) => carrierId)
    .sort();

test('the members, and the figures counted over them, are those of the day', async () => {
  expect(await members('2021-12-31')).toEqual([]);
  expect(await members('2024-02-29')).toEqual([xingtu, lanhai, mufeng].sort());
  expect(await members('2024-03-01')).toEqual([xingtu, yunshan, lanhai, mufeng].sort());
  expect(await members('2025-06-30')).toEqual([xingtu, yunshan, lanhai, mufeng].sort());
  expect(await members('2025-07-01')).toEqual([xingtu, yunshan, lanhai].sort());
  // 120 + 160 + 70 desks; then 80 more; then 70 less. A cluster without members has 0 of them, and what they hold is unknown.
  expect(await figures('2024-02-29')).toMatchObject({ spaces: 3, serviceBodies: 1, companies: 0, desks: 350 });
  expect(await figures('2024-03-01')).toMatchObject({ spaces: 4, desks: 430 });
  expect(await figures('2025-07-01')).toMatchObject({ spaces: 3, desks: 360, floorArea: 3560 });
  expect(await figures('2021-12-31')).toMatchObject({ spaces: 0, serviceBodies: 0, desks: null, teams: null });
});

test('every figure opens to records that add up to it, and to the spaces they are of', async () => {
  const on = '2026-11-23';
  const { rows } = await given(officer.get(`${base}/cluster-figures?on=${on}`));
  const known = (rows as (Row & { records: number })[]).filter(({ value }) => value !== null && value !== 0);
  expect(known.length).toBeGreaterThan(7);
  for (const { key, value, records } of known) {
    const opened = await given(officer.get(`${base}/cluster-figures/${key}/records?on=${on}&size=200`));
    expect([key, opened.total]).toEqual([key, records]);
    const sum = opened.bySpace.reduce((total: number, space: { value: number }) => total + space.value, 0);
    expect([key, sum]).toEqual([key, value]);
  }
});

const join = (carrierId: string, validFrom: string, validTo: string | null = null) =>
  officer.post(`${base}/members`, { role: 'space', memberCarrierId: carrierId, validFrom, validTo });

test('a space that left may come back; twice at a time it is refused, by the form and by the database', async () => {
  const overlap = await join(mufeng, '2025-06-30');
  expect([overlap.statusCode, overlap.json().code]).toEqual([409, 'record.overlaps']);
  expect(overlap.json().fields[0].path).toBe('validFrom');
  const again = await join(mufeng, '2026-01-01', '2026-03-31');
  expect(again.statusCode).toBe(200);
  expect(await members('2026-03-31')).toContain(mufeng);
  expect(await members('2026-04-01')).not.toContain(mufeng);
  const raw = app.services.database.transact((tx) =>
    sqlRows(
      tx,
      `insert into cluster_member (id, cluster_id, role, carrier_id, valid_from, created_at, updated_at)
       values ($1, $2, 'space', $3, '2026-03-31', now(), now())`,
      [newId(), zoneCluster, mufeng],
    ),
  );
  await expect(raw).rejects.toMatchObject({ constraint: 'cluster_member_overlaps' });
});

test('what was entered is put right with a reason, and the old version stays', async () => {
  const { id, version } = await given(join(qihang, '2026-05-01'));
  const body = { version, validFrom: '2026-04-15', validTo: '2026-10-31', reason: '协议自四月中旬起' };
  await given(officer.put(`${base}/members/${id}`, body));
  expect(await members('2026-04-15')).toContain(qihang);
  expect(await members('2026-11-01')).not.toContain(qihang);
  expect((await officer.put(`${base}/members/${id}`, body)).json().code).toBe('conflict');
  const kept = await app.services.database.read((tx) =>
    sqlRows<{ valid_from: string; reason: string }>(
      tx,
      "select content ->> 'valid_from' as valid_from, reason from record_version where record_id = $1",
      [id],
    ),
  );
  expect(kept).toEqual([{ valid_from: '2026-05-01', reason: '协议自四月中旬起' }]);
  await given(officer.post(`${base}/members/${id}/void`, { version: version + 1, reason: '误登' }));
  expect(await members('2026-05-01')).not.toContain(qihang);
});

test('a cluster is no member, a space has none, and neither becomes the other while it is', async () => {
  expect((await join(zoneCluster, '2026-01-01')).json().fields[0].path).toBe('memberCarrierId');
  expect((await officer.get(`/api/carriers/${xingtu}/members`)).json().code).toBe('cluster.not-one');
  const raw = (id: string, kind: string) =>
    app.services.database.transact((tx) => sqlRows(tx, 'update carrier set kind = $2 where id = $1', [id, kind]));
  await expect(raw(xingtu, 'cluster')).rejects.toMatchObject({ constraint: 'cluster_member_kind' });
  await expect(raw(zoneCluster, 'makerSpace')).rejects.toMatchObject({ constraint: 'cluster_member_kind' });
});

test('a service body says what it brings; its last day is not before its first', async () => {
  const ask = (given: object) =>
    officer.post(`${base}/members`, {
      role: 'serviceBody',
      organisationId: DEMO_ORGANISATION_IDS.exampleTeam,
      validFrom: '2026-02-01',
      ...given,
    });
  expect((await ask({})).json().fields[0].path).toBe('services');
  expect((await ask({ services: ['law'], validTo: '2026-01-31' })).json().fields[0].path).toBe('validTo');
});

test('who lies outside may not keep it; its operators see to which clusters their space belongs', async () => {
  expect((await outsider.get(`${base}/members`)).statusCode).toBe(404);
  const post = { role: 'space', memberCarrierId: qihang, validFrom: '2026-01-01' };
  expect((await outsider.post(`${base}/members`, post)).statusCode).toBe(404);
  expect((await operator.post(`${base}/members`, post)).statusCode).toBe(403);
  const { rows } = await given(operator.get(`/api/carriers/${yunshan}/memberships`));
  expect(rows).toMatchObject([{ clusterId: zoneCluster, cluster: '示例路众创集聚区', validFrom: '2024-03-01' }]);
});

test('the portal shows members and figures of any day; a figure opens by space, never to single records', async () => {
  const visitor = publicClient(app);
  const page = async (url: string) => (await visitor.get(url, { headers: { accept: 'text/html' } })).body;
  const then = await page(`/spaces/${zoneCluster}?on=2024-03-01`);
  expect(then).toContain('示例沐风众创空间');
  expect(then).toContain('/figures/desks?on=2024-03-01');
  expect(then).not.toContain('申请入驻');
  expect(await page(`/spaces/${zoneCluster}?on=2025-07-01`)).not.toContain('示例沐风众创空间');
  const desks = await page(`/spaces/${zoneCluster}/figures/desks?on=2024-03-01`);
  expect(desks).toContain('示例云杉众创空间');
  expect(desks).toContain('80个');
  expect((await visitor.get(`/spaces/${zoneCluster}/figures/patents?on=2024-03-01`)).statusCode).toBe(404);
  // Not in the public register: named, and no page to lead to. Once it is, it says to which cluster it belongs.
  expect(desks).not.toContain(`/spaces/${xingtu}"`);
  await app.services.database.transact((tx) =>
    sqlRows(tx, "update carrier set source = '示例' where id = $1", [xingtu]),
  );
  expect(await page(`/spaces/${zoneCluster}`)).toContain(`/spaces/${xingtu}"`);
  expect(await page(`/spaces/${xingtu}`)).toContain('示例路众创集聚区');
});

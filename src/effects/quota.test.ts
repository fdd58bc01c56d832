import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, given } from '../cases/casefile/case.given.ts';
import { installPacks, POLICIES_FOLDER } from '../cases/packs/pack.actions.ts';
import type { TestApp } from '../test-app.ts';
import { accepted, type Cast, cast, reviewed, standing, visited } from './recognition.given.ts';

const HUNAN = '430000-hunan/maker-space-2016';
/** A document that binds at a tenth and holds to a twentieth in principle. */
const QUOTAS = `quotas:
  - { id: most, cites: 第十五条, says: 不超过上年度的10%, share: 0.1, of: 上年度纳入统计的众创空间, at: recognition/shortlist }
  - { id: usual, cites: 第十五条, says: 原则上不超过上年度的5%, share: 0.05, of: 上年度纳入统计的众创空间, at: recognition/shortlist, kind: should }
`;
let app: TestApp;
let people: Cast;

beforeAll(async () => {
  app = await appWithoutCases();
  const folder = mkdtempSync(join(tmpdir(), 'zc-packs-'));
  cpSync(join(POLICIES_FOLDER, HUNAN), join(folder, HUNAN), { recursive: true });
  const file = join(folder, HUNAN, 'evaluation.yaml');
  writeFileSync(file, readFileSync(file, 'utf8') + QUOTAS);
  await app.services.database.transact((tx) => installPacks(tx, app.services, folder));
  people = await cast(app);
});
afterAll(() => app.close());

/** The list that is being drawn up, with every case on it listed. */
async function list(exceptions: Record<string, string> = {}) {
  const { rows } = await given(people.officer.client.get('/api/shortlists?state=draft'));
  const path = `/api/shortlists/${rows[0].id}`;
  const { version, lines } = await given(people.officer.client.get(path));
  const all = lines.map(({ caseId }: { caseId: string }) => ({ caseId, outcome: 'listed' }));
  const saved = await given(people.officer.client.send('put', `${path}/lines`, { version, lines: all, exceptions }));
  return { path, version: saved.version, quotas: saved.quotas };
}
const propose = ({ path, version }: { path: string; version: number }) =>
  people.officer.client.post(`${path}/proposal`, { version });
const state = (path: string, quota: string, counted: number) =>
  people.officer.client.send('put', `${path}/quotas/${quota}`, { counted, source: '上年度统计年报' });
const at = ({ body }: { body: { fields: { path: string }[] } }) => body.fields.map(({ path }) => path);

test('places follow from last year’s number, which is asked for; a binding quota is not exceeded, one in principle only with a reason', async () => {
  const first = await accepted(people, 'xingtu');
  await reviewed(people, first, [90, 90, 90]);
  await visited(people, first);
  let drawn = await list();
  expect(at(await propose(drawn))).toEqual(['quotas.most.counted', 'quotas.usual.counted']);
  const wrong = await people.officer.client.send('put', `${drawn.path}/quotas/most`, { counted: -1, source: '' });
  expect([wrong.status, at(wrong)]).toEqual([422, ['counted', 'source']]);
  expect((await state(drawn.path, 'none', 10)).status).toBe(404);

  await given(state(drawn.path, 'most', 10));
  const { quotas } = await given(state(drawn.path, 'usual', 10));
  expect(quotas).toMatchObject([
    { cites: '第十五条', counted: 10, places: 1, taken: 0, listed: 1, exceeded: false, statedBy: '陈省经办' },
    { kind: 'should', places: 0, exceeded: true },
  ]);
  expect(at(await propose(drawn))).toEqual(['quotas.usual.exception']);
  drawn = await list({ usual: '西部地区适当放宽' });
  await given(propose(drawn));
  await given(people.director.client.post(`${drawn.path}/release`, { version: drawn.version + 1 }));
  expect(await standing(app, first)).toMatchObject({ step: 'public-notice' });

  const second = await accepted(people, 'yunshan');
  await reviewed(people, second, [80, 80, 80]);
  await visited(people, second);
  drawn = await list({ usual: '西部地区适当放宽' });
  expect(drawn.quotas).toMatchObject([{ counted: 10, places: 1, taken: 1, listed: 1, exceeded: true }, {}]);
  const over = await propose(drawn);
  expect([over.status, over.body.code, over.body.details]).toEqual([
    409,
    'shortlist.over-quota',
    { cites: '第十五条', says: '不超过上年度的10%', places: 1, taken: 1, listed: 1 },
  ]);
  await given(state(drawn.path, 'most', 25));
  await given(propose(await list({ usual: '西部地区适当放宽' })));
});

import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenPerson } from '../../identity/people/people.given.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, publicClient, type TestClient } from '../../test-client.ts';
import { givenCarrier } from '../carriers/carrier.fixture.ts';
import { reindexCarrier } from '../carriers/carrier.search.ts';
import { seedTerritories } from '../territories/territory.store.ts';

let app: TestApp;
let carrierId: string;
let operator: TestClient;
let other: TestClient;
beforeAll(async () => {
  app = await testApp();
  const { database } = app.services;
  const [mine, theirs] = await database.transact(async (tx) => {
    await seedTerritories(tx);
    const one = await givenCarrier(tx, { source: '登记', name: '有照片的众创空间' });
    await reindexCarrier(tx, one.id);
    return [one, await givenCarrier(tx, { name: '别家' })] as const;
  });
  carrierId = mine.id;
  const of = async (organisationId: string | null) =>
    clientOf(
      app,
      await givenPerson(database, {
        name: '运营',
        roles: [{ organisationId: organisationId ?? '', role: 'operator' }],
      }),
    );
  operator = await of(mine.operatorId);
  other = await of(theirs.operatorId);
});
afterAll(() => app.close());

test('photos that the operator uploads of its space stand at the portal with their words, in its order, until they are taken away', async () => {
  const picture = createCanvas(8, 6).toBuffer('image/png');
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(picture)]), '大厅.png');
  form.append('file', new Blob([new Uint8Array(createCanvas(6, 8).toBuffer('image/png'))]), '外景.png');
  form.append('file', new Blob(['不是照片']), '制度.txt');
  const whole = new Response(form);
  const sent = await operator.post(`/api/carriers/${carrierId}/files`, undefined, {
    payload: Buffer.from(await whole.arrayBuffer()),
    headers: { 'content-type': whole.headers.get('content-type') ?? '' },
  });
  const [hall, front, text] = sent.json().files.map(({ id }: { id: string }) => id) as [string, string, string];
  const path = `/api/carriers/${carrierId}/photos`;
  const visitor = publicClient(app);
  // Uploaded is not yet public.
  expect((await visitor.get(`/api/pictures/${hall}`)).statusCode).toBe(404);
  const photos = [
    { id: front, alt: '临街的外景' },
    { id: hall, alt: '一层大厅' },
  ];
  expect((await other.put(path, { photos })).statusCode).toBe(404);
  const refused = await operator.put(path, { photos: [...photos, { id: text, alt: '制度' }] });
  expect([refused.statusCode, refused.json().fields]).toEqual([
    422,
    [{ path: 'photos.2', code: 'picture', message: '不是本载体上传的图片' }],
  ]);
  expect((await operator.put(path, { photos })).json().rows).toEqual(photos);

  const page = (await visitor.get(`/spaces/${carrierId}`, { headers: { accept: 'text/html' } })).body;
  const shown = [...page.matchAll(/<img src="\/api\/pictures\/([^"]+)" alt="([^"]+)"/g)].map(([, id, alt]) => [
    id,
    alt,
  ]);
  expect(shown).toEqual([
    [front, '临街的外景'],
    [hall, '一层大厅'],
  ]);
  const seen = await visitor.get(`/api/pictures/${hall}`);
  expect([seen.statusCode, seen.rawPayload.equals(picture)]).toEqual([200, true]);

  await operator.put(path, { photos: photos.slice(0, 1) });
  expect((await visitor.get(`/api/pictures/${hall}`)).statusCode).toBe(404);
});

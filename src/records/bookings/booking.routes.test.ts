import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlRows } from '../../platform/db/database.ts';
import { type Client, type TestApp, testApp } from '../../test-app.ts';
import { DEMO_CARRIER_IDS } from '../demo/demo.ids.ts';

let app: TestApp;
let founder: Client;
let operator: Client;
const carrierId = DEMO_CARRIER_IDS.xingtu;

beforeAll(async () => {
  app = await testApp({ data: 'demo' });
  const person = async (account: string) => {
    const [row] = await app.services.database.read((tx) =>
      sqlRows<{ id: string }>(tx, 'select id from person where account = $1', [account]),
    );
    return row?.id as string;
  };
  founder = await app.as(await person('chuangye'));
  operator = await app.as(await person('yunying'));
}, 120_000);
afterAll(() => app.close());

/** 洽谈室 needs no approval. */
async function bookTalk(): Promise<{ bookingId: string; resourceId: string }> {
  const free = await founder.get(`/api/carriers/${carrierId}/free?kind=room&day=2026-11-23&minutes=60`);
  const room = free.body.rows.find((row: { name: string }) => row.name === '洽谈室');
  const made = await founder.post('/api/bookings', {
    carrierId,
    items: [{ resourceId: room.resourceId, quantity: 1 }],
    startsAt: '2026-11-23T09:00:00+08:00',
    endsAt: '2026-11-23T10:00:00+08:00',
    purpose: '面谈',
    payment: 'credits',
  });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return { bookingId: made.body.outcomes[0].bookingId, resourceId: room.resourceId };
}

test('the code on the door finds the booking, checks in, and the calendar feed tells it until it is revoked', async () => {
  const { bookingId, resourceId } = await bookTalk();
  const [row] = await app.services.database.read((tx) =>
    sqlRows<{ qr_token: string }>(tx, 'select qr_token from resource where id = $1', [resourceId]),
  );
  const door = await founder.get(`/api/check-in/${row?.qr_token}`);
  expect(door.body).toMatchObject({ resourceName: '洽谈室', rows: [{ id: bookingId, state: 'confirmed' }] });
  expect((await founder.post(`/api/bookings/${bookingId}/check-in`, { version: 1 })).status).toBe(200);
  expect((await founder.get(`/api/bookings/${bookingId}`)).body.state).toBe('checkedIn');

  const { address } = (await founder.post('/api/calendar-feed')).body;
  const path = new URL(address).pathname;
  const feed = await app.anyone.get(path);
  expect(feed.status).toBe(200);
  expect(String(feed.headers['content-type'])).toContain('text/calendar');
  expect(feed.body).toContain('SUMMARY:洽谈室 · 面谈');
  expect(feed.body).toContain(`UID:${bookingId}`);
  expect(feed.body).toContain('DTSTART:20261123T010000Z');
  await founder.send('delete', '/api/calendar-feed');
  expect((await app.anyone.get(path)).status).toBe(404);
});

test('a new drawing is a new version; what is booked stays the same thing', async () => {
  const before = (await operator.get(`/api/carriers/${carrierId}/floor-plans`)).body.rows[0];
  const { floorId, width, height, shapes } = before;
  const draw = (body: object) =>
    operator.post(`/api/carriers/${carrierId}/floor-plans`, { floorId, pictureId: null, width, height, ...body });
  const moved = shapes.map((shape: { points: { x: number; y: number }[] }) => ({
    ...shape,
    points: shape.points.map(({ x, y }) => ({ x: x + 7, y })),
  }));
  expect((await draw({ basedOn: 1, shapes: moved })).body).toMatchObject({ version: 2 });
  expect((await draw({ basedOn: 1, shapes: moved })).status).toBe(409);
  const twice = await draw({ basedOn: 2, shapes: [...moved, { ...moved[0], id: 'again' }] });
  expect(twice.body.fields[0].code).toBe('twice');
  const after = (await operator.get(`/api/carriers/${carrierId}/floor-plans`)).body.rows[0];
  expect(after.shapes.map((shape: { target: unknown }) => shape.target)).toEqual(
    shapes.map((shape: { target: unknown }) => shape.target),
  );
  const now = (await founder.get(`/api/carriers/${carrierId}/occupancy?at=2026-11-23T01:30:00Z`)).body.rows;
  const talk = now.find((one: { name: string }) => one.name === '洽谈室');
  expect(talk.busy).toEqual([{ unit: 1, until: '2026-11-23T02:00:00.000Z', who: null }]);
});

test('the public page of a space tells what can be booked and the prices', async () => {
  const page = await app.anyone.get(`/spaces/${carrierId}`);
  expect(page.body).toContain('可以预订');
  expect(page.body).toContain('其他团队 120元/小时');
});

test('the facts of use count it', async () => {
  const { body } = await operator.get(`/api/carriers/${carrierId}/facts`);
  const value = (key: string) => body.facts.find((fact: { key: string }) => fact.key === key)?.value;
  expect([value('space.bookings'), value('space.roomHours'), value('space.deskDays'), value('space.noShows')]).toEqual([
    1, 1, 0, 0,
  ]);
});

test('a balance opens to what moved it, for the team and for the operator of the space alone', async () => {
  const [own] = (await founder.get('/api/booking-credits')).body.rows;
  expect(own.movements[0]).toMatchObject({ kind: 'spend', amount: -1 });
  const path = `/api/carriers/${carrierId}/credits/${own.teamId}`;
  expect((await operator.get(path)).body.rows).toEqual([own]);
  expect((await founder.get(path)).status).toBe(403);
});

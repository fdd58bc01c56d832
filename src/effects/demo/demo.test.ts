import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareData } from '../../main.ts';
import { verifyAudit } from '../../platform/audit/verify.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { type TestApp, testApp } from '../../test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ data: 'demo' });
});
afterAll(() => app.close());

const cases = () =>
  app.services.database.read((tx) =>
    sqlRows<{ number: string; standing: string }>(
      tx,
      'select number, coalesce(step, end_id) as standing from case_file order by number',
    ),
  );

test('one case stands in each step of the recognition, beside a filed space with a change under way and what was done about breaches', async () => {
  const standing = Object.groupBy(await cases(), ({ number }) => number.slice(0, 6));
  expect(standing['430000']?.map((one) => one.standing)).toEqual([
    'imposed',
    'upheld',
    'recognised',
    'award',
    'decide',
    'public-notice',
    'public-notice',
    'shortlist',
    'site-visit',
    'expert-review',
    'accept',
    'accept',
    'recommend',
    'rectify',
    'expert-review', // of the yearly evaluation, as the next
    'self-evaluate',
    'state',
    'apply',
  ]);
  expect(standing['310000']?.map((one) => one.standing)).toEqual(['imposed', 'filed', 'district-recommend']);
  const open = await app.services.database.read((tx) =>
    sqlRows(
      tx,
      `select (select count(*) from objection where decided_at is null) as objections,
         (select count(*) from supplement where state = 'out') as supplements,
         (select count(*) from notice where state = 'running') as running, (select count(*) from plaque) as plaques`,
    ),
  );
  expect(open).toEqual([{ objections: 1, supplements: 1, running: 1, plaques: 2 }]);
});

test('everything was done by commands, and a second start does nothing', async () => {
  const before = await app.services.database.read((tx) => verifyAudit(tx));
  expect(before.brokenAt).toBeNull();
  const known = await cases();
  await prepareData(app.services);
  expect(await cases()).toEqual(known);
  expect((await app.services.database.read((tx) => verifyAudit(tx))).entries).toBe(before.entries);
});

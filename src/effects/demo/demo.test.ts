import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPerson, given } from '../../cases/casefile/case.given.ts';
import { recompute } from '../../cases/gradings/recomputation.actions.ts';
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
    // Recognised three years ago, evaluated last year.
    ...Array(5).fill('recognised'),
    'excellent',
    'excellent',
    'other',
    'failed',
    'absent',
    'rectified',
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
    ...Array(5).fill('self-evaluate'), // of the yearly evaluation that runs, as the next two
    'expert-review',
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
  expect(open).toEqual([{ objections: 1, supplements: 1, running: 1, plaques: 7 }]);
});

test('last year’s evaluation is released: what the experts gave, the grades, what followed, and one draft that waits for its signature', async () => {
  const rows = await app.services.database.read((tx) =>
    sqlRows(
      tx,
      `select k.name, p.grade as before, (select array_agg(e.score::float8 order by e.score) from review e where e.case_id = v.case_id) as given,
         v.points::float8 as points, v.label, x.state as follows,
         (select array_agg(w.kind order by w.kind) from reward w where w.case_id = v.case_id) as rewards,
         (select array[y.outcome, d.state] from rectification y join designation d on d.id = y.designation_id where y.case_id = v.case_id) as rectified
       from evaluation_result v join round r on r.id = v.round_id join carrier k on k.id = v.carrier_id
         join evaluation_past p on p.carrier_id = k.id and p.year = r.year - 1 left join consequence x on x.case_id = v.case_id
       where r.year = 2025 order by v.points desc nulls last`,
    ),
  );
  const nothing = { follows: null, rewards: null, rectified: null };
  expect(rows).toEqual([
    {
      ...nothing,
      name: '示例麓山众创空间',
      before: 'other',
      given: [92, 94, 95],
      points: 93.6667,
      label: '优秀',
      follows: 'signed',
      rewards: ['commendation', 'priority', 'recommendation'],
    },
    {
      ...nothing,
      name: '示例橘洲众创空间',
      before: 'excellent',
      given: [90, 91, 93],
      points: 91.3333,
      label: '优秀',
      follows: 'proposed',
    },
    { ...nothing, name: '示例梅溪众创空间', before: 'fail', given: [72, 76, 79], points: 75.6667, label: '其他' },
    {
      ...nothing,
      name: '示例洋湖众创空间',
      before: 'other',
      given: [49, 52, 55],
      points: 52,
      label: '不合格',
      follows: 'signed',
      rectified: ['accepted', 'valid'],
    },
    { ...nothing, name: '示例天心众创空间', before: 'other', given: null, points: null, label: '未参加' },
  ]);
  const officer = await demoPerson(app, 'sheng.jingban');
  const { rows: rounds } = await given(officer.client.get('/api/evaluations'));
  expect(rounds.map(({ releasedAt }: { releasedAt: string | null }) => releasedAt !== null)).toEqual([false, true]);
  // The units of both rounds are in both: neither says that they are not its own.
  for (const { roundId } of rounds)
    expect((await given(officer.client.get(`/api/evaluations/${roundId}`))).elsewhere).toEqual([]);
  const recomputed = await app.services.database.read(async (tx) => {
    const [round] = await sqlRows<{ id: string }>(tx, 'select distinct round_id as id from evaluation_result');
    return recompute(tx, app.services, round?.id ?? '');
  });
  expect([recomputed.gradings.map(({ same, sealHolds }) => [same, sealHolds]), recomputed.differences]).toEqual([
    [[true, true]],
    [],
  ]);
});

test('everything was done by commands, and a second start does nothing', async () => {
  const before = await app.services.database.read((tx) => verifyAudit(tx));
  expect(before.brokenAt).toBeNull();
  const known = await cases();
  await prepareData(app.services);
  expect(await cases()).toEqual(known);
  expect((await app.services.database.read((tx) => verifyAudit(tx))).entries).toBe(before.entries);
});

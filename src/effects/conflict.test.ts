import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, given } from '../cases/casefile/case.given.ts';
import { sqlRows } from '../platform/db/database.ts';
import { DEMO_CARRIER_IDS } from '../records/demo/demo.ids.ts';
import type { TestApp } from '../test-app.ts';
import { accepted, cast } from './recognition.given.ts';

let app: TestApp;
beforeAll(async () => {
  app = await appWithoutCases();
});
afterAll(() => app.close());

test('an expert whose interest comes to light after the assignment finds the case in no list and in no number', async () => {
  const people = await cast(app);
  const [first, second] = people.experts;
  const tenant = await accepted(people, 'xingtu');
  const other = await accepted(people, 'yunshan');
  const expertIds = people.experts.slice(0, 3).map(({ actor }) => actor.personId);
  for (const caseId of [tenant, other])
    await given(people.officer.client.send('put', `/api/cases/${caseId}/panel`, { expertIds }));

  const seenBy = async (expert: typeof first) => {
    const get = async (path: string) => given(expert?.client.get(path) ?? Promise.reject());
    const ids = ({ rows }: { rows: { id?: string; caseId?: string }[] }) => rows.map((row) => row.id ?? row.caseId);
    const [inbox, reviews, cases, found] = [
      await get('/api/tasks'),
      await get('/api/me/reviews'),
      await get('/api/cases'),
      await get(`/api/cases?q=${encodeURIComponent('示例星图众创空间')}`),
    ];
    return {
      inbox: ids(inbox),
      reviews: ids(reviews).sort(),
      cases: ids(cases).sort(),
      found: ids(found),
      totals: [inbox.counts.open, inbox.total, reviews.total, cases.total],
    };
  };
  const both = [tenant, other].sort();
  const before = await seenBy(first);
  expect(before).toMatchObject({ reviews: both, cases: both, found: [tenant], totals: [2, 2, 2, 2] });
  expect([...before.inbox].sort()).toEqual(both);

  // A tenant of the one space and not of the other: both have the same operator.
  const [company] = await app.services.database.read((tx) =>
    sqlRows<{ name: string }>(
      tx,
      `select t.company_name as name from tenancy y join team t on t.id = y.team_id
       where y.carrier_id = $1 and y.valid_to is null and t.company_name is not null and t.company_name not in
         (select company_name from team where carrier_id = $2 and company_name is not null) limit 1`,
      [DEMO_CARRIER_IDS.xingtu, DEMO_CARRIER_IDS.yunshan],
    ),
  );
  await given(
    people.officer.client.post(`/api/experts/${first?.actor.personId}/interests`, {
      kind: 'shareholding',
      organisationName: company?.name,
      sharePercent: 3,
    }),
  );
  expect(await seenBy(first)).toEqual({
    inbox: [other],
    reviews: [other],
    cases: [other],
    found: [],
    totals: [1, 1, 1, 1],
  });
  expect((await first?.client.get(`/api/cases/${tenant}`))?.status).toBe(404);
  expect(await seenBy(second)).toMatchObject({ reviews: both, totals: [2, 2, 2, 2] });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlRows } from '../../platform/db/database.ts';
import { DEMO_CARRIER_IDS, DEMO_ORGANISATION_IDS } from '../../records/demo/demo.ids.ts';
import { setTeamOrganisation } from '../../records/teams/team.store.ts';
import type { TestApp } from '../../test-app.ts';
import { appWithoutCases, demoPerson, given, type Person } from '../casefile/case.given.ts';

let app: TestApp;
let founder: Person;
let operator: Person;
let teamId: string;
/** The example team is one of the 江苏 space, with nothing known of its founders. */
beforeAll(async () => {
  app = await appWithoutCases();
  teamId = await app.services.database.transact(async (tx) => {
    await sqlRows(tx, 'update team set organisation_id = null where organisation_id = $1', [
      DEMO_ORGANISATION_IDS.exampleTeam,
    ]);
    const [team] = await sqlRows<{ team_id: string }>(
      tx,
      'select team_id from tenancy where carrier_id = $1 and valid_to is null order by id limit 1',
      [DEMO_CARRIER_IDS.jinling],
    );
    const id = team?.team_id ?? '';
    await sqlRows(tx, 'update team set founder_type = null where root_id = $1', [id]);
    await setTeamOrganisation(tx, id, DEMO_ORGANISATION_IDS.exampleTeam);
    return id;
  });
  founder = await demoPerson(app, 'chuangye');
  operator = await demoPerson(app, 'su.yunying');
});
afterAll(() => app.close());

const seen = async (person: Person) => {
  const { categories, rows } = await given(person.client.get(`/api/teams/${teamId}/entitlements`));
  return {
    categories,
    rows: rows.map(
      ({ title, verdict, findings }: { title: string; verdict: string; findings: { cites: string }[] }) => [
        title,
        verdict,
        findings[0]?.cites,
      ],
    ),
  };
};
const INTERNSHIP = '创业见习实习、免费场所和辅导';
const LISTING = '大赛获奖项目立项支持';

test('until the category is known, what the documents give is open, with what is missing', async () => {
  expect(await seen(founder)).toEqual({
    categories: [],
    rows: [
      [INTERNSHIP, 'unknown', '三(二)'],
      [LISTING, 'unknown', '四(二)'],
      ['科技人员创业', 'unknown', '四(五)'],
    ],
  });
});

test('a founder’s category counts once the operator confirmed it: what it gives comes first, with its clause', async () => {
  const person = { name: '甲', post: null, isFounder: true, category: 'student', education: null, freshGraduate: null };
  const path = `/api/teams/${teamId}/records/team_person`;
  const entry = { validFrom: '2026-01-01', validTo: null, note: null, values: person };
  const { id, version } = await given(founder.client.post(path, entry));
  expect((await seen(founder)).categories).toEqual([]);
  await given(operator.client.post(`${path}/${id}/confirm`, { version }));
  expect(await seen(operator)).toEqual({
    categories: ['student'],
    rows: [
      [INTERNSHIP, 'met', '三(二)'],
      [LISTING, 'unknown', '四(二)'],
      ['科技人员创业', 'unmet', '四(五)'],
    ],
  });
  const { rows } = await given(founder.client.get(`/api/teams/${teamId}/entitlements`));
  expect([rows[0].gives.units, rows[0].facts[0].provenance.map((one: { id: string }) => one.id)]).toEqual([
    ['试点的孵化器'],
    [id],
  ]);
});

test('a team that won a provincial contest is eligible for the listing of its project (江苏 四(二))', async () => {
  const path = `/api/teams/${teamId}/records/milestone`;
  const won = { kind: 'award', title: '省创业大赛二等奖', contestLevel: 'province', description: null };
  const { id, version } = await given(
    founder.client.post(path, { validFrom: '2026-06-01', validTo: null, note: null, values: won }),
  );
  await given(operator.client.post(`${path}/${id}/confirm`, { version }));
  expect((await seen(founder)).rows).toContainEqual([LISTING, 'met', '四(二)']);
});

test('several categories are one team’s: 返乡农民工 as it said when it came, and 科技人员', async () => {
  await app.services.database.transact((tx) =>
    sqlRows(tx, `update team set founder_type = 'migrantWorker' where root_id = $1`, [teamId]),
  );
  expect((await seen(founder)).categories).toEqual(['migrantWorker', 'student']);
});

test('what is given is no condition to graduate, and nobody else sees it', async () => {
  const { rows } = await given(founder.client.get(`/api/teams/${teamId}/graduation`));
  expect(rows.map(({ title }: { title: string }) => title)).toEqual(['在孵企业毕业']);
  const stranger = await demoPerson(app, 'yunying');
  expect((await stranger.client.get(`/api/teams/${teamId}/entitlements`)).status).toBe(404);
});

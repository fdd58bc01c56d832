import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_ORGANISATION_IDS } from '../../records/demo/demo.ids.ts';
import { insertDemoTeamRecords } from '../../records/demo/demo.teams.ts';
import { teamOfOrganisation } from '../../records/teams/team.store.ts';
import type { TestApp } from '../../test-app.ts';
import { appWithoutCases, demoPerson, given, type Person } from '../casefile/case.given.ts';

let app: TestApp;
let founder: Person;
let operator: Person;
let teamId: string;
beforeAll(async () => {
  app = await appWithoutCases();
  teamId = await app.services.database.transact(async (tx) => {
    await insertDemoTeamRecords(tx, app.services.clock);
    const team = await teamOfOrganisation(tx, DEMO_ORGANISATION_IDS.exampleTeam);
    if (!team) throw new Error('no example team');
    return team.id;
  });
  founder = await demoPerson(app, 'chuangye');
  operator = await demoPerson(app, 'yunying');
});
afterAll(() => app.close());

const ladder = async () => {
  const { rows } = await given(founder.client.get(`/api/teams/${teamId}/ladder`));
  return rows as {
    step: number;
    title: string;
    reached: boolean | null;
    verdict: string;
    findings: { requirement: string; outcome: string; cites: string; lines: { text: string }[] }[];
  }[];
};
const outcomes = (rung: Awaited<ReturnType<typeof ladder>>[number] | undefined) =>
  Object.fromEntries((rung?.findings ?? []).map(({ requirement, outcome }) => [requirement, outcome]));

test('the rungs of the documents in force, lowest first, each with what is met and what is missing by its clause', async () => {
  const rungs = await ladder();
  expect(rungs.map(({ step, title, reached, verdict }) => [step, title, reached, verdict])).toEqual([
    [1, '科技型中小企业', true, 'unknown'],
    [2, '高新技术企业', null, 'unknown'],
  ]);
  expect(outcomes(rungs[1])).toEqual({
    age: 'unknown',
    ip: 'met',
    field: 'unknown',
    staff: 'met',
    research: 'unknown',
    revenue: 'met',
    innovation: 'unknown',
    conduct: 'unknown',
  });
  const research = rungs[1]?.findings[4];
  expect([research?.cites, research?.lines[0]?.text]).toEqual([
    '第十一条(五)',
    '第十一条(五) 近三个会计年度研发费用占销售收入的比例达到所在档次，境内发生的不低于60%——材料不足：待审核判断：在境内发生的研发费用不低于60%',
  ]);
});

test('a certificate that the operator confirmed is the rung reached; a year that is missing leaves the three years open', async () => {
  const path = `/api/teams/${teamId}/records`;
  const entry = {
    validFrom: '2026-06-01',
    validTo: null,
    note: null,
    values: { kind: 'highTech', number: 'GR202643000001' },
  };
  const { id, version } = await given(founder.client.post(`${path}/certificate_held`, entry));
  expect((await ladder())[1]?.reached).toBe(null);
  await given(operator.client.post(`${path}/certificate_held/${id}/confirm`, { version }));
  expect((await ladder())[1]?.reached).toBe(true);
  const facts = async () => {
    const { facts } = await given(founder.client.get(`/api/teams/${teamId}/facts`));
    const of = (key: string) => facts.find((one: { key: string }) => one.key === key)?.value;
    return [
      of('team.revenueLastYear'),
      of('team.revenueThreeYears'),
      of('team.rdThreeYears'),
      of('team.contestAwards'),
    ];
  };
  expect(await facts()).toEqual([300_000_000, 900_000_000, 72_000_000, ['province']]);
  const years = await given(founder.client.get(`${path}/team_year`));
  const middle = years.rows.find(({ values }: { values: { year: number } }) => values.year === 2024);
  await given(
    founder.client.post(`${path}/team_year/${middle.id}/withdraw`, { version: middle.version, reason: '填错年度' }),
  );
  expect(await facts()).toEqual([300_000_000, null, null, ['province']]);
});

test('figures of a year that do not fit together are refused at the form', async () => {
  const values = { year: 2020, revenueFen: 100, highTechRevenueFen: 101, employees: 3, techStaff: 4 };
  const entry = { validFrom: '2021-02-01', validTo: null, note: null, values };
  const answer = await founder.client.post(`/api/teams/${teamId}/records/team_year`, entry);
  expect([answer.status, answer.body.fields]).toEqual([
    422,
    [{ path: 'values', code: 'check', message: '高新技术产品收入不能多于营业收入，科技人员不能多于从业人员' }],
  ]);
});

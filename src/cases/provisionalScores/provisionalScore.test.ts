import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenPerson } from '../../identity/people/people.given.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { givenCarrier, givenOrganisation, givenRecord } from '../../records/carriers/carrier.fixture.ts';
import { findTerritoryByCode, seedTerritories } from '../../records/territories/territory.store.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, type TestClient } from '../../test-client.ts';
import { insertEvaluation, insertParameters } from '../evaluations/evaluation.store.ts';
import { installPacks } from '../packs/pack.actions.ts';
import type { ProvisionalScoresView } from './provisionalScore.contract.ts';

const EXAMPLE = '120102-hedong/evaluation-example';
const REPORT = '120102-hedong/maker-space-2017';
let app: TestApp;
let territoryId: string;
let carrierId: string;
let operator: TestClient;
let officer: TestClient;
let stranger: TestClient;

beforeAll(async () => {
  app = await testApp();
  const { database } = app.services;
  const own = await database.transact(async (tx) => {
    await seedTerritories(tx);
    await installPacks(tx, app.services);
    territoryId = (await findTerritoryByCode(tx, '120102'))?.id ?? '';
    const { id } = await givenOrganisation(tx);
    carrierId = (await givenCarrier(tx, { operatorId: id, territoryId, name: '河东一号空间' })).id;
    for (const name of ['甲', '乙', '丙']) {
      const mentor = await givenRecord(tx, carrierId, 'mentor', { name });
      await givenRecord(tx, carrierId, 'mentor_agreement', { mentorId: mentor.id });
    }
    // Of the past twelve months; the second is older.
    await givenRecord(
      tx,
      carrierId,
      'event',
      { kind: 'salon', title: '沙龙' },
      { validFrom: '2026-03-01', validTo: '2026-03-01' },
    );
    await givenRecord(
      tx,
      carrierId,
      'event',
      { kind: 'salon', title: '旧沙龙' },
      { validFrom: '2025-03-01', validTo: '2025-03-01' },
    );
    await givenRecord(tx, carrierId, 'seed_fund', { name: '种子基金', amountFen: 300_000_000 });
    return { operatorId: id, strangerId: (await givenOrganisation(tx)).id };
  });
  const department = await database.transact((tx) => givenOrganisation(tx, { kind: 'department', territoryId }));
  const person = async (organisationId: string, role: 'operator' | 'officer') =>
    clientOf(
      app,
      await givenPerson(database, { name: `${role}${organisationId.slice(-4)}`, roles: [{ organisationId, role }] }),
    );
  operator = await person(own.operatorId, 'operator');
  officer = await person(department.id, 'officer');
  stranger = await person(own.strangerId, 'operator');
});
afterAll(() => app.close());

const scores = async (client = operator): Promise<ProvisionalScoresView> =>
  (await client.get(`/api/carriers/${carrierId}/provisional-scores`)).json();
const row = async (packId: string, client = operator) => {
  const found = (await scores(client)).rows.find((each) => each.packId === packId);
  if (!found) throw new Error(packId);
  return found;
};
const indicator = ({ indicators }: Awaited<ReturnType<typeof row>>, id: string) =>
  indicators.find((each) => each.id === id);

/** What the authority set for a round: the figures the document leaves open. */
async function givenRound(year: number, values: Record<string, number>) {
  await app.services.database.transact(async (tx) => {
    const [pack] = await sqlRows<{ hash: string }>(tx, 'select hash from pack where id = $1 and replaced_at is null', [
      EXAMPLE,
    ]);
    const roundId = newId();
    await sqlRows(
      tx,
      `insert into round (id, pack_id, procedure_id, territory_id, within, year, title, opens_at, closes_at, created_at)
       select $1, $2, 'evaluation', t.id, t.path, $4, $5, $6, $7, $6 from territory t where t.id = $3`,
      [roundId, EXAMPLE, territoryId, year, `${year}年度考评`, `${year}-10-01T00:00:00Z`, `${year}-11-01T00:00:00Z`],
    );
    await insertEvaluation(tx, {
      round_id: roundId,
      pack_hash: pack?.hash ?? '',
      scheme: 'performance',
      members_on: `${year}-09-30`,
      facts_on: `${year}-09-30`,
    });
    await insertParameters(tx, roundId, values, { reason: '示例', at: `${year}-10-01T00:00:00Z`, personId: null });
  });
}

test('before the authority has set the points nothing is scored, and what is missing is named', async () => {
  const { settledFrom, low, high, total, indicators } = await row(EXAMPLE);
  expect([settledFrom, low, high, total]).toEqual([null, 0, null, null]);
  expect(indicators.find(({ id }) => id === 'mentors')?.missing).toEqual(['尚未设定：导师分值']);
});

test('today’s operating data against next year’s scheme: value, points, rule, clause and source, with the sum so far', async () => {
  await givenRound(2024, { weightMentors: 99, mentorEach: 9 });
  await givenRound(2025, {
    weightMentors: 10,
    mentorEach: 2,
    weightEvents: 10,
    eventEach: 0.5,
    weightSeedFund: 5,
    weightTeams: 15,
    teamEach: 1,
    weightFeatures: 15,
    totalPoints: 100,
  });
  const view = await scores();
  expect([view.on, view.criteriaOn, view.ending]).toEqual(['2026-11-23', '2027-01-01', []]);
  const scored = await row(EXAMPLE);
  expect(scored).toMatchObject({
    title: '河东区众创空间绩效考评(示例)',
    isExample: true,
    settledFrom: { year: 2025, title: '2025年度考评' },
    total: 100,
  });
  expect(indicator(scored, 'mentors')).toMatchObject({
    says: '导师',
    cites: '第四条',
    rule: '创业导师人数每一单位得2分，最高10分',
    value: '3人',
    low: 6,
    high: 6,
    max: 10,
    missing: [],
  });
  expect(indicator(scored, 'mentors')?.clause).toContain('导师');
  expect(indicator(scored, 'mentors')?.facts[0]?.provenance.length).toBe(3);
  expect(indicator(scored, 'events')).toMatchObject({ value: '1场', low: 0.5, high: 0.5 });
  expect(indicator(scored, 'seed-fund')).toMatchObject({ low: 5, high: 5 });
  // Nothing is recorded of tenants: a range, no zero.
  expect(indicator(scored, 'teams')).toMatchObject({
    value: null,
    low: 0,
    high: 15,
    missing: ['没有数据：入驻创业团队数'],
  });
  // What an expert judges comes later.
  expect(indicator(scored, 'features')).toMatchObject({ byExpert: true, low: 0, high: 15, missing: ['等待专家评分'] });
  // 6 + 0.5 + 5 so far; no upper end while points are not set.
  expect([scored.low, scored.high]).toEqual([11.5, null]);
});

test('孵化企业存活率 is counted under the report’s scheme, while its points are still to be set', async () => {
  expect(indicator(await row(REPORT), 'survival')).toMatchObject({
    byExpert: false,
    rule: '按孵化企业满1年存活率乘以未定分计，最高未定分',
    missing: ['尚未设定：孵化企业存活率的分值'],
    facts: [{ key: 'space.companySurvival1Year', obtained: 'unknown' }],
  });
});

test('the officer above sees the same, another operator sees nothing', async () => {
  expect(await row(EXAMPLE, officer)).toEqual(await row(EXAMPLE));
  expect((await stranger.get(`/api/carriers/${carrierId}/provisional-scores`)).statusCode).toBe(404);
});

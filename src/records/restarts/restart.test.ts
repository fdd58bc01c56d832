import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appWithoutCases, demoTeam, given, type Person } from '../../cases/casefile/case.given.ts';
import type { TestApp } from '../../test-app.ts';
import { DEMO_CARRIER_IDS } from '../demo/demo.ids.ts';

const carrierId = DEMO_CARRIER_IDS.xingtu;
let app: TestApp;
let founder: Person;
let operator: Person;
let stranger: Person;
let teamId: string;
let tenancyId: string;
beforeAll(async () => {
  app = await appWithoutCases();
  ({ founder, operator, stranger } = await demoTeam(app));
  teamId = (await given(founder.client.get('/api/teams'))).rows[0].id;
  tenancyId = (await given(founder.client.get(`/api/teams/${teamId}`))).stays[0].tenancyId;
});
afterAll(() => app.close());

const tenancy = () => `/api/carriers/${carrierId}/tenancies/${tenancyId}`;
const offers = async (person: Person, path: string) => (await given(person.client.get(path))).rows;
const counted = async () =>
  (await given(operator.client.get(`/api/carriers/${carrierId}/facts`))).facts.find(
    ({ key }: { key: string }) => key === 'space.restartOffers',
  );

async function leave(exitKind: string): Promise<void> {
  const notice = { exitKind, lastDay: '2026-11-23', reason: '主要客户流失，团队解散。' };
  await given(operator.client.post(`${tenancy()}/departure`, notice));
  const { departure } = await given(operator.client.get(tenancy()));
  const checklist = departure.checklist.map((one: object) => ({ ...one, done: true }));
  await given(
    operator.client.send('put', `${tenancy()}/departure/checklist`, { version: departure.version, checklist }),
  );
  await given(operator.client.post(`${tenancy()}/departure/complete`, { version: departure.version + 1 }));
}

describe('河东 四(三)1: a team that ends as failed', () => {
  test('is offered retraining, employment and a new start by itself, and is told', async () => {
    expect(await offers(founder, `/api/teams/${teamId}/restart-offers`)).toEqual([]);
    await leave('failed');
    const rows = await offers(founder, `/api/teams/${teamId}/restart-offers`);
    expect(
      rows.map(({ kind, accepted, offeredOn }: Record<string, unknown>) => [kind, accepted, offeredOn]).sort(),
    ).toEqual([
      ['reemployment', null, '2026-11-23'],
      ['restart', null, '2026-11-23'],
      ['retraining', null, '2026-11-23'],
    ]);
    const { rows: duties } = await given(founder.client.get('/api/duties'));
    const duty = duties.find(({ duty }: { duty: string }) => duty === 'restart-to-answer');
    expect([duty.count, duty.path]).toEqual([3, `/teams/${teamId}`]);
  });

  test('the offers count for the space that made them, whatever the team answers', async () => {
    const before = await counted();
    expect([before.value, before.provenance.length]).toEqual([3, 3]);
    const [first] = await offers(founder, `/api/teams/${teamId}/restart-offers`);
    const answer = { version: first.version, accepted: true };
    await given(founder.client.post(`/api/teams/${teamId}/restart-offers/${first.id}/answer`, answer));
    expect(
      (await founder.client.post(`/api/teams/${teamId}/restart-offers/${first.id}/answer`, answer)).body.code,
    ).toBe('conflict');
    expect((await counted()).value).toBe(3);
    const { rows: duties } = await given(founder.client.get('/api/duties'));
    expect(duties.find(({ duty }: { duty: string }) => duty === 'restart-to-answer').count).toBe(2);
  });

  test('the operator, who no longer reaches the team’s file, sees the answers and writes down what became of them', async () => {
    app.clock.set('2026-11-24T09:00:00+08:00');
    expect((await operator.client.get(`/api/teams/${teamId}`)).status).toBe(404);
    const rows = await offers(operator, `${tenancy()}/restart-offers`);
    const taken = rows.find(({ accepted }: { accepted: boolean | null }) => accepted === true);
    const follow = { version: taken.version, accepted: true, content: '参加12月的创业训练营', outcome: '已结业' };
    await given(operator.client.send('put', `${tenancy()}/restart-offers/${taken.id}`, follow));
    const blank = { ...follow, version: taken.version + 1, content: '' };
    const refused = await operator.client.send('put', `${tenancy()}/restart-offers/${taken.id}`, blank);
    expect([refused.status, refused.body.fields[0].path]).toEqual([422, 'content']);
    expect((await stranger.client.get(`${tenancy()}/restart-offers`)).status).toBe(404);
    const [after] = (await offers(founder, `/api/teams/${teamId}/restart-offers`)).filter(
      ({ id }: { id: string }) => id === taken.id,
    );
    expect([after.content, after.outcome]).toEqual(['参加12月的创业训练营', '已结业']);
  });
});

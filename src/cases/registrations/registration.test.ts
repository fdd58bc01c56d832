import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenPerson } from '../../identity/people/people.given.ts';
import { usccFor } from '../../kernel/uscc.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { givenCarrier, givenOrganisation, givenRecord } from '../../records/carriers/carrier.fixture.ts';
import { setTeamOrganisation } from '../../records/teams/team.store.ts';
import { seedTerritories } from '../../records/territories/territory.store.ts';
import { territoryIdOf } from '../../records/territories/territory.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, publicClient, type TestClient } from '../../test-client.ts';
import { installPacks } from '../packs/pack.actions.ts';
import { onTenancyEnded } from './registration.actions.ts';

let app: TestApp;
const NANJING = '320102';
beforeAll(async () => {
  app = await testApp();
  await app.services.database.transact(async (tx) => {
    await seedTerritories(tx);
    await installPacks(tx, app.services);
  });
});
afterAll(() => app.close());

interface Place {
  carrierId: string;
  operator: TestClient;
  clerk: TestClient;
  founders: { client: TestClient; teamId: string; tenancyId: string }[];
}

/** A space with teams at desk A-01, in a territory whose packs say something of it or not. */
async function givenPlace(code: string, teams: number): Promise<Place> {
  const { database } = app.services;
  const territoryId = territoryIdOf(code);
  const made = await database.transact(async (tx: Tx) => {
    const carrier = await givenCarrier(tx, { territoryId, address: '示例路1号' });
    const market = await givenOrganisation(tx, { kind: 'department', territoryId, name: `市场监管局${code}${teams}` });
    const founders = [];
    for (let n = 0; n < teams; n++) {
      const team = await givenRecord(tx, carrier.id, 'team', { name: `团队${n}` });
      const tenancy = await givenRecord(tx, carrier.id, 'tenancy', {
        teamId: team.id,
        desks: 1,
        deskCodes: 'A-01、A-02',
      });
      const own = await givenOrganisation(tx, { kind: 'team', territoryId, name: `团队${n}`, uscc: null });
      await setTeamOrganisation(tx, team.id, own.id);
      founders.push({ teamId: team.id, tenancyId: tenancy.id, organisationId: own.id });
    }
    return { carrier, market, founders };
  });
  const as = async (organisationId: string, role: 'operator' | 'clerk' | 'founder') =>
    clientOf(app, await givenPerson(database, { name: role, roles: [{ organisationId, role }] }));
  const founders = [];
  for (const { organisationId, ...one } of made.founders)
    founders.push({ ...one, client: await as(organisationId, 'founder') });
  return {
    carrierId: made.carrier.id,
    operator: await as(made.carrier.operatorId ?? '', 'operator'),
    clerk: await as(made.market.id, 'clerk'),
    founders,
  };
}

const ask = ({ client, teamId, tenancyId }: Place['founders'][number], more: object = {}) =>
  client.post(`/api/teams/${teamId}/registrations`, {
    tenancyId,
    kind: 'domicile',
    deskCode: 'A-01',
    companyName: '示例科技有限公司',
    ...more,
  });

describe('the rule of the territory', () => {
  test('江苏 四(五) allows 一址多照 and 一照多址, not 集群注册; the clause stands on it', async () => {
    const [founder] = (await givenPlace(NANJING, 1)).founders;
    if (!founder) throw new Error('no founder');
    const { rule, deskCodes } = (
      await founder.client.get(`/api/teams/${founder.teamId}/registration-rule?tenancyId=${founder.tenancyId}`)
    ).json();
    expect(rule).toMatchObject({
      packId: '320000-jiangsu/work-plan',
      allows: { domicile: '四(五)', extraPremises: '四(五)' },
      licencesPerDesk: 5,
      expired: null,
    });
    expect(deskCodes).toEqual(['A-01', 'A-02']);
    expect((await ask(founder, { kind: 'cluster' })).json().code).toBe('registration.kind-not-allowed');
    expect((await ask(founder, { deskCode: 'Z-99' })).json().fields[0].path).toBe('deskCode');
  });

  test('钦州 二(二)(a) has expired, and 湖南 says nothing: both are told, neither is silently allowed', async () => {
    const [qinzhou] = (await givenPlace('450702', 1)).founders;
    const [hunan] = (await givenPlace('430302', 1)).founders;
    if (!qinzhou || !hunan) throw new Error('no founder');
    expect((await ask(qinzhou)).json()).toMatchObject({
      code: 'registration.rule-expired',
      details: { until: '2020-12-31' },
    });
    expect((await ask(hunan)).json().code).toBe('registration.no-rule');
  });

  test('however many ask at once, a desk carries five licences and no more', async () => {
    const { founders } = await givenPlace(NANJING, 9);
    const answers = await Promise.all(founders.map((founder) => ask(founder)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 200, 200, 200, 409, 409, 409, 409]);
    const codes = answers.filter(({ statusCode }) => statusCode === 409).map((answer) => answer.json().code);
    expect([...new Set(codes)]).toEqual(['registration.desk-full']);
    const first = founders[answers.findIndex(({ statusCode }) => statusCode === 200)];
    expect(first && (await ask(first)).json().code).toMatch(/registration\.(already-open|desk-full)/);
  });
});

describe('集群注册, by the 示例 pack of 长沙', () => {
  /** What the host must have; each a record that is counted. */
  const furnish = (carrierId: string, leaseUntil: string, staff: number) =>
    app.services.database.transact(async (tx) => {
      const { id } = await givenRecord(tx, carrierId, 'premises', { address: '示例路1号', tenure: 'leased' });
      const lease = { validFrom: '2024-01-01', validTo: leaseUntil };
      await givenRecord(tx, carrierId, 'lease', { premisesId: id }, lease);
      for (let n = 0; n < staff; n++) await givenRecord(tx, carrierId, 'staff', { name: `员工${n}`, fullTime: true });
    });
  const join = (founder: Place['founders'][number], companyName = '示例集群科技有限公司') =>
    ask(founder, { kind: 'cluster', deskCode: null, companyName });

  test('the host’s conditions and the limit are the pack’s; every reason is told at once, with its clause', async () => {
    const { carrierId, founders } = await givenPlace('430102', 1);
    await furnish(carrierId, '2027-03-31', 1);
    const refused = (await join(founders[0] as Place['founders'][number])).json();
    expect(refused.code).toBe('registration.cluster-refused');
    expect(refused.fields.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
      ['host-staff', 'unmet'],
      ['host-lease', 'unmet'],
    ]);
    expect(refused.fields[0].message).toContain('第四条');
  });

  test('however many ask at once, the address carries three companies and no more; no desk is asked for', async () => {
    const { carrierId, founders } = await givenPlace('430103', 6);
    await furnish(carrierId, '2028-12-31', 2);
    const answers = await Promise.all(founders.map((founder) => join(founder)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 200, 409, 409, 409]);
    const refused = answers.filter(({ statusCode }) => statusCode === 409).map((answer) => answer.json());
    expect(refused.map(({ code, fields }) => [code, fields?.[0]?.message])).toEqual(
      Array.from({ length: 3 }, () => ['registration.cluster-refused', '第二条 该地址已有3家集群注册的企业，上限3家']),
    );
    const inside = founders[answers.findIndex(({ statusCode }) => statusCode === 200)] as Place['founders'][number];
    const again = (await join(inside)).json();
    expect(again.fields.map(({ code }: { code: string }) => code).sort()).toEqual(['cluster-full', 'has-domicile']);

    // Moving out ends it, and leaves its place to another.
    const { tenancyId } = inside;
    await app.services.database.transact((tx) =>
      onTenancyEnded(tx, app.services, { payload: { tenancyId, lastDay: '2026-11-23' } } as never),
    );
    expect((await inside.client.get('/api/registrations')).json().rows[0].state).toBe('ended');
    const outside = founders[answers.findIndex(({ statusCode }) => statusCode === 409)] as Place['founders'][number];
    expect((await join(outside)).statusCode).toBe(200);
  });

  test('what the window returned the team takes back, and applies anew under the corrected name; nobody else may', async () => {
    const { carrierId, operator, clerk, founders } = await givenPlace('430103', 2);
    await furnish(carrierId, '2028-12-31', 2);
    const [mine, other] = founders as [Place['founders'][number], Place['founders'][number]];
    const { id } = (await join(mine)).json();
    const row = async () =>
      (await mine.client.get('/api/registrations')).json().rows.find((one: { id: string }) => one.id === id);
    await operator.post(`/api/carriers/${carrierId}/registrations/${id}/certify`, { version: 1 });
    await clerk.post(`/api/registrations/${id}/return`, { version: 2, reason: '名称与核准的不一致' });
    expect(await row()).toMatchObject({ state: 'returned', version: 3 });
    const withdraw = (of: Place['founders'][number], version: number) =>
      of.client.post(`/api/teams/${of.teamId}/registrations/${id}/withdraw`, { version });
    expect((await withdraw(other, 3)).statusCode).toBe(404);
    expect((await withdraw(mine, 2)).json().code).toBe('conflict');
    expect((await withdraw(mine, 3)).statusCode).toBe(200);
    expect(await row()).toMatchObject({ state: 'ended', reason: '团队撤回' });
    expect((await withdraw(mine, 4)).json().code).toBe('registration.wrong-state');
    expect((await join(mine, '示例更正科技有限公司')).statusCode).toBe(200);
  });
});

describe('一照多址, 江苏 四(五)', () => {
  test('a company takes further premises under its own code; another’s is refused, and it stays one company', async () => {
    const place = await givenPlace(NANJING, 2);
    const [own, stranger] = place.founders as [Place['founders'][number], Place['founders'][number]];
    const code = usccFor(7001, NANJING);
    const others = usccFor(7002, NANJING);
    const certified = async (founder: Place['founders'][number], more: object) => {
      const { id } = (await ask(founder, more)).json();
      const path = `/api/carriers/${place.carrierId}/registrations/${id}/certify`;
      expect((await place.operator.post(path, { version: 1 })).statusCode).toBe(200);
      return id as string;
    };
    const register = (id: string, uscc: string, companyName = '示例多址科技有限公司') =>
      place.clerk.post(`/api/registrations/${id}/register`, {
        version: 2,
        companyName,
        uscc,
        registeredOn: '2026-11-23',
      });
    const further = { kind: 'extraPremises', deskCode: 'A-02', companyName: '示例多址科技有限公司' };

    const domicile = await certified(own, { companyName: '示例多址科技有限公司' });
    const premises = await certified(own, further);
    // No company yet, so there are no further premises of it.
    expect((await register(premises, code)).json().fields[0]).toMatchObject({
      path: 'uscc',
      message: '该团队还没有登记企业，先登记住所，再登记经营场所',
    });
    expect((await register(domicile, code)).statusCode).toBe(200);
    expect((await register(premises, others)).json().fields[0]).toMatchObject({
      path: 'uscc',
      message: '一照多址用该企业原有的统一社会信用代码',
    });
    // A team without a company cannot borrow this one’s code, for premises or for a domicile.
    const borrowed = await certified(stranger, further);
    expect((await register(borrowed, code)).json().fields[0].path).toBe('uscc');
    const second = await certified(stranger, { companyName: '示例冒名科技有限公司' });
    expect((await register(second, code, '示例冒名科技有限公司')).json().fields[0].code).toBe('taken');

    expect((await register(premises, code)).statusCode).toBe(200);
    const rows = (await own.client.get('/api/registrations')).json().rows;
    expect(
      rows.map((one: { kind: string; deskCode: string; state: string; uscc: string }) => [
        ...[one.kind, one.deskCode, one.state, one.uscc],
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['domicile', 'A-01', 'registered', code],
        ['extraPremises', 'A-02', 'registered', code],
      ]),
    );
    const teams = await app.services.database.read((tx) =>
      sqlRows<{ root_id: string }>(tx, 'select distinct root_id from team where uscc = $1', [code]),
    );
    expect(teams).toEqual([{ root_id: own.teamId }]);
    const facts = (await place.operator.get(`/api/carriers/${place.carrierId}/facts?on=2026-11-23`)).json().facts;
    expect(facts.find((one: { key: string }) => one.key === 'space.newlyRegistered').value).toBe(1);
  });
});

describe('from the desk to the company', () => {
  let place: Place;
  let founder: Place['founders'][number];
  beforeAll(async () => {
    place = await givenPlace(NANJING, 1);
    founder = place.founders[0] as Place['founders'][number];
  });
  const mine = async () => (await founder.client.get('/api/registrations')).json().rows[0];
  const uscc = usccFor(4321, NANJING);

  test('the certificate has a public page by number and by the hash of its file', async () => {
    expect((await ask(founder)).statusCode).toBe(200);
    const { id, version } = await mine();
    const certify = (client: TestClient) =>
      client.post(`/api/carriers/${place.carrierId}/registrations/${id}/certify`, { version });
    expect((await certify(founder.client)).statusCode).toBe(403);
    expect((await certify(place.operator)).statusCode).toBe(200);
    const row = await mine();
    expect(row).toMatchObject({ state: 'certified', address: '示例路1号测试众创空间A-01工位' });
    const pdf = await place.clerk.get(`/api/registrations/${id}/certificate`);
    expect(pdf.rawPayload.subarray(0, 4).toString()).toBe('%PDF');
    for (const key of [row.certificateNumber, row.fileSha256]) {
      const page = await publicClient(app).get(`/domicile/${key}`);
      expect([page.statusCode, page.body.includes('住所证明有效')]).toEqual([200, true]);
      expect((await publicClient(app).get(`/verify?q=${key}`)).headers.location).toBe(
        `/domicile/${row.certificateNumber}`,
      );
    }
    expect((await publicClient(app).get('/domicile/ZSZM2026-99999')).statusCode).toBe(404);
  });

  test('the clerk of another territory sees nothing; a wrong check digit is refused at its field', async () => {
    const elsewhere = await givenPlace('320500', 0);
    expect((await elsewhere.clerk.get('/api/registrations')).json().total).toBe(0);
    const { id, version } = await mine();
    const register = (client: TestClient, code: string) =>
      client.post(`/api/registrations/${id}/register`, {
        version,
        companyName: '示例科技有限公司',
        uscc: code,
        registeredOn: '2026-11-23',
      });
    expect((await register(elsewhere.clerk, uscc)).statusCode).toBe(404);
    const wrong = `${uscc.slice(0, 17)}${uscc[17] === '1' ? '2' : '1'}`;
    expect((await register(place.clerk, wrong)).json().fields[0]).toMatchObject({ path: 'uscc', code: 'uscc.check' });
    expect((await register(place.clerk, uscc)).statusCode).toBe(200);
    const rows = await app.services.database.read((tx) =>
      sqlRows<{ company_name: string | null; uscc: string | null; registered_on: string | null }>(
        tx,
        'select company_name, uscc, registered_on from team where root_id = $1 order by valid_from',
        [founder.teamId],
      ),
    );
    // One identity: the team before, the company since.
    expect(rows).toEqual([
      { company_name: null, uscc: null, registered_on: null },
      { company_name: '示例科技有限公司', uscc, registered_on: '2026-11-23' },
    ]);
    const facts = (await place.operator.get(`/api/carriers/${place.carrierId}/facts?on=2026-11-23`)).json().facts;
    expect(facts.find((one: { key: string }) => one.key === 'space.newlyRegistered').value).toBe(1);
  });

  test('after the team has left the company has thirty days to change its address; then the certificate ends by itself', async () => {
    const path = `/api/carriers/${place.carrierId}/tenancies/${founder.tenancyId}`;
    const ok = async (sent: ReturnType<TestClient['post']>) => expect((await sent).statusCode).toBe(200);
    await ok(
      place.operator.post(`${path}/departure`, { exitKind: 'moved', lastDay: '2026-11-23', reason: '扩大办公面积' }),
    );
    const { departure } = (await place.operator.get(path)).json();
    const checklist = departure.checklist.map((one: object) => ({ ...one, done: true }));
    await ok(place.operator.put(`${path}/departure/checklist`, { version: 1, checklist }));
    await ok(place.operator.post(`${path}/departure/complete`, { version: 2 }));
    await app.jobs.runDue();
    expect(await mine()).toMatchObject({ state: 'ending', endsOn: '2026-12-23' });
    expect((await founder.client.get('/api/duties')).json().rows).toContainEqual(
      expect.objectContaining({ duty: 'registration-ending', count: 1, at: '2026-12-23T16:00:00.000Z' }),
    );
    const { certificateNumber } = await mine();
    expect((await publicClient(app).get(`/domicile/${certificateNumber}`)).body).toContain('限期变更住所');
    app.clock.set('2026-12-23T23:59:00+08:00');
    await app.jobs.runDue();
    expect((await mine()).state).toBe('ending');
    app.clock.set('2026-12-24T00:01:00+08:00');
    await app.jobs.runDue();
    expect(await mine()).toMatchObject({ state: 'ended', endedOn: '2026-12-24' });
    expect((await publicClient(app).get(`/domicile/${certificateNumber}`)).body).toContain('住所证明已失效');
  });
});

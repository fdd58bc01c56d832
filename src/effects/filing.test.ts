import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  appWithoutCases,
  demoPerson,
  FILING,
  given,
  type Person,
  submittedFiling,
  verb,
} from '../cases/casefile/case.given.ts';
import { caseById } from '../cases/casefile/casefile.store.ts';
import type { OutcomeContext } from '../cases/casefile/steps.ts';
import { packByHash, procedureOf } from '../cases/packs/pack.actions.ts';
import { caseServices } from '../main.ts';
import { DEMO_CARRIER_IDS } from '../records/demo/demo.ids.ts';
import type { TestApp } from '../test-app.ts';
import { barApplicant, barOf } from './bars/bar.actions.ts';
import { revokeDesignation } from './designations/designation.actions.ts';
import { standing } from './recognition.given.ts';

const SHANGHAI = FILING.packId;
const carrierId = DEMO_CARRIER_IDS.pujiang;
let app: TestApp;
let operator: Person;
let district: Person;
let alliance: Person;
let director: Person;
let filing: string;
let changing: string;
beforeAll(async () => {
  app = await appWithoutCases();
  [operator, district, alliance, director] = (await Promise.all(
    (['hu.yunying', 'hu.qu', 'hu.lianmeng', 'hu.lianmeng.qianfa'] as const).map((account) => demoPerson(app, account)),
  )) as [Person, Person, Person, Person];
});
afterAll(() => app.close());

const decide = async (caseId: string) => {
  const draft = { version: 0, outcome: 'granted', reasons: '符合规定。' };
  await given(alliance.client.send('put', `/api/cases/${caseId}/decision`, draft));
  await given(director.client.post(`/api/cases/${caseId}/decision/signature`, { version: 1 }));
};
const premises = async () =>
  (await given(operator.client.get(`/api/carriers/${carrierId}/records/premises?history=true`))).rows.map(
    (row: { validFrom: string; validTo: string | null; values: { areaM2: number } }) => [
      row.validFrom,
      row.validTo,
      row.values.areaM2,
    ],
  );
/** What an effect is told, as the interpreter would tell it. */
const told = (caseId: string) =>
  app.services.database.read(async (tx): Promise<OutcomeContext> => {
    const file = await caseById(tx, caseId);
    const pack = await packByHash(tx, file.pack_hash);
    const procedure = procedureOf(pack, file.procedure_id);
    const step = procedure.steps.find(({ kind }) => kind === 'decision');
    if (!step) throw new Error('no decision in this procedure');
    const { clock } = app.services;
    return {
      services: caseServices(app.services),
      actor: director.actor,
      file,
      pack,
      procedure,
      now: clock.now().toString(),
      today: clock.today(),
      step,
      pass: file.pass,
      outcome: 'granted',
    };
  });

describe('上海 第六条 and 第七条', () => {
  test('a filing recommended by the district is decided by the alliance, and binds the material data', async () => {
    filing = await submittedFiling(operator);
    await given(verb(district, filing, 'agree', { opinion: '同意推荐' }));
    await given(verb(alliance, filing, 'agree', { opinion: '受理' }));
    await decide(filing);
    await given(
      alliance.client.post(`/api/cases/${filing}/plaque`, {
        awardedOn: '2026-11-23',
        awardedBy: '陆联盟经办',
        receivedBy: '徐运营',
      }),
    );
    expect(await standing(app, filing)).toEqual({ step: null, end_id: 'filed' });
    const { rows } = await given(operator.client.get('/api/designations'));
    expect(rows).toMatchObject([{ number: '沪众创备〔2026〕0001号', name: '上海市备案众创空间', state: 'valid' }]);
    const carrier = await given(operator.client.get(`/api/carriers/${carrierId}`));
    expect(carrier.changeProcedure).toBe(SHANGHAI);
  });

  test('a second filing of a filed space is not granted', async () => {
    const again = await submittedFiling(operator);
    await given(verb(district, again, 'agree', { opinion: '同意推荐' }));
    await given(verb(alliance, again, 'agree', { opinion: '受理' }));
    const draft = { version: 0, outcome: 'granted', reasons: '符合规定。' };
    await given(alliance.client.send('put', `/api/cases/${again}/decision`, draft));
    const signed = await director.client.post(`/api/cases/${again}/decision/signature`, { version: 1 });
    expect(signed).toMatchObject({ status: 409, body: { code: 'designation.already-held' } });
    expect(await standing(app, again)).toMatchObject({ step: 'file' });
  });

  test('a granted change takes effect from its day; the register keeps what was before', async () => {
    const before = await premises();
    expect(before).toEqual([['2021-03-01', null, 1000]]);
    const opened = await given(
      operator.client.post('/api/cases', { carrierId, packId: SHANGHAI, procedureId: 'change' }),
    );
    changing = opened.caseId;
    const answers = {
      'change.floorArea': 1260,
      'change.direction': '智能制造与机器人',
      'change.happenedOn': '2026-10-12',
      reason: '扩租',
      commitment: true,
    };
    const { revision } = await given(operator.client.patch(`/api/cases/${changing}/form`, { revision: 0, answers }));
    await given(operator.client.post(`/api/cases/${changing}/submission`, { revision }));
    await given(verb(district, changing, 'agree', { opinion: '同意' }));
    await given(verb(alliance, changing, 'agree', { opinion: '同意' }));
    await decide(changing);
    expect(await standing(app, changing)).toEqual({ step: null, end_id: 'changed' });
    expect((await premises()).sort()).toEqual([
      ['2021-03-01', '2026-10-11', 1000],
      ['2026-10-12', null, 1260],
    ]);
    const { rows } = await given(operator.client.get('/api/designations'));
    const { changes } = await given(operator.client.get(`/api/designations/${rows[0].id}`));
    expect(changes).toEqual([
      {
        caseId: changing,
        field: 'direction',
        fieldLabel: '经营方向',
        before: '智能制造',
        after: '智能制造与机器人',
        happenedOn: '2026-10-12',
        reportedOn: '2026-11-23',
        late: true,
        lateBy: 10,
      },
      {
        caseId: changing,
        field: 'floorArea',
        fieldLabel: '场地面积',
        before: '1000',
        after: '1260',
        happenedOn: '2026-10-12',
        reportedOn: '2026-11-23',
        late: true,
        lateBy: 10,
      },
    ]);
  });

  test('a revocation ends the designation and frees the data, once, with its clause', async () => {
    const context = await told(changing);
    const { database } = app.services;
    await database.transact((tx) => revokeDesignation(tx, context));
    const { rows } = await given(operator.client.get('/api/designations'));
    expect(rows[0]).toMatchObject({ state: 'revoked', endedOn: '2026-11-23' });
    expect((await given(operator.client.get(`/api/carriers/${carrierId}`))).changeProcedure).toBeNull();
    await database.transact((tx) => revokeDesignation(tx, context));
    const { events } = await given(operator.client.get(`/api/designations/${rows[0].id}`));
    expect(events.map(({ toState, cites }: { toState: string; cites: string }) => [toState, cites])).toEqual([
      ['valid', '第六条'],
      ['revoked', '第七条'],
    ]);
  });

  test('a bar refuses new filings with its clause for three years and ends by itself (第十条)', async () => {
    const context = await told(changing);
    const { database, clock } = app.services;
    await database.transact((tx) => barApplicant(tx, context));
    const applicant = operator.actor.organisationId ?? '';
    const on = (day: string) => database.read((tx) => barOf(tx, applicant, SHANGHAI, day));
    expect(await on(clock.today())).toEqual({ until: '2029-11-22', cites: '第十条' });
    expect(await on('2029-11-22')).not.toBeNull();
    expect(await on('2029-11-23')).toBeNull();
    const refused = await operator.client.post('/api/cases', { ...FILING, carrierId: DEMO_CARRIER_IDS.zhangjiang });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'case.barred', details: { until: '2029-11-22', cites: '第十条' } },
    });
  });
});

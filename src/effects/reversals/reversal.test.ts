import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, given, type Person, submittedFiling, verb } from '../../cases/casefile/case.given.ts';
import { DEMO_CARRIER_IDS } from '../../records/demo/demo.ids.ts';
import type { TestApp } from '../../test-app.ts';
import { standing } from '../recognition.given.ts';
import { type Alliance, alliance, appealed, decided, filed, imposed, REVOKE_AND_BAR } from '../sanctions.given.ts';

const { pujiang, zhangjiang } = DEMO_CARRIER_IDS;
let app: TestApp;
let people: Alliance;
let operator: Person;
let officer: Person;
beforeAll(async () => {
  app = await appWithoutCases();
  people = await alliance(app);
  ({ operator, officer } = people);
});
afterAll(() => app.close());

const refused = async (carrierId: string): Promise<string> => {
  const caseId = await submittedFiling(operator, carrierId);
  await given(verb(people.district, caseId, 'agree', { opinion: '同意推荐' }));
  await given(verb(officer, caseId, 'agree', { opinion: '受理' }));
  await decided(people, people.director, caseId, 'refused');
  return caseId;
};
const heldBy = async (carrierId: string) =>
  (await given(operator.client.get(`/api/designations?carrierId=${carrierId}`))).rows;
const plain = async (path: string) =>
  String((await app.anyone.get(path)).body)
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, '');

test('an appeal that is rejected grants nothing and leaves the refusal in force', async () => {
  const caseId = await refused(pujiang);
  const appeal = await appealed(people, caseId);
  await decided(people, people.second, appeal, 'refused', '原决定认定事实清楚。');
  expect(await standing(app, appeal)).toEqual({ step: null, end_id: 'upheld' });
  expect(await heldBy(pujiang)).toEqual([]);
  const { superseded, may } = await given(operator.client.get(`/api/cases/${caseId}/appeal`));
  expect({ superseded, may }).toEqual({ superseded: null, may: false });
});

test('an appeal that is upheld grants what was refused: number, certificate and plaque, by its own document', async () => {
  const caseId = await refused(pujiang);
  const appeal = await appealed(people, caseId);
  await decided(people, people.second, appeal, 'granted', '经复核，符合第四条。');
  const { number } = await given(officer.client.get(`/api/cases/${appeal}/decision`));
  const [designation, ...more] = await heldBy(pujiang);
  expect(more).toEqual([]);
  expect(designation).toMatchObject({ caseId: appeal, state: 'valid', validFrom: '2026-11-23' });
  expect(designation.certificate).toBe(designation.number);
  const { events } = await given(operator.client.get(`/api/designations/${designation.id}`));
  expect(events).toMatchObject([{ toState: 'valid', reason: number }]);
  expect(await plain(`/p/${designation.plaque}`)).toContain('资格有效');
  expect(await plain(`/verify?q=${encodeURIComponent(designation.number)}`)).toContain(designation.number);
  const { superseded } = await given(operator.client.get(`/api/cases/${caseId}/appeal`));
  expect(superseded).toEqual({ number, onDay: '2026-11-23' });
  const check = await given(officer.client.get(`/api/cases/${caseId}/decision/verification`));
  expect(check).toMatchObject({ sealHolds: true, findingsHold: true });
});

test('who was granted anew in the meantime is not granted twice', async () => {
  const caseId = await refused(zhangjiang);
  const appeal = await appealed(people, caseId);
  const again = await filed(people, zhangjiang);
  await decided(people, people.second, appeal, 'granted');
  expect((await heldBy(zhangjiang)).map(({ caseId: of }: { caseId: string }) => of)).toEqual([again]);
});

test('a revocation that is overturned gives the designation back and lifts the bar, and the public reads it', async () => {
  const [{ number, plaque }] = await heldBy(pujiang);
  const sanction = await imposed(people, pujiang, REVOKE_AND_BAR);
  expect(await plain(`/p/${plaque}`)).toContain('资格已取消');
  const appeal = await appealed(people, sanction);
  // Until it is decided, the decision is in force.
  expect(await plain(`/p/${plaque}`)).toContain('资格已取消');
  await decided(people, people.second, appeal, 'granted', '鉴定意见有误。');
  expect(await heldBy(pujiang)).toMatchObject([{ number, state: 'valid', endedOn: null }]);
  // The public reads by which document it is valid again.
  expect(String((await app.anyone.get(`/spaces/${pujiang}`)).body)).toMatch(
    /已取消（[^）]*）；[^；]*资格有效（[^）]*决〔2026〕/,
  );
  const page = await plain(`/p/${plaque}`);
  expect(page).toContain('资格有效');
  expect(page).not.toContain('限期不予受理');
  expect(await plain('/credit')).toContain('目前没有公开的信用记录');
  expect((await given(operator.client.get('/api/credit'))).rows).toMatchObject([{ state: 'struck' }]);
});

test('a form opened in time and handed in after the term is too late', async () => {
  const sanction = await imposed(people, pujiang, [{ effect: 'barApplicant', months: null, amount: null }]);
  const { until } = await given(operator.client.get(`/api/cases/${sanction}/appeal`));
  expect(until).toBe('2026-12-14');
  const { caseId } = await given(operator.client.post(`/api/cases/${sanction}/appeal`));
  const answers = { grounds: '认定的事实有误。', asks: '撤销原决定' };
  const { revision } = await given(operator.client.patch(`/api/cases/${caseId}/form`, { revision: 0, answers }));
  app.clock.set('2026-12-14T16:00:00Z');
  const late = await operator.client.post(`/api/cases/${caseId}/submission`, { revision });
  expect(late).toMatchObject({ status: 409, body: { code: 'appeal.too-late', details: { until: '2026-12-14' } } });
  app.clock.set('2026-12-14T15:59:59Z');
  expect((await operator.client.post(`/api/cases/${caseId}/submission`, { revision })).status).toBe(200);
});

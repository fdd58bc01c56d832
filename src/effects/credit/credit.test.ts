import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, colleague, demoPerson, given, type Person, verb } from '../../cases/casefile/case.given.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { DEMO_CARRIER_IDS, DEMO_ORGANISATION_IDS } from '../../records/demo/demo.ids.ts';
import type { TestApp } from '../../test-app.ts';
import { standing } from '../recognition.given.ts';
import { type Alliance, alliance, appealed, decided, filed, imposed } from '../sanctions.given.ts';

const carrierId = DEMO_CARRIER_IDS.pujiang;
const BAR = { effect: 'barApplicant', months: null, amount: null };
let app: TestApp;
let people: Alliance;
let operator: Person;
let officer: Person;
let entryId: string;
let number: string;
let repair: string;
beforeAll(async () => {
  app = await appWithoutCases();
  people = await alliance(app);
  ({ operator, officer } = people);
  await filed(people, carrierId);
  const sanction = await imposed(people, carrierId, [BAR]);
  ({ number } = await given(officer.client.get(`/api/cases/${sanction}/decision`)));
  [{ id: entryId }] = (await given(operator.client.get('/api/credit'))).rows;
});
afterAll(() => app.close());

const ask = (by: Person = operator) => by.client.post(`/api/credit/${entryId}/repair`);
const file = async () => (await given(operator.client.get('/api/credit'))).rows;
const toPublic = async () => {
  const pages = ['/credit', `/spaces/${carrierId}`, '/api/open/credit.csv'];
  const texts = await Promise.all(pages.map(async (path) => String((await app.anyone.get(path)).body)));
  return texts.map((text) => text.includes('限期不予受理，自2026年11月23日起36个月'));
};
const handIn = async (caseId: string) => {
  // The papers of a filing are no part of it.
  const { evidence } = await given(operator.client.get(`/api/cases/${caseId}/form`));
  expect(evidence.map(({ slot }: { slot: string }) => slot)).toEqual(['proof']);
  const answers = { corrected: '已退出全部虚假协议，重新签约。', promise: true };
  const { revision } = await given(operator.client.patch(`/api/cases/${caseId}/form`, { revision: 0, answers }));
  const proof = new FormData();
  proof.append('file', new Blob([Buffer.from('%PDF-1.7\n%示例\n')]), '纠正情况.pdf');
  await given(operator.client.post(`/api/cases/${caseId}/evidence/proof`, proof));
  await given(operator.client.post(`/api/cases/${caseId}/submission`, { revision }));
};

test('the entry is public, and repair may be asked for by its own organisation, in its time, once at a time', async () => {
  expect(await file()).toMatchObject([{ state: 'standing', isPublic: true, repairableFrom: '2027-05-23' }]);
  expect(await toPublic()).toEqual([true, true, true]);
  expect(await ask()).toMatchObject({
    status: 409,
    body: { code: 'credit.too-early', details: { from: '2027-05-23' } },
  });
  app.clock.set('2027-05-23T01:00:00Z');
  expect((await ask(await demoPerson(app, 'yunying'))).status).toBe(404);
  expect((await ask(officer)).status).toBe(403);
  const both = await Promise.all([1, 2, 3].map(() => ask()));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(both.find(({ status }) => status === 409)?.body.code).toBe('case.already-open');
  repair = both.find(({ status }) => status === 200)?.body.caseId;
  expect(await file()).toMatchObject([{ repairCaseId: repair }]);
});

test('whoever checked the repair does not sign it; refused, the entry stays as it is and may be appealed', async () => {
  await handIn(repair);
  // One person with both hats: officer and director of the alliance.
  const both = await colleague(app, 'shanghaiAlliance', 'officer', 'lianmeng.liangren');
  await app.services.database.transact((tx) =>
    sqlRows(
      tx,
      `insert into membership (id, person_id, organisation_id, role, valid_from) values (gen_random_uuid(), $1, $2, 'director', '2020-01-01')`,
      [both.actor.personId, DEMO_ORGANISATION_IDS.shanghaiAlliance],
    ),
  );
  await given(verb(both, repair, 'agree', { opinion: '情况属实' }));
  const draft = { version: 0, outcome: 'refused', reasons: '纠正不彻底。' };
  await given(officer.client.send('put', `/api/cases/${repair}/decision`, draft));
  const own = await both.client.post(`/api/cases/${repair}/decision/signature`, { version: 1 });
  expect(own).toMatchObject({ status: 409, body: { code: 'credit.same-person' } });
  await given(people.director.client.post(`/api/cases/${repair}/decision/signature`, { version: 1 }));
  expect(await standing(app, repair)).toEqual({ step: null, end_id: 'refused' });
  expect(await file()).toMatchObject([{ state: 'standing', repairCaseId: null }]);
  expect(await toPublic()).toEqual([true, true, true]);
});

test('granted, the entry is public no more, no flag at intake, and the file keeps both with their documents', async () => {
  const again = await given(ask());
  await handIn(again.caseId);
  await given(verb(officer, again.caseId, 'agree', { opinion: '情况属实' }));
  await decided(people, people.director, again.caseId, 'granted', '已经纠正。');
  const letter = await given(officer.client.get(`/api/cases/${again.caseId}/decision`));
  expect(letter.says).toEqual([`申请修复的记录：${number}(2026年11月23日)。`, '自2027年5月23日起停止公开该记录。']);
  expect(await file()).toMatchObject([
    { kind: 'repair', state: 'standing', isPublic: false, says: `修复${number}的记录`, number: letter.number },
    { kind: 'sanction', state: 'repaired', number },
  ]);
  expect(await toPublic()).toEqual([false, false, false]);
  expect(await given(app.anyone.get('/api/open/credit'))).toMatchObject({ total: 0, more: false });
  // The bar is another matter: it lasts as long as it was ordered.
  expect(String((await app.anyone.get(`/spaces/${carrierId}`)).body)).toContain('2029年11月22日');
  const { credit } = await given(officer.client.get(`/api/cases/${again.caseId}`));
  expect(credit).toEqual([]);
  expect(await ask()).toMatchObject({ status: 409, body: { code: 'credit.not-open' } });
});

test('a refusal that is overturned repairs the entry by the document of the appeal', async () => {
  const other = await imposed(people, DEMO_CARRIER_IDS.zhangjiang, [{ ...BAR }]);
  app.clock.set('2027-11-23T01:00:00Z');
  const entry = (await file()).find(({ caseId }: { caseId: string }) => caseId === other);
  const { caseId } = await given(operator.client.post(`/api/credit/${entry.id}/repair`));
  await handIn(caseId);
  await given(verb(officer, caseId, 'agree', { opinion: '情况属实' }));
  await decided(people, people.director, caseId, 'refused');
  const appeal = await appealed(people, caseId);
  await decided(people, people.second, appeal, 'granted', '经复核，已经纠正。');
  const { number: ofAppeal } = await given(officer.client.get(`/api/cases/${appeal}/decision`));
  const rows = await file();
  expect(rows.find(({ id }: { id: string }) => id === entry.id)).toMatchObject({ state: 'repaired' });
  expect(rows.find((one: { caseId: string }) => one.caseId === caseId)).toMatchObject({
    kind: 'repair',
    number: ofAppeal,
  });
});

test('the list counts to the next thousand, and says so', async () => {
  const { total, more } = await given(officer.client.get('/api/credit?size=1'));
  expect({ total, more }).toEqual({ total: 4, more: false });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenPerson } from '../../identity/people/people.given.ts';
import type { Actor } from '../../kernel/actor.ts';
import { caseServices } from '../../main.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { givenCarrier, givenOrganisation, givenRecord } from '../../records/carriers/carrier.fixture.ts';
import { DEMO_ORGANISATION_IDS } from '../../records/demo/demo.ids.ts';
import { insertDemoTeamRecords } from '../../records/demo/demo.teams.ts';
import { setTeamOrganisation, teamOfOrganisation } from '../../records/teams/team.store.ts';
import { territoryIdOf } from '../../records/territories/territory.ts';
import type { TestApp } from '../../test-app.ts';
import { clientOf } from '../../test-client.ts';
import { appWithoutCases, demoPerson, given, type Person, verb } from '../casefile/case.given.ts';
import { addEvidence } from '../forms/form.actions.ts';

const PACK = '430100-changsha/founders-example';
let app: TestApp;
let founder: Person;
let operator: Person;
let officer: Person;
let director: Person;
let teamId: string;
/** The example team of 长沙: a student and a returnee, confirmed. */
beforeAll(async () => {
  app = await appWithoutCases();
  await app.services.database.transact(async (tx) => {
    await insertDemoTeamRecords(tx, app.clock);
    teamId = (await teamOfOrganisation(tx, DEMO_ORGANISATION_IDS.exampleTeam))?.id ?? '';
  });
  [founder, operator, officer, director] = (await Promise.all(
    ['chuangye', 'yunying', 'shi.jingban', 'shi.qianfa'].map((account) => demoPerson(app, account)),
  )) as [Person, Person, Person, Person];
});
afterAll(() => app.close());

const apply = (procedureId: string, who: Person = founder, packId = PACK) =>
  who.client.post(`/api/teams/${teamId}/entitlement-applications`, { packId, procedureId });
const offered = async (procedureId: string) => {
  const { rows } = await given(founder.client.get(`/api/teams/${teamId}/entitlements`));
  return rows
    .flatMap((row: { applications: object[] }) => row.applications)
    .find((one: { procedureId: string }) => one.procedureId === procedureId);
};
async function* pdf() {
  yield Buffer.from('%PDF-1.4\n%%EOF\n');
}

test('the pack says what may be applied for, to whom, with what evidence, how often and for how much', async () => {
  expect(await offered('training')).toMatchObject({
    title: '大学生职业培训补贴',
    cites: '第二条',
    times: 'once',
    by: '市科技局',
    evidence: ['结业证明和缴费凭证'],
    amount: '职业培训补贴，按凭证在100元至3000元之间核定',
    open: null,
    grants: [],
    isHad: false,
  });
});

test('whoever does not meet the conditions is told by which clause; nobody but the founder applies', async () => {
  const refused = await apply('certification');
  expect([refused.status, refused.body.code, refused.body.fields[0].message]).toEqual([
    409,
    'entitlement.not-met',
    '第四条 创始人中有返乡农民工',
  ]);
  expect((await apply('training', operator)).status).toBe(403);
  expect((await apply('training', officer)).status).toBe(403);
});

test('however often one asks at once, one case is opened; its form begins with what the team’s records say', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => apply('training')));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(
    new Set(['case.already-open']),
  );
  const { caseId } = answers.find(({ status }) => status === 200)?.body ?? {};
  const form = await given(founder.client.get(`/api/cases/${caseId}/form`));
  expect(form.answers).toEqual({ founders: '留学归国、大学生', people: 2 });
  expect((await operator.client.get(`/api/cases/${caseId}`)).status).toBe(404);
});

test('the body decides; money is the amount decided, within the document; the founder sees it, once and no more', async () => {
  const { open } = await offered('training');
  const { caseId } = open;
  await app.services.database.transact((tx) =>
    addEvidence(tx, caseServices(app.services), founder.actor, caseId, 'receipt', { name: '凭证.pdf', content: pdf() }),
  );
  const { revision } = await given(founder.client.get(`/api/cases/${caseId}/form`));
  const answers = { course: '财务管理，6月1日至6月5日', contact: '林创业 13900000000', commitment: true };
  const saved = await given(founder.client.patch(`/api/cases/${caseId}/form`, { revision, answers }));
  await given(founder.client.post(`/api/cases/${caseId}/submission`, { revision: saved.revision }));
  const seen = await given(officer.client.get(`/api/cases/${caseId}`));
  expect([seen.team.says, seen.findings.map(({ outcome }: { outcome: string }) => outcome)]).toEqual([
    '职业培训补贴',
    ['met'],
  ]);
  await given(verb(officer, caseId, 'agree', { opinion: '材料齐全' }));

  const draft = (more: object) =>
    officer.client.send('put', `/api/cases/${caseId}/decision`, {
      version: 0,
      outcome: 'granted',
      reasons: '凭证属实。',
      ...more,
    });
  expect((await draft({})).body.fields).toEqual([
    { path: 'fen', code: 'required', message: '请填写核定的数额: 职业培训补贴，按凭证在100元至3000元之间核定' },
  ]);
  expect((await draft({ fen: 300_001 })).body.fields[0].code).toBe('range');
  await given(draft({ fen: 250_000 }));
  await given(director.client.post(`/api/cases/${caseId}/decision/signature`, { version: 1 }));

  const { grants, isHad, open: after } = await offered('training');
  expect([after, isHad]).toEqual([null, true]);
  expect(grants).toMatchObject([
    { amountFen: 250_000, grantedBy: '长沙市科技局', number: '大学生职业培训补贴决〔2026〕1号', caseId },
  ]);
  const again = await apply('training');
  expect([again.status, again.body.code, again.body.fields[0].message]).toEqual([
    409,
    'entitlement.had',
    '只能享受一次：已于2026-11-23以大学生职业培训补贴决〔2026〕1号准予享受',
  ]);
  const mine = await given(founder.client.get('/api/cases'));
  expect(mine.rows.map(({ result }: { result: string }) => result)).toEqual(['granted']);
});

test('the decision can be computed again, on the facts of the team', async () => {
  const { grants } = await offered('training');
  expect(await given(officer.client.get(`/api/cases/${grants[0].caseId}/decision/verification`))).toMatchObject({
    sealHolds: true,
    findingsHold: true,
  });
});

test('however two decisions on one entitlement race, the database keeps one grant in its term', async () => {
  const { grants } = await offered('training');
  const { caseId } = await given(apply('laboratory'));
  const twice = app.services.database.transact((tx) =>
    sqlRows(
      tx,
      `insert into entitlement_grant (id, case_id, team_id, pack_id, pack_hash, procedure_id, says, term, organisation_id, number, granted_on)
       select gen_random_uuid(), $2, team_id, pack_id, pack_hash, procedure_id, says, term, organisation_id, number, granted_on
       from entitlement_grant where case_id = $1`,
      [grants[0].caseId, caseId],
    ),
  );
  await expect(twice).rejects.toThrow(/entitlement_grant_team_id/);
});

test('钦州 二(三)(b), in its time: a laboratory is asked of the bureau of education, found by its name', async () => {
  app.clock.set('2020-05-07T09:00:00+08:00');
  const { database } = app.services;
  const made = await database.transact(async (tx) => {
    const territoryId = territoryIdOf('450702');
    const since = { validFrom: '2019-01-01' };
    const carrier = await givenCarrier(tx, { territoryId, openedOn: '2019-01-01' });
    const team = await givenRecord(tx, carrier.id, 'team', { name: '钦州团队', founderType: 'student' }, since);
    await givenRecord(tx, carrier.id, 'tenancy', { teamId: team.id, desks: 1 }, since);
    const own = await givenOrganisation(tx, { kind: 'team', territoryId, name: '钦州团队', uscc: null });
    await setTeamOrganisation(tx, team.id, own.id);
    return { teamId: team.id, organisationId: own.id };
  });
  const person = await givenPerson(database, {
    name: '钦创业',
    roles: [{ organisationId: made.organisationId, role: 'founder' }],
  });
  const client = clientOf(app, person);
  const of = { packId: '450700-qinzhou/work-plan', procedureId: 'laboratory' };
  const opened = (await client.post(`/api/teams/${made.teamId}/entitlement-applications`, of)).json();
  expect(opened).toHaveProperty('caseId');
  const { caseId } = opened;
  const actor: Actor = { ...founder.actor, personId: person, organisationId: made.organisationId };
  await database.transact((tx) =>
    addEvidence(tx, caseServices(app.services), actor, caseId, 'student-card', { name: '学籍.pdf', content: pdf() }),
  );
  const answers = { laboratory: '材料实验室，测试样品', contact: '钦创业 13900000001', commitment: true };
  const { revision } = (await client.patch(`/api/cases/${caseId}/form`, { revision: 1, answers })).json();
  const submit = async () => (await client.post(`/api/cases/${caseId}/submission`, { revision })).json();
  expect(await submit()).toMatchObject({ code: 'case.body-missing', details: { body: '市教育局' } });
  const bureau = await database.transact((tx) =>
    givenOrganisation(tx, { kind: 'department', territoryId: territoryIdOf('450700'), name: '钦州市教育局' }),
  );
  expect(await submit()).toMatchObject({ step: 'review' });
  const clerk = await givenPerson(database, {
    name: '教育经办',
    roles: [{ organisationId: bureau.id, role: 'officer' }],
  });
  const inbox = (await clientOf(app, clerk).get('/api/tasks')).json();
  expect(inbox.rows.map((row: { caseId: string }) => row.caseId)).toEqual([caseId]);
});

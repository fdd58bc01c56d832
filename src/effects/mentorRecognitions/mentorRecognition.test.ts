import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appWithoutCases, demoPerson, given, type Person, verb } from '../../cases/casefile/case.given.ts';
import { addEvidence } from '../../cases/forms/form.actions.ts';
import { caseServices } from '../../main.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { DEMO_CARRIER_IDS } from '../../records/demo/demo.ids.ts';
import { linkDemoMentor } from '../../records/demo/demo.mentoring.ts';
import type { TestApp } from '../../test-app.ts';
import { clientOf } from '../../test-client.ts';
import { stateOn } from './mentorRecognition.ts';

const PACK = { packId: '320000-jiangsu/work-plan', procedureId: 'mentor-recognition' };
const carrierId = DEMO_CARRIER_IDS.jinling;
let app: TestApp;
let operator: Person;
let city: Person;
let officer: Person;
let director: Person;
let mentors: { mentorId: string; name: string }[];
beforeAll(async () => {
  app = await appWithoutCases();
  await app.services.database.transact((tx) => linkDemoMentor(tx));
  [operator, city, officer, director] = (await Promise.all(
    ['su.yunying', 'su.shi', 'su.sheng', 'su.sheng.qianfa'].map((account) => demoPerson(app, account)),
  )) as [Person, Person, Person, Person];
  mentors = (await given(operator.client.get(`/api/carriers/${carrierId}/mentors`))).rows;
});
afterAll(() => app.close());

const mentorId = (index: number) => mentors[index]?.mentorId ?? '';
const open = (index: number) => operator.client.post('/api/cases', { ...PACK, carrierId, mentorId: mentorId(index) });

/** Filled in with the signed scan, handed in, recommended, examined: it stands in the draft of a notice. */
async function announced(index: number): Promise<string> {
  const { caseId } = await given(open(index));
  const answers = {
    career: '二十年',
    guidance: '五个团队',
    offer: '每年24小时',
    contact: '严运营 025-1',
    commitment: true,
  };
  await app.services.database.transact((tx) =>
    addEvidence(tx, caseServices(app.services), operator.actor, caseId, 'resume', {
      name: '签字件.pdf',
      content: pdf(),
    }),
  );
  const { revision } = await given(operator.client.patch(`/api/cases/${caseId}/form`, { revision: 0, answers }));
  await given(operator.client.post(`/api/cases/${caseId}/submission`, { revision }));
  await given(verb(city, caseId, 'agree', { opinion: '同意推荐' }));
  await given(verb(officer, caseId, 'agree', { opinion: '符合' }));
  return caseId;
}
async function* pdf() {
  yield Buffer.from('%PDF-1.4\n%%EOF\n');
}

async function published(): Promise<{ entries: { name: string }[]; title: string }> {
  const { rows } = await given(officer.client.get('/api/notices?state=draft'));
  const draft = await given(officer.client.get(`/api/notices/${rows[0].id}`));
  const { id, version, title, basis, passed, howToObject } = draft;
  const text = { title, basis, passed, howToObject, attachments: [] };
  const phones = [{ office: '业务处室', phone: '025-00000001' }];
  await given(officer.client.send('put', `/api/notices/${id}`, { ...text, phones, version, plannedOn: null }));
  await given(officer.client.post(`/api/notices/${id}/publication`, { version: version + 1 }));
  return given(app.anyone.get(`/api/public/notices/${id}`));
}

async function recognised(caseId: string): Promise<void> {
  const draft = { version: 0, outcome: 'granted', reasons: '公示期满无异议。' };
  await given(officer.client.send('put', `/api/cases/${caseId}/decision`, draft));
  await given(director.client.post(`/api/cases/${caseId}/decision/signature`, { version: 1 }));
}

describe('江苏 三(五): a mentor is recognised as a case of the pack', () => {
  let caseId: string;

  test('a mentor is named, of one’s own space; two mentors have a case each, one has one at a time', async () => {
    const nobody = await operator.client.post('/api/cases', { ...PACK, carrierId });
    expect([nobody.status, nobody.body.fields[0].path]).toEqual([422, 'mentorId']);
    const [stranger] = await app.services.database.read((tx) =>
      sqlRows<{ id: string }>(tx, 'select id from mentor where carrier_id = $1 limit 1', [DEMO_CARRIER_IDS.xingtu]),
    );
    const foreign = await operator.client.post('/api/cases', { ...PACK, carrierId, mentorId: stranger?.id });
    expect([foreign.status, foreign.body.code]).toEqual([409, 'mentor.not-here']);
    caseId = await announced(0);
    const again = await open(0);
    expect([again.status, again.body.code, again.body.details.case]).toEqual([409, 'case.already-open', caseId]);
    const races = await Promise.all(Array.from({ length: 8 }, () => open(1)));
    expect(races.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('the case shows what the mentor did, the notice names the mentor, and the conditions of the space are not asked', async () => {
    const file = await given(officer.client.get(`/api/cases/${caseId}`));
    expect([file.title, file.mentor.name, file.mentor.sessions, file.findings]).toEqual([
      `${mentors[0]?.name} · 江苏省创业导师认定`,
      mentors[0]?.name,
      0,
      [],
    ]);
    const notice = await published();
    expect(notice.title).toBe('关于2026年拟认定江苏省创业导师名单的公示');
    expect(notice.entries.map(({ name }) => name)).toEqual([mentors[0]?.name]);
    expect(await given(app.anyone.get('/api/public/certificates/verification?number=x'))).toMatchObject({
      found: false,
    });
  });

  test('after the period the decision recognises for three years, with a number and a certificate', async () => {
    app.clock.set('2026-11-27T23:00:00+08:00');
    await app.jobs.runDue();
    expect((await given(officer.client.get(`/api/cases/${caseId}`))).stepId).toBe('notice');
    app.clock.set('2026-11-30T09:00:00+08:00');
    await app.jobs.runDue();
    const { suggestion, says } = await given(director.client.get(`/api/cases/${caseId}/decision`));
    expect(suggestion.reasons).toBe(`${mentors[0]?.name}已辅导0个团队0次，共0小时，公示期满无未决异议。`);
    expect(says).toEqual(['认定为江苏省创业导师，有效期36个月。']);
    await recognised(caseId);
    const { rows, total } = await given(operator.client.get('/api/mentor-recognitions'));
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      mentorName: mentors[0]?.name,
      name: '江苏省创业导师',
      number: '苏创导认〔2026〕0001号',
      grantedBy: '江苏省科学技术厅',
      validFrom: '2026-11-30',
      validTo: '2029-11-29',
      state: 'valid',
    });
    const file = await given(operator.client.get(`/api/cases/${caseId}`));
    expect([file.state, file.endId]).toEqual(['closed', 'recognised']);
    expect(file.papers.map(({ paper }: { paper: string }) => paper)).toContain('mentorCertificate');
    const answer = await app.server.inject({ method: 'GET', url: `/mentors/${rows[0].id}` });
    expect(answer.body).toContain(rows[0].sha256);
    const path = `/api/mentors/${mentorId(0)}/recognitions/${rows[0].id}/certificate`;
    const stranger = await demoPerson(app, 'yunying');
    expect((await stranger.client.get(path)).status).toBe(404);
    const { headers, rawPayload } = await clientOf(app, operator.actor.personId ?? '').get(path);
    expect(headers['content-type']).toBe('application/pdf');
    expect(createHash('sha256').update(rawPayload).digest('hex')).toBe(rows[0].sha256);
  });

  test('the decision can be computed again from what it sealed', async () => {
    expect(await given(officer.client.get(`/api/cases/${caseId}/decision/verification`))).toMatchObject({
      sealHolds: true,
      findingsHold: true,
    });
  });

  test('everyone finds the mentor, and the certificate by its number, its hash or the file', async () => {
    const visit = (url: string) => app.server.inject({ method: 'GET', url, headers: { accept: 'text/html' } });
    expect((await visit('/mentors')).body).toContain('苏创导认〔2026〕0001号');
    expect((await visit('/mentors?state=over')).body).not.toContain('苏创导认〔2026〕0001号');
    const { rows } = await given(operator.client.get('/api/mentor-recognitions'));
    for (const q of ['苏创导认[2026]0001号', rows[0].sha256]) {
      const answer = await visit(`/verify?q=${encodeURIComponent(q)}`);
      expect([answer.statusCode, answer.headers.location]).toEqual([303, `/mentors/${rows[0].id}`]);
    }
  });

  test('one that is recognised is not put forward again until the last 90 days; a renewal begins the day after', async () => {
    const early = await open(0);
    expect([early.status, early.body.code]).toEqual([409, 'mentor.recognised']);
    app.clock.set('2029-09-10T09:00:00+08:00');
    await app.services.database.transact(async (tx) => {
      await sqlRows(tx, `update mentor_agreement set valid_to = null where mentor_id = $1`, [mentorId(0)]);
      await sqlRows(tx, `update mentor set valid_to = null where id = $1`, [mentorId(0)]);
    });
    const renewal = await open(0);
    expect([renewal.status, renewal.body.code]).toEqual([200, undefined]);
  });

  test('the authority revokes by a signed decision with its clause; the certificate and the public list say so', async () => {
    const { rows } = await given(officer.client.get('/api/mentor-recognitions?state=holds'));
    const revoke = (who: Person) =>
      who.client.post(`/api/mentor-recognitions/${rows[0].id}/revocation`, { reason: '出具虚假辅导记录' });
    expect((await revoke(operator)).status).toBe(403);
    const stranger = await demoPerson(app, 'sheng.jingban');
    expect((await revoke(stranger)).status).toBe(404);
    const { caseId: against } = await given(revoke(officer));
    expect((await operator.client.get(`/api/cases/${against}`)).status).toBe(404);
    await given(verb(officer, against, 'agree', { opinion: '核实属实' }));
    await recognised(against);
    const today = app.clock.today();
    const after = (await given(operator.client.get('/api/mentor-recognitions'))).rows[0];
    expect(after).toMatchObject({ state: 'revoked', endedOn: today, endCites: '三(五)', endCaseId: against });
    const file = await given(operator.client.get(`/api/cases/${against}`));
    expect([file.endId, file.papers.map(({ paper }: { paper: string }) => paper)]).toEqual([
      'revoked',
      ['decisionLetter', 'decisionLetter'],
    ]);
    const visit = async (url: string) => (await app.server.inject({ method: 'GET', url })).body;
    const page = await visit(`/mentors/${rows[0].id}`);
    expect([page.includes('已撤销'), page.includes('撤销依据'), page.includes('三(五)')]).toEqual([true, true, true]);
    expect(await visit('/mentors?state=holds')).not.toContain('苏创导认〔2026〕0001号');
    expect(await visit('/mentors?state=over')).toContain('苏创导认〔2026〕0001号');
    expect((await revoke(officer)).body.code).toBe('mentor.not-recognised');
  });

  test('a mentor may resign, once; the certificate says so from that day', async () => {
    const [copied] = await app.services.database.transact((tx) =>
      sqlRows<{ id: string }>(
        tx,
        `insert into mentor_recognition (id, mentor_id, carrier_id, case_id, pack_id, pack_hash, mentor_name, name, number, territory_id,
           organisation_id, valid_from, valid_to, issued_at, file_id, sha256)
         select gen_random_uuid(), $1, r.carrier_id, c.id, r.pack_id, r.pack_hash, r.mentor_name, r.name, r.number || '甲', r.territory_id,
           r.organisation_id, r.valid_from, r.valid_to, r.issued_at, r.file_id, r.sha256
         from mentor_recognition r, case_file c where c.mentor_id = $1 limit 1 returning id`,
        [mentorId(1)],
      ),
    );
    const path = `/api/mentors/${mentorId(1)}/recognitions/${copied?.id}/resignation`;
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => operator.client.post(path, { reason: '本人工作变动' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect((await app.server.inject({ method: 'GET', url: `/mentors/${copied?.id}` })).body).toContain('本人辞任');
  });

  test('a recognition holds from its first to its last day', () => {
    const period = { validFrom: '2026-11-30', validTo: '2029-11-29' };
    expect(['2026-11-29', '2026-11-30', '2029-11-29', '2029-11-30'].map((day) => stateOn(period, day))).toEqual([
      'coming',
      'valid',
      'valid',
      'expired',
    ]);
  });
});

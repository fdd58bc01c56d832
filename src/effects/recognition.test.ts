import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appWithoutCases, given } from '../cases/casefile/case.given.ts';
import { verifyAudit } from '../platform/audit/verify.ts';
import { sqlRows } from '../platform/db/database.ts';
import { readFile } from '../records/files/file.actions.ts';
import type { TestApp } from '../test-app.ts';
import { accepted, type Cast, cast, reviewed, standing, visited } from './recognition.given.ts';

let app: TestApp;
let people: Cast;
let granted: string;
let objected: string;
let noticeId: string;
beforeAll(async () => {
  app = await appWithoutCases();
  people = await cast(app);
});
afterAll(() => app.close());

describe('湖南 第六条, from application to plaque', () => {
  test('after the recommending body and the province agreed, an expert with a past at the applicant is never proposed', async () => {
    granted = await accepted(people, 'xingtu');
    const [expert] = people.experts;
    await given(
      people.officer.client.post(`/api/experts/${expert?.actor.personId}/interests`, {
        kind: 'employer',
        organisationName: '示例星图创业服务 有限公司',
        fromDay: '2016-01-01',
        toDay: '2018-12-31',
      }),
    );
    const proposal = await given(people.officer.client.get(`/api/cases/${granted}/panel/proposal`));
    expect(proposal.chosen).toHaveLength(3);
    const blocked = proposal.others.find(({ eligible }: { eligible: boolean }) => !eligible);
    expect(blocked).toMatchObject({
      personId: expert?.actor.personId,
      because: '应当回避：任职关系',
      conflicts: [
        {
          kind: 'employer',
          path: [
            '专家甲',
            '曾任职于示例星图创业服务 有限公司(2016年1月1日至2018年12月31日)',
            '申报单位：示例星图创业服务有限公司',
          ],
        },
      ],
    });
    // A body below the library's territory keeps nobody away.
    const interest = { kind: 'other', organisationName: '无关单位' };
    const below = await people.city.client.post(`/api/experts/${expert?.actor.personId}/interests`, interest);
    expect(below.status).toBe(404);
    const expertIds = [expert, people.experts[1], people.experts[2]].map((one) => one?.actor.personId);
    const refused = await people.officer.client.send('put', `/api/cases/${granted}/panel`, { expertIds });
    expect(refused).toMatchObject({ status: 409, body: { code: 'review.conflict' } });
    expect((await expert?.client.get(`/api/cases/${granted}`))?.status).toBe(404);
  });

  test('a review shows nothing of the others, not even how many are in, until it is handed in', async () => {
    const [, second, third, fourth] = people.experts;
    const expertIds = [second, third, fourth].map((one) => one?.actor.personId);
    await given(people.officer.client.send('put', `/api/cases/${granted}/panel`, { expertIds }));
    const entry = { revision: 0, score: 92.5, opinion: '服务体系完善', recommendation: 'recommend' };
    await given(second?.client.post(`/api/cases/${granted}/review/submission`, entry) ?? Promise.reject());
    const blind = await given(third?.client.get(`/api/cases/${granted}/review`) ?? Promise.reject());
    expect(blind).toMatchObject({ state: 'assigned', panel: null, score: null });
    expect(JSON.stringify(blind)).not.toContain('92.5');
    // The body that recommended the case learns neither who reviews it nor what was said so far.
    expect((await given(people.city.client.get(`/api/cases/${granted}/panel`))).reviews).toEqual([]);
    expect((await people.city.client.get(`/api/cases/${granted}/panel/proposal`)).status).toBe(403);
    const late = await second?.client.send('put', `/api/cases/${granted}/review`, { ...entry, revision: 1 });
    expect(late).toMatchObject({ status: 409, body: { code: 'review.already-in' } });
    const outside = await people.experts[4]?.client.get(`/api/cases/${granted}/review`);
    expect(outside?.status).toBe(404);
  });

  test('a draft is kept, an incomplete one is not accepted, and recusal puts the next expert in at once', async () => {
    const [, , third, fourth, fifth] = people.experts;
    const draft = { revision: 0, score: 88, opinion: null, recommendation: null };
    expect(
      await given(third?.client.send('put', `/api/cases/${granted}/review`, draft) ?? Promise.reject()),
    ).toMatchObject({
      revision: 1,
    });
    const raced = await third?.client.send('put', `/api/cases/${granted}/review`, draft);
    expect(raced).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const bare = await third?.client.post(`/api/cases/${granted}/review/submission`, { ...draft, revision: 1 });
    expect(bare?.body.fields.map(({ path }: { path: string }) => path)).toEqual(['opinion', 'recommendation']);

    await given(
      fourth?.client.post(`/api/cases/${granted}/review/recusal`, { reason: '与负责人有亲属关系' }) ?? Promise.reject(),
    );
    expect((await fourth?.client.get(`/api/cases/${granted}`))?.status).toBe(404);
    const panel = await given(people.officer.client.get(`/api/cases/${granted}/panel`));
    const seats = panel.reviews.map(({ name, state }: { name: string; state: string }) => `${name} ${state}`);
    expect(seats).toEqual(['专家乙 submitted', '专家丙 assigned', '专家丁 recused', '专家戊 assigned']);

    const full = { score: 88, opinion: '可行', recommendation: 'recommend' };
    await given(
      third?.client.post(`/api/cases/${granted}/review/submission`, { ...full, revision: 1 }) ?? Promise.reject(),
    );
    await given(
      fifth?.client.post(`/api/cases/${granted}/review/submission`, { ...full, revision: 0 }) ?? Promise.reject(),
    );
    expect(await standing(app, granted)).toMatchObject({ step: 'site-visit' });
    expect((await given(people.officer.client.get(`/api/cases/${granted}/panel`))).score).toBe(89.5);
    const shown = JSON.stringify(await given(people.operator.client.get(`/api/cases/${granted}`)));
    for (const secret of ['专家', '89.5', '92.5']) expect(shown.replaceAll('专家评审', '')).not.toContain(secret);
  });

  test('the list is drawn up over sittings, a departure from the rank is explained, and all is released at once', async () => {
    objected = await accepted(people, 'yunshan');
    await reviewed(people, objected, [70, 70, 70]);
    await visited(people, granted);
    await visited(people, objected);
    const { rows } = await given(people.officer.client.get('/api/shortlists'));
    const path = `/api/shortlists/${rows[0].id}`;
    const save = (version: number, lines: object[]) =>
      people.officer.client.send('put', `${path}/lines`, { version, lines });
    await given(save(1, [{ caseId: granted, outcome: 'notListed' }]));
    const early = await people.officer.client.post(`${path}/proposal`, { version: 2 });
    expect(early.body.fields.map(({ path: at }: { path: string }) => at)).toEqual([`lines.${objected}.outcome`]);
    await given(save(2, [{ caseId: objected, outcome: 'listed' }]));
    const bare = await people.officer.client.post(`${path}/proposal`, { version: 3 });
    expect(bare.body.fields.map(({ path: at }: { path: string }) => at)).toEqual([
      `lines.${granted}.exception`,
      `lines.${objected}.exception`,
    ]);
    await given(save(3, [{ caseId: granted, outcome: 'listed' }]));
    await given(people.officer.client.post(`${path}/proposal`, { version: 4 }));
    expect((await people.officer.client.post(`${path}/release`, { version: 5 })).status).toBe(403);
    const list = await given(people.director.client.post(`${path}/release`, { version: 5 }));
    expect(list.lines.map(({ rank, score }: { rank: number; score: number }) => [rank, score])).toEqual([
      [1, 89.5],
      [2, 70],
    ]);
    expect(await standing(app, granted)).toMatchObject({ step: 'public-notice' });
    expect(await standing(app, objected)).toMatchObject({ step: 'public-notice' });
  });

  test('the notice has the elements of a real one; one that goes up late ends late', async () => {
    const { rows } = await given(people.officer.client.get('/api/notices?state=draft'));
    const draft = await given(people.officer.client.get(`/api/notices/${rows[0].id}`));
    const bare = await people.officer.client.post(`/api/notices/${draft.id}/publication`, { version: draft.version });
    expect(bare.body.fields).toEqual([{ path: 'phones', code: 'required', message: '请至少填写一个受理电话' }]);
    const { title, basis, passed, howToObject, attachments } = draft;
    const phones = [{ office: '业务处室', phone: '0731-88888888' }];
    const text = { title, basis, passed, howToObject, attachments, phones };
    const planned = await given(
      people.officer.client.send('put', `/api/notices/${draft.id}`, { ...text, version: 1, plannedOn: '2026-11-24' }),
    );
    expect(planned.plannedLastDay).toBe('2026-11-30');
    expect((await app.anyone.get(`/api/public/notices/${draft.id}`)).status).toBe(404);
    app.clock.set('2026-11-26T15:00:00+08:00');
    noticeId = draft.id;
    const notice = await given(people.officer.client.post(`/api/notices/${noticeId}/publication`, { version: 2 }));
    expect(notice).toMatchObject({
      title: '关于2026年拟认定湖南省众创空间名单的公示',
      indexNumber: '430000/2026-00001',
      firstDay: '2026-11-26',
      lastDay: '2026-12-02',
      endsAt: '2026-12-02T16:00:00.000Z',
      late: true,
      issuer: '湖南省科学技术厅',
    });
    const shown = await given(app.anyone.get(`/api/public/notices/${noticeId}`));
    expect(shown.entries).toHaveLength(2);
    expect(shown.takesObjections).toBe(true);
    expect((await app.anyone.get(`/api/public/notices/${noticeId}/files/pdf`)).headers['content-type']).toBe(
      'application/pdf',
    );
  });

  test('an objection is named and in time, or refused at the field', async () => {
    const lodge = (input: object) => app.anyone.post(`/api/public/notices/${noticeId}/objections`, input);
    const text = '实际入驻团队少于申报数量，本人王小明可以作证。';
    const anonymous = await lodge({ caseId: objected, kind: 'individual', name: '匿名', phone: '1234', text });
    expect(anonymous.status).toBe(422);
    expect(anonymous.body.fields.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
      ['name', 'objection.anonymous'],
      ['phone', 'phone.form'],
    ]);
    const unit = await lodge({
      caseId: objected,
      kind: 'unit',
      name: '王小明',
      unit: '某某有限公司',
      phone: '13812345678',
      text,
    });
    expect(unit.body.fields).toEqual([
      { path: 'seal', code: 'required', message: '单位提出异议的，请上传加盖公章的异议书扫描件' },
    ]);
    const { receipt } = await given(
      people.city.client.post(`/api/public/notices/${noticeId}/objections`, {
        caseId: objected,
        kind: 'individual',
        name: '王小明',
        phone: '13812345678',
        text,
      }),
    );
    expect(receipt).toMatch(/^YY202600001[2-9A-HJ-NP-Z]{4}$/);
    const status = await given(app.anyone.post('/api/public/objections/status', { receipt, phoneLast4: '5678' }));
    expect(status).toMatchObject({ state: 'received', stateLabel: '已收到，正在核查', reply: null });
    expect((await app.anyone.post('/api/public/objections/status', { receipt, phoneLast4: '0000' })).status).toBe(404);
  });

  test('the objector stays unknown: sealed at rest, masked for the officer, nobody else sees it', async () => {
    const { rows } = await given(people.officer.client.get('/api/objections'));
    const path = `/api/objections/${rows[0].id}`;
    expect(await given(people.officer.client.get(path))).toMatchObject({ objector: '王**', phone: '138****5678' });
    expect((await people.city.client.get(path)).status).toBe(404);
    expect((await people.operator.client.get(`${path}/party`)).status).toBe(404);
    const stored = await app.services.database.read((tx) => sqlRows(tx, 'select * from objection'));
    expect(JSON.stringify(stored)).not.toContain('王小明');
    // Nor does the account from which it was sent stand anywhere.
    const { timeline } = await given(people.officer.client.get(`/api/cases/${objected}`));
    const lodged = timeline.filter(({ verb }: { verb: string }) => verb === 'object');
    expect(lodged).toMatchObject([{ person: '公众', organisation: null }]);
    const kept = await app.services.database.read((tx) =>
      sqlRows(
        tx,
        `select person_id, organisation_id from audit_entry where action like 'public.submit post %/objections'`,
      ),
    );
    expect(kept).toContainEqual({ person_id: null, organisation_id: null });
    expect(kept).toHaveLength(1);
    const reading = { what: 'original', reason: '办理异议' };
    expect((await given(people.officer.client.post(`${path}/readings`, reading))).text).toContain('本人王小明');
    const leak = await people.officer.client.send('put', `${path}/redaction`, {
      version: 1,
      text: '本人王 小明可以作证',
    });
    expect(leak).toMatchObject({ status: 422, body: { code: 'objection.names-objector' } });
    await given(
      people.officer.client.send('put', `${path}/redaction`, { version: 1, text: '反映实际入驻团队少于申报数量。' }),
    );
    const view = await given(people.officer.client.get(path));
    expect(view.readings).toMatchObject([{ by: '陈省经办', what: 'original', reason: '办理异议' }]);
  });

  test('the party is heard before the answer; upheld, the objection stops the recognition', async () => {
    const { rows } = await given(people.officer.client.get('/api/objections'));
    const path = `/api/objections/${rows[0].id}`;
    const answer = { result: 'upheld', reasons: '经核查，入驻团队不足10个。', reply: '经核查，您反映的情况属实。' };
    const early = await people.officer.client.post(`${path}/answer`, { version: 2, ...answer });
    expect(early).toMatchObject({ status: 409, body: { code: 'objection.party-not-heard' } });
    await given(people.officer.client.post(`${path}/hearing`, { version: 2, workingDays: 3 }));
    const asked = await given(people.operator.client.get(`${path}/party`));
    expect(asked).toMatchObject({ redacted: '反映实际入驻团队少于申报数量。', dueOn: '2026-12-01' });
    await given(people.operator.client.post(`${path}/statement`, { version: 3, text: '部分团队当期外出参赛。' }));

    // The period runs out meanwhile: who has no objection is clear, who has one waits.
    app.clock.set('2026-12-03T00:00:00+08:00');
    await app.jobs.runDue();
    expect(await standing(app, granted)).toMatchObject({ step: 'decide' });
    expect(await standing(app, objected)).toMatchObject({ step: 'public-notice' });
    await given(people.officer.client.post(`${path}/answer`, { version: 4, ...answer }));
    expect(await standing(app, objected)).toEqual({ step: null, end_id: 'objection-upheld' });
    const shown = await given(app.anyone.get(`/api/public/notices/${noticeId}`));
    expect(shown.entries.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['clear', 'upheld']);
    expect(shown).toMatchObject({ state: 'closed', takesObjections: false });
    const late = await app.anyone.post(`/api/public/notices/${noticeId}/objections`, {
      caseId: granted,
      kind: 'individual',
      name: '王小明',
      phone: '13812345678',
      text: '公示期满之后提出的异议。',
    });
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'notice.not-in-time', message: '公示期已结束，逾期异议不予受理' },
    });
  });

  test('of 200 attempts to sign one decision at once one wins, the others are told why', async () => {
    const path = `/api/cases/${granted}/decision`;
    const { suggestion } = await given(people.officer.client.get(path));
    expect(suggestion.reasons).toContain('专家评审得分89.5');
    const none = await people.director.client.post(`${path}/signature`, { version: 1 });
    expect(none).toMatchObject({ status: 409, body: { code: 'decision.not-drafted' } });
    const draft = { version: 0, outcome: 'granted', reasons: '符合第五条规定的条件。' };
    const inbox = async (state: string) => {
      const { rows } = await given(people.officer.client.get(`/api/tasks?state=${state}&kind=draft&size=200`));
      return rows.filter(({ caseId }: { caseId: string }) => caseId === granted);
    };
    expect(await inbox('open')).toMatchObject([{ stepId: 'decide', kind: 'draft' }]);
    await given(people.officer.client.send('put', path, draft));
    expect(await inbox('open')).toEqual([]);
    expect(await inbox('done')).toMatchObject([{ kind: 'draft', verb: 'draft' }]);
    expect((await people.officer.client.post(`${path}/signature`, { version: 1 })).status).toBe(403);
    const director = await app.as(people.director.actor.personId ?? '', people.director.actor.organisationId ?? '');
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => director.post(`${path}/signature`, { version: 1 })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const others = answers.filter(({ status }) => status !== 200);
    expect(new Set(others.map(({ status, body }) => `${status} ${body.code} ${body.message}`))).toEqual(
      new Set(['409 decision.signed 决定已签发']),
    );
    const count = await app.services.database.read((tx) =>
      sqlRows<{ designations: number; certificates: number }>(
        tx,
        'select (select count(*) from designation) as designations, (select count(*) from certificate) as certificates',
      ),
    );
    expect(count).toEqual([{ designations: 1, certificates: 1 }]);
    expect(await given(people.officer.client.get(path))).toMatchObject({
      number: '湖南省众创空间决〔2026〕1号',
      onDay: '2026-12-03',
    });
    expect(await given(people.officer.client.get(`${path}/verification`))).toMatchObject({
      sealHolds: true,
      findingsHold: true,
      differs: [],
    });
    await expect(
      app.services.database.transact((tx) =>
        sqlRows(tx, `update decision set reasons = '改了' where state = 'signed'`),
      ),
    ).rejects.toThrow('never changed');
  });

  test('the certificate is verified by number, by hash and by the PDF itself', async () => {
    const { rows } = await given(people.operator.client.get('/api/designations'));
    expect(rows).toMatchObject([
      { number: '湘众创认〔2026〕001号', state: 'valid', levelLabel: '省级', validFrom: '2026-12-03' },
    ]);
    const verify = (query: string) => app.anyone.get(`/api/public/certificates/verification?${query}`);
    const byNumber = await given(verify(`number=${encodeURIComponent(rows[0].number)}`));
    expect(byNumber.certificate).toMatchObject({
      holds: true,
      carrier: '示例星图众创空间',
      grantedBy: '湖南省科学技术厅',
    });
    const pdf = await app.services.database.read(async (tx) => {
      const [row] = await sqlRows<{ file_id: string }>(tx, 'select file_id from certificate');
      return readFile(tx, app.services, row?.file_id ?? '');
    });
    const sha256 = createHash('sha256').update(pdf.body).digest('hex');
    expect((await given(verify(`sha256=${sha256}`))).found).toBe(true);
    expect((await given(verify(`sha256=${'0'.repeat(64)}`))).found).toBe(false);
  });

  test('the plaque is handed over and its code leads to what the register says', async () => {
    const path = `/api/cases/${granted}/plaque`;
    const award = { awardedOn: '2026-12-03', awardedBy: '周省签发', receivedBy: '刘运营' };
    const early = await people.officer.client.post(path, { ...award, awardedOn: '2026-12-01' });
    expect(early.body.fields).toEqual([{ path: 'awardedOn', code: 'day.order', message: '授牌日期不能早于决定之日' }]);
    const plaque = await given(people.officer.client.post(path, award));
    expect(plaque.url).toMatch(/^http:\/\/localhost\/p\/[2-9a-z]{12}$/);
    expect(await standing(app, granted)).toEqual({ step: null, end_id: 'recognised' });
    expect(await given(app.anyone.get(`/api/public/plaques/${plaque.token}`))).toMatchObject({
      name: '湖南省众创空间',
      carrier: '示例星图众创空间',
      stateLabel: '有效',
      holds: true,
    });
    expect((await app.anyone.get(`/p/${plaque.token}`)).status).toBe(200);
    const papers = (await given(people.officer.client.get(`/api/cases/${granted}`))).papers;
    const kinds = new Set(papers.map(({ paper }: { paper: string }) => paper));
    expect([...kinds]).toEqual([
      'applicationForm',
      'recommendationLetter',
      'acceptanceNotice',
      'expertOpinion',
      'siteVisitRecord',
      'publicNotice',
      'decisionLetter',
      'certificate',
    ]);
  });

  test('every command left its entry and the chain holds', async () => {
    expect(await app.services.database.read((tx) => verifyAudit(tx))).toMatchObject({ brokenAt: null });
  });
});

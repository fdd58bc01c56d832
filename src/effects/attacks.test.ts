import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appWithoutCases, demoPerson, given, type Person, verb } from '../cases/casefile/case.given.ts';
import { reportProblem } from '../cases/problems/problem.actions.ts';
import { notHeavier } from '../cases/sanctions/sanction.ts';
import { PUBLIC } from '../kernel/actor.ts';
import { sqlRows } from '../platform/db/database.ts';
import { DEMO_CARRIER_IDS } from '../records/demo/demo.ids.ts';
import type { TestApp } from '../test-app.ts';
import { clientOf } from '../test-client.ts';
import { HUNAN, standing } from './recognition.given.ts';
import {
  type Alliance,
  alliance,
  charged,
  decided,
  filed,
  holding,
  imposed,
  SHANGHAI,
  suspected,
} from './sanctions.given.ts';

const { pujiang, zhangjiang, xingtu } = DEMO_CARRIER_IDS;
const HOSTILE = `<script>alert(1)</script>&quot;</w:t><w:br/>\u0001=HYPERLINK("http://x")`;
let app: TestApp;
let people: Alliance;
let operator: Person;
let officer: Person;
/** Of another province. */
let stranger: Person;
let rival: Person;
beforeAll(async () => {
  app = await appWithoutCases();
  people = await alliance(app);
  ({ operator, officer } = people);
  stranger = await demoPerson(app, 'sheng.jingban');
  rival = await demoPerson(app, 'yunying');
  await filed(people, pujiang);
});
afterAll(() => app.close());

const paper = (name: string, content: string | Uint8Array<ArrayBuffer>) => {
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  return form;
};
const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort();

describe('who is not concerned', () => {
  test('opens nothing against a carrier of another territory, by whatever document', async () => {
    const says = '试探';
    for (const [carrierId, packId] of [
      [pujiang, SHANGHAI],
      [pujiang, HUNAN.packId],
    ])
      expect(
        (await stranger.client.post(`/api/carriers/${carrierId}/sanctions`, { packId, source: 'check', says })).status,
      ).toBe(404);
    // One's own carrier, and a document that does not reach it.
    const own = { packId: SHANGHAI, source: 'check', says };
    expect(await stranger.client.post(`/api/carriers/${xingtu}/sanctions`, own)).toMatchObject({
      status: 409,
      body: { code: 'case.not-eligible' },
    });
    for (const person of [operator, rival, await demoPerson(app, 'zhuanjia1')])
      expect((await person.client.post(`/api/carriers/${pujiang}/sanctions`, own)).status).toBe(403);
  });

  test('reads, changes and signs nothing of the case, of its evidence, its appeal and its entries', async () => {
    const caseId = await charged(people, pujiang);
    const { exhibits } = await given(officer.client.get(`/api/cases/${caseId}/sanction`));
    const tries = [
      ['get', ''],
      ['get', '/sanction'],
      ['get', '/exhibits'],
      ['get', '/appeal'],
      ['get', '/decision'],
      ['post', '/statement', { statement: '代为陈述', hearing: false }],
      ['post', '/appeal', {}],
      ['put', '/charge', { version: 1, breaches: [], found: '', consequences: [] }],
      ['post', '/charge/dropping', { reason: '撤案' }],
      ['put', '/hearing', { on: '2026-12-01', at: '09:00', place: '某处' }],
      ['put', '/sanction/order', { version: 1, consequences: [] }],
      ['put', '/decision', { version: 0, outcome: 'refused', reasons: '没有理由' }],
      ['post', '/decision/signature', { version: 1 }],
      ['post', '/exhibits', { says: '伪造的证据', held: true }],
      ['delete', `/exhibits/${exhibits[0].id}`],
      ['post', '/voiding', { reason: '作废' }],
    ] as const;
    for (const person of [stranger, rival, await demoPerson(app, 'sheng.qianfa')])
      for (const [method, path, body] of tries) {
        const { status } = await person.client.send(method, `/api/cases/${caseId}${path}`, body);
        expect([403, 404], `${person.actor.name} ${method} ${path}`).toContain(status);
      }
    // The party itself does none of the body's deeds, and cannot make its case go away.
    for (const [method, path, body] of tries.slice(7)) {
      const { status } = await operator.client.send(method, `/api/cases/${caseId}${path}`, body);
      expect([403, 404, 409], `${method} ${path}`).toContain(status);
    }
    expect(await standing(app, caseId)).toEqual({ step: 'state', end_id: null });
    await given(operator.client.post(`/api/cases/${caseId}/statement`, { statement: '没有意见。', hearing: false }));
    await decided(people, people.director, caseId, 'refused');
  });
});

describe('evidence', () => {
  let caseId: string;
  test('neither side touches the other’s, and what is kept back has no address for the party', async () => {
    caseId = await suspected(people, zhangjiang);
    const add = async (says: string, held: boolean) =>
      (await given(officer.client.post(`/api/cases/${caseId}/exhibits`, { says, held }))).exhibitId;
    const [shown, kept] = [await add('出示的证据', true), await add('不出示的笔录', false)];
    for (const id of [shown, kept])
      await given(officer.client.post(`/api/cases/${caseId}/exhibits/${id}/file`, paper('证据.pdf', '%PDF-1.7\n')));
    const { exhibits, version } = await given(officer.client.get(`/api/cases/${caseId}/sanction`));
    const fileOf = (id: string) => exhibits.find((one: { id: string }) => one.id === id).fileId;
    // Before it is told, the party reads neither.
    for (const id of [shown, kept]) expect((await operator.client.get(`/api/files/${fileOf(id)}`)).status).toBe(404);
    const charge = { breaches: ['false-material'], found: HOSTILE, consequences: [] };
    await given(officer.client.post(`/api/cases/${caseId}/charge/service`, { version, charge }));
    expect((await operator.client.get(`/api/files/${fileOf(shown)}`)).status).toBe(200);
    expect((await operator.client.get(`/api/files/${fileOf(kept)}`)).status).toBe(404);
    const own = `/api/cases/${caseId}/own-exhibits`;
    for (const id of [shown, kept]) {
      expect((await operator.client.send('delete', `${own}/${id}`)).status).toBe(404);
      expect((await operator.client.post(`${own}/${id}/file`, paper('换.pdf', '%PDF-1.7\n'))).status).toBe(404);
    }
    const mine = (await given(operator.client.post(own, { says: '原件' }))).exhibitId;
    expect((await officer.client.send('delete', `/api/cases/${caseId}/exhibits/${mine}`)).status).toBe(409);
    // A second file would replace the first.
    await given(operator.client.post(`${own}/${mine}/file`, paper('原件.pdf', '%PDF-1.7\n')));
    expect((await operator.client.post(`${own}/${mine}/file`, paper('另.pdf', '%PDF-1.7\n'))).status).toBe(404);
  });

  test('what is no paper or picture is refused, whatever it calls itself', async () => {
    const own = `/api/cases/${caseId}/own-exhibits`;
    const { exhibitId } = await given(operator.client.post(own, { says: '附件' }));
    for (const [name, content] of [
      ['页面.html', '<script>alert(1)</script>'],
      ['照片.png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['程序.pdf', 'MZ\u0090\u0000'],
      ['空.pdf', ''],
    ] as const)
      expect((await operator.client.post(`${own}/${exhibitId}/file`, paper(name, content))).status, name).toBe(422);
    const named = await operator.client.post(`${own}/${exhibitId}/file`, paper('../../etc/passwd.pdf', '%PDF-1.7\n'));
    expect(named.status).toBe(200);
    const { exhibits } = await given(operator.client.get(`/api/cases/${caseId}/sanction`));
    const { fileId } = exhibits.find(({ id }: { id: string }) => id === exhibitId);
    const { headers } = await operator.client.get(`/api/files/${fileId}`);
    expect(headers['content-disposition']).toMatch(/^attachment/);
    expect(String(headers['content-disposition'])).not.toContain('..');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('what is written cannot break out of the paper', async () => {
    const { papers } = await given(operator.client.get(`/api/cases/${caseId}`));
    const word = papers.find(({ name }: { name: string }) => name.endsWith('.docx'));
    const { personId, organisationId } = operator.actor;
    const party = clientOf(app, personId ?? '', organisationId ?? undefined);
    const { rawPayload } = await party.get(`/api/files/${word.fileId}`);
    const xml = (await (await JSZip.loadAsync(rawPayload)).file('word/document.xml')?.async('string')) ?? '';
    expect(xml).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(xml).not.toContain('<script>');
    expect(xml).not.toContain('\u0001');
  });
});

describe('twice, at once, and again', () => {
  test('a report leads to one case at a time, however often it is sent', async () => {
    const said = { topic: 'register', says: `入驻协议是伪造的。${HOSTILE}`, name: null, phone: null } as const;
    const about = { carrierId: pujiang, plaqueToken: null, page: null };
    const { receipt } = await app.services.database.transact((tx) =>
      reportProblem(tx, app.services, PUBLIC, { ...about, ...said }, []),
    );
    const [row] = await app.services.database.read((tx) =>
      sqlRows<{ id: string }>(tx, 'select id from problem_report where receipt = $1', [receipt]),
    );
    const open = (carrierId = pujiang) =>
      officer.client.post(`/api/carriers/${carrierId}/sanctions`, {
        packId: SHANGHAI,
        source: 'report',
        says: '涉嫌虚假',
        problemId: row?.id,
      });
    expect((await open(zhangjiang)).body.fields).toMatchObject([{ path: 'problemId', code: 'reference' }]);
    const answers = await Promise.all([open(), open(), open()]);
    expect(statuses(answers)).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('case.already-open');
    const caseId = answers.find(({ status }) => status === 200)?.body.caseId;
    await given(verb(officer, caseId, 'disagree', { opinion: '不属实' }));
    const again = await given(open());
    await given(verb(officer, again.caseId, 'disagree', { opinion: '仍不属实' }));
    // What was reported is shown as text.
    const page = String((await app.anyone.get(`/problems/receipt?receipt=${receipt}`)).body);
    expect(page).not.toContain('<script>alert');
  });

  test('two orders to put right at once: one runs', async () => {
    const holder = DEMO_CARRIER_IDS.xingtu;
    await holding(app, 'xingtu', HUNAN.packId);
    const order = () =>
      stranger.client.post(`/api/carriers/${holder}/rectifications`, { packId: HUNAN.packId, reason: '检查发现问题' });
    const answers = await Promise.all([order(), order(), order()]);
    expect(statuses(answers)).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('case.already-open');
  });

  test('a statement is given once, and an old version changes nothing', async () => {
    const caseId = await charged(people, pujiang);
    const state = () =>
      operator.client.post(`/api/cases/${caseId}/statement`, { statement: '没有意见。', hearing: false });
    expect(statuses(await Promise.all([state(), state(), state()]))).toEqual([200, 409, 409]);
    const order = { version: 1, consequences: [] };
    expect(await officer.client.send('put', `/api/cases/${caseId}/sanction/order`, order)).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    await decided(people, people.director, caseId, 'refused');
    expect((await state()).status).toBe(409);
  });
});

describe('more than was told', () => {
  const told = [
    { effect: 'claimRecovery', months: null, amount: 100 },
    { effect: 'barApplicant', months: 12, amount: null },
  ] as const;
  test('no larger sum, no longer term, none left open and nothing new', () => {
    expect(notHeavier(told, told)).toBe(true);
    expect(notHeavier(told, [{ ...told[0], amount: 99 }])).toBe(true);
    expect(notHeavier(told, [{ ...told[0], amount: 101 }])).toBe(false);
    // A bar without a term would not end by itself.
    expect(notHeavier(told, [{ ...told[1], months: null }])).toBe(false);
    expect(notHeavier(told, [{ ...told[0], amount: null }])).toBe(false);
    expect(notHeavier(told, [{ effect: 'revokeDesignation', months: null, amount: null }])).toBe(false);
  });

  test('fields that nobody asked for are refused, not taken over', async () => {
    const caseId = await suspected(people, pujiang);
    const { version } = await given(officer.client.get(`/api/cases/${caseId}/sanction`));
    const charge = { version, breaches: [], found: '', consequences: [] };
    for (const extra of [
      { ordered: [] },
      { served_at: '2020-01-01' },
      { caseId: zhangjiang },
      { __proto__: null, state: 'closed' },
    ])
      expect(
        (await officer.client.send('put', `/api/cases/${caseId}/charge`, { ...charge, ...extra })).status,
        JSON.stringify(extra),
      ).toBe(422);
    const invented = { ...charge, consequences: [{ effect: 'grantDesignation' }] };
    expect((await officer.client.send('put', `/api/cases/${caseId}/charge`, invented)).status).toBe(422);
    await given(officer.client.post(`/api/cases/${caseId}/charge/dropping`, { reason: '证据不足' }));
  });
});

test('a name that is a formula stays text in what the public downloads', async () => {
  await app.services.database.transact((tx) =>
    sqlRows(tx, `update organisation set name = '=cmd|/c calc!A1' where id = $1`, [operator.actor.organisationId]),
  );
  await imposed(people, pujiang, [{ effect: 'barApplicant', months: null, amount: null }]);
  const text = String((await app.anyone.get('/api/open/credit.csv')).body);
  expect(text).toContain("'=cmd|/c calc!A1");
  expect(text).not.toMatch(/(^|,)=cmd/m);
});

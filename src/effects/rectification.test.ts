import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appWithoutCases, demoPerson, given, type Person, verb } from '../cases/casefile/case.given.ts';
import { missingIn, paperRead } from '../cases/papers/paper.given.ts';
import { sqlRows } from '../platform/db/database.ts';
import { DEMO_CARRIER_IDS } from '../records/demo/demo.ids.ts';
import type { TestApp } from '../test-app.ts';
import { cast, HUNAN, standing } from './recognition.given.ts';
import { holding } from './sanctions.given.ts';

let app: TestApp;
let officer: Person;
let director: Person;
let second: Person;
let operator: Person;
beforeAll(async () => {
  app = await appWithoutCases();
  const people = await cast(app);
  ({ officer, director, operator } = people);
  second = await demoPerson(app, 'sheng.fuhe');
  await holding(app, 'xingtu', HUNAN.packId);
});
afterAll(() => app.close());

const carrierId = DEMO_CARRIER_IDS.xingtu;
const travel = async (moment: string) => {
  app.clock.set(moment);
  await app.jobs.runDue();
};
const rows = <R>(sql: string, values: unknown[] = []) =>
  app.services.database.read((tx) => sqlRows<R & Record<string, unknown>>(tx, sql, values));
const held = async () => (await given(operator.client.get('/api/designations'))).rows[0];

const FINDINGS = [
  { cites: '第五条(二)', says: '公共服务场地不足', must: '公共服务场地补足到规定比例' },
  { cites: '第五条(四)', says: '管理制度缺失', must: '制定入驻和退出制度。' },
];
async function ordered(days: number | null, reason: string | null): Promise<string> {
  const { caseId } = await given(
    officer.client.post(`/api/carriers/${carrierId}/rectifications`, {
      packId: HUNAN.packId,
      reason: '日常考核发现问题',
    }),
  );
  expect((await operator.client.get(`/api/cases/${caseId}`)).status).toBe(404);
  const order = { version: 1, findings: FINDINGS, days, reason };
  await given(officer.client.post(`/api/cases/${caseId}/rectification/issue`, order));
  return caseId;
}
const report = (caseId: string) =>
  operator.client.post(`/api/cases/${caseId}/rectification/report`, {
    report: '已按要求整改',
    answers: [
      { id: 'f1', answer: '新增公共区域100平方米' },
      { id: 'f2', answer: '制度已印发' },
    ],
  });
const judge = (caseId: string, outcome: string, verdicts: readonly string[], more: object = {}) =>
  officer.client.post(`/api/cases/${caseId}/rectification/acceptance`, {
    outcome,
    verdicts: verdicts.map((verdict, index) => ({
      id: `f${index + 1}`,
      verdict,
      opinion: verdict === 'met' ? '' : '仍不足',
    })),
    opinion: '现场查看',
    ...more,
  });

/** 整改成效 of the year, and the cases that a number of it opens to. */
const NONE = { year: 2026, opened: 0, accepted: 0, failed: 0, kept: 0, overturned: 0, open: 0, relapsed: 0 };
const effect = async () => {
  const { rectifications } = await given(officer.client.get('/api/history'));
  return rectifications.find(({ year }: { year: number }) => year === 2026);
};
const effectCases = async (query: string) => {
  const { rows: found } = await given(officer.client.get(`/api/history/rectifications?year=2026&${query}`));
  return found.map(({ caseId, outcome, relapsed }: Record<string, unknown>) => ({ caseId, outcome, relapsed }));
};

describe('湖南 第十五条', () => {
  let accepted: string;
  test('an order needs every finding whole, and a reason for other days than the usual', async () => {
    const { caseId } = await given(
      officer.client.post(`/api/carriers/${carrierId}/rectifications`, { packId: HUNAN.packId, reason: '日常考核' }),
    );
    const findings = [{ cites: '第五条(二)', says: '不足', must: '' }];
    const refused = await officer.client.post(`/api/cases/${caseId}/rectification/issue`, {
      version: 1,
      findings,
      days: 10,
      reason: null,
    });
    expect(refused.body.fields).toEqual([
      { path: 'findings.0.must', code: 'required', message: '请填写' },
      { path: 'reason', code: 'required', message: '期限不是30个工作日的，请写明理由' },
    ]);
    const again = await officer.client.post(`/api/carriers/${carrierId}/rectifications`, {
      packId: HUNAN.packId,
      reason: '再来一次',
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'case.already-open' } });
    await given(
      officer.client.post(`/api/cases/${caseId}/rectification/issue`, {
        version: 1,
        findings: FINDINGS,
        days: 10,
        reason: '问题简单',
      }),
    );
    const view = await given(operator.client.get(`/api/cases/${caseId}/rectification`));
    expect(view).toMatchObject({ dueOn: '2026-12-07', days: 10, daysReason: '问题简单' });
    const page = await given(operator.client.get(`/api/cases/${caseId}`));
    expect(page.papers.map(({ label }: { label: string }) => label)).toEqual(['整改通知书', '整改通知书']);

    await given(report(caseId));
    const wrong = await judge(caseId, 'accepted', ['met', 'unmet']);
    expect(wrong.body.fields[0].message).toBe('有未整改到位的事项，不能通过');
    expect(await effect()).toEqual({ ...NONE, opened: 1, open: 1 });
    await given(judge(caseId, 'accepted', ['met', 'met']));
    expect(await effect()).toEqual({ ...NONE, opened: 1, accepted: 1 });
    accepted = caseId;
    expect(await standing(app, caseId)).toEqual({ step: null, end_id: 'rectified' });
    expect(await rows('select outcome, closed_on from rectification where run_by = $1', [caseId])).toEqual([
      { outcome: 'accepted', closed_on: '2026-11-23' },
    ]);
    expect(await held()).toMatchObject({ state: 'valid' });
  });

  let failed: string;
  test('extended once with a reason; overdue it comes to the officer by itself; failed, the revocation is drafted', async () => {
    failed = await ordered(5, '问题紧急');
    await given(report(failed));
    expect((await judge(failed, 'extended', ['met', 'unmet'])).status).toBe(422);
    await given(judge(failed, 'extended', ['met', 'unmet'], { days: 3, reason: '施工未完' }));
    expect(await standing(app, failed)).toMatchObject({ step: 'rectify' });
    const { dueOn } = await given(operator.client.get(`/api/cases/${failed}/rectification`));
    expect(dueOn).toBe('2026-11-26');
    const extension = await paperRead(app, operator, failed, '整改验收意见');
    expect(
      missingIn(extension, [
        '未全部到位，延长3个工作日，至2026年11月26日。理由：施工未完',
        '签发人',
        officer.actor.name,
      ]),
    ).toEqual([]);
    await travel('2026-11-26T15:59:59Z');
    expect(await standing(app, failed)).toMatchObject({ step: 'rectify' });
    await travel('2026-11-26T16:00:00Z');
    expect(await standing(app, failed)).toMatchObject({ step: 'accept' });
    const twice = await judge(failed, 'extended', ['met', 'unmet'], { days: 3, reason: '再延' });
    expect(twice).toMatchObject({ status: 409, body: { code: 'rectification.extended-once' } });
    await given(judge(failed, 'failed', ['met', 'unmet']));
    const draft = await given(officer.client.get(`/api/cases/${failed}/decision`));
    expect(draft).toMatchObject({ state: 'draft', outcome: 'granted', outcomeLabel: '取消资格', version: 1 });
    expect(draft.reasons).toContain('制定入驻和退出制度');
    expect(await held()).toMatchObject({ state: 'valid' });
  });

  test('the director signs; the designation is revoked with the clause, and the failure is on record', async () => {
    await given(director.client.post(`/api/cases/${failed}/decision/signature`, { version: 1 }));
    // What was accepted did not last a year: the second order came within days.
    expect(await effect()).toEqual({ ...NONE, opened: 2, accepted: 1, failed: 1, relapsed: 1 });
    expect(await effectCases('outcome=failed')).toEqual([{ caseId: failed, outcome: 'failed', relapsed: false }]);
    expect(await effectCases('outcome=accepted')).toEqual([{ caseId: accepted, outcome: 'accepted', relapsed: true }]);
    expect(await effectCases('relapsed=true')).toEqual([{ caseId: accepted, outcome: 'accepted', relapsed: true }]);
    const { id, ...designation } = await held();
    expect(designation).toMatchObject({ state: 'revoked', endedOn: '2026-11-27' });
    const { events } = await given(operator.client.get(`/api/designations/${id}`));
    expect(events.at(-1)).toMatchObject({ toState: 'revoked', cites: '第十五条', caseId: failed });
    const { rows: credit } = await given(operator.client.get('/api/credit'));
    expect(credit).toMatchObject([
      { kind: 'rectificationFailed', cites: '第十五条', publicUntil: '2027-11-27', repairableFrom: '2027-05-27' },
    ]);
    const letter = await paperRead(app, operator, failed);
    expect(
      missingIn(letter, [
        '取消资格。',
        '2.第五条（四）制定入驻和退出制度：未整改到位',
        '取消资格：湖南省众创空间',
        '第十五条 2026年11月27日 重新取得资格之前',
        '15个工作日内，即2026年12月18日前（含当日），通过平台向湖南省科学技术厅申诉（第十六条）',
        director.actor.name,
      ]),
    ).toEqual([]);
  });
});

describe('申诉', () => {
  let failed: string;
  let appeal: string;
  test('the party appeals once and within the term; who signed may not decide it, in the database neither', async () => {
    [{ id: failed = '' } = {}] = await rows<{ id: string }>(`select id from case_file where end_id = 'revoked'`);
    const door = await given(operator.client.get(`/api/cases/${failed}/appeal`));
    expect(door).toMatchObject({ may: true, until: '2026-12-18' });
    expect((await officer.client.post(`/api/cases/${failed}/appeal`)).status).toBe(403);
    const both = await Promise.all([1, 2].map(() => operator.client.post(`/api/cases/${failed}/appeal`)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    appeal = both.find(({ status }) => status === 200)?.body.caseId;
    const answers = { grounds: '制度早已印发，验收时未查看。', asks: '撤销取消资格的决定' };
    const { revision } = await given(operator.client.patch(`/api/cases/${appeal}/form`, { revision: 0, answers }));
    await given(operator.client.post(`/api/cases/${appeal}/submission`, { revision }));
    await given(verb(officer, appeal, 'agree', { opinion: '予以受理' }));
    const draft = { version: 0, outcome: 'granted', reasons: '经复核，制度在验收前已印发。' };
    await given(officer.client.send('put', `/api/cases/${appeal}/decision`, draft));
    const own = await director.client.post(`/api/cases/${appeal}/decision/signature`, { version: 1 });
    expect(own).toMatchObject({ status: 409, body: { code: 'appeal.same-signer' } });
    const forced = app.services.database.transact((tx) =>
      sqlRows(
        tx,
        `update decision set state = 'signed', signed_by = $2, signed_at = now(), number = 'x', on_day = '2026-11-27', seal = 'x',
           assessment_id = (select id from case_assessment limit 1) where case_id = $1`,
        [appeal, director.actor.personId],
      ),
    );
    await expect(forced).rejects.toThrow(/does not decide the appeal/);
  });

  test('upheld, the new decision stands in its place and the register follows; the earlier one stays sealed', async () => {
    await given(second.client.post(`/api/cases/${appeal}/decision/signature`, { version: 1 }));
    expect(await standing(app, appeal)).toEqual({ step: null, end_id: 'overturned' });
    expect(await held()).toMatchObject({ state: 'valid', endedOn: null });
    expect(await effect()).toEqual({ ...NONE, opened: 2, accepted: 1, overturned: 1, relapsed: 1 });
    const { rows: credit } = await given(operator.client.get('/api/credit'));
    expect(credit).toMatchObject([{ kind: 'rectificationFailed', state: 'struck' }]);
    const check = await given(officer.client.get(`/api/cases/${failed}/decision/verification`));
    expect(check).toMatchObject({ sealHolds: true });
    const { superseded, may } = await given(operator.client.get(`/api/cases/${failed}/appeal`));
    expect(superseded.onDay).toBe('2026-11-27');
    expect(may).toBe(false);
    expect((await operator.client.post(`/api/cases/${appeal}/appeal`)).body.code).toBe('appeal.nothing');
  });
});

describe('信用修复和追回', () => {
  test('misuse: the money is claimed, the entry is public until it is repaired, and repair has its time', async () => {
    const { caseId } = await given(
      officer.client.post(`/api/carriers/${carrierId}/sanctions`, {
        packId: HUNAN.packId,
        source: 'check',
        says: '专项审计发现挪用',
        problemId: null,
      }),
    );
    await given(verb(officer, caseId, 'agree', { opinion: '属实' }));
    await given(officer.client.post(`/api/cases/${caseId}/exhibits`, { says: '审计报告', held: true }));
    const charge = {
      version: 1,
      breaches: ['misuse'],
      found: '挪用补助资金30万元。',
      consequences: [{ effect: 'claimRecovery', amount: 30_000_000 }],
    };
    await given(officer.client.send('put', `/api/cases/${caseId}/charge`, charge));
    await given(officer.client.post(`/api/cases/${caseId}/charge/service`, { version: 2 }));
    await given(operator.client.post(`/api/cases/${caseId}/statement`, { statement: '认可。', hearing: false }));
    await given(
      officer.client.send('put', `/api/cases/${caseId}/decision`, {
        version: 0,
        outcome: 'granted',
        reasons: '属实。',
      }),
    );
    await given(director.client.post(`/api/cases/${caseId}/decision/signature`, { version: 1 }));
    const { rows: claims } = await given(operator.client.get('/api/claims'));
    expect(claims).toMatchObject([{ amount: 30_000_000, balance: 30_000_000, cites: '第十六条', cancelledOn: null }]);
    expect(await held()).toMatchObject({ state: 'valid' });

    const { rows: credit } = await given(operator.client.get('/api/credit'));
    const entry = credit.find(({ kind }: { kind: string }) => kind === 'sanction');
    expect(entry).toMatchObject({ says: '追回财政资金30万元(第十六条)', publicUntil: '2027-11-27' });
    const early = await operator.client.post(`/api/credit/${entry.id}/repair`);
    expect(early).toMatchObject({ status: 409, body: { code: 'credit.too-early', details: { from: '2027-05-27' } } });

    await travel('2027-05-27T01:00:00Z');
    const opened = await given(operator.client.post(`/api/credit/${entry.id}/repair`));
    const answers = { corrected: '已归还全部资金', promise: true };
    const { revision } = await given(
      operator.client.patch(`/api/cases/${opened.caseId}/form`, { revision: 0, answers }),
    );
    const bare = await operator.client.post(`/api/cases/${opened.caseId}/submission`, { revision });
    expect(bare.body.fields).toMatchObject([{ path: 'proof' }]);
  });
});

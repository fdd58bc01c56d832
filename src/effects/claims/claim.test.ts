import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoPerson, given, type Person, verb } from '../../cases/casefile/case.given.ts';
import { missingIn, paperRead } from '../../cases/papers/paper.given.ts';
import { SYSTEM } from '../../kernel/actor.ts';
import { fen } from '../../kernel/money.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { DEMO_CARRIER_IDS } from '../../records/demo/demo.ids.ts';
import { post } from '../../records/ledger/ledger.actions.ts';
import type { TestApp } from '../../test-app.ts';
import { cast, HUNAN } from '../recognition.given.ts';
import { claimAccounts } from './claim.ts';

let app: TestApp;
let officer: Person;
let director: Person;
let second: Person;
let operator: Person;
let sanction: string;
let claimId: string;
beforeAll(async () => {
  app = await appWithoutCases();
  ({ officer, director, operator } = await cast(app));
  second = await demoPerson(app, 'sheng.fuhe');
  const opened = await given(
    officer.client.post(`/api/carriers/${DEMO_CARRIER_IDS.xingtu}/sanctions`, {
      packId: HUNAN.packId,
      source: 'check',
      says: '专项审计发现挪用',
    }),
  );
  sanction = opened.caseId;
  await given(verb(officer, sanction, 'agree', { opinion: '属实' }));
  await given(officer.client.post(`/api/cases/${sanction}/exhibits`, { says: '审计报告', held: true }));
  const charge = {
    breaches: ['misuse'],
    found: '挪用补助资金30万元。',
    consequences: [{ effect: 'claimRecovery', amount: 30_000_000 }],
  };
  await given(officer.client.post(`/api/cases/${sanction}/charge/service`, { version: 1, charge }));
  await given(operator.client.post(`/api/cases/${sanction}/statement`, { statement: '认可。', hearing: false }));
  const draft = { version: 0, outcome: 'granted', reasons: '属实。' };
  await given(officer.client.send('put', `/api/cases/${sanction}/decision`, draft));
  await given(director.client.post(`/api/cases/${sanction}/decision/signature`, { version: 1 }));
  [{ id: claimId }] = (await given(operator.client.get('/api/claims'))).rows;
});
afterAll(() => app.close());

const read = (by: Person = operator) =>
  given<{ balance: number; refundable: number; payments: { id: string }[] }>(by.client.get(`/api/claims/${claimId}`));
const pay = (amount: number, voucher: string, onDay = '2026-11-23', by = officer) =>
  by.client.post(`/api/claims/${claimId}/payments`, { amount, voucher, onDay });

test('what was ordered is owed in full; the debtor, its department and the body that ordered it read it, others do not', async () => {
  expect(await read()).toMatchObject({
    amount: 30_000_000,
    balance: 30_000_000,
    cites: '第十六条',
    mine: false,
    payments: [],
  });
  expect(await read(officer)).toMatchObject({ mine: true });
  const letter = await paperRead(app, operator, sanction);
  expect(missingIn(letter, ['挪用补助资金30万元。', '追回财政资金30万元', '2026年11月23日 缴清之日'])).toEqual([]);
  expect((await (await demoPerson(app, 'shi.jingban')).client.get(`/api/claims/${claimId}`)).status).toBe(200);
  for (const account of ['yunying2', 'hu.lianmeng']) {
    const other = await demoPerson(app, account);
    expect((await other.client.get(`/api/claims/${claimId}`)).status).toBe(404);
    expect((await given(other.client.get('/api/claims'))).rows).toEqual([]);
  }
});

test('the body enters what is paid in parts, each voucher once; nobody else does', async () => {
  await given(pay(10_000_001, '湘缴2026-001'));
  expect(await read()).toMatchObject({ balance: 19_999_999 });
  expect(await pay(5, '湘缴2026-001')).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'voucher', code: 'duplicate' }] },
  });
  expect(await pay(5, '湘缴2026-002', '2026-11-24')).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'onDay', code: 'day.future' }] },
  });
  expect(await pay(5, '湘缴2026-002', '2026-11-22')).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'onDay', code: 'day.order' }] },
  });
  expect((await pay(0, '湘缴2026-002')).status).toBe(422);
  expect((await pay(5, '湘缴2026-002', '2026-11-23', operator)).status).toBe(403);
  expect((await pay(5, '湘缴2026-002', '2026-11-23', await demoPerson(app, 'shi.jingban'))).status).toBe(404);
  expect((await pay(5, '湘缴2026-002', '2026-11-23', await demoPerson(app, 'hu.lianmeng'))).status).toBe(404);
});

test('never more than is owed: at once by many, and in the database where nobody asks', async () => {
  expect(await pay(20_000_000, '湘缴2026-003')).toMatchObject({
    status: 409,
    body: { code: 'claim.over', fields: [{ path: 'amount' }] },
  });
  // Four at once, of which two fit.
  const answers = await Promise.all([1, 2, 3, 4].map((n) => pay(8_000_000, `湘缴2026-1${n}`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
  expect(await read()).toMatchObject({ balance: 3_999_999 });
  const [row] = await app.services.database.read((tx) =>
    sqlRows<{ body: string }>(tx, 'select ordered_by as body from recovery_claim where id = $1', [claimId]),
  );
  const { claim, treasury } = claimAccounts(claimId, row?.body ?? '');
  const past = (amount: number) =>
    app.services.database.transact((tx) =>
      post(
        tx,
        { actor: SYSTEM, clock: app.services.clock },
        {
          kind: 'raw',
          on: '2026-11-23',
          says: 'x',
          subject: { kind: 'claim', id: claimId },
          entries: [
            { account: treasury, fen: fen(amount) },
            { account: claim, fen: fen(-amount) },
          ],
        },
      ),
    );
  const raced = await Promise.allSettled([past(3_000_000), past(3_000_000), past(3_000_000)]);
  expect(raced.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(await read()).toMatchObject({ balance: 999_999 });
});

test('a mistake is reversed once, stays in sight, and its voucher may be entered again', async () => {
  const { payments } = await read();
  const [first] = payments;
  const reverse = () =>
    officer.client.post(`/api/claims/${claimId}/payments/${first?.id}/reversal`, { reason: '金额录错' });
  const both = await Promise.all([reverse(), reverse()]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await read()).toMatchObject({ balance: 11_000_000 });
  await given(pay(10_000_000, '湘缴2026-001'));
  const { balance, payments: after } = await read();
  expect(balance).toBe(1_000_000);
  expect(after.filter((one) => (one as unknown as { voucher: string }).voucher === '湘缴2026-001')).toMatchObject([
    { amount: 10_000_001, reversedOn: '2026-11-23', reversedFor: '金额录错', recordedBy: '陈省经办' },
    { amount: 10_000_000, reversedOn: null },
  ]);
});

test('overturned, nothing is owed and what was paid is given back, in parts and never more', async () => {
  const { caseId } = await given(operator.client.post(`/api/cases/${sanction}/appeal`));
  const answers = { grounds: '资金用途经批准。', asks: '撤销' };
  const { revision } = await given(operator.client.patch(`/api/cases/${caseId}/form`, { revision: 0, answers }));
  await given(operator.client.post(`/api/cases/${caseId}/submission`, { revision }));
  await given(verb(officer, caseId, 'agree', { opinion: '受理' }));
  const draft = { version: 0, outcome: 'granted', reasons: '资金用途已经批准。' };
  await given(officer.client.send('put', `/api/cases/${caseId}/decision`, draft));
  await given(second.client.post(`/api/cases/${caseId}/decision/signature`, { version: 1 }));
  // 26 000 000 by vouchers, and the 3 000 000 that went past them.
  expect(await read()).toMatchObject({ balance: 0, refundable: 29_000_000, cancelledOn: '2026-11-23' });
  const { payments } = await read();
  const late = await officer.client.post(`/api/claims/${claimId}/payments/${payments.at(-1)?.id}/reversal`, {
    reason: '录错',
  });
  expect(late).toMatchObject({ status: 409, body: { code: 'claim.cancelled' } });
  await given(pay(9_000_000, '湘退2026-001'));
  expect((await pay(20_000_001, '湘退2026-002')).body.code).toBe('claim.over');
  await given(pay(20_000_000, '湘退2026-002'));
  expect(await read()).toMatchObject({ balance: 0, refundable: 0 });
  const [books] = await app.services.database.read((tx) =>
    sqlRows<{ sum: number }>(
      tx,
      `select sum(balance_fen)::bigint as sum from ledger_account where code ~ '^(claim|refund|recovered|treasury):'`,
    ),
  );
  expect(books).toEqual({ sum: 0 });
});

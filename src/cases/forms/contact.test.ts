import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlRows } from '../../platform/db/database.ts';
import type { TestApp } from '../../test-app.ts';
import { appWithoutCases, demoPerson, FILING, given, type Person } from '../casefile/case.given.ts';

let app: TestApp;
let operator: Person;
let caseId: string;
beforeAll(async () => {
  app = await appWithoutCases();
  operator = await demoPerson(app, 'hu.yunying');
  ({ caseId } = await given(operator.client.post('/api/cases', FILING)));
});
afterAll(() => app.close());

const save = (revision: number, contact: string | null) =>
  operator.client.patch(`/api/cases/${caseId}/form`, { revision, answers: { contact } });
const stored = () =>
  app.services.database.read((tx) =>
    sqlRows<{ text: string }>(
      tx,
      `select value::text as text from case_answer where case_id = $1
       union all select concat(before::text, after::text) from case_answer_history where case_id = $1
       union all select body from audit_entry`,
      [caseId],
    ),
  );

test('a contact is kept sealed, also in the history and in the audit, and shown masked', async () => {
  expect((await given(save(0, '徐运营 021-61234567 xu@example.com'))).answers).toEqual({
    contact: '徐运营 021*****4567 xu@*******.com',
  });
  await given(save(1, '徐运营 13812345678'));
  for (const { text } of await stored()) expect(text).not.toMatch(/61234567|13812345678|xu@example/);
  const form = await given(operator.client.get(`/api/cases/${caseId}/form`));
  expect(form.answers.contact).toBe('徐运营 138****5678');
  const { rows } = await given(operator.client.get(`/api/cases/${caseId}/form/history`));
  expect(rows.map(({ before, after }: { before: string | null; after: string }) => [before, after])).toEqual([
    ['徐运营 021*****4567 xu@*******.com', '徐运营 138****5678'],
    [null, '徐运营 021*****4567 xu@*******.com'],
  ]);
});

test('what was not written anew is not changed: neither the masked text nor the same contact', async () => {
  expect((await given(save(2, '徐运营 138****5678'))).revision).toBe(2);
  expect((await given(save(2, '徐运营 13812345678'))).revision).toBe(2);
});

test('it is read in the clear for a reason, which stays in the audit', async () => {
  const read = (reason: string) =>
    operator.client.post(`/api/cases/${caseId}/form/contact`, { field: 'contact', reason });
  expect((await read('')).status).toBe(422);
  expect(await given(read('核对联系人'))).toEqual({ value: '徐运营 13812345678' });
  const [entry] = await app.services.database.read((tx) =>
    sqlRows<{ person_id: string; changes: unknown }>(
      tx,
      "select person_id, body::jsonb -> 'changes' as changes from audit_entry order by seq desc limit 1",
    ),
  );
  expect(entry).toEqual({
    person_id: operator.actor.personId,
    changes: [{ kind: 'case', id: caseId, after: { unmasked: ['contact'], reason: '核对联系人' } }],
  });
  const other = await demoPerson(app, 'yunying');
  const refused = await other.client.post(`/api/cases/${caseId}/form/contact`, { field: 'contact', reason: '好奇' });
  expect(refused.status).toBe(404);
});

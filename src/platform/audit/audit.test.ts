import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PUBLIC, SYSTEM } from '../../kernel/actor.ts';
import { testDatabase } from '../../test-app.ts';
import type { Database } from '../db/database.ts';
import { verifyCommand } from './audit.cli.ts';
import { appendAuditEntry, recordChange } from './audit.ts';
import { verifyAudit } from './verify.ts';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ database, drop } = await testDatabase());
});
afterAll(() => drop());

const sql = (text: string) => database.pool.query(text);

/** Whoever owns the database can switch the guard off; the chain is there for him. */
async function behindTheGuard(text: string): Promise<void> {
  await sql('alter table audit_entry disable trigger audit_entry_is_append_only');
  await sql(text);
  await sql('alter table audit_entry enable trigger audit_entry_is_append_only');
}

beforeEach(async () => {
  await behindTheGuard('delete from audit_entry');
  await sql("update audit_head set seq = 0, hash = repeat('0', 64)");
  for (const action of ['case.open', 'case.submit', 'case.sign', 'case.publish', 'case.close']) {
    await database.transact(async (tx) => {
      recordChange(tx, { kind: 'case', id: '42', before: { amount: 100 }, after: { amount: 200 } });
      await appendAuditEntry(tx, { ...PUBLIC, name: '李四', address: '10.0.0.1' }, action, '2026-11-23T01:00:00Z');
    });
  }
});

const verdict = () => database.read(verifyAudit);

test('a whole chain holds', async () => {
  expect(await verdict()).toEqual({ entries: 5, brokenAt: null, reason: null });
});

test('the database refuses to change or remove an entry', async () => {
  await expect(sql('delete from audit_entry where seq = 3')).rejects.toThrow('never changed or removed');
  await expect(sql("update audit_entry set action = 'x' where seq = 3")).rejects.toThrow('never changed or removed');
});

test.each([
  ['a changed body', "update audit_entry set body = replace(body, '200', '900') where seq = 3", '第 3 条与链不符'],
  [
    'a changed search column',
    "update audit_entry set action = 'case.read' where seq = 3",
    '第 3 条的检索字段与正文不符',
  ],
  ['another time', "update audit_entry set at = at - interval '1 day' where seq = 3", '第 3 条的检索字段与正文不符'],
  ['a removed entry', 'delete from audit_entry where seq = 3', '缺少第 3 条'],
])('%s is found behind a disabled trigger', async (_, tampering, reason) => {
  await behindTheGuard(tampering);
  expect(await verdict()).toEqual({ entries: 2, brokenAt: 3, reason });
});

test('a moment in the last half microsecond of a millisecond is the same in the body and in the column', async () => {
  const at = '2026-11-23T01:00:00.925999999Z';
  await database.transact((tx) => appendAuditEntry(tx, SYSTEM, 'case.urge', at));
  expect(await verdict()).toEqual({ entries: 6, brokenAt: null, reason: null });
});

test('an entry re-hashed by itself breaks the next one', async () => {
  await behindTheGuard(`
    update audit_entry a set body = replace(body, '200', '900'),
      hash = encode(sha256(convert_to((select hash from audit_entry where seq = 2) || replace(body, '200', '900'), 'UTF8')), 'hex')
    where seq = 3`);
  expect(await verdict()).toMatchObject({ entries: 3, brokenAt: 4 });
});

test('a deleted tail is found', async () => {
  await behindTheGuard('delete from audit_entry where seq > 3');
  expect(await verdict()).toEqual({ entries: 3, brokenAt: 4, reason: '链尾与记录不符，末尾可能被删除' });
});

test('the command prints the count or the first broken entry, and its exit code says which', async () => {
  const lines: string[] = [];
  const output = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) };
  expect(await verifyCommand(database, output)).toBe(0);
  await behindTheGuard('delete from audit_entry where seq > 3');
  expect(await verifyCommand(database, output)).toBe(1);
  expect(lines).toEqual([
    '审计日志完整: 条数 5',
    '审计日志已损坏: 完好条数 3，第一处损坏在第 4 条(链尾与记录不符，末尾可能被删除)',
  ]);
});

test('entries written at the same moment are gapless and chained', async () => {
  await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      database.transact((tx) => appendAuditEntry(tx, SYSTEM, `job.${i}`, '2026-11-23T02:00:00Z')),
    ),
  );
  expect(await verdict()).toEqual({ entries: 35, brokenAt: null, reason: null });
});

test('entries that are added while the chain is verified break nothing', async () => {
  const added = Promise.all(
    Array.from({ length: 60 }, () =>
      database.transact((tx) => appendAuditEntry(tx, SYSTEM, 'case.urge', '2026-11-23T01:00:00Z')),
    ),
  );
  for (let turn = 0; turn < 20; turn++) expect(await verdict()).toMatchObject({ brokenAt: null });
  await added;
  expect(await verdict()).toEqual({ entries: 65, brokenAt: null, reason: null });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { travellingClock } from '../../kernel/clock.ts';
import { testDatabase } from '../../test-app.ts';
import { verifyAudit } from '../audit/verify.ts';
import { sqlRows } from '../db/database.ts';
import { dropJob, enqueue, type Job, JobRunner } from './jobs.ts';

let fixture: Awaited<ReturnType<typeof testDatabase>>;
const clock = travellingClock('2026-11-23T09:00:00+08:00');
const ran: string[] = [];
const faults: string[] = [];
let failOnce = true;

beforeAll(async () => {
  fixture = await testDatabase();
});
afterAll(() => fixture.drop());

function runner(): JobRunner {
  const remember = async (_: unknown, job: Job) => {
    ran.push(String(job.payload.name));
  };
  const failing = async () => {
    if (failOnce) {
      failOnce = false;
      throw new Error('first try fails');
    }
    ran.push('retried');
  };
  const handlers = new Map([
    ['remember', remember],
    ['failing', failing],
  ]);
  return new JobRunner(fixture.database, clock, handlers, (job) => faults.push(job.kind));
}

test('a timer runs once when its moment has come, also when the process was away at that moment', async () => {
  await fixture.database.transact((tx) =>
    enqueue(tx, clock, { kind: 'remember', payload: { name: 'tomorrow' }, dueAt: '2026-11-24T09:00:00+08:00' }),
  );
  expect(await runner().runDue()).toBe(0);
  clock.set('2026-11-27T09:00:00+08:00');
  expect(await runner().runDue()).toBe(1);
  expect(await runner().runDue()).toBe(0);
  expect(ran).toEqual(['tomorrow']);
});

test('work asked for in a transaction that fails is not owed', async () => {
  await expect(
    fixture.database.transact(async (tx) => {
      await enqueue(tx, clock, { kind: 'remember', payload: { name: 'never' }, dueAt: clock.now().toString() });
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  expect(await runner().runDue()).toBe(0);
});

test('a key moves the waiting timer instead of adding a second, and drops it', async () => {
  const at = (dueAt: string) =>
    fixture.database.transact((tx) =>
      enqueue(tx, clock, { kind: 'remember', payload: { name: 'keyed' }, dueAt, key: 'k' }),
    );
  await at('2026-12-01T09:00:00+08:00');
  await at('2026-12-02T09:00:00+08:00');
  const waiting = await fixture.database.read((tx) =>
    sqlRows<{ due_at: string }>(tx, "select due_at from job where key = 'k'"),
  );
  expect(waiting).toEqual([{ due_at: '2026-12-02T01:00:00.000Z' }]);
  await fixture.database.transact((tx) => dropJob(tx, clock, 'remember', 'k'));
  clock.set('2026-12-03T09:00:00+08:00');
  expect(await runner().runDue()).toBe(0);
});

test('a job that fails keeps its error, waits, and is tried again', async () => {
  await fixture.database.transact((tx) =>
    enqueue(tx, clock, { kind: 'failing', payload: {}, dueAt: clock.now().toString() }),
  );
  await runner().runDue();
  expect(faults).toEqual(['failing']);
  const [row] = await fixture.database.read((tx) =>
    sqlRows<{ attempts: number; last_error: string }>(
      tx,
      "select attempts, last_error from job where kind = 'failing'",
    ),
  );
  expect(row).toEqual({ attempts: 1, last_error: 'first try fails' });
  clock.advance({ seconds: 2 });
  await runner().runDue();
  expect(ran.at(-1)).toBe('retried');
});

test('every job left one entry and the chain holds; a changed entry is found', async () => {
  const verdict = await fixture.database.read(verifyAudit);
  expect(verdict).toEqual({ entries: 2, brokenAt: null, reason: null });
  await expect(fixture.database.pool.query("update audit_entry set action = 'x' where seq = 1")).rejects.toThrow(
    'never changed',
  );
  await fixture.database.pool.query('alter table audit_entry disable trigger audit_entry_is_append_only');
  await fixture.database.pool.query("update audit_entry set body = replace(body, 'job', 'jab') where seq = 1");
  expect((await fixture.database.read(verifyAudit)).brokenAt).toBe(1);
});

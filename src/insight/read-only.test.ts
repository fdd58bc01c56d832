import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { mountRoutes, readOnly, route, type SubjectLoaders } from '../identity/route.ts';
import { authenticate } from '../identity/sessions/authenticate.ts';
import { sqlRows, type Tx } from '../platform/db/database.ts';
import { createServer } from '../platform/http/server.ts';
import { type TestApp, testApp } from '../test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const WRITE = "insert into setting (name, value) values ('written', 'true'::jsonb)";
const readingOnly = (...texts: string[]) =>
  app.services.database.readOnly(async (tx: Tx) => {
    let last: object[] = [];
    for (const text of texts) last = await sqlRows<object>(tx, text);
    return last;
  });

test('insight reads as a role that may only select, in a transaction that may only read', async () => {
  expect(await readingOnly('select current_user as role')).toEqual([{ role: 'zhongchuang_reader' }]);
  await expect(readingOnly(WRITE)).rejects.toMatchObject({ code: '25006' });
  await expect(readingOnly('set transaction read write', WRITE)).rejects.toMatchObject({ code: '42501' });
});

test('the role alone would refuse the write too', async () => {
  const asReader = app.services.database.transact(async (tx) => {
    await sqlRows(tx, 'set local role zhongchuang_reader');
    await sqlRows(tx, WRITE);
  });
  await expect(asReader).rejects.toMatchObject({ code: '42501' });
});

test('the connection is our own again afterwards', async () => {
  const [row] = await app.services.database.read((tx) =>
    sqlRows<{ role: string }>(tx, "select current_user as role, current_setting('transaction_read_only') as mode"),
  );
  expect(row?.role).not.toBe('zhongchuang_reader');
});

test('a route of insight that wrote would fail, and nothing would be written', async () => {
  const server = await createServer(app.services);
  const slip = route({
    method: 'get',
    path: '/slip',
    permission: 'public.read',
    summary: '误写',
    tag: '门户',
    input: z.object({}),
    output: z.object({}),
    handle: async ({ tx }) => {
      await sqlRows(tx, WRITE);
      return {};
    },
  });
  mountRoutes(server, app.services, readOnly([slip]), {} as SubjectLoaders, authenticate(app.services));
  expect((await server.inject({ url: '/slip' })).statusCode).toBe(500);
  const rows = await app.services.database.read((tx) => sqlRows(tx, "select 1 from setting where name = 'written'"));
  expect(rows).toEqual([]);
  await server.close();
});

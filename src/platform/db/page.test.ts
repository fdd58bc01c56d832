import { expect, test } from 'vitest';
import { testDatabase } from '../../test-app.ts';
import { countRows } from './page.ts';

test('a list counts to the next thousand after the page, and says when there are more', async () => {
  const { database, drop } = await testDatabase();
  const rows = (n: number) => `from generate_series(1, ${n}) i where i > $1`;
  const counted = (n: number, asked: { page: number; size: number; count?: 'exact' }) =>
    database.read((tx) => countRows(tx, rows(n), [0], asked));
  const first = { page: 1, size: 50 };

  expect(await counted(0, first)).toEqual({ total: 0, more: false });
  expect(await counted(1000, first)).toEqual({ total: 1000, more: false });
  expect(await counted(1001, first)).toEqual({ total: 1000, more: true });
  expect(await counted(1001, { page: 20, size: 50 })).toEqual({ total: 1000, more: true });
  expect(await counted(1001, { page: 21, size: 50 })).toEqual({ total: 1001, more: false });
  expect(await counted(2500, { page: 21, size: 50 })).toEqual({ total: 2000, more: true });
  expect(await counted(2500, { ...first, count: 'exact' })).toEqual({ total: 2500, more: false });
  await drop();
});

import { sqlRows, type Tx } from '../../platform/db/database.ts';

const NAME = 'demo.clock.offset';

/** Milliseconds by which the demo runs ahead of the real clock. */
export async function readOffset(tx: Tx): Promise<number> {
  const [row] = await sqlRows<{ value: number }>(tx, 'select value from setting where name = $1', [NAME]);
  return row?.value ?? 0;
}

export async function saveOffset(tx: Tx, milliseconds: number): Promise<void> {
  await sqlRows(
    tx,
    'insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
    [NAME, JSON.stringify(milliseconds)],
  );
}

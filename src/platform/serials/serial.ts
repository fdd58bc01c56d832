import { sqlRows, type Tx } from '../db/database.ts';

/** The next number under a name: 1, 2, 3 ... without gaps, because it is given in the caller's transaction. */
export async function nextSerial(tx: Tx, name: string): Promise<number> {
  const [row] = await sqlRows<{ last: number }>(
    tx,
    `insert into serial (name, last) values ($1, 1)
     on conflict (name) do update set last = serial.last + 1 returning last`,
    [name],
  );
  return row?.last ?? 1;
}

/** Fills `{year}`, `{serial}` and `{serial:4}` (padded to four digits) in. */
export function numberFrom(template: string, year: number, serial: number): string {
  return template
    .replaceAll('{year}', String(year))
    .replace(/\{serial(?::(\d))?\}/g, (_, digits?: string) => String(serial).padStart(Number(digits ?? 1), '0'));
}

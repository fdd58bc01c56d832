import { sqlRows, type Tx } from './database.ts';

/** A list counts to the next thousand after the page that is asked for: its cost follows what is asked, not what is stored. */
const COUNTED = 1000;

export interface Paged {
  readonly page: number;
  readonly size: number;
  readonly count?: 'exact' | undefined;
}
/** `more`: the list holds more than `total`, and they were not counted. */
export interface Total {
  readonly total: number;
  readonly more: boolean;
}

const countedTo = ({ page, size }: Paged) => Math.ceil((page * size) / COUNTED) * COUNTED;

/** What to bind as `limit` in `countSql`; null counts all. */
export const countLimit = (asked: Paged): number | null => (asked.count === 'exact' ? null : countedTo(asked) + 1);

/** A scalar that counts `from … where …` up to a bound parameter. */
export const countSql = (from: string, limit: string): string =>
  `(select count(*) from (select 1 ${from} limit ${limit}::bigint) counted)`;

export function totalOf(counted: number, asked: Paged): Total {
  const most = countLimit(asked) === null ? Number.POSITIVE_INFINITY : countedTo(asked);
  return { total: Math.min(counted, most), more: counted > most };
}

/** The total of a list whose rows are asked for by a query of their own. */
export async function countRows(tx: Tx, from: string, values: readonly unknown[], asked: Paged): Promise<Total> {
  const [row] = await sqlRows<{ counted: number }>(tx, `select ${countSql(from, `$${values.length + 1}`)} as counted`, [
    ...values,
    countLimit(asked),
  ]);
  return totalOf(row?.counted ?? 0, asked);
}

import type { Day } from '../kernel/day.ts';
import type { FactValue, FactValues } from '../kernel/fact.ts';
import { sqlRows, type Tx } from '../platform/db/database.ts';
import { DERIVATIONS, RATIOS } from './derivations.ts';
import { completeOn, derivationsOf, known, quotient, withParts } from './fact-sheet.ts';
import type { FactKey } from './vocabulary.ts';

/**
 * As the fact sheets of many carriers say it, the values alone, for judging a population: four queries, each fact
 * counted for all of them at once.
 *
 * @param carrierIds each once
 */
export async function factValuesOf(
  tx: Tx,
  carrierIds: readonly string[],
  on: Day,
  keys: readonly FactKey[],
): Promise<Map<string, FactValues>> {
  const ids = [...carrierIds];
  const isFew = ids.length <= FEW;
  const columns = columnsFor(tx, ids, isFew);
  const asked = (owner: string) => (isFew ? `${owner} = any($1::uuid[])` : '$1::int is not null');
  const wanted = withParts(keys);
  const derivations = derivationsOf(wanted, DERIVATIONS);
  const counted = await columns<FactValue | null>(
    derivations.map(
      ({ key, derivation }) => `select '${key}' as key, json_agg(x.owner) as owners, json_agg(x.value) as cells,
        json_agg(x.owner) filter (where x.holes) as holes from (${derivation.sql}) x where ${asked('x.owner')}`,
    ),
    [on],
  );
  const books = await columns<Day>([
    `select kind as key, json_agg(carrier_id) as owners, json_agg(complete_from) as cells, null::json as holes
     from record_book where ${asked('carrier_id')} group by kind`,
  ]);
  const [opened] = (
    await columns<Day | null>([
      `select '' as key, json_agg(id) as owners, json_agg(opened_on) as cells, null::json as holes
       from carrier where ${asked('id')}`,
    ])
  ).values();
  const declared = await columns<FactValue>(
    [
      `select key, json_agg(carrier_id) as owners, json_agg(value) as cells, null::json as holes from declared_fact
       where ${asked('carrier_id')} and valid_from <= $2 and (valid_to is null or valid_to >= $2) group by key`,
    ],
    [on],
  );

  const values = new Map<FactKey, readonly (FactValue | undefined)[]>();
  for (const { key, derivation } of derivations) {
    const column = counted.get(key);
    const book = books.get(derivation.book ?? '');
    const isComplete = completeOn(derivation, on);
    const valueAt = (_: string, at: number) => {
      const value = column?.cells[at];
      const completeFrom = book?.cells[at];
      return known(
        key,
        derivation,
        value === undefined ? undefined : { value, holes: column?.holes[at] ?? false },
        isComplete(completeFrom === undefined ? undefined : { completeFrom, openedOn: opened?.cells[at] ?? null }),
      );
    };
    values.set(key, ids.map(valueAt));
  }
  for (const [key, [part, whole]] of Object.entries(RATIOS)) {
    if (wanted.has(key as FactKey))
      values.set(
        key as FactKey,
        ids.map((_, at) => quotient(values.get(part)?.[at], values.get(whole)?.[at])),
      );
  }
  const settled = (key: FactKey, at: number) => values.get(key)?.[at] ?? declared.get(key)?.cells[at];
  return new Map(ids.map((id, at) => [id, Object.fromEntries(keys.map((key) => [key, settled(key, at)]))]));
}

/** Of more than these every carrier is read: looking for each of them costs more than reading past the others. */
const FEW = 1000;

/** Cells in the order of the carriers; undefined: nothing is on record. */
interface Column<T> {
  readonly cells: readonly (T | undefined)[];
  readonly holes: readonly (boolean | undefined)[];
}

/** Each fact or book comes as one row of JSON arrays, which cross the wire far faster than a row for each carrier. */
function columnsFor(tx: Tx, ids: readonly string[], isFew: boolean) {
  const place = new Map(ids.map((id, at) => [id, at]));
  const laidOut = <T>(owners: readonly string[], cellOf: (index: number) => T): (T | undefined)[] => {
    const line = new Array<T | undefined>(ids.length).fill(undefined);
    for (const [index, owner] of owners.entries()) {
      const at = place.get(owner);
      if (at !== undefined) line[at] = cellOf(index);
    }
    return line;
  };
  return async <T>(selects: readonly string[], values: readonly unknown[] = []): Promise<Map<string, Column<T>>> => {
    if (selects.length === 0) return new Map();
    const rows = await sqlRows<{ key: string; owners: string[] | null; cells: T[] | null; holes: string[] | null }>(
      tx,
      selects.join(' union all '),
      [isFew ? ids : 1, ...values],
    );
    return new Map(
      rows.map(({ key, owners, cells, holes }) => [
        key,
        {
          cells: laidOut(owners ?? [], (index) => cells?.[index] as T),
          holes: laidOut(holes ?? [], () => true),
        },
      ]),
    );
  };
}

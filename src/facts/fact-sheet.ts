import { addDays, addMonths, type Day, yearOf } from '../kernel/day.ts';
import type { FactDefinition, FactValue, FactValues } from '../kernel/fact.ts';
import { sqlRows, type Tx } from '../platform/db/database.ts';
import type { Derivation } from './derivation.ts';
import { DERIVATIONS, RATIOS } from './derivations.ts';
import { TEAM_DERIVATIONS } from './team-derivations.ts';
import { FACTS, type FactKey } from './vocabulary.ts';

/** A record or document a value came from. */
export interface Provenance {
  /** A kind of record, `carrier`, `organisation` or `declaredFact`. */
  readonly kind: string;
  readonly id: string;
  /** Of a team's own record: whose it is. */
  readonly teamId?: string;
  readonly label: string;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  /** 示例: invented for demonstration. */
  readonly example?: boolean;
}

export interface Fact {
  /** Absent: unknown; never 0 and never false. */
  readonly value?: FactValue;
  readonly obtained: 'derived' | 'declared' | 'unknown';
  /** false: the book is not stated to be complete, the value is at least this. */
  readonly complete: boolean;
  readonly provenance: readonly Provenance[];
  /** What the operator stated, also where a derived value beats it. */
  readonly declared?: {
    readonly id: string;
    readonly value: FactValue;
    readonly fileId: string | null;
    readonly note: string | null;
  };
  /** The derived value and the declared one are not the same. */
  readonly differs?: true;
}
export type FactSheet = Readonly<Record<FactKey, Fact>>;

export const FACT_KEYS = Object.keys(FACTS) as FactKey[];

/**
 * The facts of a carrier as of a day, with where each comes from: three queries, however many facts and records.
 *
 * A count or sum is known where at least one record shows it, or where the operator has stated the book of that kind
 * complete from a day on; without either it is unknown.
 *
 * @param keys only these; all by default. Others are not in the sheet.
 */
export async function factSheet(
  tx: Tx,
  carrierId: string,
  on: Day,
  keys: readonly FactKey[] = FACT_KEYS,
): Promise<FactSheet> {
  const wanted = new Set<FactKey>(keys);
  for (const key of keys) for (const part of RATIOS[key as keyof typeof RATIOS] ?? []) wanted.add(part);
  const derived = await derive(tx, carrierId, on, wanted, DERIVATIONS, 'carrier');
  for (const key of wanted) {
    const parts = RATIOS[key as keyof typeof RATIOS];
    if (parts) derived.set(key, quotient(derived.get(parts[0]), derived.get(parts[1])));
  }
  const declared = await declaredOn(tx, carrierId, on);
  return Object.fromEntries(keys.map((key) => [key, settle(derived.get(key), declared.get(key))])) as FactSheet;
}

export const TEAM_FACT_KEYS = FACT_KEYS.filter((key) => (FACTS[key] as FactDefinition).about === 'team');

/**
 * The facts of a team as of a day, from its own records that its operator has confirmed; two queries.
 *
 * @param teamId the team's root
 */
export async function teamFactSheet(
  tx: Tx,
  teamId: string,
  on: Day,
): Promise<Readonly<Partial<Record<FactKey, Fact>>>> {
  const derived = await derive(tx, teamId, on, new Set(TEAM_FACT_KEYS), TEAM_DERIVATIONS, 'team');
  return Object.fromEntries(TEAM_FACT_KEYS.map((key) => [key, derived.get(key) ?? UNKNOWN]));
}

/** What a policy is evaluated on. */
export function valuesOf(sheet: Readonly<Partial<Record<FactKey, Fact>>>): FactValues {
  return Object.fromEntries(Object.entries(sheet).map(([key, fact]) => [key, fact?.value]));
}

/**
 * As the sheets of many carriers say it, the values alone, for judging a population: three queries, however many carriers.
 *
 * @param carrierIds each once
 */
export async function factValuesOf(
  tx: Tx,
  carrierIds: readonly string[],
  on: Day,
  keys: readonly FactKey[],
): Promise<Map<string, FactValues>> {
  const wanted = new Set<FactKey>(keys);
  for (const key of keys) for (const part of RATIOS[key as keyof typeof RATIOS] ?? []) wanted.add(part);
  const parts = [...wanted].flatMap((key) => {
    const sql = DERIVATIONS[key]?.sql.replaceAll('$1', 'population.id');
    return sql
      ? `select population.id as "carrierId", '${key}' as key, x.value, x.rows, x.holes
         from unnest($1::uuid[]) population(id) cross join lateral (${sql}) x`
      : [];
  });
  const ids = [...carrierIds];
  const counted =
    parts.length === 0
      ? []
      : await sqlRows<Omit<Counted, 'provenance'> & { carrierId: string }>(tx, parts.join(' union all '), [ids, on]);
  const books = await sqlRows<Book & { carrierId: string }>(
    tx,
    `select b.carrier_id as "carrierId", b.kind, b.complete_from as "completeFrom", c.opened_on as "openedOn"
     from record_book b join carrier c on c.id = b.carrier_id where b.carrier_id = any($1::uuid[])`,
    [ids],
  );
  const declared = await sqlRows<{ carrierId: string; key: FactKey; value: FactValue }>(
    tx,
    `select carrier_id as "carrierId", key, value from declared_fact
     where carrier_id = any($1::uuid[]) and valid_from <= $2 and (valid_to is null or valid_to >= $2)`,
    [ids, on],
  );
  const booksOf = Map.groupBy(books, ({ carrierId }) => carrierId);
  const facts = new Map(ids.map((id) => [id, new Map<FactKey, Fact>()]));
  for (const row of counted) {
    const derivation = DERIVATIONS[row.key];
    if (!derivation) continue;
    const fact = read(
      { ...row, provenance: [] },
      derivation,
      bookIsComplete(booksOf.get(row.carrierId) ?? [], derivation, on),
    );
    facts.get(row.carrierId)?.set(row.key, fact);
  }
  for (const own of facts.values()) {
    for (const key of wanted) {
      const ratio = RATIOS[key as keyof typeof RATIOS];
      if (ratio) own.set(key, quotient(own.get(ratio[0]), own.get(ratio[1])));
    }
  }
  for (const { carrierId, key, value } of declared) {
    const own = facts.get(carrierId);
    if (own?.get(key)?.value === undefined)
      own?.set(key, { value, obtained: 'declared', complete: true, provenance: [] });
  }
  return new Map(
    [...facts].map(([id, own]) => [id, Object.fromEntries(keys.map((key) => [key, own.get(key)?.value]))]),
  );
}

const UNKNOWN: Fact = { obtained: 'unknown', complete: false, provenance: [] };

interface Counted {
  key: FactKey;
  value: FactValue | null;
  rows: number;
  holes: boolean;
  provenance: Provenance[];
}

/** `carrier`: the books of a carrier; `team`: those of a team. */
type Owner = 'carrier' | 'team';
const BOOKS: Readonly<Record<Owner, string>> = {
  carrier: `select b.kind, b.complete_from as "completeFrom", c.opened_on as "openedOn"
     from record_book b join carrier c on c.id = b.carrier_id where b.carrier_id = $1`,
  team: `select b.kind, b.complete_from as "completeFrom", (select min(t.valid_from) from team t where t.root_id = $1) as "openedOn"
     from team_book b where b.team_id = $1`,
};

async function derive(
  tx: Tx,
  ownerId: string,
  on: Day,
  wanted: ReadonlySet<FactKey>,
  derivations: Readonly<Partial<Record<FactKey, Derivation>>>,
  owner: Owner,
): Promise<Map<FactKey, Fact>> {
  const used = [...wanted].flatMap((key) => {
    const derivation = derivations[key];
    return derivation ? [{ key, derivation }] : [];
  });
  if (used.length === 0) return new Map();
  const parts = used.map(({ key, derivation }) => `select '${key}' as key, x.* from (${derivation.sql}) x`);
  const rows = await sqlRows<Counted>(tx, parts.join(' union all '), [ownerId, on]);
  const books = await sqlRows<Book>(tx, BOOKS[owner], [ownerId]);
  const facts = new Map<FactKey, Fact>();
  for (const row of rows) {
    const derivation = derivations[row.key];
    if (!derivation) continue;
    facts.set(row.key, read(row, derivation, bookIsComplete(books, derivation, on)));
  }
  return facts;
}

interface Book {
  kind: string;
  completeFrom: Day;
  openedOn: Day | null;
}

function bookIsComplete(books: readonly Book[], derivation: Derivation, on: Day): boolean {
  const book = books.find((one) => one.kind === derivation.book);
  return derivation.book === null || (book !== undefined && covers(book, derivation, on));
}

/** Whether a book stated complete from a day on holds every day the fact looks at. */
function covers(book: Book, { span }: Derivation, on: Day): boolean {
  if (span === 'day') return book.completeFrom <= on;
  if (book.openedOn !== null && book.completeFrom <= book.openedOn) return true;
  if (span === 'lastCalendarYear') return book.completeFrom <= `${yearOf(on) - 1}-01-01`;
  return span === 'past12Months' && book.completeFrom <= addDays(addMonths(on, -12), 1);
}

function read(row: Counted, derivation: Derivation, isComplete: boolean): Fact {
  const { value, rows, holes, provenance } = row;
  if (rows === 0) {
    if (!isComplete || derivation.empty === undefined) return UNKNOWN;
    return { value: derivation.empty, obtained: 'derived', complete: true, provenance };
  }
  const isUnstated = holes && (derivation.holes === 'unknown' || value === 0);
  // Records there are, but none that counts, and perhaps more that nobody entered.
  const isUncertainZero = value === 0 && !isComplete;
  const isUncertainSet = derivation.grows && !isComplete && !holdsEveryOption(row.key, value);
  if (value === null || isUnstated || isUncertainZero || isUncertainSet) return { ...UNKNOWN, provenance };
  return { value, obtained: 'derived', complete: isComplete && !holes, provenance };
}

/** A set of which nothing can be missing any more. */
function holdsEveryOption(key: FactKey, value: FactValue | null): boolean {
  const definition: FactDefinition = FACTS[key];
  return Array.isArray(value) && (definition.options ?? []).every((option) => value.includes(option.code));
}

/** Rounded to twelve places, so that 160.2 m2 of 534 m2 is exactly 0.3. */
function quotient(part: Fact | undefined, whole: Fact | undefined): Fact {
  const provenance = [...(part?.provenance ?? []), ...(whole?.provenance ?? [])];
  if (typeof part?.value !== 'number' || typeof whole?.value !== 'number' || whole.value === 0)
    return { ...UNKNOWN, provenance };
  const value = Math.round((part.value / whole.value) * 1e12) / 1e12;
  return { value, obtained: 'derived', complete: part.complete && whole.complete, provenance };
}

interface DeclaredRow {
  id: string;
  key: FactKey;
  value: FactValue;
  validFrom: Day;
  validTo: Day | null;
  fileId: string | null;
  note: string | null;
}

async function declaredOn(tx: Tx, carrierId: string, on: Day): Promise<Map<FactKey, DeclaredRow>> {
  const rows = await sqlRows<DeclaredRow>(
    tx,
    `select id, key, value, valid_from as "validFrom", valid_to as "validTo", file_id as "fileId", note from declared_fact
     where carrier_id = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2)`,
    [carrierId, on],
  );
  return new Map(rows.map((row) => [row.key, row]));
}

/** A derived value beats a declared one; that they differ is told. */
function settle(derived: Fact = UNKNOWN, row?: DeclaredRow): Fact {
  if (!row) return derived;
  const { id, value, fileId, note, validFrom, validTo } = row;
  const declared = { id, value, fileId, note };
  if (derived.value === undefined) {
    const provenance = [{ kind: 'declaredFact', id, label: '单位申报', validFrom, validTo }];
    return { value, obtained: 'declared', complete: true, provenance, declared };
  }
  return { ...derived, declared, ...(sameValue(derived.value, value) ? {} : { differs: true as const }) };
}

function sameValue(a: FactValue, b: FactValue): boolean {
  if (typeof a === 'object' && typeof b === 'object')
    return a.length === b.length && [...a].sort().join() === [...b].sort().join();
  return a === b;
}

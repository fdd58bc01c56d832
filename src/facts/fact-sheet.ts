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
  readonly declared?: Declared;
  /** The derived value and the declared one are not the same. */
  readonly differs?: true;
  /** Why it is unknown: what the operator stated last counted until before the day. */
  readonly stale?: Declared;
}
export interface Declared {
  readonly id: string;
  readonly value: FactValue;
  readonly fileId: string | null;
  readonly note: string | null;
  readonly validFrom: Day;
  readonly validTo: Day | null;
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
  const wanted = withParts(keys);
  const derived = await derive(tx, carrierId, on, wanted, DERIVATIONS, 'carrier');
  for (const key of wanted) {
    const parts = RATIOS[key as keyof typeof RATIOS];
    if (parts) derived.set(key, ratio(derived.get(parts[0]), derived.get(parts[1])));
  }
  const declared = await declaredBy(tx, carrierId, on);
  return Object.fromEntries(keys.map((key) => [key, settle(on, derived.get(key), declared.get(key))])) as FactSheet;
}

/** With what ratios are made of. */
export function withParts(keys: readonly FactKey[]): Set<FactKey> {
  return new Set(keys.flatMap((key) => [key, ...(RATIOS[key as keyof typeof RATIOS] ?? [])]));
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

const UNKNOWN: Fact = { obtained: 'unknown', complete: false, provenance: [] };

/** What the records of one owner say of a fact. */
export interface Counted {
  readonly value: FactValue | null;
  readonly holes: boolean;
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
  const used = derivationsOf(wanted, derivations);
  if (used.length === 0) return new Map();
  const parts = used.map(
    ({ key, derivation }) =>
      `select '${key}' as key, x.value, x.holes, x.provenance from (${derivation.sql}) x where x.owner = $1`,
  );
  const rows = await sqlRows<Counted & { key: FactKey; provenance: Provenance[] }>(tx, parts.join(' union all '), [
    ownerId,
    on,
  ]);
  const books = await sqlRows<Book & { kind: string }>(tx, BOOKS[owner], [ownerId]);
  const found = new Map(rows.map((row) => [row.key, row]));
  return new Map(
    used.map(({ key, derivation }) => {
      const row = found.get(key);
      const isComplete = completeOn(derivation, on)(books.find(({ kind }) => kind === derivation.book));
      const value = known(key, derivation, row, isComplete);
      const provenance = row?.provenance ?? [];
      if (value === undefined) return [key, { ...UNKNOWN, provenance }];
      return [key, { value, obtained: 'derived', complete: isComplete && !row?.holes, provenance }];
    }),
  );
}

export function derivationsOf(
  keys: Iterable<FactKey>,
  derivations: Readonly<Partial<Record<FactKey, Derivation>>>,
): { key: FactKey; derivation: Derivation }[] {
  return [...keys].flatMap((key) => {
    const derivation = derivations[key];
    return derivation ? [{ key, derivation }] : [];
  });
}

export interface Book {
  readonly completeFrom: Day;
  readonly openedOn: Day | null;
}

/** Whether a book stated complete from a day on holds every day the fact looks at. */
export function completeOn({ book, span }: Derivation, on: Day): (stated: Book | undefined) => boolean {
  if (book === null) return () => true;
  const from = {
    day: on,
    past12Months: addDays(addMonths(on, -12), 1),
    lastCalendarYear: `${yearOf(on) - 1}-01-01`,
    toDate: '',
  }[span];
  return (stated) => {
    if (stated === undefined) return false;
    const { completeFrom, openedOn } = stated;
    return completeFrom <= from || (span !== 'day' && openedOn !== null && completeFrom <= openedOn);
  };
}

/** Unknown where nothing was counted and more may exist, or where a record does not state what is counted. */
export function known(
  key: FactKey,
  derivation: Derivation,
  counted: Counted | undefined,
  isComplete: boolean,
): FactValue | undefined {
  if (counted === undefined) return isComplete ? derivation.empty : undefined;
  const { value, holes } = counted;
  const isUnstated = holes && (derivation.holes === 'unknown' || value === 0);
  // Records there are, but none that counts, and perhaps more that nobody entered.
  const isUncertainZero = value === 0 && !isComplete;
  const isUncertainSet = derivation.grows && !isComplete && !holdsEveryOption(key, value);
  return value === null || isUnstated || isUncertainZero || isUncertainSet ? undefined : value;
}

/** A set of which nothing can be missing any more. */
function holdsEveryOption(key: FactKey, value: FactValue | null): boolean {
  const definition: FactDefinition = FACTS[key];
  return Array.isArray(value) && (definition.options ?? []).every((option) => value.includes(option.code));
}

/** Rounded to twelve places, so that 160.2 m2 of 534 m2 is exactly 0.3. */
export function quotient(part: FactValue | undefined, whole: FactValue | undefined): number | undefined {
  if (typeof part !== 'number' || typeof whole !== 'number' || whole === 0) return undefined;
  return Math.round((part / whole) * 1e12) / 1e12;
}

function ratio(part: Fact = UNKNOWN, whole: Fact = UNKNOWN): Fact {
  const value = quotient(part.value, whole.value);
  const provenance = [...part.provenance, ...whole.provenance];
  if (value === undefined) return { ...UNKNOWN, provenance };
  return { value, obtained: 'derived', complete: part.complete && whole.complete, provenance };
}

/** What was stated last of each fact by the day, though it may have ended since. */
async function declaredBy(tx: Tx, carrierId: string, on: Day): Promise<Map<FactKey, Declared>> {
  const rows = await sqlRows<Declared & { key: FactKey }>(
    tx,
    `select distinct on (key) id, key, value, valid_from as "validFrom", valid_to as "validTo", file_id as "fileId", note
     from declared_fact where carrier_id = $1 and valid_from <= $2 order by key, valid_from desc`,
    [carrierId, on],
  );
  return new Map(rows.map(({ key, ...stated }) => [key, stated]));
}

/** A derived value beats a declared one; that they differ is told. A statement that has ended says nothing any more. */
function settle(on: Day, derived: Fact = UNKNOWN, declared?: Declared): Fact {
  if (!declared) return derived;
  const { value, validTo } = declared;
  if (validTo !== null && validTo < on) return derived.value === undefined ? { ...derived, stale: declared } : derived;
  if (derived.value === undefined)
    return { value, obtained: 'declared', complete: true, provenance: [statementOf(declared)], declared };
  return { ...derived, declared, ...(sameValue(derived.value, value) ? {} : { differs: true as const }) };
}

export const statementOf = ({ id, validFrom, validTo }: Declared): Provenance => ({
  kind: 'declaredFact',
  id,
  label: '单位申报',
  validFrom,
  validTo,
});

function sameValue(a: FactValue, b: FactValue): boolean {
  if (typeof a === 'object' && typeof b === 'object')
    return a.length === b.length && [...a].sort().join() === [...b].sort().join();
  return a === b;
}

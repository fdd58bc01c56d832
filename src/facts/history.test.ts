import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, type Day } from '../kernel/day.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Tx } from '../platform/db/database.ts';
import { givenCarrier, givenRecord, KEEPER } from '../records/carriers/carrier.fixture.ts';
import {
  correctRecord,
  endRecordOn,
  stateBookComplete,
  succeedRecord,
  withdrawRecord,
} from '../records/keeping/keeping.actions.ts';
import type { RecordKindCode } from '../records/keeping/kinds.ts';
import { seedTerritories } from '../records/territories/territory.store.ts';
import { testDatabase } from '../test-app.ts';
import { factSheet } from './fact-sheet.ts';

const { database, drop } = await testDatabase();
beforeAll(() => database.transact(seedTerritories));
afterAll(drop);

const START = '2025-01-01';
const DAYS = 24;
const BOOK_FROM = 8;
const dayAt = (index: number): Day => addDays(START, index);

/** What the operator does to the book of one kind; `which` picks among the rows there are. */
type Deed =
  | { what: 'enter'; kind: Kind; from: number; length: number | null; amount: number; team: number }
  | { what: 'correct'; which: number; from: number; length: number | null; amount: number }
  | { what: 'end'; which: number; after: number }
  | { what: 'change'; which: number; after: number; amount: number }
  | { what: 'withdraw'; which: number };
type Kind = 'premises' | 'desk' | 'tenancy';
interface Row {
  id: string;
  kind: Kind;
  version: number;
  from: number;
  /** Last day, counted from the start; null: still. */
  to: number | null;
  amount: number;
  team: number;
}

const day = fc.nat(DAYS - 1);
const length = fc.option(fc.nat(10));
const amount = fc.integer({ min: 0, max: 90 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('enter' as const),
      kind: fc.constantFrom<Kind>('premises', 'desk', 'tenancy'),
      from: day,
      length,
      amount,
      team: fc.nat(2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('correct' as const), which: fc.nat(20), from: day, length, amount }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('end' as const), which: fc.nat(20), after: fc.nat(8) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('change' as const),
      which: fc.nat(20),
      after: fc.integer({ min: 1, max: 8 }),
      amount,
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('withdraw' as const), which: fc.nat(20) }) },
);

const lastOf = (from: number, days: number | null) => (days === null ? null : from + days);
const holds = (row: Row, at: number) => row.from <= at && (row.to === null || row.to >= at);
const overlap = (a: Row, b: Row) => (a.to === null || b.from <= a.to) && (b.to === null || a.from <= b.to);
/** Two tenancies of one team may not hold on one day. */
const collides = (row: Row, rows: readonly Row[]) =>
  row.kind === 'tenancy' &&
  rows.some(
    (other) => other.id !== row.id && other.kind === 'tenancy' && other.team === row.team && overlap(row, other),
  );

/** Of a tenancy: without a desk of the premises. */
const isRemote = (row: Row) => row.amount % 5 === 0;

function valuesOf(row: Row, teams: readonly string[]): Record<string, unknown> {
  if (row.kind === 'premises') return { address: '一号楼', areaM2: row.amount + 0.25 };
  if (row.kind === 'desk') return { kind: row.amount % 7 === 0 ? 'virtual' : 'fixed', count: row.amount };
  if (isRemote(row)) return { teamId: teams[row.team], remote: true, virtualDesks: row.amount };
  return { teamId: teams[row.team], desks: row.amount, virtualDesks: row.amount % 3 };
}

/** Does a deed in the book and in the model; what the rules forbid is left out of both. */
async function perform(tx: Tx, carrierId: string, deed: Deed, rows: Row[], teams: readonly string[]): Promise<void> {
  if (deed.what === 'enter') {
    const row: Row = {
      id: '',
      kind: deed.kind,
      version: 1,
      from: deed.from,
      to: lastOf(deed.from, deed.length),
      amount: deed.amount,
      team: deed.team,
    };
    if (collides(row, rows)) return;
    row.id = await entered(tx, carrierId, row, teams);
    rows.push(row);
    return;
  }
  const row = rows[deed.which % Math.max(1, rows.length)];
  if (!row) return;
  const code: RecordKindCode = row.kind;
  if (deed.what === 'correct') {
    const next = { ...row, from: deed.from, to: lastOf(deed.from, deed.length), amount: deed.amount };
    if (collides(next, rows)) return;
    const validTo = next.to === null ? null : dayAt(next.to);
    const entry = {
      validFrom: dayAt(next.from),
      validTo,
      values: valuesOf(next, teams),
      version: row.version,
      reason: '更正',
    };
    await correctRecord(tx, KEEPER, carrierId, code, row.id, entry);
    Object.assign(row, next, { version: row.version + 1 });
  } else if (deed.what === 'end') {
    const next = { ...row, to: row.from + deed.after };
    if (collides(next, rows)) return;
    await endRecordOn(tx, KEEPER, carrierId, code, row.id, { version: row.version, lastDay: dayAt(next.to) });
    Object.assign(row, next, { version: row.version + 1 });
  } else if (deed.what === 'change') {
    const old = { ...row, to: row.from + deed.after - 1 };
    const next: Row = { ...row, id: 'next', version: 1, from: row.from + deed.after, to: null, amount: deed.amount };
    const others = rows.filter((other) => other !== row);
    if (collides(old, others) || collides(next, others)) return;
    const entry = { version: row.version, validFrom: dayAt(next.from), values: valuesOf(next, teams) };
    next.id = (await succeedRecord(tx, KEEPER, carrierId, code, row.id, entry)).id;
    Object.assign(row, old, { version: row.version + 1 });
    rows.push(next);
  } else if (!rows.some((other) => other !== row && other.kind === row.kind && other.amount === row.amount)) {
    await withdrawOrKeep(tx, carrierId, row, rows);
  }
}

async function entered(tx: Tx, carrierId: string, row: Row, teams: readonly string[]): Promise<string> {
  const period = { validFrom: dayAt(row.from), validTo: row.to === null ? null : dayAt(row.to) };
  return (await givenRecord(tx, carrierId, row.kind, valuesOf(row, teams), period)).id;
}

/** The first of a line of successors cannot be withdrawn; only rows without a successor are. */
async function withdrawOrKeep(tx: Tx, carrierId: string, row: Row, rows: Row[]): Promise<void> {
  const found = await tx.selectFrom(row.kind).select('id').where('root_id', '=', row.id).execute();
  if (found.length > 1) return;
  await withdrawRecord(tx, KEEPER, carrierId, row.kind, row.id, { version: row.version, reason: '误录' });
  rows.splice(rows.indexOf(row), 1);
}

const sum = (rows: readonly Row[], value: (row: Row) => number) => rows.reduce((total, row) => total + value(row), 0);

/** The facts of a day, counted by hand. */
function expected(rows: readonly Row[], at: number): Record<string, number | undefined> {
  const of = (kind: Kind) => rows.filter((row) => row.kind === kind && holds(row, at));
  const desks = of('desk').filter((row) => row.amount % 7 !== 0);
  const virtual = of('desk').filter((row) => row.amount % 7 === 0);
  const known = (some: readonly Row[], value: number) =>
    at >= BOOK_FROM || (some.length > 0 && value > 0) ? value : undefined;
  const tenants = of('tenancy');
  const residents = tenants.filter((row) => !isRemote(row));
  const remote = tenants.filter(isRemote);
  const used = known(
    residents,
    sum(residents, (row) => row.amount),
  );
  const all = known(
    desks,
    sum(desks, (row) => row.amount),
  );
  return {
    'space.floorArea': known(
      of('premises'),
      sum(of('premises'), (row) => row.amount + 0.25),
    ),
    'space.desks': all,
    'space.occupiedDesks': used,
    'space.virtualDesks': known(
      virtual,
      sum(virtual, (row) => row.amount),
    ),
    'space.occupiedVirtualDesks': known(
      tenants,
      sum(tenants, (row) => (isRemote(row) ? row.amount : row.amount % 3)),
    ),
    'space.remoteTeams': known(remote, new Set(remote.map((row) => row.team)).size),
    'space.residents': known(residents, new Set(residents.map((row) => row.team)).size),
    'space.occupancyRate': used === undefined || !all ? undefined : Math.round((used / all) * 1e12) / 1e12,
  };
}

const KEYS = [
  'space.floorArea',
  'space.desks',
  'space.occupiedDesks',
  'space.virtualDesks',
  'space.occupiedVirtualDesks',
  'space.remoteTeams',
  'space.residents',
  'space.occupancyRate',
] as const;

test('on every day the facts are what counting the book by hand gives, whatever was corrected', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 14 }), async (deeds) => {
      const undo = new Error('roll back');
      const run = database.transact(async (tx) => {
        const { id } = await givenCarrier(tx);
        const teams: string[] = [];
        for (const name of ['甲', '乙', '丙']) teams.push((await givenRecord(tx, id, 'team', { name })).id);
        for (const kind of ['premises', 'desk', 'tenancy'] as const)
          await stateBookComplete(tx, KEEPER, id, kind, dayAt(BOOK_FROM));
        const rows: Row[] = [];
        for (const one of deeds) await perform(tx, id, one, rows, teams);
        for (let at = 0; at < DAYS; at++) {
          const sheet = await factSheet(tx, id, dayAt(at), KEYS);
          const found = Object.fromEntries(KEYS.map((key) => [key, sheet[key].value]));
          expect(found, dayAt(at)).toEqual(expected(rows, at));
        }
        throw undo;
      });
      await run.catch((error: unknown) => {
        if (error !== undo) throw error instanceof Refusal ? new Error(JSON.stringify(error)) : error;
      });
    }),
    { numRuns: 12 },
  );
});

import type { Insertable } from 'kysely';
import type { Subject } from '../../identity/access.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { RoundTable } from '../../platform/db/schema.ts';
import type { LateExperts } from './round.ts';

export interface RoundRow {
  readonly id: string;
  readonly packId: string;
  readonly procedureId: string;
  readonly territoryId: string;
  /** Whose units take part: the territory's, or those of a place in it. */
  readonly territoryName: string;
  /** Of the territory that runs it. */
  readonly territoryPath: string;
  readonly year: number;
  readonly title: string;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly extendedReason: string | null;
  readonly cases: number;
  /** It is run from the evaluations. */
  readonly evaluates: boolean;
  /** Who stayed away is established: nobody gets more time. */
  readonly isSettled: boolean;
  readonly lateExperts: LateExperts;
}

const ROUNDS = `select r.id, r.pack_id as "packId", r.procedure_id as "procedureId", r.territory_id as "territoryId",
    w.name as "territoryName", t.path as "territoryPath", r.year, r.title, r.opens_at as "opensAt", r.closes_at as "closesAt",
    r.late_experts as "lateExperts",
    (select x.reason from round_extension x where x.round_id = r.id order by x.at desc limit 1) as "extendedReason",
    exists (select 1 from evaluation e where e.round_id = r.id) as evaluates,
    exists (select 1 from evaluation e where e.round_id = r.id and e.closed_at is not null) as "isSettled",
    (select count(*) from case_file c where c.round_id = r.id and c.state <> 'draft')::int as cases
  from round r join territory t on t.id = r.territory_id join territory w on w.path = r.within`;

export async function findRound(tx: Tx, id: string): Promise<RoundRow | undefined> {
  return (await sqlRows<RoundRow>(tx, `${ROUNDS} where r.id = $1`, [id]))[0];
}

/** Rounds of a procedure whose territory holds the given one, the latest first. */
export async function roundsFor(tx: Tx, packId: string, procedureId: string, territoryId: string): Promise<RoundRow[]> {
  return sqlRows<RoundRow>(
    tx,
    `${ROUNDS} join territory mine on mine.id = $3 and starts_with(mine.path, t.path)
     where r.pack_id = $1 and r.procedure_id = $2 order by r.opens_at desc, r.id limit 20`,
    [packId, procedureId, territoryId],
  );
}

export interface RoundQuery extends Paged {
  packId?: string | undefined;
  procedureId?: string | undefined;
  year?: number | undefined;
  state?: 'announced' | 'open' | 'closed' | undefined;
  now: string;
}

export async function listRounds(tx: Tx, query: RoundQuery): Promise<{ rows: RoundRow[] } & Total> {
  const where = `where ($1::text is null or r.pack_id = $1) and ($2::text is null or r.procedure_id = $2) and ($3::int is null or r.year = $3)
    and ($4::text is null or $4 = case when $5::timestamptz < r.opens_at then 'announced' when $5::timestamptz < r.closes_at then 'open' else 'closed' end)`;
  const values = [query.packId ?? null, query.procedureId ?? null, query.year ?? null, query.state ?? null, query.now];
  const rows = await sqlRows<RoundRow>(tx, `${ROUNDS} ${where} order by r.opens_at desc, r.id limit $6 offset $7`, [
    ...values,
    query.size,
    (query.page - 1) * query.size,
  ]);
  const total = await countRows(tx, `from round r ${where}`, values, query);
  return { rows, ...total };
}

export async function insertRound(tx: Tx, round: Insertable<RoundTable>): Promise<void> {
  await tx.insertInto('round').values(round).execute();
}

export async function extend(
  tx: Tx,
  round: RoundRow,
  closesAt: string,
  reason: string,
  at: string,
  by: string | null,
): Promise<void> {
  await tx.updateTable('round').set({ closes_at: closesAt }).where('id', '=', round.id).execute();
  await tx
    .insertInto('round_extension')
    .values({ id: newId(), round_id: round.id, at, by_person: by, before: round.closesAt, after: closesAt, reason })
    .execute();
}

export async function packTerritory(tx: Tx, code: string): Promise<{ id: string; path: string } | undefined> {
  return tx.selectFrom('territory').select(['id', 'path']).where('code', '=', code).executeTakeFirst();
}

/** What access needs to know of a round: it is its territory's. */
export async function roundSubject(tx: Tx, id: string): Promise<Subject | undefined> {
  const round = await findRound(tx, id);
  return round && { territoryPath: round.territoryPath, organisationIds: [], personIds: [] };
}

import type { Insertable, Selectable } from 'kysely';
import { reaches, type Subject } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { CreditEntryTable } from '../../platform/db/schema.ts';
import type { CreditKind } from './credit.ts';

export type CreditRow = Selectable<CreditEntryTable>;

/** One of a kind from a case, however often the effect runs. */
export async function insertEntry(tx: Tx, row: Insertable<CreditEntryTable>): Promise<void> {
  await tx
    .insertInto('credit_entry')
    .values(row)
    .onConflict((c) => c.columns(['case_id', 'kind']).doNothing())
    .execute();
}

export async function lockEntry(tx: Tx, id: string): Promise<CreditRow | undefined> {
  return tx.selectFrom('credit_entry').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function markRepaired(tx: Tx, id: string, caseId: string, on: Day): Promise<void> {
  await sqlRows(
    tx,
    'update credit_entry set repaired_on = $3, repair_case_id = $2 where id = $1 and repaired_on is null',
    [id, caseId, on],
  );
}

export async function strikeEntries(tx: Tx, caseId: string, byCase: string, on: Day): Promise<void> {
  await sqlRows(
    tx,
    'update credit_entry set struck_on = $3, struck_case_id = $2 where case_id = $1 and struck_on is null',
    [caseId, byCase, on],
  );
}

export async function insertRepair(tx: Tx, caseId: string, entryId: string): Promise<void> {
  await tx.insertInto('credit_repair').values({ case_id: caseId, entry_id: entryId }).execute();
}

/** Whether the person agreed in a review of the case. */
export async function checkedBy(tx: Tx, caseId: string, personId: string | null): Promise<boolean> {
  const rows = await sqlRows(
    tx,
    `select 1 from task where case_id = $1 and verb = 'agree' and decided_by = $2 limit 1`,
    [caseId, personId],
  );
  return rows.length > 0;
}

export async function entryToRepair(tx: Tx, caseId: string): Promise<CreditRow | undefined> {
  return tx
    .selectFrom('credit_entry')
    .innerJoin('credit_repair', 'credit_repair.entry_id', 'credit_entry.id')
    .selectAll('credit_entry')
    .where('credit_repair.case_id', '=', caseId)
    .executeTakeFirst();
}

/** The last day of the bar that the same case imposed. */
export async function barOfCase(tx: Tx, caseId: string): Promise<Day | null> {
  const [row] = await sqlRows<{ until: Day | null }>(tx, 'select until_day as until from bar where case_id = $1', [
    caseId,
  ]);
  return row?.until ?? null;
}

export interface ListedEntry {
  id: string;
  organisationId: string;
  organisation: string;
  carrierId: string;
  carrier: string;
  caseId: string;
  kind: CreditKind;
  cites: string;
  says: string;
  number: string;
  onDay: Day;
  isPublic: boolean;
  publicUntil: Day | null;
  repairableFrom: Day | null;
  repairedOn: Day | null;
  struckOn: Day | null;
  repairCaseId: string | null;
}
const LISTED = `e.id, e.organisation_id as "organisationId", o.name as organisation, e.carrier_id as "carrierId", c.name as carrier,
  e.case_id as "caseId", e.kind, e.cites, e.says, e.number, e.on_day as "onDay", e.is_public as "isPublic",
  e.public_until as "publicUntil", e.repairable_from as "repairableFrom", e.repaired_on as "repairedOn", e.struck_on as "struckOn",
  (select r.case_id from credit_repair r join case_file f on f.id = r.case_id
   where r.entry_id = e.id and f.state <> 'closed' limit 1) as "repairCaseId"`;
const FROM = `from credit_entry e join organisation o on o.id = e.organisation_id join carrier c on c.id = e.carrier_id
  join territory t on t.id = e.territory_id`;

/** The credit file as the actor may see it; the rule is that of `credit.list`. */
export async function listEntries(
  tx: Tx,
  actor: Actor,
  query: { organisationId?: string | undefined; q?: string | undefined } & Paged,
): Promise<{ rows: ListedEntry[] } & Total> {
  const found = reaches(actor, 'credit.list');
  const values = [
    found.has('territory') ? actor.territoryPath : null,
    found.has('own') ? actor.organisationId : null,
    query.organisationId ?? null,
    query.q ?? '',
  ];
  const where = `where (($1::text is not null and starts_with(t.path, $1)) or e.organisation_id = $2::uuid)
    and ($3::uuid is null or e.organisation_id = $3) and ($4 = '' or strpos(o.name, $4) > 0 or strpos(e.number, $4) > 0)`;
  const total = await countRows(tx, `${FROM} ${where}`, values, query);
  const rows = await sqlRows<ListedEntry>(
    tx,
    `select ${LISTED} ${FROM} ${where} order by e.on_day desc, e.id desc limit $5 offset $6`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}

/** What stands against an organisation on a day. */
export async function standingEntries(tx: Tx, organisationId: string, on: Day): Promise<ListedEntry[]> {
  return sqlRows<ListedEntry>(
    tx,
    `select ${LISTED} ${FROM} where e.organisation_id = $1 and e.kind in ('breach', 'sanction', 'rectificationFailed')
       and e.struck_on is null and e.repaired_on is null and (e.public_until is null or e.public_until >= $2)
     order by e.on_day desc, e.id desc`,
    [organisationId, on],
  );
}

export async function creditSubject(tx: Tx, id: string): Promise<Subject | undefined> {
  const [row] = await sqlRows<{ path: string; organisation: string }>(
    tx,
    `select t.path, e.organisation_id as organisation from credit_entry e join territory t on t.id = e.territory_id where e.id = $1`,
    [id],
  );
  return row && { territoryPath: row.path, organisationIds: [row.organisation], personIds: [] };
}

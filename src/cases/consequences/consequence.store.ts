import type { Selectable } from 'kysely';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { ConsequenceTable } from '../../platform/db/schema.ts';
import type { Item } from './consequence.ts';

export type ConsequenceRow = Selectable<ConsequenceTable>;

export async function lockConsequence(tx: Tx, roundId: string, carrierId: string): Promise<ConsequenceRow> {
  const row = await tx
    .selectFrom('consequence')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('carrier_id', '=', carrierId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

export async function insertConsequence(
  tx: Tx,
  row: {
    roundId: string;
    carrierId: string;
    caseId: string;
    inputs: string;
    items: readonly Item[];
    reasons: string;
    at: string;
  },
): Promise<void> {
  await tx
    .insertInto('consequence')
    .values({
      id: newId(),
      round_id: row.roundId,
      carrier_id: row.carrierId,
      case_id: row.caseId,
      state: 'draft',
      inputs: row.inputs,
      items: JSON.stringify(row.items),
      reasons: row.reasons,
      drafted_at: row.at,
    })
    .execute();
}

export async function saveConsequence(
  tx: Tx,
  id: string,
  { items, ...change }: Partial<Omit<ConsequenceRow, 'items'>> & { items?: readonly Item[] },
): Promise<void> {
  await tx
    .updateTable('consequence')
    .set({ ...change, ...(items && { items: JSON.stringify(items) }) })
    .where('id', '=', id)
    .execute();
}

export interface ListedConsequence {
  readonly id: string;
  readonly carrierId: string;
  readonly carrier: string;
  readonly caseId: string;
  readonly state: string;
  /** Canonical JSON of what the draft was computed from; null: drafted before it was kept. */
  readonly inputs: string | null;
  readonly items: Item[];
  readonly reasons: string;
  readonly version: number;
  readonly grade: string | null;
  readonly number: string | null;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
  /** The decision as a paper, in each form. */
  readonly letters: { fileId: string; name: string }[];
}
const LISTED = `select x.id, x.carrier_id as "carrierId", k.name as carrier, x.case_id as "caseId", x.state, x.inputs, x.items, x.reasons, x.version,
    v.label as grade, x.number, x.decided_at as "decidedAt", p.name as "decidedBy",
    coalesce((select json_agg(json_build_object('fileId', f.id, 'name', f.name) order by f.name) from case_paper l join file f on f.id = l.file_id
      where l.case_id = x.case_id and l.paper = 'decisionLetter' and l.void_at is null and x.state = 'signed'), '[]') as letters
  from consequence x join carrier k on k.id = x.carrier_id left join person p on p.id = x.decided_by
  left join evaluation_result v on v.round_id = x.round_id and v.carrier_id = x.carrier_id`;

export async function consequencesOf(tx: Tx, roundId: string): Promise<ListedConsequence[]> {
  return sqlRows<ListedConsequence>(tx, `${LISTED} where x.round_id = $1 order by k.name_sort, k.id`, [roundId]);
}
export async function consequenceOfCase(tx: Tx, caseId: string): Promise<ListedConsequence | undefined> {
  return (await sqlRows<ListedConsequence>(tx, `${LISTED} where x.case_id = $1`, [caseId]))[0];
}

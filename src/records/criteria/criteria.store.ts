import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Criteria, Criterion, Purpose, WaitsBy } from './criteria.ts';

const COLUMNS = `id, purpose, edition, items, pass_score as "passScore", panel, waits_by as "waitsBy", example`;

/** The newest edition of each purpose. */
export async function criteriaOf(tx: Tx, carrierId: string): Promise<Criteria[]> {
  return sqlRows<Criteria>(
    tx,
    `select distinct on (purpose) ${COLUMNS} from criteria where carrier_id = $1 order by purpose, edition desc`,
    [carrierId],
  );
}

export async function criteriaById(tx: Tx, id: string): Promise<Criteria | undefined> {
  const [row] = await sqlRows<Criteria>(tx, `select ${COLUMNS} from criteria where id = $1`, [id]);
  return row;
}

/** A new edition; two at once get two numbers, because the carrier is locked. */
export async function insertCriteria(
  tx: Tx,
  carrierId: string,
  purpose: Purpose,
  row: {
    items: readonly Criterion[];
    passScore: number | null;
    panel?: number | null;
    waitsBy?: WaitsBy;
    at: string;
    by: string | null;
    example?: boolean;
  },
): Promise<string> {
  const id = newId();
  await sqlRows(tx, 'select 1 from carrier where id = $1 for update', [carrierId]);
  await sqlRows(
    tx,
    `insert into criteria (id, carrier_id, purpose, edition, items, pass_score, stated_at, stated_by, example, panel, waits_by)
     select $1, $2, $3, coalesce(max(edition), 0) + 1, $4, $5, $6, $7, $8, $9, $10 from criteria where carrier_id = $2 and purpose = $3`,
    [
      id,
      carrierId,
      purpose,
      JSON.stringify(row.items),
      row.passScore,
      row.at,
      row.by,
      row.example ?? false,
      row.panel ?? null,
      row.waitsBy ?? 'received',
    ],
  );
  return id;
}

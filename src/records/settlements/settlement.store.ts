import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Settlement, Step } from './settlement.ts';

export interface SettlementRow extends Settlement {
  id: string;
  carrierId: string;
  tenancyId: string;
  teamId: string;
  steps: Step[];
  hash: string;
  settledAt: string;
  byName: string | null;
  example: boolean;
}

const SELECT = `select d.id, d.number, d.carrier_id as "carrierId", d.tenancy_id as "tenancyId", t.team_id as "teamId", d.settled_on as "settledOn",
    d.through, d.owed_fen as "owedFen", d.credit_fen as "creditFen", d.deposit_fen as "depositFen", d.credit_used_fen as "creditUsedFen",
    d.deposit_used_fen as "depositUsedFen", d.hash, d.settled_at as "settledAt", p.name as "byName", d.example,
    coalesce((select json_agg(json_build_object('kind', m.kind, 'statementNumber', s.number, 'amountFen', m.amount_fen) order by m.id)
      from tenancy_payment m join statement s on s.id = m.statement_id where m.settlement_id = d.id), '[]') as steps
  from departure_settlement d join tenancy t on t.id = d.tenancy_id left join person p on p.id = d.settled_by`;

export async function findSettlement(tx: Tx, id: string): Promise<SettlementRow | undefined> {
  const [row] = await sqlRows<SettlementRow>(tx, `${SELECT} where d.id = $1`, [id]);
  return row;
}

/** Of one stay, newest first. */
export async function settlementsOf(tx: Tx, tenancyId: string): Promise<SettlementRow[]> {
  return sqlRows<SettlementRow>(tx, `${SELECT} where d.tenancy_id = $1 order by d.settled_at desc, d.id desc`, [
    tenancyId,
  ]);
}

export async function insertSettlement(
  tx: Tx,
  row: Omit<Settlement, 'steps'> & {
    id: string;
    carrierId: string;
    tenancyId: string;
    hash: string;
    at: string;
    by: string | null;
    example: boolean;
  },
): Promise<void> {
  await sqlRows(
    tx,
    `insert into departure_settlement (id, number, carrier_id, tenancy_id, settled_on, through, owed_fen, credit_fen, deposit_fen, credit_used_fen,
       deposit_used_fen, hash, settled_at, settled_by, example) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      row.id,
      row.number,
      row.carrierId,
      row.tenancyId,
      row.settledOn,
      row.through,
      row.owedFen,
      row.creditFen,
      row.depositFen,
      row.creditUsedFen,
      row.depositUsedFen,
      row.hash,
      row.at,
      row.by,
      row.example,
    ],
  );
}

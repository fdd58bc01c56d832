import type { Selectable } from 'kysely';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { PlaqueTable } from '../../platform/db/schema.ts';

export type PlaqueRow = Selectable<PlaqueTable>;

export async function plaqueOf(tx: Tx, designationId: string): Promise<PlaqueRow | undefined> {
  return tx.selectFrom('plaque').selectAll().where('designation_id', '=', designationId).executeTakeFirst();
}

export async function insertPlaque(tx: Tx, row: PlaqueRow): Promise<void> {
  await tx.insertInto('plaque').values(row).execute();
}

export interface PublicPlaque {
  token: string;
  name: string;
  number: string;
  carrierId: string;
  carrier: string;
  operator: string | null;
  territory: string;
  grantedBy: string;
  state: 'valid' | 'rectifying' | 'revoked' | 'lapsed';
  validFrom: string;
  validTo: string | null;
  endedOn: string | null;
  awardedOn: string;
}

/** What stands behind a QR code: what the register says today, not what was true when it was engraved. */
export async function findPlaque(tx: Tx, token: string): Promise<PublicPlaque | undefined> {
  const [row] = await sqlRows<PublicPlaque>(
    tx,
    `select p.token, d.name, d.number, d.carrier_id as "carrierId", c.name as carrier, o.name as operator,
       t.full_name as territory, g.name as "grantedBy", d.state, d.valid_from as "validFrom", d.valid_to as "validTo",
       d.ended_on as "endedOn", p.awarded_on as "awardedOn"
     from plaque p join designation d on d.id = p.designation_id join carrier c on c.id = d.carrier_id
     join territory t on t.id = d.territory_id join organisation g on g.id = d.organisation_id
     left join organisation o on o.id = c.operator_id where p.token = $1`,
    [token],
  );
  return row;
}

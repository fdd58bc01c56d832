import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';

export interface OpenDesignation {
  id: string;
  spaceId: string;
  space: string;
  name: string;
  level: string;
  number: string;
  state: 'valid' | 'rectifying' | 'revoked' | 'lapsed';
  territory: string;
  grantedBy: string;
  validFrom: string;
  validTo: string | null;
  endedOn: string | null;
  policy: string;
  policyHash: string;
  example: boolean;
}

export async function openDesignations(tx: Tx, today: string, at: Paged): Promise<{ rows: OpenDesignation[] } & Total> {
  const total = await countRows(tx, `from designation`, [], at);
  const rows = await sqlRows<OpenDesignation>(
    tx,
    `select d.id, c.id as "spaceId", c.name as space, d.name, d.level, d.number,
       case when d.state in ('valid', 'rectifying') and d.valid_to < $1::date then 'lapsed' else d.state end as state,
       t.full_name as territory, o.name as "grantedBy", d.valid_from as "validFrom", d.valid_to as "validTo", d.ended_on as "endedOn",
       d.pack_id as policy, d.pack_hash as "policyHash", c.example
     from designation d join carrier c on c.id = d.carrier_id join territory t on t.id = d.territory_id
       join organisation o on o.id = d.organisation_id
     order by d.valid_from desc, d.id limit $2 offset $3`,
    [today, at.size, (at.page - 1) * at.size],
  );
  return { rows, ...total };
}

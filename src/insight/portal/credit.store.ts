import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';

export interface BarLine {
  fromDay: string;
  untilDay: string | null;
  cites: string;
  number: string | null;
  packId: string;
}

/** What a carrier's operator may not apply for today. */
export async function barsOf(tx: Tx, carrierId: string, today: string): Promise<BarLine[]> {
  return sqlRows<BarLine>(
    tx,
    `select from_day as "fromDay", until_day as "untilDay", cites, number, pack_id as "packId" from bar
     where carrier_id = $1 and from_day <= $2::date and (until_day is null or until_day >= $2::date)
       and (lifted_on is null or lifted_on > $2::date) order by from_day`,
    [carrierId, today],
  );
}

export interface CreditLine {
  id: string;
  organisation: string;
  uscc: string | null;
  spaceId: string;
  space: string;
  kind: 'sanction' | 'rectificationFailed' | 'commendation';
  cites: string;
  says: string;
  number: string;
  onDay: string;
  publicUntil: string | null;
  policy: string;
  example: boolean;
}

/** Entries that are public today: of one carrier, or all. */
export async function publicCredit(
  tx: Tx,
  today: string,
  asked: { carrierId?: string } & Paged,
): Promise<{ rows: CreditLine[] } & Total> {
  const from = `from credit_entry e join organisation o on o.id = e.organisation_id join carrier c on c.id = e.carrier_id
    where e.is_public and e.struck_on is null and e.repaired_on is null
      and (e.public_until is null or e.public_until >= $1::date) and ($2::uuid is null or e.carrier_id = $2)`;
  const values = [today, asked.carrierId ?? null];
  const total = await countRows(tx, from, values, asked);
  const rows = await sqlRows<CreditLine>(
    tx,
    `select e.id, o.name as organisation, o.uscc, c.id as "spaceId", c.name as space, e.kind, e.cites, e.says, e.number,
       e.on_day as "onDay", e.public_until as "publicUntil", e.pack_id as policy, c.example
     ${from} order by e.on_day desc, e.id desc limit $3 offset $4`,
    [...values, asked.size, (asked.page - 1) * asked.size],
  );
  return { rows, ...total };
}

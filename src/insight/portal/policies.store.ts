import { packByHash } from '../../cases/packs/pack.actions.ts';
import { packRowsOn } from '../../cases/packs/pack.store.ts';
import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Pack } from '../../policy/pack.ts';

export interface Installed {
  readonly hash: string;
  readonly pack: Pack;
}
export interface Version extends Installed {
  /** From which day new cases run under it. */
  readonly startsOn: Day;
  readonly standing: 'current' | 'coming' | 'replaced';
}

/** The packs that stand on a day, by territory; the fictional province last. */
export async function currentPacks(tx: Tx, on: Day): Promise<Installed[]> {
  const rows = await packRowsOn(tx, on);
  const packs = await Promise.all(rows.map(async ({ hash }) => ({ hash, pack: await packByHash(tx, hash) })));
  const order = ({ pack: { id, territory, inForce } }: Installed) =>
    `${territory.code === '000000' ? 1 : 0} ${territory.code} ${9999 - Number(inForce.from.slice(0, 4))} ${id}`;
  return packs.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** Every text ever installed or published under an id, the newest first. */
export async function packVersions(tx: Tx, id: string, today: Day): Promise<Version[]> {
  const rows = await sqlRows<{ hash: string; startsOn: Day; kept: boolean }>(
    tx,
    `select hash, "startsOn", kept from (
       select hash, (installed_at at time zone 'Asia/Shanghai')::date as "startsOn", replaced_at is null as kept, 0 as number
         from pack p where id = $1 and (replaced_at is null or not exists (select 1 from pack_version v where v.hash = p.hash))
       union all select hash, starts_on, true, number from standing_pack_version where pack_id = $1) x
     order by number desc, kept desc, "startsOn" desc`,
    [id],
  );
  const current = rows.find(({ startsOn, kept }) => kept && startsOn <= today) ?? rows.at(-1);
  return Promise.all(
    rows.map(async (row) => ({
      hash: row.hash,
      startsOn: row.startsOn,
      standing: row === current ? 'current' : row.startsOn > today ? 'coming' : 'replaced',
      pack: await packByHash(tx, row.hash),
    })),
  );
}

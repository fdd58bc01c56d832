import { packByHash } from '../../cases/packs/pack.actions.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Pack } from '../../policy/pack.ts';

export interface Installed {
  readonly hash: string;
  readonly pack: Pack;
  readonly installedAt: string;
  readonly replacedAt: string | null;
}

interface PackRow {
  hash: string;
  installed_at: string;
  replaced_at: string | null;
}

async function open(tx: Tx, rows: readonly PackRow[]): Promise<Installed[]> {
  const opened: Installed[] = [];
  for (const { hash, installed_at: installedAt, replaced_at: replacedAt } of rows)
    opened.push({ hash, pack: await packByHash(tx, hash), installedAt, replacedAt });
  return opened;
}

/** The packs that stand today, by territory; the fictional province last. */
export async function currentPacks(tx: Tx): Promise<Installed[]> {
  const rows = await sqlRows<PackRow>(
    tx,
    `select hash, installed_at, replaced_at from pack where replaced_at is null
     order by territory_code = '000000', territory_code, in_force_from desc, id`,
  );
  return open(tx, rows);
}

/** Every text ever installed under an id, the standing one first. */
export async function packVersions(tx: Tx, id: string): Promise<Installed[]> {
  const rows = await sqlRows<PackRow>(
    tx,
    `select hash, installed_at, replaced_at from pack where id = $1
     order by replaced_at desc nulls first, installed_at desc`,
    [id],
  );
  return open(tx, rows);
}

import { FACTS } from '../../facts/vocabulary.ts';
import { EFFECTS } from '../../kernel/effect.ts';
import { PAPERS } from '../../kernel/paper.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { loadPack } from '../../policy/load.ts';
import type { Pack, PackFiles } from '../../policy/pack.ts';

export interface Installed {
  readonly hash: string;
  readonly pack: Pack;
  readonly installedAt: string;
  readonly replacedAt: string | null;
}

interface PackRow {
  hash: string;
  files: PackFiles;
  installed_at: string;
  replaced_at: string | null;
}

/** A pack never changes under its hash, so a loaded one is kept for the life of the process. */
const loaded = new Map<string, Pack>();

function open(row: PackRow): Installed[] {
  let pack = loaded.get(row.hash);
  if (!pack) {
    pack = loadPack(row.files, { facts: FACTS, effects: EFFECTS, papers: PAPERS }).pack;
    if (!pack) return [];
    loaded.set(row.hash, pack);
  }
  return [{ hash: row.hash, pack, installedAt: row.installed_at, replacedAt: row.replaced_at }];
}

const COLUMNS = 'hash, files, installed_at, replaced_at';

/** The packs that stand today, by territory. */
export async function currentPacks(tx: Tx): Promise<Installed[]> {
  const rows = await sqlRows<PackRow>(
    tx,
    `select ${COLUMNS} from pack where replaced_at is null order by territory_code, in_force_from desc, id`,
  );
  return rows.flatMap(open);
}

/** Every text ever installed under an id, the standing one first. */
export async function packVersions(tx: Tx, id: string): Promise<Installed[]> {
  const rows = await sqlRows<PackRow>(
    tx,
    `select ${COLUMNS} from pack where id = $1 order by replaced_at desc nulls first, installed_at desc`,
    [id],
  );
  return rows.flatMap(open);
}

import type { Tx } from '../../platform/db/database.ts';
import type { Pack, PackFiles } from '../../policy/pack.ts';

interface NewPack {
  readonly hash: string;
  readonly pack: Pack;
  readonly files: PackFiles;
  readonly at: string;
}

/** Makes this text the current one of its id; does nothing where it is. */
export async function insertPack(tx: Tx, { hash, pack, files, at }: NewPack): Promise<void> {
  await tx
    .updateTable('pack')
    .set({ replaced_at: at })
    .where('id', '=', pack.id)
    .where('hash', '<>', hash)
    .where('replaced_at', 'is', null)
    .execute();
  await tx
    .insertInto('pack')
    .values({
      hash,
      id: pack.id,
      title: pack.title,
      territory_code: pack.territory.code,
      in_force_from: pack.inForce.from,
      in_force_until: pack.inForce.until,
      files: JSON.stringify(files),
      installed_at: at,
      replaced_at: null,
    })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ replaced_at: null }))
    .execute();
}

export async function findPackFiles(tx: Tx, hash: string): Promise<PackFiles | undefined> {
  const row = await tx.selectFrom('pack').select('files').where('hash', '=', hash).executeTakeFirst();
  return row?.files;
}

export async function currentPackRows(tx: Tx, id?: string) {
  return tx
    .selectFrom('pack')
    .select(['hash', 'id', 'in_force_from', 'in_force_until'])
    .where('replaced_at', 'is', null)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('id')
    .execute();
}

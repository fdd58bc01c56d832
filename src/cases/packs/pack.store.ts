import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Pack, PackFiles } from '../../policy/pack.ts';

interface NewPack {
  readonly hash: string;
  readonly pack: Pack;
  readonly files: PackFiles;
  readonly at: string;
}

/** Makes this text the installed one of its id; does nothing where it is. Published versions stand before it. */
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
    .values(rowOf({ hash, pack, files, at }, null))
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ replaced_at: null }))
    .execute();
}

/** Keeps a text that is published as a version, beside the installed one. */
export async function keepPack(tx: Tx, text: NewPack): Promise<void> {
  await tx
    .insertInto('pack')
    .values(rowOf(text, text.at))
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
}

const rowOf = ({ hash, pack, files, at }: NewPack, replacedAt: string | null) => ({
  hash,
  id: pack.id,
  title: pack.title,
  territory_code: pack.territory.code,
  in_force_from: pack.inForce.from,
  in_force_until: pack.inForce.until,
  files: JSON.stringify(files),
  installed_at: at,
  replaced_at: replacedAt,
});

export async function findPackFiles(tx: Tx, hash: string): Promise<PackFiles | undefined> {
  const row = await tx.selectFrom('pack').select('files').where('hash', '=', hash).executeTakeFirst();
  return row?.files;
}

export interface VersionRow {
  readonly id: string;
  readonly hash: string;
  /** 0: installed from the product's folder. */
  readonly number: number;
  /** From which day new cases run under it; null: since it was installed. */
  readonly startsOn: Day | null;
  readonly since: string;
  readonly inForceFrom: Day;
  readonly inForceUntil: Day | null;
}

const VERSIONS = `select x.id, x.hash, x.number, x.starts_on as "startsOn", x.since, p.in_force_from as "inForceFrom", p.in_force_until as "inForceUntil"
  from (select id, hash, 0 as number, null::date as starts_on, installed_at as since from pack where replaced_at is null
    union all select pack_id, hash, number, starts_on, published_at from standing_pack_version) x join pack p on p.hash = x.hash`;

/** One text for each id: of the versions that have begun by the day the last, else what was installed. */
export async function packRowsOn(tx: Tx, on: Day, id: string | null = null): Promise<VersionRow[]> {
  return sqlRows<VersionRow>(
    tx,
    `select distinct on (v.id) v.* from (${VERSIONS}) v where (v."startsOn" is null or v."startsOn" <= $1)
       and ($2::text is null or v.id = $2) order by v.id, v.number desc`,
    [on, id],
  );
}

/** The versions that begin after a day, the next one first. */
export async function comingPackRows(tx: Tx, after: Day): Promise<VersionRow[]> {
  return sqlRows<VersionRow>(
    tx,
    `select v.* from (${VERSIONS}) v where v."startsOn" > $1 order by v."startsOn", v.id`,
    [after],
  );
}

/** The texts that next versions would follow, by id, whether they have begun or not. */
export async function latestVersions(tx: Tx, id: string | null = null): Promise<Map<string, VersionRow>> {
  const rows = await sqlRows<VersionRow>(
    tx,
    `select distinct on (v.id) v.* from (${VERSIONS}) v where $1::text is null or v.id = $1 order by v.id, v.number desc`,
    [id],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export async function latestVersion(tx: Tx, id: string): Promise<VersionRow | undefined> {
  return (await latestVersions(tx, id)).get(id);
}

/** The number a next version gets: that of a recalled one is not given again. */
export async function nextVersionNumber(tx: Tx, packId: string): Promise<number> {
  const [row] = await sqlRows<{ next: number }>(
    tx,
    'select coalesce(max(number), 0) + 1 as next from pack_version where pack_id = $1',
    [packId],
  );
  return row?.next ?? 1;
}

export interface NewVersion {
  readonly packId: string;
  readonly number: number;
  readonly hash: string;
  readonly draftId: string;
  readonly startsOn: Day;
  readonly at: string;
  readonly by: string;
}

export async function insertVersion(tx: Tx, version: NewVersion): Promise<void> {
  await tx
    .insertInto('pack_version')
    .values({
      pack_id: version.packId,
      number: version.number,
      hash: version.hash,
      draft_id: version.draftId,
      starts_on: version.startsOn,
      published_at: version.at,
      published_by: version.by,
    })
    .execute();
}

export async function insertRecall(
  tx: Tx,
  { packId, number, reason, at, by }: Pick<NewVersion, 'packId' | 'number' | 'at' | 'by'> & { reason: string },
): Promise<void> {
  await tx
    .insertInto('pack_version_recall')
    .values({ pack_id: packId, number, reason, recalled_at: at, recalled_by: by })
    .execute();
}

/** Every text the product ever held, by id, the newest first. */
export async function allPackRows(tx: Tx): Promise<{ hash: string; installedAt: string }[]> {
  return sqlRows(
    tx,
    'select hash, installed_at as "installedAt" from pack order by territory_code, id, installed_at desc, hash',
  );
}

import type { Selectable } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { ScoresheetTable } from '../../platform/db/schema.ts';
import type { SheetItem } from './scoresheet.ts';

export type ScoresheetRow = Selectable<ScoresheetTable>;

/** Whose sheet it is: the whole round's, or one case's where intake is rolling. */
export interface SheetKey {
  readonly roundId: string | null;
  readonly caseId: string;
  readonly packId: string;
  readonly step: string;
  readonly scheme: string;
}

/** Published versions, oldest first. */
export async function versionsOf(tx: Tx, key: SheetKey): Promise<ScoresheetRow[]> {
  return tx
    .selectFrom('scoresheet')
    .selectAll()
    .where((is) => (key.roundId ? is('round_id', '=', key.roundId) : is('case_id', '=', key.caseId)))
    .where('pack_id', '=', key.packId)
    .where('step', '=', key.step)
    .where('scheme', '=', key.scheme)
    .orderBy('version')
    .execute();
}

/** False: somebody else published this version at the same moment. */
export async function insertVersion(
  tx: Tx,
  key: SheetKey,
  row: Pick<ScoresheetRow, 'id' | 'version' | 'reason' | 'published_at' | 'published_by'> & { items: SheetItem[] },
): Promise<boolean> {
  const rows = await tx
    .insertInto('scoresheet')
    .values({
      ...row,
      items: JSON.stringify(row.items),
      round_id: key.roundId,
      case_id: key.roundId ? null : key.caseId,
      pack_id: key.packId,
      step: key.step,
      scheme: key.scheme,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return rows.length === 1;
}

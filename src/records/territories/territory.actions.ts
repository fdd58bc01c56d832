import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { findTerritory, insertZone, type TerritoryRow } from './territory.store.ts';
import type { ZoneKind } from './territory.ts';

/** A functional zone below a division or another zone. It has no code of GB/T 2260. */
export async function createZone(
  tx: Tx,
  zone: { id?: string; name: string; parentId: string; zoneKind: ZoneKind; nationalZone: boolean },
): Promise<TerritoryRow> {
  const parent = await findTerritory(tx, zone.parentId);
  if (!parent)
    throw new Refusal('input.invalid', {}, [{ path: 'parentId', code: 'reference', message: '未找到上级区域' }]);
  const id = zone.id ?? newId();
  await insertZone(tx, { ...zone, id, parent });
  const made = await findTerritory(tx, id);
  if (!made) throw new Error(`zone ${id} is gone`);
  recordChange(tx, { kind: 'territory', id, after: made });
  return made;
}

import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { lockSpace } from '../carriers/carrier.store.ts';

export interface SpacePhoto {
  id: string;
  alt: string;
}

export async function photosOf(tx: Tx, carrierId: string): Promise<SpacePhoto[]> {
  return sqlRows<SpacePhoto>(
    tx,
    'select file_id as id, alt from carrier_photo where carrier_id = $1 order by position, file_id',
    [carrierId],
  );
}

export async function replaceSpacePhotos(tx: Tx, carrierId: string, photos: readonly SpacePhoto[]): Promise<void> {
  await lockSpace(tx, carrierId);
  await sqlRows(tx, 'delete from carrier_photo where carrier_id = $1', [carrierId]);
  await sqlRows(
    tx,
    `insert into carrier_photo (carrier_id, file_id, alt, position)
     select $1, p.id, p.alt, p.n from rows from (jsonb_to_recordset($2::jsonb) as (id uuid, alt text)) with ordinality p(id, alt, n)`,
    [carrierId, JSON.stringify(photos)],
  );
}

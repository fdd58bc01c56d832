import { randomBytes } from 'node:crypto';
import type { Actor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { findVersion, lineExists, picturesOf, replacePhotos, replacePrices, saveTerms } from './resource.store.ts';
import type { Price, ResourceKind, Terms } from './resource.ts';

export interface ResourceSetting extends Terms {
  carrierId: string;
  kind: ResourceKind;
  recordId: string;
  /** null: it has no terms yet. */
  version: number | null;
  prices: readonly Price[];
  photos: readonly { id: string; alt: string }[];
}

/** Those that are no pictures uploaded for the carrier. */
export async function foreignPhotos(
  tx: Tx,
  carrierId: string,
  photos: readonly { id: string }[],
): Promise<FieldRefusal[]> {
  const known = await picturesOf(
    tx,
    carrierId,
    photos.map(({ id }) => id),
  );
  return photos.flatMap(({ id }, at) =>
    known.has(id) ? [] : [{ path: `photos.${at}`, code: 'picture', message: '不是本载体上传的图片' }],
  );
}

/** Sets on what terms a line of the records is booked or let. */
export async function setTerms(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  _actor: Actor,
  { carrierId, kind, recordId, version, prices, photos, ...terms }: ResourceSetting,
  example = false,
): Promise<{ id: string }> {
  if (!(await lineExists(tx, carrierId, kind, recordId))) throw new Refusal('not-found');
  const before = await findVersion(tx, kind, recordId);
  if ((before?.version ?? null) !== version) throw new Refusal('conflict');
  const fields = await foreignPhotos(tx, carrierId, photos);
  if (terms.mostMinutes < terms.leastMinutes)
    fields.push({ path: 'mostMinutes', code: 'range', message: '最长时间不能短于最短时间' });
  const named = prices.map(({ userGroup, period }) => `${userGroup} ${period}`);
  if (new Set(named).size < named.length)
    fields.push({ path: 'prices', code: 'twice', message: '同一用户组的价格重复' });
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
  const id = before?.id ?? newId();
  const qrToken = randomBytes(18).toString('base64url');
  await saveTerms(tx, { id, carrierId, kind, recordId, qrToken }, terms, { at: clock.now().toString(), example });
  await replacePrices(tx, id, prices);
  await replacePhotos(tx, id, photos);
  recordChange(tx, { kind: 'resource', id, after: { kind, recordId, ...terms, prices, photos } });
  return { id };
}

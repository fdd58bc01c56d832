import type { Actor } from '../../kernel/actor.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { lockCarrier } from '../carriers/carrier.store.ts';
import { listLines, picturesOf } from '../resources/resource.store.ts';
import type { Shape } from './floor-plan.contract.ts';
import { floorsOf, insertPlan, lastVersion } from './floor-plan.store.ts';

export interface Drawing {
  carrierId: string;
  floorId: string;
  basedOn: number;
  pictureId: string | null;
  width: number;
  height: number;
  shapes: readonly Shape[];
}

/** Keeps a drawing as the floor's next version. What it shows are records: they stay the same under any drawing. */
export async function drawPlan(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  actor: Actor,
  { basedOn, ...drawing }: Drawing,
): Promise<{ id: string; version: number }> {
  const { carrierId, floorId, shapes, pictureId } = drawing;
  await lockCarrier(tx, carrierId);
  const floors = await floorsOf(tx, carrierId, clock.today());
  if (!floors.some(({ id }) => id === floorId)) throw new Refusal('not-found');
  const version = await lastVersion(tx, floorId);
  if (version !== basedOn) throw new Refusal('conflict', { version });
  const fields: FieldRefusal[] = [];
  if (pictureId && !(await picturesOf(tx, carrierId, [pictureId])).has(pictureId))
    fields.push({ path: 'pictureId', code: 'picture', message: '不是本载体上传的图片' });
  const lines = new Map((await listLines(tx, carrierId, null)).map((line) => [`${line.kind} ${line.recordId}`, line]));
  const seen = new Set<string>();
  for (const [index, { target }] of shapes.entries()) {
    if (!target) continue;
    const line = lines.get(`${target.kind} ${target.recordId}`);
    const path = `shapes.${index}.target`;
    const place = `${target.kind} ${target.recordId} ${target.unit}`;
    if (!line) fields.push({ path, code: 'reference', message: '本空间没有此项资源' });
    else if (target.unit !== null && target.unit > line.count)
      fields.push({ path, code: 'range', message: `${line.name}只有${line.count}个` });
    else if (seen.has(place)) fields.push({ path, code: 'twice', message: `${line.name}在图上画了两次` });
    seen.add(place);
  }
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
  const id = await insertPlan(tx, {
    ...drawing,
    version: version + 1,
    drawnBy: actor.personId,
    drawnAt: clock.now().toString(),
  });
  recordChange(tx, { kind: 'floorPlan', id, after: { floorId, version: version + 1, shapes: shapes.length } });
  return { id, version: version + 1 };
}

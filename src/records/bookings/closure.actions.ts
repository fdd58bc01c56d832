import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { lockSpace } from '../carriers/carrier.store.ts';
import { insertClosure } from '../openings/opening.store.ts';
import { listResources } from '../resources/resource.store.ts';
import { cancelBooking } from './booking.actions.ts';
import { openOver } from './booking.store.ts';

export interface NewClosure {
  carrierId: string;
  resourceId: string | null;
  startsAt: string;
  endsAt: string;
  reason: string;
  cancelsBookings: boolean;
}

/** Closes a space or one resource for a time; bookings in it are cancelled with the reason, or nothing is closed. */
export async function closeOver(
  tx: Tx,
  can: Pick<Services, 'clock'>,
  actor: Actor,
  { carrierId, resourceId, startsAt, endsAt, reason, cancelsBookings }: NewClosure,
): Promise<{ id: string; cancelled: number }> {
  const span = { start: Date.parse(startsAt), end: Date.parse(endsAt) };
  if (span.end <= span.start)
    throw new Refusal('input.invalid', {}, [{ path: 'endsAt', code: 'range', message: '结束时间须晚于开始时间' }]);
  await lockSpace(tx, carrierId);
  if (resourceId !== null && (await listResources(tx, carrierId, [resourceId])).length === 0)
    throw new Refusal('not-found');
  const inTheWay = await openOver(tx, carrierId, span, { resourceId, organisationId: null, seriesId: null });
  if (inTheWay.length > 0 && !cancelsBookings)
    throw new Refusal('closure.bookings-in-the-way', { bookings: inTheWay.length });
  const by = { personId: actor.personId, at: can.clock.now().toString() };
  const id = await insertClosure(tx, carrierId, { ...span, resourceId, reason }, by);
  for (const bookingId of inTheWay)
    await cancelBooking(tx, can, actor, { bookingId, version: null, reason: `临时关闭：${reason}` });
  recordChange(tx, {
    kind: 'closure',
    id,
    after: { carrierId, resourceId, startsAt, endsAt, reason, cancelled: inTheWay.length },
  });
  return { id, cancelled: inTheWay.length };
}

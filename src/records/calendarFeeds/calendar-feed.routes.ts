import { createHash, randomBytes } from 'node:crypto';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { bookingsOfPerson } from '../bookings/booking.store.ts';
import { sessionsOfPerson } from '../mentoring/mentoring.store.ts';
import { feedView, newFeedView } from './calendar-feed.contract.ts';
import { findFeed, insertFeed, personOfFeed, revokeFeed } from './calendar-feed.store.ts';

const tag = '日历订阅';
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

function personIdOf(actor: Actor): string {
  if (!actor.personId) throw new Refusal('not-signed-in');
  return actor.personId;
}

export const calendarFeedRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/calendar-feed',
    permission: 'booking.list',
    summary: '本人的日历订阅地址是否启用',
    tag,
    input: z.object({}),
    output: feedView,
    handle: async ({ tx, actor }) => ({ createdAt: (await findFeed(tx, personIdOf(actor)))?.createdAt ?? null }),
  }),
  route({
    method: 'post',
    path: '/api/calendar-feed',
    permission: 'booking.list',
    summary: '启用或更换日历订阅地址，旧地址失效',
    tag,
    input: z.object({}),
    output: newFeedView,
    handle: async ({ tx, actor, services }) => {
      const personId = personIdOf(actor);
      const at = services.clock.now().toString();
      const token = randomBytes(24).toString('base64url');
      await revokeFeed(tx, personId, at);
      await insertFeed(tx, personId, hashOf(token), at);
      recordChange(tx, { kind: 'calendarFeed', id: personId, after: { opened: true } });
      return { address: `${services.config.publicUrl}/calendar/${token}/bookings.ics` };
    },
  }),
  route({
    method: 'delete',
    path: '/api/calendar-feed',
    permission: 'booking.list',
    summary: '停用日历订阅地址',
    tag,
    input: z.object({}),
    output: z.object({}),
    handle: async ({ tx, actor, services }) => {
      const personId = personIdOf(actor);
      await revokeFeed(tx, personId, services.clock.now().toString());
      recordChange(tx, { kind: 'calendarFeed', id: personId, after: { revoked: true } });
      return {};
    },
  }),
  route({
    method: 'get',
    path: '/calendar/:token/bookings.ics',
    permission: 'public.read',
    summary: '以日历格式(iCalendar)读取本人的预订和作为导师的辅导',
    tag,
    input: z.object({ token: z.string().min(8).max(64) }),
    answers: 'file',
    handle: async ({ tx, input, services }) => {
      const person = await personOfFeed(tx, hashOf(input.token));
      if (!person) throw new Refusal('not-found');
      const bookings = await bookingsOfPerson(tx, person.personId, services.clock.today());
      const calendar = ical({
        name: `${person.name}的预订`,
        prodId: { company: '众创台', product: '预订', language: 'ZH' },
        method: ICalCalendarMethod.PUBLISH,
        ttl: 3600,
      });
      for (const { id, startsAt, endsAt, state, purpose, carrierName, address, names, updatedAt, version } of bookings)
        calendar.createEvent({
          id,
          sequence: version,
          start: new Date(startsAt),
          end: new Date(endsAt),
          stamp: new Date(updatedAt),
          summary: `${names.join('、')}${purpose ? ` · ${purpose}` : ''}`,
          location: [carrierName, address].filter(Boolean).join('，'),
          status:
            state === 'confirmed' || state === 'checkedIn' ? ICalEventStatus.CONFIRMED : ICalEventStatus.TENTATIVE,
        });
      for (const session of await sessionsOfPerson(tx, person.personId, services.clock.today()))
        calendar.createEvent({
          id: session.id,
          sequence: session.version,
          start: new Date(session.startsAt),
          end: new Date(session.endsAt),
          stamp: new Date(session.stamp),
          summary: `辅导${session.teamName} · ${session.topic}`,
          location: session.online ? '线上' : [session.carrierName, session.address].filter(Boolean).join('，'),
          status: session.state === 'requested' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
        });
      return {
        name: 'bookings.ics',
        mediaType: 'text/calendar; charset=utf-8',
        body: Buffer.from(calendar.toString()),
      };
    },
  }),
];

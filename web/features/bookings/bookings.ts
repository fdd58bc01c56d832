import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { creditsView, ownCreditsView } from '../../../src/records/bookingCredits/booking-credit.contract.ts';
import type {
  BookingView,
  bookableSpacesView,
  bookingsView,
  checkInView,
  freeView,
  monthView,
  occupancyNowView,
  openingsView,
  peopleView,
} from '../../../src/records/bookings/booking.contract.ts';
import type { feedView } from '../../../src/records/calendarFeeds/calendar-feed.contract.ts';
import type { plansView } from '../../../src/records/floorPlans/floor-plan.contract.ts';
import type { linesView } from '../../../src/records/resources/resource.contract.ts';
import { api, type Query } from '../../lib/api.ts';
import { dayInShanghai, showDay } from '../../lib/format.ts';

export type Booking = BookingView;

const ask = <T>(key: readonly unknown[], path: string, query?: Query) =>
  queryOptions({ queryKey: ['bookings', ...key], queryFn: () => api.get<T>(path, query) });

export const spacesToBookQuery = ask<z.output<typeof bookableSpacesView>>(['spaces'], '/api/bookable-spaces');
export const freeQuery = (carrierId: string, query: Query) =>
  ask<z.output<typeof freeView>>(['free', carrierId, query], `/api/carriers/${carrierId}/free`, query);
export const bookingsQuery = (query: Query) =>
  ask<z.output<typeof bookingsView>>(['list', query], '/api/bookings', query);
/** One's own people; for the operator, who names the team it acts for, those of the team. */
export const colleaguesQuery = (of: { carrierId?: string | undefined; teamId?: string | undefined } = {}) =>
  ask<z.output<typeof peopleView>>(['colleagues', of], '/api/bookings/colleagues', of);
export const creditsQuery = ask<z.output<typeof ownCreditsView>>(['credits'], '/api/booking-credits');
export const feedQuery = ask<z.output<typeof feedView>>(['feed'], '/api/calendar-feed');
export const checkInQuery = (token: string) =>
  ask<z.output<typeof checkInView>>(['check-in', token], `/api/check-in/${token}`);
export const linesQuery = (carrierId: string) =>
  ask<z.output<typeof linesView>>(['lines', carrierId], `/api/carriers/${carrierId}/resources`);
export const openingsQuery = (carrierId: string) =>
  ask<z.output<typeof openingsView>>(['openings', carrierId], `/api/carriers/${carrierId}/openings`);
export const teamCreditsQuery = (carrierId: string) =>
  ask<z.output<typeof creditsView>>(['team-credits', carrierId], `/api/carriers/${carrierId}/credits`);
export const teamMovementsQuery = (carrierId: string, teamId: string) =>
  ask<z.output<typeof ownCreditsView>>(
    ['team-credits', carrierId, teamId],
    `/api/carriers/${carrierId}/credits/${teamId}`,
  );
export const plansQuery = (carrierId: string) =>
  ask<z.output<typeof plansView>>(['plans', carrierId], `/api/carriers/${carrierId}/floor-plans`);
export const occupancyQuery = (carrierId: string, at: string | undefined) =>
  ask<z.output<typeof occupancyNowView>>(['occupancy', carrierId, at], `/api/carriers/${carrierId}/occupancy`, { at });
export const monthQuery = (carrierId: string, month: string) =>
  ask<z.output<typeof monthView>>(['month', carrierId, month], `/api/carriers/${carrierId}/occupancy/month`, { month });

/** A command on bookings; everything read about them is asked for again. */
export function useBookingChange<I, O = unknown>(send: (input: I) => Promise<O>, done?: (answer: O) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async (answer) => {
      await client.invalidateQueries({ queryKey: ['bookings'] });
      done?.(answer);
    },
  });
}

export const timeIn = (moment: string) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(moment));

/** `到10:30`; where a day ends `到2026年12月31日`; null: until notice. */
export function showUntil(moment: string | null): string {
  if (moment === null) return '长期';
  const time = timeIn(moment);
  return time === '00:00' ? `到${showDay(dayInShanghai(new Date(Date.parse(moment) - 1)))}` : `到${time}`;
}

/** `2026年11月24日 10:00–11:30`; whole days without a time. */
export function showWhen({ startsAt, endsAt }: { startsAt: string; endsAt: string }): string {
  const [first, last] = [timeIn(startsAt), timeIn(endsAt)];
  const from = dayInShanghai(startsAt);
  if (first === '00:00' && last === '00:00') {
    const to = dayInShanghai(new Date(Date.parse(endsAt) - 1));
    return from === to ? `${showDay(from)}全天` : `${showDay(from)}至${showDay(to)}`;
  }
  return `${showDay(from)} ${first}–${last === '00:00' ? '24:00' : last}`;
}

export const showItems = ({ items }: Pick<Booking, 'items'>) =>
  items.map(({ name, quantity }) => (quantity > 1 ? `${name}×${quantity}` : name)).join('、');

export const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
export const clockOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

import { z } from 'zod';
import { loadWorkingCalendar } from '../../identity/calendar/calendar.store.ts';
import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { lockSpace } from '../carriers/carrier.store.ts';
import { closuresOver, endClosure, listOpenings, replaceOpenings } from '../openings/opening.store.ts';
import { dayAt } from '../openings/opening.ts';
import { listLines, resourceByToken } from '../resources/resource.store.ts';
import {
  acceptOffer,
  book,
  cancelBooking,
  cancelRange,
  checkIn,
  colleagues,
  decideBooking,
  moveBooking,
  transferBooking,
} from './booking.actions.ts';
import {
  bookableSpacesView,
  bookInput,
  bookingsView,
  bookingView,
  cancelInput,
  cancelRangeInput,
  checkInInput,
  checkInView,
  closureInput,
  closureView,
  colleaguesInput,
  decideInput,
  endClosureInput,
  freeInput,
  freeView,
  listBookingsInput,
  monthInput,
  monthView,
  moveInput,
  occupancyNowInput,
  occupancyNowView,
  oneBookingInput,
  openingsInput,
  openingsView,
  outcomesView,
  peopleView,
  rangeView,
  transferInput,
  versionInput,
} from './booking.contract.ts';
import { BOOKINGS } from './booking.excel.ts';
import { findBooking, listBookings, toCheckIn } from './booking.store.ts';
import { CHECK_IN_EARLY } from './booking.ts';
import { closeOver } from './closure.actions.ts';
import { bookableSpaces, desksUnplaced, occupancyAt, occupancyOfMonth, searchFree } from './search.actions.ts';

const tag = '预订';
const iso = (moment: number) => new Date(moment).toISOString();

export const bookingRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/bookable-spaces',
    permission: 'booking.list',
    summary: '开放预订的空间',
    tag,
    input: z.object({}),
    output: bookableSpacesView,
    handle: async ({ tx, services, actor }) => ({ rows: await bookableSpaces(tx, services, actor) }),
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/free',
    permission: 'booking.make',
    summary: '查找空闲的工位、房间、设备和储物柜',
    tag,
    input: freeInput,
    output: freeView,
    handle: ({ tx, services, actor, input }) => searchFree(tx, services, actor, input),
  }),
  route({
    method: 'post',
    path: '/api/bookings',
    permission: 'booking.make',
    summary: '预订，可同时订房间和设备、重复预订、加入候补',
    tag,
    input: bookInput,
    output: outcomesView,
    handle: async ({ tx, services, actor, input }) => ({
      outcomes: (await book(tx, services, actor, input)).map((one) => ({ ...one, reasons: [...one.reasons] })),
    }),
  }),
  ...listRoutes(
    {
      method: 'get',
      path: '/api/bookings',
      permission: 'booking.list',
      summary: '预订列表',
      tag,
      input: listBookingsInput,
      output: bookingsView,
      handle: ({ tx, actor, input }) =>
        listBookings(tx, actor, 'booking.list', { ...input, mine: input.mine === 'true' }),
    },
    BOOKINGS,
  ),
  route({
    method: 'get',
    path: '/api/bookings/colleagues',
    permission: 'booking.list',
    summary: '可代为预订或转给的同事',
    tag,
    input: colleaguesInput,
    output: peopleView,
    handle: async ({ tx, services, actor, input }) => ({ rows: await colleagues(tx, services, actor, input) }),
  }),
  route({
    method: 'post',
    path: '/api/bookings/cancel-range',
    permission: 'booking.make',
    summary: '取消一段日期内本团队的预订',
    tag,
    input: cancelRangeInput,
    output: rangeView,
    handle: async ({ tx, services, actor, input }) => ({ rows: await cancelRange(tx, services, actor, input) }),
  }),
  route({
    method: 'get',
    path: '/api/bookings/:bookingId',
    permission: 'booking.read',
    summary: '一项预订',
    tag,
    input: oneBookingInput,
    output: bookingView,
    handle: async ({ tx, input }) => {
      const found = await findBooking(tx, input.bookingId);
      if (!found) throw new Refusal('not-found');
      return found;
    },
  }),
  route({
    method: 'post',
    path: '/api/bookings/:bookingId/move',
    permission: 'booking.change',
    summary: '改期或换一处',
    tag,
    input: moveInput,
    output: bookingView,
    handle: ({ tx, services, actor, input }) => moveBooking(tx, services, actor, input),
  }),
  route({
    method: 'post',
    path: '/api/bookings/:bookingId/transfer',
    permission: 'booking.change',
    summary: '转给同事',
    tag,
    input: transferInput,
    output: z.object({}),
    handle: async ({ tx, services, input }) => {
      await transferBooking(tx, services, input);
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/bookings/:bookingId/cancel',
    permission: 'booking.change',
    summary: '取消预订',
    tag,
    input: cancelInput,
    output: z.object({ refunded: z.number() }),
    handle: ({ tx, services, actor, input }) => cancelBooking(tx, services, actor, input),
  }),
  route({
    method: 'post',
    path: '/api/bookings/:bookingId/accept',
    permission: 'booking.change',
    summary: '接受候补到的空位',
    tag,
    input: versionInput,
    output: z.object({}),
    handle: async ({ tx, services, actor, input }) => {
      await acceptOffer(tx, services, actor, input);
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/bookings/:bookingId/check-in',
    permission: 'booking.change',
    summary: '签到',
    tag,
    input: versionInput,
    output: z.object({}),
    handle: async ({ tx, services, input }) => {
      await checkIn(tx, services, input);
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/bookings/:bookingId/decide',
    permission: 'booking.decide',
    summary: '批准或不批准预订',
    tag,
    input: decideInput,
    output: z.object({}),
    handle: async ({ tx, services, actor, input }) => {
      await decideBooking(tx, services, actor, input);
      return {};
    },
  }),
  route({
    method: 'get',
    path: '/api/check-in/:token',
    permission: 'booking.list',
    summary: '扫码签到：此处现在可签到的预订',
    tag,
    input: checkInInput,
    output: checkInView,
    handle: async ({ tx, services, actor, input }) => {
      const resource = await resourceByToken(tx, input.token);
      if (!resource) throw new Refusal('not-found');
      const [line] = await listLines(tx, resource.carrierId, null, [resource.id]);
      const now = services.clock.now().epochMilliseconds;
      const rows = await toCheckIn(tx, resource.id, actor, { start: now, end: now + CHECK_IN_EARLY });
      const { carrierId, carrierName } = resource;
      return { resourceName: line?.name ?? '', carrierId, carrierName, rows };
    },
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/occupancy',
    permission: 'booking.list',
    summary: '某一时刻的占用情况',
    tag,
    input: occupancyNowInput,
    output: occupancyNowView,
    handle: async ({ tx, services, actor, input }) => {
      const at = input.at ? Date.parse(input.at) : services.clock.now().epochMilliseconds;
      return {
        at: iso(at),
        unplaced: await desksUnplaced(tx, input.carrierId, dayAt(at)),
        rows: await occupancyAt(tx, actor, input.carrierId, at),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/occupancy/month',
    permission: 'carrier.read',
    summary: '一个月的使用率',
    tag,
    input: monthInput,
    output: monthView,
    handle: async ({ tx, input }) => ({ rows: await occupancyOfMonth(tx, input.carrierId, input.month) }),
  }),
];

const opening = '开放时间';

export const openingRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/openings',
    permission: 'carrier.read',
    summary: '开放时间和临时关闭',
    tag: opening,
    input: z.object({ carrierId: z.uuid() }),
    output: openingsView,
    handle: async ({ tx, services, input }) => {
      const now = services.clock.now().epochMilliseconds;
      const closures = await closuresOver(tx, input.carrierId, { start: now, end: now + 400 * 86_400_000 });
      return {
        rows: await listOpenings(tx, input.carrierId),
        publishedThrough: (await loadWorkingCalendar(tx)).years.at(-1) ?? 0,
        closures: closures.map(({ id, resourceId, reason, start, end }) => ({
          id,
          resourceId,
          reason,
          startsAt: iso(start),
          endsAt: iso(end),
        })),
      };
    },
  }),
  route({
    method: 'put',
    path: '/api/carriers/:carrierId/openings',
    permission: 'carrier.edit',
    summary: '设置开放时间',
    tag: opening,
    input: openingsInput,
    output: z.object({}),
    handle: async ({ tx, input }) => {
      const { carrierId, resourceId, openings } = input;
      await lockSpace(tx, carrierId);
      if (resourceId !== null && (await listLines(tx, carrierId, null, [resourceId])).length === 0)
        throw new Refusal('not-found');
      const before = (await listOpenings(tx, carrierId)).filter((one) => one.resourceId === resourceId);
      await replaceOpenings(tx, carrierId, resourceId, openings);
      recordChange(tx, { kind: 'openings', id: resourceId ?? carrierId, before, after: openings });
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/closures',
    permission: 'carrier.edit',
    summary: '临时关闭',
    tag: opening,
    input: closureInput,
    output: closureView,
    handle: ({ tx, services, actor, input }) => closeOver(tx, services, actor, input),
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/closures/:closureId/end',
    permission: 'carrier.edit',
    summary: '撤销临时关闭',
    tag: opening,
    input: endClosureInput,
    output: z.object({}),
    handle: async ({ tx, actor, input }) => {
      if (!(await endClosure(tx, input.carrierId, input.closureId, actor.personId))) throw new Refusal('not-found');
      recordChange(tx, { kind: 'closure', id: input.closureId, after: { ended: true } });
      return {};
    },
  }),
];

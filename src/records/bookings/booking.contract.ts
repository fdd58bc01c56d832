import { z } from 'zod';
import { dayInput } from '../keeping/keeping.contract.ts';
import { DAY_KINDS, type DayKind } from '../openings/opening.ts';
import { kindInput } from '../resources/resource.contract.ts';
import {
  BOOKING_REASONS,
  BOOKING_STATES,
  type BookingState,
  REPEATS,
  type ReasonCode,
  type Repeat,
} from './booking.ts';

export { DAY_KINDS } from '../openings/opening.ts';
export { BOOKING_DEEDS, BOOKING_STATES, isTimeToCheckIn, isUncharged, mayDo, REPEATS } from './booking.ts';

const states = Object.keys(BOOKING_STATES) as [BookingState, ...BookingState[]];
const repeats = Object.keys(REPEATS) as [Repeat, ...Repeat[]];
const reasons = Object.keys(BOOKING_REASONS) as [ReasonCode, ...ReasonCode[]];
const dayKinds = Object.keys(DAY_KINDS) as [DayKind, ...DayKind[]];
const near = (text: string) => text >= '2000' && text < '2100';
const nearDay = dayInput.refine(near, '日期应在2000年至2099年之间');
const moment = z.iso.datetime({ offset: true, error: '请填写日期和时间' }).refine(near, '日期应在2000年至2099年之间');
const version = z.int().min(1).max(2_147_483_647);
const why = z.string().trim().min(2, '请说明理由').max(200, '不能超过200字');
const items = z
  .array(z.object({ resourceId: z.uuid(), quantity: z.int('请填写整数').min(1, '至少1个').max(500, '不能超过500') }))
  .min(1, '请选择要预订的资源')
  .max(10, '一次最多10项')
  .refine((list) => new Set(list.map((one) => one.resourceId)).size === list.length, '同一资源请合并数量');

export const bookInput = z.object({
  carrierId: z.uuid(),
  items,
  startsAt: moment,
  endsAt: moment,
  attendees: z.int('请填写整数').min(1, '至少1人').max(10_000, '人数过多').default(1),
  purpose: z.string().trim().max(200, '不能超过200字').nullable().default(null),
  payment: z.enum(['credits', 'money']).default('money'),
  teamId: z.uuid().nullable().default(null),
  personId: z.uuid().nullable().default(null),
  repeat: z
    .object({ every: z.enum(repeats), until: nearDay, mode: z.enum(['all', 'possible']) })
    .nullable()
    .default(null),
  wait: z.boolean().default(false),
});
export const reasonView = z.object({
  code: z.enum(reasons),
  resourceId: z.string().nullable(),
  message: z.string(),
  remedy: z.string(),
});
export const outcomesView = z.object({
  outcomes: z.array(
    z.object({
      startsAt: z.string(),
      endsAt: z.string(),
      bookingId: z.string().nullable(),
      state: z.enum(states).nullable(),
      place: z.number().nullable(),
      reasons: z.array(reasonView),
    }),
  ),
});

export const bookingView = z.object({
  id: z.string(),
  carrierId: z.string(),
  carrierName: z.string(),
  teamId: z.string().nullable(),
  teamName: z.string().nullable(),
  personId: z.string(),
  personName: z.string(),
  bookedByName: z.string(),
  seriesId: z.string().nullable(),
  startsAt: z.string(),
  endsAt: z.string(),
  state: z.enum(states),
  attendees: z.number(),
  purpose: z.string().nullable(),
  userGroup: z.enum(['resident', 'member', 'public', 'own']),
  payment: z.enum(['credits', 'money']),
  feeFen: z.number(),
  credits: z.number(),
  waived: z.boolean(),
  reason: z.string().nullable(),
  /** In the waiting line, from 1 on. */
  place: z.number().nullable(),
  offeredUntil: z.string().nullable(),
  checkedInAt: z.string().nullable(),
  version: z.number(),
  example: z.boolean(),
  items: z.array(
    z.object({
      resourceId: z.string(),
      name: z.string(),
      kind: kindInput,
      quantity: z.number(),
      units: z.array(z.number()),
    }),
  ),
});
export type BookingView = z.output<typeof bookingView>;
export const bookingsView = z.object({ total: z.number(), rows: z.array(bookingView) });
export const listBookingsInput = z.object({
  carrierId: z.uuid().optional(),
  resourceId: z.uuid().optional(),
  state: z.enum(states).optional(),
  from: nearDay.optional(),
  to: nearDay.optional(),
  mine: z.enum(['true', 'false']).default('false'),
  order: z.enum(['asc', 'desc']).default('asc'),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  size: z.coerce.number().int().min(1).max(500).default(50),
});
export const oneBookingInput = z.object({ bookingId: z.uuid() });
export const moveInput = z.object({
  bookingId: z.uuid(),
  version,
  startsAt: moment,
  endsAt: moment,
  items: items.nullable().default(null),
});
export const transferInput = z.object({ bookingId: z.uuid(), version, personId: z.uuid() });
export const cancelInput = z.object({ bookingId: z.uuid(), version, reason: why });
export const versionInput = z.object({ bookingId: z.uuid(), version });
export const decideInput = z.object({
  bookingId: z.uuid(),
  version,
  decision: z.enum(['approve', 'decline']),
  /** Needed to decline. */
  reason: z.string().trim().max(200, '不能超过200字').nullable().default(null),
});
export const cancelRangeInput = z.object({
  carrierId: z.uuid(),
  from: nearDay,
  to: nearDay,
  resourceId: z.uuid().nullable().default(null),
  seriesId: z.uuid().nullable().default(null),
  reason: why,
});
export const rangeView = z.object({
  rows: z.array(
    z.object({
      bookingId: z.string(),
      startsAt: z.string(),
      endsAt: z.string(),
      result: z.enum(['cancelled', 'cut']),
    }),
  ),
});
/** The operator, who books for a team, chooses among its people. */
export const colleaguesInput = z.object({ carrierId: z.uuid().optional(), teamId: z.uuid().optional() });
export const peopleView = z.object({ rows: z.array(z.object({ id: z.string(), name: z.string() })) });

/** Where one may book: spaces that open something. */
export const bookableSpacesView = z.object({
  rows: z.array(z.object({ id: z.string(), name: z.string(), resides: z.boolean(), resources: z.number() })),
});
export const freeInput = z.object({
  carrierId: z.uuid(),
  kind: kindInput,
  day: nearDay,
  /** By the hour: how long. */
  minutes: z.coerce.number().int().min(15).max(1440).default(60),
  /** By the day or month: how many. */
  length: z.coerce.number().int().min(1).max(60).default(1),
  seats: z.coerce.number().int().min(1).max(10_000).default(1),
  quantity: z.coerce.number().int().min(1).max(500).default(1),
  /** The operator asks for a team: at its prices. */
  teamId: z.uuid().optional(),
});
const price = z.object({ feeFen: z.number(), credits: z.number().nullable() });
export const freeView = z.object({
  group: z.enum(['resident', 'member', 'public', 'own']),
  balance: z.number().nullable(),
  rows: z.array(
    z.object({
      resourceId: z.string(),
      kind: kindInput,
      name: z.string(),
      zone: z.string().nullable(),
      floor: z.string().nullable(),
      period: z.enum(['hour', 'day', 'month']),
      count: z.number(),
      seats: z.number().nullable(),
      features: z.array(z.string()),
      photos: z.array(z.object({ id: z.string(), alt: z.string() })),
      approval: z.boolean(),
      price: price.nullable(),
      /** Free from here on, and how many are. */
      starts: z.array(z.object({ startsAt: z.string(), endsAt: z.string(), free: z.number() })),
      /** Nothing but others' bookings stands against these: one may wait, behind so many. */
      taken: z.array(z.object({ startsAt: z.string(), endsAt: z.string(), waiting: z.number() })),
      /** Why there is none. */
      reasons: z.array(reasonView),
    }),
  ),
});
export type FreeRow = z.output<typeof freeView>['rows'][number];

export const occupancyNowInput = z.object({ carrierId: z.uuid(), at: moment.optional() });
export const occupancyNowView = z.object({
  at: z.string(),
  /** Desks of tenancies that do not say which. */
  unplaced: z.number(),
  rows: z.array(
    z.object({
      kind: kindInput,
      recordId: z.string(),
      resourceId: z.string().nullable(),
      name: z.string(),
      use: z.enum(['booked', 'let', 'closed']).nullable(),
      count: z.number(),
      isOpen: z.boolean(),
      /** Until null: let until notice. */
      busy: z.array(z.object({ unit: z.number(), until: z.string().nullable(), who: z.string().nullable() })),
    }),
  ),
});
export const monthInput = z.object({
  carrierId: z.uuid(),
  month: z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, '月份应为 2026-01 的形式'),
});
export const monthView = z.object({
  rows: z.array(
    z.object({
      resourceId: z.string(),
      kind: kindInput,
      name: z.string(),
      /** Units times hours open, closures taken out. */
      openHours: z.number(),
      usedHours: z.number(),
      bookings: z.number(),
      noShows: z.number(),
      days: z.array(z.object({ day: z.string(), openHours: z.number(), usedHours: z.number() })),
    }),
  ),
});

export const checkInInput = z.object({ token: z.string().min(8).max(64) });
export const checkInView = z.object({
  resourceName: z.string(),
  carrierId: z.string(),
  carrierName: z.string(),
  rows: z.array(bookingView),
});

const opening = z
  .object({ dayKind: z.enum(dayKinds), opens: z.int().min(0).max(1439), closes: z.int().min(1).max(1440) })
  .refine(({ opens, closes }) => closes > opens, { path: ['closes'], message: '结束须晚于开始' });
export const openingsInput = z.object({
  carrierId: z.uuid(),
  /** null: the whole space. */
  resourceId: z.uuid().nullable(),
  openings: z
    .array(opening)
    .max(dayKinds.length)
    .refine((list) => new Set(list.map((one) => one.dayKind)).size === list.length, '每类日期只填一行'),
});
export const openingsView = z.object({
  rows: z.array(
    z.object({ resourceId: z.string().nullable(), dayKind: z.enum(dayKinds), opens: z.number(), closes: z.number() }),
  ),
  closures: z.array(
    z.object({
      id: z.string(),
      resourceId: z.string().nullable(),
      startsAt: z.string(),
      endsAt: z.string(),
      reason: z.string(),
    }),
  ),
  /** The last year whose holidays and 调休 are published. */
  publishedThrough: z.int(),
});
export const closureInput = z.object({
  carrierId: z.uuid(),
  resourceId: z.uuid().nullable(),
  startsAt: moment,
  endsAt: moment,
  reason: why,
  /** Bookings in that time are cancelled and refunded; without it they are named and nothing is closed. */
  cancelsBookings: z.boolean(),
});
export const closureView = z.object({ id: z.string(), cancelled: z.number() });
export const endClosureInput = z.object({ carrierId: z.uuid(), closureId: z.uuid() });

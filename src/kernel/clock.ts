import { type Day, dayOf, TIME_ZONE } from './day.ts';

/** The only source of the present. Passed in, so that tests and the demo can travel. */
export interface Clock {
  now(): Temporal.Instant;
  /** The day it is in Asia/Shanghai. */
  today(): Day;
}

/** To the microsecond, which is what the database keeps: what was written and what is read are the same moment. */
export const systemClock: Clock = {
  now: () => Temporal.Now.instant().round({ smallestUnit: 'microsecond', roundingMode: 'trunc' }),
  today: () => dayOf(Temporal.Now.instant()),
};

export interface TravellingClock extends Clock {
  set(to: Temporal.Instant | string): void;
  /** Moves by calendar time in Asia/Shanghai: `{ days: 3 }`, `{ hours: -1 }`. */
  advance(by: Temporal.DurationLike): void;
}

/**
 * A clock that stands still until it is moved.
 *
 * @param start an instant, `2026-11-23T09:00:00+08:00`, or a day, which means 09:00 of that day
 */
export function travellingClock(start: Temporal.Instant | string): TravellingClock {
  let now = instantOf(start);
  return {
    now: () => now,
    today: () => dayOf(now),
    set: (to) => {
      now = instantOf(to);
    },
    advance: (by) => {
      now = now.toZonedDateTimeISO(TIME_ZONE).add(by).toInstant();
    },
  };
}

/** A clock that runs on from `start` at the pace of another one: the demo's. */
export function runningClock(start: Temporal.Instant | string, pace: Clock = systemClock): TravellingClock {
  let offset = pace.now().until(instantOf(start));
  const now = () => pace.now().add(offset);
  return {
    now,
    today: () => dayOf(now()),
    set: (to) => {
      offset = pace.now().until(instantOf(to));
    },
    advance: (by) => {
      offset = pace.now().until(now().toZonedDateTimeISO(TIME_ZONE).add(by).toInstant());
    },
  };
}

function instantOf(at: Temporal.Instant | string): Temporal.Instant {
  if (typeof at !== 'string') return at;
  return Temporal.Instant.from(at.length === 10 ? `${at}T09:00:00+08:00` : at);
}

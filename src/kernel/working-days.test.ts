import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from './day.ts';
import { Refusal } from './refusal.ts';
import {
  addWorkingDays,
  closingMoment,
  dueMoment,
  dueWithStops,
  PACKAGED_YEARS,
  publicityEnds,
  type Stop,
  workingCalendar,
  workingDaysBetween,
} from './working-days.ts';

const calendar = workingCalendar();
const after = { countFirst: false };
const first = { countFirst: true };
const year2027 = {
  year: 2027,
  holidays: ['2027-01-01', '2027-01-02', '2027-01-03'],
  workdays: ['2026-12-27'],
};
const days = fc.integer({ min: 0, max: 6500 }).map((offset) => addDays('2008-01-01', offset));

describe('the calendar', () => {
  test('holds the years 2004 to 2026 and says so', () => {
    expect(calendar.years).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index));
    expect(PACKAGED_YEARS.at(-1)?.workdays).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ]);
  });

  test('knows holidays on weekdays and weekends that are worked', () => {
    expect(calendar.isWorkingDay('2026-10-07')).toBe(false);
    expect(calendar.isWorkingDay('2026-10-10')).toBe(true);
    expect(calendar.isWorkingDay('2026-11-22')).toBe(false);
    expect(calendar.isWorkingDay('2026-11-23')).toBe(true);
  });

  test('the days around the turn of the year wait for the next notice', () => {
    expect(calendar.isPublished('2026-12-27')).toBe(true);
    expect(calendar.isPublished('2026-12-28')).toBe(false);
    expect(calendar.isPublished('2027-03-01')).toBe(false);
    const extended = workingCalendar([year2027]);
    expect(extended.isPublished('2026-12-31')).toBe(true);
    expect(extended.isWorkingDay('2026-12-27')).toBe(true);
    expect(extended.isWorkingDay('2027-01-01')).toBe(false);
  });

  test('a year entered by an administrator replaces the packaged one', () => {
    const corrected = workingCalendar([{ year: 2026, holidays: ['2026-01-01', '2026-11-23'], workdays: [] }]);
    expect(corrected.isWorkingDay('2026-11-23')).toBe(false);
    expect(corrected.isWorkingDay('2026-10-07')).toBe(true);
  });

  test('a year with mistakes is refused with each day at fault', () => {
    const wrong = { year: 2027, holidays: ['2027-01-01', '2028-05-01'], workdays: ['2027-01-04', '2027-02-30'] };
    const attempt = () => workingCalendar([wrong]);
    expect(attempt).toThrow(Refusal);
    try {
      attempt();
    } catch (error) {
      expect((error as Refusal).fields.map(({ path, code }) => [path, code])).toEqual([
        ['holidays.1', 'day.other-year'],
        ['workdays.0', 'day.not-weekend'],
        ['workdays.1', 'day.form'],
      ]);
    }
  });
});

describe('counting', () => {
  test('a publicity period of 5 working days counts its first day', () => {
    expect(addWorkingDays('2026-11-23', 5, calendar, first)).toEqual({ day: '2026-11-27', provisional: false });
    expect(addWorkingDays('2026-11-21', 5, calendar, first).day).toBe('2026-11-27');
    expect(publicityEnds(Temporal.Instant.from('2026-09-28T01:00:00Z'), 5, calendar).day).toBe('2026-10-09');
  });

  test('a period put up a day late ends a working day late', () => {
    expect(publicityEnds(Temporal.Instant.from('2026-11-24T01:00:00Z'), 5, calendar).day).toBe('2026-11-30');
  });

  test('a time limit starts on the day after', () => {
    expect(addWorkingDays('2026-11-23', 5, calendar, after).day).toBe('2026-11-30');
    expect(addWorkingDays('2026-11-23', 0, calendar, after)).toEqual({ day: '2026-11-23', provisional: false });
  });

  test('what reaches into a year not published is provisional, until it is', () => {
    expect(addWorkingDays('2026-12-24', 5, calendar, after)).toEqual({ day: '2026-12-31', provisional: true });
    expect(addWorkingDays('2026-12-24', 5, workingCalendar([year2027]), after)).toEqual({
      day: '2026-12-30',
      provisional: false,
    });
  });

  test('agrees with counting on the fingers', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), fc.boolean(), (from, count, countFirst) => {
        const { day } = addWorkingDays(from, count, calendar, { countFirst });
        const walked: Day[] = [];
        for (let one = from; one <= day; one = addDays(one, 1)) walked.push(one);
        const counted = walked.slice(countFirst ? 0 : 1).filter(calendar.isWorkingDay);
        expect(counted).toHaveLength(count);
        expect(counted.at(-1)).toBe(day);
        expect(workingDaysBetween(from, day, calendar, { countFirst }).days).toBe(count);
      }),
    );
  });
});

describe('a deadline', () => {
  test('has a time of day in Shanghai', () => {
    expect(closingMoment('2026-11-23').toString()).toBe('2026-11-23T16:00:00Z');
    expect(closingMoment('2026-11-23', '18:00').toString()).toBe('2026-11-23T10:00:00Z');
    expect(() => closingMoment('2026-11-23', '24:30')).toThrow(RangeError);
    expect(dueMoment({ from: '2026-11-23', workingDays: 1, countFirst: false, closesAt: '17:00' }, calendar)).toEqual({
      day: '2026-11-24',
      at: Temporal.Instant.from('2026-11-24T09:00:00Z'),
      provisional: false,
    });
  });

  const limit = { from: '2026-11-02', workingDays: 10, countFirst: false };

  test('stops while a supplement is awaited, and says how many days are left', () => {
    expect(dueWithStops(limit, [], calendar)).toMatchObject({ state: 'running', day: '2026-11-16' });
    expect(dueWithStops(limit, [{ from: '2026-11-05' }], calendar)).toEqual({
      state: 'stopped',
      since: '2026-11-05',
      workingDaysLeft: 7,
      provisional: false,
    });
  });

  test('resumes with what was left', () => {
    expect(dueWithStops(limit, [{ from: '2026-11-05', until: '2026-11-12' }], calendar)).toMatchObject({
      state: 'running',
      day: '2026-11-23',
    });
  });

  test('a supplement answered on the same day costs nothing', () => {
    const stop = { from: '2026-11-05', until: '2026-11-05' };
    expect(dueWithStops(limit, [stop], calendar)).toEqual(dueWithStops(limit, [], calendar));
  });

  test('a stop after the last day changes nothing', () => {
    expect(dueWithStops(limit, [{ from: '2026-11-16' }], calendar)).toMatchObject({ day: '2026-11-16' });
  });

  test('days used before, between and after any stops add up to the limit', () => {
    const stops = fc.array(
      fc.tuple(fc.nat(60), fc.nat(30)).map(
        ([start, length]): Stop => ({
          from: addDays('2025-03-03', start),
          until: addDays('2025-03-03', start + length),
        }),
      ),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(stops, fc.integer({ min: 1, max: 40 }), (all, workingDays) => {
        const due = dueWithStops({ from: '2025-03-03', workingDays, countFirst: false }, all, calendar);
        if (due.state !== 'running') throw new Error('every stop has ended');
        let used = 0;
        for (let day = addDays('2025-03-03', 1); day <= due.day; day = addDays(day, 1)) {
          const stopped = all.some(({ from, until = '' }) => day > from && day <= until);
          if (!stopped && calendar.isWorkingDay(day)) used += 1;
        }
        expect(used).toBe(workingDays);
      }),
    );
  });
});

import { expect, test } from 'vitest';
import { workingCalendar } from '../../kernel/working-days.ts';
import { DAY_KINDS, type DayKind, dayKindOf, type Hours, openOn } from './opening.ts';

const calendar = workingCalendar();

test('each day of the week has hours of its own; a holiday is one on any of them, and a weekend day worked is none', () => {
  const kinds = (days: readonly string[]) => days.map((day) => dayKindOf(calendar, day));
  expect(
    kinds(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29']),
  ).toEqual(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
  // 国庆 2026: Thursday 1 October to Wednesday 7, worked on Sunday 20 September and Saturday 10 October.
  expect(
    kinds(['2026-10-01', '2026-10-03', '2026-10-07', '2026-10-08', '2026-09-20', '2026-10-10', '2026-10-11']),
  ).toEqual(['holiday', 'holiday', 'holiday', 'thu', 'makeup', 'makeup', 'sun']);
});

test('a kind of day without hours is closed; a resource with hours of its own keeps to them alone', () => {
  const at = (dayKind: DayKind, opens: number, closes: number) => ({ dayKind, opens, closes });
  const hours: Hours = {
    calendar,
    ofSpace: [at('mon', 540, 1260), at('sat', 600, 1020), at('makeup', 540, 1080)],
    ofResource: new Map([['workshop', [at('sun', 780, 1020)]]]),
    closures: [],
  };
  const open = (resource: string, day: string) => {
    const found = openOn(hours, resource, day);
    return found && [found.opens, found.closes];
  };
  expect(open('room', '2026-11-23')).toEqual([540, 1260]);
  expect(open('room', '2026-11-24')).toBeNull();
  expect(open('room', '2026-11-28')).toEqual([600, 1020]);
  // A Saturday in the holiday is a holiday, one that is worked a weekend day worked.
  expect(open('room', '2026-10-03')).toBeNull();
  expect(open('room', '2026-10-10')).toEqual([540, 1080]);
  expect(open('workshop', '2026-11-23')).toBeNull();
  expect(open('workshop', '2026-11-29')).toEqual([780, 1020]);
  expect(Object.keys(DAY_KINDS)).toHaveLength(9);
});

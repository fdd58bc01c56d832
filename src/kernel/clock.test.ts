import { expect, test } from 'vitest';
import { runningClock, systemClock, travellingClock } from './clock.ts';

test('a travelling clock stands still until it is moved, and knows the day in Shanghai', () => {
  const clock = travellingClock('2026-11-23');
  expect(clock.now().toString()).toBe('2026-11-23T01:00:00Z');

  clock.advance({ hours: 14, minutes: 59 });
  expect(clock.today()).toBe('2026-11-23');

  clock.advance({ minutes: 1 });
  expect(clock.today()).toBe('2026-11-24');

  clock.set('2027-01-01T00:00:00+08:00');
  expect(clock.now().toString()).toBe('2026-12-31T16:00:00Z');
});

test('a running clock keeps its distance to the one it follows', () => {
  const wall = travellingClock('2026-11-23');
  const demo = runningClock('2024-05-06T08:00:00+08:00', wall);
  wall.advance({ days: 2 });
  expect(demo.now().toString()).toBe('2024-05-08T00:00:00Z');
  demo.advance({ months: 1 });
  expect(demo.today()).toBe('2024-06-08');
});

test('the day of the system clock is a day', () => {
  expect(systemClock.today()).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test('the present is told to the microsecond, as the database keeps it', () => {
  for (let n = 0; n < 1000; n++) expect(systemClock.now().epochNanoseconds % 1000n).toBe(0n);
});

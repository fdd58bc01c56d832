import { expect, test } from 'vitest';
import { workingCalendar } from '../../kernel/working-days.ts';
import { isInTime, paragraphsOfNotice, periodFrom } from './notice.ts';

const calendar = workingCalendar();
const at = (moment: string) => Temporal.Instant.from(`${moment}+08:00`);

test('five working days count the first, whatever its hour', () => {
  expect(periodFrom(at('2026-11-23T23:59:59'), 5, calendar)).toEqual({
    firstDay: '2026-11-23',
    lastDay: '2026-11-27',
    endsAt: '2026-11-27T16:00:00Z',
    provisional: false,
  });
});

test('one that goes up on a day off counts from the next working day', () => {
  expect(periodFrom(at('2026-11-21T10:00:00'), 5, calendar)).toMatchObject({
    firstDay: '2026-11-21',
    lastDay: '2026-11-27',
  });
});

test('a period that reaches into a year without a calendar is provisional', () => {
  const unknown = Math.max(...calendar.years) + 1;
  expect(periodFrom(at(`${unknown}-03-02T10:00:00`), 5, calendar).provisional).toBe(true);
});

test('an objection is in time up to the last second of the last day', () => {
  const running = { state: 'running' as const, ends_at: '2026-11-27T16:00:00Z' };
  expect(isInTime(running, at('2026-11-27T23:59:59'))).toBe(true);
  expect(isInTime(running, at('2026-11-28T00:00:00'))).toBe(false);
  expect(isInTime({ ...running, state: 'closed' }, at('2026-11-25T10:00:00'))).toBe(false);
});

test('the text names the period as offices write it', () => {
  const text = {
    title: '',
    basis: '根据办法，',
    passed: '现予公示。',
    howToObject: '实名提出。',
    phones: [],
    attachments: [],
  };
  const period = { firstDay: '2026-11-23', lastDay: '2026-11-27', endsAt: '2026-11-27T16:00:00Z', workingDays: 5 };
  expect(paragraphsOfNotice(text, period)[1]).toBe(
    '公示期为2026年11月23日至2026年11月27日(5个工作日)，至2026年11月27日24:00止。',
  );
});

import { expect, test } from 'vitest';
import { workingCalendar } from '../../kernel/working-days.ts';
import { lateness } from './change.ts';

const calendar = workingCalendar();

test('a document without a limit makes nothing late', () => {
  expect(lateness('2020-01-02', '2026-11-23', undefined, calendar)).toMatchObject({
    reportBy: null,
    late: false,
    lateBy: 0,
  });
});

test('the last day of the limit is in time, the next working day is one late', () => {
  expect(lateness('2026-11-02', '2026-11-16', 10, calendar)).toMatchObject({ reportBy: '2026-11-16', late: false });
  expect(lateness('2026-11-02', '2026-11-17', 10, calendar)).toMatchObject({ late: true, lateBy: 1 });
  expect(lateness('2026-11-02', '2026-11-23', 10, calendar)).toMatchObject({ late: true, lateBy: 5 });
});

import { expect, test } from 'vitest';
import { calibrate, type Score } from './calibration.ts';

/** Every expert scores every submission: quality plus leniency. */
const scores = (quality: readonly number[], leniency: readonly number[]): Score[] =>
  quality.flatMap((points, at) =>
    leniency.map((more, expert) => ({ caseId: `c${at}`, expertId: `e${expert}`, score: points + more })),
  );

test('a severe and a lenient expert are found, shrunk by two reviews that would have shown nothing', () => {
  const { experts, residual, reviews } = calibrate(scores([60, 70, 80, 90, 75, 65, 85, 70], [-5, 0, 5]), 'mean', 100);
  expect(experts.map(({ expertId, leniency, isEnough }) => [expertId, leniency, isEnough])).toEqual([
    ['e0', -4, true],
    ['e1', 0, true],
    ['e2', 4, true],
  ]);
  expect(reviews).toBe(24);
  expect(residual).toBeLessThan(1.5);
});

test('two submissions of one quality, one before severe and one before lenient experts, come closer', () => {
  const linked = scores([70, 80, 60, 75, 85, 65], [-6, -6, 6, 6]);
  const apart = [
    ...linked,
    ...['e0', 'e1'].map((expertId) => ({ caseId: 'severe', expertId, score: 64 })),
    ...['e2', 'e3'].map((expertId) => ({ caseId: 'lenient', expertId, score: 76 })),
  ];
  const { cases } = calibrate(apart, 'mean', 100);
  const of = (id: string) => cases.find(({ caseId }) => caseId === id);
  expect([of('severe')?.raw, of('lenient')?.raw]).toEqual([64, 76]);
  const [severe = 0, lenient = 0] = [of('severe')?.calibrated ?? 0, of('lenient')?.calibrated ?? 0];
  expect(lenient - severe).toBeLessThan(4);
  expect(lenient - severe).toBeGreaterThanOrEqual(0);
});

test('few reviews are marked as saying little, and nothing leaves the sheet', () => {
  const few = [
    { caseId: 'a', expertId: 'x', score: 100 },
    { caseId: 'a', expertId: 'y', score: 60 },
    { caseId: 'b', expertId: 'x', score: 100 },
    { caseId: 'b', expertId: 'y', score: 62 },
  ];
  const { experts, cases } = calibrate(few, 'mean', 100);
  expect(experts.every(({ isEnough }) => !isEnough)).toBe(true);
  expect(cases.every(({ calibrated }) => (calibrated ?? 0) <= 100)).toBe(true);
});

test('who scored alone is told neither severe nor lenient: only submissions that others scored too say which', () => {
  const alone = Array.from({ length: 20 }, (_, at) => ({ caseId: `alone${at}`, expertId: 'x', score: at }));
  const { experts } = calibrate([...alone, ...scores([60, 70], [0, 5])], 'mean', 100);
  expect(experts.map(({ expertId, reviews, shared, isEnough }) => [expertId, reviews, shared, isEnough])).toEqual([
    ['e0', 2, 2, false],
    ['x', 20, 0, false],
    ['e1', 2, 2, false],
  ]);
});

import { expect, test } from 'vitest';
import { type Line, rank } from './shortlist.ts';

const line = (number: string, score: number | null, outcome: Line['outcome'], preferred?: 'met' | 'unknown'): Line => ({
  caseId: number,
  number,
  score,
  preferences: preferred ? [{ id: 'p', cites: '第五条', says: '优先', outcome: preferred, document: '示例' }] : [],
  outcome,
  exception: null,
});
const deviating = (lines: Line[]) =>
  rank(lines)
    .filter(({ deviates }) => deviates)
    .map(({ number }) => number);

test('lines stand in order of score, equal scores share a rank', () => {
  const ranked = rank([line('3', 70, null), line('1', 90, null), line('2', 90, null), line('4', null, null)]);
  expect(ranked.map(({ number, rank: place }) => [number, place])).toEqual([
    ['1', 1],
    ['2', 1],
    ['3', 3],
    ['4', null],
  ]);
});

test('a list that follows the rank has no deviation', () => {
  expect(deviating([line('1', 90, 'listed'), line('2', 80, 'listed'), line('3', 70, 'notListed')])).toEqual([]);
  expect(deviating([line('1', 90, 'notListed'), line('2', 80, 'notListed')])).toEqual([]);
});

test('who is left out above and who is put in from below deviate, the rest in between do not', () => {
  const lines = [
    line('1', 90, 'notListed'),
    line('2', 80, 'listed'),
    line('3', 70, 'listed'),
    line('4', 60, 'notListed'),
  ];
  expect(deviating(lines)).toEqual(['1', '3']);
});

test('at equal scores either may be listed', () => {
  expect(deviating([line('1', 80, 'notListed'), line('2', 80, 'listed')])).toEqual([]);
});

test('of equal scores the preferred comes first; what is not known puts nobody first, and no preference beats a point', () => {
  const ranked = rank([
    line('1', 80, null),
    line('2', 80, null, 'met'),
    line('3', 80, null, 'unknown'),
    line('4', 81, null),
    line('5', 79, null, 'met'),
  ]);
  expect(ranked.map(({ number, rank: place }) => [number, place])).toEqual([
    ['4', 1],
    ['2', 2],
    ['1', 3],
    ['3', 3],
    ['5', 5],
  ]);
});

test('at the line the preferred goes in: leaving it out for its equal departs from the rank, on both sides', () => {
  expect(deviating([line('1', 80, 'listed'), line('2', 80, 'notListed', 'met')])).toEqual(['2', '1']);
  expect(deviating([line('1', 80, 'notListed'), line('2', 80, 'listed', 'met')])).toEqual([]);
  expect(deviating([line('1', 80, 'listed', 'met'), line('2', 80, 'notListed', 'met')])).toEqual([]);
});

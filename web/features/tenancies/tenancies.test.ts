import { expect, test } from 'vitest';
import { isAgreed } from './tenancies.ts';

type Residencies = Parameters<typeof isAgreed>[0]['residencies'];
const of = (...states: Residencies[number]['state'][]) => ({
  residencies: states.map((state) => ({ state })) as Residencies,
});

test('a stay is agreed on by an agreement under way or in force, not by one that is void or lapsed', () => {
  expect(isAgreed(of())).toBe(false);
  expect(isAgreed(of('void', 'lapsed'))).toBe(false);
  expect(isAgreed(of('void', 'draft'))).toBe(true);
  expect(isAgreed(of('inForce'))).toBe(true);
});

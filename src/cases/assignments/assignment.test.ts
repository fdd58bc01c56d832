import { expect, test } from 'vitest';
import { propose } from './assignment.ts';

test('the proposal takes who knows the field first, then who has least to do, and says why', () => {
  const candidate = (personId: string, fields: string[], load: number) => ({
    personId,
    name: personId,
    fields,
    conflicts: [],
    isAway: false,
    load,
    room: 5,
    employer: personId.charCodeAt(0),
  });
  const { chosen, others, short } = propose(3, '人工智能与新材料', [
    candidate('a', ['法律'], 0),
    candidate('b', ['新材料'], 4),
    candidate('c', ['人工智能'], 1),
    { ...candidate('d', ['人工智能'], 0), isAway: true },
    { ...candidate('e', ['人工智能'], 0), conflicts: [{ kind: 'phone', path: [] }] },
  ]);
  expect(chosen.map(({ personId }) => personId)).toEqual(['c', 'b', 'a']);
  expect(chosen[0]?.because).toBe('熟悉领域：人工智能；在评1件；无利害关系');
  expect(others.map(({ because }) => because)).toEqual(['本时段不在岗', '应当回避：同一联系电话']);
  expect(short).toBe(0);
  expect(propose(2, '', [candidate('a', [], 0)]).short).toBe(1);
});

test('of one employer one is taken, whoever sits already counts, and whoever is full stays out', () => {
  const candidate = (personId: string, employer: number, room = 5) => ({
    personId,
    name: personId,
    fields: [],
    conflicts: [],
    isAway: false,
    load: 0,
    room,
    employer,
  });
  const pool = [candidate('a', 1), candidate('b', 1), candidate('c', 2), candidate('d', 3, 0)];
  expect(propose(2, '', pool).chosen.map(({ personId }) => personId)).toEqual(['a', 'c']);
  expect(propose(1, '', pool, ['a']).chosen.map(({ personId }) => personId)).toEqual(['c']);
  expect(propose(3, '', pool)).toMatchObject({ short: 1, others: [{}, { because: '已达评审件数上限' }] });
});

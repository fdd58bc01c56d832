import { expect, test } from 'vitest';
import { newId } from './id.ts';
import { isId } from './uuid.ts';

test('ids are UUIDs of version 7, all different, in the order they were made', () => {
  const ids = Array.from({ length: 1000 }, newId);
  expect(ids.every((id) => isId(id) && id[14] === '7')).toBe(true);
  expect(new Set(ids).size).toBe(1000);
  expect(ids).toEqual([...ids].sort());
});

test('anything else is no id', () => {
  expect(isId('01a208fa-4628-74c9-8efd-766ccb60ee2')).toBe(false);
  expect(isId("' or 1=1")).toBe(false);
});

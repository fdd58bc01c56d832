import { expect, test } from 'vitest';
import { DIVISIONS, divisionOf, divisionsUnder, fullNameOf, liesWithin, provinceOf } from './division.ts';

test('34 provinces and 333 cities, as the national list counts them', () => {
  expect(divisionsUnder(null)).toHaveLength(34);
  expect(DIVISIONS.filter(({ level }) => level === 'city')).toHaveLength(333);
  expect(DIVISIONS.filter(({ level }) => level === 'district').length).toBeGreaterThan(2840);
});

test('a district knows its city and province', () => {
  expect(divisionOf('430102')).toEqual({
    code: '430102',
    name: '芙蓉区',
    level: 'district',
    parent: '430100',
    path: '43/4301/430102',
  });
  expect(fullNameOf('430102')).toBe('湖南省长沙市芙蓉区');
  expect(provinceOf('430102')?.name).toBe('湖南省');
  expect(provinceOf('430199')?.name).toBe('湖南省');
});

test('districts of 直辖市 and 省直辖县 belong to the province itself', () => {
  expect(divisionOf('120102')?.parent).toBe('120000');
  expect(divisionOf('120102')?.path).toBe('12/120102');
  expect(fullNameOf('469001')).toBe('海南省五指山市');
  expect(divisionsUnder('500000').some(({ name }) => name === '县')).toBe(false);
});

test('development zones, towns and headings are no divisions', () => {
  expect(['320571', '441904', '110100', '419000', '710101'].map(divisionOf)).toEqual(Array(5).fill(undefined));
  expect(divisionsUnder('441900')).toEqual([]);
});

test('within means the division itself or anything below', () => {
  expect(liesWithin('430102', '430000')).toBe(true);
  expect(liesWithin('430102', '430102')).toBe(true);
  expect(liesWithin('430000', '430102')).toBe(false);
  expect(liesWithin('450702', '430000')).toBe(false);
});

test('every parent exists and every path ends in its own part', () => {
  for (const { code, parent, path } of DIVISIONS) {
    if (parent) expect(path.startsWith(`${divisionOf(parent)?.path}/`), code).toBe(true);
    expect(code.startsWith(path.split('/').at(-1) ?? '-'), code).toBe(true);
  }
});

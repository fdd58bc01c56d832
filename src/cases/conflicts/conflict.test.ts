import { expect, test } from 'vitest';
import type { Interested } from '../experts/expert.ts';
import { conflictsOf, type Party, suspectsAmong } from './conflict.ts';

const nobody = { personIds: [], names: [], phoneHashes: [] };
const operator: Party = {
  ...nobody,
  part: 'operator',
  organisationId: 'o1',
  name: '长沙(甲)创业服务有限公司',
  uscc: '91430100MA4L00001X',
  phoneHashes: ['h1'],
};
const team: Party = { ...nobody, part: 'team', organisationId: null, name: '乙科技', uscc: null };
const expert = (given: Partial<Interested>): Interested => ({
  personId: 'p1',
  name: '张三',
  interests: [],
  memberships: [],
  phoneHashes: [],
  ...given,
});
const interest = {
  kind: 'employer',
  organisationId: null,
  organisationName: '无关单位',
  uscc: null,
  fromDay: null,
  toDay: null,
  sharePercent: null,
  note: null,
} as const;

test('who has nothing to do with any party has no conflict', () => {
  const outside = expert({ interests: [interest], phoneHashes: ['h2'] });
  expect(conflictsOf(outside, [operator, team])).toEqual([]);
});

test('an employer of long ago counts, and is found by its name however the brackets are typed', () => {
  const past = {
    ...interest,
    organisationName: '长沙(甲)创业服务 有限公司',
    fromDay: '2001-01-01',
    toDay: '2002-12-31',
  };
  expect(conflictsOf(expert({ interests: [past] }), [operator])).toEqual([
    {
      kind: 'employer',
      path: [
        '张三',
        '曾任职于长沙(甲)创业服务 有限公司(2001年1月1日至2002年12月31日)',
        '申报单位：长沙(甲)创业服务有限公司',
      ],
    },
  ]);
});

test('shares in a tenant, the same phone, and acting for the applicant each keep away', () => {
  const share = { ...interest, kind: 'shareholding' as const, organisationName: '乙科技', sharePercent: 5 };
  const membership = { organisationId: 'o1', name: '甲', uscc: null, since: '2020-01-01' };
  const found = conflictsOf(expert({ interests: [share], memberships: [membership], phoneHashes: ['h1'] }), [
    operator,
    team,
  ]);
  expect(found.map(({ kind }) => kind)).toEqual(['organisation', 'phone', 'shareholding']);
});

test('a mentor of the space, and whoever bears the name of one of its staff, stay away', () => {
  const mentor: Party = {
    ...nobody,
    part: 'mentor',
    organisationId: null,
    name: '张三',
    uscc: null,
    personIds: ['p1'],
  };
  const staff: Party = { ...nobody, part: 'staff', organisationId: null, name: '张 三', uscc: null, names: ['张 三'] };
  expect(conflictsOf(expert({}), [mentor, staff]).map(({ kind, path }) => [kind, path[2]])).toEqual([
    ['person', '空间创业导师：张三'],
    ['namesake', '空间服务人员：张 三'],
  ]);
});

test('whom no key connects with a case is not looked at, and whoever is has been found', () => {
  const [near, far] = [expert({ phoneHashes: ['h1'] }), expert({ personId: 'p2', name: '李四' })];
  expect([...suspectsAmong([near, far])([operator, team])]).toEqual([near]);
});

import { expect, test } from 'vitest';
import { propose } from './assignment.ts';
import { conflictsOf, type Interested, type Party } from './conflict.ts';

const operator: Party = {
  part: 'operator',
  organisationId: 'o1',
  name: '长沙(甲)创业服务有限公司',
  uscc: '91430100MA4L00001X',
  phoneHashes: ['h1'],
};
const team: Party = { part: 'team', organisationId: null, name: '乙科技', uscc: null, phoneHashes: [] };
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
      path: ['张三', '曾任职于长沙(甲)创业服务 有限公司(2001-01-01至2002-12-31)', '申报单位:长沙(甲)创业服务有限公司'],
    },
  ]);
});

test('shares in a tenant, the same phone, and acting for the applicant each keep away', () => {
  const share = { ...interest, kind: 'shareholding' as const, organisationName: '乙科技', sharePercent: 5 };
  const membership = { organisationId: 'o1', name: '甲', uscc: null };
  const found = conflictsOf(expert({ interests: [share], memberships: [membership], phoneHashes: ['h1'] }), [
    operator,
    team,
  ]);
  expect(found.map(({ kind }) => kind)).toEqual(['organisation', 'phone', 'shareholding']);
});

test('the proposal takes who knows the field first, then who has least to do, and says why', () => {
  const candidate = (personId: string, fields: string[], load: number) => ({
    personId,
    name: personId,
    fields,
    conflicts: [],
    isAway: false,
    load,
  });
  const { chosen, others, short } = propose(3, '人工智能与新材料', [
    candidate('a', ['法律'], 0),
    candidate('b', ['新材料'], 4),
    candidate('c', ['人工智能'], 1),
    { ...candidate('d', ['人工智能'], 0), isAway: true },
    { ...candidate('e', ['人工智能'], 0), conflicts: [{ kind: 'phone', path: [] }] },
  ]);
  expect(chosen.map(({ personId }) => personId)).toEqual(['c', 'b', 'a']);
  expect(chosen[0]?.because).toBe('熟悉领域:人工智能;在评1件;无利害关系');
  expect(others.map(({ because }) => because)).toEqual(['本时段不在岗', '应当回避:同一联系电话']);
  expect(short).toBe(0);
  expect(propose(2, '', [candidate('a', [], 0)]).short).toBe(1);
});

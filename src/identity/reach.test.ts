import { describe, expect, test } from 'vitest';
import { type Actor, PUBLIC, type Role, SYSTEM } from '../kernel/actor.ts';
import { mayReach, mayUse, requirePermission, type Subject } from './access.ts';

const CITY = '/province/city/';

function actor(role: Role, given: Partial<Actor> = {}): Actor {
  return { ...PUBLIC, personId: 'me', organisationId: 'ours', territoryPath: CITY, roles: [role], ...given };
}
function subject(given: Partial<Subject> = {}): Subject {
  return { territoryPath: '/province/city/district/', organisationIds: ['theirs'], personIds: [], ...given };
}

describe('an officer', () => {
  test('reaches what lies in the territory and below it', () => {
    expect(mayReach(actor('officer'), 'case.read', subject())).toBe(true);
    expect(mayReach(actor('officer'), 'case.read', subject({ territoryPath: CITY }))).toBe(true);
  });

  test('reaches neither above nor beside it', () => {
    expect(mayReach(actor('officer'), 'case.read', subject({ territoryPath: '/province/' }))).toBe(false);
    expect(mayReach(actor('officer'), 'case.read', subject({ territoryPath: '/province/city2/' }))).toBe(false);
  });

  test('reaches from above what was addressed to the own body', () => {
    const addressed = subject({ territoryPath: '/province/', organisationIds: ['theirs', 'ours'] });
    expect(mayReach(actor('officer'), 'case.read', addressed)).toBe(true);
  });

  test('does not see a draft', () => {
    expect(mayReach(actor('officer'), 'case.read', subject({ isDraft: true }))).toBe(false);
  });

  test('with an interest in it sees nothing', () => {
    expect(mayReach(actor('officer'), 'case.read', subject({ excludedPersonIds: ['me'] }))).toBe(false);
  });

  test('whose organisation has no territory reaches nothing by it', () => {
    expect(mayReach(actor('officer', { territoryPath: null }), 'case.read', subject())).toBe(false);
  });
});

describe('an operator', () => {
  test('reaches the own draft, and nothing of another operator in the same district', () => {
    expect(mayReach(actor('operator'), 'case.read', subject({ organisationIds: ['ours'], isDraft: true }))).toBe(true);
    expect(mayReach(actor('operator'), 'case.read', subject())).toBe(false);
  });

  test('may not handle even the own case', () => {
    expect(mayReach(actor('operator'), 'case.handle', subject({ organisationIds: ['ours'] }))).toBe(false);
  });
});

describe('a university that operates a space and recommends others', () => {
  const recommended = subject({ organisationIds: ['theirs'], handlerIds: ['ours'] });
  const own = subject({ territoryPath: '/elsewhere/', organisationIds: ['ours'], handlerIds: ['theirs'] });

  test('does not fill in, hand in or void by its operators what it recommends by its officers', () => {
    const operator = actor('operator', { territoryPath: null });
    const officer = actor('officer', { territoryPath: null });
    for (const permission of ['case.read', 'case.fill', 'case.submit', 'case.end'] as const)
      expect(mayReach(operator, permission, recommended)).toBe(false);
    expect(mayReach(officer, 'case.handle', recommended)).toBe(true);
  });

  test('does not handle its own application', () => {
    const both = { ...actor('officer'), territoryPath: null, roles: ['officer', 'operator'] as Role[] };
    expect(mayReach(both, 'case.fill', own)).toBe(true);
    expect(mayReach(both, 'case.handle', own)).toBe(false);
    expect(mayReach(both, 'objection.handle', own)).toBe(false);
  });
});

describe('an expert', () => {
  test('reaches what was assigned, unless there is an interest', () => {
    expect(mayReach(actor('expert'), 'case.review', subject({ personIds: ['me'] }))).toBe(true);
    expect(mayReach(actor('expert'), 'case.review', subject())).toBe(false);
    const own = subject({ personIds: ['me'], excludedPersonIds: ['me'] });
    expect(mayReach(actor('expert'), 'case.review', own)).toBe(false);
  });
});

test('the public may use what is public and nothing else; the system everything', () => {
  expect([mayUse(PUBLIC, 'public.read'), mayUse(PUBLIC, 'session.own'), mayUse(PUBLIC, 'case.list')]).toEqual([
    true,
    false,
    false,
  ]);
  expect(mayReach(SYSTEM, 'case.sign', subject())).toBe(true);
});

test('what is out of reach is not found: that it exists is not told', () => {
  const refused = (given: Actor, about?: Subject) => {
    try {
      requirePermission(given, 'case.sign', about);
    } catch (refusal) {
      return (refusal as { code: string }).code;
    }
    return undefined;
  };
  expect(refused(PUBLIC)).toBe('not-signed-in');
  expect(refused(actor('operator'))).toBe('not-permitted');
  expect(refused(actor('director'), subject({ territoryPath: '/province/' }))).toBe('not-found');
  expect(refused(actor('director'), subject())).toBeUndefined();
});

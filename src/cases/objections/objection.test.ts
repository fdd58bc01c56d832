import { expect, test } from 'vitest';
import { checkHeard, checkLodged, leaks, nextState } from './objection.ts';

const lodged = {
  kind: 'individual',
  name: '欧阳明',
  unit: null,
  phone: '13812345678',
  text: '申报的面积与实际不符，请核实。',
  hasSeal: false,
} as const;

test('a real name and a phone are enough for a person', () => {
  expect(() => checkLodged(lodged)).not.toThrow();
  expect(() => checkLodged({ ...lodged, phone: '0731-88888888' })).not.toThrow();
});

test.each(['匿名', '知情人士', '王先生', '李某某', '某某', '*', 'x'])('%s is no name', (name) => {
  expect(() => checkLodged({ ...lodged, name })).toThrow('input.invalid');
});

test('what names the objector is found however it is spaced or written', () => {
  const secrets = ['欧阳明', '13812345678'];
  expect(leaks('反映人欧 阳 明，电话138-1234-5678', secrets)).toEqual(secrets);
  expect(leaks('反映面积与实际不符', secrets)).toEqual([]);
});

test('nothing is answered before the party was asked, nor twice', () => {
  expect(() => nextState('received', 'uphold')).toThrow('objection.wrong-state');
  expect(nextState('heard', 'dismiss')).toBe('dismissed');
  expect(() => nextState('upheld', 'dismiss')).toThrow('objection.wrong-state');
});

test('a party that stays silent was heard once its time has run out, not on a provisional day', () => {
  const asked = { state: 'asked' as const, due_at: '2026-11-27T16:00:00Z', due_provisional: false };
  const late = Temporal.Instant.from('2026-11-28T00:00:00+08:00');
  expect(() => checkHeard(asked, late.subtract({ seconds: 1 }))).toThrow('objection.party-not-heard');
  expect(() => checkHeard(asked, late)).not.toThrow();
  expect(() => checkHeard({ ...asked, due_provisional: true }, late)).toThrow('objection.party-not-heard');
});

import { describe, expect, test } from 'vitest';
import { englishOf } from './english.ts';

const said = englishOf([
  ['入选', 'In'],
  ['暂定', 'provisional'],
  ['{}起', 'from {}'],
  ['{}截止', 'due {}'],
  ['{}截止（暂定）', 'due {} (provisional)'],
  ['{#}件', '{} case{|s}'],
  ['{}次中订好{}次', '{2} of {1} booked'],
  ['预订{}', 'Book {}'],
  ['理由：{}', 'Reason: {}'],
  ['{=}，{=}', '{}, {}'],
]);

describe('English by the Chinese', () => {
  test('knows texts, and says of others that it does not', () => {
    expect(said('入选')).toBe('In');
    expect(said('落选')).toBeNull();
  });

  test('writes days as English does wherever they stand, and takes the pattern that says most', () => {
    expect(said('2026年11月25日')).toBe('25 November 2026');
    expect(said('2026年11月25日 09:05起')).toBe('from 25 November 2026 09:05');
    expect(said('11月25日截止（暂定）')).toBe('due 25 November (provisional)');
  });

  test('names a clause by its numbers', () => {
    expect(said('第五条')).toBe('Art. 5');
    expect(said('第二十三条(十二)')).toBe('Art. 23(12)');
  });

  test('counts one as one and puts places in the order of English', () => {
    expect(said('1件')).toBe('1 case');
    expect(said('12件')).toBe('12 cases');
    expect(said('5次中订好3次')).toBe('3 of 5 booked');
  });

  test('joins what is known, and leaves the whole Chinese where a part is not', () => {
    expect(said('入选、暂定')).toBe('In, provisional');
    expect(said('入选，3件')).toBe('In, 3 cases');
    expect(said('入选，落选')).toBeNull();
  });

  test('keeps names within a sentence, and never takes a measure word out of another word', () => {
    expect(said('预订大会议室')).toBe('Book 大会议室');
    expect(said('毕业条件')).toBeNull();
    expect(said('对不起')).toBeNull();
    expect(said('预订须提前，逾期不退。')).toBeNull();
    expect(said('理由：人数不足，改期。')).toBe('Reason: 人数不足，改期。');
  });
});

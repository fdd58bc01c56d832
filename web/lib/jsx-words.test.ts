import { createElement } from 'react';
import { describe, expect, test } from 'vitest';
import { englishOf } from '../../src/kernel/english.ts';
import { inEnglish } from './jsx-words.ts';

const said = englishOf([
  ['名称', 'Name'],
  ['已退出', 'Left'],
  ['共{#}条{}', '{} in all{}'],
  ['，第{}页', ', page {}'],
  ['从{}或{}立案', 'Opened from {2} or {1}'],
  ['还有{#}天', '{} day{|s} left'],
]);
const link = createElement('a');

describe('props of an element in English', () => {
  test('are the same object where nothing is known: names and typed words stay Chinese', () => {
    const props = { title: '示例星图众创空间', value: '名称', children: [link, 5] };
    expect(inEnglish(props, said)).toBe(props);
  });

  test('have the words that are read in English, in lists of options too, and the blanks around them kept', () => {
    expect(
      inEnglish({ 'aria-label': '名称', children: ' 名称 ', options: [{ value: '名称', label: '名称' }] }, said),
    ).toEqual({ 'aria-label': 'Name', children: ' Name ', options: [{ value: '名称', label: 'Name' }] });
  });

  test('read children as one text in which an element keeps its place', () => {
    expect(inEnglish({ children: ['共', 5, '条', '，第2页'] }, said)).toEqual({ children: ['5 in all, page 2'] });
    expect(inEnglish({ children: ['共', 5, '条', false] }, said)).toEqual({ children: ['5 in all'] });
    const page = createElement('b');
    expect(inEnglish({ children: ['从', link, '或', page, '立案'] }, said)).toEqual({
      children: ['Opened from ', page, ' or ', link, ''],
    });
  });

  test('leave a measure word alone Chinese rather than say nonsense, and set blanks around a word among elements', () => {
    expect(inEnglish({ children: ['共', link, '个'] }, said)).toEqual({ children: ['共', link, '个'] });
    expect(inEnglish({ children: [link, '已退出'] }, said)).toEqual({ children: [link, ' Left'] });
  });

  test('count one day as one', () => {
    expect(inEnglish({ children: '还有1天' }, said)).toEqual({ children: '1 day left' });
    expect(inEnglish({ children: ['还有', 3, '天'] }, said)).toEqual({ children: ['3 days left'] });
  });
});

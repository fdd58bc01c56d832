import { describe, expect, test } from 'vitest';
import { inEnglish } from './english.ts';

describe('a page in English', () => {
  test('says what is known in English, and marks what is not as Chinese', () => {
    expect(inEnglish('<html lang="zh-CN"><title>名录 · 众创台</title><p>示例星图众创空间</p></html>')).toBe(
      '<html lang="en"><title>Register · Zhongchuang</title><p><span lang="zh-CN">示例星图众创空间</span></p></html>',
    );
  });

  test('writes days and numbers as English does, the longer pattern first', () => {
    expect(inEnglish('<p>2026年11月25日至2026年12月1日(5个工作日)</p>')).toBe(
      '<p>25 November 2026 to 1 December 2026 (5 working days)</p>',
    );
  });

  test('translates labels read aloud and labels of narrow tables, never addresses or what a person typed', () => {
    expect(inEnglish('<nav aria-label="翻页"><td data-label="名称"><a href="/spaces?q=名录">3</a></td></nav>')).toBe(
      '<nav aria-label="Pages"><td data-label="Name"><a href="/spaces?q=名录">3</a></td></nav>',
    );
    expect(inEnglish('<textarea name="says">名录</textarea><input value="名录">')).toBe(
      '<textarea name="says">名录</textarea><input value="名录">',
    );
  });

  test('takes what an office wrote apart at no colon', () => {
    expect(inEnglish('<p>答复：同意延期一周</p>')).toBe('<p><span lang="zh-CN">答复：同意延期一周</span></p>');
  });

  test('keeps an option’s text as it is where it has no English: no element may stand in it', () => {
    expect(inEnglish('<option value="1">湖南省</option>')).toBe('<option value="1">湖南省</option>');
  });
});

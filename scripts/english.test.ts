import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chineseOf, withoutEnglish } from './english.ts';

const ROOT = join(import.meta.dirname, '..');

test('nineteen of twenty texts of the workspace have English; the others are named', async () => {
  const { share, missing } = await withoutEnglish(ROOT);
  expect(share, `without English:\n${missing.join('\n')}`).toBeGreaterThanOrEqual(0.95);
});

test('the texts are found: attributes, children with what stands in them, and templates', () => {
  const texts = chineseOf(ROOT);
  expect(texts.length).toBeGreaterThan(3000);
  expect(texts.filter(({ file }) => file === 'web/ui/table.tsx').map(({ zh }) => zh)).toEqual([
    '{}（表格）',
    '共{}条{}{}',
    '以上',
    '，第{}页',
    '，第{}/{}页',
    '导出 Excel',
    '查看准确数字',
    '分页',
    '上一页',
    '第{}页',
    '下一页',
  ]);
});

import { become, expect, sound, test } from './stage.ts';

test('河东 二: the report’s table, each figure counted and opened to its records', async ({ page }) => {
  await become(page, '赵河东');
  await page.goto('/workspace/report');
  const table = page.getByRole('table', { name: '主要指标' });
  await expect(table.getByRole('link', { name: '工位数的记录' })).toHaveText('466个');
  await expect(table.getByRole('link', { name: '入驻创业团队数的记录' })).toHaveText('163个');
  await expect(table.getByText('一致', { exact: true })).toHaveCount(16);
  await expect(table.getByText('只有报告数字')).toHaveCount(1);
  await sound(page);
  await table.getByRole('link', { name: '专利授权数的记录' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '专利授权数：28件' })).toBeVisible();
  await expect(page.getByRole('region', { name: '各空间' }).getByRole('row')).toHaveCount(7);
  await expect(page.getByRole('region', { name: '记录', exact: true }).getByText('示例', { exact: true })).toHaveCount(
    28,
  );
  await sound(page);
});

import { become, choose, expect, settled, sound, test } from './stage.ts';

const HUNAN = '湖南省促进众创空间发展与管理办法(试行)';

/** The spaces of the demo are found by their names. */
async function openStanding(page: import('@playwright/test').Page, space: RegExp) {
  await page.goto('/workspace/spaces');
  await page.getByRole('main').getByRole('link', { name: space }).first().click();
  await page.getByRole('navigation', { name: '空间' }).getByRole('link', { name: '达标情况' }).click();
  await settled(page);
}

test('an operator sees where the space stands all year, tries other figures, and takes it away as Word', async ({
  page,
}) => {
  await become(page, '刘运营');
  await openStanding(page, /示例星图众创空间/);
  const main = page.getByRole('main');
  await expect(main.getByRole('table', { name: '适用的政策' })).toContainText('湖南省促进众创空间发展与管理办法');
  await expect(main.getByRole('table', { name: '适用的政策' })).toContainText('国家众创空间备案暂行规定');
  await main.getByRole('link', { name: HUNAN }).click();
  await expect(main.getByRole('heading', { name: '怎样达到' })).toBeVisible();
  await expect(main.locator('#requirement-floor-area')).toContainText('众创空间面积不少于500平方米');
  await sound(page);

  await main.getByText('试一试：改动数值').click();
  await main.getByLabel(/^众创空间面积/).fill('1');
  await expect(main.locator('.try-out [role="status"]')).toContainText('众创空间面积在500平方米(含)以上');
  await sound(page);

  const download = page.waitForEvent('download');
  await main.getByRole('link', { name: '下载逐条说明（Word）' }).click();
  expect((await download).suggestedFilename()).toMatch(/达标情况.*\.docx$/);
});

test('an officer reads two policies side by side, and what each clause became', async ({ page }) => {
  await become(page, '陈省经办');
  await page.goto('/workspace/pack-difference');
  const main = page.getByRole('main');
  await choose(page, main.getByLabel('甲', { exact: true }), '国家众创空间备案暂行规定', '国家众创空间');
  await choose(page, main.getByLabel('乙', { exact: true }), HUNAN, HUNAN);
  const counts = main.getByRole('table', { name: '各类差别的数量' });
  await expect(counts.getByRole('row', { name: /^合计/ })).toContainText(/\d/);
  await counts.getByRole('link', { name: /^数值放宽\d+处$/ }).click();
  await expect(page).toHaveURL(/of=parameter.*kind=relaxed|kind=relaxed.*of=parameter/);
  await expect(main.getByRole('table', { name: '数值' }).getByRole('row', { name: /运营时间下限/ })).toContainText(
    '18个月',
  );
  await expect(main.getByRole('table', { name: '条件', exact: true })).toHaveCount(0);
  await main.getByRole('link', { name: '显示全部' }).click();
  await expect(main.getByText(/^两份政策相同的 \d+条$/)).toBeVisible();
  await expect(main.getByRole('alert')).toContainText('低于上级规定');
  await sound(page);

  await page.goto('/workspace/pack-coverage');
  await choose(page, main.getByLabel('政策', { exact: true }), HUNAN, HUNAN);
  const clause = main.getByRole('row', { name: /^第五条\(五\)/ });
  await expect(clause).toContainText('hunan:5.5');
  await expect(clause).toContainText('种子基金下限');
  await expect(main.getByRole('status')).toContainText('未覆盖 0');
  await sound(page);
});

test('the auditor judges every decided case again', async ({ page }) => {
  await become(page, '审计管理员(演示)');
  await page.goto('/workspace/replays');
  const main = page.getByRole('main');
  await expect(main.getByRole('table', { name: '已决办件' })).toContainText('结果一致');
  await expect(main.getByText('重算', { exact: false }).first()).toBeVisible();
  await expect(main.getByText('内容与封印不符')).toHaveCount(0);
  await sound(page);
});

import { become, settled, test } from './stage.ts';
test('shots', async ({ page }) => {
  const shot = async (name: string) => {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `/tmp/shots/${name}-${width}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  await become(page, '刘运营');
  await shot('inbox');
  await page.goto('/workspace/spaces');
  await settled(page);
  await page.getByRole('main').getByRole('link').filter({ hasText: '众创空间' }).first().click();
  await page.getByRole('navigation', { name: '空间' }).getByRole('link', { name: '达标情况' }).click();
  await settled(page);
  await page.getByRole('main').getByRole('link', { name: /湖南省促进众创空间/ }).first().click();
  await settled(page);
  await page.getByText('试一试：改动数值').click();
  await page.waitForTimeout(1500);
  await shot('standing');
  await become(page, '陈省经办');
  await page.goto('/workspace/pack-difference');
  await settled(page);
  await page.getByLabel('甲', { exact: true }).selectOption({ index: 3 });
  await page.getByLabel('乙', { exact: true }).selectOption({ label: '湖南省 · 湖南省促进众创空间发展与管理办法(试行)' });
  await settled(page);
  await page.waitForTimeout(800);
  await shot('difference');
  await page.goto('/workspace/pack-coverage');
  await settled(page);
  await shot('coverage');
  await become(page, '审计管理员(演示)');
  await page.goto('/workspace/replays');
  await settled(page);
  await shot('replays');
});

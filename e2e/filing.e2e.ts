import type { Page } from '@playwright/test';
import {
  become,
  choose,
  enterDay,
  expect,
  judgeAll,
  photo,
  say,
  settled,
  sound,
  takeUp,
  test,
  today,
} from './stage.ts';

const SPACE = '示例张江生物众创空间';
const CARRIER = '/workspace/spaces/00000000-0000-8000-9000-000300000032';

const standing = (page: Page) => page.getByRole('region', { name: '办理进度' });

/** 2026-11-03 as the portal writes it */
const written = (day: string) => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};
const before = (day: string, days: number) => new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);

async function recommendAndAccept(page: Page, judged: boolean): Promise<void> {
  await become(page, '沈区经办');
  await takeUp(page, SPACE);
  await say(page, '同意', '符合条件，同意。');
  await expect(standing(page).getByText('联盟审核中', { exact: true })).toBeVisible();
  await become(page, '陆联盟经办');
  await takeUp(page, SPACE);
  if (judged) expect(await judgeAll(page)).toBeGreaterThanOrEqual(5);
  await sound(page);
  await say(page, '同意', '材料齐全，予以受理。');
}

async function decideAndSign(page: Page): Promise<void> {
  const decision = page.locator('#decision');
  await decision.getByRole('radio', { name: '予以通过' }).check();
  await decision.getByLabel('理由').fill('符合细则规定的条件。');
  await decision.getByRole('button', { name: '保存决定草稿' }).click();
  await expect(decision.getByText('陆联盟经办拟稿')).toBeVisible();
  const path = page.url();
  await become(page, '钱联盟签发');
  await page.goto(path);
  await decision.getByRole('button', { name: '签发决定' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '签发决定' }).click();
  await expect(decision.getByRole('button', { name: '重新计算核对' })).toBeVisible();
}

test.describe
  .serial('上海 第六条 and 第七条', () => {
    test('a filing from its application to the plaque', async ({ page }) => {
      let casePage = '';
      await test.step('the operator reads the form, fills it and submits', async () => {
        await become(page, '徐运营');
        await page.goto(CARRIER);
        await page.getByRole('link', { name: '申报或备案' }).click();
        const door = page
          .getByRole('listitem')
          .filter({ has: page.getByRole('heading', { name: '上海市众创空间备案', exact: true }) });
        await expect(door.getByText('常态化受理')).toBeVisible();
        await door.getByRole('link', { name: '通读条件和程序' }).click();
        await expect(page.getByText('运营机构须是本市注册的独立法人')).toBeVisible();
        await sound(page);
        await page.getByRole('button', { name: '开始填报' }).click();
        await page.getByRole('textbox', { name: '众创空间简介', exact: true }).fill('服务生物医药领域的早期团队。');
        await page.getByRole('textbox', { name: '专业发展方向', exact: true }).fill('生物医药');
        await page.getByRole('textbox', { name: '决策目标', exact: true }).fill('三年内培育一批科技型中小企业。');
        await page
          .getByRole('textbox', { name: '服务体系说明', exact: true })
          .fill('提供实验平台、导师和投融资对接，线上线下联动。');
        await page.getByRole('textbox', { name: '联系人和电话', exact: true }).fill('徐运营 021-00000000');
        await page.getByRole('checkbox', { name: '承诺所提交的材料真实、完整' }).check();
        const slot = page.getByLabel(/^上传：/).first();
        await slot.setInputFiles(await photo(page, '证明.png'));
        await expect(page.getByRole('link', { name: '证明.png' }).first()).toBeVisible();
        await expect(page.getByRole('status').filter({ hasText: '已自动保存' })).toBeVisible();
        await sound(page);
        await page.getByRole('button', { name: '提交申报' }).click();
        await expect(standing(page).getByText('区科技主管部门审核中', { exact: true })).toBeVisible();
        casePage = page.url();
      });

      await test.step('the district recommends, the alliance accepts, decides and hands over the plaque', async () => {
        await recommendAndAccept(page, true);
        await expect(standing(page).getByText('待作出备案决定', { exact: true })).toBeVisible();
        await decideAndSign(page);
        await become(page, '陆联盟经办');
        await page.goto(casePage);
        const award = page.locator('#award');
        await award.getByLabel('授牌人').fill('钱联盟签发');
        await award.getByLabel('领牌人').fill('徐运营');
        await award.getByRole('button', { name: '登记授牌' }).click();
        await expect(standing(page).getByText('已备案并领牌', { exact: true })).toBeVisible();
        await sound(page);
      });

      await test.step('the plaque leads to the live state', async () => {
        await page.goto(`/workspace/designations?q=${encodeURIComponent(SPACE)}`);
        await page.getByRole('table').getByRole('link', { name: '已授牌' }).click();
        await expect(page.getByRole('heading', { level: 1, name: `${SPACE}的标牌` })).toBeVisible();
        await expect(page.getByText('资格有效', { exact: true })).toBeVisible();
        await expect(page.getByText(/沪众创备〔\d{4}〕\d{4}号/).first()).toBeVisible();
        await sound(page);
      });
    });

    test('what is material changes by a case only; the register keeps both versions', async ({ page, faults }) => {
      faults.expects(409); // the direct edits
      await become(page, '徐运营');

      await test.step('operator, direction and goals: the direct edit points to the change case', async () => {
        await page.goto(CARRIER);
        await page.getByRole('button', { name: '修改', exact: true }).click();
        const dialog = page.getByRole('dialog', { name: new RegExp(SPACE) });
        await expect(dialog.getByText('变更请通过“变更备案”办理，不能在此直接修改')).toBeVisible();
        await expect(dialog.getByLabel('经营方向', { exact: true })).toBeDisabled();
        await expect(dialog.getByLabel('决策目标', { exact: true })).toBeDisabled();
        await choose(page, dialog.getByLabel('运营机构', { exact: true }), '示例蓝海孵化管理有限公司', '示例蓝海');
        await dialog.getByLabel('修改理由').fill('运营机构变了');
        await dialog.getByRole('button', { name: '保存修改' }).click();
        await expect(dialog.getByText(/请发起变更办件/)).toBeVisible();
        await sound(page);
        await dialog.getByRole('button', { name: '取消' }).click();
        await page.reload();
        await expect(page.locator('#about').getByText('示例浦江众创服务有限公司')).toBeVisible();
      });

      await test.step('so does that of the floor area', async () => {
        await page.goto(`${CARRIER}/records?kind=premises`);
        await page.getByRole('table').getByRole('button', { name: /更正/ }).first().click();
        const dialog = page.getByRole('dialog', { name: /更正/ });
        await dialog.getByLabel('建筑面积').fill('980');
        await dialog.getByLabel('更正理由').fill('面积变了');
        await dialog.getByRole('button', { name: '保存更正' }).click();
        await expect(dialog.getByText(/请发起变更办件/)).toBeVisible();
        await dialog.getByRole('button', { name: '取消' }).click();
      });

      const now = await today(page);
      const happened = before(now, 13);
      await test.step('the change case runs', async () => {
        await page.goto(CARRIER);
        await page.getByRole('link', { name: '申报或备案' }).click();
        const door = page
          .getByRole('listitem')
          .filter({ has: page.getByRole('heading', { name: '上海市众创空间重大事项变更', exact: true }) });
        await door.getByRole('link', { name: '通读条件和程序' }).click();
        await page.getByRole('button', { name: '开始填报' }).click();
        await page.getByRole('textbox', { name: /^变更后的场地面积/ }).fill('980');
        await page.getByRole('textbox', { name: /^变更后的经营方向/ }).fill('生物医药与医疗器械');
        await enterDay(page.getByLabel('变更发生日期', { exact: true }), written(happened));
        await page.getByRole('textbox', { name: '变更原因', exact: true }).fill('扩租同楼层场地，并增加医疗器械方向。');
        await page.getByRole('checkbox', { name: '承诺所提交的材料真实、完整' }).check();
        await expect(page.getByRole('status').filter({ hasText: '已自动保存' })).toBeVisible();
        await sound(page);
        await page.getByRole('button', { name: '提交申报' }).click();
        await expect(standing(page).getByText('区科技主管部门审核中', { exact: true })).toBeVisible();
        await recommendAndAccept(page, false);
        await expect(standing(page).getByText('待登记变更', { exact: true })).toBeVisible();
        await decideAndSign(page);
        await expect(standing(page).getByText('已登记变更', { exact: true })).toBeVisible();
        await settled(page);
      });

      await test.step('the public page shows both versions with their days, and when it was reported', async () => {
        await page.goto('/spaces/00000000-0000-8000-9000-000300000032');
        await expect(page.getByRole('heading', { name: '变更记录' })).toBeVisible();
        const versions = page.getByRole('table').filter({ has: page.getByRole('columnheader', { name: '期间' }) });
        const former = versions.getByRole('row').filter({ hasText: `至${written(before(happened, 1))}` });
        await expect(former.getByRole('cell', { name: '生物医药', exact: true })).toBeVisible();
        const present = versions.getByRole('row').filter({ hasText: `${written(happened)}至今` });
        await expect(present.getByRole('cell', { name: '生物医药与医疗器械', exact: true })).toBeVisible();
        // Reported within the 20 working days that the pack sets: nothing is called late.
        await expect(
          page.getByText(`${written(happened)}场地面积变更，${written(now)}报送`, { exact: true }),
        ).toBeVisible();
        await expect(
          page.getByText(`${written(happened)}经营方向变更，${written(now)}报送`, { exact: true }),
        ).toBeVisible();
        await sound(page);
        await become(page, '徐运营');
        await page.goto(`${CARRIER}/records?kind=premises&history=true`);
        await expect(page.getByRole('table').getByText('980')).toBeVisible();
        await expect(page.getByRole('table').getByText('760')).toBeVisible();
        await sound(page);
      });
    });
  });

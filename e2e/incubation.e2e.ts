import type { Locator, Page } from '@playwright/test';
import { become, call, choose, enterDay, expect, sound, test, today } from './stage.ts';

/** The next Wednesday after a day: the demo's mentor has time on Wednesday afternoons. */
function nextWednesday(from: string): string {
  const day = new Date(`${from}T00:00:00Z`);
  do day.setUTCDate(day.getUTCDate() + 1);
  while (day.getUTCDay() !== 3);
  return day.toISOString().slice(0, 10);
}

/** Moves the demo's clock to the first full hour after a moment. */
async function travelPast(page: Page, moment: string): Promise<void> {
  const { now } = await call<{ now: string }>(page, 'GET', '/api/demo/clock');
  const hours = Math.ceil((Date.parse(moment) - Date.parse(now)) / 3_600_000);
  await call(page, 'POST', '/api/demo/clock', { days: Math.floor(hours / 24), hours: hours % 24 });
}

/** Typed, and confirmed in the calendar that opens below the field. */
async function enterMoment(page: Page, field: Locator, moment: string): Promise<void> {
  await field.fill(moment);
  await page.locator('.ant-picker-dropdown:visible').locator('.ant-picker-ok button').click();
}

test.describe
  .serial('the incubation chain', () => {
    test('a team keeps its own file, meets a mentor, moves on with its file and graduates', async ({
      page,
      faults,
    }) => {
      let team = '';
      await test.step('the founder enters an investment; until the operator confirms it, it does not count', async () => {
        await become(page, '林创业');
        await page.getByRole('link', { name: '团队', exact: true }).click();
        await page.getByRole('table').getByRole('link').first().click();
        await expect(page.getByRole('heading', { name: '毕业条件' })).toBeVisible();
        team = page.url();
        await sound(page);
        await page.getByRole('link', { name: '团队档案' }).click();
        await page.goto(`${team}/records?kind=financing_round`);
        await page.getByRole('button', { name: '新增融资' }).first().click();
        const dialog = page.getByRole('dialog');
        await choose(page, dialog.getByLabel('类型'), '风险投资');
        await dialog.getByLabel('轮次').fill('A轮');
        await dialog.getByLabel('金额').fill('600');
        await dialog.getByRole('button', { name: '保存' }).click();
        await expect(dialog).toBeHidden();
        await expect(page.getByRole('cell', { name: '待核实' })).toBeVisible();
        await sound(page);
        await page.goto(team);
        await expect(page.locator('#graduation').getByText('材料不足').first()).toBeVisible();
      });

      await test.step('the operator confirms it, and the conditions to graduate are met', async () => {
        await become(page, '刘运营');
        await page.goto(`${team}/records?kind=financing_round`);
        await page.getByRole('button', { name: /^核实: / }).click();
        await expect(page.getByRole('cell', { name: '已核实' })).toBeVisible();
        await page.goto(team);
        await expect(page.locator('#graduation').getByRole('heading', { name: '在孵企业毕业 符合' })).toBeVisible();
        await page.locator('#graduation').getByText('来自1条记录').first().click();
        await expect(page.locator('#graduation').getByRole('link', { name: 'A轮' })).toBeVisible();
      });

      const start = nextWednesday(await today(page));
      await test.step('on a phone the founder finds a mentor and asks for time', async () => {
        await become(page, '林创业');
        await page.setViewportSize({ width: 390, height: 844 });
        await page.goto(`${team}/mentors`);
        await expect(page.getByText('为什么推荐').first()).toBeVisible();
        await page
          .getByRole('listitem')
          .filter({ hasText: '周三14:00至18:00' })
          .getByRole('button', { name: /^预约/ })
          .click();
        const dialog = page.getByRole('dialog');
        await enterMoment(page, dialog.getByLabel('开始时间'), `${start} 09:00`);
        await dialog.getByLabel('想请教的问题').fill('股权怎样设计');
        faults.expects(422);
        await dialog.getByRole('button', { name: '提交预约' }).click();
        await expect(dialog.getByText(/不在导师可约时间内/).first()).toBeVisible();
        await enterMoment(page, dialog.getByLabel('开始时间'), `${start} 14:00`);
        await dialog.getByRole('button', { name: '提交预约' }).click();
        await expect(dialog).toBeHidden();
        await page.setViewportSize({ width: 1280, height: 900 });
      });

      await test.step('the mentor accepts; afterwards both confirm, and the hours count', async () => {
        await become(page, '方导师');
        await page.getByRole('link', { name: '导师辅导' }).click();
        await page.getByRole('button', { name: /^接受: / }).click();
        await page.getByRole('dialog').getByRole('button', { name: '接受' }).click();
        await expect(page.getByText('已约定').first()).toBeVisible();
        await sound(page);
        await travelPast(page, `${start}T15:00:00+08:00`);
        for (const [who, note] of [
          ['方导师', '先谈股权再谈融资'],
          ['林创业', ''],
        ] as const) {
          // The mentor is at the desk already.
          if (who !== '方导师') await become(page, who);
          await page.goto('/workspace/mentoring');
          await page.getByRole('button', { name: /^确认并评价: / }).click();
          const dialog = page.getByRole('dialog');
          await dialog.getByText('5分', { exact: true }).click();
          if (note) await dialog.getByLabel('共享笔记').fill(note);
          await dialog.getByRole('button', { name: '确认并评价' }).click();
          await expect(dialog).toBeHidden();
        }
        await expect(page.getByText('已辅导').first()).toBeVisible();
        await expect(page.getByText('笔记：先谈股权再谈融资')).toBeVisible();
        await become(page, '刘运营');
        await page.goto('/workspace/spaces/00000000-0000-8000-9000-000300000011/mentors');
        await page.getByRole('button', { name: /^结算1小时/ }).click();
        await page.getByRole('dialog').getByRole('button', { name: '结算' }).click();
        await expect(page.getByRole('table', { name: '课时结算' }).getByText('300元')).toBeVisible();
        await sound(page);
      });

      await test.step('the team moves to another operator’s carrier, with its consent and its file', async () => {
        await become(page, '刘运营');
        await page.goto(team);
        await page.getByRole('button', { name: '转到下一家载体' }).click();
        const dialog = page.getByRole('dialog');
        await choose(page, dialog.getByLabel('转入载体'), '示例蓝海众创空间', '蓝海众创');
        await dialog.getByLabel('理由').fill('已获融资，进入下一阶段');
        await dialog.getByRole('button', { name: '提出' }).click();
        await expect(dialog).toBeHidden();
        await become(page, '林创业');
        await page.getByRole('link', { name: '移苗入孵' }).click();
        await page.getByRole('button', { name: /^同意转移: / }).click();
        await page.getByRole('dialog').getByRole('button', { name: '同意转移' }).click();
        await expect(page.getByText('待接收方答复')).toBeVisible();
        await become(page, '曾运营');
        await page.getByRole('link', { name: '移苗入孵' }).click();
        await page.getByRole('button', { name: /^接收: / }).click();
        await enterDay(page.getByRole('dialog').getByLabel('转入日期'), await today(page));
        await page.getByRole('dialog').getByRole('button', { name: '接收', exact: true }).click();
        await expect(page.getByRole('dialog')).toBeHidden();
        await page.getByRole('button', { name: /^办理转入: / }).click();
        await page.getByRole('dialog').getByRole('button', { name: '办理转入' }).click();
        await expect(page.getByText('已转入', { exact: true })).toBeVisible();
        await sound(page);
        await page.goto(team);
        await expect(page.locator('#stays').getByText('示例蓝海众创空间')).toBeVisible();
        await expect(page.locator('#graduation').getByRole('heading', { name: '在孵企业毕业 符合' })).toBeVisible();
        await become(page, '刘运营');
        faults.expects(404);
        await page.goto(team);
        await expect(page.locator('#stays')).toHaveCount(0);
      });

      await test.step('the board shows where each team stands', async () => {
        await become(page, '刘运营');
        await page.getByRole('link', { name: '孵化看板' }).click();
        await expect(page.getByRole('heading', { name: '项目发现' })).toBeVisible();
        await sound(page);
      });
    });
  });

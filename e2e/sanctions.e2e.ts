import type { Page } from '@playwright/test';
import { become, call, choose, enterDay, expect, photo, settled, sound, takeUp, test, today } from './stage.ts';

const SPACE = '示例浦江智造众创空间';
const FILED = '/spaces/00000000-0000-8000-9000-000300000031';
const OTHER = '00000000-0000-8000-9000-000300000032';

const standing = (page: Page) => page.getByRole('region', { name: '办理进度' });
const written = (day: string) => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};
const later = (day: string, years: number, days = 0) => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year + years, month - 1, date + days)).toISOString().slice(0, 10);
};

/** The director signs what the officer drafted. */
async function sign(page: Page, director: string, path: string): Promise<void> {
  await become(page, director);
  await page.goto(path);
  const decision = page.locator('#decision');
  await decision.getByRole('button', { name: '签发决定' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '签发决定' }).click();
  await expect(decision.getByRole('button', { name: '重新计算核对' })).toBeVisible();
}

async function agree(page: Page, opinion: string): Promise<void> {
  await page.getByRole('group').getByRole('button', { name: '同意', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^(意见|理由)$/).fill(opinion);
  await dialog.getByRole('button', { name: '同意', exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function addExhibit(page: Page, says: string, internal: boolean): Promise<void> {
  const box = page.locator('#exhibits');
  await box.getByLabel('证明什么').fill(says);
  if (internal) await box.getByRole('checkbox', { name: '向当事人出示' }).uncheck();
  else await box.locator('input[type=file]').setInputFiles(await photo(page, '证据.png'));
  await box.getByRole('button', { name: '加入', exact: true }).click();
  await expect(box.getByText(says)).toBeVisible();
}

// The clock only moves ahead: what ends by itself needs a published calendar and comes before the three years.
test.describe
  .serial('湖南 第十五条', () => {
    async function order(page: Page): Promise<string> {
      await become(page, '陈省经办');
      await page.goto(`/workspace/designations?q=${encodeURIComponent('示例星图')}`);
      await page
        .getByRole('table')
        .getByRole('link', { name: /示例星图/ })
        .first()
        .click();
      await page.getByRole('button', { name: '责令整改' }).click();
      const dialog = page.getByRole('dialog', { name: '责令整改' });
      await dialog.getByLabel('责令整改的缘由').fill('日常考核发现公共服务场地不足。');
      await dialog.getByRole('button', { name: '责令整改', exact: true }).click();
      await expect(standing(page).getByText('整改通知起草中', { exact: true })).toBeVisible();
      const form = page.locator('#order');
      await choose(page, form.getByLabel('条款'), '第五条(二)', '第五条(二)');
      await form.getByLabel('问题').fill('公共服务场地占比不足。');
      await form.getByLabel('整改要求').fill('公共服务场地补足到规定比例。');
      await form.getByLabel('期限（工作日）').fill('10');
      await form.getByLabel(/^期限的理由/).fill('问题简单。');
      await sound(page);
      await form.getByRole('button', { name: '下达整改通知' }).click();
      await expect(standing(page).getByText('整改中', { exact: true })).toBeVisible();
      return page.url();
    }

    test('a rectification from order through one extension to acceptance', async ({ page }) => {
      const path = await order(page);
      const report = page.locator('#rectification-report');
      const acceptance = page.locator('#acceptance');
      const take = async () => {
        await become(page, '刘运营');
        await takeUp(page, '示例星图.*限期整改');
      };
      const write = async (says: string) => {
        await report.getByLabel('整改情况').fill(says);
        await report.getByLabel('总体情况').fill(says);
      };
      const send = async () => {
        await report.getByRole('button', { name: '报告整改完成' }).click();
        await expect(standing(page).getByText('验收中', { exact: true })).toBeVisible();
        await become(page, '陈省经办');
        await page.goto(path);
      };
      await take();
      await write('正在改造，尚未完工。');
      await send();
      await acceptance.getByRole('radio', { name: '未到位', exact: true }).check();
      await acceptance.getByLabel('第1项说明').fill('改造尚未完工。');
      await acceptance.getByRole('radio', { name: '延期（一次）' }).check();
      await acceptance.getByLabel('延长的工作日').fill('5');
      await acceptance.getByLabel('延期理由').fill('消防验收需要时间。');
      await acceptance.getByLabel('验收意见').fill('同意延期一次。');
      await sound(page);
      await acceptance.getByRole('button', { name: '提交验收' }).click();
      await expect(standing(page).getByText('整改中', { exact: true })).toBeVisible();

      await take();
      await report.getByLabel('证明什么').fill('改造后的平面图');
      await report.locator('input[type=file]').setInputFiles(await photo(page, '平面图.png'));
      await report.getByRole('button', { name: '加入', exact: true }).click();
      await expect(report.getByRole('link', { name: '平面图.png' })).toBeVisible();
      await write('新增公共区域一百平方米。');
      await sound(page);
      await send();
      await expect(acceptance.getByRole('radio', { name: '延期（一次）' })).toHaveCount(0);
      await acceptance.getByRole('radio', { name: '到位', exact: true }).check();
      await acceptance.getByRole('radio', { name: '通过', exact: true }).check();
      await acceptance.getByLabel('验收意见').fill('现场查看，已整改到位。');
      await sound(page);
      await acceptance.getByRole('button', { name: '提交验收' }).click();
      await expect(standing(page).getByText('整改通过', { exact: true }).first()).toBeVisible();
    });

    test('another that is not reported fails, and the director signs the revocation', async ({ page }) => {
      const path = await order(page);
      await call(page, 'POST', '/api/demo/clock', { days: 60, hours: 0 });
      await become(page, '陈省经办');
      const acceptance = page.locator('#acceptance');
      // The timers of sixty days run one after another.
      await expect(async () => {
        await page.goto(path);
        await expect(acceptance.getByText('运营机构没有在期限内报告整改。')).toBeVisible({ timeout: 3_000 });
      }).toPass({ timeout: 60_000 });
      await acceptance.getByRole('radio', { name: '未到位', exact: true }).check();
      await acceptance.getByLabel('第1项说明').fill('没有任何改动。');
      await acceptance.getByRole('radio', { name: '未通过，提请取消资格', exact: true }).check();
      await acceptance.getByLabel('验收意见').fill('逾期未整改。');
      await acceptance.getByRole('button', { name: '提交验收' }).click();
      await expect(standing(page).getByText('待作出决定', { exact: true })).toBeVisible();
      await expect(page.locator('#decision').getByRole('radio', { name: '取消资格', exact: true })).toBeChecked();
      await sign(page, '周省签发', path);
      await expect(standing(page).getByText('未完成整改，已取消资格', { exact: true }).first()).toBeVisible();
      await page.goto('/workspace/sanctions');
      await sound(page);
      await page.goto(`/workspace/designations?q=${encodeURIComponent('示例星图')}`);
      await expect(page.getByRole('table').getByText('已取消').first()).toBeVisible();
    });
  });

test.describe
  .serial('上海 第十条', () => {
    let plaque = '';
    let path = '';
    let signedOn = '';

    test('the public reports, the officer checks and charges, the party answers and is heard', async ({ page }) => {
      await test.step('somebody before the plaque reports false material', async () => {
        await page.goto(FILED);
        plaque = (await page.getByRole('link', { name: '标牌页' }).first().getAttribute('href')) ?? '';
        await page.goto(plaque);
        await expect(page.getByText('资格有效', { exact: true })).toBeVisible();
        await page.getByRole('link', { name: '反映问题' }).first().click();
        await page.getByLabel('反映的事项').selectOption('register');
        await page.getByLabel('具体情况').fill('该空间申报备案时提交的入驻协议是伪造的，我曾在那里工作。');
        await page.getByLabel('姓名或单位(可不填)').fill('举报人王某');
        await page.getByLabel('联系电话(可不填)').fill('13800000000');
        await page.getByRole('button', { name: '提交', exact: true }).click();
        await expect(page.getByText(/WT\d{8}-/).first()).toBeVisible();
      });

      await test.step('the officer opens a case from the report and finds it true', async () => {
        await become(page, '陆联盟经办');
        await page.goto('/workspace/problems');
        await page
          .getByRole('button', { name: /^立案核查 WT/ })
          .first()
          .click();
        const dialog = page.getByRole('dialog', { name: '立案核查' });
        await choose(page, dialog.getByLabel('依据的政策文件（按载体的资格）'), '上海市备案众创空间');
        await dialog.getByLabel('涉嫌的违规情况').fill('涉嫌以虚假入驻协议取得备案。');
        await dialog.getByRole('button', { name: '立案核查', exact: true }).click();
        await expect(standing(page).getByText('核查中', { exact: true })).toBeVisible();
        path = page.url();
        await agree(page, '初步核查属实，立案调查。');
        await expect(standing(page).getByText('调查中', { exact: true })).toBeVisible();
      });

      await test.step('nobody of the party knows yet', async () => {
        await become(page, '徐运营');
        await page.goto('/workspace/cases');
        await settled(page);
        await expect(page.getByRole('link', { name: new RegExp(`${SPACE}.*违规处理`) })).toHaveCount(0);
        await expect(page.getByRole('link', { name: new RegExp(SPACE) }).first()).toBeVisible();
      });

      await test.step('evidence, charge, notice', async () => {
        await become(page, '陆联盟经办');
        await page.goto(path);
        await addExhibit(page, '知情人谈话记录', true);
        await addExhibit(page, '入驻协议与签约团队的核对结果', false);
        const charge = page.locator('#charge');
        await charge.getByRole('checkbox', { name: /第十条/ }).check();
        await charge.getByLabel('查明的事实').fill('申报所附十二份入驻协议中有七份系伪造。');
        await charge.getByRole('checkbox', { name: '取消资格' }).check();
        await charge.getByRole('checkbox', { name: '限期不予受理' }).check();
        await sound(page);
        await charge.getByRole('button', { name: '告知当事人' }).click();
        await page.getByRole('dialog').getByRole('button', { name: '告知当事人' }).click();
        await expect(standing(page).getByText('已告知，等待陈述申辩', { exact: true })).toBeVisible();
      });

      await test.step('the party sees what is held against it and nothing else, states its side, asks for a hearing', async () => {
        await become(page, '徐运营');
        await takeUp(page, `${SPACE}.*违规处理`);
        await expect(page.locator('#told').getByText(/限期不予受理.*36个月/)).toBeVisible();
        await expect(page.locator('#exhibits').getByText('入驻协议与签约团队的核对结果')).toBeVisible();
        for (const secret of ['知情人谈话记录', '举报人', '我曾在那里工作']) {
          await expect(page.getByText(secret)).toHaveCount(0);
        }
        const statement = page.locator('#own-statement');
        await statement.getByLabel('陈述和申辩').fill('部分协议由中介代办，我单位并不知情。');
        await statement.getByRole('radio', { name: '要求听证', exact: true }).check();
        await sound(page);
        await statement.getByRole('button', { name: '提交陈述' }).click();
        await expect(standing(page).getByText('听证中', { exact: true })).toBeVisible();
      });

      await test.step('the hearing is held', async () => {
        await become(page, '陆联盟经办');
        await page.goto(path);
        const hearing = page.locator('#hearing');
        await enterDay(hearing.getByLabel('听证日期'), written(await today(page)));
        await hearing.getByLabel('地点').fill('联盟会议室');
        await hearing.getByRole('button', { name: '确定听证' }).click();
        await expect(hearing.getByRole('button', { name: '改期' })).toBeVisible();
        await hearing.getByLabel('参加人员（以顿号分隔）').fill('陆联盟经办、徐运营');
        await hearing.getByLabel('听证情况').fill('双方质证，当事人对核对结果无异议。');
        await sound(page);
        await hearing.getByRole('button', { name: '提交听证笔录' }).click();
        await expect(standing(page).getByText('待作出处理决定', { exact: true })).toBeVisible();
      });

      await test.step('the decision is drafted by the officer and signed by the director', async () => {
        const decision = page.locator('#decision');
        await decision.getByRole('radio', { name: '予以处理', exact: true }).check();
        await sound(page);
        await decision.getByRole('button', { name: '保存决定草稿' }).click();
        await expect(decision.getByText('陆联盟经办拟稿')).toBeVisible();
        signedOn = await today(page);
        await sign(page, '钱联盟签发', path);
        await expect(standing(page).getByText('已作出处理决定', { exact: true })).toBeVisible();
      });
    });

    test('the plaque page shows it; a new application is refused to the end day and accepted after', async ({
      page,
      faults,
    }) => {
      faults.expects(409);
      const until = later(signedOn, 3, -1);
      await page.goto(plaque);
      await expect(page.getByText('资格已取消', { exact: true })).toBeVisible();
      await expect(page.getByText(new RegExp(`限期不予受理.*${written(until)}.*第十条`))).toBeVisible();
      await sound(page);
      await page.goto('/credit');
      await expect(page.getByText(/限期不予受理/).first()).toBeVisible();
      await sound(page);

      await become(page, '徐运营');
      await page.goto('/workspace/credit');
      await expect(page.getByRole('table').getByText(SPACE).or(page.getByText('违规处理')).first()).toBeVisible();
      await sound(page);
      const apply = async () => {
        await page.goto(
          `/workspace/apply/read?packId=${encodeURIComponent('310000-shanghai/maker-space')}&procedureId=filing&carrierId=${OTHER}`,
        );
        await page.getByRole('button', { name: '开始填报' }).click();
      };
      await apply();
      await expect(page.getByRole('alert').getByText(new RegExp(`第十条.*至${written(until)}`))).toBeVisible();

      for (let left = 1096; left > 0; left -= 365)
        await call(page, 'POST', '/api/demo/clock', { days: Math.min(left, 365), hours: 0 });
      expect((await today(page)) > until).toBe(true);
      await become(page, '徐运营');
      await apply();
      await expect(page.getByRole('textbox', { name: '众创空间简介', exact: true })).toBeVisible();
    });
  });

import type { Page } from '@playwright/test';
import { become, call, choose, expect, photo, say, settled, sound, takeUp, test, today } from './stage.ts';

const OWING = '示例蓝海众创空间';
const CHARGED = '示例雏鹰众创空间';

const standing = (page: Page) => page.getByRole('region', { name: '办理进度' });

/** The officer drafts, somebody signs. */
async function decide(page: Page, path: string, outcome: string, reasons: string, signer: string): Promise<void> {
  await become(page, '陈省经办');
  await page.goto(path);
  const decision = page.locator('#decision');
  await decision.getByRole('radio', { name: outcome, exact: true }).check();
  await decision.getByLabel('理由').fill(reasons);
  await sound(page);
  await decision.getByRole('button', { name: '保存决定草稿' }).click();
  await expect(decision.getByText('陈省经办拟稿')).toBeVisible();
  await become(page, signer);
  await page.goto(path);
  await decision.getByRole('button', { name: '签发决定' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '签发决定' }).click();
}

test('what is to be paid back: its balance, payments in parts, never too much, a mistake reversed', async ({
  page,
  faults,
}) => {
  faults.expects(409);
  faults.expects(422);
  await become(page, '陈省经办');
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '追回资金' }).click();
  await expect(page.getByRole('table').getByText('部分缴款')).toBeVisible();
  await sound(page);
  await page.getByRole('table').getByRole('link').first().click();
  const claim = page.locator('#claim');
  await expect(claim.getByText('8万元', { exact: true })).toBeVisible();
  await expect(claim.getByText('5万元', { exact: true })).toBeVisible();
  const pay = async (yuan: string, voucher: string) => {
    await page.getByRole('button', { name: '登记缴款' }).click();
    const dialog = page.getByRole('dialog', { name: '登记缴款' });
    await dialog.getByLabel('金额').fill(yuan);
    await dialog.getByLabel('凭证号').fill(voucher);
    await dialog.getByRole('button', { name: '登记缴款' }).click();
    return dialog;
  };
  const tooMuch = await pay('50000.01', '示例缴款书002');
  await expect(tooMuch.getByText('金额超过尚存的数额').first()).toBeVisible();
  await tooMuch.getByLabel('金额').fill('20000');
  await tooMuch.getByRole('button', { name: '登记缴款' }).click();
  await expect(tooMuch).toBeHidden();
  await expect(claim.getByText('3万元', { exact: true })).toBeVisible();
  const again = await pay('1', '示例缴款书002');
  await expect(again.getByText('该凭证已登记').first()).toBeVisible();
  await again.getByRole('button', { name: '取消' }).click();
  await page.getByRole('button', { name: /^冲正 .*2万元/ }).click();
  const dialog = page.getByRole('dialog', { name: '冲正' });
  await dialog.getByLabel('理由').fill('金额录错');
  await dialog.getByRole('button', { name: '冲正', exact: true }).click();
  await expect(page.locator('#payments').getByText(/冲正：金额录错/)).toBeVisible();
  await expect(claim.getByText('5万元', { exact: true })).toBeVisible();
  await sound(page);

  await become(page, '曾运营');
  await page.goto('/workspace/claims');
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page.locator('#claim').getByText('5万元', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: '登记缴款' })).toHaveCount(0);
  await sound(page);
});

test('credit repair from the request to the public file', async ({ page }) => {
  let path = '';
  await page.goto('/credit');
  await expect(page.getByText(OWING)).toBeVisible();
  await sound(page);

  await test.step('the party asks, once its time has come', async () => {
    await become(page, '曾运营');
    await page.goto('/workspace/credit');
    await sound(page);
    await page.getByRole('button', { name: '申请修复' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '申请修复' }).click();
    await expect(page.getByRole('heading', { level: 1, name: /^填写修复申请/ })).toBeVisible();
    await page.getByRole('textbox', { name: '纠正情况' }).fill('已归还部分资金，并建立专账。');
    await page
      .getByLabel(/^上传：/)
      .first()
      .setInputFiles(await photo(page, '缴款凭证.png'));
    await expect(page.getByRole('link', { name: '缴款凭证.png' }).first()).toBeVisible();
    await page.getByRole('checkbox', { name: '承诺不再发生同类行为' }).check();
    await expect(page.getByRole('status').filter({ hasText: '已自动保存' })).toBeVisible();
    await sound(page);
    await page.getByRole('button', { name: '提交修复申请' }).click();
    await expect(standing(page).getByText('修复审核中', { exact: true })).toBeVisible();
    path = page.url();
    await page.goto('/workspace/credit');
    await expect(page.getByRole('link', { name: '修复申请办理中' })).toBeVisible();
  });

  await test.step('an officer checks, another person decides', async () => {
    await become(page, '陈省经办');
    await page.goto('/workspace/sanctions?purpose=repair');
    await sound(page);
    await takeUpFrom(page, '信用修复');
    await say(page, '同意', '情况属实。');
    await expect(standing(page).getByText('待作出修复决定', { exact: true })).toBeVisible();
    await decide(page, path, '准予修复', '已经纠正，佐证属实。', '周省签发');
    await expect(standing(page).getByText('信用已修复', { exact: true }).first()).toBeVisible();
    await sound(page);
  });

  await test.step('the public reads it no more; the file keeps both', async () => {
    await page.goto('/credit');
    await expect(page.getByText(OWING)).toHaveCount(0);
    await sound(page);
    await become(page, '曾运营');
    await page.goto('/workspace/credit');
    await expect(page.getByRole('table').getByText('已修复', { exact: true })).toBeVisible();
    await expect(page.getByRole('table').getByText(/^修复.*的记录$/)).toBeVisible();
    await sound(page);
  });
});

/** From a list, where the inbox may hold other things. */
async function takeUpFrom(page: Page, name: string): Promise<void> {
  await page
    .getByRole('table')
    .getByRole('link', { name: new RegExp(name) })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(name) })).toBeVisible();
}

test('an appeal against a sanction, from the decision to the one that stands in its place', async ({ page }) => {
  let path = '';
  await test.step('the party that was told in the demo speaks, and the decision is signed', async () => {
    await become(page, '彭运营');
    await takeUp(page, '违规处理');
    await expect(page.getByRole('heading', { level: 1, name: new RegExp(CHARGED) })).toBeVisible();
    await sound(page);
    path = page.url();
    const statement = page.locator('#own-statement');
    await statement.getByLabel('陈述和申辩').fill('四家团队因装修临时搬出。');
    await statement.getByRole('radio', { name: '不要求听证' }).check();
    await statement.getByRole('button', { name: '提交陈述' }).click();
    await expect(standing(page).getByText('待作出处理决定', { exact: true })).toBeVisible();
    await decide(page, path, '予以处理', '事实清楚。', '周省签发');
    await expect(standing(page).getByText('已作出处理决定', { exact: true }).first()).toBeVisible();
  });

  let appeal = '';
  await test.step('the party appeals within the term', async () => {
    await become(page, '彭运营');
    await page.goto(path);
    const card = page.locator('#appeal');
    await expect(card.getByText(/申诉期限至/)).toBeVisible();
    await sound(page);
    await card.getByRole('button', { name: '申诉' }).click();
    await page.getByRole('dialog', { name: '申诉' }).getByRole('button', { name: '申诉' }).click();
    await expect(page.getByRole('heading', { level: 1, name: /^填写申诉书/ })).toBeVisible();
    await page.getByRole('textbox', { name: '申诉理由' }).fill('四家团队的入驻协议和缴费记录齐全。');
    await page.getByRole('textbox', { name: '申诉请求' }).fill('撤销处理决定');
    await expect(page.getByRole('status').filter({ hasText: '已自动保存' })).toBeVisible();
    await sound(page);
    await page.getByRole('button', { name: '提交申诉' }).click();
    await expect(standing(page).getByText('申诉受理审查中', { exact: true })).toBeVisible();
    appeal = page.url();
  });

  await test.step('whoever signed the decision may not decide the appeal; another does', async () => {
    await become(page, '陈省经办');
    await page.goto('/workspace/sanctions?purpose=appeal');
    await sound(page);
    await page.goto(appeal);
    await say(page, '同意', '在期限内提出，予以受理。');
    await expect(standing(page).getByText('复核中', { exact: true })).toBeVisible();
    await decide(page, appeal, '撤销原决定', '入驻协议和缴费记录属实。', '吴省复核');
    await expect(standing(page).getByText('申诉成立，原决定已撤销', { exact: true }).first()).toBeVisible();
    await sound(page);
  });

  await test.step('the earlier decision says by what it was replaced', async () => {
    await become(page, '彭运营');
    await page.goto(path);
    await expect(page.locator('#appeal').getByText(/^已由.*代替/)).toBeVisible();
    await sound(page);
    await page.goto('/workspace/claims');
    await expect(page.getByRole('table').getByText(/撤销/)).toBeVisible();
  });
});

test('history by cohort: every number opens, and the workbook is there', async ({ page }) => {
  await become(page, '陈省经办');
  const day = await today(page);
  const { rows: rounds } = await call<{ rows: { roundId: string; packId: string; year: number }[] }>(
    page,
    'GET',
    '/api/evaluations',
  );
  const round = rounds.find(({ packId }) => packId === '430000-hunan/maker-space-2016');
  const { roundId = '', year = 0 } = round ?? {};
  const spaces = [11, 12, 13, 14].map((number) => `00000000-0000-8000-9000-0003${String(number).padStart(8, '0')}`);
  const grades = [
    ['other', 'excellent'],
    ['other', 'other'],
    ['fail', 'other'],
    ['fail', null],
  ] as const;
  for (const [index, carrierId] of spaces.entries())
    for (const [back, grade] of (grades[index] ?? []).entries())
      await call(page, 'POST', `/api/evaluations/${roundId}/past`, {
        carrierId,
        year: year - 2 + back,
        participated: grade !== null,
        grade,
        source: '示例通报',
      });
  await page.goto('/workspace/history');
  await settled(page);
  for (const life of ['创业团队', '注册企业', '资格']) {
    await choose(page, page.getByLabel('对象'), life);
    await settled(page);
    const table = page.getByRole('table', { name: `${life}存续` });
    await expect(table.getByRole('row')).not.toHaveCount(1);
    await table.getByRole('button').first().click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('listitem').first()).toBeVisible();
    await dialog.getByRole('button', { name: '关闭' }).click();
    await sound(page);
  }
  const opens = async (caption: string, label: RegExp, count: number) => {
    await page.getByRole('table', { name: caption }).getByRole('button', { name: label }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('listitem')).toHaveCount(count);
    await sound(page);
    await dialog.getByRole('button', { name: '关闭' }).click();
  };
  // Beside what the demo's five units got, of two years too.
  await opens('历年等次', new RegExp(`^${year - 2}年 不合格：3$`), 3);
  await opens('等次变动', /由其他到优秀：2$/, 2);
  await opens('整改成效', /整改通过：1$/, 1);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '导出 Excel' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`历史分析-${day}.xlsx`);
});

import { become, downloaded, expect, settled, sound, test } from './stage.ts';

const SPACE = '示例启航众创空间';
const NAME = '王小明';
const PHONE = '13812345678';
const FACTS = '本人王小明曾在该空间办公，实际入驻团队不足10个，可以提供现场照片。';
const REDACTED = '反映实际入驻团队不足10个，可以提供现场照片。';
const REPLY = '经核查，您反映的情况属实，该空间不列入认定名单。';

test('an objection by anyone, heard and upheld, stops the recognition', async ({ page, browser, faults }) => {
  faults.expects(422); // the copy that names the objector
  const street = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' });
  const citizen = await street.newPage();
  let receipt = '';
  let notice = '';

  await test.step('a citizen objects by the form of the portal, without a script', async () => {
    await citizen.goto('/notices?state=running');
    await citizen
      .getByRole('main')
      .getByRole('link', { name: /拟认定湖南省众创空间名单的公示/ })
      .first()
      .click();
    await expect(citizen.getByRole('rowheader', { name: SPACE })).toBeVisible();
    notice = citizen.url();
    await citizen.getByRole('link', { name: '提出异议' }).click();
    await citizen.getByLabel('对哪个单位有异议').selectOption({ label: `${SPACE}(示例星图创业服务有限公司)` });
    await citizen.getByLabel(/^姓名/).fill('匿名');
    await citizen.getByLabel('联系电话').fill(PHONE);
    await citizen.getByLabel('异议的事实和理由').fill(FACTS);
    await citizen.getByRole('button', { name: '提交异议' }).click();
    await expect(citizen.getByRole('alert')).toBeVisible();
    await expect(citizen.getByLabel('异议的事实和理由')).toHaveValue(FACTS);
    await citizen.getByLabel(/^姓名/).fill(NAME);
    await citizen.getByRole('button', { name: '提交异议' }).click();
    await expect(citizen.getByRole('heading', { level: 1, name: '异议已收到' })).toBeVisible();
    receipt = (await citizen.getByRole('status').locator('code').textContent()) ?? '';
    expect(receipt).toMatch(/^YY20\d{7}[2-9A-HJ-NP-Z]{4}$/);
  });

  await test.step('the officer reads the original for a reason, and keeps the objector out of the copy', async () => {
    await become(page, '陈省经办');
    await page.getByRole('link', { name: '异议', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: '异议', exact: true })).toBeVisible();
    await page.getByRole('link', { name: receipt }).click();
    await expect(page.getByText('王** 138****5678')).toBeVisible();
    await expect(page.getByText('还没有人查看过原文。')).toBeVisible();
    await page.getByRole('button', { name: '查看原文' }).click();
    const reading = page.getByRole('dialog', { name: '查看异议原文' });
    await reading.getByLabel('查看原因').fill('办理异议');
    await reading.getByRole('button', { name: '查看', exact: true }).click();
    await expect(reading.getByText(FACTS)).toBeVisible();
    await reading.getByRole('button', { name: '关闭' }).last().click();
    await expect(page.getByText(/陈省经办: 办理异议/)).toBeVisible();
    const copy = page.getByLabel('隐去异议人信息后的文本');
    await copy.fill(FACTS);
    await page.getByRole('button', { name: '保存文本' }).click();
    await expect(
      page
        .getByText(/异议人/)
        .filter({ hasText: /不得|姓名/ })
        .first(),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: '发给被异议单位' })).toHaveCount(0);
    await copy.fill(REDACTED);
    await page.getByRole('button', { name: '保存文本' }).click();
    await sound(page);
    await page.getByRole('button', { name: '发给被异议单位' }).click();
    await expect(page.getByText(/已发出，陈述期限/)).toBeVisible();
  });
  const objection = page.url();

  await test.step('the party sees the redacted copy and states its case', async () => {
    await become(page, '刘运营');
    await page.getByRole('link', { name: '异议', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: '异议', exact: true })).toBeVisible();
    await page.getByRole('row').filter({ hasText: SPACE }).getByRole('link').first().click();
    await expect(page.getByText(REDACTED)).toBeVisible();
    await expect(page.getByText(NAME)).toHaveCount(0);
    await sound(page);
    await page.getByLabel('意见', { exact: true }).fill('部分团队当期外出参赛，名册可以核对。');
    await page.getByRole('button', { name: '提交意见' }).click();
    await expect(page.getByText('部分团队当期外出参赛，名册可以核对。')).toBeVisible();
    await expect(page.getByRole('button', { name: '提交意见' })).toHaveCount(0);
  });

  await test.step('upheld, it ends the case', async () => {
    await become(page, '陈省经办');
    await page.goto(objection);
    await expect(page.getByText('部分团队当期外出参赛，名册可以核对。')).toBeVisible();
    await page.getByRole('radio', { name: '异议成立', exact: true }).check();
    await page.getByLabel('处理理由').fill('经核查，入驻团队不足10个。');
    await page.getByLabel('给异议人的答复').fill(REPLY);
    await page.getByRole('button', { name: '作出处理' }).click();
    await expect(page.getByRole('button', { name: '作出处理' })).toHaveCount(0);
    await sound(page);
    await page.goto(`/workspace/cases?q=${encodeURIComponent(SPACE)}`);
    await page
      .getByRole('table')
      .getByRole('link', { name: new RegExp(SPACE) })
      .click();
    const standing = page.getByRole('region', { name: '办理进度' });
    await expect(standing.getByText('异议成立', { exact: true })).toBeVisible();
    await expect(standing.getByText('未获认定', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: '签发决定' })).toHaveCount(0);
    await settled(page);
    await sound(page);
  });

  await test.step('the citizen reads the answer by the receipt, the public reads that it was upheld', async () => {
    await citizen.goto('/objections/status');
    await citizen.getByLabel('回执号').fill(receipt);
    await citizen.getByLabel('电话后四位').fill('0000');
    await citizen.getByRole('button', { name: '查询' }).click();
    await expect(citizen.getByRole('alert')).toContainText('没有找到');
    await citizen.getByLabel('回执号').fill(receipt);
    await citizen.getByLabel('电话后四位').fill(PHONE.slice(-4));
    await citizen.getByRole('button', { name: '查询' }).click();
    await expect(citizen.getByText(REPLY)).toBeVisible();
    await citizen.goto(notice);
    await expect(citizen.getByRole('row').filter({ hasText: SPACE })).toContainText('异议成立，终止');
    await expect(citizen.getByText(REDACTED)).toBeVisible();
    await expect(citizen.getByText(NAME)).toHaveCount(0);
    await page.goto(notice);
    await sound(page);
    const paper = await downloaded(page, page.getByRole('link', { name: '下载 PDF' }));
    expect(paper.content.subarray(0, 5).toString()).toBe('%PDF-');
    // What was never recognised stands in no register.
    const unknown = await citizen.goto('/spaces/00000000-0000-8000-9000-000300000013');
    expect(unknown?.status()).toBe(404);
    await citizen.goto(`/spaces?q=${encodeURIComponent(SPACE)}`);
    await expect(citizen.getByRole('main').getByRole('link', { name: SPACE })).toHaveCount(0);
  });
  await street.close();
});

import type { Browser, Page } from '@playwright/test';
import { usccFor } from '../src/kernel/uscc.ts';
import { become, call, choose, enterDay, expect, settled, sound, test, today } from './stage.ts';

const SPACE = '示例金陵众创空间';
const CARRIER = '00000000-0000-8000-9000-000300000041';
const PHONE = '13900001357';
const TEAM = '示例算筹团队';
const FOUNDER = '秦创始';
const COMPANY = '示例算筹科技有限公司';

const written = (day: string) => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};
const later = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const travel = async (page: Page, days: number) => {
  await call(page, 'POST', '/api/demo/clock', { days });
};

/** A fact of the space on a day, and how many records show it. */
async function fact(
  page: Page,
  key: string,
  on: string,
): Promise<{ value: unknown; kinds: string[]; labels: string[] }> {
  type Facts = { facts: { key: string; value: unknown; provenance: { kind: string; label: string }[] }[] };
  const { facts } = await call<Facts>(page, 'GET', `/api/carriers/${CARRIER}/facts?on=${on}`);
  const found = facts.find((one) => one.key === key);
  const provenance = found?.provenance ?? [];
  return {
    value: found?.value,
    kinds: provenance.map(({ kind }) => kind),
    labels: provenance.map(({ label }) => label),
  };
}

/** A phone, on which nobody is signed in. */
const onPhone = async (browser: Browser) =>
  (
    await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  ).newPage();

async function status(phone: Page, receipt: string): Promise<void> {
  await phone.goto('/tenancy/status');
  await phone.getByLabel('回执号').fill(receipt);
  await phone.getByLabel('手机号码').fill(PHONE);
  await phone.getByRole('button', { name: '查看' }).click();
  await expect(phone.getByRole('heading', { name: '入驻进度' })).toBeVisible();
}

test('from the portal on a phone to the last day: selected, signed, moved in, billed, registered at the desk, moved out', async ({
  page,
  browser,
  faults,
}) => {
  faults.expects(409);
  faults.expects(422);
  const phone = await onPhone(browser);
  let receipt = '';
  let admission = '';
  let start = '';
  let tenancy = '';

  await test.step('a founder finds the space and applies without an account', async () => {
    await phone.goto('/spaces');
    await phone.goto(`/spaces?q=${encodeURIComponent('金陵')}`);
    await phone.getByRole('link', { name: new RegExp(SPACE) }).click();
    await phone.getByRole('link', { name: '申请入驻' }).click();
    await phone.getByRole('button', { name: '提交' }).click();
    await expect(phone.getByRole('alert')).toContainText('请填写');
    await phone.getByLabel('团队或公司名称').fill(TEAM);
    await phone.getByLabel('负责人姓名').fill(FOUNDER);
    await phone.getByLabel('手机号码').fill(PHONE);
    await phone.getByLabel('项目介绍或要咨询的问题').fill('面向小微企业的智能记账软件，已有三家试用。');
    await phone.getByLabel('需要的工位数(可不填)').fill('2');
    await phone.getByRole('button', { name: '提交' }).click();
    await expect(phone.getByRole('heading', { name: '已收到您的申请' })).toBeVisible();
    receipt = (await phone.locator('.panel.good code').textContent()) ?? '';
    expect(receipt).toMatch(/^RZ\d{8}-/);
    await sound(phone);
    await phone.setViewportSize({ width: 390, height: 844 });
  });

  await test.step('the operator appoints a visit, scores by the criteria and selects', async () => {
    await become(page, '严运营');
    start = await today(page);
    expect((await fact(page, 'space.residents', start)).value).toBe(12);
    await page.goto(`/workspace/spaces/${CARRIER}/admissions`);
    await sound(page);
    await page.getByRole('table').getByRole('link', { name: TEAM }).click();
    await expect(page.getByText(receipt)).toBeVisible();
    admission = page.url();
    await page.getByRole('button', { name: '约定参观' }).click();
    const visit = page.getByRole('dialog', { name: '约定参观' });
    await enterDay(visit.getByLabel('时间'), `${written(start)} 14:30`);
    await visit.getByLabel('地点').fill('示例街8号一层前台');
    await visit.getByRole('button', { name: '保存' }).click();
    await expect(visit).toBeHidden();
    await page.getByRole('button', { name: '评分', exact: true }).click();
    const score = page.getByRole('dialog', { name: /^评分/ });
    await score.getByLabel('技术或模式的先进性').fill('32');
    await score.getByLabel('市场前景').fill('25');
    await score.getByLabel('团队能力').fill('31');
    await score.getByRole('button', { name: '提交评分' }).click();
    await expect(score.getByText('最多30分').first()).toBeVisible();
    await score.getByLabel('团队能力').fill('24');
    await score.getByRole('button', { name: '提交评分' }).click();
    await expect(score).toBeHidden();
    await expect(page.getByRole('heading', { name: '评分：平均81分' })).toBeVisible();
    await page.getByRole('button', { name: '作出遴选结果' }).click();
    const decision = page.getByRole('dialog', { name: /^遴选结果/ });
    await decision.getByLabel(/^理由/).fill('符合遴选标准，欢迎入驻。');
    await decision.getByRole('button', { name: '作出结果' }).click();
    await expect(page.getByRole('button', { name: '拟写协议' })).toBeVisible();
    await sound(page);
  });

  await test.step('the agreement is drawn up; the founder signs it on the phone, then the operator', async () => {
    await page.getByRole('button', { name: '拟写协议' }).click();
    const draft = page.getByRole('dialog', { name: /^拟写协议/ });
    await draft.getByLabel('工位编号').fill('A-07、A-08');
    await draft.getByLabel('租金(每月)').fill('620');
    await draft.getByLabel('服务费(每月)').fill('310');
    await draft.getByLabel('押金').fill('1000');
    await draft.getByRole('button', { name: '保存协议' }).click();
    await expect(draft).toBeHidden();
    await page.getByRole('button', { name: '交团队签署' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '交团队签署' }).click();
    await expect(page.getByText('待团队签署')).toBeVisible();
    await status(phone, receipt);
    await expect(phone.getByText('已入选,请签订入驻协议')).toBeVisible();
    await expect(phone.getByText('3个月，含租金、互联网、水费、电费')).toBeVisible();
    await sound(phone);
    await phone.getByLabel('负责人姓名').fill(FOUNDER);
    await phone.getByRole('button', { name: '签署协议' }).click();
    await expect(phone.getByText('等待运营机构签署')).toBeVisible();
    await page.reload();
    await page.getByRole('button', { name: '运营机构签署' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '运营机构签署' }).click();
    await expect(page.getByText('双方已签')).toBeVisible();
  });

  await test.step('moving in gives the founder a link; the space has one team more from that day', async () => {
    await page.getByRole('button', { name: '办理入驻' }).click();
    const move = page.getByRole('dialog', { name: /^办理入驻/ });
    await move.getByRole('button', { name: '办理入驻' }).click();
    const done = page.getByRole('dialog', { name: '已办理入驻' });
    const link = (await done.getByRole('link', { name: /invitations/ }).getAttribute('href')) ?? '';
    await done.getByRole('link', { name: '查看入驻' }).click();
    await expect(page.getByRole('heading', { level: 1, name: new RegExp(TEAM) })).toBeVisible();
    tenancy = page.url();
    await sound(page);
    expect((await fact(page, 'space.residents', later(start, -1))).value).toBe(12);
    const residents = await fact(page, 'space.residents', start);
    expect([residents.value, residents.kinds.length]).toEqual([13, 13]);
    await phone.goto(new URL(link).pathname);
    await phone.getByLabel('账号').fill('qin.chuangshi');
    await phone.getByLabel('密码', { exact: true }).fill('Chuangshi-2026');
    await phone.getByLabel('再次输入密码').fill('Chuangshi-2026');
    await sound(phone);
    await phone.getByLabel('密码', { exact: true }).fill('Chuangshi-2026');
    await phone.getByLabel('再次输入密码').fill('Chuangshi-2026');
    await phone.getByRole('button', { name: '开通账号' }).click();
    await phone.getByRole('link', { name: '登录工作台', exact: true }).last().click();
    await phone.getByLabel('账号', { exact: true }).fill('qin.chuangshi');
    await phone.getByLabel('密码', { exact: true }).fill('Chuangshi-2026');
    await phone.getByRole('button', { name: '登录', exact: true }).click();
    await expect(phone.getByRole('heading', { level: 1, name: '我的待办' })).toBeVisible();
    await phone.goto('/workspace/tenancy');
    await expect(phone.getByRole('heading', { name: new RegExp(SPACE) })).toBeVisible();
    await sound(phone);
  });

  await test.step('the deposit is received; after the free months the statement charges rent to the day', async () => {
    await page.getByRole('button', { name: '押金和退款' }).click();
    const deposit = page.getByRole('dialog', { name: '押金和退款' });
    await deposit.getByLabel('金额').fill('1000');
    await deposit.getByRole('button', { name: '登记' }).click();
    await expect(deposit).toBeHidden();
    await travel(page, 130);
    type Row = { id: string; teamName: string; owedFen: number };
    await expect
      .poll(
        async () => {
          const { rows } = await call<{ rows: Row[] }>(page, 'GET', `/api/carriers/${CARRIER}/tenancies?size=200`);
          return rows.find(({ teamName }) => teamName === TEAM)?.owedFen ?? 0;
        },
        { timeout: 60_000 },
      )
      .toBeGreaterThan(310_00 * 3);
    await page.reload();
    const statements = page.getByRole('region', { name: '账单' });
    await expect(statements.getByText(/租金\d+天/).first()).toBeVisible();
    await sound(page);
    await page
      .getByRole('button', { name: /^收款 ZD/ })
      .last()
      .click();
    const pay = page.getByRole('dialog', { name: /^收款/ });
    await pay.getByLabel('方式').fill('转账');
    await pay.getByRole('button', { name: '登记收款' }).click();
    await expect(pay).toBeHidden();
    await expect(statements.getByText('已付清').first()).toBeVisible();
    const now = await today(page);
    const income = await fact(page, 'space.serviceIncome', now);
    expect(income.value).toBeGreaterThan(900_00);
    expect(new Set(income.kinds)).toEqual(new Set(['statement']));
    await phone.goto('/workspace/tenancy');
    await expect(phone.getByText(/有逾期未付的账单/)).toBeVisible();
    await sound(phone);
  });

  await test.step('the founder registers the company at the desk: certificate of domicile, window, one identity', async () => {
    await phone.goto('/workspace/registrations');
    await phone.setViewportSize({ width: 390, height: 844 });
    await phone.getByRole('button', { name: '申请在工位登记企业' }).click();
    const asked = phone.getByRole('dialog', { name: '申请在工位登记企业' });
    await expect(asked.getByText(/以工位为住所：四\(五\)/)).toBeVisible();
    await choose(phone, asked.getByLabel('工位', { exact: true }), 'A-07');
    await asked.getByLabel('企业名称').fill(COMPANY);
    await asked.getByRole('button', { name: '提交申请' }).click();
    await expect(asked).toBeHidden();
    await expect(phone.getByText('待开具住所证明')).toBeVisible();
    await page.goto('/workspace/registrations');
    await page.getByRole('button', { name: '开具住所证明' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '开具住所证明' }).click();
    await expect(page.getByRole('cell').getByText('待窗口登记')).toBeVisible();
    await sound(page);
    await become(page, '柳窗口');
    await page.goto('/workspace/registrations');
    await page.getByRole('button', { name: '登记企业' }).click();
    const window = page.getByRole('dialog', { name: /^登记企业/ });
    const uscc = usccFor(8642, '320102');
    await window.getByLabel('统一社会信用代码').fill(`${uscc.slice(0, 17)}${uscc[17] === '1' ? '2' : '1'}`);
    await window.getByRole('button', { name: '登记', exact: true }).click();
    await expect(window.getByText('统一社会信用代码校验位不符,请核对').first()).toBeVisible();
    await window.getByLabel('统一社会信用代码').fill(uscc);
    await window.getByRole('button', { name: '登记', exact: true }).click();
    await expect(window).toBeHidden();
    await expect(page.getByRole('cell').getByText('已登记', { exact: true })).toBeVisible();
    await sound(page);
    await page.getByRole('link', { name: new RegExp(`^核验 ${COMPANY}`) }).click();
    await expect(page.getByRole('heading', { name: '住所证明有效，企业已登记' })).toBeVisible();
    await expect(page.getByText(uscc)).toBeVisible();
    await sound(page);
    await become(page, '严运营');
    const now = await today(page);
    const registered = await fact(page, 'space.newlyRegistered', now);
    expect(registered.labels).toContain(COMPANY);
    expect((await fact(page, 'space.newlyRegistered', later(now, -1))).labels).not.toContain(COMPANY);
  });

  await test.step('moving out: notice by the founder, the check list, the last statement, and the facts of the next day', async () => {
    const last = await today(page);
    await phone.goto('/workspace/tenancy');
    await phone.getByRole('button', { name: '通知退出' }).click();
    const notice = phone.getByRole('dialog', { name: '通知退出' });
    await enterDay(notice.getByLabel('最后一天'), written(last));
    await notice.getByLabel('理由').fill('团队扩大，迁入更大的办公室。');
    await notice.getByRole('button', { name: '提交' }).click();
    await expect(notice).toBeHidden();
    await page.goto(tenancy);
    const departure = page.getByRole('region', { name: '退出：交接清单' });
    await expect(departure.getByRole('checkbox')).toHaveCount(7);
    for (const box of await departure.getByRole('checkbox').all()) await box.check();
    await departure.getByRole('button', { name: '保存清单' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '保存清单' }).click();
    await departure.getByRole('button', { name: '完成退出' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '完成退出' }).click();
    await expect(page.getByRole('heading', { name: '退出', exact: true })).toBeVisible();
    await settled(page);
    await sound(page);
    expect((await fact(page, 'space.residents', last)).value).toBe(13);
    expect((await fact(page, 'space.residents', later(last, 1))).value).toBe(12);
    await expect
      .poll(async () => (await call<{ rows: { state: string }[] }>(page, 'GET', '/api/registrations')).rows[0]?.state)
      .toBe('ending');
  });
  expect(admission).toContain('/admissions/');
  await phone.context().close();
});

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

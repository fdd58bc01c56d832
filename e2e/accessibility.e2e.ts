import { become, expect, settled, sound, test } from './stage.ts';

const PORTAL = [
  '/',
  '/spaces',
  '/spaces?q=示例&status=valid',
  '/notices',
  '/notices?state=running',
  '/objections/status',
  '/policies',
  '/policies/430000-hunan/maker-space-2016',
  '/policies/430000-hunan/maker-space-2016/parameters',
  '/policies/430000-hunan/maker-space-2016/procedure',
  '/policies/430000-hunan/maker-space-2016/check',
  '/policies/310000-shanghai/maker-space',
  '/policies/310000-shanghai/maker-space/procedure',
  '/verify',
  '/problems/new',
  '/problems/receipt',
  '/open-data',
  '/accessibility',
  '/docs/api',
];

test('every page of the portal', async ({ page }) => {
  for (const path of PORTAL) {
    await test.step(path, async () => {
      expect((await page.goto(path))?.status()).toBe(200);
      await sound(page);
    });
  }
});

/** What lies behind the lists: a page, and the link on it that leads on. */
const BEHIND = [
  { list: '/spaces', link: /^示例星图众创空间$/ },
  { list: '/spaces', link: /^示例浦江智造众创空间$/ },
  { list: '/notices?state=running', link: /公示$/ },
  { list: '/spaces/00000000-0000-8000-9000-000300000011', link: '标牌页' },
  { list: '/docs/api', link: '审计' },
] as const;

test('the pages behind the lists of the portal', async ({ page, faults }) => {
  faults.expects(422); // an objection without a word
  for (const { list, link } of BEHIND) {
    await test.step(`${list} → ${link}`, async () => {
      await page.goto(list);
      await page.getByRole('main').getByRole('link', { name: link }).first().click();
      await sound(page);
    });
  }
  await page.goto('/notices?state=running');
  await page.getByRole('main').getByRole('link', { name: /公示$/ }).first().click();
  await page.getByRole('link', { name: '提出异议' }).click();
  await sound(page);
  await page.getByRole('button', { name: '提交异议' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await sound(page);
});

/** By role, the pages that its navigation does not name; `→` opens the first of the list. */
const WORKSPACE: Record<string, readonly string[]> = {
  '系统管理员(演示)': ['/account', '/calendars'],
  '安全管理员(演示)': ['/people →'],
  '审计管理员(演示)': ['/audit?sort=-at'],
  陈省经办: ['/spaces →', '/shortlist →', '/notices →', '/objections →', '/designations →', '/problems'],
  刘运营: ['/spaces →', '/objections'],
  周省签发: ['/shortlist →', '/cases →'],
  李市经办: ['/cases →'],
  曾运营: ['/cases →'],
  谢员工: ['/cases →'],
  邓代理: ['/account'],
  专家甲: ['/account'],
  专家乙: ['/cases →'],
  陆联盟经办: ['/designations →'],
  徐运营: ['/spaces →'],
  赵河东: ['/spaces →'],
  林创业: ['/teams →', '/account'],
  方导师: ['/account'],
};

test('the page on which one signs in', async ({ page }) => {
  await page.goto('/workspace/');
  await expect(page.getByRole('heading', { name: '演示账号' })).toBeVisible();
  await sound(page);
});

for (const [name, further] of Object.entries(WORKSPACE)) {
  test(`the workspace of ${name}`, async ({ page }) => {
    await become(page, name);
    const named = await page
      .getByRole('navigation', { name: '主导航' })
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname));
    expect(named).toContain('/workspace/');
    for (const path of named) {
      await test.step(path, async () => {
        await page.goto(path);
        await sound(page);
      });
    }
    for (const entry of further) {
      await test.step(entry, async () => {
        await page.goto(`/workspace${entry.replace(' →', '')}`);
        await settled(page);
        if (entry.endsWith('→')) {
          await page.getByRole('table').getByRole('link').first().click();
          await expect(page.getByRole('navigation', { name: '位置' }).or(page.locator('h1')).first()).toBeVisible();
        }
        await sound(page);
      });
    }
  });
}

test('a case, as each of those concerned sees it', async ({ page }) => {
  let who = '';
  for (const [name, space, ...views] of [
    ['陈省经办', '示例智舟众创空间', 'form', 'both'],
    ['陈省经办', '示例沐风众创空间'],
    ['陈省经办', '示例聚光众创空间'],
    ['陈省经办', '示例星图众创空间'],
    ['李市经办', '示例雏鹰众创空间'],
    ['曾运营', '示例驿站众创空间', 'both'],
    ['专家甲', '示例沐风众创空间', 'both'],
    ['彭运营', '示例半本众创空间'],
  ] as const) {
    await test.step(`${name}: ${space}`, async () => {
      // Who is signed in already looks the same before the change and after it.
      if (who !== name) await become(page, name);
      who = name;
      await page.goto(`/workspace/cases?q=${encodeURIComponent(space)}`);
      await settled(page);
      const found = page.getByRole('table').getByRole('link', { name: new RegExp(space) });
      if (name === '专家甲') expect(await found.count()).toBeLessThanOrEqual(1);
      else await expect(found.first()).toBeVisible();
      if ((await found.count()) === 0) return;
      await found.first().click();
      await expect(page.getByRole('heading', { level: 1, name: new RegExp(space) })).toBeVisible();
      await sound(page);
      for (const view of views) {
        await page.goto(`${page.url().split('?')[0]}?view=${view}`);
        await sound(page);
      }
    });
  }
});

test('the operator’s own pages: standing, records, the form', async ({ page }) => {
  await become(page, '彭运营');
  const space = '/workspace/spaces/00000000-0000-8000-9000-000300000022';
  for (const path of [`${space}/standing`, `${space}/records`, `${space}/records?kind=team`]) {
    await page.goto(path);
    await sound(page);
  }
  await page
    .getByRole('button', { name: '新增创业团队与企业' })
    .or(page.getByRole('button', { name: /^新增/ }))
    .first()
    .click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await sound(page);
  await page.goto('/workspace/apply');
  await page.getByRole('link', { name: '通读条件和程序' }).first().click();
  await sound(page);
  await page.goto(`/workspace/cases?q=${encodeURIComponent('示例半本众创空间')}`);
  await page
    .getByRole('table')
    .getByRole('link', { name: /示例半本众创空间/ })
    .click();
  await page.getByRole('link', { name: '填写申报书' }).click();
  await expect(page.getByRole('button', { name: '提交申报' })).toBeVisible();
  await sound(page);
});

test('by keyboard: the first stop is the skip link, it leads to the text, and the work is done without a mouse', async ({
  page,
}) => {
  await page.goto('/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: /跳到/ })).toBeFocused();
  await become(page, '陈省经办');
  await page.goto('/workspace/');
  await settled(page);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: '跳到正文' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  const task = page
    .getByRole('table')
    .getByRole('link', { name: /^办理：/ })
    .first();
  for (let stop = 0; stop < 60 && !(await task.evaluate((one) => one === document.activeElement)); stop++)
    await page.keyboard.press('Tab');
  await expect(task).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/workspace\/cases\//);
  await expect(page.getByRole('region', { name: '办理进度' })).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
});

test('关怀版: large type keeps the page within its width', async ({ page }) => {
  await page.goto('/');
  await page.goto('/display?size=large&back=/');
  const size = await page.evaluate(() => getComputedStyle(document.body).fontSize);
  expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(20);
  for (const path of ['/', '/spaces', '/notices', '/policies/430000-hunan/maker-space-2016/check']) {
    await page.goto(path);
    await sound(page);
  }
  await become(page, '陈省经办');
  await expect(page.getByRole('button', { name: '关怀版' })).toHaveAttribute('aria-pressed', 'true');
  await sound(page);
  await page.goto('/workspace/cases');
  await sound(page);
  await page.getByRole('table').getByRole('link').first().click();
  await sound(page);
});

import type { Locator, Page } from '@playwright/test';
import { become, call, downloaded, enterDay, expect, settled, sound, test, today } from './stage.ts';

const PACK = '430000-hunan/maker-space-2016';
const SMALL = '00000000-0000-8000-9000-000300000019'; // 示例小屋众创空间, 480 m2
const OLD = '众创空间面积在500平方米(含)以上';
const NEW = '众创空间面积在300平方米(含)以上';
const DAYS = 7;

test('湖南: 500 m2 become 300 m2 in a draft; tried, sent, approved by a second person, published; the next application runs under it, the running one does not', async ({
  page,
}) => {
  await become(page, '陈省经办');
  const startsOn = await dayIn(page, DAYS);
  await page.getByRole('link', { name: '政策起草' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '政策起草' })).toBeVisible();
  await sound(page);
  await page.getByRole('button', { name: /^修订：湖南省/ }).click();
  const editor = page.getByRole('textbox', { name: '条件与程序（recognition.yaml）' });
  await expect(editor).toBeVisible();
  const problems = page.getByRole('status').filter({ hasText: /没有错误|处错误/ });
  await expect(problems).toContainText('没有错误');
  await sound(page);

  await test.step('the clause leads to the rule; a slip is told where it stands, with the right name', async () => {
    const clause = page.getByRole('list', { name: '引用第五条(一)的规则' });
    await clause.getByRole('button', { name: OLD }).click();
    await down(page, 2);
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await page.keyboard.type(`says: ${NEW}`);
    await down(page, 1);
    await toEnd(page);
    await page.keyboard.type('x');
    await page.keyboard.press('Escape');
    await expect(problems).toContainText('1处错误');
    const slip = problems.getByRole('button', {
      name: /recognition\.yaml.*minimumFloorAreax.*minimumFloorArea.*第五条\(一\)/,
    });
    await expect(slip).toBeVisible();
    await expect(page.locator('.cm-lintRange-error')).toHaveCount(1);
    await page.getByRole('link', { name: '批准与发布' }).click();
    await expect(page.getByText('草稿有1处错误')).toBeVisible();
    await page.getByRole('link', { name: '起草', exact: true }).click();
    await problems.getByRole('button').first().click();
    await toEnd(page);
    await page.keyboard.press('Backspace');
    await expect(problems).toContainText('没有错误');
  });

  await test.step('names are completed with their Chinese labels, and explained below the pointer', async () => {
    await toEnd(page);
    await page.keyboard.type(' && space.mentor');
    await expect(page.getByRole('option', { name: /space\.mentors.*导师/ })).toBeVisible();
    await page.keyboard.press('Escape');
    for (let typed = ' && space.mentor'.length; typed > 0; typed--) await page.keyboard.press('Backspace');
    await expect(problems).toContainText('没有错误');
    await pointAt(page, editor, 'space.floorArea');
    await expect(page.locator('.pack-meaning')).toContainText('单位平方米');
    await page.mouse.move(0, 0);
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByText(/^光标处：众创空间面积下限/)).toBeVisible();
  });

  await test.step('the amendment is one line from its day on', async () => {
    const clause = page.getByRole('list', { name: '引用第五条(一)的规则' });
    await clause.getByRole('button', { name: '众创空间面积下限' }).click();
    await down(page, 4);
    await toEnd(page);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type(`, { from: ${startsOn}, value: 300, cites: 第五条(一) }`);
    await page.keyboard.press('Escape');
    await expect(problems).toContainText('没有错误');
    await expect(page.getByRole('status').filter({ hasText: '已自动保存' })).toBeVisible();
    await page.reload();
    await expect(editor).toContainText(`from: ${startsOn}, value: 300`);
    await sound(page);
  });

  await test.step('examples, coverage and the legal difference', async () => {
    await tab(page, '示例');
    await expect(page.getByRole('heading', { name: /^示例 \d+个，0处不符$/ })).toBeVisible();
    await sound(page);
    await tab(page, '覆盖');
    await expect(page.getByRole('row').filter({ hasText: '第五条(一)' }).getByText('执行').first()).toBeVisible();
    await sound(page);
    await tab(page, '对照');
    const figure = page.getByRole('row').filter({ hasText: '众创空间面积下限' });
    await expect(figure).toContainText('放宽');
    await expect(figure).toContainText('500平方米');
    await expect(figure).toContainText('300平方米');
    await sound(page);
  });

  await test.step('who newly qualifies, how far from the line, what it costs', async () => {
    await tab(page, '试算');
    const changed = page
      .getByRole('table', { name: '结果有变化的载体' })
      .getByRole('row')
      .filter({ hasText: '示例小屋' });
    await expect(changed).toContainText('新符合');
    await expect(page.getByText(new RegExp(`^${NEW.replace(/[()]/g, '\\$&')}：\\d+家的结果改变`))).toBeVisible();
    await page.getByLabel('试算数值：对省级众创空间的补助额度').fill('20');
    const cost = page.getByRole('table', { name: '资金' }).getByRole('row').last();
    await expect(cost).toContainText(/13家，260万元.*14家，280万元/);
    await expect(cost).toContainText('20万元');
    await expect(page.getByRole('list', { name: '距门槛的分布' }).getByRole('listitem').first()).toBeVisible();
    await sound(page);
    const { name, content } = await downloaded(page, page.getByRole('link', { name: '导出 Excel' }));
    expect([name, content.subarray(0, 2).toString()]).toEqual(['政策试算.xlsx', 'PK']);
  });

  await test.step('it is sent; who wrote it does not approve', async () => {
    await tab(page, '批准与发布');
    await page.getByRole('button', { name: '送审', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '送审', exact: true }).click();
    await expect(page.getByText('须由另一人批准')).toBeVisible();
    await expect(page.getByRole('button', { name: '批准', exact: true })).toHaveCount(0);
    await sound(page);
  });
  const studio = page.url();

  await test.step('the director approves and publishes with a day', async () => {
    await become(page, '周省签发');
    await page.getByRole('link', { name: '政策起草' }).click();
    await page.getByRole('table', { name: '草稿' }).getByRole('link').first().click();
    await tab(page, '批准与发布');
    await page.getByRole('button', { name: '批准', exact: true }).click();
    await page.getByRole('dialog').getByLabel('意见').fill('测算充分，同意。');
    await page.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click();
    await page.getByRole('button', { name: '发布', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: '发布政策' });
    await enterDay(dialog.getByLabel('施行日期'), startsOn);
    await dialog.getByRole('button', { name: '发布', exact: true }).click();
    await expect(page.getByText('已发布，尚未开始')).toBeVisible();
    await sound(page);
  });

  const running = await test.step('the application of the small space that runs stands under 500 m2', async () => {
    await become(page, '彭运营');
    const { rows } = await call<{ rows: { id: string }[] }>(page, 'GET', `/api/cases?carrierId=${SMALL}`);
    expect(rows).toHaveLength(1);
    const caseId = rows[0]?.id ?? '';
    await areaShows(page, caseId, OLD, '不符合');
    return caseId;
  });

  await test.step('the day comes: the running one stays under 500 m2, the next begins under 300 m2 and the small space meets it', async () => {
    await call(page, 'POST', '/api/demo/clock', { days: DAYS });
    await areaShows(page, running, OLD, '不符合');
    await call(page, 'POST', `/api/cases/${running}/voiding`, { reason: '按新规定重新申报' });
    await page.goto(`/workspace/apply/read?packId=${PACK}&procedureId=recognition&carrierId=${SMALL}`);
    await page.getByRole('button', { name: '开始填报' }).click();
    await expect(page).toHaveURL(/cases\/[0-9a-f-]{36}\/form/);
    const caseId = /cases\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    await areaShows(page, caseId, NEW, '符合');
    await areaShows(page, running, OLD, '不符合');
    await page.goto(`/policies/${PACK}`);
    await expect(page.getByText(NEW).first()).toBeVisible();
  });

  await test.step('the draft tells that it is in force', async () => {
    await become(page, '陈省经办');
    await page.goto(studio);
    await expect(page.getByText('现行', { exact: true })).toBeVisible();
    await settled(page);
  });
});

const tab = async (page: Page, name: string) => {
  await page.getByRole('navigation', { name: '草稿' }).getByRole('link', { name, exact: true }).click();
  await settled(page);
};

async function down(page: Page, lines: number): Promise<void> {
  for (let line = 0; line < lines; line++) await page.keyboard.press('ArrowDown');
}

/** A line that is wrapped ends at the second press. */
async function toEnd(page: Page): Promise<void> {
  await page.keyboard.press('End');
  await page.keyboard.press('End');
}

/** The pointer on a word of the text. */
async function pointAt(page: Page, editor: Locator, word: string): Promise<void> {
  const { x, y } = await editor.evaluate((content, wanted) => {
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const box = range.getBoundingClientRect();
      return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    }
    throw new Error(`no ${wanted}`);
  }, word);
  await page.mouse.move(x - 3, y);
  await page.mouse.move(x, y);
}

async function dayIn(page: Page, days: number): Promise<string> {
  const day = new Date(`${await today(page)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** The condition as the case has it, with its outcome. */
async function areaShows(page: Page, caseId: string, says: string, outcome: string): Promise<void> {
  await page.goto(`/workspace/cases/${caseId}`);
  const finding: Locator = page.getByRole('listitem').filter({ hasText: says }).first();
  await expect(finding).toContainText(outcome);
}

import type { Page } from '@playwright/test';
import { expect, sound, test } from './stage.ts';

const CHECK = '/policies/430000-hunan/maker-space-2016/check';
/** What one enters: figures on both sides of the line, one left open, one wrong. */
const ENTERED: readonly Readonly<Record<string, string>>[] = [
  { 'space.floorArea': '480', 'space.residents': '20', 'space.leaseTerm': '36' },
  { 'space.floorArea': '1,200平方米', 'space.seedFund': '100', 'space.mentors': '５' },
  { 'space.floorArea': '很大', 'space.residents': '2.5' },
];

async function enter(page: Page, entered: Readonly<Record<string, string>>): Promise<void> {
  for (const [key, value] of Object.entries(entered)) await page.locator(`[name="${key}"]`).fill(value);
  await page.locator('select[name="operator.division"]').selectOption('430000');
  await page.locator('input[name="operator.legalPerson"][value="yes"]').check();
  for (const kind of ['power', 'water']) await page.locator(`input[name="space.facilities"][value="${kind}"]`).check();
}

const outcome = async (page: Page) => ((await page.locator('#outcome').innerText()) ?? '').replace(/\s+/g, ' ').trim();

test('the check answers as one types exactly what the server answers, and is whole without the script', async ({
  page,
  browser,
  baseURL,
}) => {
  const plain = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const without = await plain.newPage();
  const sent: string[] = [];
  for (const entered of ENTERED) {
    await page.goto(CHECK);
    await expect(page.locator('script')).toHaveCount(1);
    await expect(page.locator('#outcome')).toBeEmpty();
    await enter(page, entered);
    await expect(page.locator('#outcome .panel')).toBeVisible();
    await expect(page.locator('#outcome')).toContainText(
      entered['space.residents'] === '2.5' ? '2 处填写需要修改' : '项',
    );
    const address = page.url();
    await sound(page);

    await without.goto(CHECK);
    await enter(without, entered);
    await without.getByRole('button', { name: '逐条核对' }).click();
    await without.waitForURL(/checked=1/);
    const answered = await outcome(without);
    // What is typed last is answered a moment later.
    await expect.poll(() => outcome(page)).toBe(answered);
    expect(page.url()).toBe(address);
    sent.push(answered);
  }
  expect(new Set(sent).size).toBe(ENTERED.length);
  expect(sent[0]).toContain('有条件不符合');
  await without.goto('/policies');
  await expect(without.locator('script')).toHaveCount(0);
  await plain.close();
});

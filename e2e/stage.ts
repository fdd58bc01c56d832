import AxeBuilder from '@axe-core/playwright';
import { type Browser, test as base, type Download, expect, type Locator, type Page } from '@playwright/test';
import JSZip from 'jszip';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export { expect };

/** What the browser complained of; a test that provokes a refusal names it. */
export interface Faults {
  readonly told: string[];
  /** Refusals that the browser writes to its console as failed requests. */
  expects(status: number): void;
}

/** Every page of a test is heard: an unexpected word in its console fails the test. */
export const test = base.extend<{ faults: Faults; listened: undefined }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  faults: async ({}, use) => {
    const expected: number[] = [];
    const told: string[] = [];
    await use({ told, expects: (status) => void expected.push(status) });
    expect(told.filter((line) => !expected.some((status) => line.includes(`status of ${status}`)))).toEqual([]);
  },
  context: async ({ context, faults }, use) => {
    context.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        faults.told.push(`${message.page()?.url()} ${message.type()}: ${message.text()} ${message.location().url}`);
    });
    context.on('weberror', (error) => faults.told.push(`${error.page()?.url()} ${error.error().message}`));
    await use(context);
  },
});

export const WIDTHS = [1280, 390] as const;

/** The page at both widths: nothing that axe finds, nothing that scrolls sideways. */
export async function sound(page: Page): Promise<void> {
  await settled(page);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await still(page);
    const path = new URL(page.url()).pathname;
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(overflow, `${path} scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
    // No frames of others: axe need not open a page of its own to gather what it found in each.
    const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'], preload: false });
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html }) => html.slice(0, 160))
          .slice(0, 3)
          .join(' | ')}`,
    );
    expect.soft(found, `${path} at ${width} px`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** The page as it stands at both widths, into the folder that PICTURES names; without one, nothing. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (!folder) return;
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Everything asked for has arrived. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await arrived(page);
  await still(page);
  // A page that is being left is shown until the next frame.
  await arrived(page);
}

async function arrived(page: Page): Promise<void> {
  await expect(page.locator('.skeleton, [aria-busy="true"]')).toHaveCount(0);
  await expect(page.locator('h1').first()).toBeVisible();
}

/** Movements are over: what fades in has its colour. */
async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.all(ending.map((one) => one.finished.catch(() => undefined)));
  });
}

/** One click in demo mode: at the sign-in page, afterwards by the switch in the band. */
export async function become(page: Page, name: string): Promise<void> {
  await page.goto('/workspace/');
  const band = page.getByRole('banner');
  const change = band.getByRole('button', { name: '切换演示身份' });
  await expect(change.or(page.getByRole('heading', { name: '登录', exact: true }))).toBeVisible();
  // Closed: the list of accounts, still open, has a button of the same name.
  const own = { name: new RegExp(`^${name.replace(/[()]/g, '\\$&')} `), expanded: false };
  // To change to who is there already would race with what comes next.
  if (!(await band.getByRole('button', own).isVisible())) {
    if (await change.isVisible()) await change.click();
    await page
      .getByRole('listitem')
      .getByRole('button', { name: new RegExp(`^${name.replace(/[()]/g, '\\$&')}`) })
      .click();
  }
  await expect(band.getByRole('button', own)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: '我的待办' })).toBeVisible();
}

/** A choice in one of the lists that open below a field. */
export async function choose(page: Page, field: Locator, option: string, typed?: string): Promise<void> {
  await field.click();
  if (typed) await field.fill(typed);
  // The field's own list: that of the field before may still be closing.
  await page
    .locator('.ant-select-dropdown', { has: page.locator(`[id="${await field.getAttribute('id')}_list"]`) })
    .locator('.ant-select-item-option')
    .filter({ hasText: option })
    .first()
    .click();
}

/** Typed, and confirmed in the calendar that opens below the field. */
export async function enterMoment(page: Page, field: Locator, moment: string): Promise<void> {
  await field.fill(moment);
  await page.locator('.ant-picker-dropdown:visible').locator('.ant-picker-ok button').click();
}

export async function enterDay(field: Locator, day: string): Promise<void> {
  await field.fill(day);
  await field.press('Tab');
}

/** Opens a case from the inbox of whoever is at the desk. */
export async function takeUp(page: Page, name: string): Promise<void> {
  await page
    .getByRole('link', { name: new RegExp(`^(办理|查阅)：.*${name}`) })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(name) })).toBeVisible();
}

/** An approval verb with its opinion. */
export async function say(page: Page, verb: string, opinion: string): Promise<void> {
  await page.getByRole('group').getByRole('button', { name: verb, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^(意见|理由)$/).fill(opinion);
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Every question that the document puts to a person is answered with 符合. */
export async function judgeAll(page: Page): Promise<number> {
  const open = page.getByRole('button', { name: /^判定: / });
  const questions = await open.count();
  for (let left = questions; left > 0; left--) {
    await open.first().click();
    const dialog = page.getByRole('dialog', { name: '判定' });
    await dialog.getByRole('radio', { name: '符合', exact: true }).check();
    await dialog.getByLabel('理由').fill('材料可以佐证');
    await dialog.getByRole('button', { name: '保存判定' }).click();
    await expect(dialog).toBeHidden();
    await expect(open).toHaveCount(left - 1);
  }
  return questions;
}

/** 200 or the refusal, as the signed-in person of the page. */
export async function call<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await page.evaluate(
    async ({ method, path, body }) => {
      const session = await (await fetch('/api/session')).json();
      const response = await fetch(path, {
        method,
        headers: { 'content-type': 'application/json', 'x-csrf-token': session.csrfToken },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
    { method, path, body },
  );
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body as T;
}

export async function today(page: Page): Promise<string> {
  return (await call<{ today: string }>(page, 'GET', '/api/demo/clock')).today;
}

/** As a person writes a day. */
export const written = (day: string) => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};
export const later = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** Books a room for the hour from ten, on the first days from so many days ahead on at which it is open and free. */
export async function bookedAtTen(
  page: Page,
  carrierId: string,
  room: string,
  { from, days = 1, ...terms }: { from: number; days?: number; payment?: 'credits' },
): Promise<{ day: string; bookingId: string }[]> {
  const start = await today(page);
  const booked: { day: string; bookingId: string }[] = [];
  for (let n = from; booked.length < days && n < 14; n++) {
    const day = later(start, n);
    const { rows } = await call<{
      rows: { name: string; resourceId: string; starts: { startsAt: string; endsAt: string }[] }[];
    }>(page, 'GET', `/api/carriers/${carrierId}/free?kind=room&day=${day}&minutes=60`);
    const found = rows.find(({ name }) => name === room);
    const ten = found?.starts.find(({ startsAt }) => startsAt === `${day}T02:00:00.000Z`);
    if (!found || !ten) continue;
    const { outcomes } = await call<{ outcomes: { bookingId: string }[] }>(page, 'POST', '/api/bookings', {
      carrierId,
      items: [{ resourceId: found.resourceId, quantity: 1 }],
      startsAt: ten.startsAt,
      endsAt: ten.endsAt,
      attendees: 1,
      ...terms,
    });
    booked.push({ day, bookingId: outcomes[0]?.bookingId ?? '' });
  }
  expect(booked).toHaveLength(days);
  return booked;
}

export async function travel(page: Page, days: number): Promise<void> {
  await call(page, 'POST', '/api/demo/clock', { days });
}

/** Moves the demo's clock to the first full hour after a moment. */
export async function travelPast(page: Page, moment: string): Promise<void> {
  const { now } = await call<{ now: string }>(page, 'GET', '/api/demo/clock');
  const hours = Math.ceil((Date.parse(moment) - Date.parse(now)) / 3_600_000);
  await call(page, 'POST', '/api/demo/clock', { days: Math.floor(hours / 24), hours: hours % 24 });
}

/** A fact of a carrier on a day, and the records that show it. */
export async function factOf(page: Page, carrierId: string, key: string, on: string) {
  type Facts = { facts: { key: string; value: unknown; provenance: { kind: string; label: string }[] }[] };
  const { facts } = await call<Facts>(page, 'GET', `/api/carriers/${carrierId}/facts?on=${on}`);
  const found = facts.find((one) => one.key === key);
  const provenance = found?.provenance ?? [];
  return {
    value: found?.value,
    kinds: provenance.map(({ kind }) => kind),
    labels: provenance.map(({ label }) => label),
  };
}

/** A phone, on which nobody is signed in. */
export const onPhone = async (browser: Browser) =>
  (
    await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  ).newPage();

export async function downloaded(page: Page, link: Locator): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return { name: download.suggestedFilename(), content: await bytesOf(download) };
}

async function bytesOf(download: Download): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What a reader of the Word file sees, without its spaces. */
export async function wordText(content: Buffer): Promise<string> {
  const xml = await (await JSZip.loadAsync(content)).file('word/document.xml')?.async('string');
  return (xml ?? '').replace(/<[^>]+>/g, '').replace(/\s/g, '');
}

/** What a reader of the PDF sees, without its spaces. */
export async function pdfText(content: Buffer): Promise<string> {
  const pdf = await getDocument({ data: new Uint8Array(content), verbosity: 0 }).promise;
  const pages = Array.from({ length: pdf.numPages }, async (_, index) => {
    const { items } = await (await pdf.getPage(index + 1)).getTextContent();
    return items.map((item) => ('str' in item ? item.str : '')).join('');
  });
  return (await Promise.all(pages)).join('').replace(/\s/g, '');
}

/** A picture that is really one. */
export async function photo(page: Page, name: string) {
  return { name, mimeType: 'image/png', buffer: await page.screenshot() };
}

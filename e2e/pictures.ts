// The pictures of the README, taken from a running demo: node e2e/pictures.ts http://localhost:3000
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import config from '../playwright.config.ts';
import { become, settled } from './stage.ts';

const url = process.argv[2] ?? 'http://localhost:3000';
const folder = join(import.meta.dirname, '../docs/pictures');
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch(config.use?.launchOptions);
const page = await browser.newPage({
  baseURL: url,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  viewport: { width: 1280, height: 900 },
});
const take = async (name: string) => {
  await settled(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
};

await page.goto('/');
await take('portal');
await page.goto(`/spaces?q=${encodeURIComponent('示例星图众创空间')}`);
await page.getByRole('main').getByRole('link', { name: '示例星图众创空间' }).click();
await page.getByRole('link', { name: '标牌页' }).click();
await take('plaque');
await become(page, '陈省经办');
await take('inbox');
await page.goto(`/workspace/cases?q=${encodeURIComponent('示例聚光众创空间')}`);
await page
  .getByRole('table')
  .getByRole('link', { name: /示例聚光众创空间/ })
  .click();
await take('case');
await browser.close();

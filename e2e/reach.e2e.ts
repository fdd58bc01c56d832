import type { Page } from '@playwright/test';
import { become, call, expect, settled, sound, test } from './stage.ts';

const PARTY = '示例星图创业服务有限公司';

async function organisation(page: Page): Promise<string> {
  const { rows } = (await call(page, 'get', `/api/organisations?q=${encodeURIComponent(PARTY)}`)) as {
    rows: { id: string }[];
  };
  return `/workspace/organisations/${rows[0]?.id}`;
}
const button = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('button', { name });

test('an organisation is corrected and verified by the departments above it; others may read it and are offered nothing', async ({
  page,
}) => {
  for (const [who, offered] of [
    ['陈省经办', 1],
    ['李市经办', 1],
    ['赵河东', 0],
    ['沈区经办', 0],
  ] as const) {
    await become(page, who);
    await page.goto(await organisation(page));
    await expect(page.getByRole('heading', { level: 1, name: PARTY })).toBeVisible();
    await settled(page);
    await expect(button(page, '修改')).toHaveCount(offered);
    await expect(button(page, /核验/)).toHaveCount(offered);
  }
});

test('what an operator keeps, its department reads: no command on records, figures, resources', async ({ page }) => {
  const space = '/workspace/spaces/00000000-0000-8000-9000-000300000013';
  for (const [who, offered] of [
    ['刘运营', true],
    ['陈省经办', false],
    ['李市经办', false],
  ] as const) {
    await become(page, who);
    for (const [path, name] of [
      ['/records', /^(新增|更正)/],
      ['/facts', /^申报：/],
      ['/resources', '新增关闭'],
    ] as const) {
      await page.goto(space + path);
      await settled(page);
      const found = await button(page, name).count();
      expect([who, path, found > 0]).toEqual([who, path, offered]);
    }
  }
  await sound(page);
});

test('a case is worked on by the body it waits for; another department that reads it sees no form and no fault', async ({
  page,
}) => {
  await become(page, '陈省经办');
  const designations = (await call(page, 'get', '/api/designations?state=valid&size=50')) as {
    rows: { carrierId: string; carrier: string; packId: string }[];
  };
  const held = designations.rows.find(({ carrier }) => carrier.includes('星图'));
  const { caseId } = (await call(page, 'post', `/api/carriers/${held?.carrierId}/rectifications`, {
    packId: held?.packId,
    reason: '日常考核发现公共服务场地不足。',
  })) as { caseId: string };
  await page.goto(`/workspace/cases/${caseId}`);
  await expect(page.locator('#order')).toBeVisible();
  await become(page, '李市经办');
  await page.goto(`/workspace/cases/${caseId}`);
  await settled(page);
  await expect(page.locator('#order')).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.goto('/workspace/evaluations');
  await settled(page);
  await expect(button(page, '发布一轮评价')).toHaveCount(0);
  await page.goto('/workspace/rounds');
  await settled(page);
  await expect(button(page, '新建批次')).toHaveCount(0);
});

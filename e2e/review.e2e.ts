import type { Page } from '@playwright/test';
import { become, expect, settled, sound, test } from './stage.ts';

/** A command of whoever is signed in; for what is proved elsewhere and only sets the scene here. */
async function command(page: Page, path: string, body: unknown): Promise<void> {
  const answer = await page.evaluate(
    async ([address, given]) => {
      const { csrfToken } = await (await fetch('/api/session')).json();
      const headers = { 'content-type': 'application/json', 'x-csrf-token': csrfToken };
      const response = await fetch(address as string, { method: 'POST', headers, body: JSON.stringify(given) });
      return { ok: response.ok, text: await response.text() };
    },
    [path, body] as const,
  );
  expect(answer, path).toMatchObject({ ok: true });
}

const WAITING = '示例小屋';
/** The unit of the yearly evaluation that is being scored. */
const OTHER = '示例星图众创空间';
/** Once worked for its operator. */
const INTERESTED = '专家戊';

/** One of these who has the evaluation to score too, so that there is a next one: the officer seats them where nobody does yet. */
async function alsoSeated(page: Page, names: readonly string[]): Promise<string> {
  const read = (path: string) => page.evaluate(async (address) => (await fetch(address)).json(), path);
  const [{ roundId }] = (await read('/api/evaluations')).rows;
  const { rows } = await read(`/api/evaluations/${roundId}/members`);
  const { caseId } = rows.find(({ carrier }: { carrier: string }) => carrier === OTHER);
  const { reviews } = (await read(`/api/cases/${caseId}/panel`)) as {
    reviews: { expertId: string; name: string; state: string }[];
  };
  const waits = reviews.filter(({ state }) => state === 'assigned');
  const seated = waits.find(({ name }) => names.includes(name));
  if (seated) return seated.name;
  // Of five one handed in there and one worked for its operator: of a panel of three another one sits there or is free.
  const name = names.find((one) => one !== INTERESTED && reviews.every((review) => review.name !== one)) ?? '';
  const { rows: library } = await read('/api/experts?size=200');
  const { personId } = library.find((one: { name: string }) => one.name === name);
  const given = { expertId: waits[0]?.expertId, reason: '调整(示例)', replacementId: personId };
  await command(page, `/api/cases/${caseId}/panel/replacement`, given);
  return name;
}

test('an officer assigns a round by plan; an expert scores while the connection is away, saves and goes on; another recuses', async ({
  page,
  context,
  faults,
}) => {
  await become(page, '陈省经办');
  const tasks = await page.evaluate(async () => (await fetch('/api/tasks?size=200')).json());
  const task = tasks.rows.find(({ title }: { title: string }) => title.startsWith(WAITING));
  await command(page, `/api/tasks/${task.taskId}/verbs/agree`, { opinion: '材料齐全，予以受理。' });

  // 选派: searched for, looked at, changed by hand, searched again, confirmed.
  await page.goto('/workspace/rounds');
  await page
    .getByRole('link', { name: /^选派专家：.*认定申报/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: '选派专家' })).toBeVisible();
  await page.getByRole('button', { name: '计算选派方案' }).click();
  await expect(page.getByRole('heading', { name: '选派方案 · 待确认' })).toBeVisible();
  await sound(page);
  const row = page.getByRole('row').filter({ hasText: WAITING });
  await expect(row.getByRole('listitem')).toHaveCount(3);
  const sitting = (await row.getByRole('listitem').allInnerTexts()).map((text) => text.split(/\s/)[0] ?? '');
  await page.getByRole('button', { name: new RegExp(`^理由与调整：${WAITING}`) }).click();
  const dialog = page.getByRole('dialog', { name: '为何是这几名专家' });
  await expect(dialog).toContainText('本方案共1件');
  const [gone = ''] = sitting;
  await dialog.getByRole('checkbox', { name: `不派${gone}` }).check();
  await sound(page);
  await dialog.getByRole('button', { name: '关闭', exact: true }).last().click();
  await page.getByRole('button', { name: /^按0处指定、1处不派重新计算/ }).click();
  await expect(page.getByRole('row').filter({ hasText: WAITING }).getByText(gone, { exact: false })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: '选派方案 · 待确认' })).toBeVisible();
  const panel = (await page.getByRole('row').filter({ hasText: WAITING }).getByRole('listitem').allInnerTexts()).map(
    (text) => text.split(/\s/)[0] ?? '',
  );
  expect(panel).toEqual(expect.arrayContaining(sitting.slice(1)));
  await page.getByRole('button', { name: '确认方案' }).click();
  await page.getByRole('dialog', { name: '确认选派方案' }).getByRole('button', { name: '确认方案' }).click();
  await expect(page.getByRole('row').filter({ hasText: WAITING })).toContainText('已派发');

  // 评分: what is typed while the connection is away stays in the browser and is sent when it is back.
  const second = await alsoSeated(page, panel);
  const first = panel.find((name) => name !== second) ?? '';
  await become(page, first);
  await page.goto('/workspace/reviews');
  await sound(page);
  await page.getByRole('link', { name: new RegExp(WAITING) }).click();
  const sheet = page.getByRole('region', { name: '我的评审' });
  await sheet.getByLabel('评分(0至100分，最多两位小数)').fill('86.5');
  await expect(sheet.getByRole('status')).toContainText('已自动保存');
  await context.setOffline(true);
  await sheet.getByLabel('评审意见').fill('断网时写下的意见');
  await expect(sheet.getByRole('status')).toContainText('内容已保存在本机');
  await context.setOffline(false);
  await expect(sheet.getByRole('status')).toContainText('已自动保存');
  const lost = faults.told.splice(0);
  expect(lost.every((line) => line.includes('ERR_INTERNET_DISCONNECTED'))).toBe(true);
  await page.reload();
  await expect(sheet.getByLabel('评审意见')).toHaveValue('断网时写下的意见');
  await expect(sheet.getByLabel('评分(0至100分，最多两位小数)')).toHaveValue('86.5');
  await sound(page);

  // Closed while away: the next visit sends it. Changed elsewhere meanwhile: both are shown, and one is chosen.
  await context.setOffline(true);
  await sheet.getByLabel('评审意见').fill('本机的意见');
  await expect(sheet.getByRole('status')).toContainText('内容已保存在本机');
  faults.told.splice(0);
  const caseId = /cases\/([^/?#]+)/.exec(page.url())?.[1] ?? '';
  // A page that is being left may live until the connection is back; what it sends then would be no conflict.
  const saves = '**/api/cases/*/review';
  await page.route(saves, (route) => route.abort());
  await page.goto('about:blank');
  await context.setOffline(false);
  const elsewhere = await context.newPage();
  await elsewhere.goto('/workspace/reviews');
  await settled(elsewhere);
  await elsewhere.evaluate(async (id) => {
    const { csrfToken } = await (await fetch('/api/session')).json();
    const { revision } = await (await fetch(`/api/cases/${id}/review`)).json();
    await fetch(`/api/cases/${id}/review`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-csrf-token': csrfToken },
      body: JSON.stringify({ revision, score: 80, opinion: '别处的意见', recommendation: null }),
    });
  }, caseId);
  await elsewhere.close();
  await page.unroute(saves);
  faults.told.splice(0);
  await page.goto(`/workspace/cases/${caseId}`);
  await expect(sheet).toContainText('您在别处保存过更新的内容');
  await expect(sheet).toContainText('别处的意见');
  await sound(page);
  await sheet.getByRole('button', { name: '用本机的' }).click();
  await expect(sheet.getByRole('status')).toContainText('已自动保存');
  await page.reload();
  await expect(sheet.getByLabel('评审意见')).toHaveValue('本机的意见');
  await sheet.getByRole('radio', { name: '建议通过', exact: true }).check();
  await sheet.getByRole('button', { name: '提交评审' }).click();
  await expect(sheet).toContainText('86.5分');
  await expect(sheet).toContainText('其他专家尚未提交');

  // 回避: the next best takes the seat at once, and the officer sees who and why.
  await become(page, second);
  await page.goto('/workspace/reviews');
  await page.getByRole('link', { name: new RegExp(WAITING) }).click();
  await sheet.getByLabel('评审意见').fill('先存下，评完下一件再回来');
  await sheet.getByRole('button', { name: '保存并评下一件' }).click();
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(OTHER) })).toBeVisible();
  await expect(sheet).toBeVisible();
  await page.goto(`/workspace/cases/${caseId}`);
  await expect(sheet.getByLabel('评审意见')).toHaveValue('先存下，评完下一件再回来');
  await sheet.getByRole('button', { name: '申请回避' }).click();
  const recusal = page.getByRole('dialog', { name: '申请回避' });
  await recusal.getByLabel('回避理由').fill('与申报单位有合作项目');
  await recusal.getByRole('button', { name: '确认回避' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '我的评审' })).toBeVisible();
  await expect(page.getByRole('link', { name: new RegExp(WAITING) })).toHaveCount(0);
  faults.expects(404);

  await become(page, '陈省经办');
  await page.goto(`/workspace/cases/${caseId}`);
  const seats = page.getByRole('region', { name: '专家评审' });
  await expect(seats).toContainText('与申报单位有合作项目');
  await expect(seats.getByText('接替回避专家')).toHaveCount(1);
  await expect(seats).toContainText(first);
  await sound(page);
  await seats.getByRole('button', { name: `请再次审视：${first}` }).click();
  await page.getByRole('dialog').getByLabel('理由').fill('请核对场地面积');
  await page.getByRole('dialog').getByRole('button', { name: '请再次审视' }).click();
  await expect(seats).toContainText('已请再次审视：请核对场地面积');
});

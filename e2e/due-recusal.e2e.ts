import { sender } from './sender.ts';
import { become, expect, picture, settled, sound, test } from './stage.ts';

const OFFICER = 'sheng.jingban';

test('an interest declared while a case is under review: the officer’s inbox, whom, why, and who takes the seat', async ({
  page,
  baseURL,
}) => {
  const { send, accountOf, close } = sender(baseURL ?? '');
  const seen = async (name: string) => {
    await sound(page);
    await picture(page, name);
  };
  const [round] = (await send(OFFICER, 'get', '/api/evaluations')).rows;
  const { rows } = await send(OFFICER, 'get', `/api/evaluations/${round.roundId}/members`);
  const scored = rows.find(({ carrier }: { carrier: string }) => carrier === '示例星图众创空间');
  const path = `/api/cases/${scored.caseId}/panel`;
  const { reviews } = await send(OFFICER, 'get', path);
  const [first] = reviews.filter(({ state }: { state: string }) => state === 'assigned');
  await send(accountOf(first.expertId) ?? '', 'post', '/api/me/expert/interests', {
    kind: 'shareholding',
    sharePercent: 5,
    organisationName: '示例星图创业服务有限公司',
  });

  await test.step('the duty opens to the list, with the path, and the proposal takes the seat', async () => {
    await become(page, '陈省经办');
    await page.goto('/workspace/');
    await page.getByRole('link', { name: /专家利害关系待处理/ }).click();
    await expect(page.getByRole('heading', { name: '应当回避', level: 1 })).toBeVisible();
    // The operator's other spaces were reviewed by the same expert: each case stands where it stands.
    const row = page.getByRole('row').filter({ hasText: '示例星图众创空间 · 湖南省众创空间绩效考核' });
    await expect(row.getByText(`${first.name} → 持有示例星图创业服务有限公司5%股份`)).toBeVisible();
    await expect(row.getByText('席位已腾出，尚未提交评分；建议由')).toBeVisible();
    await settled(page);
    await seen('due-recusals');
    await row.getByRole('button', { name: /^由建议的专家接替：/ }).click();
    await seen('due-recusal-answer');
    await page.getByRole('dialog').getByRole('button', { name: '由建议的专家接替' }).click();
    await expect(row).toHaveCount(0);
  });

  await test.step('the panel says who left, and for an interest', async () => {
    await page.goto(`/workspace/cases/${scored.caseId}`);
    await expect(page.locator('#panel').getByText('因利害关系离席', { exact: true })).toBeVisible();
    await seen('panel');
  });
  await close();
});

import type { Page } from '@playwright/test';
import { become, downloaded, expect, onPhone, pdfText, picture, sound, test } from './stage.ts';

const CARRIER = '00000000-0000-8000-9000-000300000041';
const LIST = `/workspace/spaces/${CARRIER}/admissions`;
const TEAMS = [
  { name: '示例候补甲团队', founder: '示例甲', phone: '13900002468' },
  { name: '示例候补乙团队', founder: '示例乙', phone: '13900002469' },
] as const;
type Team = (typeof TEAMS)[number];

async function apply(anyone: Page, { name, founder, phone }: Team): Promise<string> {
  await anyone.goto(`/spaces/${CARRIER}`);
  await anyone.getByRole('link', { name: '申请入驻' }).click();
  await anyone.getByLabel('团队或公司名称').fill(name);
  await anyone.getByLabel('负责人姓名').fill(founder);
  await anyone.getByLabel('手机号码').fill(phone);
  await anyone.getByLabel('项目介绍或要咨询的问题').fill('面向社区的智能回收箱，已有两个小区试用。');
  await anyone.getByLabel('需要的工位数(可不填)').fill('2');
  await anyone.getByRole('button', { name: '提交' }).click();
  return (await anyone.locator('.panel.good code').textContent()) ?? '';
}

async function status(anyone: Page, receipt: string, { phone }: Team): Promise<void> {
  await anyone.goto('/tenancy/status');
  await anyone.getByLabel('回执号').fill(receipt);
  await anyone.getByLabel('手机号码').fill(phone);
  await anyone.getByRole('button', { name: '查看' }).click();
  await expect(anyone.getByRole('heading', { name: '入驻进度' })).toBeVisible();
}

/** The operator's page of a team's application. */
async function open(page: Page, { name }: Team): Promise<void> {
  await page.goto(LIST);
  await page.getByRole('table').getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(name) })).toBeVisible();
}

async function offer(page: Page): Promise<void> {
  await page.getByRole('button', { name: '通知有空位' }).click();
  const dialog = page.getByRole('dialog', { name: /^通知有空位/ });
  await sound(page);
  await dialog.getByRole('button', { name: '通知', exact: true }).click();
}

test('a place that is free goes by the line: offered for a term, given up, offered to the next, who takes it; each edition of the agreement stays to be read', async ({
  page,
  browser,
  faults,
}) => {
  faults.expects(409);
  const anyone = await onPhone(browser);
  const [first, second] = TEAMS;
  const receipts: string[] = [];

  await test.step('two teams apply, are scored and put on the waiting list', async () => {
    for (const team of TEAMS) receipts.push(await apply(anyone, team));
    await become(page, '严运营');
    for (const team of TEAMS) {
      await open(page, team);
      await page.getByRole('button', { name: '评分', exact: true }).click();
      const score = page.getByRole('dialog', { name: /^评分/ });
      for (const [label, points] of [
        ['技术或模式的先进性', '30'],
        ['市场前景', '25'],
        ['团队能力', '25'],
      ] as const)
        await score.getByLabel(label).fill(points);
      await score.getByRole('button', { name: '提交评分' }).click();
      await expect(score).toBeHidden();
      await page.getByRole('button', { name: '作出遴选结果' }).click();
      const decision = page.getByRole('dialog', { name: /^遴选结果/ });
      await decision.getByRole('radio', { name: '候补' }).check();
      await decision.getByLabel(/^理由/).fill('暂列候补，有空位时通知。');
      await decision.getByRole('button', { name: '作出结果' }).click();
      await expect(decision).toBeHidden();
    }
    await expect(page.getByText('第2位，按申请先后')).toBeVisible();
    await status(anyone, receipts[1] ?? '', second);
    await expect(anyone.getByText('第2位，按申请先后')).toBeVisible();
  });

  await test.step('the inbox says who is next; whoever stands behind cannot be told first', async () => {
    await offer(page);
    const dialog = page.getByRole('dialog', { name: /^通知有空位/ });
    await expect(dialog.getByRole('alert')).toContainText(`排在前面：${first.name}`);
    await dialog.getByRole('button', { name: '取消' }).click();
    await page.goto('/workspace/');
    await expect(page.getByText('有空工位，通知候补的下一位').first()).toBeVisible();
    await expect(page.getByText(new RegExp(`${first.name}`)).first()).toBeVisible();
    await picture(page, 'waiting-duty');
    await open(page, first);
    await offer(page);
    await expect(page.getByText('有空位，待答复')).toBeVisible();
    await expect(page.getByText('留位到')).toBeVisible();
    await picture(page, 'waiting-offered');
  });

  await test.step('the first gives it up with the receipt; the next is told and takes it', async () => {
    await status(anyone, receipts[0] ?? '', first);
    await expect(anyone.getByRole('heading', { name: '有空位了' })).toBeVisible();
    await sound(anyone);
    await picture(anyone, 'waiting-answer');
    await anyone.getByRole('button', { name: '放弃' }).click();
    await expect(anyone.getByText('已放弃空位')).toBeVisible();
    await open(page, second);
    await expect(page.getByText('第1位，按申请先后')).toBeVisible();
    await offer(page);
    await expect(page.getByText('有空位，待答复')).toBeVisible();
    await status(anyone, receipts[1] ?? '', second);
    await anyone.getByRole('button', { name: '接受' }).click();
    await expect(anyone.getByText('已入选，请签订入驻协议')).toBeVisible();
    await page.reload();
    await expect(page.getByRole('button', { name: '拟写协议' })).toBeVisible();
  });

  await test.step('the agreement is written anew after it was given to the team: both read what changed, and take each edition away', async () => {
    const give = async () => {
      await page.getByRole('button', { name: '交团队签署' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '交团队签署' }).click();
      await expect(page.getByRole('dialog')).toBeHidden();
    };
    await page.getByRole('button', { name: '拟写协议' }).click();
    const draft = page.getByRole('dialog', { name: /^拟写协议/ });
    await draft.getByLabel('租金(每月)').fill('600');
    await draft.getByRole('button', { name: '保存协议' }).click();
    await expect(draft).toBeHidden();
    await give();
    await page.getByRole('button', { name: '修改协议' }).click();
    const again = page.getByRole('dialog', { name: /^修改协议/ });
    await again.getByLabel('租金(每月)').fill('500');
    await again.getByRole('button', { name: '保存协议' }).click();
    await expect(again).toBeHidden();
    await give();
    const editions = page.getByRole('region', { name: '历次稿' });
    await expect(editions.getByText(/月租金：.*600.*500/)).toBeVisible();
    await sound(page);
    await picture(page, 'editions');
    const paper = await downloaded(page, editions.getByRole('link', { name: /^第1稿\s*PDF$/ }));
    expect(await pdfText(paper.content)).toMatch(/第1稿/);
    await status(anyone, receipts[1] ?? '', second);
    await expect(anyone.getByRole('heading', { name: '历次稿' })).toBeVisible();
    await sound(anyone);
    await picture(anyone, 'editions-portal');
    const own = await downloaded(anyone, anyone.getByRole('button', { name: '下载第1稿' }));
    expect(await pdfText(own.content)).toContain('600');
  });
  await anyone.context().close();
});

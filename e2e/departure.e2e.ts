import type { Page } from '@playwright/test';
import {
  become,
  call,
  downloaded,
  enterDay,
  expect,
  later,
  onPhone,
  pdfText,
  settled,
  sound,
  test,
  today,
  travel,
  written,
} from './stage.ts';

const CARRIER = '00000000-0000-8000-9000-000300000011';
/** Confirms the dialog that a button opens. */
async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

test('notice: what it comes to is seen by both before it is given, what lay ahead falls away and comes back; leaving settles the money', async ({
  page,
  browser,
  faults,
}) => {
  faults.expects(409);
  const phone = await onPhone(browser);
  await become(phone, '林创业');
  await become(page, '刘运营');
  const start = await today(page);
  const { rows } = await call<{ rows: { id: string; teamId: string }[] }>(phone, 'GET', '/api/my/tenancies');
  const { id, teamId } = rows[0] ?? { id: '', teamId: '' };
  const own = `/workspace/spaces/${CARRIER}/tenancies/${id}`;

  await test.step('a renewal with a notice period in working days is drawn up, signed by both and in force', async () => {
    await page.goto(own);
    await page.getByRole('button', { name: '拟写续签协议' }).click();
    const draft = page.getByRole('dialog', { name: /^续签协议/ });
    await draft.getByLabel('负责人').fill('林创业');
    await draft.getByLabel('租金(每月)').fill('3100');
    await draft.getByLabel('押金').fill('2000');
    await draft.getByLabel('提前通知').fill('10');
    await draft.getByRole('radio', { name: '个工作日' }).check();
    await draft.getByRole('radio', { name: /补足通知期内的费用/ }).check();
    await draft.getByRole('button', { name: '保存协议' }).click();
    await expect(draft).toBeHidden();
    await confirm(page, '交团队签署');
    await phone.goto('/workspace/tenancy');
    await expect(phone.getByText('提前10个工作日；未满通知期迁出的')).toBeVisible();
    await confirm(phone, '签署协议');
    await page.reload();
    await confirm(page, '运营机构签署');
    await confirm(page, '续签生效');
    await page.getByRole('button', { name: '押金、预存和退款' }).click();
    const deposit = page.getByRole('dialog', { name: '押金、预存和退款' });
    await deposit.getByLabel('金额').fill('2000');
    await deposit.getByRole('button', { name: '登记' }).click();
    await expect(deposit).toBeHidden();
  });

  const ahead = later(start, 60);
  await test.step('more desks from a later day are entered ahead', async () => {
    await page.getByRole('button', { name: '调整工位' }).click();
    const change = page.getByRole('dialog', { name: '调整工位' });
    await enterDay(change.getByLabel('自哪天起'), written(ahead));
    await change.getByLabel('工位数', { exact: true }).fill('9');
    await change.getByRole('button', { name: '保存' }).click();
    await expect(change).toBeHidden();
    await expect(page.getByText(new RegExp(`自${written(ahead)}：工位9个`))).toBeVisible();
  });

  const last = later(start, 4);
  await test.step('the founder sees the earliest end, what is to be made good and what falls away, and gives notice', async () => {
    await phone.goto('/workspace/tenancy');
    await phone.setViewportSize({ width: 390, height: 844 });
    await phone.getByRole('button', { name: '通知退出' }).click();
    const notice = phone.getByRole('dialog', { name: '通知退出' });
    await enterDay(notice.getByLabel('最后一天'), written(last));
    await expect(notice.getByText(/通知的，最早到/)).toBeVisible();
    await expect(notice.getByText(/最后一张账单补足/)).toBeVisible();
    await expect(notice.getByText(`自${written(ahead)}起的条件：9个工位`)).toBeVisible();
    await notice.getByLabel('理由').fill('团队扩大，迁入更大的办公室。');
    await notice.getByRole('button', { name: '提交' }).click();
    await expect(notice).toBeHidden();
    await expect(phone.getByText(`在驻至${written(last)}`)).toBeVisible();
    await sound(phone);
  });

  await test.step('both pages say the new end; withdrawn, everything stands as before', async () => {
    await page.goto(`/workspace/spaces/${CARRIER}/tenancies`);
    await expect(page.getByRole('table').getByText(`在驻至${written(last)}`)).toBeVisible();
    await page.goto(own);
    await expect(page.getByText(`在驻至${written(last)}`)).toBeVisible();
    await expect(page.getByText(`自${written(ahead)}：工位9个`)).toBeHidden();
    await expect(page.getByText('因退出失效：')).toBeVisible();
    await sound(page);
    await confirm(page, '撤回通知');
    await expect(page.getByText(`自${written(ahead)}：工位9个`)).toBeVisible();
    await phone.reload();
    await expect(phone.getByText('在驻', { exact: true })).toBeVisible();
  });

  await test.step('the operator enters it again; after the last day the deposit is set off against what is owed', async () => {
    await page.getByRole('button', { name: '退出、毕业或淘汰' }).click();
    const notice = page.getByRole('dialog', { name: /^退出/ });
    await enterDay(notice.getByLabel('最后一天'), written(last));
    await expect(notice.getByText(/最后一张账单补足/)).toBeVisible();
    await notice.getByLabel(/^理由/).fill('团队来函通知。');
    await notice.getByRole('button', { name: '登记' }).click();
    await expect(notice).toBeHidden();
    await travel(page, 5);
    await page.reload();
    const departure = page.getByRole('region', { name: '退出：交接清单' });
    await expect(departure.getByRole('checkbox')).toHaveCount(7);
    for (const box of await departure.getByRole('checkbox').all()) await box.check();
    await confirm(page, '保存清单');
    await departure.getByRole('button', { name: '完成退出' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '完成退出' }).click();
    await expect(page.getByRole('heading', { name: /^退出结算 JS/ })).toBeVisible();
    await expect(page.getByText(/提前退出补足通知期\d+天/).first()).toBeVisible();
    await settled(page);
    await sound(page);
  });

  await test.step('both sides read and download the settlement; each payment opens to its statement', async () => {
    await phone.reload();
    await settled(phone);
    const paper = await downloaded(phone, phone.getByRole('link', { name: 'PDF' }).first());
    expect(paper.name).toMatch(/^退出结算单-JS/);
    const written = await pdfText(paper.content);
    expect(written).toContain('退出结算单');
    const [hash = ''] = written.match(/[0-9a-f]{64}/) ?? [];
    const anyone = await browser.newPage();
    await anyone.goto(`/verify?q=${hash}`);
    await expect(anyone.getByText('本平台出具过这份文书')).toBeVisible();
    await expect(anyone.getByRole('definition').filter({ hasText: '退出结算单' })).toBeVisible();
    await anyone.close();
    await phone
      .getByRole('button', { name: /^查看账单 ZD/ })
      .first()
      .click();
    await expect(phone.getByRole('dialog', { name: /^账单 ZD/ }).getByText(/押金抵账单/)).toBeVisible();
    await phone.setViewportSize({ width: 390, height: 844 });
    await phone.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    await sound(phone);
    const mine = await call<{ rows: { id: string; owedFen: number; depositFen: number }[] }>(
      phone,
      'GET',
      '/api/my/tenancies',
    );
    const left = mine.rows.find((row) => row.id === id);
    expect((left?.owedFen ?? 0) * (left?.depositFen ?? 0)).toBe(0);
    expect(teamId).not.toBe('');
  });
  await phone.context().close();
});

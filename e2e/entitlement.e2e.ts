import { become, expect, photo, say, settled, sound, takeUp, test } from './stage.ts';

test('钦州 二(三): a founder sees what the category gives, applies, is granted an amount, and may not have it twice', async ({
  page,
  faults,
}) => {
  const standing = page.getByRole('region', { name: '办理进度' });
  let file = '';
  await test.step('the founder presses apply; the form begins with what the records say', async () => {
    await become(page, '林创业');
    await page.getByRole('link', { name: '我的权益' }).click();
    await expect(page.getByText('大学生职业培训补贴')).toBeVisible();
    await sound(page);
    await page.getByRole('button', { name: '申请：大学生职业培训补贴' }).click();
    await expect(page.getByRole('textbox', { name: '创始人的类别' })).toHaveValue(/大学生/);
    await page.getByRole('textbox', { name: '培训项目和起止日期' }).fill('财务管理，10月1日至10月5日');
    await page.getByRole('textbox', { name: '联系人和电话' }).fill('林创业 13900000000');
    await page.getByRole('checkbox', { name: /^承诺所填内容和材料真实/ }).check();
    await page.getByLabel('上传：结业证明和缴费凭证').setInputFiles(await photo(page, '凭证.png'));
    await expect(page.getByRole('link', { name: '凭证.png' }).first()).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: '已自动保存' })).toBeVisible();
    await sound(page);
    await page.getByRole('button', { name: '提交申请' }).click();
    await expect(standing.getByText('市科技局审核中', { exact: true })).toBeVisible();
    await sound(page);
    file = page.url();
    await page.getByRole('link', { name: '我的权益' }).click();
    await expect(page.getByText('市科技局审核中')).toBeVisible();
  });

  await test.step('the bureau has it in its inbox, examines it and sets the amount within the document', async () => {
    await become(page, '李市经办');
    await takeUp(page, '大学生职业培训补贴');
    await expect(page.locator('#entitlement').getByText('职业培训补贴', { exact: true })).toBeVisible();
    await sound(page);
    await say(page, '同意', '材料齐全，情况属实。');
    const decision = page.locator('#decision');
    await decision.getByLabel('核定的数额').fill('3500');
    await decision.getByRole('button', { name: '保存决定草稿' }).click();
    faults.expects(422);
    await expect(decision.getByText('数额应在文件规定的范围内').first()).toBeVisible();
    await decision.getByLabel('核定的数额').fill('2500');
    await decision.getByRole('button', { name: '保存决定草稿' }).click();
    await expect(decision.getByText('李市经办拟稿')).toBeVisible();
    await sound(page);
    await become(page, '黄市签发');
    await page.goto(file);
    await decision.getByRole('button', { name: '签发决定' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '签发决定' }).click();
    await expect(standing.getByText('准予享受', { exact: true }).first()).toBeVisible();
  });

  await test.step('the founder sees the amount that was decided; a second application is refused with the reason', async () => {
    await become(page, '林创业');
    await page.getByRole('link', { name: '我的权益' }).click();
    await expect(page.getByText(/长沙市科技局准予享受（大学生职业培训补贴决〔\d{4}〕1号），核定2,500元/)).toBeVisible();
    await settled(page);
    await sound(page);
    faults.expects(409);
    await page.getByRole('button', { name: '申请：大学生职业培训补贴' }).click();
    await expect(page.getByText(/只能享受一次：已于/).first()).toBeVisible();
  });
});

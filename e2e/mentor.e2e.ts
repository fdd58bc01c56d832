import {
  become,
  call,
  downloaded,
  enterDay,
  expect,
  later,
  pdfText,
  photo,
  picture,
  say,
  settled,
  sound,
  takeUp,
  test,
  today,
  travelPast,
  written,
} from './stage.ts';

const CARRIER = '00000000-0000-8000-9000-000300000041';
/** Engages the demo's mentor. */
const ENGAGED = '00000000-0000-8000-9000-000300000011';

test('江苏 三(五): a mentor is put forward, recommended, examined, announced, recognised, and found by everyone', async ({
  page,
}) => {
  const standing = page.getByRole('region', { name: '办理进度' });
  let name = '';
  let file = '';
  await test.step('the space puts its mentor forward, with the signed scan', async () => {
    await become(page, '严运营');
    await page.goto(`/workspace/spaces/${CARRIER}/mentors`);
    await expect(page.getByRole('link', { name: '江苏省创业导师' })).toHaveCount(1);
    await sound(page);
    const offer = page.getByRole('link', { name: /^申请认定: / }).first();
    name = ((await offer.getAttribute('aria-label')) ?? '').replace('申请认定: ', '');
    await offer.click();
    await expect(page.getByRole('heading', { level: 1, name: '江苏省创业导师认定' })).toBeVisible();
    await expect(page.getByRole('heading', { name: '条件', exact: true })).toHaveCount(0);
    await sound(page);
    await page.getByRole('button', { name: '开始填报' }).click();
    await page.getByRole('textbox', { name: '从业经历和专业成就' }).fill('从事软件研发二十年，创办过两家企业。');
    await page.getByRole('textbox', { name: '辅导创业的经历和成效' }).fill('辅导五个团队，两个获得投资。');
    await page.getByRole('textbox', { name: '认定后的服务计划' }).fill('每年24小时，线上时段向其他载体开放。');
    await page.getByRole('textbox', { name: '联系人和电话' }).fill('严运营 025-00000000');
    await page.getByRole('checkbox', { name: /^承诺所提交的材料真实、完整/ }).check();
    await page.getByLabel('上传：导师履历和本人同意申报的签字件').setInputFiles(await photo(page, '签字件.png'));
    await expect(page.getByRole('link', { name: '签字件.png' }).first()).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: '已自动保存' })).toBeVisible();
    await sound(page);
    await page.getByRole('button', { name: '提交申报' }).click();
    await expect(standing.getByText('设区市科技部门审核中', { exact: true })).toBeVisible();
    file = page.url();
  });

  await test.step('the city recommends, the province examines: both see what the mentor did', async () => {
    for (const who of ['秦市经办', '姜省经办']) {
      await become(page, who);
      await takeUp(page, name);
      await expect(page.locator('#mentor').getByText(name)).toBeVisible();
      await say(page, '同意', '情况属实，同意。');
    }
    await expect(standing.getByText('公示中', { exact: true })).toBeVisible();
    await sound(page);
  });

  let endsAt = '';
  await test.step('the notice names the mentor', async () => {
    await page.getByRole('link', { name: '公示', exact: true }).click();
    await page.getByRole('row').filter({ hasText: '待发布' }).getByRole('link').first().click();
    await expect(page.getByRole('table', { name: '公示对象' }).getByText(name)).toBeVisible();
    const phones = page.getByRole('group', { name: '联系电话' });
    if ((await phones.getByLabel('处室').count()) === 0) await phones.getByRole('button', { name: '增加电话' }).click();
    await phones.getByLabel('处室').first().fill('业务处室');
    await phones.getByLabel('电话', { exact: true }).first().fill('025-00000001');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await settled(page);
    await page.getByRole('button', { name: '发布公示' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '发布公示' }).click();
    await page.getByRole('link', { name: '在门户查看' }).click();
    const paper = page.getByRole('article');
    await expect(paper.getByRole('heading', { level: 1 })).toHaveText(/^关于\d{4}年拟认定江苏省创业导师名单的公示$/);
    await expect(paper.getByRole('rowheader', { name })).toBeVisible();
    const id = page.url().split('/').at(-1);
    endsAt = (await call<{ endsAt: string }>(page, 'GET', `/api/public/notices/${id}`)).endsAt;
  });

  await test.step('after the period the province recognises; the certificate is real, and everyone can check it', async () => {
    await travelPast(page, endsAt);
    await become(page, '姜省经办');
    await page.goto(file);
    await expect(async () => {
      await page.reload();
      await expect(standing.getByText('待认定', { exact: true })).toBeVisible({ timeout: 3000 });
    }).toPass({ timeout: 30_000 });
    const decision = page.locator('#decision');
    await decision.getByRole('radio', { name: '予以认定', exact: true }).check();
    await decision.getByLabel('理由').fill('公示期满无异议。');
    await decision.getByRole('button', { name: '保存决定草稿' }).click();
    await expect(decision.getByText('姜省经办拟稿')).toBeVisible();
    await become(page, '苏省签发');
    await page.goto(file);
    await decision.getByRole('button', { name: '签发决定' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '签发决定' }).click();
    await expect(standing.getByText('已认定', { exact: true }).first()).toBeVisible();
    await sound(page);
    await page.goto(`/workspace/mentor-recognitions?q=${encodeURIComponent(name)}`);
    const number = page.getByRole('link', { name: /^苏创导认〔\d{4}〕\d{4}号$/ });
    const written = (await number.textContent()) ?? '';
    await sound(page);
    await page.goto(file);
    const paper = await downloaded(page, page.getByRole('link', { name: /导师证书/ }).first());
    expect(await pdfText(paper.content)).toContain(name);
    await page.goto('/verify');
    await page.getByLabel('编号或 SHA-256').fill(written);
    await page.getByRole('button', { name: '核验', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page.getByText('江苏省创业导师，有效')).toBeVisible();
    await sound(page);
    await page.goto('/verify');
    await page
      .getByLabel('证书 PDF')
      .setInputFiles({ name: paper.name, mimeType: 'application/pdf', buffer: paper.content });
    await page.getByRole('button', { name: '上传核验' }).click();
    await expect(page.getByText('江苏省创业导师，有效')).toBeVisible();
    await page.goto('/mentors');
    await expect(page.getByRole('rowheader').filter({ hasText: name })).toBeVisible();
    await sound(page);
  });
});

test('a mentor’s week: when there is time, days away, and what each space has of it', async ({ page }) => {
  await become(page, '方导师');
  await page.goto('/workspace/mentoring');
  const week = page.locator('#week');
  await expect(week.getByRole('listitem')).toHaveCount(7);
  await expect(week.getByText(/^可约/).first()).toBeVisible();
  const start = await today(page);
  await week.getByRole('button', { name: '下一周' }).click();
  await page.getByRole('button', { name: '我的可约时间' }).click();
  const dialog = page.getByRole('dialog', { name: /可约时间$/ });
  await dialog.getByRole('button', { name: '增加不在的日期' }).click();
  await enterDay(dialog.getByLabel('自').last(), written(later(start, 7)));
  await enterDay(dialog.getByLabel('至').last(), written(later(start, 8)));
  await sound(page);
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toBeHidden();
  await expect(week.getByText('不在', { exact: true })).toHaveCount(2);
  await sound(page);
  await picture(page, 'mentor-week');
  const { rows } = await call<{ rows: { mentorId: string }[] }>(page, 'GET', '/api/me/mentorships');
  const { name } = await call<{ name: string }>(page, 'GET', `/api/mentors/${rows[0]?.mentorId}/hours`);
  await become(page, '刘运营');
  await page.goto(`/workspace/spaces/${ENGAGED}/mentors`);
  await page.getByRole('button', { name: `日历: ${name}` }).click();
  const seen = page.getByRole('dialog', { name: `${name}的日历` });
  await expect(seen.getByRole('listitem')).toHaveCount(7);
  await seen.getByRole('button', { name: '下一周' }).click();
  await expect(seen.getByText('不在', { exact: true })).toHaveCount(2);
  await sound(page);
  await picture(page, 'mentor-week-operator');
});

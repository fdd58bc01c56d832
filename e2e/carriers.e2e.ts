import { become, bookedAtTen, call, choose, enterDay, expect, photo, picture, settled, sound, test } from './stage.ts';

const id = (n: number) => `00000000-0000-8000-9000-0003000000${n}`;
const [CLUSTER, SPACE] = [id(51), id(11)];

test('an officer keeps a cluster, sees how spaces differ and from where they warn; each figure opens', async ({
  page,
}) => {
  await become(page, '李市经办');
  await page.getByRole('link', { name: '众创集聚区' }).click();
  await sound(page);
  await page.getByRole('link', { name: '示例路众创集聚区' }).click();
  await settled(page);
  await page.getByRole('button', { name: '登记成员' }).click();
  const add = page.getByRole('dialog', { name: '登记成员' });
  await choose(page, add.getByLabel('载体'), '示例启航众创空间', '启航');
  await enterDay(add.getByLabel('加入日期'), '2026-05-01');
  await add.getByRole('button', { name: '登记', exact: true }).click();
  await expect(add).toBeHidden();
  await expect(page.getByRole('button', { name: '载体：4家' })).toBeVisible();
  await page.getByRole('button', { name: '载体：4家' }).click();
  await expect(page.getByRole('dialog').getByRole('link', { name: '示例启航众创空间' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.goto(`/workspace/clusters/${CLUSTER}?on=2026-04-30`);
  await expect(page.getByRole('button', { name: '载体：3家' })).toBeVisible();
  await sound(page);
  await page.goto(`/spaces/${CLUSTER}?on=2026-05-01`);
  await expect(page.getByRole('main')).toContainText('示例启航众创空间');
  await sound(page);

  await page.goto('/workspace/portfolio');
  await settled(page);
  await page.getByRole('button', { name: /^示例星图众创空间 在驻团队：/ }).click();
  await expect(
    page
      .getByRole('dialog', { name: /^示例星图众创空间/ })
      .getByRole('listitem')
      .first(),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await sound(page);

  await page.goto('/workspace/health-alerts');
  await settled(page);
  await page.getByRole('button', { name: '设定：入驻率低' }).click();
  const set = page.getByRole('dialog', { name: '设定预警值：入驻率低' });
  await set.getByLabel('预警值').fill('90');
  await set.getByRole('button', { name: '保存' }).click();
  await expect(set).toBeHidden();
  await expect(page.getByRole('row', { name: /入驻率低 低于 90% 主管部门设定/ })).toBeVisible();
  await sound(page);
  // The next morning each space below 90 % is told of once, to the officer and to its operator.
  await call(page, 'POST', '/api/demo/clock', { days: 1, hours: 0 });
  await page.goto('/workspace/');
  const told = page.getByRole('listitem').filter({ hasText: '示例星图众创空间' }).filter({ hasText: '低于90%' });
  await expect(async () => {
    await page.reload();
    await expect(told).toHaveCount(1, { timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await told.getByRole('button', { name: /^知道了/ }).click();
  await expect(told).toHaveCount(0);
  await become(page, '刘运营');
  await expect(told).toHaveCount(1);
  await page.goto(`/workspace/spaces/${SPACE}/health`);
  await settled(page);
  await page.getByRole('button', { name: /^2026-10 已出租的工位·天：/ }).click();
  await expect(page.getByRole('dialog').getByRole('listitem').first()).toContainText('工位·天');
  await page.keyboard.press('Escape');
  await sound(page);
});

test('an operator traces a floor over a picture, by pointer and by keyboard; a new drawing keeps what is taken', async ({
  page,
}) => {
  await become(page, '刘运营');
  await page.goto(`/workspace/spaces/${SPACE}/records?kind=floor`);
  await call(page, 'POST', `/api/carriers/${SPACE}/records/floor`, {
    validFrom: '2026-01-01',
    values: { name: 'B座2层' },
  });
  await page.goto(`/workspace/spaces/${SPACE}/plan`);
  await page.getByRole('button', { name: '绘制B座2层' }).click();
  const drawing = await page.screenshot({ clip: { x: 0, y: 0, width: 600, height: 400 } });
  const upload = async (name: string) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer: drawing });
  await upload('二层.png');
  await expect(page.locator('svg.plan image')).toHaveCount(1);
  await expect(page.getByLabel('画布宽')).toHaveValue('600');
  await expect(page.getByLabel('画布高')).toHaveValue('400');

  await test.step('a room by pointer, corner by corner', async () => {
    await page.getByRole('button', { name: '加多边形' }).click();
    const plan = page.locator('svg.plan');
    const box = (await plan.boundingBox()) ?? { width: 1, height: 1 };
    const at = (x: number, y: number) => ({ x: (x / 600) * box.width, y: (y / 400) * box.height });
    for (const [x, y] of [
      [40, 40],
      [240, 40],
      [240, 180],
      [40, 180],
    ] as const)
      await plan.click({ position: at(x, y) });
    await page.getByRole('button', { name: '完成多边形（4个点）' }).click();
    await choose(page, page.getByLabel('对应哪项资源'), '大会议室', '大会议室');
  });
  await test.step('a desk by keyboard alone', async () => {
    await page.getByRole('button', { name: '加多边形' }).press('Enter');
    const plan = page.getByRole('application');
    await plan.focus();
    const go = async (key: string, times: number) => {
      for (let n = 0; n < times; n++) await plan.press(key);
    };
    await go('ArrowDown', 15);
    await plan.press('Enter');
    await go('ArrowRight', 8);
    await plan.press('Enter');
    await go('ArrowDown', 5);
    await plan.press('Enter');
    await page.getByRole('button', { name: '完成多边形（3个点）' }).press('Enter');
    await choose(page, page.getByLabel('对应哪项资源'), '流动工位', '流动');
    await page.getByLabel(/^第几个/).fill('7');
    await page.getByLabel(/^第几个/).press('Tab');
  });
  await sound(page);
  await page.getByRole('button', { name: '保存为第1版' }).click();
  const card = page.locator('section.card').filter({ has: page.getByRole('heading', { name: 'B座2层（第1版）' }) });
  await expect(card.locator('svg title').filter({ hasText: '大会议室' })).toHaveCount(1);
  await expect(card.locator('svg image')).toHaveCount(1);

  await test.step('a tenancy takes desk 7; it shows as taken under the old drawing and under a new one', async () => {
    const team = await call(page, 'POST', `/api/carriers/${SPACE}/records/team`, {
      validFrom: '2026-11-01',
      values: { name: '示例平面团队' },
    });
    await call(page, 'POST', `/api/carriers/${SPACE}/records/tenancy`, {
      validFrom: '2026-11-20',
      values: { teamId: (team as { id: string }).id, desks: 1, deskCodes: '流动工位-7' },
    });
    await page.reload();
    await expect(card.locator('svg title').filter({ hasText: /流动工位7号：占用.*示例平面团队/ })).toHaveCount(1);
    await page.getByRole('button', { name: '绘制B座2层' }).click();
    await upload('二层改造.png');
    await page.getByRole('button', { name: /^图形：流动工位7号/ }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: '保存为第2版' }).click();
    const second = page.locator('section.card').filter({ has: page.getByRole('heading', { name: 'B座2层（第2版）' }) });
    await expect(second.locator('svg title').filter({ hasText: /流动工位7号：占用.*示例平面团队/ })).toHaveCount(1);
    await expect(page.getByRole('row', { name: /^流动工位/ })).toContainText('示例平面团队');
    await sound(page);
  });
});

test('an operator shows a photo of the space, with what it shows; the portal’s page has it', async ({ page }) => {
  await become(page, '刘运营');
  await page.goto(`/workspace/spaces/${SPACE}`);
  await page.getByRole('button', { name: '设置照片' }).click();
  const dialog = page.getByRole('dialog', { name: '设置照片' });
  await dialog.locator('input[type=file]').setInputFiles(await photo(page, '前厅.png'));
  await expect(dialog.getByLabel('第1张照片的说明')).toHaveValue('前厅');
  await dialog.getByLabel('第1张照片的说明').fill('一楼前厅的开放工位');
  await sound(page);
  await picture(page, 'space-photos-dialog');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('#photos').getByRole('img', { name: '一楼前厅的开放工位' })).toBeVisible();
  await sound(page);
  await picture(page, 'space-photos');
  await page.goto(`/spaces/${SPACE}`);
  const shown = page.getByRole('img', { name: '一楼前厅的开放工位' });
  await expect.poll(() => shown.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(0);
  await sound(page);
  await picture(page, 'space-portal');
});

test('what lets a team pass on is entered as its fact is; what is no amount is refused at its field', async ({
  page,
  faults,
}) => {
  faults.expects(422);
  await become(page, '刘运营');
  await page.goto(`/workspace/spaces/${SPACE}/admissions`);
  await page.getByRole('button', { name: /^规定 ?团队构建$/ }).click();
  const dialog = page.getByRole('dialog', { name: '团队构建' });
  await dialog.getByRole('button', { name: '加一项标准' }).click();
  await dialog.getByLabel('标准1', { exact: true }).fill('研发支出有规模');
  await choose(page, dialog.getByLabel('指标'), '近三个会计年度研发支出', '研发支出');
  await dialog.getByLabel('至少').fill('五十');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.locator('.ant-form-item-explain-error')).toHaveCount(1);
  await sound(page);
  await dialog.getByLabel('至少').fill('50.5');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('#stage-standards')).toContainText('研发支出有规模 近三个会计年度研发支出 ≥ 50.5万元');
  await sound(page);
});

test('hours stand for each day of the week, holidays and weekend days worked', async ({ page }) => {
  await become(page, '刘运营');
  await page.goto(`/workspace/spaces/${SPACE}/resources`);
  await settled(page);
  const tuesday = page.getByRole('group', { name: '周二' });
  await tuesday.getByRole('checkbox', { name: '开放' }).uncheck();
  await page.getByRole('group', { name: '周三' }).getByLabel('从').fill('10:30');
  await page.getByRole('button', { name: '保存开放时间' }).click();
  await page.reload();
  await settled(page);
  await expect(tuesday.getByRole('checkbox', { name: '开放' })).not.toBeChecked();
  await expect(page.getByRole('group', { name: '周三' }).getByLabel('从')).toHaveValue('10:30');
  await expect(page.getByRole('group', { name: '调休上班日' })).toBeVisible();
  await sound(page);

  // A room keeps hours of its own, until it is given back to those of the space.
  const of = page.getByLabel('哪里的');
  await choose(page, of, '路演厅');
  await expect(page.getByText('现在按整个空间的开放时间')).toBeVisible();
  await page.getByRole('group', { name: '周三' }).getByLabel('从').fill('13:00');
  await page.getByRole('button', { name: '保存开放时间' }).click();
  await expect(page.getByRole('button', { name: '恢复为整个空间的时间' })).toBeVisible();
  const wednesday = () =>
    call<{ rows: { resourceId: string | null; dayKind: string; opens: number }[] }>(
      page,
      'GET',
      `/api/carriers/${SPACE}/openings`,
    ).then(({ rows }) => rows.filter(({ dayKind }) => dayKind === 'wed').map(({ opens }) => opens));
  expect((await wednesday()).sort()).toEqual([630, 780]);
  await sound(page);
  await page.getByRole('button', { name: '恢复为整个空间的时间' }).click();
  await expect(page.getByRole('button', { name: '恢复为整个空间的时间' })).toHaveCount(0);
  expect(await wednesday()).toEqual([630]);
  await expect(page.getByRole('group', { name: '周三' }).getByLabel('从')).toHaveValue('10:30');
});

test('occupancy is seen at any day and hour, by keyboard too, and is live again on the way back to now', async ({
  page,
}) => {
  await become(page, '刘运营');
  const [booked] = await bookedAtTen(page, SPACE, '大会议室', { from: 5 });
  await page.goto(`/workspace/spaces/${SPACE}/plan`);
  await settled(page);
  const room = page.getByRole('row', { name: /^大会议室/ });
  const hour = page.getByRole('slider', { name: /^时刻/ });
  await expect(hour).toHaveAttribute('aria-valuetext', '现在');
  await expect(page.getByText('每分钟更新')).toBeVisible();
  await expect(room).toContainText('0/1');

  await hour.focus();
  await hour.press('Home');
  await expect(hour).toHaveAttribute('aria-valuetext', '00:00');
  await expect(room).toContainText('不开放');
  await enterDay(page.getByLabel('日期', { exact: true }), booked?.day ?? '');
  // The day alone keeps the hour that is shown.
  await expect(hour).toHaveAttribute('aria-valuetext', '00:00');
  for (let n = 0; n < 20; n++) await hour.press('ArrowRight');
  await expect(hour).toHaveAttribute('aria-valuetext', '10:00');
  await expect(room).toContainText('1/1');
  await expect(page.locator('svg title').filter({ hasText: /^大会议室：占用，到11:00/ })).not.toHaveCount(0);
  await hour.press('ArrowLeft');
  await expect(room).toContainText('0/1');
  await sound(page);
  await page.getByRole('button', { name: '回到现在' }).press('Enter');
  await expect(hour).toHaveAttribute('aria-valuetext', '现在');
  await expect(page.getByText('每分钟更新')).toBeVisible();
});

import { become, call, choose, expect, settled, sound, test, today } from './stage.ts';

const SPACE = '/workspace/spaces/00000000-0000-8000-9000-000300000011';

test('a founder books a room with a device from a phone, the operator approves, and the door’s code checks in', async ({
  page,
  faults,
}) => {
  faults.expects(409); // the second booking
  await become(page, '林创业');
  await page.setViewportSize({ width: 390, height: 844 });
  const day = await today(page);
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

  await test.step('finds a free slot and books it with a device', async () => {
    await page.goto(`/workspace/book?kind=room&day=${next}&minutes=60&seats=12`);
    await settled(page);
    await expect(page.getByText('积分余额：40')).toBeVisible();
    await page.getByRole('button', { name: /^预订大会议室 ?10:00 ?至11:00/ }).click();
    const dialog = page.getByRole('dialog', { name: '预订大会议室' });
    await dialog.getByRole('checkbox', { name: '移动投影仪' }).check();
    await dialog.getByLabel('用途').fill('产品评审');
    await dialog.getByRole('button', { name: '提交审批' }).click();
    await expect(page.getByText('1次中订好1次')).toBeVisible();
    await page.getByRole('button', { name: '完成' }).click();
  });

  await test.step('a second one at the same time is refused with every reason', async () => {
    const refused = await page.evaluate(
      async ({ next }) => {
        const session = await (await fetch('/api/session')).json();
        const spaces = await (await fetch('/api/bookable-spaces')).json();
        const carrierId = spaces.rows[0].id;
        const free = await (
          await fetch(`/api/carriers/${carrierId}/free?kind=room&day=${next}&minutes=60&seats=1`)
        ).json();
        const room = free.rows.find((row: { name: string }) => row.name === '大会议室');
        const response = await fetch('/api/bookings', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-csrf-token': session.csrfToken },
          body: JSON.stringify({
            carrierId,
            items: [{ resourceId: room.resourceId, quantity: 1 }],
            startsAt: `${next}T10:10:00+08:00`,
            endsAt: `${next}T11:00:00+08:00`,
            attendees: 99,
            payment: 'money',
          }),
        });
        return response.json();
      },
      { next },
    );
    expect(refused.code).toBe('booking.refused');
    expect(refused.fields.map((field: { code: string }) => field.code)).toEqual(['step', 'seats', 'taken']);
  });

  await test.step('a colleague sees the booking and the credits', async () => {
    await become(page, '苏队员');
    await page.goto('/workspace/bookings');
    await settled(page);
    await expect(page.getByText('大会议室、移动投影仪')).toBeVisible();
    await expect(page.getByText('余额 35')).toBeVisible();
    await sound(page);
  });

  await test.step('the operator approves', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await become(page, '刘运营');
    await page.goto(`${SPACE}/resources`);
    await sound(page);
    await page.getByRole('button', { name: '预订条件：大会议室' }).click();
    const terms = page.getByRole('dialog', { name: '预订条件：大会议室' });
    await terms.getByLabel('过多久未签到算未到').fill('60');
    await terms.getByRole('button', { name: '保存' }).click();
    await expect(terms).toBeHidden();
    await page.goto(`${SPACE}/bookings?on=${next}`);
    await settled(page);
    await page
      .getByRole('region', { name: '待审批' })
      .getByRole('button', { name: /^批准：/ })
      .click();
    await page.getByRole('dialog', { name: '批准' }).getByRole('button', { name: '批准', exact: true }).click();
    await expect(page.getByText('没有待审批的预订')).toBeVisible();
    await sound(page);
    await page.goto(`${SPACE}/plan`);
    await sound(page);
    await page.getByRole('button', { name: '绘制A座1层' }).click();
    await page.getByRole('button', { name: '加矩形' }).click();
    await page.getByLabel('名称', { exact: true }).fill('茶水间');
    await page.keyboard.press('Tab');
    await sound(page);
    await page.getByRole('button', { name: '保存为第2版' }).click();
    await expect(page.getByRole('heading', { name: 'A座1层（第2版）' })).toBeVisible();
  });

  await test.step('on the day the address of the QR code checks in', async () => {
    await page.goto(`${SPACE}/resources`);
    const door = await page.getByRole('link', { name: '签到页：大会议室' }).getAttribute('href');
    const { now } = await call<{ now: string }>(page, 'GET', '/api/demo/clock');
    const hours = Math.ceil((Date.parse(`${next}T09:45:00+08:00`) - Date.parse(now)) / 3_600_000);
    await call(page, 'POST', '/api/demo/clock', { days: Math.floor(hours / 24), hours: hours % 24 });
    await become(page, '林创业');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(door ?? '');
    await page.getByRole('button', { name: '签到', exact: true }).click();
    await expect(page.getByText('已签到')).toBeVisible();
    await sound(page);
  });
});

test('booking pages of a team are sound at both widths', async ({ page }) => {
  await become(page, '林创业');
  for (const path of ['/workspace/book', '/workspace/book?kind=desk', '/workspace/bookings']) {
    await page.goto(path);
    await sound(page);
  }
  await choose(page, page.getByLabel('时间', { exact: true }), '以前的');
  await sound(page);
});

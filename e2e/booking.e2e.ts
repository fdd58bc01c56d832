import { sender } from './sender.ts';
import { become, bookedAtTen, call, choose, enterDay, expect, settled, sound, test, today, written } from './stage.ts';

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

test('a full room is waited for from a phone, and by the operator for a team; whoever came first is offered the place', async ({
  page,
}) => {
  await become(page, '刘运营');
  const { rows: spaces } = await call<{ rows: { id: string }[] }>(page, 'GET', '/api/bookable-spaces');
  const carrierId = spaces[0]?.id ?? '';
  const [{ day, bookingId } = { day: '', bookingId: '' }] = await bookedAtTen(page, carrierId, '路演厅', { from: 4 });
  const shown = `${written(day)} 10:00–11:00`;
  const waitAt = async (who: string) => {
    await page.goto(`/workspace/book?space=${carrierId}&kind=room&day=${day}&minutes=60&seats=1`);
    await settled(page);
    await page.locator('summary', { hasText: '已订满的时间，可以候补' }).click();
    await page.getByRole('button', { name: /^候补路演厅 ?10:00 ?至11:00/ }).click();
    const dialog = page.getByRole('dialog', { name: '候补路演厅' });
    if (who) await choose(page, dialog.getByLabel('代哪个团队预订'), who);
    await sound(page);
    await dialog.getByRole('button', { name: '加入候补' }).click();
    return page.getByRole('dialog', { name: '候补结果' });
  };

  await test.step('the team, on a phone', async () => {
    await become(page, '林创业');
    await page.setViewportSize({ width: 390, height: 844 });
    const result = await waitAt('');
    await expect(result).toContainText('第1位');
    await result.getByRole('button', { name: '完成' }).click();
    await page.goto('/workspace/bookings');
    await expect(page.getByRole('row', { name: shown })).toContainText('第1位');
  });

  await test.step('the operator, for a team', async () => {
    await become(page, '刘运营');
    await page.goto(`${SPACE}/bookings?on=${day}`);
    await page.getByRole('link', { name: '预订或代团队预订' }).click();
    await settled(page);
    const { rows } = await call<{ rows: { teamName: string }[] }>(page, 'GET', `/api/carriers/${carrierId}/credits`);
    const result = await waitAt(rows[0]?.teamName ?? '');
    await expect(result).toContainText('第2位');
    await result.getByRole('button', { name: '完成' }).click();
    await call(page, 'POST', `/api/bookings/${bookingId}/cancel`, { version: 1, reason: '不用了' });
  });

  await test.step('the first in line is offered it and takes it; the room asks for approval', async () => {
    await become(page, '林创业');
    await page.goto('/workspace/bookings');
    await expect(page.getByRole('row', { name: shown }).filter({ hasText: '有空位，待确认' })).toHaveCount(1);
    await page.getByRole('button', { name: `接受空位：路演厅 ${shown}` }).click();
    await page.getByRole('dialog', { name: '接受空位' }).getByRole('button', { name: '接受空位' }).click();
    await expect(page.getByRole('row', { name: shown }).filter({ hasText: '待审批' })).toHaveCount(1);
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

test('a booking is moved, handed to a colleague and lost to a closure; another is cancelled by its dates', async ({
  page,
  baseURL,
  faults,
}) => {
  faults.expects(409); // closing over a booking
  await become(page, '林创业');
  const { rows } = await call<{ rows: { id: string }[] }>(page, 'GET', '/api/bookable-spaces');
  const carrierId = rows[0]?.id ?? '';
  const days = await bookedAtTen(page, carrierId, '洽谈室', { from: 1, days: 2, payment: 'credits' });
  const [first, second] = days.map(({ day }) => written(day));
  const row = (when: string) => page.getByRole('table', { name: '预订' }).getByRole('row', { name: when });
  const open = async (deed: string, when: string) => {
    await page.getByRole('button', { name: `${deed}：洽谈室 ${when}` }).click();
    return page.getByRole('dialog', { name: deed });
  };
  await page.goto('/workspace/bookings');
  await settled(page);

  await test.step('what is booked no longer still has its name where the booking stands', async () => {
    const { send, close } = sender(baseURL ?? '');
    const lines = `/api/carriers/${carrierId}/resources`;
    const offer = async (use: string) => {
      const { kind, recordId, resource } = (await send('yunying', 'get', lines)).rows.find(
        ({ name }: { name: string }) => name === '洽谈室',
      );
      const shown = new Set(['id', 'kind', 'recordId', 'name', 'seats', 'qrToken']);
      const terms = Object.fromEntries(Object.entries(resource).filter(([key]) => !shown.has(key)));
      await send('yunying', 'put', `${lines}/${kind}/${recordId}`, { ...terms, use });
    };
    await offer('closed');
    const dialog = await open('改期', `${first} 10:00`);
    await expect(dialog.locator('.ant-select', { has: page.getByLabel('用哪一处') })).toHaveText('洽谈室');
    await dialog.getByRole('button', { name: '返回' }).click();
    await offer('booked');
    await close();
    await page.reload();
    await settled(page);
  });

  await test.step('moved', async () => {
    const dialog = await open('改期', `${first} 10:00`);
    await enterDay(dialog.getByLabel('新的开始时间'), `${first} 14:00`);
    await enterDay(dialog.getByLabel('新的结束时间'), `${first} 15:30`);
    await expect(dialog.getByLabel('用哪一处')).toBeVisible();
    await sound(page);
    await dialog.getByRole('button', { name: '改期' }).click();
    await expect(row(`${first} 14:00–15:30`)).toContainText('2积分');
  });

  await test.step('handed to a colleague', async () => {
    const dialog = await open('转给同事', `${first} 14:00`);
    await choose(page, dialog.getByLabel('转给谁'), '苏队员');
    await sound(page);
    await dialog.getByRole('button', { name: '转给同事' }).click();
    await expect(row(`${first} 14:00–15:30`)).toContainText('苏队员');
  });

  await test.step('cancelled by its dates', async () => {
    const dialog = await open('取消一段日期', `${second} 10:00`);
    await enterDay(dialog.getByLabel('从', { exact: true }), second ?? '');
    await enterDay(dialog.getByLabel('到（含当天）'), second ?? '');
    await dialog.getByLabel('理由').fill('改为线上');
    await sound(page);
    await dialog.getByRole('button', { name: '取消这些天' }).click();
    await expect(dialog.getByText('处理了1项预订')).toBeVisible();
    await sound(page);
    await dialog.getByRole('button', { name: '完成' }).click();
    await expect(row(`${second} 10:00–11:00`)).toContainText('已取消');
  });

  await test.step('closed over: refused, then with the bookings cancelled', async () => {
    await become(page, '刘运营');
    await page.goto(`${SPACE}/resources`);
    await page.getByRole('button', { name: '新增关闭' }).click();
    const dialog = page.getByRole('dialog', { name: '临时关闭' });
    await choose(page, dialog.getByLabel('关闭哪里'), '洽谈室');
    await enterDay(dialog.getByLabel('从', { exact: true }), `${first} 09:00`);
    await enterDay(dialog.getByLabel('到', { exact: true }), `${first} 18:00`);
    await dialog.getByLabel('理由').fill('检修');
    const close = dialog.getByRole('button', { name: '临时关闭' });
    await close.click();
    await expect(dialog.getByText('该时段已有预订')).toBeVisible();
    await sound(page);
    await dialog.getByRole('checkbox').check();
    await close.click();
    await expect(page.getByText(`洽谈室：${first} 09:00至${first} 18:00，检修`)).toBeVisible();
    await become(page, '林创业');
    await page.goto('/workspace/bookings');
    await expect(row(`${first} 14:00–15:30`)).toContainText('临时关闭：检修');
  });
});

import type { Page } from '@playwright/test';
import { usccFor } from '../src/kernel/uscc.ts';
import {
  become,
  call,
  choose,
  enterDay,
  enterMoment,
  expect,
  factOf,
  later,
  onPhone,
  settled,
  sound,
  test,
  today,
  travel,
  travelPast,
  written,
} from './stage.ts';

const SPACE = '示例金陵众创空间';
const CARRIER = '00000000-0000-8000-9000-000300000041';
const INCUBATOR = '示例启明孵化器';
const PHONE = '13900001357';
const TEAM = '示例算筹团队';
const FOUNDER = '秦创始';
const COMPANY = '示例算筹科技有限公司';

/** The next Wednesday after a day: the demo's mentor has time on Wednesday afternoons. */
function nextWednesday(from: string): string {
  const day = new Date(`${from}T00:00:00Z`);
  do day.setUTCDate(day.getUTCDate() + 1);
  while (day.getUTCDay() !== 3);
  return day.toISOString().slice(0, 10);
}

async function status(phone: Page, receipt: string): Promise<void> {
  await phone.goto('/tenancy/status');
  await phone.getByLabel('回执号').fill(receipt);
  await phone.getByLabel('手机号码').fill(PHONE);
  await phone.getByRole('button', { name: '查看' }).click();
  await expect(phone.getByRole('heading', { name: '入驻进度' })).toBeVisible();
}

/** A number of a carrier opens to its records: the named one stands among them. */
async function opens(page: Page, carrierId: string, zh: string, label: string, shown = label): Promise<void> {
  await page.goto(`/workspace/spaces/${carrierId}/facts?q=${encodeURIComponent(zh)}`);
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('cell', { name: zh, exact: false }) })
    .first();
  await row.getByText(/来自\d+条记录/).click();
  await row.getByRole('link', { name: label }).first().click();
  await expect(page.getByRole('table').getByText(shown).first()).toBeVisible();
}

test('the founder’s whole life: found, applied, selected, signed, booked, mentored, registered, reported, moved on, graduated', async ({
  page,
  browser,
  faults,
}) => {
  faults.expects(404);
  faults.expects(409);
  faults.expects(422);
  const phone = await onPhone(browser);
  let receipt = '';
  let admission = '';
  let start = '';
  let tenancy = '';
  let team = '';
  let incubator = '';

  await test.step('a founder finds the space and applies without an account', async () => {
    await phone.goto('/spaces');
    await phone.goto(`/spaces?q=${encodeURIComponent('金陵')}`);
    await phone.getByRole('link', { name: new RegExp(SPACE) }).click();
    await phone.getByRole('link', { name: '申请入驻' }).click();
    await phone.getByRole('button', { name: '提交' }).click();
    await expect(phone.getByRole('alert')).toContainText('请填写');
    await phone.getByLabel('团队或公司名称').fill(TEAM);
    await phone.getByLabel('负责人姓名').fill(FOUNDER);
    await phone.getByLabel('手机号码').fill(PHONE);
    await phone.getByLabel('项目介绍或要咨询的问题').fill('面向小微企业的智能记账软件，已有三家试用。');
    await phone.getByLabel('需要的工位数(可不填)').fill('2');
    await phone.getByRole('button', { name: '提交' }).click();
    await expect(phone.getByRole('heading', { name: '已收到您的申请' })).toBeVisible();
    receipt = (await phone.locator('.panel.good code').textContent()) ?? '';
    expect(receipt).toMatch(/^RZ\d{8}-/);
    await sound(phone);
    await phone.setViewportSize({ width: 390, height: 844 });
  });

  await test.step('the operator appoints a visit, scores by the criteria and selects', async () => {
    await become(page, '严运营');
    start = await today(page);
    expect((await factOf(page, CARRIER, 'space.residents', start)).value).toBe(12);
    await page.goto(`/workspace/spaces/${CARRIER}/admissions`);
    await sound(page);
    await page.getByRole('table').getByRole('link', { name: TEAM }).click();
    await expect(page.getByText(receipt)).toBeVisible();
    admission = page.url();
    await page.getByRole('button', { name: '约定参观' }).click();
    const visit = page.getByRole('dialog', { name: '约定参观' });
    await enterDay(visit.getByLabel('时间'), `${written(start)} 14:30`);
    await visit.getByLabel('地点').fill('示例街8号一层前台');
    await visit.getByRole('button', { name: '保存' }).click();
    await expect(visit).toBeHidden();
    await page.getByRole('button', { name: '评分', exact: true }).click();
    const score = page.getByRole('dialog', { name: /^评分/ });
    await score.getByLabel('技术或模式的先进性').fill('32');
    await score.getByLabel('市场前景').fill('25');
    await score.getByLabel('团队能力').fill('31');
    await score.getByRole('button', { name: '提交评分' }).click();
    await expect(score.getByText('最多30分').first()).toBeVisible();
    await score.getByLabel('团队能力').fill('24');
    await score.getByRole('button', { name: '提交评分' }).click();
    await expect(score).toBeHidden();
    await expect(page.getByRole('heading', { name: '评分：平均81分' })).toBeVisible();
    await page.getByRole('button', { name: '作出遴选结果' }).click();
    const decision = page.getByRole('dialog', { name: /^遴选结果/ });
    await decision.getByLabel(/^理由/).fill('符合遴选标准，欢迎入驻。');
    await decision.getByRole('button', { name: '作出结果' }).click();
    await expect(page.getByRole('button', { name: '拟写协议' })).toBeVisible();
    await sound(page);
  });

  await test.step('the agreement is drawn up; the founder signs it on the phone, then the operator', async () => {
    await page.getByRole('button', { name: '拟写协议' }).click();
    const draft = page.getByRole('dialog', { name: /^拟写协议/ });
    await draft.getByLabel('工位编号').fill('A-07、A-08');
    await draft.getByLabel('租金(每月)').fill('620');
    await draft.getByLabel('服务费(每月)').fill('310');
    await draft.getByLabel('押金').fill('1000');
    await draft.getByRole('button', { name: '保存协议' }).click();
    await expect(draft).toBeHidden();
    await page.getByRole('button', { name: '交团队签署' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '交团队签署' }).click();
    await expect(page.getByText('待团队签署')).toBeVisible();
    await status(phone, receipt);
    await expect(phone.getByText('已入选，请签订入驻协议')).toBeVisible();
    await expect(phone.getByText('3个月，含租金、互联网、水费、电费')).toBeVisible();
    await sound(phone);
    await phone.getByLabel('负责人姓名').fill(FOUNDER);
    await phone.getByRole('button', { name: '签署协议' }).click();
    await expect(phone.getByText('等待运营机构签署')).toBeVisible();
    await page.reload();
    await page.getByRole('button', { name: '运营机构签署' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '运营机构签署' }).click();
    await expect(page.getByText('双方已签')).toBeVisible();
  });

  await test.step('moving in gives the founder a link; the space has one team more from that day', async () => {
    await page.getByRole('button', { name: '办理入驻' }).click();
    const move = page.getByRole('dialog', { name: /^办理入驻/ });
    await move.getByRole('button', { name: '办理入驻' }).click();
    const done = page.getByRole('dialog', { name: '已办理入驻' });
    const link = (await done.getByRole('link', { name: /invitations/ }).getAttribute('href')) ?? '';
    await done.getByRole('link', { name: '查看入驻' }).click();
    await expect(page.getByRole('heading', { level: 1, name: new RegExp(TEAM) })).toBeVisible();
    tenancy = page.url();
    await sound(page);
    expect((await factOf(page, CARRIER, 'space.residents', later(start, -1))).value).toBe(12);
    const residents = await factOf(page, CARRIER, 'space.residents', start);
    expect([residents.value, residents.kinds.length]).toEqual([13, 13]);
    await phone.goto(new URL(link).pathname);
    await phone.getByLabel('账号').fill('qin.chuangshi');
    await phone.getByLabel('密码', { exact: true }).fill('Chuangshi-2026');
    await phone.getByLabel('再次输入密码').fill('Chuangshi-2026');
    await sound(phone);
    await phone.getByLabel('密码', { exact: true }).fill('Chuangshi-2026');
    await phone.getByLabel('再次输入密码').fill('Chuangshi-2026');
    await phone.getByRole('button', { name: '开通账号' }).click();
    await phone.getByRole('link', { name: '登录工作台', exact: true }).last().click();
    await phone.getByLabel('账号', { exact: true }).fill('qin.chuangshi');
    await phone.getByLabel('密码', { exact: true }).fill('Chuangshi-2026');
    await phone.getByRole('button', { name: '登录', exact: true }).click();
    await expect(phone.getByRole('heading', { level: 1, name: '我的待办' })).toBeVisible();
    await phone.goto('/workspace/tenancy');
    await expect(phone.getByRole('heading', { name: new RegExp(SPACE) })).toBeVisible();
    await sound(phone);
  });

  await test.step('the founder books a room with a device from the phone; the operator approves', async () => {
    const next = later(start, 1);
    await phone.setViewportSize({ width: 390, height: 844 });
    await phone.goto(`/workspace/book?kind=room&day=${next}&minutes=60&seats=12`);
    await settled(phone);
    await phone.getByRole('button', { name: /^预订大会议室 ?10:00 ?至11:00/ }).click();
    const dialog = phone.getByRole('dialog', { name: '预订大会议室' });
    await dialog.getByRole('checkbox', { name: '移动投影仪' }).check();
    await dialog.getByLabel('用途').fill('产品评审');
    await dialog.getByRole('button', { name: '提交审批' }).click();
    await expect(phone.getByText('1次中订好1次')).toBeVisible();
    await phone.getByRole('button', { name: '完成' }).click();
    await page.goto(`/workspace/spaces/${CARRIER}/bookings?on=${next}`);
    const asked = page.getByRole('region', { name: '待审批' });
    await asked.getByRole('button', { name: /^批准：/ }).click();
    await page.getByRole('dialog', { name: '批准' }).getByRole('button', { name: '批准', exact: true }).click();
    await expect(page.getByText('没有待审批的预订')).toBeVisible();
    await phone.goto('/workspace/bookings');
    await expect(phone.getByText('大会议室、移动投影仪')).toBeVisible();
  });

  await test.step('and meets a mentor of the network: asked for on the phone, accepted, held, confirmed by both, settled', async () => {
    const day = nextWednesday(start);
    await phone.goto('/workspace/teams');
    await phone.getByRole('table').getByRole('link').first().click();
    await expect(phone.getByRole('heading', { name: '创业者待遇' })).toBeVisible();
    team = phone.url();
    await phone.goto(`${team}/mentors`);
    await expect(phone.getByText('为什么推荐').first()).toBeVisible();
    await phone
      .getByRole('listitem')
      .filter({ hasText: '周三14:00至18:00' })
      .getByRole('button', { name: /^预约/ })
      .click();
    const dialog = phone.getByRole('dialog');
    await enterMoment(phone, dialog.getByLabel('开始时间'), `${day} 09:00`);
    await dialog.getByLabel('想请教的问题').fill('股权怎样设计');
    await dialog.getByRole('button', { name: '提交预约' }).click();
    await expect(dialog.getByText(/不在导师可约时间内/).first()).toBeVisible();
    await enterMoment(phone, dialog.getByLabel('开始时间'), `${day} 14:00`);
    await dialog.getByRole('button', { name: '提交预约' }).click();
    await expect(dialog).toBeHidden();
    await become(page, '方导师');
    await page.getByRole('link', { name: '导师辅导' }).click();
    await page.getByRole('button', { name: /^接受: / }).click();
    await page.getByRole('dialog').getByRole('button', { name: '接受' }).click();
    await expect(page.getByText('已约定').first()).toBeVisible();
    await sound(page);
    await travelPast(page, `${day}T15:00:00+08:00`);
    for (const [who, note] of [
      [page, '先谈股权再谈融资'],
      [phone, ''],
    ] as const) {
      await who.goto('/workspace/mentoring');
      await who.getByRole('button', { name: /^确认并评价: / }).click();
      const said = who.getByRole('dialog');
      await said.getByText('5分', { exact: true }).click();
      if (note) await said.getByLabel('共享笔记').fill(note);
      await said.getByRole('button', { name: '确认并评价' }).click();
      await expect(said).toBeHidden();
    }
    await expect(phone.getByText('已辅导').first()).toBeVisible();
    await expect(phone.getByText('笔记：先谈股权再谈融资')).toBeVisible();
    await become(page, '刘运营');
    await page.goto('/workspace/spaces/00000000-0000-8000-9000-000300000011/mentors');
    await page.getByRole('button', { name: /^结算1小时/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '结算' }).click();
    await expect(page.getByRole('table', { name: '课时结算' }).getByText('300元')).toBeVisible();
    await sound(page);
    await become(page, '严运营');
    await page.goto(tenancy);
  });

  await test.step('the deposit is received; after the free months the statement charges rent to the day', async () => {
    await page.getByRole('button', { name: '押金、预存和退款' }).click();
    const deposit = page.getByRole('dialog', { name: '押金、预存和退款' });
    await deposit.getByLabel('金额').fill('1000');
    await deposit.getByRole('button', { name: '登记' }).click();
    await expect(deposit).toBeHidden();
    await travel(page, 130);
    type Row = { id: string; teamName: string; owedFen: number };
    await expect
      .poll(
        async () => {
          const { rows } = await call<{ rows: Row[] }>(page, 'GET', `/api/carriers/${CARRIER}/tenancies?size=200`);
          return rows.find(({ teamName }) => teamName === TEAM)?.owedFen ?? 0;
        },
        { timeout: 60_000 },
      )
      .toBeGreaterThan(310_00 * 3);
    await page.reload();
    const statements = page.getByRole('region', { name: '账单' });
    await expect(statements.getByText(/租金\d+天/).first()).toBeVisible();
    await sound(page);
    await page
      .getByRole('button', { name: /^收款 ZD/ })
      .last()
      .click();
    const pay = page.getByRole('dialog', { name: /^收款/ });
    await pay.getByLabel('方式').fill('转账');
    await pay.getByRole('button', { name: '登记收款' }).click();
    await expect(pay).toBeHidden();
    await expect(statements.getByText('已付清').first()).toBeVisible();
    const now = await today(page);
    const income = await factOf(page, CARRIER, 'space.serviceIncome', now);
    expect(income.value).toBeGreaterThan(900_00);
    expect(new Set(income.kinds)).toEqual(new Set(['statement']));
    await phone.goto('/workspace/tenancy');
    await expect(phone.getByText(/有逾期未付的账单/)).toBeVisible();
    await sound(phone);
  });

  await test.step('the founder registers the company at the desk: certificate of domicile, window, one identity', async () => {
    await phone.goto('/workspace/registrations');
    await phone.setViewportSize({ width: 390, height: 844 });
    await phone.getByRole('button', { name: '申请登记企业' }).click();
    const asked = phone.getByRole('dialog', { name: '申请登记企业' });
    await expect(asked.getByText(/可以办理：以工位为住所（四\(五\)）/)).toBeVisible();
    await choose(phone, asked.getByLabel('工位', { exact: true }), 'A-07');
    await asked.getByLabel('企业名称').fill(COMPANY);
    await asked.getByRole('button', { name: '提交申请' }).click();
    await expect(asked).toBeHidden();
    await expect(phone.getByText('待开具住所证明')).toBeVisible();
    await page.goto('/workspace/registrations');
    await page.getByRole('button', { name: '开具住所证明' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '开具住所证明' }).click();
    await expect(page.getByRole('cell').getByText('待窗口登记')).toBeVisible();
    await sound(page);
    await become(page, '柳窗口');
    await page.goto('/workspace/registrations');
    await page.getByRole('button', { name: '登记企业' }).click();
    const window = page.getByRole('dialog', { name: /^登记企业/ });
    const uscc = usccFor(8642, '320102');
    await window.getByLabel('统一社会信用代码').fill(`${uscc.slice(0, 17)}${uscc[17] === '1' ? '2' : '1'}`);
    await window.getByRole('button', { name: '登记', exact: true }).click();
    await expect(window.getByText('统一社会信用代码校验位不符，请核对').first()).toBeVisible();
    await window.getByLabel('统一社会信用代码').fill(uscc);
    await window.getByRole('button', { name: '登记', exact: true }).click();
    await expect(window).toBeHidden();
    await expect(page.getByRole('cell').getByText('已登记', { exact: true })).toBeVisible();
    await sound(page);
    await page.getByRole('link', { name: new RegExp(`^核验 ${COMPANY}`) }).click();
    await expect(page.getByRole('heading', { name: '住所证明有效，企业已登记' })).toBeVisible();
    await expect(page.getByText(uscc)).toBeVisible();
    await sound(page);
    await become(page, '严运营');
    const now = await today(page);
    const registered = await factOf(page, CARRIER, 'space.newlyRegistered', now);
    expect(registered.labels).toContain(COMPANY);
    expect((await factOf(page, CARRIER, 'space.newlyRegistered', later(now, -1))).labels).not.toContain(COMPANY);
  });

  await test.step('the founder reports and enters an investment; confirmed by the operator, it meets the conditions to graduate', async () => {
    await phone.goto(`${team}/records?kind=team_report`);
    await phone.getByRole('button', { name: '新增月度报告' }).first().click();
    const report = phone.getByRole('dialog');
    await report.getByLabel('月份').fill((await today(page)).slice(0, 7));
    await report.getByLabel('进展').fill('签下首批付费客户。');
    await report.getByRole('button', { name: '保存' }).click();
    await expect(report).toBeHidden();
    await phone.goto(`${team}/records?kind=financing_round`);
    await phone.getByRole('button', { name: '新增融资' }).first().click();
    const round = phone.getByRole('dialog');
    await choose(phone, round.getByLabel('类型'), '风险投资');
    await round.getByLabel('轮次').fill('A轮');
    await round.getByLabel('金额').fill('600');
    await round.getByRole('button', { name: '保存' }).click();
    await expect(round).toBeHidden();
    await expect(phone.getByRole('table').getByText('待核实').first()).toBeVisible();
    await sound(phone);
    await phone.goto(team);
    await expect(phone.locator('#graduation').getByText('材料不足').first()).toBeVisible();
    await sound(phone);
    for (const kind of ['team_report', 'financing_round']) {
      await page.goto(`${team}/records?kind=${kind}`);
      await page.getByRole('button', { name: /^核实: / }).click();
      await expect(page.getByRole('cell', { name: '已核实' })).toBeVisible();
    }
    await page.goto(team);
    await expect(page.locator('#graduation').getByRole('heading', { name: '在孵企业毕业 符合' })).toBeVisible();
    await page.locator('#graduation').getByText('来自1条记录').first().click();
    await expect(page.locator('#graduation').getByRole('link', { name: 'A轮' })).toBeVisible();
  });

  await test.step('another operator’s incubator takes the team over, with its consent and its file; both spaces count it on the right days', async () => {
    await travel(page, 1); // the company was registered while the team was still here
    await become(page, '曾运营');
    const known = await call<{ rows: { territoryId: string; operatorId: string }[] }>(
      page,
      'GET',
      '/api/carriers?size=1',
    );
    const { territoryId, operatorId } = known.rows[0] ?? { territoryId: '', operatorId: '' };
    const blank = { form: null, serviceModel: null, features: [], address: null, closedOn: null, virtualUrl: null };
    const data = {
      ...blank,
      summary: null,
      source: null,
      focus: '软件和信息服务',
      goals: null,
      openedOn: '2020-01-01',
    };
    const made = await call<{ id: string }>(page, 'POST', '/api/carriers', {
      ...data,
      kind: 'incubator',
      name: INCUBATOR,
      territoryId,
      operatorId,
    });
    incubator = made.id;
    await become(page, '严运营');
    await page.goto(team);
    await page.getByRole('button', { name: '转到下一家载体' }).click();
    const propose = page.getByRole('dialog');
    await choose(page, propose.getByLabel('转入载体'), INCUBATOR, '启明');
    await propose.getByLabel('理由').fill('已获融资，进入孵化器阶段');
    await propose.getByRole('button', { name: '提出' }).click();
    await expect(propose).toBeHidden();
    await phone.setViewportSize({ width: 390, height: 844 });
    await phone.goto('/workspace/transfers');
    await phone.getByRole('button', { name: /^同意转移: / }).click();
    await phone.getByRole('dialog').getByRole('button', { name: '同意转移' }).click();
    await expect(phone.getByText('待接收方答复')).toBeVisible();
    await become(page, '曾运营');
    await page.getByRole('link', { name: '移苗入孵' }).click();
    await page.getByRole('button', { name: /^接收: / }).click();
    const day = await today(page);
    await enterDay(page.getByRole('dialog').getByLabel('转入日期'), day);
    await page.getByRole('dialog').getByRole('button', { name: '接收', exact: true }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.getByRole('button', { name: /^办理转入: / }).click();
    await page.getByRole('dialog').getByRole('button', { name: '办理转入' }).click();
    // The move leads on to the agreement, filled in from what was accepted.
    const agreement = page.getByRole('dialog', { name: /^入驻协议/ });
    await expect(agreement.getByLabel('负责人')).toHaveValue(FOUNDER);
    await sound(page);
    await page.goto('/workspace/transfers?state=done');
    await expect(page.getByRole('link', { name: /^拟写入驻协议: / })).toBeVisible();
    await page.goto(team);
    await expect(page.locator('#stays').getByText(INCUBATOR)).toBeVisible();
    await expect(page.locator('#graduation').getByRole('heading', { name: '在孵企业毕业 符合' })).toBeVisible();
    const here = await factOf(page, incubator, 'space.residents', day);
    expect([here.value, here.kinds]).toEqual([1, ['tenancy']]);
    expect((await factOf(page, incubator, 'space.residents', later(day, -1))).value ?? 0).toBe(0);
    await page.getByRole('link', { name: '孵化看板' }).click();
    await expect(page.getByRole('heading', { name: '项目发现' })).toBeVisible();
    await sound(page);
    await become(page, '严运营');
    expect((await factOf(page, CARRIER, 'space.residents', later(day, -1))).value).toBe(13);
    expect((await factOf(page, CARRIER, 'space.residents', day)).value).toBe(12);
    await expect
      .poll(async () => (await call<{ rows: { state: string }[] }>(page, 'GET', '/api/registrations')).rows[0]?.state)
      .toBe('ending');
    const file = `/api/teams/${team.split('/').at(-1)}`;
    expect(await page.evaluate(async (path) => (await fetch(path)).status, file)).toBe(404);
  });

  await test.step('notice is given and taken back; then the team graduates by the incubator’s criteria, and the number opens to it', async () => {
    await travel(page, 1);
    const last = await today(page);
    await phone.goto('/workspace/tenancy');
    await phone.getByRole('button', { name: '通知退出' }).click();
    const notice = phone.getByRole('dialog', { name: '通知退出' });
    await enterDay(notice.getByLabel('最后一天'), written(last));
    await notice.getByLabel('理由').fill('团队扩大，迁入更大的办公室。');
    await notice.getByRole('button', { name: '提交' }).click();
    await expect(notice).toBeHidden();
    await become(page, '曾运营');
    const criteria = { items: [{ says: '达到国家规定的毕业条件' }] };
    await call(page, 'POST', `/api/carriers/${incubator}/criteria/graduation`, criteria);
    await page.goto(`/workspace/spaces/${incubator}/tenancies`);
    await page.getByRole('table').getByRole('link', { name: COMPANY }).click();
    const departure = page.getByRole('region', { name: '退出：交接清单' });
    await departure.getByRole('button', { name: '撤回通知' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤回通知' }).click();
    await page.getByRole('button', { name: '退出、毕业或淘汰' }).click();
    const graduation = page.getByRole('dialog', { name: /^退出/ });
    await graduation.getByRole('radio', { name: '毕业' }).check();
    await graduation.getByRole('checkbox', { name: '达到国家规定的毕业条件' }).check();
    await graduation.getByLabel('理由').fill('累计获得投资超过500万元。');
    await graduation.getByRole('button', { name: '登记' }).click();
    await expect(graduation).toBeHidden();
    await expect(departure.getByRole('checkbox')).toHaveCount(7);
    for (const box of await departure.getByRole('checkbox').all()) await box.check();
    await departure.getByRole('button', { name: '保存清单' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '保存清单' }).click();
    await departure.getByRole('button', { name: '完成退出' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '完成退出' }).click();
    await expect(page.getByRole('heading', { name: '退出', exact: true })).toBeVisible();
    await settled(page);
    await sound(page);
    expect((await factOf(page, incubator, 'incubator.graduates', last)).value).toBe(1);
    expect((await factOf(page, incubator, 'incubator.graduates', later(last, -1))).value ?? 0).toBe(0);
    expect((await factOf(page, incubator, 'space.residents', last)).value).toBe(1);
    expect((await factOf(page, incubator, 'space.residents', later(last, 1))).value ?? 0).toBe(0);
    const { labels } = await factOf(page, incubator, 'incubator.graduates', last);
    await opens(page, incubator, '累计毕业企业数', labels[0] ?? '');
    await become(page, '严运营');
    await opens(page, CARRIER, '新注册企业数', COMPANY, TEAM);
  });
  expect(admission).toContain('/admissions/');
  await phone.context().close();
});

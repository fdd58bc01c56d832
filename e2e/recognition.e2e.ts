import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import {
  become,
  call,
  choose,
  downloaded,
  enterDay,
  expect,
  judgeAll,
  pdfText,
  photo,
  say,
  settled,
  sound,
  takeUp,
  test,
  today,
  wordText,
} from './stage.ts';

const SPACE = '示例晨曦众创空间';
const LIKE = '00000000-0000-8000-9000-000300000011'; // 示例星图众创空间
const OPINIONS = ['服务体系完善，导师队伍稳定', '入驻团队质量较好，建议加强融资服务', '公共场地充足，运营规范'];
const SCORES = [98, 97, 99];

test('湖南 第六条: one application through all steps to the page of its plaque', async ({ page, browser, faults }) => {
  faults.expects(422); // handed in without the commitment
  const cast = { operator: '刘运营', city: '李市经办', officer: '陈省经办', director: '周省签发' } as const;

  await test.step('the operator registers the space and keeps its records', async () => {
    await become(page, cast.operator);
    await page.getByRole('link', { name: '我的空间' }).click();
    await page.getByRole('button', { name: '登记载体' }).first().click();
    const dialog = page.getByRole('dialog', { name: '登记载体' });
    await dialog.getByLabel('名称', { exact: true }).fill(SPACE);
    await choose(page, dialog.getByLabel('所在地'), '示例高新区', '示例高新区');
    await dialog.getByLabel('地址').fill('示例路99号');
    await enterDay(dialog.getByLabel('开始运营日期'), '2021年3月1日');
    await dialog.getByLabel('经营方向').fill('智能传感');
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: new RegExp(SPACE) })).toBeVisible();
    const carrierId = page.url().match(/spaces\/([0-9a-f-]{36})/)?.[1] ?? '';
    await copyRecords(page, LIKE, carrierId);
    await page.goto(`/workspace/spaces/${carrierId}/records?kind=seed_fund`);
    await page.getByRole('button', { name: '新增种子基金' }).first().click();
    const record = page.getByRole('dialog', { name: '新增 · 种子基金' });
    await enterDay(record.getByLabel('设立日期'), '2022年5月1日');
    await record.getByLabel('基金名称').fill('晨曦种子基金');
    await record.getByLabel(/规模/).fill('150');
    await record.getByRole('button', { name: '保存' }).click();
    await expect(record).toBeHidden();
    await expect(page.getByRole('table').getByText('晨曦种子基金')).toBeVisible();
    await sound(page);
  });

  await test.step('the form is read before anything is started', async () => {
    await page.getByRole('link', { name: '申报与备案' }).click();
    await choose(page, page.getByLabel('为哪个空间办理'), SPACE);
    const door = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: '湖南省众创空间认定', exact: true }) });
    await expect(door.getByText('受理中')).toBeVisible();
    await door.getByRole('link', { name: '通读条件和程序' }).click();
    await expect(page.getByText('众创空间面积在500平方米(含)以上')).toBeVisible();
    await expect(page.getByText('有种子基金，或者有紧密的投资合作和成功实例')).toBeVisible();
    await expect(page.getByText('推荐单位审核同意的，出具推荐函报省科技厅')).toBeVisible();
    await sound(page);
  });

  await test.step('the application is filled, saved by itself, and submitted with its evidence', async () => {
    await page.getByRole('button', { name: '开始填报' }).click();
    await expect(page.getByRole('button', { name: '提交申报' })).toBeVisible();
    await choose(page, page.getByLabel('推荐单位', { exact: true }), '长沙市科技局', '长沙');
    await page
      .getByRole('textbox', { name: '众创空间简介', exact: true })
      .fill('面向智能传感领域的初创团队，提供工位、导师、路演和投融资对接。');
    await page.getByLabel('运营模式', { exact: true }).fill('基础服务免费，增值服务收费，以股权投资分享成长收益。');
    await page.getByRole('textbox', { name: '联系人和电话', exact: true }).fill('刘运营 0731-00000000');
    await expect(page.getByRole('status').filter({ hasText: '已自动保存' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('textbox', { name: '联系人和电话', exact: true })).toHaveValue('刘运营 073******0000');
    for (const evidence of ['营业执照或法人证书', '场地产权证明或租赁合同', '运营模式说明']) {
      await page
        .getByLabel(`上传：${evidence}`)
        .first()
        .setInputFiles(await photo(page, `${evidence}.png`));
      await expect(page.getByRole('link', { name: `${evidence}.png` }).first()).toBeVisible();
    }
    await page.getByRole('button', { name: '提交申报' }).click();
    await expect(page.getByText(/请确认.承诺所提交的材料真实、完整/).first()).toBeVisible();
    await page.getByRole('checkbox', { name: '承诺所提交的材料真实、完整' }).check();
    await expect(page.getByRole('status').filter({ hasText: '已自动保存' })).toBeVisible();
    await sound(page);
    await page.getByRole('button', { name: '提交申报' }).click();
    await expect(
      page.getByRole('region', { name: '办理进度' }).getByText('推荐单位审核中', { exact: true }),
    ).toBeVisible();
    await sound(page);
  });
  const casePage = page.url();

  await test.step('the recommending body agrees; its letter is there as Word and PDF', async () => {
    await become(page, cast.city);
    await takeUp(page, SPACE);
    await sound(page);
    await say(page, '同意', '材料齐全，情况属实，同意推荐。');
    await expect(
      page.getByRole('region', { name: '办理进度' }).getByText('省科技厅受理审查中', { exact: true }),
    ).toBeVisible();
    const papers = page.locator('#papers');
    const letters = papers.getByRole('link', { name: /推荐函/ });
    await expect(letters).toHaveCount(2);
    const texts: string[] = [];
    for (const letter of await letters.all()) {
      const { name, content } = await downloaded(page, letter);
      texts.push(name.endsWith('.docx') ? await wordText(content) : await pdfText(content));
      expect(name).toMatch(/\.(docx|pdf)$/);
    }
    for (const text of texts) {
      expect(text).toContain(SPACE);
      expect(text).toContain('长沙市科技局');
      expect(text).toContain('同意推荐');
    }
  });

  await test.step('the province judges what is left to a person and accepts', async () => {
    await become(page, cast.officer);
    await takeUp(page, SPACE);
    expect(await judgeAll(page)).toBeGreaterThanOrEqual(4);
    await sound(page);
    await say(page, '同意', '材料齐全，予以受理。');
    await expect(page.getByRole('region', { name: '办理进度' }).getByText('专家评审中', { exact: true })).toBeVisible();
  });

  const experts: string[] = [];
  await test.step('experts are assigned; who once worked for the applicant cannot be', async () => {
    await page.getByRole('button', { name: '选派专家' }).click();
    await expect(page.getByText(/应当回避\(任职关系\).*示例星图创业服务有限公司/)).toBeVisible();
    await expect(page.getByRole('checkbox', { name: /专家戊/ })).toBeDisabled();
    await sound(page);
    await page.getByRole('button', { name: '确认3名专家' }).click();
    const seats = page.getByRole('table', { name: '评审专家' }).getByRole('row').filter({ hasText: '专家' });
    await expect(seats.filter({ hasText: /专家[甲乙丙丁]/ })).toHaveCount(3);
    for (const row of await seats.allTextContents())
      experts.push(...(row.match(/专家[甲乙丙丁戊]/)?.slice(0, 1) ?? []));
    expect(experts).toHaveLength(3);
  });

  await test.step('each scores without seeing the others; afterwards all is shown', async () => {
    for (const [index, expert] of experts.entries()) {
      await become(page, expert);
      await page.getByRole('link', { name: '我的评审' }).click();
      await expect(page.getByRole('heading', { level: 1, name: '我的评审' })).toBeVisible();
      await page.getByRole('link', { name: new RegExp(SPACE) }).click();
      await expect(page.getByText('提交前看不到其他专家的分数和意见')).toBeVisible();
      await expect(page.getByRole('heading', { name: /其他专家/ })).toHaveCount(0);
      for (const other of OPINIONS) await expect(page.getByText(other)).toHaveCount(0);
      await page.getByLabel(/^评分/).fill(String(SCORES[index]));
      await page.getByLabel('评审意见').fill(OPINIONS[index] ?? '');
      await page.getByRole('radio', { name: '建议通过', exact: true }).check();
      if (index === 0) await sound(page);
      await page.getByRole('button', { name: '提交评审' }).click();
      await expect(page.getByRole('heading', { name: /其他专家/ })).toBeVisible();
      for (const [other, opinion] of OPINIONS.entries())
        await expect(page.getByText(opinion)).toHaveCount(other <= index ? 1 : 0);
    }
    await sound(page);
  });

  await test.step('the visit is recorded with a photo', async () => {
    await become(page, cast.officer);
    await takeUp(page, SPACE);
    const record = page.locator('#site-visit');
    await enterDay(record.getByLabel('考察日期'), await today(page));
    await record.getByLabel('地点').fill('示例路99号');
    await record.getByLabel('姓名').fill('陈省经办');
    await record.getByLabel('单位').fill('湖南省科学技术厅');
    await record.getByRole('button', { name: '增加一人' }).click();
    await record.getByLabel('姓名').nth(1).fill('专家甲');
    await choose(page, record.getByLabel('现场情况').first(), '现场属实');
    for (const says of (await record.getByLabel('说明', { exact: true }).all()).slice(1))
      await says.fill('已核对书面材料');
    await record.getByLabel('考察意见').fill('现场与申报材料相符。');
    await record.getByLabel('上传照片').setInputFiles(await photo(page, '公共办公区.png'));
    await expect(record.getByRole('link', { name: '公共办公区.png' })).toBeVisible();
    await sound(page);
    await record.getByRole('button', { name: '提交考察记录' }).click();
    await expect(page.getByRole('region', { name: '办理进度' }).getByText('拟定名单中', { exact: true })).toBeVisible();
    await expect(page.locator('#papers').getByRole('link', { name: /考察/ }).first()).toBeVisible();
  });

  await test.step('the list is drawn up by the officer and released by the director', async () => {
    await page.locator('#shortlist').getByRole('link', { name: '去拟定名单' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '拟定名单' })).toBeVisible();
    await page.getByRole('row').filter({ hasText: '拟定中' }).getByRole('link').first().click();
    await expect(page.getByRole('radiogroup', { name: new RegExp(SPACE) })).toBeVisible();
    for (const line of await page.getByRole('radiogroup').all())
      await line.getByRole('radio', { name: '入选', exact: true }).check();
    await page.getByRole('button', { name: '保存拟定' }).click();
    await sound(page);
    await page.getByRole('button', { name: '送负责人签发' }).click();
    await expect(page.getByText('已送签，等待负责人签发。')).toBeVisible();
    const list = page.url();
    await become(page, cast.director);
    await page.goto(list);
    await page.getByRole('button', { name: '签发并发布' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '签发并发布' }).click();
    await expect(page.getByText('已发布')).toBeVisible();
    await sound(page);
  });

  let notice = '';
  let lastDay = '';
  await test.step('the notice goes up with the elements of a real one', async () => {
    await become(page, cast.officer);
    await page.getByRole('link', { name: '公示', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: '公示', exact: true })).toBeVisible();
    await page.getByRole('row').filter({ hasText: '待发布' }).getByRole('link').first().click();
    await expect(page.getByRole('table', { name: '公示对象' }).getByText(SPACE)).toBeVisible();
    const phones = page.getByRole('group', { name: '联系电话' });
    for (const [index, [office, phone]] of [
      ['业务处室', '0731-00000001'],
      ['机关纪委', '0731-00000002'],
    ].entries()) {
      if (index >= (await phones.getByLabel('处室').count()))
        await phones.getByRole('button', { name: '增加电话' }).click();
      await phones
        .getByLabel('处室')
        .nth(index)
        .fill(office ?? '');
      await phones
        .getByLabel('电话', { exact: true })
        .nth(index)
        .fill(phone ?? '');
    }
    await sound(page);
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(phones.getByLabel('处室').nth(1)).toHaveValue('机关纪委');
    await settled(page);
    await page.getByRole('button', { name: '发布公示' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '发布公示' }).click();
    await page.getByRole('link', { name: '在门户查看' }).click();
    const paper = page.getByRole('article');
    await expect(paper.getByRole('heading', { level: 1 })).toHaveText(/^关于\d{4}年拟认定湖南省众创空间名单的公示$/);
    await expect(page.getByText('430000/').first()).toBeVisible();
    await expect(paper.getByRole('heading', { name: '受理部门和电话' })).toBeVisible();
    await expect(paper.getByRole('link', { name: '0731-00000001' })).toHaveAttribute('href', 'tel:073100000001');
    await expect(paper.getByText('机关纪委')).toBeVisible();
    await expect(paper.getByText('湖南省科学技术厅').first()).toBeVisible();
    await expect(paper.getByRole('rowheader', { name: SPACE })).toBeVisible();
    await expect(paper.getByText(/实名|真实姓名/).first()).toBeVisible();
    await expect(page.getByRole('link', { name: '提出异议' })).toBeVisible();
    const text = (await paper.textContent()) ?? '';
    const [, year, month, day] = text.match(/至(\d{4})年(\d{1,2})月(\d{1,2})日/) ?? [];
    lastDay = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
    notice = page.url();
    await sound(page);
    const pdf = await downloaded(page, page.getByRole('link', { name: '下载 PDF' }));
    expect(await pdfText(pdf.content)).toContain(SPACE);
  });

  await test.step('five working days pass without an objection', async () => {
    await page.goto(casePage);
    await expect(page.getByRole('region', { name: '办理进度' }).getByText('公示中', { exact: true })).toBeVisible();
    const days = (Date.parse(lastDay) - Date.parse(await today(page))) / 86_400_000;
    expect(days).toBeGreaterThanOrEqual(4);
    await call(page, 'POST', '/api/demo/clock', { days });
    await page.reload();
    await expect(page.getByRole('region', { name: '办理进度' }).getByText('公示中', { exact: true })).toBeVisible();
    await call(page, 'POST', '/api/demo/clock', { days: 1 });
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('region', { name: '办理进度' }).getByText('待作出决定', { exact: true })).toBeVisible(
        {
          timeout: 5_000,
        },
      );
    }).toPass({ timeout: 90_000 });
    await page.goto(notice);
    await expect(page.getByText('公示期已满，不再受理异议。')).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: SPACE })).toContainText('公示无异议');
  });

  await test.step('the officer drafts, the director signs', async () => {
    await become(page, cast.officer);
    await takeUp(page, SPACE);
    const decision = page.locator('#decision');
    await expect(decision.getByLabel('理由')).toHaveValue(/21项条件符合。专家评审得分98。/);
    await decision.getByRole('radio', { name: '予以通过' }).check();
    await decision.getByRole('button', { name: '保存决定草稿' }).click();
    await expect(decision.getByText('陈省经办拟稿')).toBeVisible();
    await expect(decision.getByRole('button', { name: '签发决定' })).toHaveCount(0);
    await sound(page);
    await become(page, cast.director);
    await takeUp(page, SPACE);
    await decision.getByRole('button', { name: '签发决定' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '签发决定' }).click();
    await expect(decision.getByText(/湖南省众创空间决〔\d{4}〕\d+号/)).toBeVisible();
    await decision.getByRole('button', { name: '重新计算核对' }).click();
    await expect(decision.getByText('封存内容完整，重新计算结果一致')).toBeVisible();
    await sound(page);
  });

  await test.step('the plaque is handed over', async () => {
    await become(page, cast.officer);
    await page.goto(casePage);
    const award = page.locator('#award');
    await award.getByLabel('地点').fill('示例高新区');
    await award.getByLabel('授牌人').fill('周省签发');
    await award.getByLabel('领牌人').fill('刘运营');
    await sound(page);
    await award.getByRole('button', { name: '登记授牌' }).click();
    await expect(
      page.getByRole('region', { name: '办理进度' }).getByText('已认定并授牌', { exact: true }),
    ).toBeVisible();
    await sound(page);
  });

  await test.step('the certificate is verified by its file and its number, the plaque shows the live state', async () => {
    await page.goto(`/workspace/designations?q=${encodeURIComponent(SPACE)}`);
    await page.getByRole('table').getByRole('link', { name: SPACE }).click();
    await sound(page);
    const numbered = page.getByText(/^湘众创认〔\d{4}〕\d{3}号$/).first();
    const number = (await numbered.textContent()) ?? '';
    const certificate = await downloaded(page, page.getByRole('link', { name: '下载证书 PDF' }));
    const text = await pdfText(certificate.content);
    expect(text).toContain(SPACE);
    expect(text).toContain(number);
    const plaque = await page.getByRole('link', { name: '公开页' }).getAttribute('href');
    expect(plaque).toMatch(/^\/p\/[2-9a-z]{12}$/);

    const street = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' });
    const passer = await street.newPage();
    await passer.goto(plaque ?? '');
    await expect(passer.getByRole('heading', { level: 1, name: `${SPACE}的标牌` })).toBeVisible();
    await expect(passer.getByText('资格有效', { exact: true })).toBeVisible();
    await expect(passer.getByText(number).first()).toBeVisible();
    await passer.goto('/verify');
    await passer.getByLabel('证书 PDF').setInputFiles({
      name: 'certificate.pdf',
      mimeType: 'application/pdf',
      buffer: certificate.content,
    });
    await passer.getByRole('button', { name: '上传核验' }).click();
    await expect(passer.getByRole('status')).toContainText('文件与核发的证书一致');
    await expect(
      passer.getByText(createHash('sha256').update(certificate.content).digest('hex')).first(),
    ).toBeVisible();
    await passer.goto('/verify');
    await passer.getByLabel('证书 PDF').setInputFiles({
      name: 'certificate.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.concat([certificate.content, Buffer.from('\n')]),
    });
    await passer.getByRole('button', { name: '上传核验' }).click();
    await expect(passer.getByRole('alert')).toContainText('文件与本平台核发的任何证书都不一致');
    await street.close();

    await page.goto(plaque ?? '');
    await sound(page);
    await page.goto(`/verify?q=${encodeURIComponent(number)}`);
    await expect(page.getByRole('status')).toContainText('查到此编号的资格');
    await sound(page);
  });
});

const KINDS = [
  'premises',
  'lease',
  'area_use',
  'desk',
  'room',
  'facility',
  'service',
  'staff',
  'mentor',
  'mentor_agreement',
  'team',
  'tenancy',
  'tenancy_terms',
  'cooperation_agreement',
  'institutional_document',
];

interface Kept {
  readonly rootId: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly values: Record<string, unknown>;
}

/** The new space keeps what a space of the demo keeps; what refers to a record refers to its copy. */
async function copyRecords(page: Page, from: string, to: string): Promise<void> {
  const copies = new Map<string, string>();
  for (const kind of KINDS) {
    const { rows } = await call<{ rows: Kept[] }>(page, 'GET', `/api/carriers/${from}/records/${kind}?size=200`);
    expect(rows.length, kind).toBeGreaterThan(0);
    for (const { rootId, validFrom, validTo, values } of rows) {
      const own = Object.entries(values).map(([name, value]) => [name, copies.get(String(value)) ?? value]);
      const copy = await call<Kept>(page, 'POST', `/api/carriers/${to}/records/${kind}`, {
        validFrom,
        validTo,
        values: Object.fromEntries(own),
      });
      copies.set(rootId, copy.rootId);
    }
  }
}

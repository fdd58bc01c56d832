import { handedIn, verb } from '../src/effects/evaluation.given.ts';
import { sender } from './sender.ts';
import { become, choose, downloaded, expect, photo, picture, settled, sound, test } from './stage.ts';

const OFFICER = 'sheng.jingban';
const SCORED = '示例星图众创空间';
const FILLING = '示例聚光众创空间';
const ACCOUNT = '围绕文创设计办路演和对接会，全年签约投资三家(示例)。';
const PROVES = '六场路演的到场团队和机构';

test('the demo’s yearly evaluation: a unit fills in, experts score, the round is calibrated, a head departs in writing', async ({
  page,
  baseURL,
  faults,
}) => {
  const { send, accountOf, close } = sender(baseURL ?? '');
  const seen = async (name: string) => {
    await sound(page);
    await picture(page, name);
  };
  const [round] = (await send(OFFICER, 'get', '/api/evaluations')).rows;
  const { rows } = await send(OFFICER, 'get', `/api/evaluations/${round.roundId}/members`);
  const caseOf = (name: string) => rows.find(({ carrier }: { carrier: string }) => carrier === name).caseId as string;
  const dialog = page.getByRole('dialog');

  await test.step('the officer’s dashboard, the unit’s self-evaluation and an expert’s desk are not empty', async () => {
    await become(page, '陈省经办');
    await page.goto(`/workspace/evaluations/${round.roundId}`);
    await expect(page.getByRole('link', { name: '应参加 7' })).toBeVisible();
    await expect(page.getByRole('link', { name: '已提交 1' })).toBeVisible();
    await seen('dashboard');
    await page.getByRole('link', { name: '选派专家' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '选派专家' })).toBeVisible();
    await seen('assignment');
    await page.getByRole('link', { name: round.title }).click();
    await page.getByRole('link', { name: '评定等次' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '评定等次' })).toBeVisible();
    await expect(page.getByRole('link', { name: '选派专家' })).toBeVisible();
    await seen('grading');
    await become(page, '刘运营');
    await page.goto(`/workspace/cases/${caseOf(FILLING)}/form`);
    await expect(page.locator('#self-evaluation').getByText('专家综合评分').first()).toBeVisible();
    await page.getByRole('textbox', { name: '专家综合评分：自评说明' }).fill(ACCOUNT);
    await expect(page.getByText('已自动保存')).toBeVisible();
    await page
      .locator('[id="field-proof.expert-points"] input[type=file]')
      .setInputFiles(await photo(page, '路演签到.png'));
    await page.getByLabel('证明什么：路演签到.png').fill(PROVES);
    await page.getByLabel('证明什么：路演签到.png').press('Tab');
    await expect
      .poll(
        async () => (await send('yunying', 'get', `/api/cases/${caseOf(FILLING)}/form`)).evidence.at(-1).files[0]?.says,
      )
      .toBe(PROVES);
    await seen('self-evaluation');
    // Somebody else writes there meanwhile: what was typed stays, theirs is shown beside it, and the writer decides.
    faults.expects(409);
    const says = page.getByLabel('证明什么：路演签到.png');
    const { id, says: before } = (await send('yunying', 'get', `/api/cases/${caseOf(FILLING)}/form`)).evidence.at(-1)
      .files[0];
    await says.fill(`${PROVES}，附照片`);
    await send('yunying', 'put', `/api/cases/${caseOf(FILLING)}/evidence/${id}`, { says: '签到表', before });
    await says.press('Tab');
    await expect(page.getByText('对方填写：签到表')).toBeVisible();
    await expect(says).toHaveValue(`${PROVES}，附照片`);
    await sound(page);
    await says.focus();
    await says.press('Tab');
    await expect(page.getByText('对方填写：签到表')).toHaveCount(0);
    await expect(says).toHaveValue(`${PROVES}，附照片`);
  });

  await test.step('a round for one place, class and service model is chosen; while one for all goes on, its units are in that', async () => {
    await become(page, '陈省经办');
    await page.goto('/workspace/evaluations');
    await settled(page);
    await seen('evaluations');
    await page.getByRole('button', { name: '发布一轮评价' }).first().click();
    await choose(page, dialog.getByLabel('评价事项'), '湖南省众创空间绩效考核');
    await dialog.getByLabel('名称').fill('长沙市专业型众创空间考核(示例)');
    await dialog.getByLabel('开始时刻').fill('2027-03-01 09:00');
    await dialog.getByLabel('开始时刻').press('Enter');
    await dialog.getByLabel('截止时刻').fill('2027-03-31 17:00');
    await dialog.getByLabel('截止时刻').press('Enter');
    await choose(page, dialog.getByLabel('地区'), '长沙市', '长沙');
    await choose(page, dialog.getByLabel('类别'), '专业型');
    await choose(page, dialog.getByLabel('服务模式'), '创客孵化型');
    await seen('evaluation-dialog');
    await dialog.getByRole('button', { name: '发布', exact: true }).click();
    await expect(dialog).toContainText('包含相同单位的上一轮评价还有办件没有办结');
    faults.expects(409);
    await page.keyboard.press('Escape');
  });

  const panel = await send(OFFICER, 'get', `/api/cases/${caseOf(SCORED)}/panel`);
  const waiting = panel.reviews.filter(({ state }: { state: string }) => state === 'assigned');
  const [first, second] = waiting as { expertId: string; name: string }[];

  await test.step('an expert declares an interest in error, takes it back, and scores', async () => {
    await become(page, first?.name ?? '');
    await page.goto('/workspace/reviews');
    const card = page.locator('#interests');
    await choose(page, card.getByLabel('关系'), '任职');
    await card.getByLabel('单位名称').fill('示例误填研究院');
    await card.getByRole('button', { name: '申报', exact: true }).click();
    await card.getByRole('button', { name: '撤回：示例误填研究院' }).click();
    await dialog.getByLabel('理由').fill('填错了单位');
    await seen('withdrawal');
    await dialog.getByRole('button', { name: '撤回', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(card.getByText('示例误填研究院')).toHaveCount(0);
    await seen('my-reviews');
    await page.goto(`/workspace/cases/${caseOf(SCORED)}`);
    await settled(page);
    await seen('scoring');
  });

  const score = async (caseId: string, expertId: string, points: number, opinion = '总体较好(示例)') => {
    const account = accountOf(expertId) ?? '';
    const { revision, sheet } = await send(account, 'get', `/api/cases/${caseId}/review`);
    await send(account, 'post', `/api/cases/${caseId}/review/submission`, {
      revision,
      sheetVersion: sheet.version,
      score: null,
      items: { 'expert-points': { points, comment: null } },
      opinion,
      recommendation: 'recommend',
    });
  };

  /** From the list of evaluations, as the officer and the head go. */
  const calibration = async () => {
    await page.goto('/workspace/evaluations');
    await page.getByRole('link', { name: round.title }).click();
    await page.getByRole('link', { name: '汇总与宽严校准' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '汇总与宽严校准' })).toBeVisible();
  };

  await test.step('the library: how an expert served, their interests, and out of it', async () => {
    await become(page, '陈省经办');
    await page.goto('/workspace/experts');
    await settled(page);
    for (const [button, name] of [
      ['专家甲的履职情况', 'history'],
      ['登记专家戊的利害关系', 'interests'],
      ['专家丁出库', 'removal'],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await expect(dialog).toBeVisible();
      await seen(name);
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
    }
  });

  await test.step('one is late: the officer sees who would take the seat, and hands it over', async () => {
    await score(caseOf(SCORED), first?.expertId ?? '', 88);
    await send(OFFICER, 'post', '/api/demo/clock', { days: 16, hours: 0 });
    const path = `/api/cases/${caseOf(SCORED)}/panel`;
    const late = async () =>
      (await send(OFFICER, 'get', path)).reviews.find(
        ({ expertId }: { expertId: string }) => expertId === second?.expertId,
      );
    await expect.poll(async () => (await late()).replacement?.name, { timeout: 60_000 }).toBeTruthy();
    const { replacement } = await late();
    await page.goto(`/workspace/cases/${caseOf(SCORED)}`);
    await expect(page.locator('#panel')).toContainText(`建议由${replacement.name}接替`);
    await seen('late');
    await page.getByRole('button', { name: `撤换：${second?.name}` }).click();
    await expect(dialog).toContainText(`由${replacement.name}接替`);
    await dialog.getByRole('button', { name: '撤换', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(page.locator('#panel').getByRole('row', { name: new RegExp(replacement.name) })).toContainText(
      '评审中',
    );
    await score(caseOf(SCORED), replacement.expertId, 70);
  });

  await test.step('with the other unit scored too, raw stands beside calibrated; one score goes to a second look', async () => {
    await send(OFFICER, 'post', `/api/evaluations/${round.roundId}/late`, {
      carrierId: rows.find(({ carrier }: { carrier: string }) => carrier === FILLING).carrierId,
      until: new Date(Date.parse((await send(OFFICER, 'get', '/api/demo/clock')).now) + 30 * 86_400_000).toISOString(),
      reason: '系统故障(示例)',
    });
    await handedIn(send, caseOf(FILLING), 'yunying');
    await verb(send, OFFICER, caseOf(FILLING), 'agree', '数据属实');
    const path = `/api/cases/${caseOf(FILLING)}/panel`;
    const { chosen } = await send(OFFICER, 'get', `${path}/proposal`);
    const expertIds = chosen.map(({ personId }: { personId: string }) => personId);
    await send(OFFICER, 'put', path, { expertIds });
    const [one, two, three] = expertIds as [string, string, string];
    await score(caseOf(FILLING), one, 81);
    await score(caseOf(FILLING), two, 76);
    const { reviews } = await send(OFFICER, 'get', path);
    await become(page, reviews.find(({ expertId }: { expertId: string }) => expertId === three).name);
    await page.goto(`/workspace/cases/${caseOf(FILLING)}`);
    const sheet = page.locator('#own-review');
    await expect(sheet.getByText(ACCOUNT)).toBeVisible();
    await expect(sheet.getByText(`证明：${PROVES}`)).toBeVisible();
    expect((await downloaded(page, sheet.getByRole('link', { name: '路演签到.png' }))).name).toBe('路演签到.png');
    await seen('account');
    await become(page, '陈省经办');
    await page.goto(`/workspace/cases/${caseOf(FILLING)}`);
    await page
      .getByRole('button', { name: /^请再次审视：/ })
      .first()
      .click();
    await dialog.getByLabel('理由').fill('与佐证材料不一致，请核对');
    await dialog.getByRole('button', { name: '请再次审视', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(page.locator('#panel')).toContainText('已请再次审视');
    const again = (await send(OFFICER, 'get', path)).reviews.find(
      ({ secondLook }: { secondLook: string | null }) => secondLook !== null,
    );
    await score(caseOf(FILLING), again.expertId, 79, '核对材料后调整(示例)');
    await score(caseOf(FILLING), three, 74);
    await calibration();
    await expect(page.getByText('共6份评分，满分100分')).toBeVisible();
    await expect(page.getByRole('row', { name: new RegExp(FILLING) })).toContainText(again.name);
    await seen('calibration');
    await page.getByRole('link', { name: '评定等次' }).click();
    await page.getByRole('link', { name: '汇总与宽严校准' }).click();
    await expect(page.getByText('共6份评分，满分100分')).toBeVisible();
  });

  await test.step('the head departs from a panel in writing, and it stands beside the scores', async () => {
    await become(page, '周省签发');
    await page.goto(`/workspace/cases/${caseOf(SCORED)}`);
    await page.getByRole('button', { name: '书面偏离' }).click();
    await dialog.getByLabel('改按').fill('85');
    await dialog.getByLabel(/^理由/).fill('现场核查的面积与材料不一致，予以更正');
    await seen('exception');
    await dialog.getByRole('button', { name: '签署偏离说明' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.locator('#panel')).toContainText('改按85分计');
    await calibration();
    await expect(page.getByRole('row', { name: new RegExp(SCORED) })).toContainText('85分');
  });
  await close();
});

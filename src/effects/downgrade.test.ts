import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoCast, demoPerson } from '../cases/casefile/case.given.ts';
import { installPacks } from '../cases/packs/pack.actions.ts';
import { missingIn, paperRead } from '../cases/papers/paper.given.ts';
import { verifyAudit } from '../platform/audit/verify.ts';
import { DEMO_CARRIER_IDS } from '../records/demo/demo.ids.ts';
import type { TestApp } from '../test-app.ts';
import { handedIn, published, scored, verb } from './evaluation.given.ts';
import { holding } from './sanctions.given.ts';

const HUNAN = '430000-hunan/maker-space-2016';
const OFFICER = 'sheng.jingban';
const DIRECTOR = 'sheng.qianfa';
const OPERATOR = 'yunying';
const EXPERTS = ['zhuanjia1', 'zhuanjia2', 'zhuanjia3', 'zhuanjia4', 'zhuanjia5'] as const;
const carrierId = DEMO_CARRIER_IDS.yunshan;
const TITLE = '2026年度湖南省众创空间绩效考核(示例)';

let app: TestApp;
let folder: string;
const { people, send } = demoCast(() => app);
const runAt = async (at: string) => {
  app.clock.set(at);
  await app.jobs.runDue();
};
const held = async () => (await send(OPERATOR, 'get', `/api/designations?carrierId=${carrierId}`)).rows[0];
const publicPage = async () =>
  String((await app.anyone.get(`/spaces/${carrierId}`)).body)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

/** 示例: the text of Hunan with one more consequence, as an amendment would add it. */
beforeAll(async () => {
  app = await appWithoutCases();
  app.clock.set('2026-11-02T09:00:00+08:00');
  folder = mkdtempSync(join(tmpdir(), 'policies-'));
  const [place, pack] = HUNAN.split('/') as [string, string];
  cpSync(new URL(`../../policies/${HUNAN}`, import.meta.url), join(folder, place, pack), { recursive: true });
  const file = join(folder, place, pack, 'evaluation.yaml');
  const says = '三年中两年考核不合格的，降为市级（示例）';
  const rule = `      - { id: twice-in-three, cites: 第十五条, says: ${says}, grades: [fail], times: 2, within: 3, follows: [downgradeDesignation], to: city }\n`;
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('      - { id: failed-twice', `${rule}      - { id: failed-twice`),
  );
  await app.services.database.transact((tx) => installPacks(tx, app.services, folder));
  for (const account of EXPERTS) {
    people.set(account, await demoPerson(app, account));
    await send(OFFICER, 'put', `/api/experts/${people.get(account)?.actor.personId}`, { fields: ['创业孵化'] });
  }
  await holding(app, 'yunshan', HUNAN);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await app.close();
});

let caseId: string;
let roundId: string;
const round = (path: string) => `/api/evaluations/${roundId}${path}`;

test('a round in which the space fails for the second year of three ends in a draft that lowers its level', async () => {
  ({ roundId } = await send(OFFICER, 'post', '/api/evaluations', {
    packId: HUNAN,
    procedureId: 'evaluation',
    year: 2026,
    title: TITLE,
    opensAt: '2026-11-03T09:00:00+08:00',
    closesAt: '2026-11-13T17:00:00+08:00',
    membersOn: '2026-11-02',
    factsOn: '2026-10-31',
  }));
  await runAt('2026-11-03T09:00:00+08:00');
  [{ caseId }] = (await send(OFFICER, 'get', round('/members?size=100'))).rows;
  await send(OFFICER, 'put', round('/parameters'), {
    values: { totalPoints: 100, excellentPoints: 90, passPoints: 60 },
    reason: '2026年度考核通知(示例)',
  });
  await handedIn(send, caseId, OPERATOR);
  await verb(send, OFFICER, caseId, 'agree', '数据属实');
  const accountOf = (personId: string) => EXPERTS.find((account) => people.get(account)?.actor.personId === personId);
  await scored(send, caseId, 45, accountOf, { officer: OFFICER, item: 'expert-points' });
  await runAt('2026-11-13T17:00:00+08:00');
  await send(OFFICER, 'post', round('/absence'));
  const { lines, version } = await send(OFFICER, 'get', round('/grading'));
  expect(lines).toMatchObject([{ points: 45, final: 'fail' }]);
  await send(OFFICER, 'post', round('/grading/proposal'), { version });
  await send(DIRECTOR, 'post', round('/grading/signature'), { version: version + 1 });
  await published(send, OFFICER);
  await runAt('2026-12-01T09:00:00+08:00');
  // Of 2025 there is a result of another space alone: no link between the two years that failed.
  for (const [year, grade, who] of [
    [2023, 'other', carrierId],
    [2024, 'fail', carrierId],
    [2025, 'other', DEMO_CARRIER_IDS.lanhai],
  ] as const)
    await send(OFFICER, 'post', round('/past'), {
      carrierId: who,
      year,
      participated: true,
      grade,
      source: `${year}年度考核通报(示例)`,
    });
  await send(DIRECTOR, 'post', round('/release'));
  const [draft] = (await send(OFFICER, 'get', round('/consequences'))).rows;
  const chosen = draft.items.filter((item: { chosen: boolean }) => item.chosen);
  expect(
    chosen.map(({ id, level, counted }: { id: string; level: string; counted: string }) => [id, level, counted]),
  ).toEqual([
    ['failed', null, `2026年不合格（${TITLE}）`],
    ['twice-in-three', 'city', `3年中2年，2024年不合格（2024年度考核通报(示例)）；2026年不合格（${TITLE}）`],
  ]);
  expect(draft.reasons).toContain('2024年不合格（2024年度考核通报(示例)）；2025年没有本单位的结果；2026年不合格');
  expect(await held()).toMatchObject({ level: 'province', state: 'valid' });
});

test('signed, the register, the public page and the open data are at the lower level', async () => {
  const [draft] = (await send(OFFICER, 'get', round('/consequences'))).rows;
  const path = round(`/consequences/${carrierId}`);
  const before = await held();
  await send(OFFICER, 'post', `${path}/proposal`, { version: 1, choices: [], reasons: draft.reasons });
  expect((await held()).level).toBe('province');
  const { rows } = await send(DIRECTOR, 'post', `${path}/signature`, { version: 2 });
  const { number } = rows[0];
  const { validFrom, validTo } = before;
  expect(await held()).toMatchObject({ level: 'city', state: 'rectifying', validFrom, validTo, endedOn: null });
  const { events } = await send(OFFICER, 'get', `/api/designations/${before.id}`);
  expect(
    events.map((event: { toLabel: string; cites: string; reason: string }) => [
      event.toLabel,
      event.cites,
      event.reason,
    ]),
  ).toEqual([
    ['整改中', '第十五条', number],
    ['改为市级', '第十五条', number],
  ]);
  expect(await publicPage()).toContain('市级');
  expect(await publicPage()).not.toContain('省级');
  const open = await send(OFFICER, 'get', '/api/open/spaces?size=200');
  expect(open.rows.find(({ id }: { id: string }) => id === carrierId).designations).toMatchObject([
    { level: 'city', state: 'rectifying', validFrom, validTo },
  ]);
  const operator = people.get(OPERATOR);
  if (!operator) throw new Error(OPERATOR);
  expect(
    missingIn(await paperRead(app, operator, caseId), [
      number,
      '1.考核不合格的，指导整改（第十五条）。',
      '2.三年中两年考核不合格的，降为市级（示例）（第十五条）。',
      '2023 其他 2023年度考核通报(示例) 未计入',
      '2024 不合格 2024年度考核通报(示例) 第十五条',
      `2026 不合格 ${TITLE} 第十五条`,
      '降为市级 第十五条 2026年12月1日 资格终止之日',
      '责令整改 第十五条 2026年12月1日',
    ]),
  ).toEqual([]);
});

test('an appeal that is upheld gives the level back and ends the rectification, by a letter of its own', async () => {
  const { caseId: appeal } = await send(OPERATOR, 'post', `/api/cases/${caseId}/appeal`);
  const { revision } = await send(OPERATOR, 'patch', `/api/cases/${appeal}/form`, {
    revision: 0,
    answers: { grounds: '2024年的结果已经更正。', asks: '撤销降级' },
  });
  await send(OPERATOR, 'post', `/api/cases/${appeal}/submission`, { revision });
  await verb(send, OFFICER, appeal, 'agree', '予以受理');
  const draft = { version: 0, outcome: 'granted', reasons: '2024年的结果确已更正。' };
  await send(OFFICER, 'put', `/api/cases/${appeal}/decision`, draft);
  await send('sheng.fuhe', 'post', `/api/cases/${appeal}/decision/signature`, { version: 1 });
  expect(await held()).toMatchObject({ level: 'province', state: 'valid' });
  expect(await publicPage()).toContain('省级');
  const operator = people.get(OPERATOR);
  if (!operator) throw new Error(OPERATOR);
  expect(missingIn(await paperRead(app, operator, appeal), ['撤销原决定。', '2024年的结果确已更正。'])).toEqual([]);
  const checked = await app.services.database.read((tx) => verifyAudit(tx));
  expect(checked).toMatchObject({ brokenAt: null });
});

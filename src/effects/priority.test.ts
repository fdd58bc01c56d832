import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoCast, demoPerson } from '../cases/casefile/case.given.ts';
import { recompute } from '../cases/gradings/recomputation.actions.ts';
import { installPacks, POLICIES_FOLDER } from '../cases/packs/pack.actions.ts';
import { factValuesOf } from '../facts/population.ts';
import { sqlRows } from '../platform/db/database.ts';
import { DEMO_CARRIER_IDS } from '../records/demo/demo.ids.ts';
import type { TestApp } from '../test-app.ts';
import { handedIn, published, scored, verb } from './evaluation.given.ts';
import { accepted, type Cast, cast, reviewed, visited } from './recognition.given.ts';
import { holding } from './sanctions.given.ts';

const HUNAN = '430000-hunan/maker-space-2016';
const OFFICER = 'sheng.jingban';
const DIRECTOR = 'sheng.qianfa';
const EXPERTS = ['zhuanjia1', 'zhuanjia2', 'zhuanjia3', 'zhuanjia4', 'zhuanjia5'] as const;
/** 示例: half of those that take part may be excellent; of equal points the preferred come first, also on a list. */
const PRIORITIES = `  - { id: last-year, cites: 第十五条, says: 得分相同的优先有效的在先（示例）, when: space.livePriority, at: evaluation/grade }
  - { id: industry, cites: 第十五条, says: 工业互联网方向的在先（示例）, when: "space.focus == '工业互联网'", at: recognition/shortlist }
`;
const SPACES = { qihang: 'yunying', lanhai: 'yunying2' } as const;

let app: TestApp;
let folder: string;
let people: Cast;
const { people: known, attempt, send } = demoCast(() => app);
const accountOf = (personId: string) => EXPERTS.find((account) => known.get(account)?.actor.personId === personId);
const runAt = async (at: string) => {
  app.clock.set(at);
  await app.jobs.runDue();
};
const isLive = async (on: string) => {
  const ids = [DEMO_CARRIER_IDS.qihang, DEMO_CARRIER_IDS.lanhai];
  const found = await app.services.database.read((tx) => factValuesOf(tx, ids, on, ['space.livePriority']));
  return ids.map((id) => found.get(id)?.['space.livePriority']);
};

beforeAll(async () => {
  app = await appWithoutCases();
  app.clock.set('2026-11-02T09:00:00+08:00');
  folder = mkdtempSync(join(tmpdir(), 'zc-packs-'));
  cpSync(join(POLICIES_FOLDER, HUNAN), join(folder, HUNAN), { recursive: true });
  const file = join(folder, HUNAN, 'evaluation.yaml');
  const text = readFileSync(file, 'utf8')
    .replace('schemes:\n', `${PRIORITIES}schemes:\n`)
    .replace('atLeast: excellentPoints }', 'atLeast: excellentPoints, topShare: 0.5 }');
  writeFileSync(file, text);
  const installed = await app.services.database.transact((tx) => installPacks(tx, app.services, folder));
  expect(installed).toEqual([HUNAN]);
  people = await cast(app);
  for (const account of EXPERTS) {
    known.set(account, await demoPerson(app, account));
    await send(OFFICER, 'put', `/api/experts/${known.get(account)?.actor.personId}`, { fields: ['创业孵化'] });
  }
  for (const key of ['qihang', 'lanhai'] as const) await holding(app, key, HUNAN);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await app.close();
});

/** A whole round to its release; what each line of the sitting said. */
async function round(year: number, month: string, points: Readonly<Record<keyof typeof SPACES, number>>) {
  const { roundId } = await send(OFFICER, 'post', '/api/evaluations', {
    packId: HUNAN,
    procedureId: 'evaluation',
    year,
    title: `${year}年度考核(示例)`,
    opensAt: `${month}-03T09:00:00+08:00`,
    closesAt: `${month}-13T17:00:00+08:00`,
    membersOn: `${month}-02`,
    factsOn: `${month}-02`,
  });
  await runAt(`${month}-03T09:00:00+08:00`);
  await send(OFFICER, 'put', `/api/evaluations/${roundId}/parameters`, {
    values: { totalPoints: 100, excellentPoints: 90, passPoints: 60 },
    reason: '年度考核通知(示例)',
  });
  for (const { carrierId, caseId } of (await send(OFFICER, 'get', `/api/evaluations/${roundId}/members`)).rows) {
    const key = carrierId === DEMO_CARRIER_IDS.qihang ? 'qihang' : 'lanhai';
    await handedIn(send, caseId, SPACES[key]);
    await verb(send, OFFICER, caseId, 'agree', '数据属实');
    await scored(send, caseId, points[key], accountOf, { officer: OFFICER, item: 'expert-points' });
  }
  await runAt(`${month}-13T17:00:00+08:00`);
  await send(OFFICER, 'post', `/api/evaluations/${roundId}/absence`);
  const { lines, version } = await send(OFFICER, 'get', `/api/evaluations/${roundId}/grading`);
  await send(OFFICER, 'post', `/api/evaluations/${roundId}/grading/proposal`, { version });
  await send(DIRECTOR, 'post', `/api/evaluations/${roundId}/grading/signature`, { version: version + 1 });
  await published(send, OFFICER, `${year}`);
  await runAt(`${month}-25T09:00:00+08:00`);
  await send(DIRECTOR, 'post', `/api/evaluations/${roundId}/release`);
  return { roundId, lines };
}

test('of two at the line with equal points the one whose priority is live is excellent, with the reason at its row', async () => {
  const first = await round(2026, '2026-11', { qihang: 92, lanhai: 75 });
  expect(await isLive('2026-11-25')).toEqual([false, false]);
  const path = `/api/evaluations/${first.roundId}/consequences/${DEMO_CARRIER_IDS.qihang}`;
  const choice = { id: 'excellent-priority', chosen: true, reason: null, addressee: '国家主管部门(示例)' };
  await send(OFFICER, 'post', `${path}/proposal`, { version: 1, choices: [choice], reasons: '考核优秀' });
  await send(DIRECTOR, 'post', `${path}/signature`, { version: 2 });
  expect(await isLive('2026-12-02')).toEqual([true, false]);

  const second = await round(2027, '2026-12', { qihang: 95, lanhai: 95 });
  const place = ({ carrierId }: { carrierId: string }) => (carrierId === DEMO_CARRIER_IDS.qihang ? 0 : 1);
  const lines = [...second.lines].sort((a, b) => place(a) - place(b));
  const preference = { id: 'last-year', cites: '第十五条', says: '得分相同的优先有效的在先（示例）', outcome: 'met' };
  expect(lines).toMatchObject([
    { points: 95, rank: 1, final: 'excellent', because: null, preferences: [preference] },
    { points: 95, rank: 2, final: 'other', because: 'share', preferences: [] },
  ]);
  const { gradings, differences } = await app.services.database.read((tx) => recompute(tx, app, second.roundId));
  expect(gradings.map(({ same, sealHolds }) => [same, sealHolds])).toEqual([[true, true]]);
  expect(differences).toEqual([]);
  // The next results are out: the priority of the year before has ended.
  expect(await isLive('2026-12-25')).toEqual([false, false]);
}, 60_000);

test('on a list of equal scores the preferred stands first, and leaving it out for its equal needs a written reason', async () => {
  app.clock.set('2026-12-25T10:00:00+08:00');
  for (const [key, scores] of [
    ['xingtu', [90, 90, 90]],
    ['yunshan', [90, 90, 90]],
  ] as const) {
    const caseId = await accepted(people, key);
    await reviewed(people, caseId, scores);
    await visited(people, caseId);
  }
  const [{ id }] = (await send(OFFICER, 'get', '/api/shortlists?state=draft')).rows;
  const drawn = await send(OFFICER, 'get', `/api/shortlists/${id}`);
  const preference = {
    id: 'industry',
    cites: '第十五条',
    says: '工业互联网方向的在先（示例）',
    outcome: 'met',
    document: '湖南省促进众创空间发展与管理办法(试行)',
  };
  expect(drawn.lines).toMatchObject([
    { title: '示例云杉众创空间 · 湖南省众创空间认定', score: 90, rank: 1, preferences: [preference] },
    { title: '示例星图众创空间 · 湖南省众创空间认定', score: 90, rank: 2, preferences: [] },
  ]);
  const [preferred, equal] = drawn.lines.map(({ caseId }: { caseId: string }) => caseId);
  const save = (version: number, listed: string, exception: string | null) =>
    send(OFFICER, 'put', `/api/shortlists/${id}/lines`, {
      version,
      lines: [preferred, equal].map((caseId) => ({
        caseId,
        outcome: caseId === listed ? 'listed' : 'notListed',
        exception,
      })),
    });
  const against = await save(drawn.version, equal, null);
  expect(against.lines.map(({ deviates }: { deviates: boolean }) => deviates)).toEqual([true, true]);
  const refused = await attempt(OFFICER, 'post', `/api/shortlists/${id}/proposal`, { version: against.version });
  expect(refused.body.fields.map(({ path }: { path: string }) => path)).toEqual([
    `lines.${preferred}.exception`,
    `lines.${equal}.exception`,
  ]);
  const { version, lines } = await save(against.version, preferred, null);
  expect(lines.map(({ deviates }: { deviates: boolean }) => deviates)).toEqual([false, false]);
  await send(OFFICER, 'post', `/api/shortlists/${id}/proposal`, { version });
  await send(DIRECTOR, 'post', `/api/shortlists/${id}/release`, { version: version + 1 });
  // As it was released, whatever the space says of itself later.
  await app.services.database.transact((tx) =>
    sqlRows(tx, `update carrier_version set focus = '其他' where carrier_id = $1`, [DEMO_CARRIER_IDS.yunshan]),
  );
  const released = await send(OFFICER, 'get', `/api/shortlists/${id}`);
  expect(released.lines[0]).toMatchObject({ caseId: preferred, rank: 1, outcome: 'listed', preferences: [preference] });
});

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoCast, demoPerson } from '../cases/casefile/case.given.ts';
import { caseById } from '../cases/casefile/casefile.store.ts';
import { recompute } from '../cases/gradings/recomputation.actions.ts';
import { packByHash, procedureOf } from '../cases/packs/pack.actions.ts';
import { missingIn, paperRead } from '../cases/papers/paper.given.ts';
import type { Actor } from '../kernel/actor.ts';
import { newId } from '../kernel/id.ts';
import { caseServices } from '../main.ts';
import { verifyAudit } from '../platform/audit/verify.ts';
import { sqlRows, type Tx } from '../platform/db/database.ts';
import type { Step } from '../policy/procedure.ts';
import { DEMO_CARRIER_IDS, DEMO_ORGANISATION_IDS } from '../records/demo/demo.ids.ts';
import type { TestApp } from '../test-app.ts';
import { restoreDesignations } from './designations/designation.actions.ts';
import { handedIn, published, reviewed, scored, verb } from './evaluation.given.ts';

const HUNAN = '430000-hunan/maker-space-2016';
const OFFICER = 'sheng.jingban';
const DIRECTOR = 'sheng.qianfa';
const EXPERTS = ['zhuanjia1', 'zhuanjia2', 'zhuanjia3', 'zhuanjia4', 'zhuanjia5'] as const;
/** Points that come of the experts' scores, in the order of the spaces; null: hands nothing in. */
const SPACES = {
  qihang: { by: 'yunying', operator: 'operator', points: 92 },
  yunshan: { by: 'yunying', operator: 'operator', points: 75, first: [75, 40, 75], again: 75 },
  lanhai: { by: 'yunying2', operator: 'secondOperator', points: 50, first: [60, 60, 30], again: 30 },
  mufeng: { by: 'yunying2', operator: 'secondOperator', points: 41 },
  banben: { by: 'yunying3', operator: 'thirdOperator', points: null },
} as const;
type Key = keyof typeof SPACES;
const KEYS = Object.keys(SPACES) as Key[];

let app: TestApp;
const { people, attempt, send } = demoCast(() => app);
const accountOf = (personId: string) => EXPERTS.find((account) => people.get(account)?.actor.personId === personId);
const runAt = async (at: string) => {
  app.clock.set(at);
  await app.jobs.runDue();
};

let roundId: string;
const cases = {} as Record<Key, string>;
const round = (path = '') => `/api/evaluations/${roundId}${path}`;
// biome-ignore lint/suspicious/noExplicitAny: a test reads the answer as the wire gives it
let drafts: any[];
const draftOf = (key: Key) => drafts.find(({ carrierId }) => carrierId === DEMO_CARRIER_IDS[key]);
const consequence = (key: Key) => round(`/consequences/${DEMO_CARRIER_IDS[key]}`);

/** Recognised some years ago, by a case that is closed. */
async function recognised(key: Key, serial: number): Promise<void> {
  await app.services.database.transact(async (tx) => {
    const [caseId, holder] = [newId(), DEMO_ORGANISATION_IDS[SPACES[key].operator]];
    await sqlRows(
      tx,
      `insert into case_file (id, number, pack_hash, pack_id, procedure_id, purpose, carrier_id, applicant_id, territory_id, title,
         state, end_id, result, pass, judged_on, opened_at, submitted_at, closed_at)
       select $1, $2, p.hash, p.id, 'recognition', 'recognition', c.id, $3, c.territory_id, c.name, 'closed', 'recognised', 'granted', 1,
         '2024-06-01', '2024-05-01', '2024-05-02', '2024-07-01'
       from carrier c, pack p where c.id = $4 and p.id = $5 and p.replaced_at is null`,
      [caseId, `示例-${serial}`, holder, DEMO_CARRIER_IDS[key], HUNAN],
    );
    await sqlRows(
      tx,
      `insert into designation (id, carrier_id, case_id, pack_id, pack_hash, mode, name, level, number, state, territory_id,
         organisation_id, holder_id, valid_from, created_at)
       select $1, c.carrier_id, c.id, c.pack_id, c.pack_hash, 'recognition', '湖南省众创空间', 'province', $2, 'valid', c.territory_id,
         $3, c.applicant_id, '2024-07-01', '2024-07-01' from case_file c where c.id = $4`,
      [newId(), `湘众创示例${serial}`, DEMO_ORGANISATION_IDS.provinceDepartment, caseId],
    );
  });
}

beforeAll(async () => {
  app = await appWithoutCases();
  app.clock.set('2026-11-02T09:00:00+08:00');
  for (const account of EXPERTS) {
    people.set(account, await demoPerson(app, account));
    await send(OFFICER, 'put', `/api/experts/${people.get(account)?.actor.personId}`, { fields: ['创业孵化'] });
  }
  for (const [index, key] of KEYS.entries()) await recognised(key, index + 1);
});
afterAll(() => app.close());

/** The score that lay apart came back by itself, without a number; its expert keeps or changes it, and says why. */
async function lookedAgain(caseId: string, points: number): Promise<void> {
  const path = `/api/cases/${caseId}/panel`;
  const before = await send(OFFICER, 'get', path);
  expect(before.finishedAt).toBe(null);
  const asked = before.reviews.filter(({ secondLook }: { secondLook: string | null }) => secondLook !== null);
  expect(asked).toMatchObject([{ state: 'assigned', score: null }]);
  const account = accountOf(asked[0].expertId) ?? '';
  const { secondLook, score } = await send(account, 'get', `/api/cases/${caseId}/review`);
  expect(secondLook).toMatch(/^您的评分与专家组其他成员相差较大/);
  expect(secondLook).not.toMatch(/\d/);
  const opinion = points === score ? '维持：材料不能证明(示例)' : '调整：补看了佐证(示例)';
  await reviewed(send, caseId, account, { item: 'expert-points', points, opinion });
  const after = await send(OFFICER, 'get', path);
  expect(after.finishedAt).not.toBe(null);
  expect(after.reviews.find(({ id }: { id: string }) => id === asked[0].id)).toMatchObject({
    score: points,
    opinion,
    firstScore: score,
    firstOpinion: '特色较为鲜明(示例)',
  });
}

test('第十四条: units hand in, three experts score each, the province grades and all goes into notice', async () => {
  ({ roundId } = await send(OFFICER, 'post', '/api/evaluations', {
    packId: HUNAN,
    procedureId: 'evaluation',
    year: 2026,
    title: '2026年度湖南省众创空间绩效考核(示例)',
    opensAt: '2026-11-03T09:00:00+08:00',
    closesAt: '2026-11-13T17:00:00+08:00',
    membersOn: '2026-11-02',
    factsOn: '2026-10-31',
  }));
  await runAt('2026-11-03T09:00:00+08:00');
  for (const { carrierId, caseId } of (await send(OFFICER, 'get', round('/members?size=100'))).rows)
    for (const key of KEYS) if (carrierId === DEMO_CARRIER_IDS[key]) cases[key] = caseId;
  expect(Object.keys(cases)).toHaveLength(5);
  await send(OFFICER, 'put', round('/parameters'), {
    values: { totalPoints: 100, excellentPoints: 90, passPoints: 60 },
    reason: '2026年度考核通知(示例)',
  });
  for (const key of KEYS) {
    const { by, points, first, again }: (typeof SPACES)[Key] & { first?: readonly number[]; again?: number } =
      SPACES[key];
    if (points === null) continue;
    await handedIn(send, cases[key], by);
    await verb(send, OFFICER, cases[key], 'agree', '数据属实');
    await scored(send, cases[key], first ?? points, accountOf, { officer: OFFICER, item: 'expert-points' });
    if (again !== undefined) await lookedAgain(cases[key], again);
  }
  await runAt('2026-11-13T17:00:00+08:00');
  await send(OFFICER, 'post', round('/absence'));
  const { lines, version } = await send(OFFICER, 'get', round('/grading'));
  const found = Object.fromEntries(
    lines.map((one: { carrierId: string; points: number | null; final: string | null }) => [
      KEYS.find((key) => DEMO_CARRIER_IDS[key] === one.carrierId),
      [one.points, one.final],
    ]),
  );
  // 办法没有写没参加的按什么计: it has no grade.
  expect(found).toEqual({
    qihang: [92, 'excellent'],
    yunshan: [75, 'other'],
    lanhai: [50, 'fail'],
    mufeng: [41, 'fail'],
    banben: [null, null],
  });
  await send(OFFICER, 'post', round('/grading/proposal'), { version });
  await send(DIRECTOR, 'post', round('/grading/signature'), { version: version + 1 });
  await published(send, OFFICER);
  await runAt('2026-12-01T09:00:00+08:00');
  await send(OFFICER, 'post', round('/past'), {
    carrierId: DEMO_CARRIER_IDS.mufeng,
    year: 2025,
    participated: true,
    grade: 'fail',
    source: '2025年度考核通报(示例)',
  });
  await send(DIRECTOR, 'post', round('/release'));
  const { gradings, differences } = await app.services.database.read((tx) => recompute(tx, app, roundId));
  expect(gradings.map(({ same, sealHolds }) => [same, sealHolds])).toEqual([[true, true]]);
  expect(differences).toEqual([]);
});

test('第十五条: each draft names its clause and the years it counted', async () => {
  drafts = (await send(OFFICER, 'get', round('/consequences'))).rows;
  const chosen = (key: Key) =>
    draftOf(key)
      ?.items.filter((item: { chosen: boolean }) => item.chosen)
      .map(({ id, cites, counted }: { id: string; cites: string; counted: string }) => [id, cites, counted]);
  const title = '2026年度湖南省众创空间绩效考核(示例)';
  expect(chosen('qihang')).toEqual([['excellent-priority', '第十五条', `2026年优秀（${title}）`]]);
  expect(chosen('yunshan')).toBeUndefined();
  expect(chosen('lanhai')).toEqual([['failed', '第十五条', `2026年不合格（${title}）`]]);
  expect(chosen('mufeng')).toEqual([
    ['failed-twice', '第十五条', `连续2年，2025年不合格（2025年度考核通报(示例)）；2026年不合格（${title}）`],
  ]);
  expect(chosen('banben')).toBeUndefined();
});

test('表彰、优先、推荐为国家级: signed, with the letter; the space, the officer and the public page show it', async () => {
  const path = consequence('qihang');
  const choice = { id: 'excellent-priority', chosen: true, reason: null };
  const bare = await attempt(OFFICER, 'post', `${path}/proposal`, {
    version: 1,
    choices: [],
    reasons: draftOf('qihang').reasons,
  });
  expect(bare.body.fields).toEqual([
    { path: 'items.excellent-priority.addressee', code: 'required', message: '请填写推荐函的主送机关' },
  ]);
  await send(OFFICER, 'post', `${path}/proposal`, {
    version: 1,
    choices: [{ ...choice, addressee: '国家主管部门(示例)' }],
    reasons: draftOf('qihang').reasons,
  });
  const signed = await send(DIRECTOR, 'post', `${path}/signature`, { version: 2 });
  const { number } = signed.rows.find(({ carrierId }: { carrierId: string }) => carrierId === DEMO_CARRIER_IDS.qihang);
  const own = await send('yunying', 'get', `/api/rewards?carrierId=${DEMO_CARRIER_IDS.qihang}`);
  expect(
    own.rows.map((row: { kind: string; levelLabel: string; number: string; addressee: string }) => [
      row.kind,
      row.levelLabel,
      row.addressee,
      row.number === number,
    ]),
  ).toEqual(
    expect.arrayContaining([
      ['commendation', null, null, true],
      ['priority', null, null, true],
      ['recommendation', '国家级', '国家主管部门(示例)', true],
    ]),
  );
  expect((await send(OFFICER, 'get', '/api/rewards')).total).toBe(3);
  expect((await send('yunying2', 'get', '/api/rewards')).total).toBe(0);
  const { letter } = own.rows.find(({ kind }: { kind: string }) => kind === 'recommendation');
  const file = await people.get('yunying')?.client.get(`/api/files/${letter.id}`);
  expect([letter.name, file?.status]).toEqual([expect.stringMatching(/^向上推荐函-.*\.docx$/), 200]);
  const reader = people.get('yunying');
  if (!reader) throw new Error('nobody reads');
  const said = await paperRead(app, reader, cases.qihang, '向上推荐函');
  expect(missingIn(said, ['为国家级众创空间的函', '为国家级众创空间。', '计入的评价结果：2026年优秀'])).toEqual([]);
  const credit = await send('yunying', 'get', '/api/credit');
  expect(credit.rows).toMatchObject([{ kind: 'commendation', cites: '第十五条', number }]);
  const page = await app.server.inject({ url: `/spaces/${DEMO_CARRIER_IDS.qihang}`, headers: { accept: 'text/html' } });
  expect(page.body).toContain('<strong>向上推荐</strong>，推荐为国家级');
  const result = await send('yunying', 'get', `/api/cases/${cases.qihang}/result`);
  expect(result.decision).toMatchObject({ number, items: [{ cites: '第十五条' }] });
});

test('整改、取消称号: designations follow the signed decisions', async () => {
  for (const key of ['lanhai', 'mufeng'] as const) {
    await send(OFFICER, 'post', `${consequence(key)}/proposal`, {
      version: 1,
      choices: [],
      reasons: draftOf(key).reasons,
    });
    await send(DIRECTOR, 'post', `${consequence(key)}/signature`, { version: 2 });
  }
  const stateOf = async (key: Key) =>
    (await send(OFFICER, 'get', `/api/designations?carrierId=${DEMO_CARRIER_IDS[key]}`)).rows[0].state;
  expect([await stateOf('qihang'), await stateOf('lanhai'), await stateOf('mufeng')]).toEqual([
    'valid',
    'rectifying',
    'revoked',
  ]);
  expect(await app.services.database.read((tx) => verifyAudit(tx))).toMatchObject({ brokenAt: null });
});

test('决定书: each consequence has its letter in Word and PDF, with what it counted, its days, the way of appeal and who signed', async () => {
  const year = '2026年度湖南省众创空间绩效考核(示例)';
  const decided = (await send(OFFICER, 'get', round('/consequences'))).rows;
  const letterOf = async (key: Key, who: string) => {
    const reader = people.get(who);
    if (!reader) throw new Error(who);
    const { number, letters } = decided.find((row: { carrierId: string }) => row.carrierId === DEMO_CARRIER_IDS[key]);
    expect(letters.map(({ name }: { name: string }) => name.split('.').at(-1))).toEqual(['docx', 'pdf']);
    return { number, ...(await paperRead(app, reader, cases[key])) };
  };
  const signedBy = ['签发人', people.get(DIRECTOR)?.actor.name ?? '?', '签发时间', '2026年12月1日09:00'];

  const revoked = await letterOf('mufeng', 'yunying2');
  expect(
    missingIn(revoked, [
      revoked.number,
      '沐风众创空间',
      '1.连续两年考核不合格的，取消称号（第十五条）。',
      '历年结果和计入情况',
      '2025 不合格 2025年度考核通报(示例) 第十五条',
      `2026 不合格 ${year} 第十五条`,
      '取消资格：湖南省众创空间 湘众创示例4 第十五条 2026年12月1日 重新取得资格之前',
      '不服本决定的，可以自决定之日起15个工作日内，即2026年12月22日前（含当日），通过平台向湖南省科学技术厅申诉（第十六条），也可以依法申请行政复议或者提起行政诉讼。',
      ...signedBy,
    ]),
  ).toEqual([]);

  const rectified = await letterOf('lanhai', OFFICER);
  expect(
    missingIn(rectified, [
      rectified.number,
      `2026 不合格 ${year} 第十五条`,
      '责令整改 第十五条 2026年12月1日 验收通过之日，期限见整改通知书',
      ...signedBy,
    ]),
  ).toEqual([]);

  const commended = await letterOf('qihang', 'yunying');
  expect(
    missingIn(commended, [
      `2026 优秀 ${year} 第十五条`,
      '表彰 第十五条 2026年12月1日',
      '优先支持 第十五条 2026年12月1日 下一次评价结果发布之日',
      '向上推荐（国家级）',
      ...signedBy,
    ]),
  ).toEqual([]);
  expect(commended.word).not.toContain('不服本决定');

  // Whoever holds the paper verifies it by the hash that stands on it, or by its file.
  const [hash] = revoked.word.match(/[0-9a-f]{64}/) ?? [];
  const sealed = await send(OFFICER, 'get', `/api/cases/${cases.mufeng}/decision/verification`);
  expect(sealed).toMatchObject({ sealHolds: true, findingsHold: true });
  const verified = async (q: string) =>
    (await app.server.inject({ url: `/verify?q=${q}`, headers: { accept: 'text/html' } })).body.replace(
      /<[^>]+>/g,
      ' ',
    );
  const contentHash = revoked.pdfText.match(/校验码([0-9a-f]{64})核验/)?.[1] ?? '';
  for (const asked of [contentHash, createHash('sha256').update(revoked.pdf).digest('hex')]) {
    const said = await verified(asked);
    expect(said).toContain('本平台出具过这份文书');
    expect(said).toContain(revoked.number);
    expect(said).not.toContain('沐风');
  }
  expect(await verified(contentHash.replace(/^./, (first) => (first === '0' ? '1' : '0')))).toContain('不一致');
  expect(hash).toBe(sealed.seal);
});

test('降级: the level is lower from the day of the decision, the register and the public page say why, and an upheld appeal gives it back', async () => {
  const services = caseServices(app.services);
  const director = people.get(DIRECTOR)?.actor as Actor;
  const [now, today] = [app.clock.now().toString(), app.clock.today()];
  const at = async (tx: Tx, caseId: string) => {
    const file = await caseById(tx, caseId);
    const pack = await packByHash(tx, file.pack_hash);
    const procedure = procedureOf(pack, file.procedure_id);
    const step = procedure.steps.find(({ kind }) => kind === 'release') as Step;
    const context = { services, actor: director, file, pack, procedure, step, now, today, pass: 1, outcome: 'refused' };
    return { ...context, signed: { number: '示例〔2026〕9号', reasons: '示例', cites: '第十五条' } };
  };
  const ordered = {
    id: 'downgrade',
    cites: '第十五条',
    says: '降为市级',
    counted: '2026年其他',
    amount: null,
    level: 'city',
    addressee: null,
  };
  const held = async () =>
    (await send(OFFICER, 'get', `/api/designations?carrierId=${DEMO_CARRIER_IDS.yunshan}`)).rows[0];
  for (let twice = 0; twice < 2; twice++)
    await app.services.database.transact(async (tx) =>
      services.effects.downgradeDesignation(tx, { ...(await at(tx, cases.yunshan)), ordered }),
    );
  const lowered = await held();
  expect([lowered.level, lowered.state]).toEqual(['city', 'valid']);
  const { events } = await send(OFFICER, 'get', `/api/designations/${lowered.id}`);
  expect(events).toMatchObject([{ toLabel: '改为市级', cites: '第十五条', reason: '示例〔2026〕9号' }]);
  await app.services.database.transact(async (tx) =>
    restoreDesignations(tx, await at(tx, cases.yunshan), cases.yunshan),
  );
  expect((await held()).level).toBe('province');
});

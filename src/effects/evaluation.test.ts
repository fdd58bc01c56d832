import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appWithoutCases, demoCast, demoPerson } from '../cases/casefile/case.given.ts';
import { recomputeCommand } from '../cases/gradings/grading.cli.ts';
import { recompute } from '../cases/gradings/recomputation.actions.ts';
import { TONE } from '../cases/gradings/report.ts';
import { verifyAudit } from '../platform/audit/verify.ts';
import { sqlRows, type Tx } from '../platform/db/database.ts';
import { barsOf, picturesOf, tablesOf, wordsOf } from '../platform/documents/document.given.ts';
import { DEMO_ORGANISATION_IDS } from '../records/demo/demo.ids.ts';
import { territoryIdOf } from '../records/territories/territory.ts';
import type { TestApp } from '../test-app.ts';
import { clientOf } from '../test-client.ts';
import {
  announced,
  DIRECTOR,
  exampleSpace,
  HEDONG,
  handedIn,
  OFFICER,
  OPERATOR,
  PARAMETERS,
  published,
  registered,
  scored,
  verb,
  visited,
} from './evaluation.given.ts';

let app: TestApp;
const { people, attempt, send } = demoCast(() => app);
const EXPERTS = ['hedong.zhuanjia1', 'hedong.zhuanjia2'] as const;
/** The same act five times at once: what each was answered, by status or code. */
const raced = async (path: string, body?: object) =>
  (await Promise.all(Array.from({ length: 5 }, () => attempt(DIRECTOR, 'post', path, body))))
    .map(({ status, body }) => (status === 200 ? 'done' : body.code))
    .sort();
const once = (refusal: string) => [...Array(4).fill(refusal), 'done'].sort();
const accountOf = (personId: string) => EXPERTS.find((account) => people.get(account)?.actor.personId === personId);

const SPACES = {
  top: '示例甲空间',
  also: '示例乙空间',
  middling: '示例丙空间',
  failsAgain: '示例丁空间',
  fails: '示例戊空间',
  away: '示例己空间',
} as const;
type Key = keyof typeof SPACES;
const carriers = {} as Record<Key, string>;
const cases = {} as Record<Key, string>;
let roundId: string;
const round = (path = '') => `/api/evaluations/${roundId}${path}`;
const line = async (key: Key) =>
  (await send(OFFICER, 'get', round('/grading'))).lines.find(
    (one: { carrierId: string }) => one.carrierId === carriers[key],
  );

/** The units that a number of the dashboard opens to. */
const behind = async (standing: string): Promise<Key[]> => {
  const { rows, total } = await send(OFFICER, 'get', round(`/members?standing=${standing}`));
  expect(rows).toHaveLength(total);
  const found = rows.map(({ caseId }: { caseId: string }) => caseId);
  return (Object.keys(SPACES) as Key[]).filter((key) => found.includes(cases[key]));
};

beforeAll(async () => {
  app = await appWithoutCases();
  app.clock.set('2026-11-02T09:00:00+08:00');
  for (const account of EXPERTS) {
    people.set(account, await demoPerson(app, account));
    const personId = people.get(account)?.actor.personId;
    await send(OFFICER, 'put', `/api/experts/${personId}`, { title: '研究员', fields: ['创业孵化'] });
  }
  const place = { territoryId: territoryIdOf('120102'), operatorId: DEMO_ORGANISATION_IDS.hedongOperator };
  const strength = {
    top: 'strong',
    also: 'strong',
    middling: 'middling',
    failsAgain: 'weak',
    fails: 'weak',
    away: 'weak',
  } as const;
  for (const [key, name] of Object.entries(SPACES) as [Key, string][]) {
    carriers[key] = await exampleSpace(send, name, strength[key], place);
    await registered(send, carriers[key]);
  }
  app.clock.set('2026-11-09T09:00:00+08:00');
});
afterAll(() => app.close());

describe('a round', () => {
  test('opens one case for every carrier designated on its day, and is no application that anyone may start', async () => {
    const created = await announced(send, { membersOn: '2026-11-09', opens: '2026-11-10', closes: '2026-11-20' });
    roundId = created.roundId;
    expect(created).toMatchObject({ state: 'announced', openedAt: null });
    app.clock.set('2026-11-10T09:00:00+08:00');
    await app.jobs.runDue();
    const { rows, total } = await send(OFFICER, 'get', round('/members'));
    expect(total).toBe(6);
    for (const key of Object.keys(SPACES) as Key[])
      cases[key] = rows.find(({ carrierId }: { carrierId: string }) => carrierId === carriers[key]).caseId;
    const own = await attempt(OPERATOR, 'post', '/api/cases', {
      packId: HEDONG,
      procedureId: 'evaluation',
      carrierId: carriers.top,
    });
    expect([own.status, own.body.code]).toEqual([409, 'evaluation.by-round']);
    const inbox = await send(OPERATOR, 'get', '/api/tasks?size=200');
    const mine = inbox.rows.find(({ caseId }: { caseId: string }) => caseId === cases.top);
    expect(mine.due).toMatchObject({ at: '2026-11-20T09:00:00.000Z', on: '2026-11-20' });
    expect(inbox.rows.filter(({ caseId }: { caseId: string }) => Object.values(cases).includes(caseId))).toHaveLength(
      6,
    );
  });

  test('cannot be graded while the document’s open figures are not set, and figures that do not add up are refused', async () => {
    const before = await send(OFFICER, 'get', round('/grading'));
    expect(before.openParameters).toContain('特色发展分值');
    const wrong = { ...PARAMETERS, weightTeams: 20 };
    const refused = await attempt(OFFICER, 'put', round('/parameters'), { values: wrong, reason: '示例' });
    expect(refused.body.fields).toEqual([
      { path: 'values.totalPoints', code: 'sum', message: '各指标分值之和为105，不是100' },
    ]);
    const set = await send(OFFICER, 'put', round('/parameters'), {
      values: PARAMETERS,
      reason: '区科委2026年考评通知(示例)',
    });
    const teams = set.parameters.find(({ name }: { name: string }) => name === 'weightTeams');
    expect(teams).toMatchObject({ value: 15, reason: '区科委2026年考评通知(示例)', by: '赵河东' });
    expect((await send(OFFICER, 'get', round('/grading'))).openParameters).toEqual([]);
  });

  test('a unit sees each indicator with its rule, figure and points', async () => {
    const view = await send(OPERATOR, 'get', `/api/cases/${cases.middling}/self-evaluation`);
    const teams = view.indicators.find(({ id }: { id: string }) => id === 'teams');
    expect(teams).toMatchObject({
      cites: '第四条',
      rule: '入驻创业团队数每一单位得0.5分，最高15分',
      max: 15,
      low: 10,
      high: 10,
      missing: [],
      facts: [{ key: 'space.residentTeams', counted: 20, obtained: 'declared' }],
    });
    expect([view.low, view.high]).toEqual([57, 72]);
  });

  test('figures that cannot both be right are put right before it is handed in; what is unusual is explained', async () => {
    const state = (key: string, value: number) =>
      send(OPERATOR, 'post', `/api/carriers/${carriers.middling}/declared-facts`, {
        key,
        value,
        validFrom: '2026-01-01',
        note: '示例',
      });
    await state('space.desks', 30);
    await state('space.occupiedDesks', 40);
    await state('space.residents', 50);
    const { warnings } = await send(OPERATOR, 'get', `/api/cases/${cases.middling}/self-evaluation`);
    expect(warnings.map(({ id, severity }: { id: string; severity: string }) => [id, severity])).toEqual([
      ['desks-in-use:40:30', 'correct'],
      ['teams-per-desk:50:30', 'explain'],
    ]);
    const answer = (warning: string) =>
      attempt(OPERATOR, 'post', `/api/cases/${cases.middling}/warning-answers`, {
        warning,
        answer: '多数团队使用流动工位',
      });
    expect((await answer('desks-in-use:40:30')).status).toBe(422);
    expect((await answer('teams-per-desk:50:30')).status).toBe(200);
    await expect(handedIn(send, cases.middling)).rejects.toThrow('请更正：已使用工位数为40，多于工位数30');
    await state('space.occupiedDesks', 28);
    // What operations recorded since differs from what the unit stated of its space: both figures, each with its source.
    await send(OPERATOR, 'post', `/api/carriers/${carriers.middling}/records/desk`, {
      values: { kind: 'fixed', count: 32 },
      validFrom: '2026-01-01',
    });
    await expect(handedIn(send, cases.middling)).rejects.toThrow(
      '请说明：工位数在“指标与申报”中申报为30个，日常记录为32个；评分以记录为准',
    );
    const recorded = await send(OPERATOR, 'get', `/api/cases/${cases.middling}/self-evaluation`);
    const differing = recorded.warnings.find(({ id }: { id: string }) => id === 'recorded:space.desks:32:30');
    expect(differing).toMatchObject({
      severity: 'explain',
      figures: [
        { from: 'records', value: 32, provenance: [{ kind: 'desk' }] },
        { from: 'statement', value: 30, provenance: [{ kind: 'declaredFact', validTo: '2026-12-31' }] },
      ],
    });
    for (const { id } of recorded.warnings) expect((await answer(id)).status).toBe(200);
    await handedIn(send, cases.middling);
  });

  test('a figure stated otherwise needs evidence and counts only when the reviewer accepts it', async () => {
    const path = `/api/cases/${cases.middling}`;
    const [task] = (await send(OFFICER, 'get', '/api/tasks?size=200')).rows.filter(
      ({ caseId }: { caseId: string }) => caseId === cases.middling,
    );
    await send(OFFICER, 'post', `/api/tasks/${task.taskId}/verbs/returnToStarter`, { opinion: '请核对活动场次' });
    const bare = { value: 20, reason: '另有四场与高校合办', fileId: '00000000-0000-4000-8000-000000000000' };
    const refused = await attempt(OPERATOR, 'put', `${path}/figures/space.events`, bare);
    expect(refused.body.fields[0]).toMatchObject({ path: 'fileId', code: 'reference' });
    const fileId = await app.services.database.transact(async (tx) => {
      const { addFigureEvidence } = await import('../cases/selfEvaluations/selfEvaluation.actions.ts');
      const { caseServices } = await import('../main.ts');
      const operator = people.get(OPERATOR)?.actor;
      if (!operator) throw new Error('no operator');
      const file = { name: '活动记录.txt', content: Buffer.from('示例活动记录') };
      return addFigureEvidence(tx, caseServices(app.services), operator, cases.middling, file);
    });
    const stated = await send(OPERATOR, 'put', `${path}/figures/space.events`, { ...bare, fileId });
    const events = stated.indicators.find(({ id }: { id: string }) => id === 'events');
    expect(events).toMatchObject({ low: 8, facts: [{ counted: 16, statement: { value: 20 } }] });
    const [warning] = stated.warnings.filter(({ id }: { id: string }) => id.startsWith('differs:'));
    await send(OPERATOR, 'post', `${path}/warning-answers`, { warning: warning.id, answer: '合办活动未登记' });
    await handedIn(send, cases.middling);
    const verified = await send(OFFICER, 'post', `${path}/figures/space.events/verification`, {
      outcome: 'accepted',
      note: '核对合办协议和签到表',
    });
    expect(verified.indicators.find(({ id }: { id: string }) => id === 'events')).toMatchObject({
      low: 10,
      facts: [{ counted: 20, verification: { outcome: 'accepted', by: '赵河东' } }],
    });
  });

  test('after its closing moment only who was let in late may hand in; the rest are absent', async () => {
    for (const key of ['top', 'also', 'failsAgain'] as const) await handedIn(send, cases[key]);
    const early = await attempt(OFFICER, 'post', round('/absence'));
    expect(early.body.code).toBe('evaluation.still-open');
    app.clock.set('2026-11-20T17:00:00+08:00');
    await expect(handedIn(send, cases.fails)).rejects.toThrow('round.closed');
    await send(OFFICER, 'post', round('/late'), {
      carrierId: carriers.fails,
      until: '2026-11-24T17:00:00+08:00',
      reason: '系统故障',
    });
    await handedIn(send, cases.fails);
    await send(OFFICER, 'post', round('/absence'));
    const more = { closesAt: '2026-11-27T17:00:00+08:00', reason: '系统故障' };
    expect((await attempt(OFFICER, 'post', `/api/rounds/${roundId}/extension`, more)).body.code).toBe(
      'evaluation.closed',
    );
    const { counts } = await send(OFFICER, 'get', round());
    expect(counts).toMatchObject({ members: 6, submitted: 5, late: 1, absent: 1, waiting: 0, checked: 0 });
    expect((await send(OFFICER, 'get', round('/members?standing=late'))).rows).toMatchObject([
      { carrier: SPACES.fails, lateReason: '系统故障' },
    ]);
  });

  test('a sample by seed is the same for everyone who draws again, and is drawn once', async () => {
    const drawn = await send(OFFICER, 'post', round('/sample'), { method: 'random', seed: '双色球2026134期', size: 2 });
    const { drawAtRandom } = await import('../cases/evaluations/sampling.ts');
    const handed = ['top', 'also', 'middling', 'failsAgain', 'fails'].map((key) => carriers[key as Key]).sort();
    expect(drawn.sample.map(({ carrierId }: { carrierId: string }) => carrierId)).toEqual(
      drawAtRandom('双色球2026134期', handed, 2).map(({ carrierId }) => carrierId),
    );
    const again = await attempt(OFFICER, 'post', round('/sample'), { method: 'random', seed: '别的种子123', size: 2 });
    expect(again.status).toBe(422);
    for (const { caseId } of drawn.sample) await visited(send, caseId, { on: '2026-11-20' });
    expect((await send(OFFICER, 'get', round())).counts).toMatchObject({ drawn: 2, visited: 2 });
  });
});

describe('results', () => {
  test('come from points, shares and what did not take part; the sitting waits for the last of the round', async () => {
    const points = { top: 15, also: 12, middling: 10, failsAgain: 5, fails: 5 } as const;
    // Figures that came to contradict each other after the report was handed in are not passed on to the experts.
    const state = (key: string, value: number) =>
      send(OPERATOR, 'post', `/api/carriers/${carriers.top}/declared-facts`, { key, value, validFrom: '2026-01-01' });
    await state('space.desks', 10);
    await state('space.occupiedDesks', 12);
    await expect(verb(send, OFFICER, cases.top, 'agree', '数据属实')).rejects.toThrow(
      '须退回更正：已使用工位数为12，多于工位数10',
    );
    await state('space.occupiedDesks', 9);
    for (const [key, given] of Object.entries(points) as [keyof typeof points, number][]) {
      await verb(send, OFFICER, cases[key], 'agree', '数据属实');
      if (key === 'fails') {
        const view = await send(OFFICER, 'get', round('/grading'));
        expect(view).toMatchObject({ underWay: 1, version: 1 });
        const { counts } = await send(OFFICER, 'get', round());
        expect(counts).toMatchObject({ members: 6, submitted: 5, checked: 5, scored: 4, graded: 0, disputed: 0 });
        expect(await behind('checked')).toEqual(['top', 'also', 'middling', 'failsAgain', 'fails']);
        expect(await behind('scored')).toEqual(['top', 'also', 'middling', 'failsAgain']);
        const early = await attempt(OFFICER, 'post', round('/grading/proposal'), { version: 1 });
        expect(early.body.code).toBe('grading.under-way');
      }
      await scored(send, cases[key], given, accountOf);
    }
    const view = await send(OFFICER, 'get', round('/grading'));
    const found = Object.fromEntries(
      view.lines.map((one: { carrier: string; points: number; final: string; because: string }) => [
        one.carrier,
        [one.points, one.final, one.because],
      ]),
    );
    // Two of five may be excellent or good together: 100 and 97 take both places.
    expect(found).toEqual({
      [SPACES.top]: [100, 'excellent', null],
      [SPACES.also]: [97, 'excellent', null],
      [SPACES.middling]: [69, 'pass', null],
      [SPACES.failsAgain]: [20, 'fail', null],
      [SPACES.fails]: [20, 'fail', null],
      [SPACES.away]: [null, 'fail', 'absent'],
    });
  });

  test('experts and units learn nothing of it before the release', async () => {
    const view = await send(OPERATOR, 'get', `/api/cases/${cases.top}/self-evaluation`);
    expect([view.low, view.high]).toEqual([85, 100]);
    expect((await attempt(OPERATOR, 'get', `/api/cases/${cases.top}/result`)).status).toBe(404);
    expect((await attempt(OPERATOR, 'get', round('/grading'))).status).toBe(403);
    expect((await attempt(EXPERTS[0], 'get', round('/grading'))).status).toBe(403);
    expect((await attempt('shi.jingban', 'get', round('/grading'))).status).toBe(404);
  });

  test('another grade needs a written exception; a director of the body approves, and all go into notice together', async () => {
    const excepted = await send(OFFICER, 'put', round('/grading/exception'), {
      version: 1,
      caseId: cases.also,
      grade: 'good',
      reason: '年中有投诉，经核实降一等',
    });
    expect(excepted.lines.find(({ caseId }: { caseId: string }) => caseId === cases.also)).toMatchObject({
      computed: 'excellent',
      final: 'good',
      exception: { grade: 'good' },
    });
    await send(OFFICER, 'post', round('/grading/proposal'), { version: 2 });
    expect((await attempt(OFFICER, 'post', round('/grading/signature'), { version: 3 })).status).toBe(403);
    const late = await attempt(OFFICER, 'put', round('/parameters'), { values: { weightTeams: 15 }, reason: '再改' });
    expect(late.body.code).toBe('evaluation.graded');
    const signed = await send(DIRECTOR, 'post', round('/grading/signature'), { version: 3 });
    expect(signed).toMatchObject({ state: 'signed', seal: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const { rows } = await send(OFFICER, 'get', '/api/notices?state=draft');
    expect(rows[0].title).toBe('关于2026年度河东区众创空间考评(示例)结果的公示');
    const notice = await send(OFFICER, 'get', `/api/notices/${rows[0].id}`);
    expect(notice.entries.map(({ name, result }: { name: string; result: string }) => [name, result]).sort()).toEqual(
      [
        [SPACES.top, '优秀'],
        [SPACES.also, '良好'],
        [SPACES.middling, '合格'],
        [SPACES.failsAgain, '不合格'],
        [SPACES.fails, '不合格'],
      ].sort(),
    );
  });

  test('an objection that is upheld leads to a re-examination and a second sitting over the whole round', async () => {
    const noticeId = await published(send);
    expect((await send(OFFICER, 'get', `/api/notices/${noticeId}`)).passed).toMatch(
      new RegExp(`现予以公示。未参加本次评价的单位：${SPACES.away}。$`),
    );
    const { receipt } = await app.anyone
      .post(`/api/public/notices/${noticeId}/objections`, {
        caseId: cases.middling,
        kind: 'individual',
        name: '示例异议人',
        phone: '13800000000',
        text: '该空间培训场次少计，请核实签到表。',
      })
      .then(({ body }) => body);
    expect(receipt).toBeTruthy();
    const { counts } = await send(OFFICER, 'get', round());
    expect(counts).toMatchObject({ checked: 5, scored: 5, graded: 5, disputed: 1 });
    expect(await behind('disputed')).toEqual(['middling']);
    expect(await behind('graded')).toEqual(['top', 'also', 'middling', 'failsAgain', 'fails']);
    const [objection] = (await send(OFFICER, 'get', '/api/objections')).rows;
    const path = `/api/objections/${objection.id}`;
    let version = (await send(OFFICER, 'get', path)).version;
    await send(OFFICER, 'put', `${path}/redaction`, { version, text: '反映培训场次少计' });
    version = (await send(OFFICER, 'get', path)).version;
    await send(OFFICER, 'post', `${path}/hearing`, { version, workingDays: 3 });
    version = (await send(OPERATOR, 'get', `${path}/party`)).version;
    await send(OPERATOR, 'post', `${path}/statement`, { version, text: '情况属实，培训漏登四场' });
    version = (await send(OFFICER, 'get', path)).version;
    await send(OFFICER, 'post', `${path}/answer`, {
      version,
      result: 'upheld',
      reasons: '签到表可以佐证',
      reply: '经核实，异议成立，重新评定。',
    });
    await verb(send, OFFICER, cases.middling, 'disagree', '重新评分');
    await scored(send, cases.middling, 15, accountOf);
    expect(await line('middling')).toMatchObject({ isHere: true, points: 74, final: 'pass', announced: 'pass' });
    // 乙's exception still stands, so nothing that was announced moves.
    const { version: second } = await send(OFFICER, 'get', round('/grading'));
    await send(OFFICER, 'post', round('/grading/proposal'), { version: second });
    expect(await raced(round('/grading/signature'), { version: second + 1 })).toEqual(once('grading.none'));
    const early = await attempt(DIRECTOR, 'post', round('/release'));
    expect(early.body.code).toBe('grading.under-way');
    await published(send);
    app.clock.set('2026-12-11T09:00:00+08:00');
    await app.jobs.runDue();
    expect(await send(OFFICER, 'get', round('/grading'))).toMatchObject({ waiting: 5, underWay: 0 });
  });

  test('the results of all are released at once, and computed again to the last byte', async () => {
    await send(OFFICER, 'post', round('/past'), {
      carrierId: carriers.failsAgain,
      year: 2025,
      participated: true,
      grade: 'fail',
      source: '2025年度考评通报(示例)',
    });
    expect((await attempt(OFFICER, 'post', round('/release'))).status).toBe(403);
    expect(await raced(round('/release'))).toEqual(once('grading.released'));
    const { gradings } = await app.services.database.read((tx) => recompute(tx, app, roundId));
    expect(gradings.map(({ same, sealHolds }) => [same, sealHolds])).toEqual([
      [true, true],
      [true, true],
    ]);
    expect(gradings[0]?.results).toBe(
      (await app.services.database.read((tx) => recompute(tx, app, roundId))).gradings[0]?.results,
    );
    const own = await send(OPERATOR, 'get', `/api/cases/${cases.also}/result`);
    expect(own).toMatchObject({ label: '良好', points: 97, place: 2, of: 5, exception: '年中有投诉，经核实降一等' });
    expect(own.indicators[0]).toMatchObject({ value: 0.9, measured: '90%' });
    expect((await send(OPERATOR, 'get', `/api/cases/${cases.away}/result`)).label).toBe('未参加(按不合格计)');
    const closed = await send(OPERATOR, 'get', `/api/cases/${cases.top}`);
    expect([closed.state, closed.endId]).toEqual(['closed', 'excellent']);
  });

  test('what follows is drafted with its clause and the history counted; designations change by signed decisions alone', async () => {
    const { rows } = await send(OFFICER, 'get', round('/consequences'));
    const of = (key: Key) => rows.find(({ carrierId }: { carrierId: string }) => carrierId === carriers[key]);
    const chosen = (key: Key) =>
      of(key)
        ?.items.filter((item: { chosen: boolean }) => item.chosen)
        .map(({ id }: { id: string }) => id);
    expect([chosen('top'), chosen('also'), chosen('middling')]).toEqual([
      ['commend', 'support'],
      ['encouragement'],
      undefined,
    ]);
    expect([chosen('failsAgain'), chosen('fails'), chosen('away')]).toEqual([['failed-again'], ['failed'], ['failed']]);
    expect(of('failsAgain').reasons).toContain('2025年不合格（2025年度考评通报(示例)）；2026年不合格');
    const stateOf = async (key: Key) =>
      (await send(OFFICER, 'get', `/api/designations?carrierId=${carriers[key]}`)).rows[0].state;
    expect([await stateOf('failsAgain'), await stateOf('fails')]).toEqual(['valid', 'valid']);
    const sign = async (key: Key, choices: object[] = []) => {
      const path = round(`/consequences/${carriers[key]}`);
      await send(OFFICER, 'post', `${path}/proposal`, { version: 1, choices, reasons: of(key).reasons });
      return send(DIRECTOR, 'post', `${path}/signature`, { version: 2 });
    };
    const unsaid = await attempt(OFFICER, 'post', round(`/consequences/${carriers.fails}/proposal`), {
      version: 1,
      choices: [{ id: 'failed', chosen: false, reason: null }],
      reasons: '暂不整改',
    });
    expect(unsaid.body.fields[0]).toMatchObject({ path: 'items.failed.reason', code: 'required' });
    const signed = await sign('failsAgain');
    const decision = signed.rows.find(({ carrierId }: { carrierId: string }) => carrierId === carriers.failsAgain);
    expect(decision).toMatchObject({ state: 'signed', number: expect.stringContaining('2026') });
    await sign('fails');
    const top = round(`/consequences/${carriers.top}`);
    const put = (fen: number | null) =>
      attempt(OFFICER, 'post', `${top}/proposal`, {
        version: 1,
        choices: [
          { id: 'commend', chosen: true, reason: null, addressee: '市科委(示例)' },
          { id: 'support', chosen: true, reason: null, fen },
        ],
        reasons: of('top').reasons,
      });
    expect((await put(null)).body.fields[0]).toMatchObject({ path: 'items.support.fen', code: 'required' });
    expect((await put(60_000_000)).body.fields[0]).toMatchObject({ path: 'items.support.fen', code: 'range' });
    const proposed = await put(40_000_000);
    const { items } = proposed.body.rows.find(({ carrierId }: { carrierId: string }) => carrierId === carriers.top);
    expect(items[1].amount).toMatchObject({
      fen: 40_000_000,
      shares: [
        { who: '市财政', fen: 28_000_000 },
        { who: '区财政', fen: 12_000_000 },
      ],
    });
    expect(await raced(`${top}/signature`, { version: 2 })).toEqual(once('conflict'));
    expect([await stateOf('failsAgain'), await stateOf('fails'), await stateOf('top'), await stateOf('away')]).toEqual([
      'revoked',
      'rectifying',
      'valid',
      'valid',
    ]);
    const rewards = await send(OPERATOR, 'get', `/api/rewards?carrierId=${carriers.top}`);
    expect(
      rewards.rows.map(({ kind, cites, amount }: { kind: string; cites: string; amount: number | null }) => [
        kind,
        cites,
        amount,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['commendation', '第六条', null],
        ['recommendation', '第六条', null],
        ['amount', '第七条', 40_000_000],
      ]),
    );
    const open = round(`/consequences/${carriers.also}`);
    const reasons = of('also').reasons;
    const other = { id: 'encouragement', chosen: true, reason: null, fen: 6_000_000 };
    const changed = await attempt(OFFICER, 'post', `${open}/proposal`, { version: 1, choices: [other], reasons });
    expect(changed.body.fields[0]).toMatchObject({ path: 'items.encouragement.fen', code: 'computed' });
    await send(OFFICER, 'post', `${open}/proposal`, { version: 1, choices: [], reasons });
    await send(DIRECTOR, 'post', `${open}/signature`, { version: 2 });
    expect((await send(OFFICER, 'get', '/api/rewards?kind=amount')).rows).toMatchObject([
      { carrier: SPACES.also, amount: 5_000_000, shares: [], counted: expect.stringContaining('2026年良好') },
      { carrier: SPACES.top, amount: 40_000_000 },
    ]);
    const told = await send(OPERATOR, 'get', `/api/cases/${cases.failsAgain}/result`);
    expect(told.decision).toMatchObject({ number: decision.number, items: [{ cites: '第六条' }] });
    const verified = await send(OFFICER, 'get', `/api/cases/${cases.failsAgain}/decision/verification`);
    expect(verified).toMatchObject({ sealHolds: true, findingsHold: true });
  });

  describe('computed again by one command', () => {
    /** The command within a transaction that is rolled back, after the table was changed behind its guards. */
    const command = async (table?: string, sql = '', json = false) => {
      const lines: string[] = [];
      const tell = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) };
      const undone = new Error('undone');
      let code = -1;
      await app.services.database
        .transact(async (tx) => {
          if (table) {
            await sqlRows(tx, `alter table ${table} disable trigger user`);
            await sqlRows(tx, sql);
          }
          const database = { read: <T>(work: (tx: Tx) => Promise<T>) => work(tx) };
          code = await recomputeCommand({ database, clock: app.clock }, roundId, json, tell);
          throw undone;
        })
        .catch((error) => {
          if (error !== undone) throw error;
        });
      return { code, lines };
    };
    const space = (key: Key) => `'${carriers[key]}'`;
    const file = (key: Key) => `'${cases[key]}'`;
    const expert = () => `'${people.get(EXPERTS[0])?.actor.personId}'`;
    const SEAL = '封存';
    const latest = `(select id from grading where round_id in (select round_id from evaluation_member where case_id = `;
    const newest = (key: Key) => `${latest}${file(key)}) order by signed_at desc, id desc limit 1)`;

    test('everything is the same, to the last byte, however often', async () => {
      const { code, lines } = await command();
      expect([code, lines.slice(1)]).toEqual([
        0,
        [
          expect.stringMatching(/已审定: 重新计算逐字节相同，封存相符$/),
          expect.stringMatching(/已审定: 重新计算逐字节相同，封存相符$/),
          '发布的结果 6 家，处理意见 5 件',
          '重算一致',
        ],
      ]);
      const json = await command(undefined, '', true);
      expect(json).toEqual(await command(undefined, '', true));
      expect([json.code, json.lines.length]).toEqual([0, 3]);
    });

    test.each<[string, string, () => string, string[]]>([
      [
        'the items of a review',
        'review',
        () =>
          `update review set items = jsonb_set(items, '{features,points}', '1') where case_id = ${file('top')} and expert_id = ${expert()}`,
        [
          '示例甲空间 专家评分 津评审甲 总分',
          '示例甲空间 专家组得分 特色发展 得分',
          '示例甲空间 计入的专家得分 特色发展 得分',
          '示例甲空间 计入的专家得分 特色发展 得分',
        ],
      ],
      [
        'the score of a review',
        'review',
        () => `update review set score = 1 where case_id = ${file('top')} and expert_id = ${expert()}`,
        ['示例甲空间 专家评分 津评审甲 总分', '示例甲空间 专家组得分 总分'],
      ],
      [
        'the points of a panel',
        'review_panel',
        () =>
          `update review_panel set items = jsonb_set(items, '{features,points}', '1'), score = 2 where case_id = ${file('top')}`,
        ['示例甲空间 专家组得分 总分', '示例甲空间 专家组得分 特色发展 得分'],
      ],
      [
        'a departure that nobody wrote',
        'panel_exception',
        () =>
          `insert into panel_exception (id, case_id, pass, item, from_points, to_points, reason, at) select gen_random_uuid(), case_id, pass, 'features', 15, 3, '示例', finished_at from review_panel where case_id = ${file('top')}`,
        ['示例甲空间 计入的专家得分 特色发展 得分', '示例甲空间 计入的专家得分 特色发展 得分'],
      ],
      [
        'a figure that was sealed',
        'grading',
        () =>
          `update grading set inputs = replace(inputs, '"features":12', '"features":11') where id = ${newest('top')}`,
        [
          '示例乙空间 计入的专家得分 特色发展 得分',
          '示例乙空间 得分和等次 最高得分',
          '示例乙空间 得分和等次 最低得分',
          '示例乙空间 得分和等次 得分',
          '示例乙空间 得分和等次 特色发展 最高得分',
          '示例乙空间 得分和等次 特色发展 最低得分',
          SEAL,
          '示例乙空间 发布的结果 得分',
        ],
      ],
      [
        'a result that was sealed',
        'grading',
        () => `update grading set results = replace(results, '"points":97', '"points":98') where id = ${newest('top')}`,
        ['示例乙空间 得分和等次 得分'],
      ],
      [
        'the reason of an exception',
        'grading_exception',
        () => `update grading_exception set reason = '另有理由' where case_id = ${file('also')}`,
        [SEAL, '示例乙空间 发布的结果 另定等次的理由'],
      ],
      [
        'an approved grade',
        'grading_line',
        () => `update grading_line set grade = 'excellent', label = '优秀' where case_id = ${file('also')}`,
        ['示例乙空间 审定的等次 等次', '示例乙空间 审定的等次 等次名称'],
      ],
      [
        'a released grade',
        'evaluation_result',
        () => `update evaluation_result set grade = 'pass', place = 5 where case_id = ${file('fails')}`,
        ['示例戊空间 发布的结果 等次', '示例戊空间 发布的结果 名次', '示例戊空间 历年结果 2026 结果'],
      ],
      [
        'a result that is gone',
        'evaluation_result',
        () => `delete from evaluation_result where carrier_id = ${space('middling')}`,
        [
          '示例丙空间 发布的结果 carrierId',
          '示例丙空间 发布的结果 caseId',
          '示例丙空间 发布的结果 等次',
          '示例丙空间 发布的结果 等次名称',
          '示例丙空间 发布的结果 是否参加',
          '示例丙空间 发布的结果 名次',
          '示例丙空间 发布的结果 得分',
        ],
      ],
      [
        'the year before',
        'evaluation_past',
        () => `update evaluation_past set grade = 'pass' where carrier_id = ${space('failsAgain')}`,
        ['示例丁空间 历年结果 2025 结果'],
      ],
      [
        'an amount',
        'consequence',
        () =>
          `update consequence set items = jsonb_set(items, '{0,amount,fen}', '9000000') where carrier_id = ${space('also')}`,
        ['示例乙空间 处理意见 良好的给予鼓励资金 金额', '示例乙空间 处理决定 良好的给予鼓励资金 金额'],
      ],
      [
        'the share of an amount that a person set',
        'consequence',
        () =>
          `update consequence set items = jsonb_set(items, '{1,amount,shares,0,fen}', '1') where carrier_id = ${space('top')}`,
        [
          '示例甲空间 处理意见 优秀的在30万至50万元之间核定支持资金 金额',
          '示例甲空间 处理决定 优秀的在30万至50万元之间核定支持资金 金额',
        ],
      ],
      [
        'what a draft proposes',
        'consequence',
        () =>
          `update consequence set items = jsonb_set(items, '{0,chosen}', 'false') where carrier_id = ${space('away')}`,
        ['示例己空间 处理意见 不合格的限期整改 是否处理'],
      ],
      [
        'a draft that is gone',
        'consequence',
        () => `delete from consequence where carrier_id = ${space('away')}`,
        ['示例己空间 处理意见 不合格的限期整改 内容'],
      ],
      [
        'what was signed',
        'decision',
        () =>
          `update decision set matter = jsonb_set(matter, '{items,0,says}', '"从轻"') where case_id = ${file('fails')}`,
        ['示例戊空间 处理决定 不合格的限期整改 内容', '示例戊空间 处理决定 校验码'],
      ],
    ])('a change is named: %s', async (_name, table, sql, expected) => {
      const { code, lines } = await command(table, sql());
      const named = lines.filter((line) => line.startsWith('✗')).map((line) => line.slice(2, line.indexOf(':')));
      expect([code, named.map((line) => (line.includes(' 封存 ') ? SEAL : line))]).toEqual([1, expected]);
      expect(lines.at(-1)).toBe(`重算不一致: ${expected.length} 处`);
    });
  });

  test('the report is a Word file whose tables and charts say what was found, and the audit chain holds', async () => {
    const officer = people.get(OFFICER);
    const { statusCode, headers, rawPayload } = await clientOf(
      app,
      officer?.actor.personId ?? '',
      officer?.actor.organisationId ?? undefined,
    ).get(round('/report'));
    expect([statusCode, headers['content-type']]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ]);
    const [grades, indicators, parameters, units, visits, ...more] = await tablesOf(rawPayload);
    expect(more).toEqual([]);
    expect(grades).toEqual([
      ['等次', '依据', '家数', '占全部的比例'],
      ['优秀', '第五条', '1', '16.67%'],
      ['良好', '第五条', '1', '16.67%'],
      ['合格', '第五条', '1', '16.67%'],
      ['不合格', '第五条', '3', '50%'],
    ]);
    expect(indicators?.slice(0, 3)).toEqual([
      ['指标', '依据', '得分办法', '满分', '平均得分', '计入家数'],
      ['入驻率', '第四条', '入驻率达到0%得0分，入驻率达到50%得8分，入驻率达到80%得15分', '15', '7.6', '5'],
      ['入驻团队', '第四条', '入驻创业团队数每一单位得0.5分，最高15分', '15', '9.6', '5'],
    ]);
    // Of five: 15, 12, 15 after the second look, 5 and 5.
    expect(indicators?.at(-1)).toEqual(['特色发展', '第四条', '由专家评分，最高15分', '15', '10.4', '5']);
    expect(parameters).toHaveLength(1 + Object.keys(PARAMETERS).length);
    expect(parameters?.[1]).toEqual(['入驻率分值', '15分', '区科委2026年考评通知(示例)', '赵河东']);
    const values = Object.fromEntries((parameters ?? []).map(([name, value]) => [name, value]));
    expect([values['优秀、良好合计的比例'], values.每个入驻团队得分, values.鼓励资金数额]).toEqual([
      '40%',
      '0.5分/家',
      '5万元',
    ]);
    expect(units).toEqual([
      ['名次', '名称', '得分', '等次', '说明'],
      ['1', SPACES.top, '100', '优秀', ''],
      ['2', SPACES.also, '97', '良好', '年中有投诉，经核实降一等'],
      ['3', SPACES.middling, '74', '合格', ''],
      ['4', SPACES.failsAgain, '20', '不合格', ''],
      ['4', SPACES.fails, '20', '不合格', ''],
      ['', SPACES.away, '', '未参加(按不合格计)', '未参加评价'],
    ]);
    const { sample } = await send(OFFICER, 'get', round());
    expect(visits?.slice(1)).toEqual(
      sample.map(({ place, carrier, reason }: { place: number; carrier: string; reason: string }) => [
        String(place),
        carrier,
        reason,
        '2026年11月20日',
        '数据相符',
      ]),
    );
    const words = await wordsOf(rawPayload);
    for (const said of [
      '应参加6家，提交自评5家，其中逾期提交1家，未参加1家；收到异议的1家',
      '按公布的种子“双色球2026134期”随机抽取',
      '图1 各等次家数',
      '图2 各指标平均得分率',
      '图3 各单位得分',
    ])
      expect(words).toContain(said);
    // Each chart shows what its table says: bars as long as the figures.
    const [byGrade, byIndicator, byUnit, ...others] = await picturesOf(rawPayload);
    expect(others).toEqual([]);
    const shares = async (png: Buffer | undefined, way: 'up' | 'across') => {
      const bars = await barsOf(png ?? Buffer.alloc(0), TONE, way);
      return bars.map((length) => length / Math.max(...bars));
    };
    const near = (figures: readonly number[]) =>
      figures.map((figure) => expect.closeTo(figure / Math.max(...figures), 1));
    expect(await shares(byGrade, 'up')).toEqual(near([1, 1, 1, 3]));
    expect(await shares(byUnit, 'across')).toEqual(near([100, 97, 74, 20, 20]));
    const rates = (indicators ?? []).slice(1).map(([, , , max, average]) => Number(average) / Number(max));
    expect(await shares(byIndicator, 'across')).toEqual(near(rates));
    expect(await app.services.database.read((tx) => verifyAudit(tx))).toMatchObject({ brokenAt: null });
  });
});

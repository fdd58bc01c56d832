import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseServices } from '../../main.ts';
import { sqlRows } from '../../platform/db/database.ts';
import type { TestApp } from '../../test-app.ts';
import { appWithoutCases, demoPerson, given, type Person } from '../casefile/case.given.ts';
import { casesAtReview, librarians } from '../reviews/review.given.ts';
import { search } from './assignmentRun.actions.ts';
import type { RunView } from './assignmentRun.contract.ts';
import { type Pair, type Problem, plan } from './assignmentRun.ts';

let app: TestApp;
let officer: Person;
let experts: Person[];

beforeAll(async () => {
  app = await appWithoutCases();
  officer = await demoPerson(app, 'sheng.jingban');
  experts = [
    ...(await librarians(app, 4, { fields: ['人工智能'] })),
    ...(await librarians(app, 3, { fields: ['新材料'] })),
  ];
});
afterAll(() => app.close());

const idsOf = (people: readonly Person[]) => people.map(({ actor }) => actor.personId ?? '');
const query = (text: string, values: unknown[]) =>
  app.services.database.transact((tx) => sqlRows<Record<string, unknown>>(tx, text, values));

async function planned(roundId: string, asked: object = {}): Promise<RunView> {
  const { runId } = await given(officer.client.post(`/api/rounds/${roundId}/assignments`, asked));
  await app.jobs.runDue();
  for (;;) {
    const run = await given(officer.client.get(`/api/rounds/${roundId}/assignments/${runId}?size=200`));
    if (run.state !== 'waiting' && run.state !== 'solving') return run;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const pairsOf = ({ rows }: RunView): Pair[] =>
  rows.flatMap(({ caseId, experts: panel }) => panel.map(({ expertId }) => ({ caseId, expertId })));
const without = (pairs: readonly Pair[], expertId: string) => pairs.filter((pair) => pair.expertId !== expertId);

test('a plan for a round fills every seat, is previewed with reasons, and seats the panels once it is confirmed', async () => {
  const { roundId, caseIds } = await casesAtReview(app, 6);
  expect(await given(officer.client.get(`/api/rounds/${roundId}/assignments`))).toMatchObject({
    waiting: 6,
    seats: 18,
  });
  const run = await planned(roundId);
  expect(run).toMatchObject({ state: 'proposed', total: 6, done: 18, lacking: 0, seatedCases: 0 });
  expect(pairsOf(run)).toHaveLength(18);
  // 18 seats and 7 experts: nobody has more than 3, and nobody less than 2.
  expect(run.loads.map(({ seats }) => seats)).toEqual([3, 3, 3, 3, 2, 2, 2]);
  const { seats, others } = await given(
    officer.client.get(`/api/rounds/${roundId}/assignments/${run.id}/cases/${caseIds[0]}`),
  );
  expect(seats).toHaveLength(3);
  expect(seats[0].because).toMatch(/^熟悉领域：新材料；在评0件；无利害关系；本方案共[23]件$/);
  expect(others).toHaveLength(4);

  await given(officer.client.post(`/api/rounds/${roundId}/assignments/${run.id}/confirmation`));
  await app.jobs.runDue();
  const after = await given(officer.client.get(`/api/rounds/${roundId}/assignments/${run.id}?size=200`));
  expect(after).toMatchObject({ state: 'confirmed', seatedCases: 6, failures: [] });
  const sitting = await query(
    `select r.case_id as "caseId", r.expert_id as "expertId" from review r join case_file c on c.id = r.case_id
     where c.round_id = $1 order by 1, 2`,
    [roundId],
  );
  const order = (a: Pair, b: Pair) => (a.caseId + a.expertId < b.caseId + b.expertId ? -1 : 1);
  expect(sitting).toEqual(pairsOf(run).sort(order));
  const again = await officer.client.post(`/api/rounds/${roundId}/assignments/${run.id}/confirmation`);
  expect([again.status, again.body.code]).toEqual([409, 'assignment.wrong-state']);
});

test('an expert who is away leaves; all others stay; one pinned by hand sits and one forbidden does not', async () => {
  const { roundId } = await casesAtReview(app, 5);
  const first = await planned(roundId);
  const gone = pairsOf(first)[0]?.expertId ?? '';
  await query("update expert set away_from = '2026-11-01', away_to = '2026-12-31' where person_id = $1", [gone]);
  const second = await planned(roundId, { basedOn: first.id });
  expect(pairsOf(second)).toHaveLength(15);
  expect(pairsOf(second)).toEqual(expect.arrayContaining(without(pairsOf(first), gone)));
  await query('update expert set away_from = null, away_to = null where person_id = $1', [gone]);

  const [seat] = pairsOf(second) as [Pair];
  const stranger = idsOf(experts).find(
    (id) => !pairsOf(second).some(({ caseId, expertId }) => caseId === seat.caseId && expertId === id),
  );
  const pin = { caseId: seat.caseId, expertId: stranger ?? '' };
  const third = await planned(roundId, { pins: [pin], forbids: [seat] });
  expect(pairsOf(third)).toContainEqual(pin);
  expect(pairsOf(third)).not.toContainEqual(seat);
});

test('what blocks a plan is named: who must stay away, and whose caps bind', async () => {
  const { roundId, caseIds } = await casesAtReview(app, 4);
  await query('update expert set per_round = 1', []);
  const run = await planned(roundId);
  expect(run.lacking).toBeGreaterThan(0);
  expect(pairsOf(run)).toHaveLength(7);
  expect(run.rows.find(({ lack }) => lack)?.lack).toMatch(
    /^应有3名，缺\d名：可选的.*都已达件数上限，怎样调换都空不出位置；可提高其上限或增加专家/,
  );
  await query('update expert set per_round = 40', []);
  for (const expertId of idsOf(experts).slice(0, 5))
    await query(
      `insert into expert_interest (id, expert_id, kind, organisation_name, to_day, declared_at)
       select gen_random_uuid(), $1, 'employer', o.name, '2019-12-31', now()
       from case_file c join organisation o on o.id = c.applicant_id where c.id = $2`,
      [expertId, caseIds[0]],
    );
  const second = await planned(roundId);
  expect(second.rows[0]?.lack).toContain('应有3名，缺1名：可选专家只有2名(应回避5名');
  await query("delete from expert_interest where to_day = '2019-12-31'", []);
});

test('a search is cancelled before it is over, and of two at once one is refused', async () => {
  const { roundId } = await casesAtReview(app, 2);
  const { runId } = await given(officer.client.post(`/api/rounds/${roundId}/assignments`));
  const second = await officer.client.post(`/api/rounds/${roundId}/assignments`);
  expect([second.status, second.body.code]).toEqual([409, 'assignment.under-way']);
  await given(officer.client.post(`/api/rounds/${roundId}/assignments/${runId}/cancellation`));
  await app.jobs.runDue();
  expect(await given(officer.client.get(`/api/rounds/${roundId}/assignments/${runId}`))).toMatchObject({
    state: 'cancelled',
    rows: [],
  });
});

test('progress rises seat by seat as the officer sees it; a search cancelled under way ends there and leaves no plan', async () => {
  const { roundId } = await casesAtReview(app, 3);
  const runs = `/api/rounds/${roundId}/assignments`;
  /** Searches as the job does; after each of its transactions the officer looks. */
  const watched = async (look: (run: RunView) => Promise<unknown>) => {
    const { runId } = await given(officer.client.post(runs));
    const services = caseServices(app.services);
    const { database } = services;
    const transact: typeof database.transact = async (work) => {
      const result = await database.transact(work);
      await look(await given(officer.client.get(`${runs}/${runId}`)));
      return result;
    };
    await search({ ...services, database: { ...database, transact } }, runId);
    return given(officer.client.get(`${runs}/${runId}`));
  };
  const seen: [string, number][] = [];
  const cancelled = await watched(async ({ id, state, done }) => {
    seen.push([state, done]);
    if (done === 4 && state === 'solving') await given(officer.client.post(`${runs}/${id}/cancellation`));
  });
  expect(seen).toEqual([
    ...[0, 1, 2, 3, 4].map((done) => ['solving', done]),
    ['cancelled', 4], // the fifth seat was found, and is not told any more
  ]);
  expect(cancelled).toMatchObject({ state: 'cancelled', done: 4, rows: [] });
  const told: number[] = [];
  const whole = await watched(async ({ done }) => told.push(done));
  expect(told).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]);
  expect(whole).toMatchObject({ state: 'proposed', done: 9, lacking: 0 });
});

test('a search whose process was killed is told as interrupted, and gives way to a new one', async () => {
  const { roundId } = await casesAtReview(app, 2);
  const runs = `/api/rounds/${roundId}/assignments`;
  const { runId } = await given(officer.client.post(runs));
  await query("update assignment_run set state = 'solving', beat_at = asked_at where id = $1", [runId]);
  expect(await given(officer.client.get(`${runs}/${runId}`))).toMatchObject({ state: 'solving', interrupted: false });
  await query("update assignment_run set beat_at = asked_at - interval '61 seconds' where id = $1", [runId]);
  expect(await given(officer.client.get(`${runs}/${runId}`))).toMatchObject({ state: 'solving', interrupted: true });
  expect(await planned(roundId)).toMatchObject({ state: 'proposed', lacking: 0 });
  expect(await given(officer.client.get(`${runs}/${runId}`))).toMatchObject({
    state: 'failed',
    interrupted: false,
    failure: '负责计算的进程已停止',
  });
});

test('two officers at once do not pass an expert’s cap', async () => {
  const { caseIds } = await casesAtReview(app, 2);
  const [last] = await query(
    `select e.person_id from expert e where e.person_id = any($1::uuid[]) order by e.person_id desc`,
    [idsOf(experts)],
  );
  await query('update expert set per_round = 1 where person_id = $1', [last?.person_id]);
  const rest = idsOf(experts).filter((id) => id !== last?.person_id);
  const answers = await Promise.all(
    caseIds.map((caseId, at) =>
      officer.client.send('put', `/api/cases/${caseId}/panel`, {
        expertIds: [last?.person_id, ...rest.slice(at * 2, at * 2 + 2)],
      }),
    ),
  );
  expect(answers.map(({ status, body }) => (status === 200 ? 200 : body.code)).sort()).toEqual([200, 'review.cap']);
  await query('update expert set per_round = 40', []);
});

test('where one expert leaves a plan of many, only the seats they leave move', () => {
  const submissions = Array.from({ length: 40 }, (_, at) => ({ id: `s${at}`, seats: 3, matter: at % 2 ? '甲' : '乙' }));
  const library = Array.from({ length: 20 }, (_, at) => ({
    id: `e${at}`,
    fields: [at % 3 ? '甲' : '乙'],
    employer: at % 17,
    room: 8,
    load: at % 4,
    isAway: false,
  }));
  const problem: Problem = { submissions, experts: library, interests: [], pins: [], forbids: [], kept: [] };
  const before = plan(problem).seats;
  const after = plan({
    ...problem,
    experts: library.map((one) => ({ ...one, isAway: one.id === 'e3' })),
    kept: before,
  });
  const stays = before.filter(({ expertId }) => expertId !== 'e3');
  expect(after.lacks).toEqual([]);
  expect(after.seats.map(({ caseId, expertId }) => `${caseId} ${expertId}`)).toEqual(
    expect.arrayContaining(stays.map(({ caseId, expertId }) => `${caseId} ${expertId}`)),
  );
});

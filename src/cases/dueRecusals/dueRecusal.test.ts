import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../kernel/id.ts';
import { sqlRows } from '../../platform/db/database.ts';
import type { TestApp } from '../../test-app.ts';
import { appWithoutCases, demoPerson, given, type Person } from '../casefile/case.given.ts';
import { casesAtReview, librarians } from '../reviews/review.given.ts';
import { interestedOn, phaseOf } from './dueRecusal.ts';

let app: TestApp;
let officer: Person;
let experts: [Person, Person, Person, Person];

beforeAll(async () => {
  app = await appWithoutCases();
  officer = await demoPerson(app, 'sheng.jingban');
  experts = (await librarians(app, 4)) as [Person, Person, Person, Person];
});
afterAll(() => app.close());

const sql = <T extends object>(text: string, values: unknown[]) =>
  app.services.database.transact((tx) => sqlRows<T>(tx, text, values));
const idOf = ({ actor }: Person) => actor.personId ?? '';
const panelPath = (caseId: string) => `/api/cases/${caseId}/panel`;
const seat = (caseId: string, people: readonly Person[]) =>
  officer.client.send('put', panelPath(caseId), { expertIds: people.map(idOf) });
const hand = async (expert: Person, caseId: string, score: number) => {
  const entry = { revision: 0, score, opinion: `意见${score}`, recommendation: 'recommend' };
  return expert.client.post(`/api/cases/${caseId}/review/submission`, entry);
};
const panelOf = (caseId: string) => given(officer.client.get(panelPath(caseId)));
const stateOf = async (caseId: string, expert: Person) =>
  (await panelOf(caseId)).reviews.find(({ expertId }: { expertId: string }) => expertId === idOf(expert))?.state;
const sitting = async (caseId: string): Promise<string[]> =>
  (await panelOf(caseId)).reviews
    .filter(({ state }: { state: string }) => state === 'assigned' || state === 'submitted')
    .map(({ expertId }: { expertId: string }) => expertId)
    .sort();
const foundIn = async (caseId: string) =>
  (await given(officer.client.get('/api/due-recusals?size=200'))).rows.filter(
    (row: { caseId: string }) => row.caseId === caseId,
  );
const duty = async () =>
  (await given(officer.client.get('/api/duties'))).rows.find((row: { duty: string }) => row.duty === 'due-recusal')
    ?.count ?? 0;
const answer = (caseId: string, reviewId: string, body: object) =>
  officer.client.post(`/api/cases/${caseId}/due-recusals/${reviewId}`, body);

/** A tenant of the case's space, in whom an expert then has shares. */
async function tenantOf(caseId: string): Promise<string> {
  const [row] = await sql<{ carrier_id: string }>('select carrier_id from case_file where id = $1', [caseId]);
  const [team, tenancy, name] = [newId(), newId(), `示例企业${newId().slice(-6)}`];
  await sql(
    `insert into team (id, root_id, carrier_id, valid_from, name, company_name) values ($1, $1, $2, '2026-01-01', $3, $3)`,
    [team, row?.carrier_id, name],
  );
  await sql(
    `insert into tenancy (id, root_id, carrier_id, team_id, valid_from) values ($1, $1, $2, $3, '2026-01-01')`,
    [tenancy, row?.carrier_id, team],
  );
  return name;
}
const holds = (expert: Person, organisationName: string, more: object = {}) =>
  expert.client.post('/api/me/expert/interests', { kind: 'shareholding', sharePercent: 3, organisationName, ...more });
const roundSays = (roundId: string, late: 'propose' | 'replace') =>
  sql('update round set late_experts = $2 where id = $1', [roundId, late]);

test('an interest declared takes the seat at once; the round proposes the next best, who sits when the officer says so', async () => {
  const { caseIds } = await casesAtReview(app, 1);
  const [caseId = ''] = caseIds;
  const [first, second, third, fourth] = experts;
  await given(seat(caseId, [first, second, third]));
  expect((await hand(first, caseId, 60)).status).toBe(200);
  const [company, before] = [await tenantOf(caseId), await duty()];
  await given(holds(first, company));
  expect(await stateOf(caseId, first)).toBe('conflicted');
  expect(await sitting(caseId)).toEqual([idOf(second), idOf(third)].sort());
  expect(await duty()).toBe(before + 1);
  const [found] = await foundIn(caseId);
  expect(found).toMatchObject({
    phase: 'sitting',
    wasIn: true,
    expert: first.actor.name,
    conflicts: [
      { kind: 'shareholding', path: [first.actor.name, `持有${company}3%股份`, `入驻团队(企业)：${company}`] },
    ],
    proposed: fourth.actor.name,
    successor: null,
    answer: null,
  });
  const wrong = await answer(caseId, found.reviewId, { answer: 'stand', reason: '维持原结果' });
  expect([wrong.status, wrong.body.code]).toEqual([409, 'review.recusal-wrong-answer']);
  await given(answer(caseId, found.reviewId, { answer: 'seat' }));
  expect(await sitting(caseId)).toEqual([idOf(second), idOf(third), idOf(fourth)].sort());
  expect(await duty()).toBe(before);
  expect((await answer(caseId, found.reviewId, { answer: 'noted' })).body.code).toBe('review.recusal-answered');
  // What the one who left gave counts in nothing.
  for (const [at, expert] of [second, third, fourth].entries()) await given(hand(expert, caseId, 80 + at));
  expect(await panelOf(caseId)).toMatchObject({ finishedAt: expect.any(String), score: 81 });
});

test('where the round says so the seat changes hands by itself, and the officer is told whom, why and what happened', async () => {
  const { roundId, caseIds } = await casesAtReview(app, 1);
  const [caseId = ''] = caseIds;
  await roundSays(roundId, 'replace');
  const [first, second, third, fourth] = experts;
  await given(seat(caseId, [first, second, third]));
  await given(holds(first, await tenantOf(caseId)));
  await app.jobs.runDue();
  expect(await sitting(caseId)).toEqual([idOf(second), idOf(third), idOf(fourth)].sort());
  const [found] = await foundIn(caseId);
  expect(found).toMatchObject({ wasIn: false, proposed: null, successor: fourth.actor.name, answer: null });
  await given(answer(caseId, found.reviewId, { answer: 'noted' }));
});

test('a change on the side of the unit is found as soon as it is recorded, and one that a day brings, the next morning', async () => {
  const before = app.clock.now();
  const { caseIds } = await casesAtReview(app, 2);
  const [recorded = '', begins = ''] = caseIds;
  const [first, second, third] = experts;
  for (const caseId of caseIds) await given(seat(caseId, [first, second, third]));
  const staff = async (caseId: string, validFrom: string) => {
    const [row] = await sql<{ carrier_id: string }>('select carrier_id from case_file where id = $1', [caseId]);
    const id = newId();
    await sql('insert into staff (id, root_id, carrier_id, valid_from, name) values ($1, $1, $2, $3, $4)', [
      id,
      row?.carrier_id,
      validFrom,
      first.actor.name,
    ]);
  };
  await staff(recorded, '2026-11-01');
  await staff(begins, '2026-11-25');
  await app.jobs.runDue();
  expect([await stateOf(recorded, first), await stateOf(begins, first)]).toEqual(['conflicted', 'assigned']);
  expect((await foundIn(recorded))[0].conflicts).toMatchObject([{ kind: 'namesake' }]);
  app.clock.set('2026-11-25T06:00:00+08:00');
  const watch = `insert into job (id, kind, key, due_at, payload, created_at) values ($1, 'interest.watch', 'start', $2, '{"after":null}', $2)`;
  await sql(watch, [newId(), '2026-11-25T06:00:00+08:00']);
  await app.jobs.runDue();
  expect(await stateOf(begins, first)).toBe('conflicted');
  app.clock.set(before);
});

test('a finished panel is put together again without the expert, and waits for the officer: on with the others, or back to the review', async () => {
  const { caseIds } = await casesAtReview(app, 2);
  const [goesOn = '', again = ''] = caseIds;
  const [first, second, third, fourth] = experts;
  for (const caseId of caseIds) {
    await given(seat(caseId, [first, second, third]));
    for (const [at, expert] of [first, second, third].entries()) await given(hand(expert, caseId, 70 + at * 6));
    expect(await panelOf(caseId)).toMatchObject({ score: 76 });
  }
  for (const caseId of caseIds) {
    await given(holds(first, await tenantOf(caseId)));
    expect(await panelOf(caseId)).toMatchObject({ score: 79 });
  }
  const [one] = await foundIn(goesOn);
  expect(one).toMatchObject({ phase: 'finished', wasIn: true });
  expect((await answer(goesOn, one.reviewId, { answer: 'goOn' })).body.fields[0].path).toBe('reason');
  await given(answer(goesOn, one.reviewId, { answer: 'goOn', reason: '其余两名专家意见一致' }));
  expect((await given(officer.client.get(`/api/cases/${goesOn}`))).step).not.toBe('expert-review');

  const [other] = await foundIn(again);
  await given(answer(again, other.reviewId, { answer: 'reexamine', reason: '须补足三名专家' }));
  expect(await sitting(again)).toEqual([idOf(second), idOf(third), idOf(fourth)].sort());
  expect((await second.client.post(`/api/cases/${again}/review/submission`, {})).status).toBe(422);
  expect((await hand(fourth, again, 85)).status).toBe(200);
  expect(await panelOf(again)).toMatchObject({ finishedAt: expect.any(String), score: 81 });
});

test('of a declaration and a seat, a submission or another declaration at the same time, none leaves a live seat with an interest', async () => {
  const { roundId, caseIds } = await casesAtReview(app, 9);
  await roundSays(roundId, 'propose');
  const [first, second, third] = experts;
  for (const [at, caseId] of caseIds.entries()) {
    const company = await tenantOf(caseId);
    const kind = at % 3;
    if (kind > 0) await given(seat(caseId, [first, second, third]));
    const [declared] = await Promise.all([
      holds(first, company),
      kind === 0 ? seat(caseId, [first, second, third]) : kind === 1 ? hand(first, caseId, 90) : holds(second, company),
    ]);
    expect(declared.status).toBe(200);
    await app.jobs.runDue();
    const seats = await sql<{ expert_id: string }>(
      `select expert_id from review where case_id = $1 and state in ('assigned', 'submitted')`,
      [caseId],
    );
    const live = seats.map(({ expert_id }) => expert_id);
    expect(live).not.toContain(idOf(first));
    if (kind === 2) expect(live).not.toContain(idOf(second));
  }
});

test('neither the expert nor the operator learns of the path, nor that there is something to answer', async () => {
  const operator = await demoPerson(app, 'yunying');
  for (const person of [experts[0], operator]) expect((await person.client.get('/api/due-recusals')).status).toBe(403);
  const { caseIds } = await casesAtReview(app, 1);
  const [caseId = ''] = caseIds;
  await given(seat(caseId, experts.slice(1)));
  await given(holds(experts[1], await tenantOf(caseId)));
  const [found] = await foundIn(caseId);
  expect(JSON.stringify(await given(operator.client.get(`/api/cases/${caseId}`)))).not.toMatch(
    new RegExp(`${found.expert}|回避|持有`),
  );
  expect((await experts[1].client.get(`/api/cases/${caseId}`)).status).toBe(404);
  expect((await answer(caseId, newId(), { answer: 'noted' })).status).toBe(404);
  expect(
    (await operator.client.post(`/api/cases/${caseId}/due-recusals/${found.reviewId}`, { answer: 'noted' })).status,
  ).toBe(403);
});

test('after the release only what stood on the day of the review is an interest, and where a case ended without a result, nothing', () => {
  const closed = { state: 'closed', step_kind: null, pass: 5 };
  expect(phaseOf({ ...closed, result: 'granted' }, 2, 2)).toBe('closed');
  expect(phaseOf({ ...closed, result: 'withdrawn' }, 2, 2)).toBeNull();
  expect(phaseOf({ ...closed, result: 'granted' }, 1, 2)).toBeNull();
  const expert = {
    personId: 'p',
    name: '张三',
    phoneHashes: [],
    memberships: [{ organisationId: 'o', name: '甲', uscc: null, since: '2026-12-01' }],
    interests: [null, '2026-05-01', '2026-12-01'].map((fromDay) => ({
      kind: 'employer' as const,
      organisationId: null,
      organisationName: '乙',
      uscc: null,
      fromDay,
      toDay: null,
      sharePercent: null,
      note: null,
    })),
  };
  const then = interestedOn(expert, '2026-11-20');
  expect(then.interests.map(({ fromDay }) => fromDay)).toEqual([null, '2026-05-01']);
  expect(then.memberships).toEqual([]);
});

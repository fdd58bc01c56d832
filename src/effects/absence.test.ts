import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  appWithoutCases,
  demoPerson,
  FILING,
  given,
  type Person,
  submittedFiling,
  verb,
} from '../cases/casefile/case.given.ts';
import { missingIn, paperRead } from '../cases/papers/paper.given.ts';
import { sqlRows } from '../platform/db/database.ts';
import type { TestApp } from '../test-app.ts';

const { packId, carrierId } = FILING;
let app: TestApp;
let operator: Person;
let officer: Person;
let director: Person;

beforeAll(async () => {
  app = await appWithoutCases();
  app.clock.set('2026-11-02T09:00:00+08:00');
  let district: Person;
  [operator, district, officer, director] = (await Promise.all(
    (['hu.yunying', 'hu.qu', 'hu.lianmeng', 'hu.lianmeng.qianfa'] as const).map((account) => demoPerson(app, account)),
  )) as [Person, Person, Person, Person];
  const filing = await submittedFiling(operator);
  await given(verb(district, filing, 'agree', { opinion: '同意推荐' }));
  await given(verb(officer, filing, 'agree', { opinion: '受理' }));
  const draft = { version: 0, outcome: 'granted', reasons: '符合规定。' };
  await given(officer.client.send('put', `/api/cases/${filing}/decision`, draft));
  await given(director.client.post(`/api/cases/${filing}/decision/signature`, { version: 1 }));
});
afterAll(() => app.close());

const round = async (year: number) =>
  (
    await given(
      officer.client.post('/api/evaluations', {
        packId,
        procedureId: 'evaluation',
        year,
        title: `${year}年度绩效评估(示例)`,
        opensAt: `${year}-11-10T09:00:00+08:00`,
        closesAt: `${year}-11-20T17:00:00+08:00`,
        membersOn: `${year}-11-09`,
        factsOn: `${year}-10-31`,
      }),
    )
  ).roundId as string;
const runAt = async (at: string) => {
  app.clock.set(at);
  await app.jobs.runDue();
};
const reminders = (roundId: string) =>
  app.services.database.read((tx) =>
    sqlRows<{ kind: string; at: string }>(
      tx,
      `select r.kind, to_char(r.at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI') as at
       from reminder r join evaluation_member m on m.case_id = r.case_id where m.round_id = $1 order by r.at`,
      [roundId],
    ),
  );
const consequences = async (roundId: string) =>
  (await given(officer.client.get(`/api/evaluations/${roundId}/consequences`))).rows;
const held = async () => (await given(operator.client.get('/api/designations'))).rows[0];

describe('上海 第九条', () => {
  let first: string;

  test('who has not handed in is reminded three times, at the moments of the extension', async () => {
    first = await round(2026);
    await runAt('2026-11-10T09:00:00+08:00');
    await runAt('2026-11-17T17:00:00+08:00');
    expect(await reminders(first)).toEqual([{ kind: 'before', at: '11-17 17:00' }]);
    await given(
      officer.client.post(`/api/rounds/${first}/extension`, {
        closesAt: '2026-11-25T17:00:00+08:00',
        reason: '系统故障',
      }),
    );
    await runAt('2026-11-20T09:00:00+08:00');
    await runAt('2026-11-20T18:00:00+08:00');
    expect(await reminders(first)).toHaveLength(1);
    const early = await officer.client.post(`/api/evaluations/${first}/absence`);
    expect([early.status, early.body.code]).toEqual([409, 'evaluation.still-open']);
    await runAt('2026-11-25T09:00:00+08:00');
    await runAt('2026-11-25T18:00:00+08:00');
    expect(await reminders(first)).toEqual([
      { kind: 'before', at: '11-17 17:00' },
      { kind: 'at', at: '11-25 09:00' },
      { kind: 'after', at: '11-25 18:00' },
    ]);
  });

  test('one year without taking part has no consequence', async () => {
    await given(officer.client.post(`/api/evaluations/${first}/absence`));
    await given(director.client.post(`/api/evaluations/${first}/release`));
    expect(await consequences(first)).toEqual([]);
    expect((await held()).state).toBe('valid');
  });

  test('after the second in a row the filing lapses, by a signed decision that counts both', async () => {
    const second = await round(2027);
    await runAt('2027-11-10T09:00:00+08:00');
    await runAt('2027-11-20T17:00:00+08:00');
    await given(officer.client.post(`/api/evaluations/${second}/absence`));
    await given(director.client.post(`/api/evaluations/${second}/release`));
    const [draft] = await consequences(second);
    expect(draft).toMatchObject({ state: 'draft', items: [{ id: 'absent-twice', cites: '第九条', chosen: true }] });
    expect(draft.reasons).toContain('2026年未参加（2026年度绩效评估(示例)）；2027年未参加（2027年度绩效评估(示例)）。');
    expect((await held()).state).toBe('valid');
    const path = `/api/evaluations/${second}/consequences/${carrierId}`;
    await given(officer.client.post(`${path}/proposal`, { version: 1, choices: [], reasons: draft.reasons }));
    await given(director.client.post(`${path}/signature`, { version: 2 }));
    expect(await held()).toMatchObject({ state: 'lapsed', endedOn: '2027-11-20' });
    const letter = await paperRead(app, operator, draft.caseId);
    expect(
      missingIn(letter, [
        '2026 未参加 2026年度绩效评估(示例) 第九条',
        '2027 未参加 2027年度绩效评估(示例) 第九条',
        '资格失效：上海市备案众创空间',
        '第九条 2027年11月20日 重新取得资格之前',
        director.actor.name,
      ]),
    ).toEqual([]);
    const { body } = await app.anyone.get(`/spaces/${carrierId}`);
    expect(String(body)).toContain('已失效');
  });
});

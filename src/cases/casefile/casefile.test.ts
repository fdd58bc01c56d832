import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sqlRows } from '../../platform/db/database.ts';
import type { TestApp } from '../../test-app.ts';
import {
  appWithoutCases,
  colleague,
  demoPerson,
  FILING,
  FILLED,
  given,
  type Person,
  submittedFiling,
  taskOf,
  verb,
  voided,
} from './case.given.ts';

let app: TestApp;
let operator: Person;
let district: Person;
let secondDistrict: Person;
let alliance: Person;
let allianceHead: Person;
let outsider: Person;

beforeAll(async () => {
  app = await appWithoutCases();
  operator = await demoPerson(app, 'hu.yunying');
  district = await demoPerson(app, 'hu.qu');
  secondDistrict = await colleague(app, 'shanghaiDistrict', 'officer', 'hu.qu.2');
  alliance = await demoPerson(app, 'hu.lianmeng');
  allianceHead = await demoPerson(app, 'hu.lianmeng.qianfa');
  outsider = await demoPerson(app, 'yunying');
});
afterAll(() => app.close());

const opened: string[] = [];
afterEach(async () => {
  for (const caseId of opened.splice(0)) await voided(app, caseId);
});
async function filing(): Promise<string> {
  const caseId = await submittedFiling(operator);
  opened.push(caseId);
  return caseId;
}
async function draft(): Promise<string> {
  const { caseId } = await given(operator.client.post('/api/cases', FILING));
  opened.push(caseId);
  return caseId;
}
const caseOf = async (person: Person, caseId: string) => given(person.client.get(`/api/cases/${caseId}`));

describe('the form', () => {
  test('is read before anything is started: each condition with its clause, finding and evidence', async () => {
    const form = await given(
      operator.client.get(
        `/api/carriers/${FILING.carrierId}/procedure-form?packId=${FILING.packId}&procedureId=filing`,
      ),
    );
    expect(form.findings.length).toBeGreaterThan(4);
    for (const finding of form.findings) {
      expect(finding.cites).toMatch(/^第四条/);
      expect(finding.clause).not.toBeNull();
      expect(finding.lines.length).toBeGreaterThan(0);
    }
    expect(form.fields.map(({ id }: { id: string }) => id)).toEqual(Object.keys(FILLED));
    const blank = await given(app.anyone.get(`/api/procedure-form?packId=${FILING.packId}&procedureId=filing`));
    expect(blank.verdict).toBe('unknown');
  });

  test('tells every gap at its field when it is handed in, and leaves it open', async () => {
    const caseId = await draft();
    const { status, body } = await operator.client.post(`/api/cases/${caseId}/submission`, { revision: 0 });
    expect(status).toBe(422);
    expect(body.fields.map(({ path }: { path: string }) => path)).toEqual(Object.keys(FILLED));
    expect((await caseOf(operator, caseId)).state).toBe('draft');
  });

  test('takes several editors on different fields, and shows both values where they meet', async () => {
    const caseId = await draft();
    const save = (answers: object, revision: number) =>
      operator.client.patch(`/api/cases/${caseId}/form`, { revision, answers });
    expect((await given(save({ introduction: '一' }, 0))).revision).toBe(1);
    expect((await given(save({ focus: '二' }, 0))).answers).toEqual({ introduction: '一', focus: '二' });
    const raced = await save({ introduction: '三' }, 0);
    expect(raced.status).toBe(409);
    expect(raced.body).toMatchObject({
      code: 'form.changed',
      details: { revision: 2, answers: { introduction: '一', focus: '二' }, notSaved: { introduction: '三' } },
      fields: [{ path: 'introduction', code: 'form.changed' }],
    });
    expect((await given(save({ introduction: null }, 2))).answers).toEqual({ focus: '二' });
    const { rows } = await given(operator.client.get(`/api/cases/${caseId}/form/history?field=introduction`));
    expect(
      rows.map(({ revision, before, after, person }: Record<string, unknown>) => [revision, before, after, person]),
    ).toEqual([
      [3, '一', null, operator.actor.name],
      [1, null, '一', operator.actor.name],
    ]);
  });

  test('an autosave that comes after the submission changes nothing and loses nothing', async () => {
    const caseId = await filing();
    const { status, body } = await operator.client.patch(`/api/cases/${caseId}/form`, {
      revision: 1,
      answers: { focus: '迟到' },
    });
    expect(status).toBe(409);
    expect(body).toMatchObject({
      code: 'form.not-open',
      details: { revision: 1, answers: { ...FILLED, contact: '徐运营 021*****0000' }, notSaved: { focus: '迟到' } },
    });
  });

  test('a submission of another revision than was read is refused with the present values', async () => {
    const caseId = await draft();
    await given(operator.client.patch(`/api/cases/${caseId}/form`, { revision: 0, answers: FILLED }));
    const { status, body } = await operator.client.post(`/api/cases/${caseId}/submission`, { revision: 0 });
    expect([status, body.code, body.details.revision]).toEqual([409, 'form.changed', 1]);
  });

  test('a value of the wrong kind is refused at its field', async () => {
    const caseId = await draft();
    const { status, body } = await operator.client.patch(`/api/cases/${caseId}/form`, {
      revision: 0,
      answers: { focus: 7, constructor: 'x' },
    });
    expect(status).toBe(422);
    expect(body.fields.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
      ['focus', 'type'],
      ['constructor', 'unknown'],
    ]);
  });
});

describe('intake', () => {
  test('a carrier has one open case of a procedure, and a draft is its owner’s alone', async () => {
    const caseId = await draft();
    const again = await operator.client.post('/api/cases', FILING);
    expect([again.status, again.body.code, again.body.details.case]).toEqual([409, 'case.already-open', caseId]);
    for (const other of [district, outsider]) expect((await other.client.get(`/api/cases/${caseId}`)).status).toBe(404);
  });

  test('ten attempts to open the same case at once open one', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => operator.client.post('/api/cases', FILING)));
    const won = answers.filter(({ status }) => status === 200);
    opened.push(...won.map(({ body }) => body.caseId));
    expect(won).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(
      new Set(['case.already-open']),
    );
  });

  test('a carrier outside the territory of the pack is not eligible', async () => {
    const { status, body } = await operator.client.post('/api/cases', {
      ...FILING,
      packId: '430000-hunan/maker-space-2016',
      procedureId: 'recognition',
    });
    expect([status, body.code]).toEqual([409, 'case.not-eligible']);
  });

  test('what was judged is frozen with the submission', async () => {
    const caseId = await filing();
    const rows = await app.services.database.read((tx) =>
      tx.selectFrom('case_assessment').selectAll().where('case_id', '=', caseId).execute(),
    );
    const view = await caseOf(operator, caseId);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      kind: 'submit',
      on_day: '2026-11-23',
      pack_hash: view.packHash,
      verdict: view.verdict,
    });
    expect(rows[0]?.facts['space.floorArea'].provenance.length).toBeGreaterThan(0);
  });
});

describe('two of one role', () => {
  test('the first acts, the second is told that it is done', async () => {
    const caseId = await filing();
    const task = await taskOf(secondDistrict, caseId);
    await given(verb(district, caseId, 'agree', { opinion: '材料齐全' }));
    const { status, body } = await secondDistrict.client.post(`/api/tasks/${task}/verbs/agree`, {});
    expect([status, body.code]).toEqual([409, 'task.already-done']);
  });

  test('two hundred decide one task at once: one wins, the others are refused clearly', async () => {
    const caseId = await filing();
    const task = await taskOf(district, caseId);
    const before = await eventCount(caseId);
    const people = [district, secondDistrict];
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        people[i % 2]?.client.post(`/api/tasks/${task}/verbs/${i % 3 ? 'agree' : 'disagree'}`, { opinion: `第${i}次` }),
      ),
    );
    const codes = Object.groupBy(answers, (answer) => `${answer?.status} ${answer?.body.code ?? ''}`);
    expect(codes['200 ']).toHaveLength(1);
    expect(codes['409 task.already-done']).toHaveLength(199);
    expect(await eventCount(caseId)).toBe(before + 1);
  });
});

async function eventCount(caseId: string): Promise<number> {
  const rows = await app.services.database.read((tx) =>
    tx.selectFrom('case_event').select('seq').where('case_id', '=', caseId).execute(),
  );
  return rows.length;
}

describe('what the applicant sees', () => {
  test('no internal opinion, no person, no task of a body; a return comes with its reason', async () => {
    const caseId = await filing();
    await given(verb(district, caseId, 'agree', { opinion: '内部意见甲' }));
    await given(verb(alliance, caseId, 'returnToStarter', { opinion: '请补充导师名单' }));
    const seen = await caseOf(operator, caseId);
    const text = JSON.stringify(seen);
    expect(text).not.toContain('内部意见甲');
    expect(text).not.toContain(district.actor.name);
    expect(seen.audience).toBe('applicant');
    expect(seen.timeline.map(({ verb: name, opinion }: Record<string, unknown>) => [name, opinion])).toEqual([
      ['open', null],
      ['submit', null],
      ['returnToStarter', '请补充导师名单'],
    ]);
    expect(seen.allowed.deeds).toEqual(['fill', 'submit', 'void']);
    const body = await caseOf(alliance, caseId);
    expect(body.timeline.map(({ opinion }: { opinion: string }) => opinion)).toContain('内部意见甲');
    expect(body.papers.map(({ paper }: { paper: string }) => paper)).toEqual(
      expect.arrayContaining(['applicationForm', 'recommendationLetter']),
    );
  });
});

describe('the clock', () => {
  test('stands while a supplement is out and goes on with the answer', async () => {
    const caseId = await filing();
    expect((await caseOf(district, caseId)).due).toMatchObject({
      on: '2026-12-07',
      light: 'green',
      provisional: false,
    });
    const task = await taskOf(district, caseId);
    const items = [{ kind: 'other', says: '缺少场地租赁合同' }];
    await given(district.client.post(`/api/tasks/${task}/supplement`, { items }));
    expect((await caseOf(district, caseId)).due).toMatchObject({ at: null, light: 'stopped' });
    const blocked = await district.client.post(`/api/tasks/${task}/verbs/agree`, {});
    expect([blocked.status, blocked.body.code]).toEqual([409, 'task.supplement-out']);

    app.clock.advance({ days: 2 });
    await given(operator.client.patch(`/api/cases/${caseId}/form`, { revision: 1, answers: { services: '已补充' } }));
    await given(operator.client.post(`/api/cases/${caseId}/supplement/answer`, { answer: '已补充' }));
    expect((await caseOf(district, caseId)).due).toMatchObject({ on: '2026-12-09', light: 'green' });
    const again = await district.client.post(`/api/tasks/${task}/supplement`, { items });
    expect([again.status, again.body.code]).toEqual([409, 'supplement.used-up']);
    app.clock.set('2026-11-23T09:00:00+08:00');
  });

  test('while it stands, neither the inbox nor its counts call the step overdue; the one who owes the answer is', async () => {
    const caseId = await filing();
    await given(
      district.client.post(`/api/tasks/${await taskOf(district, caseId)}/supplement`, {
        items: [{ kind: 'other', says: '缺少合同' }],
      }),
    );
    app.clock.set('2026-12-10T09:00:00+08:00');
    const waiting = await given(district.client.get('/api/tasks'));
    expect(waiting.rows.map(({ due }: { due: { light: string } }) => due.light)).toEqual(['stopped']);
    expect(waiting.counts).toEqual({ open: 1, yellow: 0, red: 0, copies: 0 });
    expect((await given(district.client.get('/api/tasks?light=red'))).total).toBe(0);
    const owing = await given(operator.client.get('/api/tasks?light=red'));
    expect(owing.rows.map(({ due }: { due: { light: string } }) => due.light)).toEqual(['red']);
    expect(owing.counts.red).toBe(1);
    app.clock.set('2026-11-23T09:00:00+08:00');
  });

  test('a supplement nobody answers lapses by itself, once', async () => {
    const caseId = await filing();
    await given(
      district.client.post(`/api/tasks/${await taskOf(district, caseId)}/supplement`, {
        items: [{ kind: 'other', says: '缺少合同' }],
      }),
    );
    app.clock.set('2026-12-07T23:59:00+08:00');
    await app.jobs.runDue();
    expect((await caseOf(operator, caseId)).state).toBe('open');
    app.clock.set('2026-12-08T00:00:00+08:00');
    await app.jobs.runDue();
    await app.jobs.runDue();
    expect(await caseOf(operator, caseId)).toMatchObject({
      state: 'closed',
      endId: 'lapsed',
      result: 'lapsed',
      publicName: '已终止',
    });
    expect(
      (await caseOf(operator, caseId)).timeline.filter((event: { verb: string }) => event.verb === 'lapse'),
    ).toHaveLength(1);
    app.clock.set('2026-11-23T09:00:00+08:00');
  });

  test('nothing lapses on a calendar that is not published; when it is, the moment is computed again', async () => {
    const added = new Date(app.clock.now().toString()).getUTCFullYear() + 1;
    app.clock.set(`${added}-06-01T09:00:00+08:00`);
    const caseId = await filing();
    await given(
      district.client.post(`/api/tasks/${await taskOf(district, caseId)}/supplement`, {
        items: [{ kind: 'other', says: '缺少合同' }],
      }),
    );
    expect((await caseOf(operator, caseId)).supplements[0].due).toMatchObject({
      provisional: true,
      light: 'provisional',
    });
    app.clock.set(`${added}-09-01T09:00:00+08:00`);
    await app.jobs.runDue();
    expect((await caseOf(operator, caseId)).state).toBe('open');
    const admin = await demoPerson(app, 'xitong');
    const year = { year: added, source: '国务院办公厅通知(测试)', holidays: [`${added}-01-01`], workdays: [] };
    await given(admin.client.post('/api/working-calendar/import', { years: [year] }));
    await app.jobs.runDue();
    expect(await caseOf(operator, caseId)).toMatchObject({ state: 'closed', endId: 'lapsed' });
    await app.services.database.transact((tx) => sqlRows(tx, 'delete from working_calendar'));
    app.clock.set('2026-11-23T09:00:00+08:00');
  });

  test('reminders go out before, at and after the due moment, and the light follows', async () => {
    const caseId = await filing();
    const inbox = async () => {
      const { rows } = await given(district.client.get('/api/tasks'));
      const row = rows.find((one: { caseId: string }) => one.caseId === caseId);
      return [row.due.light, row.reminded];
    };
    expect(await inbox()).toEqual(['green', null]);
    app.clock.set('2026-12-03T09:00:00+08:00');
    await app.jobs.runDue();
    expect(await inbox()).toEqual(['yellow', 'before']);
    app.clock.set('2026-12-07T09:00:00+08:00');
    await app.jobs.runDue();
    expect(await inbox()).toEqual(['yellow', 'at']);
    app.clock.set('2026-12-08T00:00:00+08:00');
    await app.jobs.runDue();
    expect(await inbox()).toEqual(['red', 'after']);
    const { rows } = await given(district.client.get('/api/tasks?light=red'));
    expect(rows.map((row: { caseId: string }) => row.caseId)).toContain(caseId);
    app.clock.set('2026-11-23T09:00:00+08:00');
  });
});

describe('verbs', () => {
  test('a submission is taken back while nobody has acted, not afterwards', async () => {
    const caseId = await filing();
    expect((await caseOf(operator, caseId)).allowed.deeds).toContain('withdraw');
    expect(await given(operator.client.post(`/api/cases/${caseId}/withdrawal`))).toMatchObject({ step: 'apply' });
    expect((await caseOf(operator, caseId)).papers.every(({ isVoid }: { isVoid: boolean }) => isVoid)).toBe(true);
    await given(operator.client.post(`/api/cases/${caseId}/submission`, { revision: 1 }));
    await given(verb(district, caseId, 'agree'));
    const late = await operator.client.post(`/api/cases/${caseId}/withdrawal`);
    expect([late.status, late.body.code]).toEqual([409, 'task.too-late']);
  });

  test('a delegate’s opinion comes back to the delegator, who decides', async () => {
    const caseId = await filing();
    await given(verb(district, caseId, 'delegate', { people: [{ personId: secondDistrict.actor.personId }] }));
    await given(verb(secondDistrict, caseId, 'disagree', { opinion: '面积存疑' }));
    expect(await caseOf(district, caseId)).toMatchObject({ stepId: 'district-recommend' });
    expect(await given(verb(district, caseId, 'agree', { opinion: '已核实' }))).toMatchObject({
      step: 'alliance-accept',
    });
  });

  test('an added signer who does not agree decides the step; nothing stays pending', async () => {
    const caseId = await filing();
    await given(
      verb(district, caseId, 'addSign', { place: 'before', people: [{ personId: secondDistrict.actor.personId }] }),
    );
    expect(await given(verb(secondDistrict, caseId, 'disagree', { opinion: '不符合' }))).toMatchObject({
      state: 'closed',
      end: 'not-recommended',
    });
    const pending = await app.services.database.read((tx) =>
      sqlRows(tx, `select id from task where case_id = $1 and state in ('open', 'waiting')`, [caseId]),
    );
    expect(pending).toEqual([]);
  });

  test('a task is not handed to somebody without the role, nor to another organisation', async () => {
    const caseId = await filing();
    for (const other of [operator, alliance]) {
      const { status, body } = await verb(district, caseId, 'transfer', {
        people: [{ personId: other.actor.personId }],
      });
      expect([status, body.code]).toEqual([422, 'task.not-a-colleague']);
    }
    await given(verb(district, caseId, 'transfer', { people: [{ personId: secondDistrict.actor.personId }] }));
    await expect(taskOf(district, caseId)).rejects.toThrow('no open task');
  });

  test('the applicant may urge once a day; the body sees it in the inbox', async () => {
    const caseId = await filing();
    await given(operator.client.post(`/api/cases/${caseId}/urging`));
    const again = await operator.client.post(`/api/cases/${caseId}/urging`);
    expect([again.status, again.body.code]).toEqual([409, 'task.urged-recently']);
    const { rows } = await given(district.client.get('/api/tasks'));
    expect(rows.find((row: { caseId: string }) => row.caseId === caseId)).toMatchObject({
      urged: 1,
      reminded: 'urged',
    });
  });

  test('a case that is void is over for everybody', async () => {
    const caseId = await filing();
    await given(operator.client.post(`/api/cases/${caseId}/voiding`, { reason: '不再申请' }));
    expect(await caseOf(district, caseId)).toMatchObject({ state: 'closed', endId: 'void', result: 'withdrawn' });
    await expect(taskOf(district, caseId)).rejects.toThrow('no open task');
  });

  test('a judgement is given by whoever reviews, with a reason, and changes the finding', async () => {
    const caseId = await filing();
    const before = await caseOf(district, caseId);
    const leaf = before.judgements[0].leaf;
    const put = (person: Person) =>
      person.client.send('put', `/api/cases/${caseId}/judgement`, { leaf, outcome: 'met', reason: '现场查验属实' });
    expect((await put(operator)).status).toBe(403);
    await given(put(district));
    const after = await caseOf(district, caseId);
    expect(after.judgements[0]).toMatchObject({ outcome: 'met', reason: '现场查验属实' });
    expect((await caseOf(operator, caseId)).judgements).toEqual([]);
  });

  test('the head of the alliance has a task once the alliance has agreed', async () => {
    const caseId = await filing();
    await given(verb(district, caseId, 'agree'));
    await given(verb(alliance, caseId, 'agree'));
    expect(await taskOf(allianceHead, caseId)).toMatch(/^[0-9a-f-]{36}$/);
    expect(await caseOf(allianceHead, caseId)).toMatchObject({ stepId: 'file', stepKind: 'decision' });
  });
});

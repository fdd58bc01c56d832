import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { caseServices } from '../../main.ts';
import { sqlRows } from '../../platform/db/database.ts';
import type { TestApp } from '../../test-app.ts';
import { submitCase } from '../intake/intake.actions.ts';
import { answerTheSupplement, askForSupplement, takeSupplementBack } from '../supplements/supplement.actions.ts';
import { appWithoutCases, colleague, demoPerson, type Person, submittedFiling, voided } from './case.given.ts';
import { actOnTask, urgeCase, withdrawSubmission } from './casefile.actions.ts';
import type { CaseServices } from './steps.ts';
import { TASK_VERBS } from './task.ts';

let app: TestApp;
let services: CaseServices;
let people: Person[];
let operator: Person;

beforeAll(async () => {
  app = await appWithoutCases();
  services = caseServices(app.services);
  operator = await demoPerson(app, 'hu.yunying');
  people = [
    operator,
    await demoPerson(app, 'hu.qu'),
    await colleague(app, 'shanghaiDistrict', 'officer', 'hu.qu.2'),
    await colleague(app, 'shanghaiDistrict', 'officer', 'hu.qu.3'),
    await demoPerson(app, 'hu.lianmeng'),
    await colleague(app, 'shanghaiAlliance', 'officer', 'hu.lianmeng.2'),
    await demoPerson(app, 'hu.lianmeng.qianfa'),
  ];
});
afterAll(() => app.close());

/** Small and repeatable: a failing walk is named by its seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return Math.floor((state / 4294967296) * sides);
  };
}

async function counted(caseId: string) {
  return app.services.database.read(async (tx) => {
    const [row] = await sqlRows<{
      state: string;
      open: number;
      pending: number;
      elsewhere: number;
      events: number;
      gaps: number;
      entries: number;
      timers: number;
    }>(
      tx,
      `select c.state,
         (select count(*) from task k where k.case_id = c.id and k.pass = c.pass and k.state = 'open' and k.kind <> 'cc')::int as open,
         (select count(*) from task k where k.case_id = c.id and k.state in ('open', 'waiting') and k.kind <> 'cc')::int as pending,
         (select count(*) from task k where k.case_id = c.id and k.pass <> c.pass and k.state in ('open', 'waiting') and k.kind <> 'cc')::int as elsewhere,
         (select count(*) from case_event e where e.case_id = c.id)::int as events,
         (select max(seq) - count(*) from case_event e where e.case_id = c.id)::int as gaps,
         (select count(*) from audit_entry)::int as entries,
         (select count(*) from job j where starts_with(j.key, c.id || ':') and not starts_with(j.key, c.id || ':' || c.pass || ':')
            and j.done_at is null and j.dropped_at is null)::int as timers
       from case_file c where c.id = $1`,
      [caseId],
    );
    if (!row) throw new Error('no case');
    return row;
  });
}

async function randomDeed(caseId: string, roll: (sides: number) => number): Promise<void> {
  await app.services.database.transact(async (tx) => {
    const tasks = await tx
      .selectFrom('task')
      .selectAll()
      .where('case_id', '=', caseId)
      .orderBy('created_at', 'desc')
      .execute();
    const open = tasks.filter(({ state }) => state === 'open');
    const task = open.length > 0 && roll(4) > 0 ? open[roll(open.length)] : tasks[roll(tasks.length)];
    if (!task) return;
    const able = people.filter(
      ({ actor }) =>
        (task.person_id ?? actor.personId) === actor.personId &&
        task.organisation_id === actor.organisationId &&
        actor.roles.includes(task.role as 'officer'),
    );
    const pool = able.length > 0 && roll(5) > 0 ? able : people;
    const { actor } = pool[roll(pool.length)] as Person;
    const colleagues = people.filter((one) => one.actor.organisationId === actor.organisationId);
    const circle = roll(4) > 0 ? colleagues : people;
    const other = circle[roll(circle.length)] as Person;
    // At the form there is little else to do than to hand it in.
    const deed = task.step === 'apply' && roll(2) === 0 ? TASK_VERBS.length + 5 : roll(TASK_VERBS.length + 9);
    const item = { kind: 'other' as const, ref: null, says: '缺少合同' };
    if (deed === TASK_VERBS.length) await askForSupplement(tx, services, actor, task.id, [item]);
    else if (deed === TASK_VERBS.length + 1) await answerTheSupplement(tx, services, actor, caseId, null);
    else if (deed === TASK_VERBS.length + 2) await takeSupplementBack(tx, services, actor, caseId);
    else if (deed === TASK_VERBS.length + 3) await urgeCase(tx, services, actor, caseId);
    else if (deed === TASK_VERBS.length + 4) await withdrawSubmission(tx, services, actor, caseId);
    else if (deed <= TASK_VERBS.length + 7 && deed > TASK_VERBS.length + 4)
      await submitCase(tx, services, actor, caseId, 1);
    else {
      const verb = TASK_VERBS[deed] ?? 'agree';
      await actOnTask(tx, services, actor, task.id, verb, {
        opinion: '理由',
        to: ['apply', 'district-recommend', 'alliance-accept'][roll(3)],
        people: [{ personId: other.actor.personId ?? newId() }],
        place: roll(2) === 0 ? 'before' : 'after',
        signer: tasks[roll(tasks.length)]?.id,
      });
    }
  });
}

test.each([11, 12, 13, 14])(
  'random verbs by random actors leave no open case without a task, no verb lost (walk %i)',
  async (seed) => {
    const roll = dice(seed);
    let caseId = await submittedFiling(operator);
    let accepted = 0;
    for (let move = 0; move < 90; move++) {
      const before = await counted(caseId);
      if (before.state === 'closed') caseId = await submittedFiling(operator);
      const start = before.state === 'closed' ? await counted(caseId) : before;
      let refused = false;
      try {
        await randomDeed(caseId, roll);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused = true;
      }
      const after = await counted(caseId);
      if (refused) expect(after).toEqual(start);
      else {
        accepted++;
        expect(after.events).toBeGreaterThan(start.events);
      }
      expect([after.elsewhere, after.gaps, after.timers]).toEqual([0, 0, 0]);
      if (after.state === 'closed') expect(after.pending).toBe(0);
      else expect(after.open).toBeGreaterThan(0);
    }
    expect(accepted).toBeGreaterThan(10);
    await voided(app, caseId);
  },
);

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { casesAtReview, insertExperts } from './cases/reviews/review.given.ts';
import { openSession } from './identity/sessions/session.store.ts';
import { systemClock } from './kernel/clock.ts';
import { newId } from './kernel/id.ts';
import { type Database, sqlRows } from './platform/db/database.ts';
import { Product } from './test-product.ts';

/** `npm run soak`: 200 experts for 60 s, killed ten times; a few here. */
const [EXPERTS, SECONDS, KILLS] = process.env.SOAK ? [200, 60, 10] : [12, 4, 2];
const SEATS = 3;

const product = new Product();
afterAll(() => product.drop());

interface Entry {
  readonly revision: number;
  readonly score: number;
  readonly opinion: string;
}
interface Reviewer {
  readonly personId: string;
  readonly caseId: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The last save that the product confirmed. */
  confirmed: Entry;
  /** Sent and not yet answered: it may be there or not. */
  sent: Entry | null;
  saves: number;
}

/** Every expert sits on one case, signed in. */
async function seatAll(database: Database): Promise<Reviewer[]> {
  const app = { services: { database, clock: systemClock } };
  const experts = await insertExperts(app, EXPERTS);
  const { caseIds } = await casesAtReview(app, Math.ceil(EXPERTS / SEATS));
  const now = systemClock.now().toString();
  return database.transact(async (tx) => {
    for (const caseId of caseIds)
      await sqlRows(
        tx,
        `insert into review_panel (case_id, pass, seats, confirmed_at, method) values ($1, 1, ${SEATS}, $2, 'mean')`,
        [caseId, now],
      );
    const seated: Reviewer[] = [];
    for (const [at, { personId }] of experts.entries()) {
      const caseId = caseIds[Math.floor(at / SEATS)] ?? '';
      const taskId = newId();
      await sqlRows(
        tx,
        `insert into task (id, case_id, pass, step, kind, state, role, person_id, created_at)
         values ($1, $2, 1, 'expert-review', 'main', 'open', 'expert', $3, $4)`,
        [taskId, caseId, personId, now],
      );
      await sqlRows(
        tx,
        `insert into review (id, case_id, pass, expert_id, task_id, state, because, assigned_at)
         values ($1, $2, 1, $3, $4, 'assigned', '示例', $5)`,
        [newId(), caseId, personId, taskId, now],
      );
      const session = { personId, secondFactor: true, address: '127.0.0.1' };
      const { token, csrfToken } = await openSession(tx, systemClock, session);
      seated.push({
        personId,
        caseId,
        headers: { cookie: `zc_session=${token}`, 'x-csrf-token': csrfToken, 'content-type': 'application/json' },
        confirmed: { revision: 0, score: 0, opinion: '' },
        sent: null,
        saves: 0,
      });
    }
    return seated;
  });
}

/** Scores without a pause until the product is gone. A save refused, or one that went missing, fails the test. */
async function score(url: string, reviewer: Reviewer, gone: AbortSignal): Promise<void> {
  const path = `${url}/api/cases/${reviewer.caseId}/review`;
  while (!gone.aborted) {
    try {
      if (reviewer.sent) settle(reviewer, await answer(await fetch(path, { headers: reviewer.headers })));
      const { revision } = reviewer.confirmed;
      const next = reviewer.saves + 1;
      const entry = { revision, score: (next % 10_000) / 100, opinion: `第${next}次填写` };
      reviewer.sent = { ...entry, revision: revision + 1 };
      const saved = await answer(
        await fetch(path, { method: 'PUT', headers: reviewer.headers, body: JSON.stringify(entry) }),
      );
      expect(saved.revision).toBe(revision + 1);
      reviewer.confirmed = reviewer.sent;
      reviewer.sent = null;
      reviewer.saves = next;
    } catch (error) {
      // The connection that the kill cut; anything else is a fault.
      if (!gone.aborted && !(error instanceof TypeError)) throw error;
      await pause(20);
    }
  }
}

async function answer(response: Response): Promise<Entry> {
  const body = (await response.json()) as Entry;
  if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(body)}`);
  return body;
}

/** What the product holds is the last confirmed save, or the one that was on its way. */
function settle(reviewer: Reviewer, held: { revision: number; score: number | null; opinion: string | null }): void {
  const { confirmed, sent, personId } = reviewer;
  const { revision, score: points, opinion } = held;
  const plain = { revision, score: points ?? 0, opinion: opinion ?? '' };
  const may = sent && revision === sent.revision ? sent : confirmed;
  expect(plain, `the entry of ${personId}`).toEqual(may);
  reviewer.confirmed = may;
  reviewer.sent = null;
}

test(`${EXPERTS} experts score at once while the product is killed ${KILLS} times: no entered score is lost`, {
  timeout: 1_800_000,
}, async () => {
  await product.create();
  await product.start();
  await product.kill();
  let database = product.open();
  const reviewers = await seatAll(database);
  await database.close();
  for (let turn = 0; turn < KILLS; turn++) {
    const url = await product.start();
    const gone = new AbortController();
    const all = Promise.all(reviewers.map((reviewer) => score(url, reviewer, gone.signal)));
    const before = savesOf(reviewers);
    await Promise.race([all, pause((SECONDS * 1000) / KILLS)]);
    // A product that has just started on a busy machine may need a moment for its first answers.
    while (savesOf(reviewers) < before + EXPERTS) await Promise.race([all, pause(50)]);
    gone.abort();
    await product.kill();
    await all;
    database = product.open();
    const rows = await database.read((tx) =>
      sqlRows<{ expert_id: string; revision: number; score: number | null; opinion: string | null }>(
        tx,
        'select expert_id, revision, score, opinion from review where expert_id = any($1::uuid[])',
        [reviewers.map(({ personId }) => personId)],
      ),
    );
    await database.close();
    const held = new Map(rows.map((row) => [row.expert_id, row]));
    for (const reviewer of reviewers) {
      const row = held.get(reviewer.personId);
      if (!row) throw new Error('a review is gone');
      settle(reviewer, row);
    }
  }
  expect(Math.min(...reviewers.map((reviewer) => reviewer.saves))).toBeGreaterThan(0);
  console.log(`${EXPERTS} experts, ${KILLS} kills, ${savesOf(reviewers)} confirmed saves`);
});

function savesOf(reviewers: readonly Reviewer[]): number {
  return reviewers.reduce((sum, { saves }) => sum + saves, 0);
}

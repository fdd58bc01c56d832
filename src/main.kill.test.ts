import { afterAll, expect, test } from 'vitest';
import { verifyAudit } from './platform/audit/verify.ts';
import { type Database, sqlRows } from './platform/db/database.ts';
import { Product } from './test-product.ts';
import { type Acknowledged, Office, WORKS, type Work } from './test-work.ts';

/** 50 in `npm run soak`, a few here. */
const KILLS = Number(process.env.KILLS ?? 4);
const FIRST_KILLS = Math.ceil(KILLS / 4);
const product = new Product();

afterAll(() => product.drop());

/** How long the work goes on before a kill at the most, in milliseconds; in the long form until all of it can have been under way. */
let longest = 1500;

/** Every kind of work, again and again, until the process is gone. */
async function workOn(url: string, acknowledged: Acknowledged[]): Promise<void> {
  const office = new Office(url, acknowledged);
  const goOn = async (work: Work) => {
    for (;;) await work(office);
  };
  const cut = (error: unknown) => {
    // A connection that the kill cut, in contrast to a "no" of the product or a fault of the test.
    if (!(error instanceof TypeError && error.cause !== undefined)) throw error;
  };
  await Promise.all(Object.values(WORKS).map((work) => goOn(work).catch(cut)));
}

const kindsOf = (acknowledged: readonly Acknowledged[]) => [...new Set(acknowledged.map(({ what }) => what))].sort();

async function check(acknowledged: readonly Acknowledged[]): Promise<void> {
  const database = product.open();
  try {
    expect(await database.read(verifyAudit)).toMatchObject({ brokenAt: null, reason: null });
    // What was acknowledged is there, once.
    const entries = await rows<{ request: string; n: number }>(
      database,
      "select body::jsonb ->> 'request' request, count(*) n from audit_entry group by 1",
    );
    const seen = new Map(entries.map(({ request, n }) => [request, n]));
    for (const { request, what } of acknowledged) expect(seen.get(request), `${what} was acknowledged`).toBe(1);
    // Nothing is half done: each of these finds what a step interrupted in its middle would leave.
    for (const [what, query] of Object.entries(HALF_DONE)) expect(await rows(database, query), what).toEqual([]);
  } finally {
    await database.close();
  }
}

function rows<R>(database: Database, query: string): Promise<R[]> {
  return database.read((tx) => sqlRows<R>(tx, query));
}

const DAILY_WORK_HALF_DONE = {
  'a booking that takes nothing':
    'select id from booking b where not exists (select 1 from booking_item i where i.booking_id = b.id)',
  'units held otherwise than the booking says':
    'select b.id from booking b join booking_item i on i.booking_id = b.id where i.holds <> booking_holds(b.state)',
  'a booking of which the credits were not taken, or not given back': `select b.id from booking b left join credit_movement m on m.booking_id = b.id
     where b.payment = 'credits' and b.state in ('confirmed', 'checkedIn') group by b.id
     having coalesce(sum(case m.kind when 'spend' then m.amount when 'refund' then -m.amount else 0 end), 0) <> b.credits`,
  'a balance that is not what its movements give': `select id from credit_account a where balance <>
     (select coalesce(sum(case when m.taker_id = a.id then m.amount else -m.amount end), 0) from credit_movement m where a.id in (m.taker_id, m.giver_id))`,
  'a transaction that does not balance': `select t.id from ledger_transaction t left join ledger_entry e on e.transaction_id = t.id
     group by t.id having count(e.*) < 2 or sum(e.amount_fen) <> 0`,
  'an account that is not the sum of its entries': `select code from ledger_account a
     where balance_fen <> (select coalesce(sum(amount_fen), 0) from ledger_entry e where e.account_id = a.id)`,
  'a statement that is not the sum of its lines': `select number from statement s
     where total_fen <> (select coalesce(sum(amount_fen), 0) from statement_line l where l.statement_id = s.id)`,
  'a statement or a settlement that the ledger does not know': `select id from (select id, 'statement' as kind from statement where total_fen <> 0
       union all select id, 'mentoringSettlement' from mentoring_settlement where total_fen <> 0) x
     where not exists (select 1 from ledger_transaction t where t.subject_kind = x.kind and t.subject_id = x.id)`,
  'a settlement paid without its posting': `select number from mentoring_settlement s where paid_on is not null
     and not exists (select 1 from ledger_transaction t where t.once = 'mentoringPaid:' || s.id)`,
  'an agreement in force without its tenancy': `select number from residency r where state = 'inForce'
     and not exists (select 1 from tenancy t where t.root_id = r.tenancy_id and t.team_id = r.team_id)`,
  'an applicant admitted without an agreement': `select receipt from admission a where state = 'admitted'
     and not exists (select 1 from residency r where r.admission_id = a.id and r.state = 'inForce')`,
  'a team that left and stays, or of whose leaving nobody heard': `select d.id from departure d where d.state = 'done'
     and (not exists (select 1 from tenancy t where t.root_id = d.tenancy_id and t.valid_to = d.last_day)
       or not exists (select 1 from job j where j.kind = 'tenancy.ended' and j.payload ->> 'tenancyId' = d.tenancy_id::text))`,
  'a team that left and was not settled, or a set-off that is no payment': `select tenancy_id as id from departure d where d.state = 'done'
     and not exists (select 1 from departure_settlement s where s.tenancy_id = d.tenancy_id)
     union all select s.id from departure_settlement s where s.credit_used_fen + s.deposit_used_fen
       <> (select coalesce(sum(p.amount_fen), 0) from tenancy_payment p where p.settlement_id = s.id)`,
  'a company registered without its certificate, or of which its team does not know': `select r.id from desk_registration r where r.state in ('certified', 'registered')
     and (r.file_id is null or r.state = 'registered' and not exists (select 1 from team t where t.root_id = r.team_id and t.uscc = r.uscc))`,
  'an account opened without its invitation used':
    "select p.account from person p where p.account like 'qin.%' and not exists (select 1 from invitation i where i.person_id = p.id)",
  'a sanction imposed that left the designation or no credit entry': `select f.number from case_file f where f.purpose = 'sanction' and f.end_id = 'imposed'
     and (exists (select 1 from designation d where d.carrier_id = f.carrier_id and d.ended_on is null)
       or not exists (select 1 from credit_entry c where c.case_id = f.id))`,
};

const HALF_DONE = {
  'an open case without a task': `select number from case_file f where state <> 'closed'
     and not exists (select 1 from task t where t.case_id = f.id and t.state in ('open', 'waiting'))
     and not exists (select 1 from job j where j.done_at is null and j.dropped_at is null and j.payload::text like '%' || f.id || '%')`,
  'a closed case with an open task':
    "select number from case_file f join task t on t.case_id = f.id where f.state = 'closed' and t.state = 'open' and t.kind <> 'cc'",
  'a case that is not where its steps say': `select number from case_file f where state <> 'closed'
     and not exists (select 1 from case_step s where s.case_id = f.id and s.pass = f.pass and s.step = f.step and s.left_at is null)`,
  'a pass that was never left':
    'select case_id from case_step where left_at is null group by case_id having count(*) > 1',
  'events with a gap': 'select case_id from case_event group by case_id having max(seq) - min(seq) + 1 <> count(*)',
  'a form without its history': `select f.number from case_file f where f.form_revision > 0
     and f.form_revision <> (select coalesce(max(revision), 0) from case_answer_history h where h.case_id = f.id)`,
  'a carrier without a version':
    'select name from carrier c where not exists (select 1 from carrier_version v where v.carrier_id = c.id)',
  ...DAILY_WORK_HALF_DONE,
  'a timer that fired twice or without its entry': `select j.kind from (select kind, count(*) n from job where done_at is not null group by kind) j
     where n <> (select count(*) from audit_entry where action = 'job.' || j.kind)`,
};

test('killed while the demo is made, the next start makes it whole', { timeout: 600_000 }, async () => {
  await product.create();
  for (let turn = 0; turn < FIRST_KILLS; turn++) {
    void product.start().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 8000));
    await product.kill();
  }
  await product.start();
  await product.kill();
  await check([]);
  const database = product.open();
  const found = await rows<{ cases: number; plaques: number; running: number }>(
    database,
    `select (select count(*) from case_file) as cases, (select count(*) from plaque) as plaques,
       (select count(*) from notice where state = 'running') as running`,
  );
  await database.close();
  expect(found).toEqual([{ cases: 39, plaques: 7, running: 1 }]);
});

let works: string[] = [];

test('each kind of work goes through to its end', { timeout: 120_000 }, async () => {
  const acknowledged: Acknowledged[] = [];
  const office = new Office(await product.start(), acknowledged);
  await office.untilNine();
  const begun = performance.now();
  await Promise.all(Object.values(WORKS).map((work) => work(office)));
  if (KILLS > 10) longest = Math.max(6000, 1.5 * (performance.now() - begun));
  await product.kill();
  await check(acknowledged);
  works = kindsOf(acknowledged.slice(1));
});

test(`killed ${KILLS} times during all of it, nothing acknowledged is missing and nothing is half done`, {
  timeout: 3_600_000,
}, async () => {
  const acknowledged: Acknowledged[] = [];
  for (let turn = 0; turn < KILLS; turn++) {
    const url = await product.start();
    const work = workOn(url, acknowledged);
    // A busy machine signs everybody in slowly: the moments are counted from the first step that went through.
    const before = acknowledged.length;
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    void work.then(over, over);
    while (acknowledged.length === before && !isOver) await new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.race([work, new Promise((resolve) => setTimeout(resolve, Math.random() * longest))]);
    await product.kill();
    await work;
    await check(acknowledged);
  }
  const kinds = kindsOf(acknowledged);
  expect(acknowledged.length).toBeGreaterThan(KILLS);
  // In the long form every kind of step was under way at a kill.
  if (KILLS > 10) expect(kinds).toEqual(works);
  console.log(
    `${KILLS} kills, ${acknowledged.length} acknowledged steps of ${kinds.length} kinds (of ${works.length})`,
  );
});

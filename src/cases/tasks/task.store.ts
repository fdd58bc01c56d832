import type { Actor } from '../../kernel/actor.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { TaskKind } from '../casefile/task.ts';

export interface InboxTask {
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly caseId: string;
  readonly number: string;
  readonly title: string;
  readonly carrierName: string;
  readonly applicantName: string;
  readonly packId: string;
  readonly packHash: string;
  readonly procedureId: string;
  readonly stepId: string;
  readonly dueAt: string | null;
  readonly dueOn: string | null;
  readonly dueProvisional: boolean | null;
  readonly isStopped: boolean;
  readonly urged: number;
  readonly urgedAt: string | null;
  readonly reminded: 'before' | 'at' | 'after' | 'urged' | null;
  readonly createdAt: string;
  readonly decidedAt: string | null;
  readonly verb: string | null;
}

export interface InboxQuery extends Paged {
  state: 'open' | 'done';
  kind?: string | undefined;
  light?: 'yellow' | 'red' | undefined;
  packId?: string | undefined;
  step?: string | undefined;
  q?: string | undefined;
  sort: 'dueAt' | 'createdAt' | '-createdAt';
}

/**
 * A supplement request and a review have due moments of their own; any other task that of its step, or while nothing is
 * handed in that of its round.
 */
const FROM = `from task k
  join case_file c on c.id = k.case_id
  join carrier r on r.id = c.carrier_id
  join organisation a on a.id = c.applicant_id
  join case_step s on s.case_id = k.case_id and s.pass = k.pass
  left join supplement x on x.task_id = k.id and x.state = 'out'
  left join review w on w.case_id = k.case_id and w.pass = k.pass and w.task_id = k.id
  left join round d on d.id = c.round_id and c.state = 'draft'
  left join evaluation_member e on e.case_id = c.id and c.state = 'draft'
  cross join lateral (select coalesce(w.due_at, greatest(e.late_until, d.closes_at)) as at) own`;
const DUE_AT = 'coalesce(x.due_at, own.at, s.due_at)';
/** What is due at midnight is due on the day that ends with it. */
const DUE_ON = `coalesce(x.due_on, ((own.at - interval '1 second') at time zone 'Asia/Shanghai')::date, s.due_on)`;
const PROVISIONAL = 'coalesce(x.due_provisional, own.at is null and s.due_provisional, false)';
/** The clock of the step stands while a supplement is awaited; the one who owes the supplement has a running one. */
const STOPPED = '(x.id is null and exists (select 1 from case_stop o where o.case_id = c.id and o.until_at is null))';
/** The same rule as `lightOf`, in SQL: what stands or is provisional is neither yellow nor red. */
const RED = (now: string) => `not ${STOPPED} and not ${PROVISIONAL} and ${DUE_AT} <= ${now}`;
const YELLOW = (now: string, until: string) =>
  `not ${STOPPED} and not ${PROVISIONAL} and ${DUE_AT} > ${now} and ${DUE_ON} <= ${until}`;
const ORDERS = {
  dueAt: `${DUE_AT} nulls last, k.created_at, k.id`,
  createdAt: 'k.created_at, k.id',
  '-createdAt': 'k.created_at desc, k.id desc',
} as const;

/** The same rule as `isFor`, in SQL. */
function mine(actor: Actor, bind: (value: unknown) => string): string {
  const organisation = `k.organisation_id = ${bind(actor.organisationId)}::uuid`;
  return `((k.person_id = ${bind(actor.personId)}::uuid and (k.organisation_id is null or ${organisation}))
    or (k.person_id is null and ${organisation} and k.role = any(${bind(actor.roles)}::text[])))`;
}

/**
 * @param hidden      cases that the actor must not know of
 * @param yellowUntil the last due day that is shown yellow today
 */
export async function inboxOf(
  tx: Tx,
  actor: Actor,
  hidden: readonly string[],
  query: InboxQuery,
  now: string,
  yellowUntil: string,
): Promise<{ rows: InboxTask[] } & Total> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where =
    query.state === 'open'
      ? [`k.state = 'open'`, mine(actor, bind)]
      : [`k.state = 'done'`, `k.decided_by = ${bind(actor.personId)}::uuid`];
  where.push(`k.case_id <> all(${bind(hidden)}::uuid[])`);
  if (query.kind) where.push(`k.kind = ${bind(query.kind)}`);
  if (query.packId) where.push(`c.pack_id = ${bind(query.packId)}`);
  if (query.step) where.push(`k.step = ${bind(query.step)}`);
  if (query.q) {
    const q = bind(query.q);
    where.push(`(strpos(c.title, ${q}) > 0 or strpos(c.number, ${q}) > 0 or strpos(a.name, ${q}) > 0)`);
  }
  if (query.light === 'red') where.push(RED(bind(now)));
  if (query.light === 'yellow') where.push(YELLOW(bind(now), bind(yellowUntil)));
  const condition = where.join(' and ');
  const total = await countRows(tx, `${FROM} where ${condition}`, values, query);
  const page = `limit ${bind(query.size)} offset ${bind((query.page - 1) * query.size)}`;
  const rows = await sqlRows<InboxTask>(
    tx,
    `select k.id as "taskId", k.kind, c.id as "caseId", c.number, c.title, r.name as "carrierName", a.name as "applicantName",
       c.pack_id as "packId", c.pack_hash as "packHash", c.procedure_id as "procedureId", k.step as "stepId",
       ${DUE_AT} as "dueAt", ${DUE_ON} as "dueOn", ${PROVISIONAL} as "dueProvisional",
       ${STOPPED} as "isStopped",
       (select count(*) from reminder m where m.task_id = k.id and m.kind = 'urged')::int as urged, k.urged_at as "urgedAt",
       (select m.kind from reminder m where m.task_id = k.id order by m.at desc, m.id desc limit 1) as reminded,
       k.created_at as "createdAt", k.decided_at as "decidedAt", k.verb
     ${FROM} where ${condition} order by ${ORDERS[query.sort]} ${page}`,
    values,
  );
  return { rows, ...total };
}

export async function inboxCounts(tx: Tx, actor: Actor, hidden: readonly string[], now: string, yellowUntil: string) {
  const values: unknown[] = [now, yellowUntil];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const [row] = await sqlRows<{ open: number; yellow: number; red: number; copies: number }>(
    tx,
    `select count(*) filter (where k.kind <> 'cc')::int as open,
       count(*) filter (where k.kind <> 'cc' and ${YELLOW('$1', '$2')})::int as yellow,
       count(*) filter (where k.kind <> 'cc' and ${RED('$1')})::int as red,
       count(*) filter (where k.kind = 'cc')::int as copies
     ${FROM} where k.state = 'open' and ${mine(actor, bind)} and k.case_id <> all(${bind(hidden)}::uuid[])`,
    values,
  );
  return row ?? { open: 0, yellow: 0, red: 0, copies: 0 };
}

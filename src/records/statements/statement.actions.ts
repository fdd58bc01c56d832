import { SYSTEM } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { addDays, addMonths, type Day, dayOf, formatDay, yearOf } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { type Fen, fen, formatYuan, sumOf } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { enqueue, type Job } from '../../platform/jobs/jobs.ts';
import { nextSerial, numberFrom } from '../../platform/serials/serial.ts';
import type { Keeper } from '../keeping/keeping.actions.ts';
import { post, reverse } from '../ledger/ledger.actions.ts';
import { balanceOf } from '../ledger/ledger.store.ts';
import {
  type Billing,
  billedTenancies,
  billingOf,
  bookingsThrough,
  chargedBefore,
  earlyEndOf,
  findStatement,
  insertPayment,
  insertReminder,
  insertStatement,
  lockPayment,
  lockTenancy,
  markReversed,
  owedStatements,
  saveBilling,
  statementThrough,
  termsOf,
} from './statement.store.ts';
import {
  ACCOUNTS,
  bookingDues,
  duesThrough,
  earlyDues,
  LINES,
  type Line,
  linesOf,
  type MoneyKind,
  PAYMENT_KINDS,
  REMINDERS,
  type ReminderKind,
  type SetOffKind,
} from './statement.ts';

export const DEFAULT_DUE_DAYS = 10;
/** 09:00 in Asia/Shanghai. */
const morningOf = (on: Day) => `${on}T09:00:00+08:00`;
const monthOf = (on: Day): Day => `${on.slice(0, 7)}-01`;

/**
 * Says what the tenancy owes for everything up to a day, less what was charged before: corrections and back-dated
 * changes are made good here. Nothing is owed or was said before: no statement.
 */
export async function issueStatement(
  tx: Tx,
  keeper: Keeper,
  tenancyId: string,
  through: Day,
  issuedOn: Day,
): Promise<string | null> {
  const tenancy = await lockTenancy(tx, tenancyId);
  if (!tenancy) throw new Refusal('not-found', { tenancy: tenancyId });
  if (await statementThrough(tx, tenancyId, through)) return null;
  const { carrierId, example } = tenancy;
  const bookings = await bookingsThrough(tx, tenancyId, through);
  const terms = await termsOf(tx, tenancyId);
  const early = await earlyEndOf(tx, tenancyId);
  const dues = [
    ...duesThrough(terms, through),
    ...bookingDues(bookings),
    ...(early && early.lastDay <= through ? earlyDues(terms, early) : []),
  ];
  const lines = linesOf(dues, await chargedBefore(tx, tenancyId));
  if (lines.length === 0) return null;
  const total = sumOf(lines.map((line) => line.fen));
  const { dueDays } = (await billingOf(tx, carrierId)) ?? { dueDays: DEFAULT_DUE_DAYS };
  const id = newId();
  const year = yearOf(issuedOn);
  const number = numberFrom('ZD{year}-{serial:6}', year, await nextSerial(tx, `statement:${year}`));
  const dueOn = addDays(issuedOn, dueDays);
  const at = keeper.clock.now().toString();
  const row = { id, number, carrierId, tenancyId, through, issuedOn, dueOn, totalFen: total, example };
  await insertStatement(tx, { ...row, lines, bookings, at });
  await postStatement(tx, keeper, row, lines, total);
  await setOff(tx, keeper, tenancyId, { kind: 'creditSetOff', on: issuedOn });
  recordChange(tx, { kind: 'statement', id, after: { ...row, lines } });
  if (total > 0) await remind(tx, keeper.clock, id, dueOn);
  return id;
}

/** The last one of a stay. One that goes through its last day already is followed by what has come up since. */
export async function issueLastStatement(tx: Tx, keeper: Keeper, tenancyId: string, lastDay: Day): Promise<void> {
  let through = lastDay;
  while (await statementThrough(tx, tenancyId, through)) through = addDays(through, 1);
  await issueStatement(tx, keeper, tenancyId, through, keeper.clock.today());
}

async function postStatement(
  tx: Tx,
  keeper: Keeper,
  row: {
    id: string;
    number: string;
    carrierId: string;
    tenancyId: string;
    issuedOn: Day;
    through: Day;
    example: boolean;
  },
  lines: readonly Line[],
  total: Fen,
): Promise<void> {
  const { id, carrierId, tenancyId, issuedOn, example } = row;
  const owed = total > 0 ? ACCOUNTS.statement(carrierId, id) : ACCOUNTS.credit(carrierId, tenancyId);
  const income = lines.map((line) => ({
    account: ACCOUNTS.income(carrierId, LINES[line.charge].income),
    fen: fen(-line.fen),
  }));
  const subject = { kind: 'statement', id };
  const says = `账单${row.number}，计至${formatDay(row.through)}`;
  // Lines that cancel each other on one account move nothing.
  const perAccount = new Map<string, number>();
  for (const entry of income) perAccount.set(entry.account.code, (perAccount.get(entry.account.code) ?? 0) + entry.fen);
  if ([...perAccount.values(), total].every((amount) => amount === 0)) return;
  await post(tx, keeper, {
    kind: 'statement',
    on: issuedOn,
    says,
    subject,
    entries: [{ account: owed, fen: total }, ...income],
    once: `statement:${tenancyId}:${row.through}`,
    example,
  });
}

/** Set off against what is owed, the oldest statement first: of the credit, or of the deposit. */
export async function setOff(
  tx: Tx,
  keeper: Keeper,
  tenancyId: string,
  from: { kind: SetOffKind; on: Day; settlementId?: string },
): Promise<{ statementId: string; amountFen: Fen }[]> {
  const tenancy = await lockTenancy(tx, tenancyId);
  if (!tenancy) throw new Refusal('not-found', { tenancy: tenancyId });
  const { carrierId, example } = tenancy;
  const { kind, on, settlementId = null } = from;
  const account = ACCOUNTS[kind === 'creditSetOff' ? 'credit' : 'deposit'](carrierId, tenancyId);
  let left = await balanceOf(tx, account.code);
  const done = [];
  for (const { id: statementId, number, owedFen } of await owedStatements(tx, tenancyId)) {
    const amountFen = fen(Math.min(left, owedFen));
    if (amountFen === 0) break;
    left = fen(left - amountFen);
    const says = `${PAYMENT_KINDS[kind].zh}${number}`;
    const transactionId = await post(tx, keeper, {
      kind: `tenancy.${kind}`,
      on,
      says,
      subject: { kind: 'tenancy', id: tenancyId },
      entries: [
        { account, fen: amountFen },
        { account: ACCOUNTS.statement(carrierId, statementId), fen: fen(-amountFen) },
      ],
      example,
    });
    const row = { id: newId(), carrierId, tenancyId, statementId, kind, amountFen, onDay: on, settlementId };
    const at = keeper.clock.now().toString();
    const said = { method: null, reason: null, transactionId, at, by: keeper.actor.personId, example };
    await insertPayment(tx, { ...row, ...said });
    recordChange(tx, { kind: 'tenancyPayment', id: row.id, after: row });
    done.push({ statementId, amountFen });
  }
  return done;
}

async function remind(tx: Tx, clock: Clock, statementId: string, dueOn: Day): Promise<void> {
  for (const [kind, { days }] of Object.entries(REMINDERS)) {
    const dueAt = morningOf(addDays(dueOn, days));
    await enqueue(tx, clock, {
      kind: 'statement.reminder',
      payload: { statementId, kind },
      dueAt,
      key: `${statementId}:${kind}`,
    });
  }
}

/** Only of what is still owed when its moment comes. */
export async function onStatementReminder(tx: Tx, { payload, dueAt }: Job): Promise<void> {
  const { statementId, kind } = payload as { statementId: string; kind: ReminderKind };
  if ((await balanceOf(tx, `statement:${statementId}`)) > 0) await insertReminder(tx, statementId, kind, dueAt);
}

/** From now on a space bills each month; the first run is owed for the month given. */
export async function startBilling(
  tx: Tx,
  { clock }: Pick<Keeper, 'clock'>,
  carrierId: string,
  billing: Billing,
): Promise<void> {
  const before = await billingOf(tx, carrierId);
  await saveBilling(tx, carrierId, billing);
  recordChange(tx, { kind: 'billing', id: carrierId, ...(before ? { before } : {}), after: billing });
  if (!before) await enqueueMonth(tx, clock, carrierId, billing.firstMonth);
}

/** A month is billed on the first morning after it. */
async function enqueueMonth(tx: Tx, clock: Clock, carrierId: string, month: Day): Promise<void> {
  await enqueue(tx, clock, {
    kind: 'statement.month',
    payload: { carrierId, month },
    dueAt: morningOf(addMonths(month, 1)),
    key: `${carrierId}:${month}`,
  });
}

/** Bills a month of a space and asks for the next: what was missed runs month by month when the process is back. */
export async function onStatementMonth(tx: Tx, clock: Clock, job: Job): Promise<void> {
  const { carrierId, month } = job.payload as { carrierId: string; month: Day };
  const next = addMonths(month, 1);
  const last = addDays(next, -1);
  const issuedOn = dayOf(Temporal.Instant.from(job.dueAt));
  for (const tenancyId of await billedTenancies(tx, carrierId, month, last))
    await issueStatement(tx, { actor: SYSTEM, clock }, tenancyId, last, issuedOn);
  await enqueueMonth(tx, clock, carrierId, next);
}

/** Billing is there as soon as one pays: from the month of the first day. */
export async function ensureBilling(
  tx: Tx,
  { clock }: Pick<Keeper, 'clock'>,
  carrierId: string,
  from: Day,
): Promise<void> {
  if (!(await billingOf(tx, carrierId)))
    await startBilling(tx, { clock }, carrierId, { firstMonth: monthOf(from), dueDays: DEFAULT_DUE_DAYS });
}

export interface MoneyMoved {
  readonly kind: MoneyKind;
  readonly statementId?: string | null;
  readonly amountFen: Fen;
  readonly onDay: Day;
  readonly method?: string | null;
  readonly reason?: string | null;
}

/**
 * Money received from a team or given back to it.
 *
 * @throws Refusal `statement.overpaid`, `deposit.insufficient` when more is moved than stands there, `settlement.owed-first` when more is
 *   given back than what is owed leaves
 */
export async function moveMoney(
  tx: Tx,
  keeper: Keeper,
  carrierId: string,
  tenancyId: string,
  moved: MoneyMoved,
): Promise<string> {
  const { kind, statementId = null, amountFen, onDay, method = null, reason = null } = moved;
  const tenancy = await lockTenancy(tx, tenancyId);
  if (tenancy?.carrierId !== carrierId) throw new Refusal('not-found', { tenancy: tenancyId });
  const statement = statementId ? await findStatement(tx, carrierId, statementId) : undefined;
  if (statementId && statement?.tenancyId !== tenancyId) throw new Refusal('not-found', { statement: statementId });
  const bank = ACCOUNTS.bank(carrierId);
  const deposit = ACCOUNTS.deposit(carrierId, tenancyId);
  const [debit, credit] = {
    payment: () => [bank, ACCOUNTS.statement(carrierId, statementId ?? '')] as const,
    prepayment: () => [bank, ACCOUNTS.credit(carrierId, tenancyId)] as const,
    depositReceived: () => [bank, deposit] as const,
    depositReturned: () => [deposit, bank] as const,
    depositKept: () => [deposit, ACCOUNTS.income(carrierId, 'otherIncome')] as const,
    creditRefunded: () => [ACCOUNTS.credit(carrierId, tenancyId), bank] as const,
  }[kind]();
  const id = newId();
  const transactionId = await post(tx, keeper, {
    kind: `tenancy.${kind}`,
    on: onDay,
    says: statement ? `收账单${statement.number}` : (reason ?? kind),
    subject: { kind: 'tenancy', id: tenancyId },
    entries: [
      { account: debit, fen: amountFen },
      { account: credit, fen: fen(-amountFen) },
    ],
    example: tenancy.example,
  }).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== 'ledger.insufficient') throw error;
    const code = kind === 'payment' ? 'statement.overpaid' : 'deposit.insufficient';
    throw new Refusal(code, {}, [{ path: 'amountFen', code, message: '金额超过尚存的数额' }]);
  });
  await insertPayment(tx, {
    id,
    carrierId,
    tenancyId,
    statementId,
    kind,
    amountFen,
    onDay,
    method,
    reason,
    transactionId,
    at: keeper.clock.now().toString(),
    by: keeper.actor.personId,
    example: tenancy.example,
  }).catch((error: { constraint?: string; detail?: string }) => {
    if (error.constraint !== 'tenancy_refund_leaves_owed') throw error;
    const most = fen(Math.max(0, amountFen - Number(error.detail)));
    const message = `尚有未付账单，应先以押金和多收抵账单；现在最多可退${formatYuan(most)}`;
    throw new Refusal('settlement.owed-first', {}, [{ path: 'amountFen', code: 'owed', message }]);
  });
  recordChange(tx, { kind: 'tenancyPayment', id, after: { ...moved, tenancyId } });
  if (kind === 'prepayment') await setOff(tx, keeper, tenancyId, { kind: 'creditSetOff', on: onDay });
  return id;
}

/** 冲正: entered by mistake; the ledger keeps both. */
export async function reversePayment(
  tx: Tx,
  keeper: Keeper,
  carrierId: string,
  paymentId: string,
  reason: string,
): Promise<void> {
  const payment = await lockPayment(tx, carrierId, paymentId);
  if (!payment) throw new Refusal('not-found', { payment: paymentId });
  await lockTenancy(tx, payment.tenancyId);
  if (payment.reversed) throw new Refusal('ledger.reversed');
  const on = keeper.clock.today();
  await markReversed(tx, paymentId, await reverse(tx, keeper, payment.transactionId, { on, says: reason }));
}

import type { Day } from '../../kernel/day.ts';
import { type Fen, fen } from '../../kernel/money.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { RESOURCE_NAME } from '../resources/resource.store.ts';
import type { BookingDue, EarlyEnd, Line, LineKind, PaymentKind, ReminderKind, Term } from './statement.ts';

/** Serialises everything that charges one tenancy. */
export async function lockTenancy(
  tx: Tx,
  tenancyId: string,
): Promise<{ carrierId: string; teamId: string; example: boolean } | undefined> {
  const [row] = await sqlRows<{ carrierId: string; teamId: string; example: boolean }>(
    tx,
    `select carrier_id as "carrierId", team_id as "teamId", example from tenancy where id = $1 and root_id = id for update`,
    [tenancyId],
  );
  return row;
}

interface TermRow {
  valid_from: Day;
  valid_to: Day | null;
  free_months: number | null;
  includes: string[] | null;
  rent_month_fen: number | null;
  service_month_fen: number | null;
  internet_month_fen: number | null;
  water_month_fen: number | null;
  power_month_fen: number | null;
}

export async function termsOf(tx: Tx, tenancyId: string): Promise<Term[]> {
  const rows = await sqlRows<TermRow>(
    tx,
    `select valid_from, valid_to, free_months, includes, rent_month_fen, service_month_fen, internet_month_fen, water_month_fen, power_month_fen
     from tenancy where root_id = $1 order by valid_from`,
    [tenancyId],
  );
  return rows.map((row) => ({
    validFrom: row.valid_from,
    validTo: row.valid_to,
    freeMonths: row.free_months,
    includes: row.includes,
    monthly: {
      rent: row.rent_month_fen,
      service: row.service_month_fen,
      internet: row.internet_month_fen,
      water: row.water_month_fen,
      power: row.power_month_fen,
    },
  }));
}

/** Where the team leaves before the notice period is over, against its charges. */
export async function earlyEndOf(tx: Tx, tenancyId: string): Promise<EarlyEnd | undefined> {
  const [row] = await sqlRows<EarlyEnd>(
    tx,
    `select last_day as "lastDay", earliest_on as "earliestOn" from departure
     where tenancy_id = $1 and state <> 'withdrawn' and early = 'charge' and waiver is null and last_day < earliest_on`,
    [tenancyId],
  );
  return row;
}

/** What is still to be paid, the oldest first. */
export async function owedStatements(
  tx: Tx,
  tenancyId: string,
): Promise<{ id: string; number: string; owedFen: Fen }[]> {
  const rows = await sqlRows<{ id: string; number: string; owed: number }>(
    tx,
    `select s.id, s.number, a.balance_fen as owed from statement s join ledger_account a on a.code = 'statement:' || s.id
     where s.tenancy_id = $1 and a.balance_fen > 0 order by s.issued_on, s.through, s.id`,
    [tenancyId],
  );
  return rows.map(({ owed, ...row }) => ({ ...row, owedFen: fen(owed) }));
}

/** What earlier statements of a tenancy charged, by month and charge. */
export async function chargedBefore(tx: Tx, tenancyId: string): Promise<{ month: Day; charge: LineKind; fen: Fen }[]> {
  const rows = await sqlRows<{ month: Day; charge: LineKind; amount: number }>(
    tx,
    `select l.month, l.charge, sum(l.amount_fen)::bigint as amount from statement_line l join statement s on s.id = l.statement_id
     where s.tenancy_id = $1 group by l.month, l.charge`,
    [tenancyId],
  );
  return rows.map(({ amount, ...row }) => ({ ...row, fen: fen(amount) }));
}

/**
 * What the bookings of the team owe through a day, each with the tenancy in which it stayed on the booking's first day.
 * What another tenancy was charged for it is not charged again before it is given back there.
 */
export async function bookingsThrough(tx: Tx, tenancyId: string, through: Day): Promise<BookingDue[]> {
  const rows = await sqlRows<{ bookingId: string; month: Day; owed: number; charged: number }>(
    tx,
    `with owing as (
       select b.id, date_trunc('month', b.starts_at at time zone 'Asia/Shanghai')::date as month,
         booking_owed(b.payment, b.state, b.fee_fen, b.waived) - coalesce((select sum(x.amount_fen) from statement_booking x
           join statement s on s.id = x.statement_id where x.booking_id = b.id and s.tenancy_id <> $1), 0) as owed
       from tenancy y join booking b on b.carrier_id = y.carrier_id and b.team_id = y.team_id
         and (b.starts_at at time zone 'Asia/Shanghai')::date between y.valid_from and least(coalesce(y.valid_to, $2::date), $2::date)
       where y.root_id = $1 and b.payment = 'money'),
     charged as (
       select x.booking_id as id, x.month, sum(x.amount_fen) as amount from statement_booking x join statement s on s.id = x.statement_id
       where s.tenancy_id = $1 group by 1, 2)
     select id as "bookingId", month, greatest(coalesce(o.owed, 0), 0)::bigint as owed, coalesce(c.amount, 0)::bigint as charged
     from owing o full join charged c using (id, month)`,
    [tenancyId, through],
  );
  return rows.map(({ owed, charged, ...row }) => ({ ...row, owed: fen(owed), charged: fen(charged) }));
}

/** Tenancies that a month's run must look at: charged in it, or corrected since their last statement. */
export async function billedTenancies(tx: Tx, carrierId: string, month: Day, last: Day): Promise<string[]> {
  const rows = await sqlRows<{ id: string }>(
    tx,
    `select t.root_id as id from tenancy t where t.carrier_id = $1 and t.valid_from <= $3
     group by t.root_id
     having bool_or(coalesce(t.rent_month_fen, t.service_month_fen, t.internet_month_fen, t.water_month_fen, t.power_month_fen, 0) > 0
              and (t.valid_to is null or t.valid_to >= $2))
        or max(t.updated_at) > (select max(s.issued_at) from statement s where s.tenancy_id = t.root_id)
        or bool_or(exists (select 1 from booking b where b.carrier_id = t.carrier_id and b.team_id = t.team_id and b.payment = 'money' and b.fee_fen > 0
          and b.starts_at < ($3::date + 1)::timestamp at time zone 'Asia/Shanghai'
          and (b.starts_at >= $2::date::timestamp at time zone 'Asia/Shanghai'
            or b.updated_at > (select max(s.issued_at) from statement s where s.tenancy_id = t.root_id))))
     order by t.root_id`,
    [carrierId, month, last],
  );
  return rows.map(({ id }) => id);
}

export interface StatementRow {
  id: string;
  number: string;
  carrierId: string;
  tenancyId: string;
  through: Day;
  issuedOn: Day;
  dueOn: Day;
  totalFen: number;
  /** Still to be paid. */
  owedFen: number;
  example: boolean;
  lines: { month: Day; charge: LineKind; days: number; amountFen: number }[];
  /** Which bookings its lines of bookings are. */
  bookings: { bookingId: string; month: Day; startsAt: string; what: string; amountFen: number }[];
  reminders: { kind: ReminderKind; at: string }[];
}

const STATEMENT = `json_build_object('id', s.id, 'number', s.number, 'carrierId', s.carrier_id, 'tenancyId', s.tenancy_id, 'through', s.through,
  'issuedOn', s.issued_on, 'dueOn', s.due_on, 'totalFen', s.total_fen, 'example', s.example,
  'owedFen', coalesce((select a.balance_fen from ledger_account a where a.code = 'statement:' || s.id), 0),
  'lines', coalesce((select json_agg(json_build_object('month', l.month, 'charge', l.charge, 'days', l.days, 'amountFen', l.amount_fen)
    order by l.month, l.charge) from statement_line l where l.statement_id = s.id), '[]'),
  'bookings', coalesce((select json_agg(json_build_object('bookingId', x.booking_id, 'month', x.month, 'startsAt', iso(b.starts_at),
    'what', (select string_agg(${RESOURCE_NAME}, '、') from booking_item i join resource s on s.id = i.resource_id where i.booking_id = b.id),
    'amountFen', x.amount_fen) order by b.starts_at, b.id) from statement_booking x join booking b on b.id = x.booking_id where x.statement_id = s.id), '[]'),
  'reminders', coalesce((select json_agg(json_build_object('kind', r.kind, 'at', iso(r.at)) order by r.at)
    from statement_reminder r where r.statement_id = s.id), '[]'))`;

/** @returns false where the tenancy has a statement through that day already */
export async function insertStatement(
  tx: Tx,
  row: Omit<StatementRow, 'owedFen' | 'lines' | 'bookings' | 'reminders'> & {
    lines: readonly Line[];
    bookings: readonly BookingDue[];
    at: string;
  },
): Promise<boolean> {
  const inserted = await sqlRows(
    tx,
    `insert into statement (id, number, carrier_id, tenancy_id, through, issued_on, due_on, total_fen, issued_at, example)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (tenancy_id, through) do nothing returning id`,
    [
      row.id,
      row.number,
      row.carrierId,
      row.tenancyId,
      row.through,
      row.issuedOn,
      row.dueOn,
      row.totalFen,
      row.at,
      row.example,
    ],
  );
  if (inserted.length === 0) return false;
  await sqlRows(
    tx,
    `insert into statement_line (statement_id, month, charge, days, amount_fen)
     select $1, month, charge, days, fen from jsonb_to_recordset($2::jsonb) as l(month date, charge text, days integer, fen bigint)`,
    [row.id, JSON.stringify(row.lines)],
  );
  // What is given back goes first, so that a booking moved to another month is charged once at any moment.
  await sqlRows(
    tx,
    `insert into statement_booking (statement_id, booking_id, month, amount_fen)
     select $1, "bookingId", month, owed - charged
     from jsonb_to_recordset($2::jsonb) as l("bookingId" uuid, month date, owed bigint, charged bigint)
     where owed <> charged order by owed - charged, "bookingId"`,
    [row.id, JSON.stringify(row.bookings)],
  );
  return true;
}

export async function statementThrough(tx: Tx, tenancyId: string, through: Day): Promise<boolean> {
  return (
    (await sqlRows(tx, 'select 1 from statement where tenancy_id = $1 and through = $2', [tenancyId, through])).length >
    0
  );
}

export async function findStatement(tx: Tx, carrierId: string, id: string): Promise<StatementRow | undefined> {
  const [row] = await sqlRows<{ row: StatementRow }>(
    tx,
    `select ${STATEMENT} as row from statement s where s.id = $2 and s.carrier_id = $1`,
    [carrierId, id],
  );
  return row?.row;
}

export async function statementsOf(tx: Tx, tenancyId: string): Promise<StatementRow[]> {
  const rows = await sqlRows<{ row: StatementRow }>(
    tx,
    `select ${STATEMENT} as row from statement s where s.tenancy_id = $1 order by s.issued_on desc, s.id desc`,
    [tenancyId],
  );
  return rows.map(({ row }) => row);
}

export async function insertReminder(tx: Tx, statementId: string, kind: ReminderKind, at: string): Promise<void> {
  await sqlRows(
    tx,
    'insert into statement_reminder (statement_id, kind, at) values ($1, $2, $3) on conflict do nothing',
    [statementId, kind, at],
  );
}

export interface PaymentRow {
  id: string;
  kind: PaymentKind;
  statementId: string | null;
  statementNumber: string | null;
  amountFen: number;
  onDay: Day;
  method: string | null;
  reason: string | null;
  reversed: boolean;
  byName: string | null;
}

export async function paymentsOf(tx: Tx, tenancyId: string): Promise<PaymentRow[]> {
  return sqlRows<PaymentRow>(
    tx,
    `select p.id, p.kind, p.statement_id as "statementId", s.number as "statementNumber", p.amount_fen as "amountFen", p.on_day as "onDay",
       p.method, p.reason, p.reversed_by is not null as reversed, n.name as "byName"
     from tenancy_payment p left join statement s on s.id = p.statement_id left join person n on n.id = p.received_by
     where p.tenancy_id = $1 order by p.on_day desc, p.id desc`,
    [tenancyId],
  );
}

export async function insertPayment(
  tx: Tx,
  row: {
    id: string;
    carrierId: string;
    tenancyId: string;
    statementId: string | null;
    kind: PaymentKind;
    amountFen: number;
    onDay: Day;
    method: string | null;
    reason: string | null;
    transactionId: string;
    at: string;
    by: string | null;
    settlementId?: string | null;
    example: boolean;
  },
): Promise<void> {
  await sqlRows(
    tx,
    `insert into tenancy_payment (id, carrier_id, tenancy_id, statement_id, kind, amount_fen, on_day, method, reason, transaction_id,
       received_at, received_by, example, settlement_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      row.id,
      row.carrierId,
      row.tenancyId,
      row.statementId,
      row.kind,
      row.amountFen,
      row.onDay,
      row.method,
      row.reason,
      row.transactionId,
      row.at,
      row.by,
      row.example,
      row.settlementId ?? null,
    ],
  );
}

export async function lockPayment(
  tx: Tx,
  carrierId: string,
  id: string,
): Promise<{ tenancyId: string; transactionId: string; reversed: boolean } | undefined> {
  const [row] = await sqlRows<{ tenancyId: string; transactionId: string; reversed: boolean }>(
    tx,
    `select tenancy_id as "tenancyId", transaction_id as "transactionId", reversed_by is not null as reversed from tenancy_payment
     where id = $2 and carrier_id = $1 for update`,
    [carrierId, id],
  );
  return row;
}

export async function markReversed(tx: Tx, id: string, transactionId: string): Promise<void> {
  await sqlRows(tx, 'update tenancy_payment set reversed_by = $2 where id = $1', [id, transactionId]);
}

export interface Billing {
  firstMonth: Day;
  dueDays: number;
}
export async function billingOf(tx: Tx, carrierId: string): Promise<Billing | undefined> {
  const [row] = await sqlRows<Billing>(
    tx,
    'select first_month as "firstMonth", due_days as "dueDays" from billing where carrier_id = $1',
    [carrierId],
  );
  return row;
}
export async function saveBilling(tx: Tx, carrierId: string, { firstMonth, dueDays }: Billing): Promise<void> {
  await sqlRows(
    tx,
    `insert into billing (carrier_id, first_month, due_days) values ($1, $2, $3)
     on conflict (carrier_id) do update set due_days = excluded.due_days`,
    [carrierId, firstMonth, dueDays],
  );
}

import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';

export interface TenancyRow {
  /** Root: one tenancy, however often its terms changed. */
  id: string;
  carrierId: string;
  carrierName: string;
  teamId: string;
  teamName: string;
  hasAccount: boolean;
  /** Of the team's account, its founder on the day. */
  founderName: string | null;
  since: Day;
  /** The last day; null: still in residence. */
  until: Day | null;
  remote: boolean;
  virtualDesks: number | null;
  desks: number | null;
  deskCodes: string | null;
  freeMonths: number | null;
  includes: string[] | null;
  rentMonthFen: number | null;
  exitKind: string | null;
  /** Of all statements, still to be paid; and of those past their day. */
  owedFen: number;
  overdueFen: number;
  depositFen: number;
  creditFen: number;
  /** When the agreement ends; null: none, or until notice. */
  agreedUntil: Day | null;
  leaving: boolean;
  example: boolean;
}

const TENANCY = (
  today: string,
) => `select t.root_id as id, t.carrier_id as "carrierId", c.name as "carrierName", t.team_id as "teamId",
    (select coalesce(x.company_name, x.name) from team x where x.root_id = t.team_id order by x.valid_from desc limit 1) as "teamName",
    r.organisation_id is not null as "hasAccount",
    (select p.name from membership m join person p on p.id = m.person_id where m.organisation_id = r.organisation_id and m.role = 'founder'
      and m.valid_from <= ${today} and (m.valid_to is null or m.valid_to >= ${today}) order by m.valid_from, p.id limit 1) as "founderName",
    (select min(x.valid_from) from tenancy x where x.root_id = t.root_id) as since, t.valid_to as until,
    coalesce(t.remote, false) as remote, t.virtual_desks as "virtualDesks", t.desks, t.desk_codes as "deskCodes", t.free_months as "freeMonths", t.includes, t.rent_month_fen as "rentMonthFen", t.exit_kind as "exitKind",
    coalesce((select sum(a.balance_fen) from statement s join ledger_account a on a.code = 'statement:' || s.id where s.tenancy_id = t.root_id), 0)::bigint as "owedFen",
    coalesce((select sum(a.balance_fen) from statement s join ledger_account a on a.code = 'statement:' || s.id
      where s.tenancy_id = t.root_id and s.due_on < ${today}), 0)::bigint as "overdueFen",
    coalesce((select -a.balance_fen from ledger_account a where a.code = 'deposit:' || t.root_id), 0)::bigint as "depositFen",
    coalesce((select -a.balance_fen from ledger_account a where a.code = 'credit:' || t.root_id), 0)::bigint as "creditFen",
    (select (e.content ->> 'endsOn')::date from residency y join residency_edition e on e.residency_id = y.id and e.edition = y.edition
      where y.tenancy_id = t.root_id and y.state = 'inForce' order by y.created_at desc limit 1) as "agreedUntil",
    exists (select 1 from departure d where d.tenancy_id = t.root_id and d.state = 'noticed') as leaving, t.example
  from tenancy t join carrier c on c.id = t.carrier_id join team r on r.id = t.team_id`;
const NEWEST = 'not exists (select 1 from tenancy n where n.root_id = t.root_id and n.valid_from > t.valid_from)';

/** In residence on the day, leaving and not through yet, or with money still owed; all that ever were where asked for. */
export async function tenanciesOf(
  tx: Tx,
  carrierId: string,
  today: Day,
  { all, ...asked }: { all: boolean } & Paged,
): Promise<{ rows: TenancyRow[] } & Total> {
  const where = `t.carrier_id = $1 and ${NEWEST} and ($3::boolean or t.valid_to is null or t.valid_to >= $2::date
    or exists (select 1 from departure d where d.tenancy_id = t.root_id and d.state = 'noticed')
    or exists (select 1 from statement s join ledger_account a on a.code = 'statement:' || s.id where s.tenancy_id = t.root_id and a.balance_fen > 0))`;
  const values = [carrierId, today, all];
  const total = await countRows(tx, `from tenancy t where ${where}`, values, asked);
  const rows = await sqlRows<TenancyRow>(
    tx,
    `${TENANCY('$2::date')} where ${where} order by t.valid_from desc, t.root_id limit $4 offset $5`,
    [...values, asked.size, (asked.page - 1) * asked.size],
  );
  return { rows, ...total };
}

export async function findTenancy(tx: Tx, tenancyId: string, today: Day): Promise<TenancyRow | undefined> {
  const [row] = await sqlRows<TenancyRow>(tx, `${TENANCY('$2::date')} where t.root_id = $1 and ${NEWEST}`, [
    tenancyId,
    today,
  ]);
  return row;
}

/** Of the teams that act through an organisation, newest first. */
export async function tenanciesOfOrganisation(tx: Tx, organisationId: string, today: Day): Promise<TenancyRow[]> {
  return sqlRows<TenancyRow>(
    tx,
    `${TENANCY('$2::date')} where r.organisation_id = $1 and ${NEWEST} order by t.valid_from desc limit 50`,
    [organisationId, today],
  );
}

export interface PeriodRow {
  id: string;
  validFrom: Day;
  validTo: Day | null;
  remote: boolean;
  virtualDesks: number | null;
  desks: number | null;
  deskCodes: string | null;
  rentMonthFen: number | null;
  note: string | null;
}

/** The periods under different terms, oldest first. */
export async function periodsOf(tx: Tx, tenancyId: string): Promise<PeriodRow[]> {
  return sqlRows<PeriodRow>(
    tx,
    `select id, valid_from as "validFrom", valid_to as "validTo", coalesce(remote, false) as remote,
       virtual_desks as "virtualDesks", desks, desk_codes as "deskCodes", rent_month_fen as "rentMonthFen", note
     from tenancy where root_id = $1 order by valid_from`,
    [tenancyId],
  );
}

/** A team by its root, and the organisation that acts for it. */
export async function lockTeam(
  tx: Tx,
  teamId: string,
): Promise<{ id: string; name: string; organisationId: string | null } | undefined> {
  const [row] = await sqlRows<{ id: string; name: string; organisationId: string | null }>(
    tx,
    'select id, name, organisation_id as "organisationId" from team where id = $1 and root_id = id for update',
    [teamId],
  );
  return row;
}

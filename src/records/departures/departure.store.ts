import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { EarlyExit } from '../residencies/residency.ts';
import { lockTenancy } from '../statements/statement.store.ts';
import type { Checked, DepartureState, ExitKind, Fallen } from './departure.ts';

export interface DepartureRow {
  id: string;
  carrierId: string;
  tenancyId: string;
  state: DepartureState;
  exitKind: ExitKind;
  byTeam: boolean;
  noticedOn: Day;
  lastDay: Day;
  reason: string;
  criteriaMet: string[];
  checklist: Checked[];
  /** By the agreement's notice period; null: none applies. */
  earliestOn: Day | null;
  provisional: boolean;
  early: EarlyExit | null;
  /** Why both agreed on an earlier day. */
  waiver: string | null;
  /** The end that the period cut short had before. */
  formerEnd: Day | null;
  fallen: Fallen[];
  version: number;
}
const COLUMNS = `d.id, d.carrier_id as "carrierId", d.tenancy_id as "tenancyId", d.state, d.exit_kind as "exitKind", d.by_team as "byTeam",
  d.noticed_on as "noticedOn", d.last_day as "lastDay", d.reason, d.criteria_met as "criteriaMet", d.checklist,
  d.earliest_on as "earliestOn", d.provisional, d.early, d.waiver, d.former_end as "formerEnd", d.fallen, d.version`;

/** The one that stands: noticed or done. */
export async function departureOf(tx: Tx, tenancyId: string): Promise<DepartureRow | undefined> {
  const [row] = await sqlRows<DepartureRow>(
    tx,
    `select ${COLUMNS} from departure d where d.tenancy_id = $1 and d.state <> 'withdrawn'`,
    [tenancyId],
  );
  return row;
}

export async function lockDeparture(tx: Tx, carrierId: string, tenancyId: string): Promise<DepartureRow | undefined> {
  await sqlRows(
    tx,
    `select 1 from departure where tenancy_id = $2 and carrier_id = $1 and state <> 'withdrawn' for update`,
    [carrierId, tenancyId],
  );
  const row = await departureOf(tx, tenancyId);
  return row?.carrierId === carrierId ? row : undefined;
}

export async function insertDeparture(
  tx: Tx,
  row: Omit<DepartureRow, 'version' | 'state'> & { criteriaId: string | null; example: boolean },
): Promise<void> {
  await sqlRows(
    tx,
    `insert into departure (id, carrier_id, tenancy_id, state, exit_kind, by_team, noticed_on, last_day, reason, criteria_id, criteria_met,
       checklist, example, earliest_on, provisional, early, waiver, former_end, fallen)
     values ($1, $2, $3, 'noticed', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      row.id,
      row.carrierId,
      row.tenancyId,
      row.exitKind,
      row.byTeam,
      row.noticedOn,
      row.lastDay,
      row.reason,
      row.criteriaId,
      JSON.stringify(row.criteriaMet),
      JSON.stringify(row.checklist),
      row.example,
      row.earliestOn,
      row.provisional,
      row.early,
      row.waiver,
      row.formerEnd,
      JSON.stringify(row.fallen),
    ],
  );
}

export async function updateDeparture(
  tx: Tx,
  id: string,
  change: {
    state?: DepartureState;
    checklist?: readonly Checked[];
    earliestOn?: Day;
    doneAt?: string;
    doneBy?: string | null;
  },
): Promise<void> {
  await sqlRows(
    tx,
    `update departure set state = coalesce($2, state), checklist = coalesce($3, checklist), done_at = $4, done_by = $5,
       earliest_on = coalesce($6, earliest_on), provisional = provisional and $6::date is null, version = version + 1
     where id = $1`,
    [
      id,
      change.state ?? null,
      change.checklist ? JSON.stringify(change.checklist) : null,
      change.doneAt ?? null,
      change.doneBy ?? null,
      change.earliestOn ?? null,
    ],
  );
}

export interface StayPeriod {
  id: string;
  carrierId: string;
  teamId: string;
  version: number;
  validFrom: Day;
  validTo: Day | null;
  desks: number | null;
  deskCodes: string | null;
  example: boolean;
}

/** The periods of a stay, oldest first; its row is locked, so that nothing else changes or charges it meanwhile. */
export async function lockStay(tx: Tx, tenancyId: string): Promise<StayPeriod[]> {
  await lockTenancy(tx, tenancyId);
  return stayPeriods(tx, tenancyId);
}

export async function stayPeriods(tx: Tx, tenancyId: string): Promise<StayPeriod[]> {
  return sqlRows<StayPeriod>(
    tx,
    `select id, carrier_id as "carrierId", team_id as "teamId", version, valid_from as "validFrom", valid_to as "validTo", desks,
       desk_codes as "deskCodes", example from tenancy where root_id = $1 order by valid_from`,
    [tenancyId],
  );
}

/** What was voided comes back as it last was, as one version more. */
export async function reviveTenancies(tx: Tx, ids: readonly string[], at: string): Promise<void> {
  await sqlRows(
    tx,
    `insert into tenancy select r.* from (
       select distinct on (v.record_id) v.content || jsonb_build_object('version', v.version + 1, 'updated_at', $2::timestamptz) as content
       from record_version v where v.kind = 'tenancy' and v.record_id = any($1::uuid[]) order by v.record_id, v.version desc, v.id desc) x
     cross join lateral jsonb_populate_record(null::tenancy, x.content) r`,
    [[...ids], at],
  );
}

/** Another team's desks among those a stay names, from a day on. */
export async function desksLetSince(tx: Tx, tenancyId: string, from: Day): Promise<boolean> {
  const rows = await sqlRows(
    tx,
    `select 1 from tenancy t join tenancy_desk d on d.tenancy_id = t.id join tenancy_desk o on o.desk_id = d.desk_id and o.unit = d.unit
       and o.during && d.during and o.during && daterange($2::date, null) join tenancy n on n.id = o.tenancy_id and n.root_id <> t.root_id
     where t.root_id = $1 limit 1`,
    [tenancyId, from],
  );
  return rows.length > 0;
}

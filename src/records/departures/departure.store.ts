import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Checked, DepartureState, ExitKind } from './departure.ts';

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
  version: number;
}
const COLUMNS = `d.id, d.carrier_id as "carrierId", d.tenancy_id as "tenancyId", d.state, d.exit_kind as "exitKind", d.by_team as "byTeam",
  d.noticed_on as "noticedOn", d.last_day as "lastDay", d.reason, d.criteria_met as "criteriaMet", d.checklist, d.version`;

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
       checklist, example) values ($1, $2, $3, 'noticed', $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
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
    ],
  );
}

export async function updateDeparture(
  tx: Tx,
  id: string,
  change: { state?: DepartureState; checklist?: readonly Checked[]; doneAt?: string; doneBy?: string | null },
): Promise<void> {
  await sqlRows(
    tx,
    `update departure set state = coalesce($2, state), checklist = coalesce($3, checklist), done_at = $4, done_by = $5, version = version + 1
     where id = $1`,
    [
      id,
      change.state ?? null,
      change.checklist ? JSON.stringify(change.checklist) : null,
      change.doneAt ?? null,
      change.doneBy ?? null,
    ],
  );
}

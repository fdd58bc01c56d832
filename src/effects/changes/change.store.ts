import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { ChangeField, Lateness } from './change.ts';

export interface AppliedChange extends Omit<Lateness, 'provisional'> {
  readonly caseId: string;
  readonly carrierId: string;
  readonly field: ChangeField;
  /** As it is shown. */
  readonly before: string | null;
  readonly after: string;
  readonly happenedOn: string;
  readonly reportedOn: string;
}

export async function insertChange(tx: Tx, change: AppliedChange & { at: string }): Promise<void> {
  await tx
    .insertInto('material_change')
    .values({
      id: newId(),
      case_id: change.caseId,
      carrier_id: change.carrierId,
      field: change.field,
      before: JSON.stringify(change.before),
      after: JSON.stringify(change.after),
      happened_on: change.happenedOn,
      reported_on: change.reportedOn,
      report_by: change.reportBy,
      late: change.late,
      late_by: change.lateBy,
      applied_at: change.at,
    })
    .execute();
}

export async function changesOf(tx: Tx, carrierId: string): Promise<AppliedChange[]> {
  return sqlRows<AppliedChange>(
    tx,
    `select case_id as "caseId", carrier_id as "carrierId", field, before, after, happened_on as "happenedOn",
       reported_on as "reportedOn", report_by as "reportBy", late, late_by as "lateBy"
     from material_change where carrier_id = $1 order by happened_on desc, field`,
    [carrierId],
  );
}

/** The floor area on a day: of all premises together; null where none is recorded. */
export async function floorAreaOn(tx: Tx, carrierId: string, on: string): Promise<number | null> {
  const [row] = await sqlRows<{ area: number | null }>(
    tx,
    `select sum(area_m2) as area from premises
     where carrier_id = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2)`,
    [carrierId, on],
  );
  return row?.area ?? null;
}

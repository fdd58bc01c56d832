import { type WorkingCalendar, workingCalendar, type YearCalendar } from '../../kernel/working-days.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';

export interface AddedYear extends YearCalendar {
  readonly source: string;
  readonly addedAt: string;
  readonly addedBy: string;
}

export async function addedYears(tx: Tx): Promise<AddedYear[]> {
  return sqlRows<AddedYear>(
    tx,
    `select c.year, c.source, c.holidays, c.workdays, c.added_at "addedAt", coalesce(p.name, '') "addedBy"
     from working_calendar c left join person p on p.id = c.added_by order by c.year`,
  );
}

/** The calendar that working days are counted by now: the packaged years and those added. */
export async function loadWorkingCalendar(tx: Tx): Promise<WorkingCalendar> {
  return workingCalendar(await addedYears(tx));
}

export async function saveYear(tx: Tx, year: YearCalendar & { source: string }, at: string, by: string): Promise<void> {
  await sqlRows(
    tx,
    `insert into working_calendar (year, source, holidays, workdays, added_at, added_by)
     values ($1, $2, $3::date[], $4::date[], $5, $6)
     on conflict (year) do update set source = excluded.source, holidays = excluded.holidays,
       workdays = excluded.workdays, added_at = excluded.added_at, added_by = excluded.added_by`,
    [year.year, year.source, [...year.holidays], [...year.workdays], at, by],
  );
}

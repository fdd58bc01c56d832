import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import { LINE_IDS, type LineId, sourceOf } from './space-function.ts';

/** One line of a function: how many records of a kind, how many began in the last twelve months, the newest three by name. */
export interface FunctionLine {
  line: LineId;
  /** Null: none is recorded, and the operator does not state that the book is complete. */
  total: number | null;
  recent: number | null;
  /** Of all, those invented for demonstration. */
  examples: number;
  newest: { title: string; day: string }[];
}

/** What no book keeps: sessions that both sides confirmed, and what was granted to a team while it stayed. */
const OWN = {
  session: `select s.id, s.id as root_id, s.carrier_id, (s.starts_at at time zone 'Asia/Shanghai')::date as valid_from, null::date as valid_to,
      s.example, null::text as title from mentoring_session s where s.state = 'held'`,
  grant: `select g.id, g.id as root_id, y.carrier_id, g.granted_on as valid_from, null::date as valid_to, y.example, g.says as title
    from entitlement_grant g join tenancy y on y.team_id = g.team_id and y.valid_from <= g.granted_on
      and (y.valid_to is null or y.valid_to >= g.granted_on)`,
} as const;

/** SQL for the records of a line: of the carrier $1, up to the day $2. */
function recordsSql(line: LineId): string {
  const { from, where = 'true', title = 'null::text' } = sourceOf(line);
  const book = from in OWN ? OWN[from as keyof typeof OWN] : `select * from ${from}`;
  return `select r.id, r.root_id, r.valid_from as day, r.valid_to as until, r.example, ${title} as title
    from (${book}) r where r.carrier_id = $1 and r.valid_from <= $2::date and (${where})`;
}

/** Every line in one statement, whatever the number of records. */
export async function spaceFunctions(tx: Tx, carrierId: string, today: string): Promise<FunctionLine[]> {
  const parts = LINE_IDS.map((line, place) => {
    const rows = `(${recordsSql(line)}) r`;
    const known = (
      count: string,
      since: string,
    ) => `(select case when n.count > 0 or exists (select 1 from record_book b
        where b.carrier_id = $1 and b.kind = '${sourceOf(line).from}' and b.complete_from <= ${since}) then n.count end from (${count}) n)`;
    return `select ${place} as place, '${line}' as line,
      ${known(`select count(distinct r.root_id) from ${rows}`, '$2::date')} as total,
      ${known(`select count(*) from ${rows} where r.root_id = r.id and r.day > $2::date - interval '12 months'`, "$2::date - interval '12 months'")} as recent,
      (select count(distinct r.root_id) from ${rows} where r.example) as examples,
      (select coalesce(json_agg(n), '[]') from (select r.title, r.day from ${rows} where r.title is not null
         order by r.day desc, r.id limit 3) n) as newest`;
  });
  return sqlRows<FunctionLine>(tx, `${parts.join(' union all ')} order by place`, [carrierId, today]);
}

export interface FunctionRecord {
  id: string;
  day: string;
  until: string | null;
  title: string | null;
  example: boolean;
}
/** The records behind a number, newest first; one that went on under other terms is one. */
export async function functionRecords(
  tx: Tx,
  carrierId: string,
  line: LineId,
  today: string,
  asked: Paged,
): Promise<Total & { rows: FunctionRecord[] }> {
  const from = `from (select distinct on (r.root_id) r.* from (${recordsSql(line)}) r order by r.root_id, r.day desc, r.id desc) r`;
  const total = await countRows(tx, from, [carrierId, today], asked);
  const rows = await sqlRows<FunctionRecord>(
    tx,
    `select r.id, r.day, r.until, r.title, r.example ${from} order by r.day desc, r.id limit $3 offset $4`,
    [carrierId, today, asked.size, (asked.page - 1) * asked.size],
  );
  return { rows, ...total };
}

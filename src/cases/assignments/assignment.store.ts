import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { CaseRow } from '../casefile/casefile.store.ts';

/** What each case is about, in words that fields of experts are looked up in. */
export async function mattersOf(tx: Tx, files: readonly CaseRow[]): Promise<Map<string, string>> {
  const rows = await sqlRows<{ id: string; matter: string }>(
    tx,
    `select c.id, concat_ws(' ', c.name, c.focus, c.goals, c.summary, array_to_string(c.features, ' '),
       (select string_agg(concat_ws(' ', t.project, t.name), ' ' order by t.id) from team t where t.carrier_id = c.id)) as matter
     from carrier c where c.id = any($1::uuid[])`,
    [[...new Set(files.map(({ carrier_id }) => carrier_id))]],
  );
  const byCarrier = new Map(rows.map(({ id, matter }) => [id, matter]));
  return new Map(files.map((file) => [file.id, byCarrier.get(file.carrier_id) ?? '']));
}

/**
 * How many more each expert may take: below the cap of the year by the calendar of Shanghai, and of the round. What was
 * recused or released does not count.
 */
export async function roomOf(
  tx: Tx,
  expertIds: readonly string[],
  roundId: string | null,
  year: number,
): Promise<Map<string, number>> {
  const rows = await sqlRows<{ id: string; room: number }>(
    tx,
    `select e.person_id as id, least(
        e.per_year - count(r.id) filter (where extract(year from r.assigned_at at time zone 'Asia/Shanghai') = $3),
        case when $2::uuid is null then e.per_round else e.per_round - count(r.id) filter (where c.round_id = $2) end)::int as room
     from expert e left join review r on r.expert_id = e.person_id and r.state in ('assigned', 'submitted')
       left join case_file c on c.id = r.case_id
     where e.person_id = any($1::uuid[]) group by e.person_id, e.per_year, e.per_round`,
    [expertIds, roundId, year],
  );
  return new Map(rows.map(({ id, room }) => [id, room]));
}

/** Whoever adds a review to an expert waits here for the others, so that two at once do not pass the caps. */
export async function lockExperts(tx: Tx, expertIds: readonly string[]): Promise<void> {
  await sqlRows(tx, 'select person_id from expert where person_id = any($1::uuid[]) order by person_id for update', [
    expertIds,
  ]);
}

import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { HistoryView } from './expertHistory.contract.ts';

/**
 * An expert's work so far: how much, how punctual, how far from the panels.
 *
 * @param within territory path of who asks; null: the expert
 */
export async function historyOf(
  tx: Tx,
  expertId: string,
  within: string | null,
  { now, year }: { now: string; year: number },
): Promise<HistoryView> {
  const [row] = await sqlRows<HistoryView>(
    tx,
    `with own as (
       select r.*, b.score as panel, (select count(*) from review o where o.case_id = r.case_id and o.pass = r.pass
           and o.state = 'submitted' and o.score is not null) as scored
       from review r left join review_panel b on b.case_id = r.case_id and b.pass = r.pass and b.finished_at is not null
       where r.expert_id = $1),
     apart as (select score - panel as points from own where state = 'submitted' and score is not null and panel is not null and scored >= 2)
     select count(o.id) filter (where o.state = 'submitted')::int as submitted,
       count(o.id) filter (where o.state = 'submitted' and o.due_at is not null)::int as due,
       count(o.id) filter (where o.state = 'submitted' and o.ended_at <= o.due_at)::int as "inTime",
       count(o.id) filter (where o.due_at < coalesce(o.ended_at, $3::timestamptz) and o.state in ('submitted', 'assigned'))::int as late,
       count(o.id) filter (where o.state = 'recused')::int as recused,
       count(o.id) filter (where o.released_because is not null)::int as replaced,
       count(o.id) filter (where o.second_look_at is not null)::int as "secondLooks",
       (select count(*) from apart)::int as compared,
       (select round(avg(points), 2) from apart) as "meanDeviation",
       (select round(avg(abs(points)), 2) from apart) as "meanDistance",
       count(o.id) filter (where o.state in ('assigned', 'submitted')
         and extract(year from o.assigned_at at time zone 'Asia/Shanghai') = $4)::int as "thisYear",
       e.per_year as "perYear", e.per_round as "perRound"
     from expert e join territory t on t.id = e.territory_id left join own o on true
     where e.person_id = $1 and ($2::text is null or starts_with(t.path, $2))
     group by e.person_id, e.per_year, e.per_round`,
    [expertId, within, now, year],
  );
  if (!row) throw new Refusal('not-found');
  return row;
}

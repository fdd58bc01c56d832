import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Score } from './calibration.ts';

export interface ScoredCase {
  readonly caseId: string;
  readonly number: string;
  readonly title: string;
  readonly method: 'mean' | 'dropExtremes';
  readonly exception: { points: number; reason: string } | null;
  readonly secondLooks: string[];
  /** What was filled in: those of one sheet are on one scale. */
  readonly sheet: string;
}

/** Cases of a round whose last panel is finished. */
export async function scoredCases(tx: Tx, roundId: string): Promise<ScoredCase[]> {
  return sqlRows<ScoredCase>(
    tx,
    `select distinct on (c.id) c.id as "caseId", c.number, c.title, b.method,
       (select json_build_object('points', x.to_points, 'reason', x.reason) from panel_exception x
        where x.case_id = b.case_id and x.pass = b.pass and x.item = '' order by x.at desc, x.id desc limit 1) as exception,
       coalesce((select json_agg(p.name order by p.name, p.id) from review r join person p on p.id = r.expert_id
         where r.case_id = b.case_id and r.pass = b.pass and r.second_look_at is not null), '[]') as "secondLooks",
       concat_ws('-', c.pack_hash, s.step, b.method) as sheet
     from case_file c join review_panel b on b.case_id = c.id join case_step s on s.case_id = b.case_id and s.pass = b.pass
     where c.round_id = $1 and b.finished_at is not null order by c.id, b.pass desc`,
    [roundId],
  );
}

/** Scores of those panels. */
export async function scoresOf(tx: Tx, roundId: string): Promise<(Score & { name: string })[]> {
  return sqlRows(
    tx,
    `select r.case_id as "caseId", r.expert_id as "expertId", p.name, r.score from review r join person p on p.id = r.expert_id
     join (select distinct on (b.case_id) b.case_id, b.pass from review_panel b join case_file c on c.id = b.case_id
           where c.round_id = $1 and b.finished_at is not null order by b.case_id, b.pass desc) last
       on last.case_id = r.case_id and last.pass = r.pass
     where r.state = 'submitted' and r.score is not null order by r.case_id, r.expert_id`,
    [roundId],
  );
}

/** How many cases of the round are still being scored, or will be. */
export async function stillScoring(tx: Tx, roundId: string): Promise<number> {
  const [row] = await sqlRows<{ count: number }>(
    tx,
    `select count(*)::int as count from case_file c where c.round_id = $1 and c.state = 'open' and c.step_kind = 'expertReview'`,
    [roundId],
  );
  return row?.count ?? 0;
}

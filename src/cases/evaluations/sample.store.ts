import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { DRAWN } from '../siteVisits/siteVisit.ts';
import type { SamplingMethod } from './evaluation.ts';
import type { Drawn } from './sampling.ts';

export async function sampleOf(tx: Tx, roundId: string) {
  return sqlRows<{
    carrierId: string;
    carrier: string;
    method: SamplingMethod;
    seed: string | null;
    place: number;
    reason: string;
    caseId: string | null;
    visitedOn: string | null;
    differs: number;
  }>(
    tx,
    `select s.carrier_id as "carrierId", k.name as carrier, s.method, s.seed, s.place, s.reason, m.case_id as "caseId", v.visited_on as "visitedOn",
       (select count(*)::int from figure_verification f where f.case_id = m.case_id and f.outcome = 'different') as differs
     from evaluation_sample s join carrier k on k.id = s.carrier_id
     join evaluation_member m on m.round_id = s.round_id and m.carrier_id = s.carrier_id
     left join site_visit v on v.case_id = m.case_id and v.pass = ${DRAWN} and v.state = 'submitted' where s.round_id = $1 order by s.place`,
    [roundId],
  );
}

export async function insertSample(
  tx: Tx,
  roundId: string,
  drawn: readonly Drawn[],
  by: { method: SamplingMethod; seed: string | null; at: string; personId: string | null },
): Promise<void> {
  for (const [index, { carrierId, reason }] of drawn.entries())
    await tx
      .insertInto('evaluation_sample')
      .values({
        round_id: roundId,
        carrier_id: carrierId,
        method: by.method,
        seed: by.seed,
        place: index + 1,
        reason,
        at: by.at,
        person_id: by.personId,
      })
      .execute();
}

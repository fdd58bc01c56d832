import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { STAGES, type Stage } from '../teams/incubation-record.ts';
import type { StageCriterion, StageStandard } from './stage-standard.ts';

/** Of every stage, in the order of the chain. */
export async function standardsOf(tx: Tx, carrierId: string): Promise<StageStandard[]> {
  const rows = await sqlRows<StageStandard>(
    tx,
    'select stage, services, criteria, version from stage_standard where carrier_id = $1',
    [carrierId],
  );
  return STAGES.map(
    ({ code }) => rows.find(({ stage }) => stage === code) ?? { stage: code, services: null, criteria: [], version: 0 },
  );
}

/** @returns false where it was changed since it was read */
export async function saveStandard(
  tx: Tx,
  carrierId: string,
  stage: Stage,
  version: number,
  given: { services: string | null; criteria: readonly StageCriterion[]; at: string; by: string | null },
): Promise<boolean> {
  const values = [carrierId, stage, given.services, JSON.stringify(given.criteria), given.at, given.by];
  const done =
    version === 0
      ? await sqlRows(
          tx,
          `insert into stage_standard (carrier_id, stage, services, criteria, stated_at, stated_by) values ($1, $2, $3, $4, $5, $6)
           on conflict (carrier_id, stage) do nothing returning stage`,
          values,
        )
      : await sqlRows(
          tx,
          `update stage_standard set services = $3, criteria = $4, stated_at = $5, stated_by = $6, version = version + 1
           where carrier_id = $1 and stage = $2 and version = $7 returning stage`,
          [...values, version],
        );
  return done.length > 0;
}

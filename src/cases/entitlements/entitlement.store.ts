import { sqlRows, type Tx } from '../../platform/db/database.ts';

export interface OpenApplication {
  packId: string;
  procedureId: string;
  caseId: string;
  number: string;
  state: 'draft' | 'open';
  stepId: string | null;
  packHash: string;
}

/** Applications of a team that are under way. */
export async function openApplications(tx: Tx, teamId: string): Promise<OpenApplication[]> {
  return sqlRows<OpenApplication>(
    tx,
    `select pack_id as "packId", procedure_id as "procedureId", id as "caseId", number, state, step as "stepId",
       pack_hash as "packHash"
     from case_file where team_id = $1 and purpose = 'entitlement' and state <> 'closed' order by number`,
    [teamId],
  );
}

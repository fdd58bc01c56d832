import type { Subject } from '../../identity/access.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';

/** A team is its own organisation's, and its concern is that of every operator with whom it has ever stayed. */
export async function teamSubject(tx: Tx, id: string): Promise<Subject | undefined> {
  const [row] = await sqlRows<{ path: string; organisation_id: string | null; operator_ids: string[] }>(
    tx,
    `select p.path, t.organisation_id,
            array(select distinct c.operator_id from carrier c where c.operator_id is not null and
                    (c.id = t.carrier_id or c.id in (select y.carrier_id from tenancy y where y.team_id = t.id))) operator_ids
     from team t join carrier h on h.id = t.carrier_id join territory p on p.id = h.territory_id where t.id = $1`,
    [id],
  );
  if (!row) return undefined;
  const organisationIds = row.organisation_id ? [row.organisation_id, ...row.operator_ids] : row.operator_ids;
  return { territoryPath: row.path, organisationIds, personIds: [] };
}

/** The organisation whose people act for the team. */
export async function setTeamOrganisation(tx: Tx, teamId: string, organisationId: string): Promise<void> {
  await sqlRows(tx, 'update team set organisation_id = $2 where id = $1', [teamId, organisationId]);
}

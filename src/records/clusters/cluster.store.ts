import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { MemberRow } from './cluster.ts';

const COLUMNS = `m.id, m.role, m.carrier_id as "carrierId", m.organisation_id as "organisationId", coalesce(c.name, o.name) as name, m.services,
  m.valid_from as "validFrom", m.valid_to as "validTo", m.note, m.version, m.example`;
const JOINED =
  'cluster_member m left join carrier c on c.id = m.carrier_id left join organisation o on o.id = m.organisation_id';
export const MEMBER_HOLDS = '$2::date between m.valid_from and coalesce(m.valid_to, $2::date)';

/** Members on a day, or, with no day, all there ever were; by role, then name. */
export async function listMembers(tx: Tx, clusterId: string, on: Day | null): Promise<MemberRow[]> {
  return sqlRows<MemberRow>(
    tx,
    `select ${COLUMNS} from ${JOINED} where m.cluster_id = $1 and ($2::date is null or ${MEMBER_HOLDS})
     order by array_position(array['space', 'serviceBody', 'company', 'institution'], m.role), name, m.valid_from, m.id`,
    [clusterId, on],
  );
}

export async function findMember(tx: Tx, clusterId: string, id: string): Promise<MemberRow | undefined> {
  const [row] = await sqlRows<MemberRow>(tx, `select ${COLUMNS} from ${JOINED} where m.id = $2 and m.cluster_id = $1`, [
    clusterId,
    id,
  ]);
  return row;
}

export async function lockMember(tx: Tx, clusterId: string, id: string): Promise<MemberRow | undefined> {
  await sqlRows(tx, 'select 1 from cluster_member where id = $2 and cluster_id = $1 for update', [clusterId, id]);
  return findMember(tx, clusterId, id);
}

export interface Membership {
  id: string;
  clusterId: string;
  cluster: string;
  validFrom: Day;
  validTo: Day | null;
}

/** To which clusters a carrier belongs on a day, or, with no day, belongs or belonged; newest first. */
export async function membershipsOf(tx: Tx, carrierId: string, on: Day | null = null): Promise<Membership[]> {
  return sqlRows<Membership>(
    tx,
    `select m.id, m.cluster_id as "clusterId", k.name as cluster, m.valid_from as "validFrom", m.valid_to as "validTo"
     from cluster_member m join carrier k on k.id = m.cluster_id where m.carrier_id = $1 and ($2::date is null or ${MEMBER_HOLDS})
     order by m.valid_from desc, m.id`,
    [carrierId, on],
  );
}

export type MemberData = Pick<
  MemberRow,
  'role' | 'carrierId' | 'organisationId' | 'services' | 'validFrom' | 'validTo' | 'note'
>;

export async function insertMember(
  tx: Tx,
  clusterId: string,
  id: string,
  data: MemberData,
  { at, example }: { at: string; example: boolean },
): Promise<void> {
  await sqlRows(
    tx,
    `insert into cluster_member (id, cluster_id, role, carrier_id, organisation_id, services, valid_from, valid_to, note, example, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)`,
    [
      id,
      clusterId,
      data.role,
      data.carrierId,
      data.organisationId,
      data.services,
      data.validFrom,
      data.validTo,
      data.note,
      example,
      at,
    ],
  );
}

/** Who it is stays; another is another member. */
export async function updateMember(
  tx: Tx,
  id: string,
  data: Pick<MemberData, 'services' | 'validFrom' | 'validTo' | 'note'>,
  at: string,
): Promise<void> {
  await sqlRows(
    tx,
    'update cluster_member set services = $2, valid_from = $3, valid_to = $4, note = $5, updated_at = $6 where id = $1',
    [id, data.services, data.validFrom, data.validTo, data.note, at],
  );
}

export async function deleteMember(tx: Tx, id: string): Promise<void> {
  await sqlRows(tx, 'delete from cluster_member where id = $1', [id]);
}

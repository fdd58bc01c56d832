import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { ResidencyContent, ResidencyState, Signatures } from './residency.ts';

export interface ResidencyRow extends Signatures {
  id: string;
  number: string;
  carrierId: string;
  admissionId: string | null;
  teamId: string | null;
  tenancyId: string | null;
  renews: string | null;
  state: ResidencyState;
  edition: number;
  content: ResidencyContent & { includes: string[] };
  hash: string;
  scanFileId: string | null;
  scanSha256: string | null;
  version: number;
  example: boolean;
}

/** What an edition says, with what those written before a term was there left unsaid. */
const CONTENT = `(jsonb_build_object('remote', false, 'virtualDesks', 0, 'noticeUnit', 'day', 'earlyExit', 'refuse') || e.content)`;
const SELECT = `select r.id, r.number, r.carrier_id as "carrierId", r.admission_id as "admissionId", r.team_id as "teamId",
    r.tenancy_id as "tenancyId", r.renews, r.state, r.edition, ${CONTENT} as content, e.hash, r.team_signed_by as "teamSignedBy",
    r.team_signed_at as "teamSignedAt", p.name as "signedByName", r.signed_at as "signedAt", r.scan_file_id as "scanFileId",
    f.sha256 as "scanSha256", r.version, r.example
  from residency r join residency_edition e on e.residency_id = r.id and e.edition = r.edition
    left join person p on p.id = r.signed_by left join file f on f.id = r.scan_file_id`;

export async function findResidency(tx: Tx, id: string): Promise<ResidencyRow | undefined> {
  const [row] = await sqlRows<ResidencyRow>(tx, `${SELECT} where r.id = $1`, [id]);
  return row;
}

export async function lockResidency(tx: Tx, id: string): Promise<ResidencyRow | undefined> {
  await sqlRows(tx, 'select 1 from residency where id = $1 for update', [id]);
  return findResidency(tx, id);
}

export async function residencyOfAdmission(tx: Tx, admissionId: string): Promise<ResidencyRow | undefined> {
  const [row] = await sqlRows<ResidencyRow>(tx, `${SELECT} where r.admission_id = $1 and r.state <> 'void'`, [
    admissionId,
  ]);
  return row;
}

/** Of one tenancy, newest first: the one it began with and its renewals. */
export async function residenciesOf(tx: Tx, tenancyId: string): Promise<ResidencyRow[]> {
  return sqlRows<ResidencyRow>(tx, `${SELECT} where r.tenancy_id = $1 order by r.created_at desc, r.id desc`, [
    tenancyId,
  ]);
}

/** The agreement whose terms hold; a renewal follows it. */
export async function residencyInForce(tx: Tx, tenancyId: string): Promise<ResidencyRow | undefined> {
  return (await residenciesOf(tx, tenancyId)).find(({ state }) => state === 'inForce');
}

export async function insertResidency(
  tx: Tx,
  row: {
    id: string;
    number: string;
    carrierId: string;
    admissionId: string | null;
    teamId: string | null;
    tenancyId: string | null;
    renews: string | null;
    at: string;
    example: boolean;
  },
): Promise<void> {
  await sqlRows(
    tx,
    `insert into residency (id, number, carrier_id, admission_id, team_id, tenancy_id, renews, state, edition, created_at, example)
     values ($1, $2, $3, $4, $5, $6, $7, 'draft', 1, $8, $9)`,
    [row.id, row.number, row.carrierId, row.admissionId, row.teamId, row.tenancyId, row.renews, row.at, row.example],
  );
}

export async function insertEdition(
  tx: Tx,
  row: { residencyId: string; edition: number; content: ResidencyContent; hash: string; at: string; by: string | null },
): Promise<void> {
  await sqlRows(
    tx,
    'insert into residency_edition (residency_id, edition, content, hash, made_at, made_by) values ($1, $2, $3, $4, $5, $6)',
    [row.residencyId, row.edition, JSON.stringify(row.content), row.hash, row.at, row.by],
  );
}

export interface EditionRow {
  edition: number;
  content: ResidencyContent;
  hash: string;
  madeAt: string;
  madeBy: string | null;
  /** null: it was never given to the team. */
  offeredAt: string | null;
}

/** Newest first. */
export async function editionsOf(tx: Tx, residencyId: string): Promise<EditionRow[]> {
  return sqlRows<EditionRow>(
    tx,
    `select e.edition, e.content, e.hash, iso(e.made_at) as "madeAt", p.name as "madeBy", iso(o.offered_at) as "offeredAt"
     from residency_edition e left join person p on p.id = e.made_by
       left join residency_edition_offer o on o.residency_id = e.residency_id and o.edition = e.edition where e.residency_id = $1 order by e.edition desc`,
    [residencyId],
  );
}

export async function markOffered(tx: Tx, residencyId: string, edition: number, at: string): Promise<void> {
  await sqlRows(tx, 'insert into residency_edition_offer (residency_id, edition, offered_at) values ($1, $2, $3)', [
    residencyId,
    edition,
    at,
  ]);
}

export async function updateResidency(
  tx: Tx,
  id: string,
  change: Partial<{
    state: ResidencyState;
    edition: number;
    team_id: string;
    tenancy_id: string;
    team_signed_by: string;
    team_signed_at: string;
    signed_by: string | null;
    signed_at: string;
    scan_file_id: string;
  }>,
): Promise<void> {
  await tx
    .updateTable('residency')
    .set((row) => ({ ...change, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

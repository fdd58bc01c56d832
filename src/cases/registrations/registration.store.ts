import { ownAs, type Permission, reaches, type Subject } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { RegistrationKind, RegistrationState } from './registration.ts';

export interface RegistrationRow {
  id: string;
  carrierId: string;
  carrierName: string;
  territory: string;
  operator: string | null;
  teamId: string;
  teamName: string;
  tenancyId: string;
  kind: RegistrationKind;
  deskCode: string;
  slot: number;
  slotLimit: number | null;
  companyName: string;
  address: string;
  packHash: string;
  packId: string;
  packTitle: string;
  cites: string;
  state: RegistrationState;
  appliedAt: string;
  certificateNumber: string | null;
  certifiedOn: Day | null;
  contentHash: string | null;
  fileId: string | null;
  fileSha256: string | null;
  uscc: string | null;
  registeredOn: Day | null;
  reason: string | null;
  endsOn: Day | null;
  endedOn: Day | null;
  version: number;
  example: boolean;
}

const SELECT = `select r.id, r.carrier_id as "carrierId", c.name as "carrierName", p.full_name as territory, o.name as operator,
    r.team_id as "teamId", t.name as "teamName", r.tenancy_id as "tenancyId", r.kind, r.desk_code as "deskCode", r.slot,
    r.slot_limit as "slotLimit", r.company_name as "companyName", r.address, r.pack_hash as "packHash", k.id as "packId", k.title as "packTitle",
    r.cites, r.state, r.applied_at as "appliedAt", r.certificate_number as "certificateNumber", r.certified_on as "certifiedOn",
    r.content_hash as "contentHash", r.file_id as "fileId", f.sha256 as "fileSha256", r.uscc, r.registered_on as "registeredOn", r.reason,
    r.ends_on as "endsOn", r.ended_on as "endedOn", r.version, r.example`;
const FROM = `from desk_registration r join carrier c on c.id = r.carrier_id join territory p on p.id = c.territory_id
    join team t on t.id = r.team_id join pack k on k.hash = r.pack_hash left join organisation o on o.id = c.operator_id
    left join file f on f.id = r.file_id`;

export async function findRegistration(tx: Tx, id: string): Promise<RegistrationRow | undefined> {
  const [row] = await sqlRows<RegistrationRow>(tx, `${SELECT} ${FROM} where r.id = $1`, [id]);
  return row;
}

export async function lockRegistration(tx: Tx, id: string): Promise<RegistrationRow | undefined> {
  await sqlRows(tx, 'select 1 from desk_registration where id = $1 for update', [id]);
  return findRegistration(tx, id);
}

/** By the number on the certificate's face, or by the hash of its PDF. */
export async function registrationByCertificate(tx: Tx, asked: string): Promise<RegistrationRow | undefined> {
  const [row] = await sqlRows<RegistrationRow>(
    tx,
    `${SELECT} ${FROM} where r.certificate_number = $1 or f.sha256 = lower($1)`,
    [asked],
  );
  return row;
}

export async function liveOfTenancy(tx: Tx, tenancyId: string): Promise<string[]> {
  const rows = await sqlRows<{ id: string }>(
    tx,
    `select id from desk_registration where tenancy_id = $1 and state in ('applied', 'certified', 'returned', 'registered') order by id`,
    [tenancyId],
  );
  return rows.map(({ id }) => id);
}

/** The operator's and the team's own; officers reach what lies in their territory. */
export async function registrationSubject(tx: Tx, id: string): Promise<Subject | undefined> {
  const [row] = await sqlRows<{ path: string; owners: (string | null)[] }>(
    tx,
    `select p.path, array[c.operator_id, t.organisation_id] as owners ${FROM} where r.id = $1`,
    [id],
  );
  if (!row) return undefined;
  return {
    territoryPath: row.path,
    organisationIds: row.owners.filter((one) => one !== null),
    handlerIds: [],
    personIds: [],
  };
}

/** The same rule in SQL. */
export async function listRegistrations(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  { state, ...asked }: { state?: RegistrationState | undefined } & Paged,
): Promise<{ rows: RegistrationRow[] } & Total> {
  const within = reaches(actor, permission).has('territory') ? actor.territoryPath : null;
  const own = ownAs(actor, permission).owner ? actor.organisationId : null;
  const where = `(($1::text is not null and p.path like $1 || '%') or c.operator_id = $2 or t.organisation_id = $2)
    and ($3::text is null or r.state = $3)`;
  const values = [within, own, state ?? null];
  const total = await countRows(tx, `${FROM} where ${where}`, values, asked);
  // Who waits longest at the window comes first.
  const rows = await sqlRows<RegistrationRow>(
    tx,
    `${SELECT} ${FROM} where ${where} order by (r.state = 'certified') desc, r.applied_at, r.id limit $4 offset $5`,
    [...values, asked.size, (asked.page - 1) * asked.size],
  );
  return { rows, ...total };
}

export async function takenSlots(tx: Tx, carrierId: string, deskCode: string): Promise<number[]> {
  const rows = await sqlRows<{ slot: number }>(
    tx,
    `select slot from desk_registration where carrier_id = $1 and desk_code = $2
       and state in ('applied', 'certified', 'returned', 'registered', 'ending') order by slot`,
    [carrierId, deskCode],
  );
  return rows.map(({ slot }) => slot);
}

export async function insertRegistration(
  tx: Tx,
  row: Pick<
    RegistrationRow,
    | 'id'
    | 'carrierId'
    | 'teamId'
    | 'tenancyId'
    | 'kind'
    | 'deskCode'
    | 'slot'
    | 'slotLimit'
    | 'companyName'
    | 'address'
    | 'packHash'
    | 'cites'
    | 'appliedAt'
    | 'example'
  > & { appliedBy: string | null },
): Promise<void> {
  await sqlRows(
    tx,
    `insert into desk_registration (id, carrier_id, team_id, tenancy_id, kind, desk_code, slot, slot_limit, company_name, address, pack_hash,
       cites, state, applied_at, applied_by, example) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'applied', $13, $14, $15)`,
    [
      row.id,
      row.carrierId,
      row.teamId,
      row.tenancyId,
      row.kind,
      row.deskCode,
      row.slot,
      row.slotLimit,
      row.companyName,
      row.address,
      row.packHash,
      row.cites,
      row.appliedAt,
      row.appliedBy,
      row.example,
    ],
  );
}

export async function updateRegistration(
  tx: Tx,
  id: string,
  change: Partial<{
    state: RegistrationState;
    certificate_number: string;
    certified_on: Day;
    content_hash: string;
    file_id: string;
    uscc: string;
    company_name: string;
    registered_on: Day;
    handled_by: string | null;
    reason: string;
    ends_on: Day;
    ended_on: Day;
  }>,
): Promise<void> {
  await tx
    .updateTable('desk_registration')
    .set((row) => ({ ...change, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** The tenancy as it now is, with where it lies. */
export async function tenancyForDesk(tx: Tx, tenancyId: string) {
  const [row] = await sqlRows<{
    carrierId: string;
    teamId: string;
    deskCodes: string | null;
    validTo: Day | null;
    address: string | null;
    carrierName: string;
    territoryPath: string;
    example: boolean;
  }>(
    tx,
    `select t.carrier_id as "carrierId", t.team_id as "teamId", t.desk_codes as "deskCodes", t.valid_to as "validTo", c.address, c.name as "carrierName",
       p.path as "territoryPath", t.example
     from tenancy t join carrier c on c.id = t.carrier_id join territory p on p.id = c.territory_id
     where t.root_id = $1 order by t.valid_from desc limit 1`,
    [tenancyId],
  );
  return row;
}

/** Division codes of the territories from the place up to the nation, nearest first. */
export async function codesUpwards(tx: Tx, path: string): Promise<string[]> {
  const rows = await sqlRows<{ code: string }>(
    tx,
    `select code from territory where $1 like path || '%' and code is not null order by length(path) desc`,
    [path],
  );
  return rows.map(({ code }) => code);
}

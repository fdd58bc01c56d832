import type { Selectable } from 'kysely';
import { reaches } from '../../identity/access.ts';
import type { SubjectLoader } from '../../identity/route.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { DesignationTable } from '../../platform/db/schema.ts';

export type DesignationRow = Selectable<DesignationTable>;

/** Seen by who granted it, by its holder, by the carrier's operator of today, and by the departments above. */
export const designationSubject: SubjectLoader = async (tx, id) => {
  const [row] = await sqlRows<{ path: string; bodies: string[] }>(
    tx,
    `select t.path, array_remove(array[d.organisation_id, d.holder_id, c.operator_id]::text[], null) as bodies
     from designation d join territory t on t.id = d.territory_id join carrier c on c.id = d.carrier_id where d.id = $1`,
    [id],
  );
  return row && { territoryPath: row.path, organisationIds: row.bodies, personIds: [] };
};

export async function findDesignation(tx: Tx, id: string): Promise<DesignationRow | undefined> {
  return tx.selectFrom('designation').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What the carrier holds under the pack now, locked. */
export async function lockHeld(tx: Tx, carrierId: string, packId: string): Promise<DesignationRow | undefined> {
  return tx
    .selectFrom('designation')
    .selectAll()
    .where('carrier_id', '=', carrierId)
    .where('pack_id', '=', packId)
    .where('ended_on', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** Why a state changed: the document and its clause. */
export interface StateEvent {
  readonly at: string;
  readonly on: Day;
  readonly caseId: string | null;
  readonly reason: string | null;
  readonly cites: string | null;
  /** Where the level changes. */
  readonly levels?: { readonly from: string; readonly to: string };
}

/** What a case took away, newest first. A lowered level is one of them. */
export async function changedBy(tx: Tx, caseId: string) {
  return tx
    .selectFrom('designation_event')
    .selectAll()
    .where('case_id', '=', caseId)
    .where((e) => e.or([e('to_state', 'in', ['revoked', 'lapsed', 'rectifying']), e('to_level', 'is not', null)]))
    .orderBy('at', 'desc')
    .execute();
}

export async function lockDesignation(tx: Tx, id: string): Promise<DesignationRow | undefined> {
  return tx.selectFrom('designation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** An order to rectify that came from a signed decision is still open. */
export async function isUnderRectification(tx: Tx, designationId: string): Promise<boolean> {
  const rows = await sqlRows(
    tx,
    'select 1 from rectification where designation_id = $1 and closed_on is null and case_id is not null',
    [designationId],
  );
  return rows.length > 0;
}

/** The same without a lock, for reading. */
export async function heldNow(tx: Tx, carrierId: string, packId: string): Promise<DesignationRow | undefined> {
  return tx
    .selectFrom('designation')
    .selectAll()
    .where('carrier_id', '=', carrierId)
    .where('pack_id', '=', packId)
    .where('ended_on', 'is', null)
    .executeTakeFirst();
}

export async function designationOfCase(tx: Tx, caseId: string): Promise<DesignationRow | undefined> {
  return tx.selectFrom('designation').selectAll().where('case_id', '=', caseId).executeTakeFirst();
}

export async function heldOn(
  tx: Tx,
  carrierId: string,
  packId: string,
  on: Day,
): Promise<{ number: string; name: string } | null> {
  const [row] = await sqlRows<{ number: string; name: string }>(
    tx,
    `select number, name from designation where carrier_id = $1 and pack_id = $2 and valid_from <= $3
       and (ended_on is null or ended_on > $3) and (valid_to is null or valid_to >= $3)`,
    [carrierId, packId, on],
  );
  return row ?? null;
}

export async function insertDesignation(tx: Tx, row: Omit<DesignationRow, 'version' | 'ended_on'>): Promise<void> {
  await tx.insertInto('designation').values(row).execute();
}

export async function saveState(
  tx: Tx,
  row: DesignationRow,
  change: { state: string; ended_on?: Day | null; level?: string },
  event: StateEvent,
): Promise<void> {
  await tx
    .updateTable('designation')
    .set({ ...change, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute();
  await insertEvent(tx, row.id, row.state, change.state, event);
}

export async function insertEvent(
  tx: Tx,
  designationId: string,
  from: string | null,
  to: string,
  event: StateEvent,
): Promise<void> {
  await tx
    .insertInto('designation_event')
    .values({
      id: newId(),
      designation_id: designationId,
      at: event.at,
      on_day: event.on,
      from_state: from,
      to_state: to,
      case_id: event.caseId,
      reason: event.reason,
      cites: event.cites,
      from_level: event.levels?.from ?? null,
      to_level: event.levels?.to ?? null,
    })
    .execute();
}

export interface Listed {
  id: string;
  carrierId: string;
  carrier: string;
  operator: string | null;
  territory: string;
  packId: string;
  name: string;
  level: string;
  number: string;
  state: string;
  validFrom: string;
  validTo: string | null;
  endedOn: string | null;
  grantedBy: string;
  caseId: string;
  caseNumber: string;
  certificate: string | null;
  plaque: string | null;
  version: number;
}
const LISTED = `d.id, d.carrier_id as "carrierId", c.name as carrier, h.name as operator, t.full_name as territory,
  d.pack_id as "packId", d.name, d.level, d.number, d.state, d.valid_from as "validFrom", d.valid_to as "validTo",
  d.ended_on as "endedOn", g.name as "grantedBy", d.case_id as "caseId", f.number as "caseNumber",
  z.number as certificate, p.token as plaque, d.version`;
const FROM = `from designation d join carrier c on c.id = d.carrier_id join territory t on t.id = d.territory_id
  join organisation g on g.id = d.organisation_id left join organisation h on h.id = c.operator_id
  join case_file f on f.id = d.case_id left join certificate z on z.designation_id = d.id
  left join plaque p on p.designation_id = d.id`;

const SORTS = {
  validFrom: 'd.valid_from desc, d.id desc',
  number: 'd.number, d.id',
  carrier: 'c.name_sort, d.id',
  territory: 't.path, d.id',
} as const;
export type DesignationSort = keyof typeof SORTS;

/** The register as the actor may see it; the rule is that of `designation.list`. */
export async function listDesignations(
  tx: Tx,
  actor: Actor,
  query: {
    q: string | undefined;
    state: string | undefined;
    packId: string | undefined;
    level: string | undefined;
    carrierId: string | undefined;
    sort: DesignationSort;
  } & Paged,
): Promise<{ rows: Listed[] } & Total> {
  const found = reaches(actor, 'designation.list');
  const where = `(($1::text is not null and starts_with(t.path, $1))
      or ($2::uuid is not null and $2 in (d.organisation_id, d.holder_id, c.operator_id)))
    and ($3::text is null or strpos(c.name, $3) > 0 or strpos(d.number, $3) > 0)
    and ($4::text is null or d.state = $4) and ($5::text is null or d.pack_id = $5)
    and ($6::text is null or d.level = $6) and ($7::uuid is null or d.carrier_id = $7)`;
  const values = [
    actor.isSystem ? '/' : found.has('territory') ? actor.territoryPath : null,
    found.has('own') ? actor.organisationId : null,
    query.q || null,
    query.state ?? null,
    query.packId ?? null,
    query.level ?? null,
    query.carrierId ?? null,
  ];
  const total = await countRows(tx, `${FROM} where ${where}`, values, query);
  const rows = await sqlRows<Listed>(
    tx,
    `select ${LISTED} ${FROM} where ${where} order by ${SORTS[query.sort]} limit $8 offset $9`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}

export async function listedDesignation(tx: Tx, id: string): Promise<Listed | undefined> {
  const [row] = await sqlRows<Listed>(tx, `select ${LISTED} ${FROM} where d.id = $1`, [id]);
  return row;
}

export async function eventsOf(tx: Tx, designationId: string) {
  return sqlRows<{
    at: string;
    onDay: string;
    fromState: string | null;
    toState: string;
    caseId: string | null;
    reason: string | null;
    cites: string | null;
    toLevel: string | null;
  }>(
    tx,
    `select at, on_day as "onDay", from_state as "fromState", to_state as "toState", case_id as "caseId", reason, cites,
       to_level as "toLevel" from designation_event where designation_id = $1 order by at, id`,
    [designationId],
  );
}

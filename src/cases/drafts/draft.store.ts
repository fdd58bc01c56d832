import type { Insertable } from 'kysely';
import { type Permission, reaches, type Subject } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { PackDraftTable } from '../../platform/db/schema.ts';
import { DIVISION_CODE_SQL } from '../../records/territories/territory.store.ts';
import type { DraftEventKind, DraftState } from './draft.ts';

export interface DraftRow {
  readonly id: string;
  readonly packId: string;
  readonly title: string;
  readonly territoryId: string;
  readonly territoryName: string;
  /** Of the division the territory is, or for a zone lies in. */
  readonly territoryCode: string;
  /** The zone's own name. */
  readonly zone: string | null;
  readonly organisationName: string;
  readonly baseHash: string;
  readonly basePackId: string;
  readonly baseTitle: string;
  readonly follows: number;
  readonly state: DraftState;
  readonly revision: number;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly savedAt: string;
  readonly savedByName: string;
  readonly approvedByName: string | null;
  /** Once published. */
  readonly number: number | null;
  readonly hash: string | null;
  readonly startsOn: Day | null;
}

const DRAFTS = `select d.id, d.pack_id as "packId", d.title, d.territory_id as "territoryId", t.full_name as "territoryName",
    ${DIVISION_CODE_SQL} as "territoryCode",
    case when t.code is null then t.name end as zone, o.name as "organisationName", d.base_hash as "baseHash", b.id as "basePackId",
    b.title as "baseTitle", d.follows, d.state, d.revision, d.created_at as "createdAt", d.created_by as "createdBy", c.name as "createdByName",
    s.saved_at as "savedAt", s.name as "savedByName", p.name as "approvedByName", v.number, v.hash, v.starts_on as "startsOn"
  from pack_draft d join territory t on t.id = d.territory_id join organisation o on o.id = d.organisation_id
    join pack b on b.hash = d.base_hash join person c on c.id = d.created_by left join person p on p.id = d.approved_by
    left join standing_pack_version v on v.draft_id = d.id
    cross join lateral (select f.saved_at, w.name from pack_draft_file f join person w on w.id = f.saved_by
      where f.draft_id = d.id order by f.revision desc, f.name limit 1) s`;

export async function findDraft(tx: Tx, id: string): Promise<DraftRow | undefined> {
  return (await sqlRows<DraftRow>(tx, `${DRAFTS} where d.id = $1`, [id]))[0];
}

/** Whoever saves, sends, approves or publishes waits for the one before. */
export async function lockDraft(tx: Tx, id: string): Promise<DraftRow | undefined> {
  await sqlRows(tx, 'select 1 from pack_draft where id = $1 for update', [id]);
  return findDraft(tx, id);
}

/** The drafts in the actor's reach, the latest work first; those in force or withdrawn come after what is open. */
export async function listDrafts(tx: Tx, actor: Actor, permission: Permission): Promise<DraftRow[]> {
  const within = reaches(actor, permission).has('territory') ? actor.territoryPath : null;
  return sqlRows<DraftRow>(
    tx,
    `${DRAFTS} where t.path like $1::text || '%' order by d.state in ('published', 'withdrawn'), s.saved_at desc, d.id limit 500`,
    [within],
  );
}

export interface AwaitingRow extends DraftRow {
  readonly at: string;
  readonly byName: string;
  readonly reason: string | null;
}

/** What waits for the actor: to approve, to publish, or to write again; the longest wait first. */
export async function draftsAwaiting(tx: Tx, actor: Actor): Promise<AwaitingRow[]> {
  const within = (permission: Permission) => (reaches(actor, permission).has('territory') ? actor.territoryPath : null);
  return sqlRows<AwaitingRow>(
    tx,
    `select d.*, e.at, w.name as "byName", e.reason from (${DRAFTS} where d.state in ('inReview', 'approved', 'returned')) d
       join territory t on t.id = d."territoryId"
       cross join lateral (select at, person_id, reason from pack_draft_event x where x.draft_id = d.id order by x.at desc, x.id desc limit 1) e
       join person w on w.id = e.person_id
       cross join lateral (select $3::uuid in (select created_by from pack_draft where id = d.id union select sent_by from pack_draft where id = d.id
         union select saved_by from pack_draft_file where draft_id = d.id) as wrote) a
     where (d.state = 'inReview' and t.path like $1::text || '%' and a.wrote is not true)
       or (d.state = 'approved' and t.path like $2::text || '%') or (d.state = 'returned' and a.wrote)
     order by e.at, d.id limit 100`,
    [within('policy.approve'), within('policy.publish'), actor.personId],
  );
}

export async function isPackIdTaken(tx: Tx, packId: string): Promise<boolean> {
  const rows = await sqlRows(
    tx,
    `select 1 from pack where id = $1 union all
     select 1 from pack_draft where pack_id = $1 and state not in ('published', 'withdrawn') limit 1`,
    [packId],
  );
  return rows.length > 0;
}

/** The place in the ids of the packs of a division, as it was spelled before: hunan. */
export async function placeOfDivision(tx: Tx, code: string): Promise<string | undefined> {
  const [row] = await sqlRows<{ place: string }>(
    tx,
    `select substring(id from '^[0-9]{6}-([^/]+)/') as place from pack where id like $1 || '-%' order by installed_at limit 1`,
    [code],
  );
  return row?.place;
}

export async function organisationKind(tx: Tx, id: string): Promise<string | undefined> {
  const [row] = await sqlRows<{ kind: string }>(tx, 'select kind from organisation where id = $1', [id]);
  return row?.kind;
}

export async function divisionCode(tx: Tx, territoryId: string): Promise<string | undefined> {
  const [row] = await sqlRows<{ code: string }>(
    tx,
    `select ${DIVISION_CODE_SQL} as code from territory t where t.id = $1`,
    [territoryId],
  );
  return row?.code;
}

export async function zoneBelow(tx: Tx, name: string, path: string): Promise<{ id: string; path: string } | undefined> {
  const [row] = await sqlRows<{ id: string; path: string }>(
    tx,
    `select id, path from territory where code is null and name = $1 and path like $2 || '%'`,
    [name, path],
  );
  return row;
}

export async function insertDraft(tx: Tx, row: Insertable<PackDraftTable>): Promise<void> {
  await tx.insertInto('pack_draft').values(row).execute();
}

export async function updateDraft(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<
      Insertable<PackDraftTable>,
      'state' | 'title' | 'revision' | 'base_hash' | 'follows' | 'sent_by' | 'approved_by'
    >
  >,
): Promise<void> {
  await tx.updateTable('pack_draft').set(change).where('id', '=', id).execute();
}

export interface FileRow {
  readonly name: string;
  readonly revision: number;
  readonly body: string | null;
  readonly savedAt: string;
  readonly savedBy: string;
  readonly savedByName: string;
}

const FILES = `select f.name, f.revision, f.body, f.saved_at as "savedAt", f.saved_by as "savedBy", p.name as "savedByName"
  from pack_draft_file f join person p on p.id = f.saved_by`;

/** The newest text of each file; those taken out come with a null. */
export async function draftFiles(tx: Tx, draftId: string): Promise<FileRow[]> {
  return sqlRows<FileRow>(
    tx,
    `${FILES} where f.draft_id = $1 and f.revision = (select max(x.revision) from pack_draft_file x
       where x.draft_id = f.draft_id and x.name = f.name) order by f.name`,
    [draftId],
  );
}

/** Every saved text of one file, the newest first. */
export async function fileVersions(tx: Tx, draftId: string, name: string, limit: number): Promise<FileRow[]> {
  return sqlRows<FileRow>(tx, `${FILES} where f.draft_id = $1 and f.name = $2 order by f.revision desc limit $3`, [
    draftId,
    name,
    limit,
  ]);
}

export async function insertFile(
  tx: Tx,
  row: { draftId: string; name: string; revision: number; body: string | null; at: string; by: string },
): Promise<void> {
  await tx
    .insertInto('pack_draft_file')
    .values({
      draft_id: row.draftId,
      name: row.name,
      revision: row.revision,
      body: row.body,
      saved_at: row.at,
      saved_by: row.by,
    })
    .execute();
}

/** Those who wrote: none of them approves. */
export async function draftAuthors(tx: Tx, draftId: string): Promise<string[]> {
  const rows = await sqlRows<{ id: string }>(
    tx,
    `select created_by as id from pack_draft where id = $1 union select sent_by from pack_draft where id = $1 and sent_by is not null
     union select saved_by from pack_draft_file where draft_id = $1`,
    [draftId],
  );
  return rows.map(({ id }) => id);
}

export interface DraftEvent {
  readonly kind: DraftEventKind;
  readonly revision: number;
  readonly reason: string | null;
  readonly at: string;
  readonly name: string;
}

export async function insertEvent(
  tx: Tx,
  event: Omit<DraftEvent, 'name'> & { draftId: string; personId: string },
): Promise<void> {
  const { kind, revision, reason, at } = event;
  await tx
    .insertInto('pack_draft_event')
    .values({ id: newId(), draft_id: event.draftId, kind, revision, reason, at, person_id: event.personId })
    .execute();
}

export async function draftEvents(tx: Tx, draftId: string): Promise<DraftEvent[]> {
  return sqlRows<DraftEvent>(
    tx,
    `select e.kind, e.revision, e.reason, e.at, p.name from pack_draft_event e join person p on p.id = e.person_id
     where e.draft_id = $1 order by e.at, e.id`,
    [draftId],
  );
}

/** A draft lies where its pack will hold. */
export async function draftSubject(tx: Tx, id: string): Promise<Subject | undefined> {
  const [row] = await sqlRows<{ path: string; organisation: string }>(
    tx,
    `select t.path, d.organisation_id as organisation from pack_draft d join territory t on t.id = d.territory_id where d.id = $1`,
    [id],
  );
  return row && { territoryPath: row.path, organisationIds: [row.organisation], personIds: [] };
}

/** Paths of the territories that packs may be of: divisions by code, zones by code and name. */
export async function territoryPathsOf(tx: Tx): Promise<Map<string, string>> {
  const rows = await sqlRows<{ key: string; path: string }>(
    tx,
    `select distinct p.territory_code as key, t.path from pack p join territory t on t.code = p.territory_code
     union select ${DIVISION_CODE_SQL} || ' ' || t.name, t.path from territory t where t.code is null`,
  );
  return new Map(rows.map(({ key, path }) => [key, path]));
}

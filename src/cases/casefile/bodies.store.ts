import type { Role } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Body } from '../../policy/procedure.ts';
import type { Assignee } from './task.ts';

/** Relative to what a body is found: who applies, whom they chose, where the carrier lies. */
export interface Standing {
  readonly applicant_id: string;
  readonly recommender_id: string | null;
  readonly territory_id: string;
  readonly purpose: string;
}

/** The organisation a body of the pack is for this case; null: none is registered, or none is chosen yet. */
export async function bodyFor(tx: Tx, body: Body, standing: Standing): Promise<string | null> {
  switch (body.is) {
    case 'operator':
      return standing.applicant_id;
    case 'named':
      return named(tx, standing.territory_id, body.organisation ?? '');
    case 'chosen':
      return standing.recommender_id;
    case 'experts':
      return null;
    case 'department':
      return above(
        tx,
        standing.territory_id,
        body.level ?? 'province',
        body.level === 'zone' ? ['zoneCommittee', 'department'] : ['department'],
      );
    case 'alliance':
      return above(tx, standing.territory_id, body.level ?? 'province', ['alliance']);
  }
}

/** The territory itself counts as above itself. The organisation verified first speaks for its territory. */
async function above(tx: Tx, territoryId: string, level: string, kinds: readonly string[]): Promise<string | null> {
  const [row] = await sqlRows<{ id: string }>(
    tx,
    `select o.id from territory mine
     join territory t on starts_with(mine.path, t.path) and t.level = $2
     join organisation o on o.territory_id = t.id and o.kind = any($3::text[])
     where mine.id = $1 order by o.verified_at nulls last, o.created_at, o.id limit 1`,
    [territoryId, level, kinds],
  );
  return row?.id ?? null;
}

/** By its registered name, where its territory lies above the case's or is its own. */
async function named(tx: Tx, territoryId: string, name: string): Promise<string | null> {
  const [row] = await sqlRows<{ id: string }>(
    tx,
    `select o.id from territory mine join territory t on starts_with(mine.path, t.path) join organisation o on o.territory_id = t.id
     where mine.id = $1 and o.name = $2 order by o.verified_at nulls last, o.created_at, o.id limit 1`,
    [territoryId, name],
  );
  return row?.id ?? null;
}

export interface Recommender {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
}

/**
 * The organisations an applicant may choose among: departments above the carrier's territory; other kinds anywhere
 * in the pack's territory.
 */
export async function recommendersFor(
  tx: Tx,
  body: Body,
  territoryId: string,
  packTerritoryCode: string,
  q = '',
  only: string | null = null,
): Promise<Recommender[]> {
  const among = body.among ?? [];
  return sqlRows<Recommender>(
    tx,
    `select o.id, o.name, o.kind from organisation o
     join territory t on t.id = o.territory_id
     join territory mine on mine.id = $1
     join territory root on root.code = $2
     where exists (select 1 from jsonb_to_recordset($3::jsonb) as a(kind text, level text)
                   where a.kind = o.kind and (a.level is null or a.level = t.level))
       and starts_with(t.path, root.path)
       and (o.kind <> 'department' or starts_with(mine.path, t.path))
       and ($4 = '' or strpos(o.name, $4) > 0) and ($5::uuid is null or o.id = $5)
     order by o.name_sort, o.id limit 200`,
    [territoryId, packTerritoryCode, JSON.stringify(among), q, only],
  );
}

/** People who hold a role in an organisation on a day. */
export async function peopleIn(tx: Tx, organisationId: string, role: Role, on: Day): Promise<Assignee[]> {
  const rows = await tx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select('membership.person_id')
    .distinct()
    .where('organisation_id', '=', organisationId)
    .where('role', '=', role)
    .where('person.state', '=', 'active')
    .where('valid_from', '<=', on)
    .where(({ eb, or }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', on)]))
    .orderBy('membership.person_id')
    .execute();
  return rows.map(({ person_id }) => ({ organisationId, role, personId: person_id }));
}

/** Colleagues who could take a task over, by name. */
export async function colleagues(tx: Tx, organisationId: string, role: Role, on: Day) {
  const people = await peopleIn(tx, organisationId, role, on);
  if (people.length === 0) return [];
  return tx
    .selectFrom('person')
    .select(['id', 'name'])
    .where(
      'id',
      'in',
      people.flatMap(({ personId }) => (personId === null ? [] : [personId])),
    )
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** The roles a person holds in an organisation on a day. */
export async function membershipsOf(tx: Tx, personId: string, organisationId: string, on: Day): Promise<Role[]> {
  const rows = await tx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select('role')
    .where('person_id', '=', personId)
    .where('organisation_id', '=', organisationId)
    .where('person.state', '=', 'active')
    .where('valid_from', '<=', on)
    .where(({ eb, or }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', on)]))
    .orderBy('role')
    .execute();
  return rows.map(({ role }) => role as Role);
}

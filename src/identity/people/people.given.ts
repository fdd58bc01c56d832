import type { Role } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { type Database, sqlRows } from '../../platform/db/database.ts';
import { hashPassword } from '../sign-in/password.ts';

/** A territory of its own below nothing: a tree for one test. */
export async function givenTerritory(
  database: Database,
  given: { name?: string; parent?: Territory } = {},
): Promise<Territory> {
  const id = newId();
  const path = `${given.parent?.path ?? '/'}${id}/`;
  await database.transact((tx) =>
    sqlRows(tx, 'insert into territory (id, name, level, parent_id, path) values ($1, $2, $3, $4, $5)', [
      id,
      given.name ?? '示例省',
      given.parent ? 'city' : 'province',
      given.parent?.id ?? null,
      path,
    ]),
  );
  return { id, path };
}
export interface Territory {
  readonly id: string;
  readonly path: string;
}

export async function givenOrganisation(
  database: Database,
  given: { name?: string; kind?: string; territory?: Territory } = {},
): Promise<{ id: string; territory: Territory }> {
  const territory = given.territory ?? (await givenTerritory(database));
  const id = newId();
  await database.transact((tx) =>
    sqlRows(tx, 'insert into organisation (id, kind, name, territory_id) values ($1, $2, $3, $4)', [
      id,
      given.kind ?? 'department',
      given.name ?? '示例省科学技术厅',
      territory.id,
    ]),
  );
  return { id, territory };
}

export interface GivenPerson {
  name?: string;
  account?: string;
  password?: string;
  roles?: readonly { organisationId: string; role: Role; from?: string; to?: string }[];
}

export async function givenPerson(database: Database, given: GivenPerson = {}): Promise<string> {
  const id = newId();
  const hash = given.password ? await hashPassword(given.password) : null;
  await database.transact(async (tx) => {
    await tx
      .insertInto('person')
      .values({ id, name: given.name ?? '张示例', account: given.account ?? null, password_hash: hash })
      .execute();
    for (const { organisationId, role, from = '2020-01-01', to = null } of given.roles ?? []) {
      await tx
        .insertInto('membership')
        .values({ id: newId(), person_id: id, organisation_id: organisationId, role, valid_from: from, valid_to: to })
        .execute();
    }
  });
  return id;
}

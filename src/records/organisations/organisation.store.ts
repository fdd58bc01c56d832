import type { Subject } from '../../identity/access.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countLimit, countSql, type Paged, type Total, totalOf } from '../../platform/db/page.ts';
import { pinyinOf } from '../../platform/search/words.ts';
import type { LegalForm, OrganisationKind, OrganisationRow } from './organisation.ts';

const COLUMNS = `o.id, o.kind, o.name, o.uscc, o.legal_form as "legalForm", o.legal_person as "legalPerson", o.territory_id as "territoryId",
  t.full_name as "territoryName", o.registered_on as "registeredOn", o.address, iso(o.verified_at) as "verifiedAt", o.example, o.version`;

export async function findOrganisation(tx: Tx, id: string): Promise<OrganisationRow | undefined> {
  const [row] = await sqlRows<OrganisationRow>(
    tx,
    `select ${COLUMNS} from organisation o join territory t on t.id = o.territory_id where o.id = $1`,
    [id],
  );
  return row;
}

export async function lockOrganisation(tx: Tx, id: string): Promise<OrganisationRow | undefined> {
  await sqlRows(tx, 'select 1 from organisation where id = $1 for update', [id]);
  return findOrganisation(tx, id);
}

/** What access needs to know of an organisation. */
export async function organisationSubject(tx: Tx, id: string): Promise<Subject | undefined> {
  const [row] = await sqlRows<{ path: string }>(
    tx,
    'select t.path from organisation o join territory t on t.id = o.territory_id where o.id = $1',
    [id],
  );
  return row && { territoryPath: row.path, organisationIds: [id], personIds: [] };
}

export interface OrganisationQuery extends Paged {
  q: string | undefined;
  kind: OrganisationKind | undefined;
  /** Lies at or below this territory. */
  territoryId: string | undefined;
  verified: boolean | undefined;
}

export async function listOrganisations(
  tx: Tx,
  query: OrganisationQuery,
): Promise<{ rows: OrganisationRow[] } & Total> {
  const typed = query.q?.trim() || null;
  const where = `($1::text is null or strpos(lower(o.name), lower($1)) > 0 or starts_with(o.name_sort, lower($1)) or o.uscc = upper($1))
    and ($2::text is null or o.kind = $2) and ($3::boolean is null or (o.verified_at is not null) = $3)
    and ($4::uuid is null or o.territory_id in (select b.id from territory a join territory b on b.path like a.path || '%' where a.id = $4))`;
  const [found] = await sqlRows<{ counted: number; rows: OrganisationRow[] }>(
    tx,
    `select ${countSql(`from organisation o where ${where}`, '$7')} as counted,
       coalesce((select json_agg(page) from (select ${COLUMNS} from organisation o join territory t on t.id = o.territory_id
         where ${where} order by o.name_sort, o.id limit $5 offset $6) page), '[]') as rows`,
    [
      typed,
      query.kind ?? null,
      query.verified ?? null,
      query.territoryId ?? null,
      query.size,
      (query.page - 1) * query.size,
      countLimit(query),
    ],
  );
  return { rows: found?.rows ?? [], ...totalOf(found?.counted ?? 0, query) };
}

export interface OrganisationData {
  kind: OrganisationKind;
  name: string;
  uscc: string | null;
  legalForm: LegalForm | null;
  legalPerson: boolean | null;
  territoryId: string;
  registeredOn: string | null;
  address: string | null;
}

const values = (data: OrganisationData) => [
  data.kind,
  data.name,
  pinyinOf(data.name),
  data.uscc,
  data.legalForm,
  data.legalPerson,
  data.territoryId,
  data.registeredOn,
  data.address,
];

export async function insertOrganisation(
  tx: Tx,
  id: string,
  data: OrganisationData & { verifiedAt: string | null; example: boolean; at: string },
): Promise<void> {
  await sqlRows(
    tx,
    `insert into organisation (id, kind, name, name_sort, uscc, legal_form, legal_person, territory_id, registered_on, address, verified_at, example, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [id, ...values(data), data.verifiedAt, data.example, data.at],
  );
}

export async function updateOrganisation(
  tx: Tx,
  id: string,
  data: OrganisationData & { verifiedAt: string | null },
): Promise<void> {
  await sqlRows(
    tx,
    `update organisation set kind = $2, name = $3, name_sort = $4, uscc = $5, legal_form = $6, legal_person = $7, territory_id = $8,
       registered_on = $9, address = $10, verified_at = $11 where id = $1`,
    [id, ...values(data), data.verifiedAt],
  );
}

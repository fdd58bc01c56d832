import type { Role } from '../../kernel/actor.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { Subject } from '../access.ts';
import type { PersonState } from './person.ts';

export interface PersonRow {
  id: string;
  name: string;
  account: string | null;
  state: PersonState;
  is_demo: boolean;
  phone_sealed: Buffer | null;
  id_number_sealed: Buffer | null;
  email: string | null;
  totp_confirmed: boolean;
  password_must_change: boolean;
  oidc_subject: string | null;
  created_at: string;
  memberships: {
    id: string;
    organisationId: string;
    organisationName: string;
    role: Role;
    validFrom: string;
    validTo: string | null;
  }[];
}

const SELECT = `
  select p.id, p.name, p.account, p.state, p.is_demo, p.phone_sealed, p.id_number_sealed, p.email, p.totp_confirmed,
         p.password_must_change, p.oidc_subject, p.created_at,
         coalesce((select json_agg(json_build_object('id', m.id, 'organisationId', o.id, 'organisationName', o.name,
             'role', m.role, 'validFrom', m.valid_from, 'validTo', m.valid_to) order by m.valid_from, m.id)
           from membership m join organisation o on o.id = m.organisation_id where m.person_id = p.id), '[]') memberships
  from person p`;

export interface PeopleFilter extends Paged {
  readonly q?: string | undefined;
  readonly state?: string | undefined;
  readonly role?: string | undefined;
  readonly organisationId?: string | undefined;
}

export async function listPeople(tx: Tx, filter: PeopleFilter): Promise<{ rows: PersonRow[] } & Total> {
  const where = `
    where ($1::text is null or p.name ilike $1 or p.account ilike $1) and ($2::text is null or p.state = $2)
      and (($3::text is null and $4::uuid is null) or exists (select 1 from membership m where m.person_id = p.id
        and ($3::text is null or m.role = $3) and ($4::uuid is null or m.organisation_id = $4)))`;
  const q = filter.q ? `%${filter.q.replace(/[\\%_]/g, '\\$&')}%` : null;
  const values = [q, filter.state ?? null, filter.role ?? null, filter.organisationId ?? null];
  const total = await countRows(tx, `from person p ${where}`, values, filter);
  const rows = await sqlRows<PersonRow>(tx, `${SELECT} ${where} order by p.name, p.id limit $5 offset $6`, [
    ...values,
    filter.size,
    (filter.page - 1) * filter.size,
  ]);
  return { rows, ...total };
}

export async function findPerson(tx: Tx, id: string): Promise<PersonRow | undefined> {
  const [row] = await sqlRows<PersonRow>(tx, `${SELECT} where p.id = $1`, [id]);
  return row;
}

/**
 * A person lies where their organisations lie: in the territory common to all of them.
 * Their organisations of any time count, so that a former member can still be reached about what they did.
 */
export async function loadPersonSubject(tx: Tx, id: string): Promise<Subject | undefined> {
  const rows = await sqlRows<{ organisation_id: string | null; path: string | null }>(
    tx,
    `select distinct m.organisation_id, t.path
     from person p left join membership m on m.person_id = p.id
     left join organisation o on o.id = m.organisation_id left join territory t on t.id = o.territory_id
     where p.id = $1`,
    [id],
  );
  if (rows.length === 0) return undefined;
  const paths = rows.flatMap(({ path }) => (path ? [path] : []));
  return {
    territoryPath: paths.length > 0 ? paths.reduce(commonPath) : null,
    organisationIds: rows.flatMap(({ organisation_id }) => (organisation_id ? [organisation_id] : [])),
    personIds: [id],
  };
}

function commonPath(a: string, b: string): string {
  const others = b.split('/');
  const steps = a.split('/');
  const differs = steps.findIndex((step, index) => step !== others[index]);
  return differs === -1 ? a : `${steps.slice(0, differs).join('/')}/`;
}

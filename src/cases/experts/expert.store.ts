import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { Interest } from './expert.ts';

export interface ExpertRow {
  readonly personId: string;
  readonly name: string;
  /** Of the territory whose library the expert is in. */
  readonly libraryPath: string;
  readonly title: string | null;
  readonly fields: string[];
  readonly phoneHashes: string[];
  readonly awayFrom: string | null;
  readonly awayTo: string | null;
  /** Most reviews in one round, in one year. */
  readonly perRound: number;
  readonly perYear: number;
  /** Reviews under way. */
  readonly load: number;
  readonly interests: (Interest & { id: string; declaredAt: string; isOwn: boolean })[];
  readonly memberships: { organisationId: string; name: string; uscc: string | null; since: string }[];
}

const EXPERT = `e.person_id as "personId", p.name, (select path from territory where id = e.territory_id) as "libraryPath", e.title, e.fields, e.phone_hashes as "phoneHashes",
  e.away_from::text as "awayFrom", e.away_to::text as "awayTo",
  e.per_round as "perRound", e.per_year as "perYear",
  (select count(*) from review r where r.expert_id = e.person_id and r.state = 'assigned') as "load",
  coalesce((select json_agg(json_build_object('id', i.id, 'kind', i.kind, 'organisationId', i.organisation_id,
      'organisationName', i.organisation_name, 'uscc', i.uscc, 'fromDay', i.from_day::text, 'toDay', i.to_day::text,
      'sharePercent', i.share_percent, 'note', i.note, 'declaredAt', i.declared_at,
      'isOwn', i.declared_by is not distinct from i.expert_id) order by i.declared_at, i.id)
    from expert_interest i where i.expert_id = e.person_id and i.withdrawn_at is null), '[]') as interests,
  coalesce((select json_agg(json_build_object('organisationId', o.id, 'name', o.name, 'uscc', o.uscc, 'since', m.since) order by o.id)
    from (select organisation_id, min(valid_from)::text as since from membership
      where person_id = e.person_id and role <> 'expert' group by 1) m join organisation o on o.id = m.organisation_id), '[]') as memberships`;

/** The library that serves a territory: kept there or above it. */
export async function expertsOf(tx: Tx, territoryPath: string): Promise<ExpertRow[]> {
  return sqlRows<ExpertRow>(
    tx,
    `select ${EXPERT} from expert e join person p on p.id = e.person_id join territory t on t.id = e.territory_id
     where e.removed_at is null and p.state = 'active' and starts_with($1, t.path) order by e.person_id`,
    [territoryPath],
  );
}

export async function findExperts(tx: Tx, personIds: readonly string[]): Promise<ExpertRow[]> {
  return sqlRows<ExpertRow>(
    tx,
    `select ${EXPERT} from expert e join person p on p.id = e.person_id where e.person_id = any($1::uuid[]) order by e.person_id`,
    [personIds],
  );
}

/** Kept in a territory at or below the path, for the people who keep it. */
export async function listExperts(
  tx: Tx,
  query: { within: string; q: string | undefined } & Paged,
): Promise<{ rows: ExpertRow[] } & Total> {
  const where = `e.removed_at is null and starts_with(t.path, $1)
    and ($2::text is null or p.name like '%' || $2 || '%' or exists (select 1 from unnest(e.fields) f where f like '%' || $2 || '%'))`;
  const from = 'from expert e join person p on p.id = e.person_id join territory t on t.id = e.territory_id';
  const values = [query.within, query.q ?? null];
  const total = await countRows(tx, `${from} where ${where}`, values, query);
  const rows = await sqlRows<ExpertRow>(
    tx,
    `select ${EXPERT} ${from} where ${where} order by p.name, e.person_id limit $3 offset $4`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}

/** Who holds the role of expert in the territory and is in no library yet. */
export async function listCandidates(
  tx: Tx,
  query: { within: string; q: string | undefined; on: string },
): Promise<{ personId: string; name: string; organisations: string[] }[]> {
  return sqlRows(
    tx,
    `select p.id as "personId", p.name, array_agg(distinct o.name order by o.name) as organisations
     from person p join membership m on m.person_id = p.id join organisation o on o.id = m.organisation_id
       join territory t on t.id = o.territory_id
     where p.state = 'active' and m.role = 'expert' and m.valid_from <= $2 and (m.valid_to is null or m.valid_to >= $2)
       and starts_with(t.path, $1) and ($3::text is null or strpos(p.name, $3) > 0)
       and not exists (select 1 from expert e where e.person_id = p.id and e.removed_at is null)
     group by p.id, p.name order by p.name, p.id limit 30`,
    [query.within, query.on, query.q ?? null],
  );
}

export interface NewExpert {
  readonly personId: string;
  readonly territoryId: string;
  readonly title: string | null;
  readonly fields: readonly string[];
  readonly phoneHashes: readonly string[];
  readonly awayFrom: string | null;
  readonly awayTo: string | null;
  readonly perRound: number;
  readonly perYear: number;
  readonly at: string;
  readonly by: string | null;
}

export async function saveExpert(tx: Tx, expert: NewExpert): Promise<void> {
  await sqlRows(
    tx,
    `insert into expert (person_id, territory_id, title, fields, phone_hashes, away_from, away_to, added_at, added_by, per_round, per_year)
     values ($1, $2, $3, $4::text[], $5::text[], $6, $7, $8, $9, $10, $11)
     on conflict (person_id) do update set title = excluded.title, fields = excluded.fields,
       phone_hashes = array(select distinct h from unnest(expert.phone_hashes || excluded.phone_hashes) h order by h),
       away_from = excluded.away_from, away_to = excluded.away_to, per_round = excluded.per_round, per_year = excluded.per_year,
       removed_at = null`,
    [
      expert.personId,
      expert.territoryId,
      expert.title,
      expert.fields,
      expert.phoneHashes,
      expert.awayFrom,
      expert.awayTo,
      expert.at,
      expert.by,
      expert.perRound,
      expert.perYear,
    ],
  );
}

export async function setAway(tx: Tx, personId: string, from: string | null, to: string | null): Promise<void> {
  await tx.updateTable('expert').set({ away_from: from, away_to: to }).where('person_id', '=', personId).execute();
}

export async function insertInterest(
  tx: Tx,
  expertId: string,
  interest: Interest,
  at: string,
  by: string | null,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('expert_interest')
    .values({
      id,
      expert_id: expertId,
      kind: interest.kind,
      organisation_id: interest.organisationId,
      organisation_name: interest.organisationName,
      uscc: interest.uscc,
      from_day: interest.fromDay,
      to_day: interest.toDay,
      share_percent: interest.sharePercent,
      note: interest.note,
      declared_at: at,
      declared_by: by,
    })
    .execute();
  return id;
}

/** The person, when they hold the role of expert on the day. */
export async function expertPerson(
  tx: Tx,
  personId: string,
  on: string,
): Promise<{ id: string; name: string; phone_sealed: Buffer | null } | undefined> {
  const [row] = await sqlRows<{ id: string; name: string; phone_sealed: Buffer | null }>(
    tx,
    `select p.id, p.name, p.phone_sealed from person p where p.id = $1 and p.state = 'active' and exists (
       select 1 from membership m where m.person_id = p.id and m.role = 'expert' and m.valid_from <= $2
         and (m.valid_to is null or m.valid_to >= $2))`,
    [personId, on],
  );
  return row;
}

export async function removeFromLibrary(tx: Tx, personId: string, at: string): Promise<void> {
  await tx.updateTable('expert').set({ removed_at: at }).where('person_id', '=', personId).execute();
}

/** False: there is no such interest of the expert, or it was withdrawn before. */
export async function withdraw(
  tx: Tx,
  of: { id: string; expertId: string; isOwn: boolean },
  why: { at: string; by: string | null; because: string },
): Promise<boolean> {
  const rows = await sqlRows(
    tx,
    `update expert_interest set withdrawn_at = $4, withdrawn_by = $5, withdrawn_because = $6
     where id = $1 and expert_id = $2 and withdrawn_at is null and (not $3::boolean or declared_by = expert_id) returning id`,
    [of.id, of.expertId, of.isOwn, why.at, why.by, why.because],
  );
  return rows.length === 1;
}

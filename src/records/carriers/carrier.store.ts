import { type Permission, reaches, type Subject } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countLimit, countSql, type Paged, type Total, totalOf } from '../../platform/db/page.ts';
import { pinyinOf, queryOf } from '../../platform/search/words.ts';
import type {
  CarrierClass,
  CarrierForm,
  CarrierKind,
  CarrierRow,
  CarrierVersion,
  PremisesType,
  ServiceModel,
  Versioned,
} from './carrier.ts';
import { PREMISES_TYPES } from './carrier.ts';

const COLUMNS = `c.id, c.kind, c.form, c.service_model as "serviceModel", c.class, c.features,
  c.focus_industries as "focusIndustries", c.territory_id as "territoryId",
  t.full_name as "territoryName", c.address, c.opened_on as "openedOn", c.closed_on as "closedOn", c.virtual_url as "virtualUrl",
  c.summary, c.source, c.change_procedure as "changeProcedure", c.name, c.operator_id as "operatorId", o.name as "operatorName",
  c.focus, c.goals, c.example, c.version, iso(c.created_at) as "createdAt", iso(c.updated_at) as "updatedAt"`;
const JOINED = 'carrier c join territory t on t.id = c.territory_id left join organisation o on o.id = c.operator_id';

export async function findCarrier(tx: Tx, id: string): Promise<CarrierRow | undefined> {
  const [row] = await sqlRows<CarrierRow>(tx, `select ${COLUMNS} from ${JOINED} where c.id = $1`, [id]);
  return row;
}

export async function lockCarrier(tx: Tx, id: string): Promise<CarrierRow | undefined> {
  await sqlRows(tx, 'select 1 from carrier where id = $1 for update', [id]);
  return findCarrier(tx, id);
}

/**
 * One command at a time gives away what a space has, bookings and places: two never wait for each other, and what was
 * judged still holds.
 */
export async function lockSpace(tx: Tx, id: string): Promise<void> {
  await sqlRows(tx, 'select 1 from carrier where id = $1 for no key update', [id]);
}

/** What access needs to know of a carrier: it belongs to its present operator. */
export async function carrierSubject(tx: Tx, id: string): Promise<Subject | undefined> {
  const [row] = await sqlRows<{ path: string; operator_id: string | null }>(
    tx,
    'select t.path, c.operator_id from carrier c join territory t on t.id = c.territory_id where c.id = $1',
    [id],
  );
  return row && { territoryPath: row.path, organisationIds: row.operator_id ? [row.operator_id] : [], personIds: [] };
}

export interface CarrierQuery extends Paged {
  q?: string | undefined;
  kind?: CarrierKind | undefined;
  serviceModel?: ServiceModel | undefined;
  class?: CarrierClass | undefined;
  form?: CarrierForm | undefined;
  industry?: string | undefined;
  premises?: PremisesType | undefined;
  feature?: string | undefined;
  /** Lies at or below this territory. */
  territoryId?: string | undefined;
  operatorId?: string | undefined;
  sort?: 'name' | '-name' | 'openedOn' | '-openedOn' | undefined;
}

const ORDERS = {
  name: 'c.name_sort, c.id',
  '-name': 'c.name_sort desc, c.id desc',
  openedOn: 'c.opened_on nulls last, c.id',
  '-openedOn': 'c.opened_on desc nulls last, c.id desc',
} as const;

/** SQL that lets through what the actor's roles reach; `carrier.list` is applied here as `mayReach` applies it to one. */
export function carrierScope(actor: Actor, permission: Permission, values: unknown[]): string {
  if (actor.isSystem) return 'true';
  const found = reaches(actor, permission);
  if (found.has('all')) return 'true';
  const parts: string[] = [];
  if (found.has('territory') && actor.territoryPath) {
    values.push(actor.territoryPath);
    parts.push(`c.territory_id in (select id from territory where path like $${values.length} || '%')`);
  }
  if (found.has('own') && actor.organisationId) {
    values.push(actor.organisationId);
    parts.push(`c.operator_id = $${values.length}`);
  }
  return parts.length > 0 ? `(${parts.join(' or ')})` : 'false';
}

/** SQL for what a carrier `c` is like: its form, focus industry, kind of premises, a feature. */
export function traits(
  { form, industry, premises, feature }: Pick<CarrierQuery, 'form' | 'industry' | 'premises' | 'feature'>,
  put: (value: unknown) => string,
): string[] {
  return [
    ...(form ? [`c.form = ${put(form)}`] : []),
    ...(industry ? [`${put(industry)} = any(c.focus_industries)`] : []),
    ...(premises ? [`c.features && ${put([...PREMISES_TYPES[premises].features])}::text[]`] : []),
    ...(feature ? [`${put(feature)} = any(c.features)`] : []),
  ];
}

/** The features that occur most among the carriers of a scope, and among how many. */
export async function featuresAmong(
  tx: Tx,
  scope: string,
  values: readonly unknown[],
): Promise<{ feature: string; total: number }[]> {
  return sqlRows(
    tx,
    `select f.feature, count(*)::int as total from carrier c cross join lateral unnest(c.features) f(feature)
     where ${scope} group by f.feature order by count(*) desc, f.feature limit 100`,
    values,
  );
}

/** One query; the page is found through an index and only its rows become JSON. */
export async function listCarriers(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  query: CarrierQuery,
): Promise<{ rows: CarrierRow[] } & Total> {
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  const where = [carrierScope(actor, permission, values)];
  if (query.kind) where.push(`c.kind = ${put(query.kind)}`);
  if (query.serviceModel) where.push(`c.service_model = ${put(query.serviceModel)}`);
  where.push(...traits(query, put));
  if (query.class) where.push(`c.class = ${put(query.class)}`);
  if (query.operatorId) where.push(`c.operator_id = ${put(query.operatorId)}`);
  if (query.territoryId) {
    where.push(
      `c.territory_id in (select b.id from territory a join territory b on b.path like a.path || '%' where a.id = ${put(query.territoryId)})`,
    );
  }
  let order: string = ORDERS[query.sort ?? 'name'];
  const typed = query.q?.trim();
  if (typed) {
    const words = queryOf(typed);
    where.push(words ? `c.search @@ ${put(words)}::tsquery` : 'false');
    if (!query.sort) order = `(strpos(lower(c.name), lower(${put(typed)})) > 0) desc, ${order}`;
  }
  const condition = where.join(' and ');
  const page = `limit ${put(query.size)}::int offset ${put((query.page - 1) * query.size)}::int`;
  const [found] = await sqlRows<{ counted: number; rows: CarrierRow[] }>(
    tx,
    `with page as (select c.id, row_number() over () as place from (select c.* from carrier c where ${condition} order by ${order} ${page}) c)
     select ${countSql(`from carrier c where ${condition}`, put(countLimit(query)))} as counted,
       coalesce((select json_agg(row_to_json(x) order by x.place) from (
         select ${COLUMNS}, page.place from page join carrier c on c.id = page.id join territory t on t.id = c.territory_id
         left join organisation o on o.id = c.operator_id) x), '[]') as rows`,
    values,
  );
  return { rows: found?.rows ?? [], ...totalOf(found?.counted ?? 0, query) };
}

/** Counted by kind, over what the actor reaches. */
export async function summariseCarriers(
  tx: Tx,
  actor: Actor,
  permission: Permission,
): Promise<{ kind: CarrierKind; total: number }[]> {
  const values: unknown[] = [];
  const scope = carrierScope(actor, permission, values);
  return sqlRows(
    tx,
    `select c.kind, count(*) total from carrier c where ${scope} group by c.kind order by c.kind`,
    values,
  );
}

export interface CarrierData extends Omit<Versioned, 'class'> {
  class?: CarrierClass | null;
  kind: CarrierKind;
  form: CarrierForm | null;
  features: readonly string[];
  focusIndustries?: readonly string[];
  territoryId: string;
  address: string | null;
  openedOn: Day | null;
  closedOn: Day | null;
  virtualUrl: string | null;
  summary: string | null;
  source: string | null;
}

/** With its first version, which holds since its beginning. */
export async function insertCarrier(
  tx: Tx,
  id: string,
  data: CarrierData,
  { at, example }: { at: string; example: boolean },
): Promise<void> {
  await sqlRows(
    tx,
    `insert into carrier (id, kind, form, service_model, features, territory_id, address, opened_on, closed_on, virtual_url, summary, source,
       name, name_sort, operator_id, focus, goals, example, created_at, updated_at, focus_industries, class)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19, $20, $21)`,
    [
      id,
      data.kind,
      data.form,
      data.serviceModel,
      [...data.features],
      data.territoryId,
      data.address,
      data.openedOn,
      data.closedOn,
      data.virtualUrl,
      data.summary,
      data.source,
      data.name,
      pinyinOf(data.name),
      data.operatorId,
      data.focus,
      data.goals,
      example,
      at,
      [...(data.focusIndustries ?? [])],
      data.class ?? null,
    ],
  );
  await insertVersion(tx, id, { ...data, class: data.class ?? null }, { from: null, caseId: null, at });
}

/** Everything but what is kept by validity. */
export async function updateCarrier(tx: Tx, id: string, data: CarrierData, at: string): Promise<void> {
  await sqlRows(
    tx,
    `update carrier set kind = $2, form = $3, features = $4, territory_id = $5, address = $6, opened_on = $7, closed_on = $8,
       virtual_url = $9, summary = $10, source = $11, updated_at = $12, focus_industries = $13 where id = $1`,
    [
      id,
      data.kind,
      data.form,
      [...data.features],
      data.territoryId,
      data.address,
      data.openedOn,
      data.closedOn,
      data.virtualUrl,
      data.summary,
      data.source,
      at,
      [...(data.focusIndustries ?? [])],
    ],
  );
}

export async function updateVersioned(tx: Tx, id: string, newest: Versioned, at: string): Promise<void> {
  await sqlRows(
    tx,
    `update carrier set name = $2, operator_id = $3, focus = $4, goals = $5, class = $6, service_model = $7, updated_at = $8
     where id = $1`,
    [id, newest.name, newest.operatorId, newest.focus, newest.goals, newest.class, newest.serviceModel, at],
  );
}

export async function writeChangeProcedure(tx: Tx, id: string, packId: string | null, at: string): Promise<void> {
  await sqlRows(tx, 'update carrier set change_procedure = $2, updated_at = $3 where id = $1', [id, packId, at]);
}

const VERSION_COLUMNS = `v.id, v.valid_from as "validFrom", v.valid_to as "validTo", v.name, v.operator_id as "operatorId",
  o.name as "operatorName", v.focus, v.goals, v.class, v.service_model as "serviceModel", v.case_id as "caseId", v.recorded_at as "recordedAt"`;

/** Newest first. */
export async function listCarrierVersions(tx: Tx, carrierId: string): Promise<CarrierVersion[]> {
  return sqlRows<CarrierVersion>(
    tx,
    `select ${VERSION_COLUMNS} from carrier_version v left join organisation o on o.id = v.operator_id
     where v.carrier_id = $1 order by v.valid_from desc nulls last`,
    [carrierId],
  );
}

/** The version that held on a day. */
export async function carrierVersionOn(tx: Tx, carrierId: string, on: Day): Promise<CarrierVersion | undefined> {
  const [row] = await sqlRows<CarrierVersion>(
    tx,
    `select ${VERSION_COLUMNS} from carrier_version v left join organisation o on o.id = v.operator_id
     where v.carrier_id = $1 and (v.valid_from is null or v.valid_from <= $2) and (v.valid_to is null or v.valid_to >= $2)`,
    [carrierId, on],
  );
  return row;
}

export async function insertVersion(
  tx: Tx,
  carrierId: string,
  held: Versioned,
  { from, caseId, at }: { from: Day | null; caseId: string | null; at: string },
): Promise<void> {
  await sqlRows(
    tx,
    `insert into carrier_version (id, carrier_id, valid_from, name, operator_id, focus, goals, class, service_model, case_id, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      newId(),
      carrierId,
      from,
      held.name,
      held.operatorId,
      held.focus,
      held.goals,
      held.class,
      held.serviceModel,
      caseId,
      at,
    ],
  );
}

export async function endVersion(tx: Tx, versionId: string, lastDay: Day): Promise<void> {
  await sqlRows(tx, 'update carrier_version set valid_to = $2 where id = $1', [versionId, lastDay]);
}

export async function rewriteVersion(tx: Tx, versionId: string, held: Versioned, caseId: string | null): Promise<void> {
  await sqlRows(
    tx,
    `update carrier_version set name = $2, operator_id = $3, focus = $4, goals = $5, class = $6, service_model = $7,
       case_id = coalesce($8, case_id) where id = $1`,
    [versionId, held.name, held.operatorId, held.focus, held.goals, held.class, held.serviceModel, caseId],
  );
}

import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countLimit, countSql, type Paged, type Total, totalOf } from '../../platform/db/page.ts';
import { queryOf } from '../../platform/search/words.ts';
import { featuresAmong, traits } from '../../records/carriers/carrier.store.ts';
import type { SpaceSelection, SpaceView } from './spaces.contract.ts';

/**
 * Who stands in the public register: a carrier that holds or held a designation, here or before, or that was entered
 * from a publication. One that is only preparing its application does not.
 */
export const IN_REGISTER = `(c.source is not null or exists (select 1 from designation d where d.carrier_id = c.id)
  or exists (select 1 from prior_designation p where p.carrier_id = c.id))`;

const DESIGNATIONS = `coalesce((select json_agg(json_build_object('name', d.name, 'level', d.level, 'number', d.number,
    'state', case when d.state in ('valid', 'rectifying') and d.valid_to < $1::date then 'lapsed' else d.state end,
    'validFrom', d.valid_from, 'validTo', d.valid_to, 'endedOn', d.ended_on) order by d.valid_from desc)
  from designation d where d.carrier_id = c.id), '[]')`;
const BARRED = `(select max(coalesce(b.until_day, '9999-12-31')) from bar b where b.carrier_id = c.id and b.lifted_on is null
  and b.from_day <= $1::date and (b.until_day is null or b.until_day >= $1::date))`;
const COLUMNS = `c.id, c.name, c.kind, c.service_model as "serviceModel", c.focus, t.full_name as territory, o.name as operator,
  c.address, c.opened_on as "openedOn", c.closed_on as "closedOn", c.source, c.example, ${BARRED} as "barredUntil", ${DESIGNATIONS} as designations`;
const JOINED = 'carrier c join territory t on t.id = c.territory_id left join organisation o on o.id = c.operator_id';

const ORDERS = {
  name: 'c.name_sort, c.id',
  '-openedOn': 'c.opened_on desc nulls last, c.id',
  openedOn: 'c.opened_on nulls last, c.id',
} as const;

/** Conditions of a selection; $1 is the day. */
function conditions(selection: SpaceSelection, values: unknown[]): { where: string; order: string } {
  const put = (value: unknown) => `$${values.push(value)}`;
  const where = [IN_REGISTER];
  const { q, territory, kind, model, focus, status, sort } = selection;
  if (kind) where.push(`c.kind = ${put(kind)}`);
  if (model) where.push(`c.service_model = ${put(model)}`);
  where.push(...traits(selection, put));
  if (focus) where.push(`strpos(c.focus, ${put(focus)}) > 0`);
  if (territory)
    where.push(
      `c.territory_id in (select b.id from territory a join territory b on b.path like a.path || '%' where a.id = ${put(territory)})`,
    );
  const held = (state: string) => `exists (select 1 from designation d where d.carrier_id = c.id and ${state})`;
  if (status === 'none') where.push(`not ${held('true')}`);
  else if (status === 'lapsed')
    where.push(held(`(d.state = 'lapsed' or d.state in ('valid', 'rectifying') and d.valid_to < $1::date)`));
  else if (status === 'revoked') where.push(held(`d.state = 'revoked'`));
  else if (status) where.push(held(`d.state = ${put(status)} and (d.valid_to is null or d.valid_to >= $1::date)`));
  let order: string = ORDERS[sort ?? 'name'];
  const typed = q?.trim();
  if (typed) {
    const words = queryOf(typed);
    where.push(words ? `c.search @@ ${put(words)}::tsquery` : 'false');
    if (!sort) order = `(strpos(lower(c.name), lower(${put(typed)})) > 0) desc, ${order}`;
  }
  return { where: `${where.join(' and ')} and $1::date is not null`, order };
}

/** A page of the public register; one query whatever the page. */
export async function selectSpaces(
  tx: Tx,
  today: string,
  selection: SpaceSelection,
  at: Paged,
): Promise<{ rows: SpaceView[] } & Total> {
  const values: unknown[] = [today];
  const { where, order } = conditions(selection, values);
  const limit = `limit $${values.push(at.size)}::int offset $${values.push((at.page - 1) * at.size)}::int`;
  const [found] = await sqlRows<{ counted: number; rows: SpaceView[] }>(
    tx,
    `select ${countSql(`from ${JOINED} where ${where}`, `$${values.push(countLimit(at))}`)} as counted,
       coalesce((select json_agg(x) from (select ${COLUMNS} from ${JOINED} where ${where} order by ${order} ${limit}) x), '[]') as rows`,
    values,
  );
  return { rows: found?.rows ?? [], ...totalOf(found?.counted ?? 0, at) };
}

export interface TerritoryChoice {
  id: string;
  name: string;
  count: number;
}

/** Features of the public register, to choose from. */
export const featureChoices = (tx: Tx) => featuresAmong(tx, IN_REGISTER, []);

/** The way down to a territory, and what lies directly below it, with how many of the register each holds. */
export async function territoryChoices(tx: Tx, id: string | undefined) {
  const [above, below] = await Promise.all([
    sqlRows<{ id: string; name: string; level: string }>(
      tx,
      `select a.id, a.name, a.level from territory b join territory a on b.path like a.path || '%' where b.id = $1
       order by length(a.path)`,
      [id ?? null],
    ),
    sqlRows<TerritoryChoice>(
      tx,
      `select k.id, k.name, count(*) as count from territory k
         join territory t on t.path like k.path || '%' join carrier c on c.territory_id = t.id
       where k.parent_id = coalesce($1::uuid, (select id from territory where level = 'nation' limit 1)) and ${IN_REGISTER}
       group by k.id, k.name, k.code order by k.code nulls last, k.name`,
      [id ?? null],
    ),
  ]);
  return { above: above.filter(({ level }) => level !== 'nation'), below };
}

export interface CitedFigure {
  wording: string;
  asOf: string;
  source: string;
}

/** What a publication says of the territory as a whole, in its own words; never spread over the spaces. */
export async function citedFigures(tx: Tx, territoryId: string): Promise<CitedFigure[]> {
  return sqlRows<CitedFigure>(
    tx,
    'select wording, as_of as "asOf", source from cited_statistic where territory_id = $1 order by source, position',
    [territoryId],
  );
}

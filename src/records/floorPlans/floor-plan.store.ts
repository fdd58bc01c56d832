import type { Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { PlanView, Shape } from './floor-plan.contract.ts';

const FLOOR_NAME = `(select f.name from floor f where f.root_id = p.floor_id order by f.valid_from desc limit 1)`;
const COLUMNS = `p.id, p.floor_id as "floorId", ${FLOOR_NAME} as "floorName", p.version, p.picture_id as "pictureId", p.width, p.height,
  iso(p.drawn_at) as "drawnAt", q.name as "drawnBy"`;

export async function floorsOf(tx: Tx, carrierId: string, on: Day): Promise<{ id: string; name: string }[]> {
  return sqlRows(
    tx,
    `select distinct on (root_id) root_id as id, name from floor where carrier_id = $1 and (valid_to is null or valid_to >= $2)
     order by root_id, valid_from desc`,
    [carrierId, on],
  );
}

/** The newest drawing of every floor. */
export async function listPlans(tx: Tx, carrierId: string): Promise<PlanView[]> {
  return sqlRows<PlanView>(
    tx,
    `select ${COLUMNS}, p.shapes from (select distinct on (floor_id) * from floor_plan where carrier_id = $1 order by floor_id, version desc) p
     left join person q on q.id = p.drawn_by order by "floorName", p.floor_id`,
    [carrierId],
  );
}

/** Every drawing of a floor, newest first. */
export async function listPlanVersions(
  tx: Tx,
  carrierId: string,
  floorId: string,
): Promise<(Omit<PlanView, 'shapes'> & { shapes: number })[]> {
  return sqlRows(
    tx,
    `select ${COLUMNS}, jsonb_array_length(p.shapes) as shapes from floor_plan p left join person q on q.id = p.drawn_by
     where p.carrier_id = $1 and p.floor_id = $2 order by p.version desc`,
    [carrierId, floorId],
  );
}

export async function lastVersion(tx: Tx, floorId: string): Promise<number> {
  const [row] = await sqlRows<{ version: number }>(
    tx,
    'select coalesce(max(version), 0) as version from floor_plan where floor_id = $1',
    [floorId],
  );
  return row?.version ?? 0;
}

export async function insertPlan(
  tx: Tx,
  plan: {
    carrierId: string;
    floorId: string;
    version: number;
    pictureId: string | null;
    width: number;
    height: number;
    shapes: readonly Shape[];
    drawnBy: string | null;
    drawnAt: string;
  },
): Promise<string> {
  const id = newId();
  await sqlRows(
    tx,
    `insert into floor_plan (id, carrier_id, floor_id, version, picture_id, width, height, shapes, drawn_by, drawn_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      plan.carrierId,
      plan.floorId,
      plan.version,
      plan.pictureId,
      plan.width,
      plan.height,
      JSON.stringify(plan.shapes),
      plan.drawnBy,
      plan.drawnAt,
    ],
  );
  return id;
}

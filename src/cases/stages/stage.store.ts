import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Stage } from '../../records/teams/incubation-record.ts';

export interface StageRow {
  id: string;
  version: number;
  stage: Stage;
  since: Day;
  until: Day | null;
  ownerId: string | null;
  ownerName: string | null;
  services: string | null;
  basis: string | null;
  /** What the team was really given while in it. */
  sessions: number;
  bookings: number;
  diagnoses: number;
}

const within = (moment: string) =>
  `(${moment} at time zone 'Asia/Shanghai')::date between g.valid_from and coalesce(g.valid_to, $2::date)`;

/** The stages a team went through until a day, newest first. */
export async function stagesOf(tx: Tx, teamId: string, today: Day): Promise<StageRow[]> {
  return sqlRows<StageRow>(
    tx,
    `select g.id, g.version, g.stage, g.valid_from as since, g.valid_to as until, g.owner_id as "ownerId",
       (select s.name from staff s where s.root_id = g.owner_id order by s.valid_from desc, s.id desc limit 1) as "ownerName",
       g.services, g.basis,
       (select count(*)::int from mentoring_session m where m.team_id = g.team_id and m.state = 'held' and ${within('m.starts_at')}) as sessions,
       (select count(*)::int from booking b where b.team_id = g.team_id and b.state in ('confirmed', 'checkedIn') and ${within('b.starts_at')}) as bookings,
       (select count(*)::int from diagnosis d where d.team_id = g.team_id
         and d.valid_from between g.valid_from and coalesce(g.valid_to, $2::date)) as diagnoses
     from incubation_stage g where g.team_id = $1 and g.valid_from <= $2::date order by g.valid_from desc`,
    [teamId, today],
  );
}

/** Staff of a space on a day, by root: who may look after a team. */
export async function staffOf(tx: Tx, carrierId: string, on: Day): Promise<{ id: string; name: string }[]> {
  return sqlRows<{ id: string; name: string }>(
    tx,
    `select root_id as id, name from staff where carrier_id = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2) order by name, root_id`,
    [carrierId, on],
  );
}

export async function confirmStage(tx: Tx, id: string, at: string, by: string | null): Promise<void> {
  await sqlRows(tx, 'update incubation_stage set confirmed_at = $2, confirmed_by = $3 where id = $1', [id, at, by]);
}

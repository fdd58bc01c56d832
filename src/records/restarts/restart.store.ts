import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { RestartKind } from './restart.ts';

export interface OfferRow {
  id: string;
  teamId: string;
  kind: RestartKind;
  content: string;
  offeredOn: Day;
  accepted: boolean | null;
  outcome: string | null;
  version: number;
}
const COLUMNS = `r.id, r.team_id as "teamId", r.kind, r.content, r.valid_from as "offeredOn", r.accepted, r.outcome, r.version`;

/** Confirmed ones; what the team wrote itself waits for the operator like any record of a team. */
export async function offersOf(tx: Tx, teamId: string): Promise<OfferRow[]> {
  return sqlRows<OfferRow>(
    tx,
    `select ${COLUMNS} from restart_offer r where r.team_id = $1 and r.confirmed_at is not null order by r.valid_from desc, r.id`,
    [teamId],
  );
}

/** Those that followed the end of a tenancy as failed, until the team stays somewhere again. */
export async function offersAfter(tx: Tx, carrierId: string, tenancyId: string): Promise<OfferRow[]> {
  return sqlRows<OfferRow>(
    tx,
    `select ${COLUMNS} from tenancy y join restart_offer r on r.team_id = y.team_id and r.valid_from >= y.valid_to
     where y.carrier_id = $1 and y.root_id = $2 and y.exit_kind = 'failed' and r.confirmed_at is not null
       and not exists (select 1 from tenancy z where z.team_id = y.team_id and z.valid_from > y.valid_to and z.valid_from <= r.valid_from)
     order by r.valid_from, r.id`,
    [carrierId, tenancyId],
  );
}

export async function confirmOffers(tx: Tx, ids: readonly string[], at: string, by: string | null): Promise<void> {
  await sqlRows(tx, 'update restart_offer set confirmed_at = $2, confirmed_by = $3 where id = any($1::uuid[])', [
    [...ids],
    at,
    by,
  ]);
}

/** What becomes of an offer leaves it confirmed. @returns false where it was changed since it was read */
export async function updateOffer(
  tx: Tx,
  id: string,
  version: number,
  change: { accepted?: boolean | null; content?: string; outcome?: string | null },
  at: string,
): Promise<boolean> {
  const keeps = (key: keyof typeof change) => !Object.hasOwn(change, key);
  const done = await sqlRows(
    tx,
    `update restart_offer set accepted = case when $3 then accepted else $4::boolean end,
       content = coalesce($5, content), outcome = case when $6 then outcome else $7 end, version = version + 1, updated_at = $8
     where id = $1 and version = $2 returning id`,
    [
      id,
      version,
      keeps('accepted'),
      change.accepted ?? null,
      change.content ?? null,
      keeps('outcome'),
      change.outcome ?? null,
      at,
    ],
  );
  return done.length > 0;
}

import { reaches, type Subject } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countLimit, countSql, type Paged, type Total, totalOf } from '../../platform/db/page.ts';
import { TEAM_NAME } from '../../records/teams/team.store.ts';
import type { Party, TransferState } from './transfer.ts';

export interface TransferRow {
  id: string;
  number: string;
  teamId: string;
  teamName: string;
  teamOrganisationId: string | null;
  fromCarrierId: string | null;
  fromCarrierName: string | null;
  fromOperatorId: string | null;
  toCarrierId: string;
  toCarrierName: string;
  toOperatorId: string | null;
  state: TransferState;
  reason: string;
  answer: string | null;
  startsOn: Day | null;
  desks: number | null;
  freeMonths: number | null;
  proposedAt: string;
  agreedAt: string | null;
  acceptedAt: string | null;
  doneAt: string | null;
  /** Where it moved to. */
  tenancyId: string | null;
  /** It stays there, and no agreement with it is drawn up. */
  lacksAgreement: boolean;
  version: number;
  example: boolean;
}

/** Moved in and not out again, and no agreement stands. `x` is the transfer. */
export const LACKS_AGREEMENT = `x.state = 'done' and not exists (select 1 from residency r where r.tenancy_id = x.tenancy_id and r.state not in ('void', 'lapsed'))
  and not exists (select 1 from tenancy y where y.root_id = x.tenancy_id and y.exit_kind is not null)`;
const COLUMNS = `x.id, x.number, x.team_id as "teamId",
  ${TEAM_NAME('x.team_id')} as "teamName",
  t.organisation_id as "teamOrganisationId", x.from_carrier_id as "fromCarrierId", f.name as "fromCarrierName", f.operator_id as "fromOperatorId",
  x.to_carrier_id as "toCarrierId", g.name as "toCarrierName", g.operator_id as "toOperatorId", x.state, x.reason, x.answer,
  x.starts_on as "startsOn", x.desks, x.free_months as "freeMonths", iso(x.proposed_at) as "proposedAt", iso(x.agreed_at) as "agreedAt",
  iso(x.accepted_at) as "acceptedAt", iso(x.done_at) as "doneAt", x.tenancy_id as "tenancyId",
  ${LACKS_AGREEMENT} as "lacksAgreement", x.version, x.example`;
const FROM = `team_transfer x join team t on t.id = x.team_id left join carrier f on f.id = x.from_carrier_id join carrier g on g.id = x.to_carrier_id`;

/** The three parties; the receiving one sees nothing before the team has agreed. */
export async function transferSubject(tx: Tx, id: string): Promise<Subject | undefined> {
  const row = await findTransfer(tx, id);
  if (!row) return undefined;
  const { teamOrganisationId, fromOperatorId, toOperatorId, agreedAt } = row;
  const ids = [teamOrganisationId, fromOperatorId, agreedAt === null ? null : toOperatorId];
  return { territoryPath: null, organisationIds: ids.filter((one) => one !== null), personIds: [] };
}

/** For which parties the actor speaks: an operator for a team only where the team has no account. */
export function partiesOf(actor: Actor, row: TransferRow): Party[] {
  const { organisationId } = actor;
  if (organisationId === null) return [];
  const parties: Party[] = [];
  if (row.teamOrganisationId === organisationId) parties.push('team');
  if (row.fromOperatorId === organisationId) {
    parties.push('giving');
    if (row.teamOrganisationId === null) parties.push('team');
  }
  if (row.toOperatorId === organisationId) parties.push('receiving');
  return parties;
}

export async function findTransfer(tx: Tx, id: string): Promise<TransferRow | undefined> {
  return (await sqlRows<TransferRow>(tx, `select ${COLUMNS} from ${FROM} where x.id = $1`, [id]))[0];
}

/** @throws Refusal `not-found`, `conflict` */
export async function lockTransfer(tx: Tx, id: string, version: number): Promise<TransferRow> {
  await sqlRows(tx, 'select 1 from team_transfer where id = $1 for update', [id]);
  const row = await findTransfer(tx, id);
  if (!row) throw new Refusal('not-found');
  if (row.version !== version) throw new Refusal('conflict', { version: row.version });
  return row;
}

export async function listTransfers(
  tx: Tx,
  actor: Actor,
  query: Paged & { state?: TransferState | undefined; teamId?: string | undefined },
): Promise<{ rows: TransferRow[] } & Total> {
  const mine = reaches(actor, 'transfer.list').has('own') ? actor.organisationId : null;
  const where = `$1::uuid is not null and (t.organisation_id = $1 or f.operator_id = $1 or (g.operator_id = $1 and x.agreed_at is not null))
    and ($2::text is null or x.state = $2) and ($3::uuid is null or x.team_id = $3)`;
  const [found] = await sqlRows<{ counted: number; rows: TransferRow[] }>(
    tx,
    `select ${countSql(`from ${FROM} where ${where}`, '$6')} as counted, coalesce((select json_agg(r) from (
       select ${COLUMNS} from ${FROM} where ${where} order by x.proposed_at desc, x.id limit $4 offset $5) r), '[]') as rows`,
    [mine, query.state ?? null, query.teamId ?? null, query.size, (query.page - 1) * query.size, countLimit(query)],
  );
  return { rows: found?.rows ?? [], ...totalOf(found?.counted ?? 0, query) };
}

export interface NewTransfer {
  id: string;
  number: string;
  teamId: string;
  fromCarrierId: string | null;
  toCarrierId: string;
  reason: string;
  at: string;
  by: string | null;
  /** The founder proposes: agreed at once. */
  agreed: boolean;
}

export async function insertTransfer(tx: Tx, one: NewTransfer): Promise<void> {
  await sqlRows(
    tx,
    `insert into team_transfer (id, number, team_id, from_carrier_id, to_carrier_id, state, reason, proposed_at, proposed_by, agreed_at, agreed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      one.id,
      one.number,
      one.teamId,
      one.fromCarrierId,
      one.toCarrierId,
      one.agreed ? 'agreed' : 'proposed',
      one.reason,
      one.at,
      one.by,
      one.agreed ? one.at : null,
      one.agreed ? one.by : null,
    ],
  );
}

/** Writes columns and counts the version up. */
export async function updateTransfer(tx: Tx, id: string, change: Readonly<Record<string, unknown>>): Promise<void> {
  const entries = Object.entries(change);
  const set = entries.map(([column], index) => `${column} = $${index + 2}`).join(', ');
  await sqlRows(tx, `update team_transfer set ${set}, version = version + 1 where id = $1`, [
    id,
    ...entries.map(([, value]) => value),
  ]);
}

/** The team's stay on a day: the newest record of the tenancy that holds. */
export async function stayOn(
  tx: Tx,
  teamId: string,
  on: Day,
): Promise<{ id: string; carrierId: string; validFrom: Day } | undefined> {
  const [row] = await sqlRows<{ id: string; carrierId: string; validFrom: Day }>(
    tx,
    `select id, carrier_id as "carrierId", valid_from as "validFrom" from tenancy
     where team_id = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2) order by valid_from desc limit 1`,
    [teamId, on],
  );
  return row;
}

export interface Destination {
  id: string;
  name: string;
  kind: string;
  operatorName: string | null;
  territoryName: string;
}

/** Carriers of other operators that are open on the day. */
export async function destinations(tx: Tx, teamId: string, q: string | undefined, on: Day): Promise<Destination[]> {
  return sqlRows<Destination>(
    tx,
    `select c.id, c.name, c.kind, o.name as "operatorName", p.full_name as "territoryName"
     from carrier c join organisation o on o.id = c.operator_id join territory p on p.id = c.territory_id
     where c.kind <> 'cluster' and (c.closed_on is null or c.closed_on >= $2)
       and c.id not in (select y.carrier_id from tenancy y where y.team_id = $1 and y.valid_from <= $2 and (y.valid_to is null or y.valid_to >= $2))
       and ($3::text is null or strpos(lower(c.name || ' ' || o.name), lower($3)) > 0)
     order by c.kind = 'makerSpace', c.name_sort, c.id limit 50`,
    [teamId, on, q || null],
  );
}

import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { WaitsBy } from '../criteria/criteria.ts';
import type { AdmissionState } from './admission.ts';

export interface AdmissionRow {
  id: string;
  receipt: string;
  carrierId: string;
  state: AdmissionState;
  teamName: string;
  uscc: string | null;
  founderName: string;
  phoneSealed: Buffer;
  phoneHash: string;
  founderType: string | null;
  industry: string | null;
  members: number | null;
  desks: number | null;
  wantedFrom: string | null;
  project: string;
  visitAt: string | null;
  visitPlace: string | null;
  visitRecord: string | null;
  answer: string | null;
  decidedAt: string | null;
  /** In the waiting line, from 1 on; null: it does not wait. */
  place: number | null;
  waitsBy: WaitsBy;
  /** Until when a place is kept for an answer. */
  offeredUntil: string | null;
  teamId: string | null;
  average: number | null;
  scores: number;
  /** Who has scored. */
  scorers: string[];
  /** How many must have, before anybody sees them; null: each sees them once their own is in. */
  panel: number | null;
  receivedAt: string;
  version: number;
  example: boolean;
}

const COLUMNS = `a.id, a.receipt, a.carrier_id as "carrierId", a.state, a.team_name as "teamName", a.uscc, a.founder_name as "founderName",
  a.phone_sealed as "phoneSealed", a.phone_hash as "phoneHash", a.founder_type as "founderType", a.industry, a.members, a.desks,
  a.wanted_from as "wantedFrom", a.project, a.visit_at as "visitAt", a.visit_place as "visitPlace", a.visit_record as "visitRecord",
  a.answer, a.decided_at as "decidedAt", a.team_id as "teamId", a.received_at as "receivedAt", a.version, a.example,
  (select round(avg(s.total), 2) from admission_score s where s.admission_id = a.id) as average,
  (select count(*) from admission_score s where s.admission_id = a.id)::int as scores,
  array(select s.person_id from admission_score s where s.admission_id = a.id) as scorers,
  case when a.state = 'waiting' then (select l.place from admission_line l where l.carrier_id = a.carrier_id and l.id = a.id) end as place,
  coalesce((select k.waits_by from criteria k where k.carrier_id = a.carrier_id and k.purpose = 'selection' order by k.edition desc limit 1), 'received') as "waitsBy",
  iso(a.offered_until) as "offeredUntil",
  (select k.panel from criteria k where k.carrier_id = a.carrier_id and k.purpose = 'selection' order by k.edition desc limit 1) as panel`;

export async function insertAdmission(
  tx: Tx,
  row: Pick<
    AdmissionRow,
    | 'id'
    | 'receipt'
    | 'carrierId'
    | 'state'
    | 'teamName'
    | 'uscc'
    | 'founderName'
    | 'phoneSealed'
    | 'phoneHash'
    | 'founderType'
    | 'industry'
    | 'members'
    | 'desks'
    | 'wantedFrom'
    | 'project'
    | 'receivedAt'
    | 'example'
  >,
): Promise<void> {
  await sqlRows(
    tx,
    `insert into admission (id, receipt, carrier_id, state, team_name, uscc, founder_name, phone_sealed, phone_hash, founder_type,
       industry, members, desks, wanted_from, project, received_at, example)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      row.id,
      row.receipt,
      row.carrierId,
      row.state,
      row.teamName,
      row.uscc,
      row.founderName,
      row.phoneSealed,
      row.phoneHash,
      row.founderType,
      row.industry,
      row.members,
      row.desks,
      row.wantedFrom,
      row.project,
      row.receivedAt,
      row.example,
    ],
  );
}

export async function findAdmission(tx: Tx, carrierId: string, id: string): Promise<AdmissionRow | undefined> {
  const [row] = await sqlRows<AdmissionRow>(
    tx,
    `select ${COLUMNS} from admission a where a.id = $2 and a.carrier_id = $1`,
    [carrierId, id],
  );
  return row;
}

export async function lockAdmission(tx: Tx, carrierId: string, id: string): Promise<AdmissionRow | undefined> {
  await sqlRows(tx, 'select 1 from admission where id = $2 and carrier_id = $1 for update', [carrierId, id]);
  return findAdmission(tx, carrierId, id);
}

/** Who knows the receipt and the phone that was left. */
export async function admissionByReceipt(
  tx: Tx,
  receipt: string,
  phoneHash: string,
): Promise<(AdmissionRow & { carrierName: string }) | undefined> {
  const [row] = await sqlRows<AdmissionRow & { carrierName: string }>(
    tx,
    `select ${COLUMNS}, c.name as "carrierName" from admission a join carrier c on c.id = a.carrier_id
     where a.receipt = $1 and a.phone_hash = $2`,
    [receipt, phoneHash],
  );
  return row;
}

export async function listAdmissions(
  tx: Tx,
  carrierId: string,
  { state, ...asked }: { state?: AdmissionState | undefined } & Paged,
): Promise<{ rows: AdmissionRow[] } & Total> {
  const where = 'a.carrier_id = $1 and ($2::text is null or a.state = $2)';
  const values = [carrierId, state ?? null];
  const total = await countRows(tx, `from admission a where ${where}`, values, asked);
  const rows = await sqlRows<AdmissionRow>(
    tx,
    `select ${COLUMNS} from admission a where ${where} order by a.received_at desc, a.id desc limit $3 offset $4`,
    [...values, asked.size, (asked.page - 1) * asked.size],
  );
  return { rows, ...total };
}

export async function updateAdmission(
  tx: Tx,
  id: string,
  change: Partial<{
    state: AdmissionState;
    answer: string;
    visit_at: string;
    visit_place: string;
    visit_record: string;
    decided_at: string;
    decided_by: string | null;
    offered_until: string;
    team_id: string;
  }>,
): Promise<void> {
  await tx
    .updateTable('admission')
    .set((row) => ({ ...change, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Who stands before an applicant in the line and asks for no more desks; behind it stands who has just applied. */
export async function firstBefore(tx: Tx, carrierId: string, id: string): Promise<string | null> {
  const [row] = await sqlRows<{ teamName: string }>(
    tx,
    `select a.team_name as "teamName" from admission me left join admission_line mine on mine.carrier_id = $1 and mine.id = me.id
       join admission_line l on l.carrier_id = $1 and l.desks <= coalesce(me.desks, 1) and (mine.place is null or l.place < mine.place)
       join admission a on a.id = l.id
     where me.carrier_id = $1 and me.id = $2 and me.state in ('received', 'waiting') order by l.place limit 1`,
    [carrierId, id],
  );
  return row?.teamName ?? null;
}

/** From when enough desks are free for an applicant, within 60 days; null: not yet. */
export async function placeFreeFrom(tx: Tx, id: string, today: Day): Promise<Day | null> {
  const [row] = await sqlRows<{ day: Day | null }>(
    tx,
    'select place_free_from(a.carrier_id, coalesce(a.desks, 1), $2::date) as day from admission a where a.id = $1',
    [id, today],
  );
  return row?.day ?? null;
}

export async function saveScore(
  tx: Tx,
  row: {
    admissionId: string;
    personId: string;
    criteriaId: string;
    points: Readonly<Record<string, number>>;
    total: number;
    remark: string | null;
    at: string;
  },
): Promise<void> {
  await sqlRows(
    tx,
    `insert into admission_score (admission_id, person_id, criteria_id, points, total, remark, scored_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (admission_id, person_id) do update set criteria_id = excluded.criteria_id, points = excluded.points,
       total = excluded.total, remark = excluded.remark, scored_at = excluded.scored_at`,
    [row.admissionId, row.personId, row.criteriaId, JSON.stringify(row.points), row.total, row.remark, row.at],
  );
}

export interface GivenScore {
  personId: string;
  personName: string;
  criteriaId: string;
  points: Record<string, number>;
  total: number;
  remark: string | null;
}
export async function scoresOf(tx: Tx, admissionId: string): Promise<GivenScore[]> {
  return sqlRows<GivenScore>(
    tx,
    `select s.person_id as "personId", p.name as "personName", s.criteria_id as "criteriaId", s.points, s.total, s.remark
     from admission_score s join person p on p.id = s.person_id where s.admission_id = $1 order by s.scored_at, s.person_id`,
    [admissionId],
  );
}

export interface Duplicate {
  kind: 'team' | 'admission';
  id: string;
  name: string;
  carrierName: string;
  why: ('uscc' | 'name' | 'phone')[];
}

/** What may be the same team: by code, by name, by its founder's phone; teams first. */
export async function duplicatesOf(
  tx: Tx,
  given: { admissionId: string | null; uscc: string | null; name: string; phoneHash: string },
): Promise<Duplicate[]> {
  return sqlRows<Duplicate>(
    tx,
    `select x.kind, x.id, x.name, c.name as "carrierName", array_agg(distinct x.why order by x.why) as why from (
       select 'team' as kind, t.root_id as id, r.carrier_id, coalesce(t.company_name, t.name) as name,
         case when t.uscc = $2 then 'uscc' else 'name' end as why
       from team t join team r on r.id = t.root_id where t.uscc = $2 or lower(t.name) = lower($3) or lower(t.company_name) = lower($3)
       union all
       select 'team', t.id, t.carrier_id, t.name, 'phone' from admission a join team t on t.id = a.team_id
       where a.phone_hash = $4 and a.id is distinct from $1
       union all
       select 'admission', a.id, a.carrier_id, a.team_name, case when a.phone_hash = $4 then 'phone' when a.uscc = $2 then 'uscc' else 'name' end
       from admission a where a.id is distinct from $1 and a.team_id is null and a.state in ('received', 'waiting', 'offered', 'selected')
         and (a.phone_hash = $4 or a.uscc = $2 or lower(a.team_name) = lower($3))
     ) x join carrier c on c.id = x.carrier_id group by x.kind, x.id, x.name, c.name order by x.kind desc, x.id limit 20`,
    [given.admissionId, given.uscc, given.name, given.phoneHash],
  );
}

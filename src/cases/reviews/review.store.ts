import type { Selectable } from 'kysely';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { ReviewTable } from '../../platform/db/schema.ts';
import type { CaseRow } from '../casefile/casefile.store.ts';
import type { Party } from './conflict.ts';
import type { Entry, ItemPoints } from './review.ts';

export type ReviewRow = Selectable<ReviewTable>;

interface PersonPhone {
  readonly id: string;
  readonly phone: Buffer | null;
}
/** Parties before their phones are opened. */
export type FoundParty = Omit<Party, 'phoneHashes'> & { readonly people: readonly PersonPhone[] };

type PartiesOf = Pick<CaseRow, 'id' | 'applicant_id' | 'recommender_id' | 'carrier_id'>;

/** By case: applicant, its tenants on the day, the recommending body and outside agents; four queries however many cases. */
export async function partiesOf(
  tx: Tx,
  files: readonly PartiesOf[],
  on: string,
): Promise<ReadonlyMap<string, FoundParty[]>> {
  const bodies = await sqlRows<{ id: string; name: string; uscc: string | null }>(
    tx,
    'select id, name, uscc from organisation where id = any($1::uuid[])',
    [files.flatMap((file) => [file.applicant_id, ...(file.recommender_id ? [file.recommender_id] : [])])],
  );
  const members = await sqlRows<{ organisation_id: string; id: string; phone: Buffer | null }>(
    tx,
    `select distinct m.organisation_id, p.id, p.phone_sealed as phone from membership m join person p on p.id = m.person_id
     where m.organisation_id = any($1::uuid[])`,
    [bodies.map(({ id }) => id)],
  );
  const teams = await sqlRows<{ carrier: string; name: string; uscc: string | null }>(
    tx,
    `select distinct y.carrier_id as carrier, coalesce(t.company_name, t.name) as name, t.uscc
     from tenancy y join team t on t.id = y.team_id
     where y.carrier_id = any($1::uuid[]) and y.valid_from <= $2 and (y.valid_to is null or y.valid_to >= $2)`,
    [files.map(({ carrier_id }) => carrier_id), on],
  );
  const agents = await sqlRows<{
    case_id: string;
    id: string;
    name: string;
    phone: Buffer | null;
    organisation: string | null;
    organisation_name: string | null;
  }>(
    tx,
    `select c.case_id, p.id, p.name, p.phone_sealed as phone, o.id as organisation, o.name as organisation_name
     from case_party c join person p on p.id = c.person_id
     left join membership m on m.person_id = p.id and m.role = 'agent' left join organisation o on o.id = m.organisation_id
     where c.case_id = any($1::uuid[]) and c.part = 'agent' and c.removed_at is null`,
    [files.map(({ id }) => id)],
  );
  const parties = (file: PartiesOf): FoundParty[] => [
    ...bodies
      .filter(({ id }) => id === file.applicant_id || id === file.recommender_id)
      .map((body) => ({
        part: body.id === file.applicant_id ? ('operator' as const) : ('recommender' as const),
        organisationId: body.id,
        name: body.name,
        uscc: body.uscc,
        people: members.filter((member) => member.organisation_id === body.id),
      })),
    ...teams
      .filter(({ carrier }) => carrier === file.carrier_id)
      .map(({ name, uscc }) => ({ part: 'team' as const, organisationId: null, name, uscc, people: [] })),
    ...agents
      .filter(({ case_id }) => case_id === file.id)
      .map((agent) => ({
        part: 'agent' as const,
        organisationId: agent.organisation,
        name: agent.organisation_name ?? agent.name,
        uscc: null,
        people: [{ id: agent.id, phone: agent.phone }],
      })),
  ];
  return new Map(files.map((file) => [file.id, parties(file)]));
}

/** Cases that the expert was ever assigned to, and whether they recused themselves there. */
export async function casesReviewedBy(tx: Tx, expertId: string): Promise<(PartiesOf & { recused: boolean })[]> {
  return sqlRows(
    tx,
    `select c.id, c.applicant_id, c.recommender_id, c.carrier_id, bool_or(r.state = 'recused') as recused
     from review r join case_file c on c.id = r.case_id where r.expert_id = $1 group by c.id`,
    [expertId],
  );
}

/** What a case is about, in words that fields of experts are looked up in. */
export async function matterOf(tx: Tx, file: CaseRow): Promise<string> {
  const [row] = await sqlRows<{ matter: string }>(
    tx,
    `select concat_ws(' ', c.name, c.focus, c.goals, c.summary, array_to_string(c.features, ' '),
       (select string_agg(concat_ws(' ', t.project, t.name), ' ') from team t where t.carrier_id = c.id)) as matter
     from carrier c where c.id = $1`,
    [file.carrier_id],
  );
  return row?.matter ?? '';
}

export async function reviewsOf(tx: Tx, caseId: string, pass?: number): Promise<(ReviewRow & { name: string })[]> {
  return sqlRows(
    tx,
    `select r.*, p.name from review r join person p on p.id = r.expert_id
     where r.case_id = $1 and ($2::int is null or r.pass = $2) order by r.assigned_at, r.id`,
    [caseId, pass ?? null],
  );
}

export async function lockReview(tx: Tx, caseId: string, expertId: string | null): Promise<ReviewRow> {
  const row = await tx
    .selectFrom('review')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('expert_id', '=', expertId)
    .orderBy('pass', 'desc')
    .orderBy('assigned_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('review.not-yours');
  return row;
}

export async function findReview(tx: Tx, caseId: string, expertId: string | null): Promise<ReviewRow | undefined> {
  return tx
    .selectFrom('review')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('expert_id', '=', expertId)
    .orderBy('pass', 'desc')
    .orderBy('assigned_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertReview(
  tx: Tx,
  row: Pick<ReviewRow, 'id' | 'case_id' | 'pass' | 'expert_id' | 'task_id' | 'because' | 'assigned_at' | 'assigned_by'>,
): Promise<void> {
  await tx
    .insertInto('review')
    .values({ ...row, state: 'assigned' })
    .execute();
}

export async function saveReview(
  tx: Tx,
  id: string,
  { items, ...columns }: Partial<Omit<ReviewRow, 'items'>> & { items?: Entry['items'] },
): Promise<void> {
  const change = items === undefined ? columns : { ...columns, items: JSON.stringify(items) };
  await tx.updateTable('review').set(change).where('id', '=', id).execute();
}

export async function findPanel(tx: Tx, caseId: string, pass: number) {
  return tx
    .selectFrom('review_panel')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('pass', '=', pass)
    .executeTakeFirst();
}

/** Score of the latest finished panel of each case. */
export async function panelScores(tx: Tx, caseIds: readonly string[]): Promise<Map<string, number | null>> {
  const rows = await sqlRows<{ case_id: string; score: number | null }>(
    tx,
    `select distinct on (case_id) case_id, score from review_panel
     where case_id = any($1::uuid[]) and finished_at is not null order by case_id, pass desc`,
    [caseIds],
  );
  return new Map(rows.map((row) => [row.case_id, row.score]));
}

/** Points by item of the latest panel, once it is finished. */
export async function panelItems(tx: Tx, caseId: string): Promise<ItemPoints> {
  const [row] = await sqlRows<{ items: ItemPoints }>(
    tx,
    'select items from review_panel where case_id = $1 and finished_at is not null order by pass desc limit 1',
    [caseId],
  );
  return row?.items ?? {};
}

export interface MyReview {
  caseId: string;
  number: string;
  title: string;
  state: string;
  assignedAt: string;
  endedAt: string | null;
}

export async function listMyReviews(
  tx: Tx,
  expertId: string,
  hidden: readonly string[],
  query: { state: string | undefined } & Paged,
): Promise<{ rows: MyReview[] } & Total> {
  const where = `r.expert_id = $1 and r.state in ('assigned', 'submitted') and ($2::text is null or r.state = $2)
    and r.case_id <> all($3::uuid[])`;
  const values = [expertId, query.state ?? null, hidden];
  const total = await countRows(tx, `from review r where ${where}`, values, query);
  const rows = await sqlRows<MyReview>(
    tx,
    `select r.case_id as "caseId", c.number, c.title, r.state, r.assigned_at as "assignedAt", r.ended_at as "endedAt"
     from review r join case_file c on c.id = r.case_id where ${where}
     order by (r.state = 'assigned') desc, r.assigned_at, r.id limit $4 offset $5`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}

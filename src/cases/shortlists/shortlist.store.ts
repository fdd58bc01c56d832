import type { Selectable, Updateable } from 'kysely';
import type { SubjectLoader } from '../../identity/route.ts';
import type { Actor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { ShortlistTable } from '../../platform/db/schema.ts';
import type { CaseRow } from '../casefile/casefile.store.ts';
import type { Preferred } from './shortlist.ts';

export type ShortlistRow = Selectable<ShortlistTable>;

export async function pathOf(tx: Tx, territoryId: string): Promise<string> {
  return (await tx.selectFrom('territory').select('path').where('id', '=', territoryId).executeTakeFirstOrThrow()).path;
}

/** A list that is being drawn up is seen by the body that draws it up alone. */
export const shortlistSubject: SubjectLoader = async (tx, id) => {
  const row = await tx.selectFrom('shortlist').select('organisation_id').where('id', '=', id).executeTakeFirst();
  return row && { territoryPath: null, organisationIds: [row.organisation_id], personIds: [] };
};

export async function lockShortlist(tx: Tx, id: string): Promise<ShortlistRow> {
  const row = await tx.selectFrom('shortlist').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

/** The sitting that the case joins: one per round and step; for rolling intake one per case. */
export async function joinSitting(
  tx: Tx,
  file: CaseRow,
  organisationId: string,
  step: string,
  at: string,
): Promise<void> {
  // Of two cases that come at once the second finds the sitting of the first.
  const place = ['shortlist', file.pack_id, file.procedure_id, step, file.round_id ?? file.id].join('/');
  await sqlRows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [place]);
  const [open] = await sqlRows<{ id: string }>(
    tx,
    `select id from shortlist where state <> 'released' and pack_id = $1 and procedure_id = $2 and step = $3
       and ((round_id = $4 and case_id is null) or ($4::uuid is null and case_id = $5)) for update`,
    [file.pack_id, file.procedure_id, step, file.round_id, file.id],
  );
  const id = open?.id ?? newId();
  if (!open) {
    await tx
      .insertInto('shortlist')
      .values({
        id,
        pack_id: file.pack_id,
        procedure_id: file.procedure_id,
        step,
        round_id: file.round_id,
        case_id: file.round_id ? null : file.id,
        organisation_id: organisationId,
        territory_id: file.territory_id,
        state: 'draft',
        opened_at: at,
      })
      .execute();
  }
  await tx
    .insertInto('shortlist_line')
    .values({ shortlist_id: id, case_id: file.id, pass: file.pass })
    .onConflict((conflict) =>
      conflict.columns(['shortlist_id', 'case_id']).doUpdateSet({ pass: file.pass, outcome: null, exception: null }),
    )
    .execute();
}

/** A case that left by another way is no longer on a list that is not released. */
export async function leaveSittings(tx: Tx, caseId: string): Promise<void> {
  await sqlRows(
    tx,
    `delete from shortlist_line l using shortlist s
     where s.id = l.shortlist_id and s.state <> 'released' and l.case_id = $1`,
    [caseId],
  );
  await sqlRows(
    tx,
    `delete from shortlist s where s.state <> 'released' and s.case_id = $1
       and not exists (select 1 from shortlist_line l where l.shortlist_id = s.id)`,
    [caseId],
  );
}

export interface LineRow {
  caseId: string;
  carrierId: string;
  number: string;
  title: string;
  applicant: string;
  pass: number;
  outcome: 'listed' | 'notListed' | null;
  exception: string | null;
  rank: number | null;
  score: number | null;
  /** Of a released list those it was released with; of another none yet. */
  preferences: readonly Preferred[];
}

/** Scores are those of the latest finished panel; of a released list those it was signed with. */
export async function linesOf(tx: Tx, shortlistId: string): Promise<LineRow[]> {
  return sqlRows<LineRow>(
    tx,
    `select l.case_id as "caseId", c.carrier_id as "carrierId", l.preferences, c.number, c.title, o.name as applicant, l.pass, l.outcome, l.exception, l.rank,
       case when s.state = 'released' then l.score else
         (select p.score from review_panel p where p.case_id = l.case_id and p.finished_at is not null order by p.pass desc limit 1)
       end as score
     from shortlist_line l join shortlist s on s.id = l.shortlist_id
     join case_file c on c.id = l.case_id join organisation o on o.id = c.applicant_id
     where l.shortlist_id = $1 order by c.number`,
    [shortlistId],
  );
}

export async function saveLine(
  tx: Tx,
  shortlistId: string,
  caseId: string,
  {
    preferences,
    ...line
  }: {
    outcome?: string | null;
    exception?: string | null;
    rank?: number | null;
    score?: number | null;
    preferences?: readonly Preferred[];
    decided_at?: string;
    decided_by?: string | null;
  },
): Promise<void> {
  await tx
    .updateTable('shortlist_line')
    .set(preferences ? { ...line, preferences: JSON.stringify(preferences) } : line)
    .where('shortlist_id', '=', shortlistId)
    .where('case_id', '=', caseId)
    .execute();
}

export async function saveShortlist(tx: Tx, id: string, change: Updateable<ShortlistTable>): Promise<void> {
  await tx.updateTable('shortlist').set(change).where('id', '=', id).execute();
}

export async function removeLines(tx: Tx, shortlistId: string, caseIds: readonly string[]): Promise<void> {
  await sqlRows(tx, 'delete from shortlist_line where shortlist_id = $1 and case_id = any($2::uuid[])', [
    shortlistId,
    caseIds,
  ]);
}

/** Cases of the round that are under way and not at the step, nor past it. */
export async function underWay(tx: Tx, list: ShortlistRow): Promise<number> {
  if (!list.round_id) return 0;
  const [row] = await sqlRows<{ count: number }>(
    tx,
    `select count(*) as count from case_file c where c.round_id = $1 and c.procedure_id = $2 and c.state = 'open'
       and not exists (select 1 from case_step s where s.case_id = c.id and s.step = $3)`,
    [list.round_id, list.procedure_id, list.step],
  );
  return row?.count ?? 0;
}

const TITLE = `coalesce((select r.title from round r where r.id = s.round_id), (select c.title from case_file c where c.id = s.case_id), s.pack_id)`;

export async function titleAndPeople(tx: Tx, id: string) {
  const [row] = await sqlRows<{ title: string; proposedBy: string | null; releasedBy: string | null }>(
    tx,
    `select ${TITLE} as title, (select name from person where id = s.proposed_by) as "proposedBy",
       (select name from person where id = s.released_by) as "releasedBy" from shortlist s where s.id = $1`,
    [id],
  );
  return row ?? { title: '', proposedBy: null, releasedBy: null };
}

export async function listShortlists(
  tx: Tx,
  actor: Actor,
  query: { state: string | undefined } & Paged,
): Promise<
  {
    rows: { id: string; title: string; state: string; cases: number; openedAt: string; releasedAt: string | null }[];
  } & Total
> {
  const where = 's.organisation_id = $1 and ($2::text is null or s.state = $2)';
  const values = [actor.organisationId, query.state ?? null];
  const total = await countRows(tx, `from shortlist s where ${where}`, values, query);
  const rows = await sqlRows<{
    id: string;
    title: string;
    state: string;
    cases: number;
    openedAt: string;
    releasedAt: string | null;
  }>(
    tx,
    `select s.id, ${TITLE} as title, s.state, (select count(*) from shortlist_line l where l.shortlist_id = s.id) as cases,
       s.opened_at as "openedAt", s.released_at as "releasedAt"
     from shortlist s where ${where} order by (s.state = 'released'), s.opened_at desc, s.id limit $3 offset $4`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}

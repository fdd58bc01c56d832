import type { Actor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { type Answer, type Answers, type Kept, ownFields, shown } from './form.ts';

export interface StoredAnswer {
  /** What may be shown of it. */
  readonly value: Answer;
  readonly kept: Kept;
  /** The form's revision that wrote it. */
  readonly revision: number;
}

export async function answersOf(tx: Tx, caseId: string): Promise<Map<string, StoredAnswer>> {
  const rows = await tx
    .selectFrom('case_answer')
    .select(['field', 'value', 'revision'])
    .where('case_id', '=', caseId)
    .execute();
  return new Map(
    rows.map(({ field, value, revision }) => [field, { value: shown(value as Kept), kept: value as Kept, revision }]),
  );
}

export function valuesOf(answers: ReadonlyMap<string, StoredAnswer>): Answers {
  return Object.fromEntries([...answers].map(([field, { value }]) => [field, value]));
}

export interface FieldChange {
  readonly field: string;
  readonly before: Kept | null;
  /** null: taken away; the row stays, so that a later save still sees by which revision. */
  readonly after: Kept | null;
}

/** Writes the changes under the next revision, with who and for whom. */
export async function writeAnswers(
  tx: Tx,
  caseId: string,
  revision: number,
  changes: readonly FieldChange[],
  actor: Actor,
  at: string,
): Promise<void> {
  for (const { field, after } of changes) {
    if (after === null)
      await tx.deleteFrom('case_answer').where('case_id', '=', caseId).where('field', '=', field).execute();
    else {
      const value = JSON.stringify(after);
      await tx
        .insertInto('case_answer')
        .values({ case_id: caseId, field, value, revision })
        .onConflict((conflict) => conflict.columns(['case_id', 'field']).doUpdateSet({ value, revision }))
        .execute();
    }
  }
  await tx
    .insertInto('case_answer_history')
    .values(
      changes.map(({ field, before, after }) => ({
        case_id: caseId,
        revision,
        field,
        before: before === null ? null : JSON.stringify(before),
        after: after === null ? null : JSON.stringify(after),
        at,
        person_id: actor.personId,
        person_name: actor.name,
        organisation_id: actor.organisationId,
        organisation_name: actor.organisationName,
      })),
    )
    .execute();
  await tx.updateTable('case_file').set({ form_revision: revision }).where('id', '=', caseId).execute();
}

/** The last revision that touched each field, cleared ones included. */
export async function lastRevisions(tx: Tx, caseId: string): Promise<Map<string, number>> {
  const rows = await sqlRows<{ field: string; revision: number }>(
    tx,
    'select field, max(revision)::int as revision from case_answer_history where case_id = $1 group by field',
    [caseId],
  );
  return new Map(rows.map(({ field, revision }) => [field, revision]));
}

export async function historyOf(tx: Tx, caseId: string, field: string | undefined) {
  const rows = await tx
    .selectFrom('case_answer_history')
    .select(['revision', 'field', 'before', 'after', 'at', 'person_name', 'organisation_name'])
    .where('case_id', '=', caseId)
    .$if(field !== undefined, (query) => query.where('field', '=', field ?? ''))
    .orderBy('revision', 'desc')
    .orderBy('field')
    .limit(500)
    .execute();
  const told = (kept: unknown) => (kept === null ? null : shown(kept as Kept));
  return rows.map(({ before, after, ...row }) => ({ ...row, before: told(before), after: told(after) }));
}

export async function setRecommender(tx: Tx, caseId: string, id: string | null): Promise<void> {
  await tx.updateTable('case_file').set({ recommender_id: id }).where('id', '=', caseId).execute();
}

/** Somebody worked in the form: what led to it is no longer taken back. */
export async function markActed(tx: Tx, caseId: string, pass: number): Promise<void> {
  await tx
    .updateTable('case_step')
    .set({ acted: true })
    .where('case_id', '=', caseId)
    .where('pass', '=', pass)
    .where('acted', '=', false)
    .execute();
}

export interface EvidenceRow {
  readonly id: string;
  readonly slot: string;
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  /** What it proves. */
  readonly says: string;
  readonly addedAt: string;
}

export async function evidenceOf(tx: Tx, caseId: string): Promise<EvidenceRow[]> {
  return sqlRows<EvidenceRow>(
    tx,
    `select e.id, e.slot, e.file_id as "fileId", f.name, f.media_type as "mediaType", f.size, f.sha256, e.says, e.added_at as "addedAt"
     from case_evidence e join file f on f.id = e.file_id where e.case_id = $1 and e.removed_at is null order by e.added_at, e.id`,
    [caseId],
  );
}

/** What the unit wrote of an indicator that experts score, and what proves it. */
export interface Account {
  text: string | null;
  files: EvidenceRow[];
}
export async function accountsOf(
  tx: Tx,
  caseId: string,
  indicators: readonly string[],
): Promise<Record<string, Account>> {
  if (indicators.length === 0) return {};
  const answers = valuesOf(await answersOf(tx, caseId));
  const files = await evidenceOf(tx, caseId);
  return Object.fromEntries(
    indicators.map((indicator) => {
      const { account, proof } = ownFields(indicator);
      const text = answers[account];
      return [
        indicator,
        { text: typeof text === 'string' ? text : null, files: files.filter(({ slot }) => slot === proof) },
      ];
    }),
  );
}

export async function insertEvidence(
  tx: Tx,
  caseId: string,
  slot: string,
  fileId: string,
  at: string,
  by: string | null,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('case_evidence')
    .values({ id, case_id: caseId, slot, file_id: fileId, added_at: at, added_by: by, removed_at: null })
    .execute();
  return id;
}

export async function removeEvidence(tx: Tx, caseId: string, id: string, at: string): Promise<boolean> {
  const [row] = await sqlRows(
    tx,
    'update case_evidence set removed_at = $3 where id = $1 and case_id = $2 and removed_at is null returning id',
    [id, caseId, at],
  );
  return row !== undefined;
}

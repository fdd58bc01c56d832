import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { ExplainedFinding } from '../../policy/finding.ts';
import { assessmentsOf } from '../assessments/assessment.store.ts';
import type { OutcomeContext } from '../casefile/steps.ts';
import { answersOf, evidenceOf, valuesOf } from '../forms/form.store.ts';
import { fieldsOf } from '../forms/form.ts';

/** Who and what a paper speaks of. */
export interface PaperParties {
  readonly carrier: string;
  /** Whom a recognition of mentors is about. */
  readonly mentor: string | null;
  readonly address: string | null;
  readonly territory: string;
  readonly applicant: string;
  readonly uscc: string | null;
  readonly recommender: string | null;
  /** Who acts at the step that orders the paper. */
  readonly actingBody: string;
}

export async function partiesFor(tx: Tx, { file, actor }: OutcomeContext): Promise<PaperParties> {
  const [row] = await sqlRows<Omit<PaperParties, 'actingBody'>>(
    tx,
    `select k.name as carrier, k.address,
       (select m.name from mentor m where m.root_id = c.mentor_id order by m.valid_from desc, m.id desc limit 1) as mentor, t.full_name as territory, a.name as applicant, a.uscc, r.name as recommender
     from case_file c join carrier k on k.id = c.carrier_id join territory t on t.id = c.territory_id
     join organisation a on a.id = c.applicant_id left join organisation r on r.id = c.recommender_id where c.id = $1`,
    [file.id],
  );
  if (!row) throw new Error(`case ${file.id} is gone`);
  return { ...row, actingBody: actor.organisationName ?? (await lastBody(tx, file.id)) ?? actor.name };
}

/** A timer or the last expert ended the step: the body that acted last signs. */
async function lastBody(tx: Tx, caseId: string): Promise<string | null> {
  const [row] = await sqlRows<{ name: string }>(
    tx,
    `select organisation_name as name from case_event
     where case_id = $1 and organisation_name is not null order by seq desc limit 1`,
    [caseId],
  );
  return row?.name ?? null;
}

/** The form's answers with their labels, as text. */
export async function answersFor(tx: Tx, { file, procedure }: OutcomeContext) {
  const values = valuesOf(await answersOf(tx, file.id));
  return procedure.form
    .filter(({ kind }) => kind !== 'file' && kind !== 'commitment' && kind !== 'recommender')
    .map((field) => {
      const value = values[field.id];
      const option = field.options?.find(({ code }) => code === value)?.zh;
      return { label: field.label, value: option ?? (value === undefined || value === null ? '' : String(value)) };
    });
}

export async function changesAsked(tx: Tx, { file }: OutcomeContext) {
  const values = valuesOf(await answersOf(tx, file.id));
  const operator = values['change.operator'];
  const [named] =
    typeof operator === 'string'
      ? await sqlRows<{ name: string }>(tx, 'select name from organisation where id::text = $1', [operator])
      : [];
  return { values, operatorName: named?.name ?? null };
}

/** Findings as they were frozen last. */
export async function findingsFor(tx: Tx, { file }: OutcomeContext): Promise<readonly ExplainedFinding[]> {
  const last = (await assessmentsOf(tx, file.id)).at(-1);
  return (last?.findings ?? []) as unknown as readonly ExplainedFinding[];
}

export async function attachmentsFor(tx: Tx, { file, pack, procedure }: OutcomeContext): Promise<string[]> {
  const fields = fieldsOf(pack, procedure);
  const label = (slot: string) => pack.evidence[slot]?.label ?? fields.find(({ id }) => id === slot)?.label ?? slot;
  return [...new Set((await evidenceOf(tx, file.id)).map(({ slot, name }) => `${label(slot)}(${name})`))];
}

/** What was written with the decision that ended the step. */
export async function opinionOf(
  tx: Tx,
  { file, pass }: OutcomeContext,
): Promise<{ opinion: string | null; by: string | null }> {
  const [row] = await sqlRows<{ opinion: string | null; by: string | null }>(
    tx,
    `select k.opinion, p.name as by from task k left join person p on p.id = k.decided_by
     where k.case_id = $1 and k.pass = $2 and k.decided_at is not null and k.verb in ('agree', 'disagree')
     order by k.decided_at desc, k.id desc limit 1`,
    [file.id, pass],
  );
  return row ?? { opinion: null, by: null };
}

export async function supplementFor(tx: Tx, { file }: OutcomeContext) {
  const [row] = await sqlRows<{ items: { says: string }[]; due_on: string; due_provisional: boolean; number: number }>(
    tx,
    'select items, due_on, due_provisional, number from supplement where case_id = $1 order by asked_at desc, id desc limit 1',
    [file.id],
  );
  return row;
}

import { maskContact, seal, unseal } from '../../identity/people/personal-data.ts';
import type { Actor } from '../../kernel/actor.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Body } from '../../policy/procedure.ts';
import { type NewFile, sealFile } from '../../records/files/file.actions.ts';
import { recommendersFor } from '../casefile/bodies.store.ts';
import { formIsOpen } from '../casefile/casefile.ts';
import { lockRunning, type Running } from '../casefile/interpreter.ts';
import type { CaseServices } from '../casefile/steps.ts';
import {
  answersOf,
  evidenceOf,
  type FieldChange,
  insertEvidence,
  lastRevisions,
  markActed,
  removeEvidence,
  setRecommender,
  valuesOf,
  writeAnswers,
} from './form.store.ts';
import { type Answer, type Answers, checkAnswer, fieldsOf, type Kept, shown } from './form.ts';

export interface FormState {
  readonly revision: number;
  readonly answers: Answers;
}

export interface FormSave {
  /** The revision the editor has before them. */
  readonly revision: number;
  /** null clears a field. Fields not named stay. */
  readonly answers: Readonly<Record<string, Answer | null>>;
}

/**
 * Autosave, field by field. Several people may write at once: only a field that somebody else changed since the
 * editor's revision is refused, with the present values and those that were not saved. So is everything once the
 * form is handed in.
 */
export async function saveForm(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  save: FormSave,
): Promise<FormState> {
  const running = await lockRunning(tx, caseId);
  const stored = await answersOf(tx, caseId);
  const current = valuesOf(stored);
  const revision = running.row.form_revision;
  const present = { revision, answers: current, notSaved: save.answers };
  if (!formIsOpen(running.file)) throw new Refusal('form.not-open', present);
  if (save.revision > revision) throw new Refusal('form.changed', present);

  const fields = new Map(fieldsOf(running.pack, running.procedure).map((field) => [field.id, field]));
  const changes: FieldChange[] = [];
  const faults: FieldRefusal[] = [];
  for (const [id, after] of Object.entries(save.answers)) {
    const field = fields.get(id);
    if (!field) faults.push({ path: id, code: 'unknown', message: '没有这一项' });
    else {
      const fault = after === null ? null : checkAnswer(field, after);
      if (fault) faults.push(fault);
      const before = stored.get(id)?.kept ?? null;
      if (field.kind !== 'contact') {
        if (before !== after) changes.push({ field: id, before, after });
      } else if (after !== (current[id] ?? null) && after !== opened(services, caseId, id, before)) {
        changes.push({ field: id, before, after: after === null ? null : sealed(services, caseId, id, String(after)) });
      }
    }
  }
  if (faults.length > 0) throw new Refusal('input.invalid', present, faults);
  const revisions = await lastRevisions(tx, caseId);
  const raced = changes.filter(({ field }) => (revisions.get(field) ?? 0) > save.revision);
  if (raced.length > 0) {
    const message = '他人已修改此项，请核对';
    throw new Refusal(
      'form.changed',
      present,
      raced.map(({ field }) => ({ path: field, code: 'form.changed', message })),
    );
  }
  if (changes.length === 0) return { revision, answers: current };

  const chosen = changes.find(({ field }) => fields.get(field)?.kind === 'recommender' && !field.startsWith('change.'));
  if (chosen) await chooseRecommender(tx, running, chosen.after === null ? null : shown(chosen.after));
  await writeAnswers(tx, caseId, revision + 1, changes, actor, services.clock.now().toString());
  await markActed(tx, caseId, running.row.pass);
  recordChange(tx, {
    kind: 'case',
    id: caseId,
    after: { formRevision: revision + 1, fields: changes.map(({ field }) => field) },
  });
  const next: Record<string, Answer> = { ...current };
  for (const { field, after } of changes) {
    if (after === null) delete next[field];
    else next[field] = shown(after);
  }
  return { revision: revision + 1, answers: next };
}

const placeOf = (caseId: string, field: string) => ({ table: 'case_answer', row: caseId, field });

function sealed({ config }: CaseServices, caseId: string, field: string, text: string): Kept {
  const kept = seal(text, placeOf(caseId, field), config.encryptionKey);
  return { sealed: kept.toString('base64'), masked: maskContact(text) };
}

function opened({ config }: CaseServices, caseId: string, field: string, kept: Kept | null): Answer | null {
  if (kept === null || typeof kept !== 'object') return kept;
  return unseal(Buffer.from(kept.sealed, 'base64'), placeOf(caseId, field), config.encryptionKey);
}

/** A contact in the clear; the reading and its reason go into the audit. */
export async function readContact(
  tx: Tx,
  services: CaseServices,
  { caseId, field, reason }: { caseId: string; field: string; reason: string },
): Promise<string> {
  const found = (await answersOf(tx, caseId)).get(field);
  if (!found || typeof found.kept !== 'object') throw new Refusal('not-found', { field });
  recordChange(tx, { kind: 'case', id: caseId, after: { unmasked: [field], reason } });
  return String(opened(services, caseId, field, found.kept));
}

/** The body of a pack that the applicant chooses. */
export const chosenBody = (bodies: Readonly<Record<string, Body>>) =>
  Object.values(bodies).find((body) => body.is === 'chosen');

async function chooseRecommender(tx: Tx, { row, pack }: Running, id: Answer | null): Promise<void> {
  const body = chosenBody(pack.bodies);
  if (!body) return;
  if (id !== null) {
    const allowed = await recommendersFor(tx, body, row.territory_id, pack.territory.code, '', String(id));
    if (allowed.length === 0 || id === row.applicant_id) {
      throw new Refusal('input.invalid', {}, [
        { path: 'recommender', code: 'option', message: `不在可选的${body.name}之内` },
      ]);
    }
  }
  await setRecommender(tx, row.id, id === null ? null : String(id));
}

/** Puts a file into a slot: an evidence id of the pack, or a form field of kind file. */
export async function addEvidence(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  slot: string,
  file: Pick<NewFile, 'name' | 'content'>,
): Promise<string> {
  const { row, pack, procedure, file: standing } = await lockRunning(tx, caseId);
  if (!formIsOpen(standing)) throw new Refusal('form.not-open', { slot });
  const known =
    Object.hasOwn(pack.evidence, slot) ||
    fieldsOf(pack, procedure).some(({ id, kind }) => id === slot && kind === 'file');
  if (!known) throw new Refusal('input.invalid', {}, [{ path: 'slot', code: 'unknown', message: '没有这一项材料' }]);
  const sealed = await sealFile(tx, services, actor, { ...file, about: 'case', aboutId: caseId });
  const id = await insertEvidence(tx, caseId, slot, sealed.id, services.clock.now().toString(), actor.personId);
  await markActed(tx, caseId, row.pass);
  return id;
}

/** What a file proves. Refused where somebody else wrote something other than `before` meanwhile. */
export async function explainEvidence(
  tx: Tx,
  caseId: string,
  id: string,
  { says, before }: { says: string; before: string },
): Promise<void> {
  const { row, file } = await lockRunning(tx, caseId);
  if (!formIsOpen(file)) throw new Refusal('form.not-open', { evidence: id });
  const found = (await evidenceOf(tx, caseId)).find((one) => one.id === id);
  if (!found) throw new Refusal('not-found', { evidence: id });
  if (found.says !== before) throw new Refusal('form.changed', { says: found.says });
  await tx.updateTable('case_evidence').set({ says }).where('id', '=', id).execute();
  await markActed(tx, caseId, row.pass);
  recordChange(tx, { kind: 'case', id: caseId, before: { evidence: id, says: before }, after: { evidence: id, says } });
}

export async function takeEvidenceAway(tx: Tx, services: CaseServices, caseId: string, id: string): Promise<void> {
  const { file } = await lockRunning(tx, caseId);
  if (!formIsOpen(file)) throw new Refusal('form.not-open', { evidence: id });
  if (!(await removeEvidence(tx, caseId, id, services.clock.now().toString())))
    throw new Refusal('not-found', { evidence: id });
  recordChange(tx, { kind: 'case', id: caseId, before: { evidence: id } });
}

import { seal, unseal } from '../../identity/people/personal-data.ts';
import type { Actor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { newReceipt } from '../../kernel/receipt.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { FileType } from '../../platform/files/file-type.ts';
import type { Services } from '../../platform/services.ts';
import { sealFile } from '../../records/files/file.actions.ts';
import type { ProblemReport } from './problem.contract.ts';
import {
  carrierExists,
  carrierOfPlaque,
  insertProblem,
  insertProblemFile,
  lockProblem,
  sealedContact,
  writeAnswer,
} from './problem.store.ts';

export const PROBLEM_FILE_TYPES: readonly FileType[] = ['pdf', 'jpg', 'png', 'webp', 'docx', 'doc', 'ofd'];

const placeOf = (row: string, field: 'name' | 'phone') => ({ table: 'problem_report', row, field });

/** Takes in a report from anyone; the receipt is the only way back to its answer. */
export async function reportProblem(
  tx: Tx,
  services: Services,
  actor: Actor,
  report: ProblemReport,
  files: readonly { name: string; content: Uint8Array }[],
): Promise<{ receipt: string }> {
  const { clock, config } = services;
  const id = newId();
  const receipt = newReceipt('WT', clock.today());
  const { topic, plaqueToken, page, says, name, phone } = report;
  if (report.carrierId && !(await carrierExists(tx, report.carrierId)))
    throw new Refusal('input.invalid', {}, [{ path: 'carrierId', code: 'reference', message: '没有这家载体' }]);
  const carrierId = report.carrierId ?? (plaqueToken ? await carrierOfPlaque(tx, plaqueToken) : undefined) ?? null;
  const sealed = (text: string | null, field: 'name' | 'phone') =>
    text === null ? null : seal(text, placeOf(id, field), config.encryptionKey);
  await insertProblem(tx, {
    id,
    receipt,
    topic,
    carrierId,
    plaqueToken,
    page,
    says,
    nameSealed: sealed(name, 'name'),
    phoneSealed: sealed(phone, 'phone'),
    phoneLast4: phone?.slice(-4) ?? null,
    at: clock.now().toString(),
  });
  for (const { name: fileName, content } of files) {
    const file = await sealFile(tx, services, actor, {
      name: fileName,
      content,
      about: 'problem',
      aboutId: id,
      accept: PROBLEM_FILE_TYPES,
    });
    await insertProblemFile(tx, id, file.id);
  }
  recordChange(tx, { kind: 'problem', id, after: { receipt, topic, carrierId, files: files.length } });
  return { receipt };
}

/** Answers once; without an answer the report is closed. */
export async function answerProblem(
  tx: Tx,
  { clock }: Services,
  actor: Actor,
  { problemId, version, answer }: { problemId: string; version: number; answer: string | null },
): Promise<void> {
  const before = await lockProblem(tx, problemId);
  if (!before) throw new Refusal('not-found', { problem: problemId });
  if (before.version !== version || before.state !== 'received') throw new Refusal('conflict', { state: before.state });
  const state = answer === null ? 'closed' : 'answered';
  await writeAnswer(tx, problemId, { state, answer, at: clock.now().toString(), by: actor.personId });
  recordChange(tx, { kind: 'problem', id: problemId, before: { state: before.state }, after: { state, answer } });
}

/** Name and phone in the clear; the reading and its reason go into the audit. */
export async function readContact(tx: Tx, { config }: Services, problemId: string, reason: string) {
  const row = await sealedContact(tx, problemId);
  if (!row) throw new Refusal('not-found', { problem: problemId });
  const open = (sealed: Buffer | null, field: 'name' | 'phone') =>
    sealed && unseal(sealed, placeOf(problemId, field), config.encryptionKey);
  recordChange(tx, { kind: 'problem', id: problemId, after: { unmasked: ['name', 'phone'], reason } });
  return { name: open(row.name_sealed, 'name'), phone: open(row.phone_sealed, 'phone') };
}

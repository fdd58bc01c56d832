import { randomInt } from 'node:crypto';
import { loadWorkingCalendar } from '../../identity/calendar/calendar.store.ts';
import { maskPhone, type SealedPlace, seal, unseal } from '../../identity/people/personal-data.ts';
import { type Actor, PUBLIC } from '../../kernel/actor.ts';
import { dayOf, yearOf } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { dueMoment } from '../../kernel/working-days.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { FileType } from '../../platform/files/file-type.ts';
import { nextSerial } from '../../platform/serials/serial.ts';
import { sealFile } from '../../records/files/file.actions.ts';
import { lockCase } from '../casefile/casefile.store.ts';
import { advance, cancelTask, completeTask, noteEvent, openTask } from '../casefile/interpreter.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { STEP_ROLES } from '../casefile/task.ts';
import { phoneHash, plainPhone } from '../experts/phone.ts';
import { settle } from '../notices/notice.actions.ts';
import { endNoticeCase, entriesOf, lockNotice } from '../notices/notice.store.ts';
import { isInTime, type NoticeState } from '../notices/notice.ts';
import {
  evidenceOf,
  insertObjection,
  insertReading,
  lockObjection,
  type ObjectionRow,
  objectionById,
  openObjections,
  saveObjection,
} from './objection.store.ts';
import { checkHeard, checkLodged, leaks, nextState, type ObjectionDeed, type ObjectionState } from './objection.ts';

type SealedField = 'name' | 'unit' | 'phone' | 'original';
const place = (id: string, field: SealedField): SealedPlace => ({ table: 'objection', row: id, field });

export interface Lodging {
  readonly noticeId: string;
  readonly caseId: string;
  readonly kind: 'individual' | 'unit';
  readonly name: string;
  readonly unit: string | null;
  readonly phone: string;
  readonly text: string;
  readonly seal: { readonly filename: string; readonly content: Uint8Array } | null;
  /** Photos and papers that show the facts; read with the original, by the issuing body alone. */
  readonly evidence?: readonly { readonly filename: string; readonly content: Uint8Array }[];
}

const SCANS: readonly FileType[] = ['pdf', 'jpg', 'png'];
const EVIDENCE: readonly FileType[] = [...SCANS, 'webp', 'docx', 'doc', 'xlsx', 'xls', 'ofd'];

/**
 * Takes an objection of the public in: named, with a phone, within the period. What was written is encrypted as it
 * came; who wrote it is known to the issuing body alone.
 *
 * @throws Refusal `notice.not-in-time` for a late one; `input.invalid` at the field for an anonymous one
 */
export async function lodgeObjection(
  tx: Tx,
  services: CaseServices,
  { address, requestId }: { address: string | null; requestId: string | null },
  lodging: Lodging,
): Promise<{ receipt: string; receivedAt: string }> {
  const { clock, config } = services;
  const key = config.encryptionKey;
  // The case before the notice, as every other command locks them.
  const file = await lockCase(tx, lodging.caseId);
  const notice = await lockNotice(tx, lodging.noticeId);
  const now = clock.now();
  if (notice.state === 'draft') throw new Refusal('not-found');
  if (!isInTime({ state: notice.state as NoticeState, ends_at: notice.ends_at }, now))
    throw new Refusal('notice.not-in-time', { firstDay: notice.first_day, lastDay: notice.last_day });
  checkLodged({ ...lodging, hasSeal: lodging.seal !== null });
  const entry = (await entriesOf(tx, notice.id)).find(({ caseId }) => caseId === lodging.caseId);
  if (!entry || entry.endedAt !== null || file.pass !== entry.pass || file.step_kind !== 'publicNotice')
    throw new Refusal('input.invalid', {}, [
      { path: 'caseId', code: 'reference', message: '该单位不在本次公示名单内或已终止公示' },
    ]);
  const id = newId();
  const at = now.toString();
  const actor: Actor = { ...PUBLIC, address, requestId };
  const scan =
    lodging.kind === 'unit' && lodging.seal
      ? await sealFile(tx, services, actor, {
          name: lodging.seal.filename,
          content: lodging.seal.content,
          about: 'objection',
          aboutId: id,
          accept: SCANS,
        })
      : null;
  for (const { filename, content } of lodging.evidence ?? [])
    await sealFile(tx, services, actor, { name: filename, content, about: 'objection', aboutId: id, accept: EVIDENCE });
  const phone = plainPhone(lodging.phone);
  const receipt = await newReceipt(tx, yearOf(dayOf(now)));
  await insertObjection(tx, {
    id,
    receipt,
    notice_id: notice.id,
    case_id: lodging.caseId,
    pass: entry.pass,
    kind: lodging.kind,
    name_sealed: seal(lodging.name.trim(), place(id, 'name'), key),
    unit_sealed: lodging.kind === 'unit' && lodging.unit ? seal(lodging.unit.trim(), place(id, 'unit'), key) : null,
    phone_sealed: seal(phone, place(id, 'phone'), key),
    phone_last4: phone.slice(-4),
    phone_hash: phoneHash(phone, key),
    original_sealed: seal(lodging.text.trim(), place(id, 'original'), key),
    seal_file_id: scan?.id ?? null,
    received_at: at,
  });
  await openTask(tx, services, lodging.caseId, {
    organisationId: notice.organisation_id,
    role: STEP_ROLES.publicNotice,
    personId: null,
    data: { objectionId: id, receipt },
  });
  await noteEvent(tx, services, actor, lodging.caseId, { verb: 'object', internal: true, data: { receipt } });
  recordChange(tx, { kind: 'objection', id, after: { receipt, notice: notice.id, case: lodging.caseId } });
  return { receipt, receivedAt: at };
}

/** YY + year + serial + four signs that keep receipts from being counted through. */
async function newReceipt(tx: Tx, year: number): Promise<string> {
  const serial = await nextSerial(tx, `objection:${year}`);
  const check = Array.from({ length: 4 }, () => '23456789ABCDEFGHJKMNPQRSTUVWXYZ'[randomInt(31)]).join('');
  return `YY${year}${String(serial).padStart(5, '0')}${check}`;
}

/** Opens one sealed part for whoever handles it; each look is kept with its reason. */
export async function readSealed(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  id: string,
  what: 'original' | 'objector' | 'seal',
  reason: string,
) {
  const row = await objectionById(tx, id);
  if (actor.personId === null) throw new Refusal('not-signed-in');
  await insertReading(tx, { objectionId: id, at: services.clock.now().toString(), by: actor.personId, what, reason });
  recordChange(tx, { kind: 'objection', id, after: { read: what, reason } });
  const open = (sealed: Buffer, field: SealedField) => unseal(sealed, place(id, field), services.config.encryptionKey);
  return {
    what,
    text: what === 'original' ? open(row.original_sealed, 'original') : null,
    name: what === 'objector' ? open(row.name_sealed, 'name') : null,
    unit: what === 'objector' && row.unit_sealed ? open(row.unit_sealed, 'unit') : null,
    phone: what === 'objector' ? open(row.phone_sealed, 'phone') : null,
    sealFileId: what === 'seal' ? row.seal_file_id : null,
    evidence: what === 'original' ? await evidenceOf(tx, id) : [],
  };
}

/** 张*, 138****5678 */
export function maskedObjector(row: ObjectionRow, key: Buffer): { objector: string; phone: string } {
  const name = unseal(row.name_sealed, place(row.id, 'name'), key);
  return {
    objector: `${name.slice(0, 1)}${'*'.repeat(Math.max(1, [...name].length - 1))}`,
    phone: maskPhone(unseal(row.phone_sealed, place(row.id, 'phone'), key)),
  };
}

/** Locks the case first, as every command on a case does. */
async function lockOpen(tx: Tx, actor: Actor, id: string, version: number): Promise<ObjectionRow> {
  const { case_id } = await objectionById(tx, id);
  await lockCase(tx, case_id);
  const row = await lockObjection(tx, id);
  if (row.version !== version) throw new Refusal('conflict', { version: row.version });
  if (actor.personId === null) throw new Refusal('not-signed-in');
  return row;
}

/** Keeps the copy that others may read. It must not name the objector. */
export async function redact(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  id: string,
  version: number,
  text: string,
): Promise<void> {
  const row = await lockOpen(tx, actor, id, version);
  if (row.decided_at !== null) throw new Refusal('objection.wrong-state', { state: row.state });
  const key = services.config.encryptionKey;
  const secrets = [
    unseal(row.name_sealed, place(id, 'name'), key),
    unseal(row.phone_sealed, place(id, 'phone'), key),
    ...(row.unit_sealed ? [unseal(row.unit_sealed, place(id, 'unit'), key)] : []),
  ];
  if (leaks(text, secrets).length > 0)
    throw new Refusal('objection.names-objector', {}, [
      { path: 'text', code: 'objector', message: '文本中仍有异议人的姓名、单位或电话，请隐去' },
    ]);
  const at = services.clock.now().toString();
  await saveObjection(tx, id, { redacted: text, redacted_at: at, redacted_by: actor.personId, version: version + 1 });
  recordChange(tx, { kind: 'objection', id, after: { redacted: true } });
}

/** Asks the party for its side, with the redacted copy, by a day. */
export async function askParty(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  id: string,
  version: number,
  workingDays: number,
): Promise<void> {
  const row = await lockOpen(tx, actor, id, version);
  const state = nextState(row.state as ObjectionState, 'ask');
  if (row.redacted === null) throw new Refusal('objection.not-redacted');
  const now = services.clock.now();
  const limit = { from: dayOf(now), workingDays, countFirst: false };
  const due = dueMoment(limit, await loadWorkingCalendar(tx));
  await saveObjection(tx, id, {
    state,
    version: version + 1,
    asked_at: now.toString(),
    due_on: due.day,
    due_at: due.at.toString(),
    due_provisional: due.provisional,
    due_working_days: workingDays,
  });
  const { applicant_id } = await lockCase(tx, row.case_id);
  await openTask(tx, services, row.case_id, {
    organisationId: applicant_id,
    role: 'operator',
    personId: null,
    data: { objectionId: id, dueOn: due.day },
  });
  const data = { objectionId: id, dueOn: due.day };
  await noteEvent(tx, services, actor, row.case_id, { verb: 'object', opinion: '听取意见', internal: false, data });
  recordChange(tx, { kind: 'objection', id, before: { state: row.state }, after: { state, dueOn: due.day } });
}

/** The party's statement. In time or not, it is heard as long as nothing is decided. */
export async function stateSide(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  id: string,
  version: number,
  text: string,
): Promise<void> {
  const row = await lockOpen(tx, actor, id, version);
  const state = nextState(row.state as ObjectionState, 'state');
  const at = services.clock.now().toString();
  await saveObjection(tx, id, {
    state,
    statement: text,
    stated_at: at,
    stated_by: actor.personId,
    version: version + 1,
  });
  await finishTasks(tx, services, actor, row, 'party', '已陈述意见');
  recordChange(tx, { kind: 'objection', id, before: { state: row.state }, after: { state } });
}

/** The answer: after the party was heard, with reasons for the file and a reply to the objector. */
export async function answerObjection(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  id: string,
  version: number,
  answer: { result: 'upheld' | 'dismissed'; reasons: string; reply: string },
): Promise<void> {
  const row = await lockOpen(tx, actor, id, version);
  const deed: ObjectionDeed = answer.result === 'upheld' ? 'uphold' : 'dismiss';
  const now = services.clock.now();
  checkHeard({ state: row.state as ObjectionState, due_at: row.due_at, due_provisional: row.due_provisional }, now);
  const state = nextState(row.state as ObjectionState, deed);
  const at = now.toString();
  await saveObjection(tx, id, {
    state,
    version: version + 1,
    reasons: answer.reasons,
    reply: answer.reply,
    decided_at: at,
    decided_by: actor.personId,
  });
  await finishTasks(tx, services, actor, row, 'all', `异议${answer.result === 'upheld' ? '成立' : '不成立'}`);
  recordChange(tx, { kind: 'objection', id, before: { state: row.state }, after: { state } });
  if (answer.result === 'upheld') {
    await endNoticeCase(tx, row.case_id, row.pass, 'upheld', at);
    await advance(tx, services, actor, row.case_id, 'upheld', { pass: row.pass, opinion: answer.reasons });
  } else await settle(tx, services, row.case_id, row.pass, at);
}

/** Tasks that were opened for this objection: the actor's own are done, the party's that it no longer needs to do end. */
async function finishTasks(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  row: ObjectionRow,
  whose: 'party' | 'all',
  opinion: string,
): Promise<void> {
  const tasks = await tx
    .selectFrom('task')
    .select(['id', 'organisation_id', 'role', 'data', 'person_id'])
    .where('case_id', '=', row.case_id)
    .where('pass', '=', row.pass)
    .where('state', '=', 'open')
    .execute();
  for (const task of tasks) {
    if ((task.data as { objectionId?: string }).objectionId !== row.id) continue;
    const isOurs = task.organisation_id === actor.organisationId;
    if (!isOurs && whose === 'party') continue;
    if (!isOurs) await cancelTask(tx, services, task.id);
    else {
      if (task.person_id !== null && task.person_id !== actor.personId) throw new Refusal('task.not-yours');
      const holder = { ...actor, roles: [...actor.roles, task.role as Actor['roles'][number]] };
      await completeTask(tx, services, holder, task.id, 'object', opinion);
    }
  }
}

/** The case left the notice: what was not answered has nothing left to be about. */
export async function endObjections(tx: Tx, caseId: string, pass: number, at: string): Promise<void> {
  for (const row of await openObjections(tx, caseId, pass)) {
    await saveObjection(tx, row.id, {
      state: nextState(row.state as ObjectionState, 'end'),
      decided_at: at,
      reply: '您所提异议针对的事项已经终止，不再继续审查。',
      version: row.version + 1,
    });
    recordChange(tx, { kind: 'objection', id: row.id, before: { state: row.state }, after: { state: 'moot' } });
  }
}

/** A year's calendar was published: the days by which parties must speak are computed again. */
export async function onCalendarChangedForObjections(tx: Tx): Promise<void> {
  const calendar = await loadWorkingCalendar(tx);
  const waiting = await tx
    .selectFrom('objection')
    .selectAll()
    .where('due_provisional', '=', true)
    .where('decided_at', 'is', null)
    .forUpdate()
    .execute();
  for (const { id, asked_at, due_working_days } of waiting) {
    if (asked_at === null || due_working_days === null) continue;
    const from = dayOf(Temporal.Instant.from(asked_at));
    const due = dueMoment({ from, workingDays: due_working_days, countFirst: false }, calendar);
    await saveObjection(tx, id, { due_on: due.day, due_at: due.at.toString(), due_provisional: due.provisional });
  }
}

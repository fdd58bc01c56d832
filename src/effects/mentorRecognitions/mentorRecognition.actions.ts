import { tellParty } from '../../cases/casefile/casefile.store.ts';
import { noteEvent } from '../../cases/casefile/interpreter.ts';
import type { CaseServices, EffectHandler, Matter, OutcomeContext, PaperWriter } from '../../cases/casefile/steps.ts';
import { signedDecision, signedFor } from '../../cases/decisions/decision.store.ts';
import { openForPurpose } from '../../cases/intake/intake.actions.ts';
import { issuerOf } from '../../cases/notices/notice.store.ts';
import { packByHash, procedureOf } from '../../cases/packs/pack.actions.ts';
import type { Actor } from '../../kernel/actor.ts';
import { addDays, addMonths, type Day, formatDay, yearOf } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { nextSerial, numberFrom } from '../../platform/serials/serial.ts';
import { findCarrier } from '../../records/carriers/carrier.store.ts';
import { readFile } from '../../records/files/file.actions.ts';
import { type MentorAtWork, mentorAtWork } from '../../records/mentoring/mentoring.store.ts';
import { sealCertificate, validity } from '../certificates/certificate.actions.ts';
import {
  endRecognition,
  heldRecognition,
  insertRecognition,
  lastRecognition,
  type RecognitionRow,
  recognitionById,
  recognitionOfCase,
  recognitionsOf,
} from './mentorRecognition.store.ts';
import { RECOGNITION_STATES, RENEWAL_DAYS, stateOn } from './mentorRecognition.ts';

/** What the pack recognises a mentor as, and the mentor as the space keeps them today. */
async function subjectOf(tx: Tx, { file, procedure, today }: Pick<OutcomeContext, 'file' | 'procedure' | 'today'>) {
  if (!procedure.recognises || file.mentor_id === null) throw new Error(`${file.number} recognises nobody`);
  const mentor = await mentorAtWork(tx, file.mentor_id, today);
  if (!mentor) throw new Refusal('mentor.not-here');
  return { recognises: procedure.recognises, mentor };
}

/** 认定导师: a number, a validity and the certificate, sealed. One that renews begins when the one before is over. */
export const recogniseMentor: EffectHandler = async (tx, context) => {
  const { actor, file, pack, now, today } = context;
  const { recognises, mentor } = await subjectOf(tx, context);
  const decision = await signedDecision(tx, file.id);
  const organisationId = decision?.organisation_id ?? actor.organisationId;
  if (!organisationId) throw new Error(`nobody recognised ${file.number}`);
  const last = await lastRecognition(tx, mentor.mentorId, pack.id);
  if (last && last.validTo === null) throw new Refusal('mentor.recognised');
  const validFrom = last?.validTo && last.validTo >= today ? addDays(last.validTo, 1) : today;
  const { validMonths, certificate, name } = recognises;
  const validTo = validMonths === null ? null : addDays(addMonths(validFrom, validMonths), -1);
  const serial = await nextSerial(tx, `mentor:${certificate.number}:${yearOf(today)}`);
  const number = numberFrom(certificate.number, yearOf(today), serial);
  const granter = await issuerOf(tx, organisationId);
  const carrier = await findCarrier(tx, file.carrier_id);
  const face = {
    title: certificate.title,
    number,
    holder: mentor.name,
    text: `根据《${pack.title}》，经审核、公示，认定${mentor.name}为${name}。\n特发此证。`,
    fields: [
      { label: '推荐载体', value: carrier?.name ?? '' },
      { label: '有效期', value: validity(validFrom, validTo) },
    ],
    organs: [granter],
    day: today,
  };
  const sealed = await sealCertificate(tx, context, face);
  const row = {
    id: newId(),
    mentor_id: mentor.mentorId,
    carrier_id: file.carrier_id,
    case_id: file.id,
    pack_id: pack.id,
    pack_hash: file.pack_hash,
    mentor_name: mentor.name,
    name,
    number,
    territory_id: file.territory_id,
    organisation_id: organisationId,
    valid_from: validFrom,
    valid_to: validTo,
    issued_at: now,
    file_id: sealed.id,
    sha256: sealed.sha256,
  };
  await insertRecognition(tx, row);
  recordChange(tx, { kind: 'mentorRecognition', id: row.id, after: row });
};

/** 撤销: by the signed decision, with its clause, from its day on. */
export const revokeMentor: EffectHandler = async (tx, context) => {
  const { file, today } = context;
  const held = file.mentor_id === null ? undefined : await heldRecognition(tx, file.mentor_id, file.pack_id, today);
  const signed = await signedFor(tx, context);
  if (!held || !signed) throw new Refusal('mentor.not-recognised');
  const { reasons: reason, number, cites } = signed;
  const end = { on: today, ending: 'revoked' as const, reason, number, cites, caseId: file.id };
  if (!(await endRecognition(tx, held.id, end))) throw new Refusal('mentor.not-recognised');
  await tellParty(tx, file.id, file.pass);
  recordChange(tx, { kind: 'mentorRecognition', id: held.id, after: end });
};

/** The authority that recognised opens a case against what the mentor holds. */
export async function openRevocation(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  recognitionId: string,
  reason: string,
): Promise<string> {
  const today = services.clock.today();
  const row = await recognitionById(tx, recognitionId);
  if (!row || !isOver(actor, row)) throw new Refusal('not-found');
  if (!RECOGNITION_STATES[stateOn(row, today)].holds) throw new Refusal('mentor.not-recognised');
  const opened = await openForPurpose(tx, services, actor, {
    carrierId: row.carrierId,
    packId: row.packId,
    purpose: 'mentorRevocation',
    mentor: { mentorId: row.mentorId, name: row.mentorName },
  });
  await noteEvent(tx, services, actor, opened.id, { verb: 'open', opinion: reason, internal: true });
  return opened.id;
}

/** A department acts on what its territory recognised. */
const isOver = ({ territoryPath, organisationId }: Actor, row: RecognitionRow) =>
  row.organisationId === organisationId || (territoryPath !== null && row.territoryPath.startsWith(territoryPath));

/** 辞任: by the mentor, or by the space for the mentor; from the next day on. */
export async function resign(
  tx: Tx,
  { clock }: Pick<CaseServices, 'clock'>,
  of: { mentorId: string; recognitionId: string; reason: string },
): Promise<void> {
  const found = (await recognitionsOf(tx, of.mentorId)).find(({ id }) => id === of.recognitionId);
  if (!found) throw new Refusal('not-found');
  const end = { on: clock.today(), ending: 'resigned' as const, reason: of.reason };
  if (!(await endRecognition(tx, found.id, end))) throw new Refusal('mentor.not-recognised');
  recordChange(tx, { kind: 'mentorRecognition', id: found.id, after: end });
}

/** What stands against the mentor: what was recognised, and by which decision it ends. */
export const mentorRevocationMatter: Matter = {
  async of(tx, file) {
    const day = file.judged_on ?? file.opened_at.slice(0, 10);
    const held = file.mentor_id === null ? undefined : await heldRecognition(tx, file.mentor_id, file.pack_id, day);
    const { step } = file;
    const { steps } = procedureOf(await packByHash(tx, file.pack_hash), file.procedure_id);
    return { recognition: held?.number ?? null, cites: steps.find(({ id }) => id === step)?.cites ?? null };
  },
  async suggest(tx, { file, today }) {
    const held = file.mentor_id === null ? undefined : await heldRecognition(tx, file.mentor_id, file.pack_id, today);
    if (!held) return { outcome: 'refused', reasons: '该导师目前没有有效的认定。' };
    return { outcome: 'granted', reasons: `经核实，${held.mentorName}(${held.number})不再符合认定的要求。` };
  },
  async letter(tx, { file, today }, outcome) {
    const [last] = (file.mentor_id === null ? [] : await recognitionsOf(tx, file.mentor_id)).filter(
      ({ packId }) => packId === file.pack_id,
    );
    const what = `${last?.mentorName ?? ''}的${last?.name ?? '认定'}(${last?.number ?? ''})`;
    return [outcome === 'granted' ? `自${formatDay(today)}起撤销${what}，证书失效。` : `不撤销${what}。`];
  },
};

/** The paper of the case is the certificate itself, byte for byte. */
export const mentorCertificatePaper: PaperWriter = async (tx, { services, file }) => {
  const found = await recognitionOfCase(tx, file.id);
  if (!found) throw new Error(`${file.number} recognised nobody`);
  const { name, mediaType, body } = await readFile(tx, services, found.fileId);
  return [{ name, mediaType, body }];
};

/** Sealed with the decision: the mentor and what one had done for the teams by then. */
export const mentorMatter: Matter = {
  async of(tx, file) {
    if (file.mentor_id === null) return { mentor: null };
    const day = file.judged_on ?? file.opened_at.slice(0, 10);
    return { mentor: (await mentorAtWork(tx, file.mentor_id, day)) ?? null };
  },
  async suggest(tx, { file, today }) {
    const mentor = file.mentor_id === null ? undefined : await mentorAtWork(tx, file.mentor_id, today);
    if (!mentor) return { outcome: 'refused', reasons: '该导师已不在推荐载体的导师名录中。' };
    return { outcome: 'granted', reasons: `${workedWords(mentor)}，公示期满无未决异议。` };
  },
  async letter(tx, { file, pack }, outcome) {
    const { recognises } = procedureOf(await packByHash(tx, file.pack_hash), file.procedure_id);
    if (outcome === 'refused' || !recognises) return [`不认定为${recognises?.name ?? pack.designation.name}。`];
    const { name, validMonths } = recognises;
    return [`认定为${name}${validMonths === null ? '' : `，有效期${validMonths}个月`}。`];
  },
};

const workedWords = ({ name, sessions, minutes, teams, rating }: MentorAtWork) =>
  `${name}已辅导${teams}个团队${sessions}次，共${Math.round((minutes / 60) * 100) / 100}小时${
    rating === null ? '' : `，团队评价${rating.toFixed(1)}分`
  }`;

/** Recognised beyond the time in which a renewal may be asked for. */
export async function recognisedForGood(tx: Tx, mentorId: string, packId: string, on: Day): Promise<boolean> {
  const last = await lastRecognition(tx, mentorId, packId);
  return last !== undefined && (last.validTo === null || last.validTo > addDays(on, RENEWAL_DAYS));
}

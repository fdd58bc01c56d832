import type { EffectHandler, OutcomeContext } from '../../cases/casefile/steps.ts';
import { signedDecision, signedFor } from '../../cases/decisions/decision.store.ts';
import { packByHash } from '../../cases/packs/pack.actions.ts';
import { addDays, addMonths, yearOf } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { nextSerial, numberFrom } from '../../platform/serials/serial.ts';
import { setChangeProcedure } from '../../records/carriers/carrier.actions.ts';
import {
  changedBy,
  type DesignationRow,
  insertDesignation,
  insertEvent,
  isUnderRectification,
  lockDesignation,
  lockHeld,
  type StateEvent,
  saveState,
} from './designation.store.ts';
import { type DesignationDeed, type Level, rankOf, stateAfter } from './designation.ts';

/** 授予资格: a number, a validity, and where the pack has a change procedure, material data that change by it alone. */
export const grantDesignation: EffectHandler = async (tx, { services, actor, file, pack, now, today }) => {
  if (await lockHeld(tx, file.carrier_id, pack.id)) throw new Refusal('designation.already-held');
  const decision = await signedDecision(tx, file.id);
  const organisationId = decision?.organisation_id ?? actor.organisationId;
  if (!organisationId) throw new Error(`nobody granted ${file.number}`);
  const template = pack.designation.certificate.number;
  const serial = await nextSerial(tx, `designation:${template}:${yearOf(today)}`);
  const { validMonths } = pack.designation;
  const row = {
    id: newId(),
    carrier_id: file.carrier_id,
    case_id: file.id,
    pack_id: pack.id,
    pack_hash: file.pack_hash,
    mode: pack.mode,
    name: pack.designation.name,
    level: pack.designation.level,
    number: numberFrom(template, yearOf(today), serial),
    state: 'valid',
    territory_id: file.territory_id,
    organisation_id: organisationId,
    holder_id: file.applicant_id,
    valid_from: today,
    valid_to: validMonths === null ? null : addDays(addMonths(today, validMonths), -1),
    created_at: now,
  };
  await insertDesignation(tx, row);
  await insertEvent(tx, row.id, null, 'valid', {
    at: now,
    on: today,
    caseId: file.id,
    reason: decision?.number ?? null,
    cites: pack.designation.cites ?? null,
  });
  if (pack.procedures.some(({ purpose }) => purpose === 'change'))
    await setChangeProcedure(tx, { actor, clock: services.clock }, file.carrier_id, pack.id);
  recordChange(tx, { kind: 'designation', id: row.id, after: row });
};

/** A deed that a decision orders on what the carrier holds. */
export async function changeHeld(
  tx: Tx,
  held: DesignationRow,
  deed: DesignationDeed,
  event: StateEvent,
): Promise<void> {
  const state = stateAfter(held.state as 'valid', deed);
  const ends = deed === 'revoke' || deed === 'lapse';
  await saveState(tx, held, { state, ...(ends ? { ended_on: event.on } : {}) }, event);
  recordChange(tx, { kind: 'designation', id: held.id, before: { state: held.state }, after: { state } });
}

/** Safe to run twice for one case: what it ended already stays ended by it. */
const ending =
  (deed: 'revoke' | 'lapse'): EffectHandler =>
  async (tx, context) => {
    const { services, actor, file, pack, now, today } = context;
    const held = await lockHeld(tx, file.carrier_id, pack.id);
    if (!held) {
      // A document that grants nothing takes nothing away here; its decision stands and is recorded.
      if (!pack.grants || (await changedBy(tx, file.id)).length > 0) return;
      throw new Refusal('designation.missing');
    }
    const signed = await signedFor(tx, context);
    const event = { at: now, on: today, caseId: file.id, reason: signed?.number ?? null, cites: signed?.cites ?? null };
    await changeHeld(tx, held, deed, event);
    // What no longer binds the carrier no longer keeps its data.
    if (pack.procedures.some(({ purpose }) => purpose === 'change'))
      await setChangeProcedure(tx, { actor, clock: services.clock }, file.carrier_id, null);
  };
export const revokeDesignation = ending('revoke');
export const lapseDesignation = ending('lapse');

/** 降低级别: held on, at a lower level. Safe to run twice: what is at that level or below it stays. */
export const downgradeDesignation: EffectHandler = async (tx, context) => {
  const { file, pack, now, today, ordered } = context;
  const held = await lockHeld(tx, file.carrier_id, pack.id);
  if (!held) throw new Refusal('designation.missing');
  const to = ordered?.level;
  if (!to) throw new Error(`no level was ordered in ${file.number}`);
  if (rankOf(held.level as Level) >= rankOf(to as Level)) return;
  const signed = await signedFor(tx, context);
  const document = { reason: signed?.number ?? null, cites: signed?.cites ?? null };
  const event = { at: now, on: today, caseId: file.id, ...document, levels: { from: held.level, to } };
  await saveState(tx, held, { state: held.state, level: to }, event);
  recordChange(tx, { kind: 'designation', id: held.id, before: { level: held.level }, after: { level: to } });
};

/** What a case ended, lowered or put under rectification is as it was before, from today; what ended it later stays ended. */
export async function restoreDesignations(tx: Tx, context: OutcomeContext, caseId: string): Promise<void> {
  const { services, actor, file, now, today } = context;
  const signed = await signedFor(tx, context);
  for (const { designation_id, from_state, to_state, from_level, to_level } of await changedBy(tx, caseId)) {
    const row = await lockDesignation(tx, designation_id);
    if (!row || from_state === null) continue;
    const why = { reason: signed?.number ?? null, cites: signed?.cites ?? null };
    if (from_level !== null) {
      if (row.level !== to_level) continue;
      const levels = { from: row.level, to: from_level };
      const change = { state: row.state, level: from_level };
      await saveState(tx, row, change, { at: now, on: today, caseId: file.id, ...why, levels });
      recordChange(tx, { kind: 'designation', id: row.id, before: { level: row.level }, after: { level: from_level } });
      continue;
    }
    if (row.state !== to_state) continue;
    if (row.ended_on !== null && (await lockHeld(tx, row.carrier_id, row.pack_id))) continue;
    const state = (await isUnderRectification(tx, row.id)) ? 'rectifying' : 'valid';
    const event = { at: now, on: today, caseId: file.id, ...why };
    await saveState(tx, row, { state, ended_on: null }, event);
    recordChange(tx, { kind: 'designation', id: row.id, before: { state: row.state }, after: { state } });
    const pack = await packByHash(tx, row.pack_hash);
    if (row.ended_on !== null && pack.procedures.some(({ purpose }) => purpose === 'change'))
      await setChangeProcedure(tx, { actor, clock: services.clock }, row.carrier_id, row.pack_id);
  }
}

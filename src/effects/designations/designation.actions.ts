import type { EffectHandler } from '../../cases/casefile/steps.ts';
import { signedDecision } from '../../cases/decisions/decision.store.ts';
import { addDays, addMonths, type Day, yearOf } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { nextSerial, numberFrom } from '../../platform/serials/serial.ts';
import { setChangeProcedure } from '../../records/carriers/carrier.actions.ts';
import { type DesignationRow, insertDesignation, insertEvent, lockHeld, saveState } from './designation.store.ts';
import { type DesignationDeed, stateAfter } from './designation.ts';

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
  event: { at: string; on: Day; caseId: string | null; reason: string | null },
): Promise<void> {
  const state = stateAfter(held.state as 'valid', deed);
  const ends = deed === 'revoke' || deed === 'lapse';
  await saveState(tx, held, { state, ...(ends ? { ended_on: event.on } : {}) }, event);
  recordChange(tx, { kind: 'designation', id: held.id, before: { state: held.state }, after: { state } });
}

const ending =
  (deed: 'revoke' | 'lapse'): EffectHandler =>
  async (tx, { services, actor, file, pack, now, today }) => {
    const held = await lockHeld(tx, file.carrier_id, pack.id);
    if (!held) throw new Refusal('designation.missing');
    const reason = (await signedDecision(tx, file.id))?.number ?? null;
    await changeHeld(tx, held, deed, { at: now, on: today, caseId: file.id, reason });
    // What no longer binds the carrier no longer keeps its data.
    if (pack.procedures.some(({ purpose }) => purpose === 'change'))
      await setChangeProcedure(tx, { actor, clock: services.clock }, file.carrier_id, null);
  };
export const revokeDesignation = ending('revoke');
export const lapseDesignation = ending('lapse');

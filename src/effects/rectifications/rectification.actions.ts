import type { EffectHandler } from '../../cases/casefile/steps.ts';
import { signedDecision } from '../../cases/decisions/decision.store.ts';
import { addMonths } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { parameterOn } from '../../policy/evaluate.ts';
import { changeHeld } from '../designations/designation.actions.ts';
import { lockHeld } from '../designations/designation.store.ts';

/** The parameter by which a pack says how long a rectification may take. */
export const RECTIFICATION_TERM = 'rectificationTerm';

/** 责令整改: the designation stays and says so; by when it must be put right, where the pack names a term. */
export const openRectification: EffectHandler = async (tx, { file, pack, now, today }) => {
  const held = await lockHeld(tx, file.carrier_id, pack.id);
  if (!held) throw new Refusal('designation.missing');
  const decision = await signedDecision(tx, file.id);
  const months = parameterOn(pack, RECTIFICATION_TERM, today);
  const row = {
    id: newId(),
    case_id: file.id,
    designation_id: held.id,
    opened_on: today,
    due_on: typeof months === 'number' ? addMonths(today, months) : null,
    reason: decision?.reasons ?? '',
  };
  await tx.insertInto('rectification').values(row).execute();
  await changeHeld(tx, held, 'rectify', { at: now, on: today, caseId: file.id, reason: decision?.number ?? null });
  recordChange(tx, { kind: 'rectification', id: row.id, after: row });
};

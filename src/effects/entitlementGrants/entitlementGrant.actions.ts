import type { EffectHandler } from '../../cases/casefile/steps.ts';
import { signedDecision } from '../../cases/decisions/decision.store.ts';
import { termOf } from '../../cases/entitlements/entitlement.ts';
import { newId } from '../../kernel/id.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { insertGrant } from './entitlementGrant.store.ts';

/** 准予享受: a record that it was granted, once in its term; of money, only the amount decided. */
export const grantEntitlement: EffectHandler = async (tx, { file, procedure, today }) => {
  const decision = await signedDecision(tx, file.id);
  const { entitles } = procedure;
  if (!decision?.number || !entitles || file.team_id === null) throw new Error(`${file.number} grants nothing`);
  const row = {
    id: newId(),
    case_id: file.id,
    team_id: file.team_id,
    pack_id: file.pack_id,
    pack_hash: file.pack_hash,
    procedure_id: file.procedure_id,
    says: entitles.says,
    term: termOf(entitles.times, today, file.id),
    organisation_id: decision.organisation_id,
    number: decision.number,
    granted_on: today,
    amount_fen: decision.amount_fen,
  };
  await insertGrant(tx, row);
  recordChange(tx, { kind: 'entitlementGrant', id: row.id, after: row });
};

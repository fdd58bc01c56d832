import type { EffectHandler } from '../../cases/casefile/steps.ts';
import { signedFor } from '../../cases/decisions/decision.store.ts';
import { findSanction } from '../../cases/sanctions/sanction.store.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { insertClaim } from './claim.store.ts';

/** 追回财政资金: what is owed, in fen, from the day of the decision; paid down by payments. One of a case. */
export const claimRecovery: EffectHandler = async (tx, context) => {
  const { file, pack, procedure, now, today } = context;
  const sanction = await findSanction(tx, file.id);
  const asked = (sanction?.ordered ?? sanction?.consequences ?? []).find(({ effect }) => effect === 'claimRecovery');
  if (!asked?.amount) throw new Refusal('claim.no-amount');
  const signed = await signedFor(tx, context);
  const row = {
    id: newId(),
    case_id: file.id,
    organisation_id: file.applicant_id,
    carrier_id: file.carrier_id,
    territory_id: file.territory_id,
    pack_id: pack.id,
    amount: asked.amount,
    balance: asked.amount,
    cites: signed?.cites ?? procedure.cites,
    reason: signed?.reasons ?? '',
    number: signed?.number ?? null,
    ordered_on: today,
    created_at: now,
  };
  await insertClaim(tx, row);
  recordChange(tx, { kind: 'claim', id: row.id, after: row });
};

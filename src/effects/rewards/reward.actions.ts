import { writePaper } from '../../cases/casefile/interpreter.ts';
import type { EffectHandler, OutcomeContext } from '../../cases/casefile/steps.ts';
import { newId } from '../../kernel/id.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { recordCredit } from '../credit/credit.actions.ts';
import { insertReward } from './reward.store.ts';
import type { RewardKind } from './reward.ts';

async function give(tx: Tx, { file, pack, ordered, signed, now, today }: OutcomeContext, kind: RewardKind) {
  if (!ordered || !signed) throw new Error(`nothing was ordered in ${file.number}`);
  const { amount } = ordered;
  if (kind === 'amount' && amount?.fen == null) throw new Error(`no amount was set in ${file.number}`);
  const row = {
    id: newId(),
    kind,
    case_id: file.id,
    consequence: ordered.id,
    carrier_id: file.carrier_id,
    organisation_id: file.applicant_id,
    territory_id: file.territory_id,
    pack_id: pack.id,
    cites: ordered.cites,
    says: ordered.says,
    counted: ordered.counted,
    number: signed.number,
    on_day: today,
    level: kind === 'recommendation' ? ordered.level : null,
    addressee: kind === 'recommendation' ? ordered.addressee : null,
    amount: kind === 'amount' ? (amount?.fen ?? null) : null,
    shares: kind === 'amount' ? (amount?.shares ?? []) : [],
    categories: kind === 'amount' ? (amount?.categories ?? []) : [],
    created_at: now,
  };
  await insertReward(tx, row);
  recordChange(tx, { kind: 'reward', id: row.id, after: row });
}

/** 表彰: published, and a good record in the credit file. */
export const commend: EffectHandler = async (tx, context) => {
  await give(tx, context, 'commendation');
  await recordCredit(tx, { ...context, outcome: 'granted' });
};
export const givePriority: EffectHandler = (tx, context) => give(tx, context, 'priority');
/** 核定奖补: what is owed to the operator, with its shares; paying it is another deed. */
export const awardAmount: EffectHandler = (tx, context) => give(tx, context, 'amount');
/** 向上推荐, with the letter to the body above. */
export const recommendUpwards: EffectHandler = async (tx, context) => {
  await give(tx, context, 'recommendation');
  await writePaper(tx, 'upwardRecommendation', context);
};

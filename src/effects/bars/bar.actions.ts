import type { EffectHandler } from '../../cases/casefile/steps.ts';
import { signedDecision } from '../../cases/decisions/decision.store.ts';
import type { Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { barTerm, lastDay } from './bar.ts';

/** 限期不予受理: from the day of the decision for the pack's term; it ends by itself. */
export const barApplicant: EffectHandler = async (tx, { file, pack, procedure, now, today }) => {
  const { months, cites } = barTerm(pack, today);
  const decision = await signedDecision(tx, file.id);
  const row = {
    id: newId(),
    case_id: file.id,
    carrier_id: file.carrier_id,
    organisation_id: file.applicant_id,
    pack_id: pack.id,
    from_day: today,
    until_day: months === null ? null : lastDay(today, months),
    cites: cites || procedure.cites,
    reason: decision?.reasons ?? '',
    created_at: now,
  };
  await tx.insertInto('bar').values(row).execute();
  recordChange(tx, { kind: 'bar', id: row.id, after: row });
};

/** The bar that stands on a day against an organisation under a pack, the longest first. */
export async function barOf(
  tx: Tx,
  applicantId: string,
  packId: string,
  on: Day,
): Promise<{ until: Day; cites: string } | null> {
  const [row] = await sqlRows<{ until: Day; cites: string }>(
    tx,
    `select coalesce(until_day, '9999-12-31') as until, cites from bar
     where organisation_id = $1 and pack_id = $2 and from_day <= $3 and (until_day is null or until_day >= $3)
     order by until_day desc nulls first limit 1`,
    [applicantId, packId, on],
  );
  return row ?? null;
}

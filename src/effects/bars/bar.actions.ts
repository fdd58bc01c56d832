import type { EffectHandler } from '../../cases/casefile/steps.ts';
import { signedFor } from '../../cases/decisions/decision.store.ts';
import { findSanction } from '../../cases/sanctions/sanction.store.ts';
import type { Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { barTerm, lastDay } from '../../policy/bar.ts';

/** 限期不予受理: from the day of the decision for the pack's term; it ends by itself. One of a case, however often it runs. */
export const barApplicant: EffectHandler = async (tx, context) => {
  const { file, pack, procedure, now, today } = context;
  const term = barTerm(pack, today);
  const ordered = await findSanction(tx, file.id);
  const asked = (ordered?.ordered ?? ordered?.consequences ?? []).find(({ effect }) => effect === 'barApplicant');
  const months = term.months ?? asked?.months ?? null;
  const signed = await signedFor(tx, context);
  const row = {
    id: newId(),
    case_id: file.id,
    carrier_id: file.carrier_id,
    organisation_id: file.applicant_id,
    pack_id: pack.id,
    from_day: today,
    until_day: months === null ? null : lastDay(today, months),
    cites: term.cites || signed?.cites || procedure.cites,
    reason: signed?.reasons ?? '',
    number: signed?.number ?? null,
    created_at: now,
  };
  await tx
    .insertInto('bar')
    .values(row)
    .onConflict((c) => c.column('case_id').doNothing())
    .execute();
  recordChange(tx, { kind: 'bar', id: row.id, after: row });
};

/** The bar that stands on a day against an organisation under a pack, the longest first; until null: until it is lifted. */
export async function barOf(
  tx: Tx,
  applicantId: string,
  packId: string,
  on: Day,
): Promise<{ until: Day | null; cites: string } | null> {
  const [row] = await sqlRows<{ until: Day | null; cites: string }>(
    tx,
    `select until_day as until, cites from bar
     where organisation_id = $1 and pack_id = $2 and from_day <= $3 and (until_day is null or until_day >= $3)
       and (lifted_on is null or lifted_on > $3)
     order by until_day desc nulls first limit 1`,
    [applicantId, packId, on],
  );
  return row ?? null;
}

/** The decision it came from was overturned. */
export async function liftBars(tx: Tx, caseId: string, byCase: string, on: Day): Promise<void> {
  await sqlRows(tx, 'update bar set lifted_on = $3, lifted_case_id = $2 where case_id = $1 and lifted_on is null', [
    caseId,
    byCase,
    on,
  ]);
}

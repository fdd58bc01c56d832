import { supersede } from '../../cases/appeals/appeal.actions.ts';
import { caseById } from '../../cases/casefile/casefile.store.ts';
import type { EffectHandler } from '../../cases/casefile/steps.ts';
import { signedFor } from '../../cases/decisions/decision.store.ts';
import { packByHash, procedureOf } from '../../cases/packs/pack.actions.ts';
import type { EffectName } from '../../kernel/effect.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { liftBars } from '../bars/bar.actions.ts';
import { cancelClaim } from '../claims/claim.actions.ts';
import { strikeEntries } from '../credit/credit.store.ts';
import { restoreDesignations } from '../designations/designation.actions.ts';
import { endRectifications } from '../rectifications/rectification.actions.ts';
import { strikeRewards } from '../rewards/reward.store.ts';

/** What the upheld appeal against a refusal grants: all that needs no further hand. */
const GRANTS: readonly EffectName[] = ['applyChange', 'repairCredit'];
/** The plaque comes with the decision: the appeal has no award of its own. */
const DESIGNATION: readonly EffectName[] = ['grantDesignation', 'issueCertificate', 'awardPlaque'];

/**
 * 撤销原决定: what the earlier decision did is undone from today, and what it refused is granted. The earlier decision
 * stays sealed as it was; this one stands in its place.
 */
export const overturnDecision: EffectHandler = async (tx, context) => {
  const { services, file, today } = context;
  const { aboutCase } = await supersede(tx, file.id, today);
  await endRectifications(tx, context, aboutCase);
  await restoreDesignations(tx, context, aboutCase);
  await liftBars(tx, aboutCase, file.id, today);
  await cancelClaim(tx, context, aboutCase);
  await strikeEntries(tx, aboutCase, file.id, today);
  await strikeRewards(tx, aboutCase, file.id, today);
  recordChange(tx, { kind: 'case', id: aboutCase, after: { overturnedBy: file.number } });

  const about = await caseById(tx, aboutCase);
  if (about.result !== 'refused') return;
  const pack = await packByHash(tx, about.pack_hash);
  const procedure = procedureOf(pack, about.procedure_id);
  const refused: readonly string[] =
    procedure.steps.find(({ kind }) => kind === 'decision')?.outcomes.granted?.effects ?? [];
  const signed = await signedFor(tx, context);
  const cited = { ...context, pack, procedure, ...(signed ? { signed } : {}) };
  // A change and a repair are of their own case; a designation is of the decision that grants it.
  for (const effect of GRANTS)
    if (refused.includes(effect)) await services.effects[effect](tx, { ...cited, file: about });
  // Applied for anew and granted in the meantime, it is not granted twice.
  const held = await services.register.designationInForce(tx, about.carrier_id, pack.id, today);
  if (refused.includes('grantDesignation') && held === null)
    for (const effect of DESIGNATION) await services.effects[effect](tx, { ...cited, file });
};

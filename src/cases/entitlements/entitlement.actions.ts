import { teamFactSheet, valuesOf } from '../../facts/fact-sheet.ts';
import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import type { FactDefinition, FactValue } from '../../kernel/fact.ts';
import { fen, formatMoney } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { amountLimits, computeAmount } from '../../policy/amount.ts';
import type { Pack } from '../../policy/pack.ts';
import { ENTITLEMENT_TIMES, type FormField, type Procedure } from '../../policy/procedure.ts';
import { valueWords } from '../../policy/unit.ts';
import { findTeam } from '../../records/teams/team.store.ts';
import type { FOUNDER_CATEGORIES } from '../../records/teams/team.ts';
import { presentFindings } from '../assessments/assessment.actions.ts';
import { type CaseRow, caseById } from '../casefile/casefile.store.ts';
import type { CaseServices, Matter } from '../casefile/steps.ts';
import { findDecision } from '../decisions/decision.store.ts';
import { saveForm } from '../forms/form.actions.ts';
import type { Answer } from '../forms/form.ts';
import { judgeTeam } from '../graduations/graduation.actions.ts';
import { createCase, requireNotBarred, requireScope } from '../intake/intake.actions.ts';
import { carrierAtIntake } from '../intake/intake.store.ts';
import { packByHash, packInstalled, packOfCase, procedureOf } from '../packs/pack.actions.ts';
import { type OpenApplication, openApplications } from './entitlement.store.ts';
import { applicationsFor, deciderOf, hadIn, isOfProcedure } from './entitlement.ts';

const ORDER = { met: 0, unknown: 1, unmet: 2 } as const;

/** What documents give the founders of a team, what each lacks, what was applied for and granted. */
export async function entitlementsOf(tx: Tx, services: CaseServices, teamId: string, on: Day) {
  const { sheet, rows } = await judgeTeam(tx, teamId, on, ({ gives }) => gives !== null);
  const open = await Promise.all((await openApplications(tx, teamId)).map((one) => named(tx, one)));
  const granted = await services.register.entitlementsGranted(tx, teamId);
  return {
    on,
    categories: (sheet['team.founderCategories']?.value ?? []) as (typeof FOUNDER_CATEGORIES)[number]['code'][],
    rows: rows
      .flatMap((row) => (row.gives ? [{ ...row, gives: { ...row.gives, units: [...row.gives.units] } }] : []))
      .sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict])
      .map((row) => ({
        ...row,
        applications: applicationsFor(row.pack, row.set).map((procedure) => {
          const isMine = isOfProcedure(row.packId, procedure.id);
          const { says, times, amount } = procedure.entitles;
          const grants = granted.filter(isMine);
          return {
            procedureId: procedure.id,
            title: procedure.title,
            cites: procedure.cites,
            says,
            times,
            by: deciderOf(row.pack, procedure),
            evidence: procedure.form.flatMap(({ kind, label }) => (kind === 'file' ? [label] : [])),
            amount: row.pack.amounts.find(({ id }) => id === amount)?.says ?? null,
            open: open.find(isMine) ?? null,
            grants,
            isHad: hadIn(grants, times, on) !== undefined,
          };
        }),
      })),
  };
}

async function named(tx: Tx, one: OpenApplication) {
  const { steps } = procedureOf(await packByHash(tx, one.packHash), one.procedureId);
  return { ...one, at: steps.find(({ id }) => id === one.stepId)?.publicName ?? '' };
}

/** By the founder: a case of the procedure, its form begun from the team's facts. */
export async function applyForEntitlement(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  of: { teamId: string; packId: string; procedureId: string },
): Promise<CaseRow> {
  const today = services.clock.today();
  const installed = await packInstalled(tx, of.packId, today);
  const { pack } = installed;
  const procedure = procedureOf(pack, of.procedureId);
  const team = await findTeam(tx, of.teamId, today);
  if (!team || !procedure.entitles || actor.organisationId === null) throw new Refusal('not-found');
  const carrier = team.carrierId ? await carrierAtIntake(tx, team.carrierId) : undefined;
  if (!carrier) throw new Refusal('entitlement.no-space');
  await requireScope(tx, pack, carrier);
  await requireNotBarred(tx, services, actor.organisationId, pack);
  const { rows } = await judgeTeam(tx, of.teamId, today, ({ id }) => id === procedure.conditions);
  const judged = rows.find(({ packId }) => packId === pack.id);
  if (judged?.verdict === 'unmet') {
    const unmet = judged.findings.filter(({ outcome }) => outcome === 'unmet');
    const fields = unmet.map(({ requirement, cites, says }) => ({
      path: requirement,
      code: 'unmet',
      message: `${cites} ${says}`,
    }));
    throw new Refusal('entitlement.not-met', {}, fields);
  }
  const { times } = procedure.entitles;
  const isMine = isOfProcedure(pack.id, procedure.id);
  const had = hadIn((await services.register.entitlementsGranted(tx, of.teamId)).filter(isMine), times, today);
  if (had) {
    const message = `${ENTITLEMENT_TIMES[times].zh}：已于${had.grantedOn}以${had.number}准予享受`;
    throw new Refusal('entitlement.had', { ...had }, [{ path: 'procedureId', code: 'had', message }]);
  }
  const open = (await openApplications(tx, of.teamId)).find(isMine);
  if (open) throw new Refusal('case.already-open', { case: open.caseId, number: open.number });
  const row = await createCase(tx, services, actor, {
    installed,
    procedure,
    carrier,
    applicantId: actor.organisationId,
    team: { id: of.teamId, name: team.name },
  });
  const answers = await begun(tx, procedure, of.teamId, today);
  if (Object.keys(answers).length > 0) await saveForm(tx, services, actor, row.id, { revision: 0, answers });
  return caseById(tx, row.id);
}

/** The answers that facts of the team already give; what is not known stays empty. */
async function begun(tx: Tx, { form }: Procedure, teamId: string, on: Day): Promise<Record<string, Answer>> {
  const values = valuesOf(await teamFactSheet(tx, teamId, on));
  return Object.fromEntries(
    form.flatMap((field) => {
      const value = field.prefill === undefined ? undefined : values[field.prefill];
      return value === undefined ? [] : [[field.id, answerFrom(field, value)]];
    }),
  );
}

function answerFrom({ kind, prefill }: FormField, value: FactValue): Answer {
  if (kind === 'number' && typeof value === 'number') return value;
  const { unit, options }: FactDefinition = FACTS[prefill as FactKey];
  return valueWords(value, unit ?? null, options ?? null, 'zh');
}

async function amountOf(tx: Tx, pack: Pack, procedure: Procedure, file: CaseRow, on: Day) {
  const id = procedure.entitles?.amount;
  if (id === undefined || file.team_id === null) return null;
  const facts = valuesOf(await teamFactSheet(tx, file.team_id, file.judged_on ?? on));
  const computed = computeAmount(pack, id, { facts, grade: null }, on);
  return {
    label: pack.amounts.find((one) => one.id === id)?.says ?? id,
    fen: computed.fen,
    ...amountLimits(pack, id, on),
  };
}

/** Sealed with the decision: what was asked for, by which team, and the amount. */
export const entitlementMatter: Matter = {
  async of(tx, file) {
    const { entitles } = procedureOf(await packOfCase(tx, file), file.procedure_id);
    const { amount_fen } = (await findDecision(tx, file.id, file.pass)) ?? {};
    return { entitlement: entitles?.says ?? null, teamId: file.team_id, fen: amount_fen ?? null };
  },
  async suggest(tx, { services, file, pack }) {
    const { findings, verdict } = await presentFindings(tx, services, file);
    const told = findings.map(({ requirement, outcome }) => {
      const rule = pack.requirements.find(({ id }) => id === requirement);
      const word = { met: '符合', unmet: '不符合', unknown: '材料不足', notApplicable: '不适用' }[outcome];
      return `${rule?.cites ?? ''}${rule?.says ?? requirement}：${word}`;
    });
    return { outcome: verdict === 'unmet' ? 'refused' : 'granted', reasons: `${told.join('；')}。` };
  },
  amount: (tx, { pack, procedure, file, today }) => amountOf(tx, pack, procedure, file, today),
  async letter(tx, { file, procedure }, outcome) {
    const { entitles } = procedure;
    if (!entitles) throw new Error(`${file.number} entitles to nothing`);
    if (outcome === 'refused') return [`不予享受：${entitles.says}。`];
    const { amount_fen } = (await findDecision(tx, file.id)) ?? {};
    return [
      `准予享受：${entitles.says}(${ENTITLEMENT_TIMES[entitles.times].zh})。`,
      ...(amount_fen ? [`核定金额：${formatMoney(fen(amount_fen))}。`] : []),
    ];
  },
};

import type { FactSheet } from '../../facts/fact-sheet.ts';
import type { Actor } from '../../kernel/actor.ts';
import { yearOf } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { nextSerial, numberFrom } from '../../platform/serials/serial.ts';
import type { Judgements, Part } from '../../policy/finding.ts';
import type { Pack } from '../../policy/pack.ts';
import { type Purpose, verdictWords } from '../../policy/procedure.ts';
import { assess, presentFindings } from '../assessments/assessment.actions.ts';
import { replay } from '../assessments/replay.ts';
import { bodyFor } from '../casefile/bodies.store.ts';
import { type CaseRow, caseById, lockCase } from '../casefile/casefile.store.ts';
import { advance, cancelTask, completeTask, contextFor, openTask, requireBody } from '../casefile/interpreter.ts';
import type { CaseServices, MatterAmount, StepHandler } from '../casefile/steps.ts';
import { isFor, STEP_ROLES } from '../casefile/task.ts';
import { requireAnswered } from '../dueRecusals/dueRecusal.actions.ts';
import { packOfCase, procedureOf } from '../packs/pack.actions.ts';
import { panelScores } from '../panels/panel.store.ts';
import { myTask, standingAt } from '../turns/turn.actions.ts';
import type { DecisionView } from './decision.contract.ts';
import {
  type DecisionRow,
  findDecision,
  frozenForDecision,
  insertDecision,
  namesOfPeople,
  saveDecision,
  signedDecision,
} from './decision.store.ts';
import { type DecisionOutcome, decisionTemplate, sealOf } from './decision.ts';

/** 决定: an officer drafts, a director signs. */
export const decisionStep: StepHandler = {
  async enter(tx, context) {
    const { services, file, bodyId, pack, step, pass, now } = context;
    const organisationId = bodyId ?? (await requireBody(tx, file, pack, step));
    await openTask(tx, services, file.id, { organisationId, role: STEP_ROLES.decision, personId: null });
    const matter = services.matters[file.purpose as Purpose];
    if (!matter?.drafts) {
      await openTask(tx, services, file.id, { kind: 'draft', organisationId, role: 'officer', personId: null });
      return;
    }
    const { outcome, reasons } = await matter.suggest(tx, context);
    const draft = { case_id: file.id, pass, outcome, reasons, drafted_at: now, drafted_by: null };
    await insertDecision(tx, { ...draft, organisation_id: organisationId });
  },
};

export async function draftDecision(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  draft: { version: number; outcome: DecisionOutcome; reasons: string; fen?: number | null },
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'decision');
  const task = myTask(standing, actor, true);
  const saved = await findDecision(tx, caseId, standing.file.pass);
  if (saved?.state === 'signed') throw new Refusal('decision.signed', { number: saved.number });
  if ((saved?.version ?? 0) !== draft.version) throw new Refusal('conflict', { version: saved?.version ?? 0 });
  const at = services.clock.now().toString();
  const { outcome, reasons } = draft;
  const matter = services.matters[standing.file.purpose as Purpose];
  const asked =
    outcome === 'granted' && matter?.amount
      ? await matter.amount(tx, await contextFor(tx, services, actor, standing.file))
      : null;
  const amount_fen = asked && amountSet(asked, draft.fen ?? null);
  if (saved) {
    const by = { drafted_at: at, drafted_by: actor.personId };
    await saveDecision(tx, saved.id, { outcome, reasons, amount_fen, version: draft.version + 1, ...by });
  } else {
    await insertDecision(tx, {
      case_id: caseId,
      pass: standing.file.pass,
      outcome,
      reasons,
      amount_fen,
      drafted_at: at,
      drafted_by: actor.personId,
      organisation_id: task.organisationId ?? actor.organisationId ?? '',
    });
  }
  for (const { id, kind, ...to } of standing.tasks) {
    if (kind !== 'draft') continue;
    if (isFor(to, actor)) await completeTask(tx, services, actor, id, 'draft');
    else await cancelTask(tx, services, id);
  }
  recordChange(tx, { kind: 'case', id: caseId, after: { decision: { outcome, reasons, amount_fen } } });
}

/** What the document computes stands; what it leaves open is set by the person, within its limits. */
function amountSet({ label, fen, from, to }: MatterAmount, given: number | null): number {
  const refuse = (code: string, message: string) => new Refusal('input.invalid', {}, [{ path: 'fen', code, message }]);
  if (fen !== null) {
    if (given !== null && given !== fen) throw refuse('computed', '数额由文件规定计算得出，不能另定');
    return fen;
  }
  if (given === null) throw refuse('required', `请填写核定的数额: ${label}`);
  if (given < from || given > to) throw refuse('range', '数额应在文件规定的范围内');
  return given;
}

/**
 * 签发: freezes facts, findings, pack and day, gives the number, seals all of it, and carries the case on with the effects
 * of the outcome, in one transaction. Of several signatures at once the first wins.
 *
 * @throws Refusal `decision.signed` for whoever comes second
 */
export async function signDecision(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  version: number,
): Promise<void> {
  await lockCase(tx, caseId);
  const already = await findDecision(tx, caseId);
  if (already?.state === 'signed') throw new Refusal('decision.signed', { number: already.number });
  const standing = await standingAt(tx, caseId, 'decision');
  const task = myTask(standing, actor);
  const { file, pack } = standing;
  const draft = await findDecision(tx, caseId, file.pass);
  if (!draft) throw new Refusal('decision.not-drafted');
  if (draft.version !== version) throw new Refusal('conflict', { version: draft.version });
  await requireAnswered(tx, [caseId]);
  const about = services.matters[file.purpose as Purpose];
  await about?.maySign?.(tx, file, actor);
  const matter = about ? JSON.parse(JSON.stringify(await about.of(tx, file))) : undefined;
  await seal(tx, services, actor, file, pack, { ...draft, matter });
  await completeTask(tx, services, actor, task.id, 'sign', draft.reasons);
  await advance(tx, services, actor, caseId, draft.outcome, { pass: file.pass });
}

/** Freezes what the decision rests on, gives its number and seals it. */
async function seal(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  file: CaseRow,
  pack: Pack,
  draft: DecisionRow,
): Promise<string> {
  const { on } = await assess(tx, services, file, 'decision');
  const frozen = await frozenForDecision(tx, file.id);
  if (!frozen) throw new Error(`the assessment of ${file.id} is gone`);
  const day = services.clock.today();
  const template = decisionTemplate(pack);
  const serial = await nextSerial(tx, `decision:${template}:${yearOf(day)}`);
  const number = numberFrom(template, yearOf(day), serial);
  const sealed = sealOf(sealedParts(draft, { number, day, caseNumber: file.number, frozen }));
  await saveDecision(tx, draft.id, {
    state: 'signed',
    version: draft.version + 1,
    number,
    on_day: day,
    assessment_id: frozen.id,
    matter: draft.matter,
    seal: sealed,
    signed_at: services.clock.now().toString(),
    signed_by: actor.personId,
  });
  recordChange(tx, {
    kind: 'decision',
    id: draft.id,
    after: { number, outcome: draft.outcome, judgedOn: on, seal: sealed },
  });
  return number;
}

/** A decision on a case that is closed: what follows from its result. Its number. */
export async function signOnClosed(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  file: CaseRow,
  { outcome, reasons, matter }: { outcome: DecisionOutcome; reasons: string; matter: unknown },
): Promise<string> {
  if (file.state !== 'closed' || actor.organisationId === null)
    throw new Refusal('case.wrong-step', { step: file.step });
  const drafted = { drafted_at: services.clock.now().toString(), drafted_by: actor.personId };
  await insertDecision(tx, {
    case_id: file.id,
    pass: file.pass,
    outcome,
    reasons,
    organisation_id: actor.organisationId,
    ...drafted,
  });
  const draft = await findDecision(tx, file.id, file.pass);
  if (!draft) throw new Error(`the decision of ${file.id} is gone`);
  const sealed = { ...draft, matter: JSON.parse(JSON.stringify(matter)) };
  return seal(tx, services, actor, file, await packOfCase(tx, file), sealed);
}

function sealedParts(
  decision: DecisionRow,
  {
    number,
    day,
    caseNumber,
    frozen,
  }: {
    number: string;
    day: string;
    caseNumber: string;
    frozen: { pack_hash: string; facts: unknown; judgements: unknown; findings: unknown };
  },
) {
  return {
    number,
    caseNumber,
    outcome: decision.outcome as DecisionOutcome,
    reasons: decision.reasons,
    day,
    packHash: frozen.pack_hash,
    facts: frozen.facts,
    judgements: frozen.judgements,
    findings: frozen.findings,
    matter: decision.matter ?? undefined,
  };
}

/** Computes a signed decision again from what it froze: its seal, and its findings under the pack of its time. */
export async function verifyDecision(tx: Tx, caseId: string) {
  const decision = await signedDecision(tx, caseId);
  if (!decision?.number || !decision.on_day || !decision.seal) throw new Refusal('not-found');
  const file = await caseById(tx, caseId);
  const frozen = await frozenForDecision(tx, caseId, decision.assessment_id);
  if (!frozen) throw new Error(`the assessment of ${caseId} is gone`);
  const parts = { number: decision.number, day: decision.on_day, caseNumber: file.number, frozen };
  const computed = sealOf(sealedParts(decision, parts));
  const pack = await packOfCase(tx, { pack_hash: frozen.pack_hash, procedure_id: file.procedure_id });
  const deviations = replay(pack, {
    on: frozen.on_day,
    facts: frozen.facts as FactSheet,
    judgements: frozen.judgements as Judgements,
    findings: frozen.findings as Part[],
    verdict: frozen.verdict,
  });
  return {
    caseId,
    number: decision.number,
    seal: decision.seal,
    computed,
    sealHolds: computed === decision.seal,
    findingsHold: deviations.length === 0,
    differs: [...new Set(deviations.map(({ what }) => what))],
    deviations,
  };
}

/** What was found, in the words a decision begins with. */
async function suggest(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
): Promise<DecisionView['suggestion']> {
  const file = await caseById(tx, caseId);
  const pack = await packOfCase(tx, file);
  const matter = services.matters[file.purpose as Purpose];
  if (matter) return matter.suggest(tx, await contextFor(tx, services, actor, file));
  const { findings, verdict } = await presentFindings(tx, services, file);
  const score = (await panelScores(tx, [caseId])).get(caseId);
  const named = (outcome: string) =>
    findings
      .filter((one) => one.outcome === outcome)
      .map(({ requirement }) => {
        const found = pack.requirements.find(({ id }) => id === requirement);
        return found ? `${found.cites}${found.says}` : requirement;
      });
  const parts = [
    `依据《${pack.title}》审查：${named('met').length}项条件符合`,
    ...(named('unmet').length > 0 ? [`不符合：${named('unmet').join('；')}`] : []),
    ...(named('unknown').length > 0 ? [`材料不足无法判断：${named('unknown').join('；')}`] : []),
    ...(score === undefined || score === null ? [] : [`专家评审得分${score}`]),
  ];
  return { outcome: verdict === 'unmet' ? 'refused' : 'granted', reasons: `${parts.join('。')}。` };
}

async function decides(tx: Tx, actor: Actor, file: Awaited<ReturnType<typeof caseById>>): Promise<boolean> {
  if (actor.isSystem) return true;
  const pack = await packOfCase(tx, file);
  const step = procedureOf(pack, file.procedure_id).steps.find(({ id }) => id === file.step);
  const body = step && pack.bodies[step.actor];
  return body !== undefined && actor.organisationId === (await bodyFor(tx, body, file));
}

export async function viewDecision(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
): Promise<DecisionView> {
  const file = await caseById(tx, caseId);
  const stands = file.step_kind === 'decision';
  const decision = await findDecision(tx, caseId, stands ? file.pass : undefined);
  // What is drafted and not signed is known to the body that decides alone.
  if (stands && decision?.state !== 'signed' && !(await decides(tx, actor, file))) throw new Refusal('not-found');
  const people = await namesOfPeople(tx, [decision?.drafted_by ?? null, decision?.signed_by ?? null]);
  const outcome = (decision?.outcome ?? null) as DecisionOutcome | null;
  const labels = {
    granted: verdictWords(file.purpose, 'granted').zh,
    refused: verdictWords(file.purpose, 'refused').zh,
  };
  const matter = services.matters[file.purpose as Purpose];
  const context = matter && (await contextFor(tx, services, actor, file));
  return {
    caseId,
    state: (decision?.state ?? 'none') as DecisionView['state'],
    outcome,
    outcomeLabel: outcome && labels[outcome],
    labels,
    says: matter && context ? [...(await matter.letter(tx, context, outcome ?? 'granted'))] : [],
    reasons: decision?.reasons ?? '',
    amount: (matter?.amount && context && (await matter.amount(tx, context))) ?? null,
    fen: decision?.amount_fen ?? null,
    version: decision?.version ?? 0,
    suggestion: stands && decision?.state !== 'signed' ? await suggest(tx, services, actor, caseId) : null,
    number: decision?.number ?? null,
    onDay: decision?.on_day ?? null,
    packHash: file.pack_hash,
    seal: decision?.seal ?? null,
    draftedBy: people.get(decision?.drafted_by ?? '') ?? null,
    signedAt: decision?.signed_at ?? null,
    signedBy: people.get(decision?.signed_by ?? '') ?? null,
  };
}

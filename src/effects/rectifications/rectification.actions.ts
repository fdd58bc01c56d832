import { voidCaseFile } from '../../cases/casefile/casefile.actions.ts';
import { type CaseRow, lockCase, tellParty } from '../../cases/casefile/casefile.store.ts';
import { advance, completeTask, openTask, requireBody } from '../../cases/casefile/interpreter.ts';
import type {
  CaseContext,
  CaseServices,
  EffectHandler,
  Matter,
  OutcomeContext,
  StepHandler,
} from '../../cases/casefile/steps.ts';
import { STEP_ROLES } from '../../cases/casefile/task.ts';
import { scheduleDue } from '../../cases/deadlines/deadline.actions.ts';
import { passClock, setWorkingDays } from '../../cases/deadlines/deadline.store.ts';
import { signedFor } from '../../cases/decisions/decision.store.ts';
import { exhibitsOf } from '../../cases/exhibits/exhibit.store.ts';
import { openForPurpose } from '../../cases/intake/intake.actions.ts';
import { openCaseOf } from '../../cases/intake/intake.store.ts';
import { packByHash } from '../../cases/packs/pack.actions.ts';
import { myTask, standingAt } from '../../cases/turns/turn.actions.ts';
import { type Actor, SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Pack } from '../../policy/pack.ts';
import { changeHeld } from '../designations/designation.actions.ts';
import { heldNow, lockHeld } from '../designations/designation.store.ts';
import {
  failedIn,
  insertRectification,
  orderedByCase,
  type RectificationRow,
  rectificationOf,
  saveRectification,
} from './rectification.store.ts';
import { checkJudgement, type Judgement, newFinding, RECTIFICATION_OUTCOMES } from './rectification.ts';

const bodyStep = (kind: 'rectificationOrder' | 'acceptance'): StepHandler => ({
  async enter(tx, { services, file, bodyId, pack, step }) {
    const organisationId = bodyId ?? (await requireBody(tx, file, pack, step));
    await openTask(tx, services, file.id, { organisationId, role: STEP_ROLES[kind], personId: null });
  },
});
export const rectificationOrderStep = bodyStep('rectificationOrder');
export const acceptanceStep = bodyStep('acceptance');
/** 整改: the operator has the days that the order, or its extension, gives. */
export const rectificationStep: StepHandler = {
  async enter(tx, { services, file, step, pass }) {
    const row = await rectificationOf(tx, file.id);
    const days = row.extended_days ?? row.term_days;
    if (days !== null) await setWorkingDays(tx, file.id, pass, days);
    await scheduleDue(tx, services, file.id, pass, step);
    const { due_on } = await passClock(tx, file.id, pass);
    await saveRectification(tx, row, { due_on });
    const task = { organisationId: file.applicant_id, role: STEP_ROLES.rectification, personId: null };
    await openTask(tx, services, file.id, task);
  },
};

/**
 * 责令整改: the designation stays and says so; a case of its own runs from the order to its acceptance. One of a case,
 * and one at a time of a carrier, however often it runs.
 */
export const openRectification: EffectHandler = async (tx, context) => {
  const { services, actor, file, pack, now, today } = context;
  if ((await orderedByCase(tx, file.id)).length > 0) return;
  const procedure = pack.procedures.find(({ purpose }) => purpose === 'rectification');
  if (!procedure) throw new Refusal('case.no-procedure', { pack: pack.id, purpose: 'rectification' });
  if (await openCaseOf(tx, file.carrier_id, pack.id, procedure.id)) return;
  const signed = await signedFor(tx, context);
  const cites = signed?.cites ?? procedure.cites;
  const findings = signed?.findings ?? [{ cites, says: signed?.reasons ?? '', must: '' }];
  const held = await lockHeld(tx, file.carrier_id, pack.id);
  const opened = await open(tx, services, actor, {
    carrierId: file.carrier_id,
    pack,
    hash: file.pack_hash,
    orderedBy: file.id,
    designationId: held?.id ?? null,
    reason: signed?.reasons ?? '',
    findings,
  });
  if (held?.state === 'valid')
    await changeHeld(tx, held, 'rectify', {
      at: now,
      on: today,
      caseId: file.id,
      reason: signed?.number ?? null,
      cites,
    });
  recordChange(tx, { kind: 'rectification', id: opened.id, after: { orderedBy: file.id, findings } });
};

/** An officer found something that must be put right; the register's state does not change by that. */
export async function orderRectification(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  of: { carrierId: string; packId: string; reason: string },
): Promise<CaseRow> {
  const held = await heldNow(tx, of.carrierId, of.packId);
  if (!held) throw new Refusal('designation.missing');
  const { carrierId, reason } = of;
  const pack = await packByHash(tx, held.pack_hash);
  const row = await open(tx, services, actor, {
    carrierId,
    pack,
    hash: pack.procedures.some(({ purpose }) => purpose === 'rectification') ? held.pack_hash : undefined,
    orderedBy: null,
    designationId: held.id,
    reason,
    findings: [],
  });
  recordChange(tx, { kind: 'rectification', id: row.id, after: { reason } });
  return row;
}

async function open(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  of: {
    carrierId: string;
    pack: Pack;
    hash: string | undefined;
    orderedBy: string | null;
    designationId: string | null;
    reason: string;
    findings: readonly { cites: string; says: string; must: string }[];
  },
): Promise<CaseRow> {
  const { carrierId, pack, hash } = of;
  const row = await openForPurpose(tx, services, actor, {
    carrierId,
    packId: pack.id,
    purpose: 'rectification',
    ...(hash === undefined ? {} : { hash }),
  });
  await insertRectification(tx, {
    id: newId(),
    case_id: of.orderedBy,
    run_by: row.id,
    carrier_id: carrierId,
    designation_id: of.designationId,
    opened_on: services.clock.today(),
    due_on: null,
    reason: of.reason,
    findings: JSON.stringify(of.findings.map((finding, index) => newFinding(index, finding))),
  });
  return row;
}

export interface Order {
  readonly version: number;
  readonly findings: readonly { cites: string; says: string; must: string }[];
  /** Working days; null: as the pack says. */
  readonly days: number | null;
  readonly reason: string | null;
}

/** What must be put right, clause by clause, and by when. */
export async function draftOrder(
  tx: Tx,
  _services: CaseServices,
  actor: Actor,
  caseId: string,
  order: Order,
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'rectificationOrder');
  myTask(standing, actor, true);
  await saveOrder(tx, caseId, order);
}

async function saveOrder(tx: Tx, caseId: string, order: Order): Promise<RectificationRow> {
  const row = await rectificationOf(tx, caseId);
  if (row.version !== order.version) throw new Refusal('conflict', { version: row.version });
  const findings = order.findings.map((finding, index) => newFinding(index, finding));
  await saveRectification(tx, row, { findings, term_days: order.days, term_reason: order.reason });
  recordChange(tx, { kind: 'rectification', id: row.id, after: { order } });
  return rectificationOf(tx, caseId);
}

/** 下达: the operator is told; its days run from tomorrow. */
export async function issueOrder(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  order: Order,
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'rectificationOrder');
  const task = myTask(standing, actor);
  const usual = daysOf(standing.procedure);
  const fields = [
    ...(order.findings.length === 0 ? [{ path: 'findings', code: 'required', message: '请至少列一项' }] : []),
    ...order.findings.flatMap((finding, index) =>
      (['cites', 'says', 'must'] as const).flatMap((field) =>
        finding[field].trim() === ''
          ? [{ path: `findings.${index}.${field}`, code: 'required', message: '请填写' }]
          : [],
      ),
    ),
    ...(order.days !== null && order.days !== usual && !order.reason
      ? [{ path: 'reason', code: 'required', message: `期限不是${usual ?? ''}个工作日的，请写明理由` }]
      : []),
  ];
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
  const row = await saveOrder(tx, caseId, order);
  const { pass } = standing.file;
  await saveRectification(tx, row, { issued_at: services.clock.now().toString(), term_days: order.days ?? usual });
  await tellParty(tx, caseId, pass);
  await completeTask(tx, services, actor, task.id, 'order');
  await advance(tx, services, actor, caseId, 'issued', { pass });
}

const daysOf = (procedure: CaseContext['procedure']): number | null =>
  procedure.steps.find(({ kind }) => kind === 'rectification')?.due?.workingDays ?? null;

/** The operator says what was done about each finding; evidence was added before. */
export async function reportRectification(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  given: { report: string; answers: readonly { id: string; answer: string }[] },
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'rectification');
  const task = myTask(standing, actor);
  const row = await rectificationOf(tx, caseId);
  const missing = row.findings.flatMap(({ id }, index) =>
    given.answers.some((one) => one.id === id)
      ? []
      : [{ path: `answers.${index}.answer`, code: 'required', message: '请写明整改情况' }],
  );
  if (missing.length > 0) throw new Refusal('input.invalid', {}, missing);
  const findings = row.findings.map((finding) => ({
    ...finding,
    answer: given.answers.find(({ id }) => id === finding.id)?.answer ?? null,
  }));
  const at = services.clock.now().toString();
  const by = actor.personId;
  await saveRectification(tx, row, { findings, report: given.report, reported_at: at, reported_by: by });
  await completeTask(tx, services, actor, task.id, 'report', given.report);
  await advance(tx, services, actor, caseId, 'reported', { pass: standing.file.pass });
}

const ACCEPTANCE_VERBS = { accepted: 'accept', extended: 'extend', failed: 'fail' } as const;

/** 验收: each finding is judged; all met is accepted, else extended once with a reason, or failed. */
export async function judgeRectification(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  given: {
    outcome: Judgement;
    verdicts: readonly { id: string; verdict: 'met' | 'unmet'; opinion: string }[];
    opinion: string;
    days: number | null;
    reason: string | null;
  },
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'acceptance');
  const task = myTask(standing, actor);
  const row = await rectificationOf(tx, caseId);
  if (given.outcome === 'extended' && row.extended_days !== null) throw new Refusal('rectification.extended-once');
  checkJudgement(row.findings, given);
  const findings = row.findings.map((finding) => {
    const one = given.verdicts.find(({ id }) => id === finding.id);
    return one ? { ...finding, verdict: one.verdict, opinion: one.opinion } : finding;
  });
  const more = given.outcome === 'extended' ? { extended_days: given.days, extension_reason: given.reason } : {};
  await saveRectification(tx, row, { findings, opinion: given.opinion, ...more });
  await completeTask(tx, services, actor, task.id, ACCEPTANCE_VERBS[given.outcome], given.opinion);
  await advance(tx, services, actor, caseId, given.outcome, { pass: standing.file.pass });
}

/** 整改结案: accepted, failed and revoked, or closed without a revocation. What was under rectification holds again. */
export const closeRectification: EffectHandler = async (tx, context) => {
  const { file, pack, step, outcome, now, today } = context;
  const row = await rectificationOf(tx, file.id);
  if (row.closed_on !== null) return;
  const how = step.kind === 'acceptance' ? 'accepted' : outcome === 'granted' ? 'failed' : 'kept';
  await saveRectification(tx, row, { closed_on: today, outcome: how, closing: RECTIFICATION_OUTCOMES[how].zh });
  recordChange(tx, { kind: 'rectification', id: row.id, after: { outcome: how, closedOn: today } });
  const held = await lockHeld(tx, file.carrier_id, pack.id);
  if (how === 'failed' || held?.state !== 'rectifying') return;
  const { zh } = RECTIFICATION_OUTCOMES[how];
  await changeHeld(tx, held, 'rectified', { at: now, on: today, caseId: file.id, reason: zh, cites: step.cites });
};

/** A decision was overturned: what it ordered is voided, and a failure that it stated is none. */
export async function endRectifications(tx: Tx, { services, today }: OutcomeContext, caseId: string): Promise<void> {
  const { zh } = RECTIFICATION_OUTCOMES.overturned;
  const stated = await failedIn(tx, caseId);
  if (stated) await saveRectification(tx, stated, { outcome: 'overturned', closing: zh });
  for (const row of await orderedByCase(tx, caseId)) {
    if (row.closed_on !== null) continue;
    await saveRectification(tx, row, { closed_on: today, outcome: 'overturned', closing: zh });
    if (row.run_by === null) continue;
    const { state } = await lockCase(tx, row.run_by);
    if (state !== 'closed') await voidCaseFile(tx, services, SYSTEM, row.run_by, zh);
  }
}

/** What somebody wrote as a sentence, within a longer one. */
const phrase = (text: string) => text.replace(/[。；;.\s]+$/, '');

/** 整改未通过 as a decision sees it: the revocation is drafted, a director signs. */
export const rectificationMatter: Matter = {
  drafts: true,
  async of(tx, file) {
    const row = await rectificationOf(tx, file.id);
    const exhibits = await exhibitsOf(tx, file.id);
    return {
      findings: row.findings,
      report: row.report,
      opinion: row.opinion,
      extendedDays: row.extended_days,
      exhibits: exhibits.map(({ id, side, item, says, sha256 }) => ({ id, side, item, says, sha256 })),
    };
  },
  async suggest(tx, { file, procedure }) {
    const row = await rectificationOf(tx, file.id);
    const unmet = row.findings.filter(({ verdict }) => verdict === 'unmet');
    const list = unmet
      .map(({ cites, must, opinion }) => `${cites}：${phrase(must)}${opinion ? `(${phrase(opinion)})` : ''}`)
      .join('；');
    const late = row.reported_at === null ? '期限内没有报告整改。' : '';
    return { outcome: 'granted', reasons: `${late}未按要求完成整改：${list}。依据${procedure.cites}取消资格。` };
  },
  async letter(tx, { file }, outcome) {
    const row = await rectificationOf(tx, file.id);
    const lines = row.findings.map(
      ({ cites, must, verdict }, index) =>
        `${index + 1}.${cites} ${phrase(must)}：${verdict === 'met' ? '已整改' : '未整改到位'}`,
    );
    return [
      `整改通知要求的事项和验收结论：`,
      ...lines,
      outcome === 'granted' ? '自本决定之日起取消资格。' : '不取消资格，整改结案。',
    ];
  },
};

/** What the page shows to both sides. */
export async function viewRectification(tx: Tx, { file, pack, procedure }: CaseContext) {
  const row = await rectificationOf(tx, file.id);
  const exhibits = (await exhibitsOf(tx, file.id)).map(({ sha256: _, ...shown }) => shown);
  return {
    caseId: file.id,
    version: row.version,
    orderedBy: row.case_id,
    reason: row.reason,
    findings: row.findings,
    usualDays: daysOf(procedure),
    days: row.term_days,
    daysReason: row.term_reason,
    issuedAt: row.issued_at,
    dueOn: row.due_on,
    report: row.report,
    reportedAt: row.reported_at,
    extendedDays: row.extended_days,
    extensionReason: row.extension_reason,
    opinion: row.opinion,
    outcomeLabel: row.outcome && RECTIFICATION_OUTCOMES[row.outcome as keyof typeof RECTIFICATION_OUTCOMES].zh,
    closedOn: row.closed_on,
    clauses: pack.clauses.map(({ cite, title }) => ({ cite, title })),
    exhibits,
  };
}

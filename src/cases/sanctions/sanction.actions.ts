import type { Actor } from '../../kernel/actor.ts';
import { formatDay } from '../../kernel/day.ts';
import { EFFECTS, type EffectName } from '../../kernel/effect.ts';
import { fen, formatMoney } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { barTerm, lastDay } from '../../policy/bar.ts';
import type { Pack } from '../../policy/pack.ts';
import { type CaseRow, caseById, tellParty } from '../casefile/casefile.store.ts';
import { advance, completeTask, contextFor, openTask, requireBody, writePaper } from '../casefile/interpreter.ts';
import type { CaseContext, CaseServices, Matter, StepHandler } from '../casefile/steps.ts';
import { STEP_ROLES } from '../casefile/task.ts';
import { renewDraft, signedDecision } from '../decisions/decision.store.ts';
import { exhibitsOf } from '../exhibits/exhibit.store.ts';
import { isShared } from '../exhibits/exhibit.ts';
import { openForPurpose } from '../intake/intake.actions.ts';
import { packByHash } from '../packs/pack.actions.ts';
import { myTask, standingAt } from '../turns/turn.actions.ts';
import { insertSanction, problemIsAbout, type SanctionRow, sanctionOf, saveSanction } from './sanction.store.ts';
import {
  breachesOf,
  type Consequence,
  checkCharge,
  clausesOf,
  mayFollow,
  notHeavier,
  type Source,
} from './sanction.ts';

const bodyStep = (kind: 'investigation' | 'hearing'): StepHandler => ({
  async enter(tx, { services, file, bodyId, pack, step }) {
    const organisationId = bodyId ?? (await requireBody(tx, file, pack, step));
    await openTask(tx, services, file.id, { organisationId, role: STEP_ROLES[kind], personId: null });
  },
});
/** 立案调查: evidence is gathered and the charge drawn up; the party does not know yet. */
export const investigationStep = bodyStep('investigation');
/** 听证 */
export const hearingStep = bodyStep('hearing');
/** 陈述申辩: the party answers in time, or the time passes. */
export const statementStep: StepHandler = {
  async enter(tx, { services, file }) {
    await openTask(tx, services, file.id, {
      organisationId: file.applicant_id,
      role: STEP_ROLES.statement,
      personId: null,
    });
  },
};

/** A suspicion is looked into; the reporter's words and name stay with the report. */
export async function openSanction(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  of: { carrierId: string; packId: string; source: Source; says: string; problemId: string | null },
): Promise<CaseRow> {
  if (of.problemId !== null && !(await problemIsAbout(tx, of.problemId, of.carrierId)))
    throw new Refusal('input.invalid', {}, [{ path: 'problemId', code: 'reference', message: '没有这条线索' }]);
  const { carrierId, packId, source, says } = of;
  const row = await openForPurpose(tx, services, actor, { carrierId, packId, purpose: 'sanction' });
  await insertSanction(tx, { case_id: row.id, source, problem_id: of.problemId, says });
  recordChange(tx, { kind: 'case', id: row.id, after: { sanction: { source, problem: of.problemId } } });
  return row;
}

export interface Charge {
  readonly version: number;
  readonly breaches: readonly string[];
  readonly found: string;
  readonly consequences: readonly Consequence[];
}

/** What was found, which breaches it is, what is intended. */
export async function draftCharge(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  charge: Charge,
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'investigation');
  myTask(standing, actor, true);
  const row = await sanctionOf(tx, caseId);
  if (row.version !== charge.version) throw new Refusal('conflict', { version: row.version });
  checkCharge(standing.pack, charge, barTerm(standing.pack, services.clock.today()).months !== null);
  const { found } = charge;
  await saveSanction(tx, row, { breaches: [...charge.breaches], found, consequences: [...charge.consequences] });
  recordChange(tx, { kind: 'case', id: caseId, after: { charge } });
}

/** 告知: the party is told what was found, on what evidence, and what is intended. From now on it sees the case. */
export async function serveCharge(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  given: { version: number; charge?: Omit<Charge, 'version'> | undefined },
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'investigation');
  const task = myTask(standing, actor);
  if (given.charge) await draftCharge(tx, services, actor, caseId, { version: given.version, ...given.charge });
  const version = given.charge ? given.version + 1 : given.version;
  const row = await sanctionOf(tx, caseId);
  if (row.version !== version) throw new Refusal('conflict', { version: row.version });
  const held = (await exhibitsOf(tx, caseId)).some((one) => one.held);
  const missing = [
    ...(row.breaches.length === 0 ? [{ path: 'breaches', code: 'required', message: '请选择违规事项' }] : []),
    ...(row.found === '' ? [{ path: 'found', code: 'required', message: '请写明查明的事实' }] : []),
    ...(held ? [] : [{ path: 'exhibits', code: 'required', message: '至少要有一项向当事人出示的证据' }]),
  ];
  if (missing.length > 0) throw new Refusal('input.invalid', {}, missing);
  checkCharge(standing.pack, row, barTerm(standing.pack, services.clock.today()).months !== null);
  const { pass } = standing.file;
  await saveSanction(tx, row, { served_at: services.clock.now().toString(), served_by: actor.personId });
  await tellParty(tx, caseId, pass);
  await completeTask(tx, services, actor, task.id, 'serve');
  await advance(tx, services, actor, caseId, 'served', { pass });
}

/** 撤案: what was suspected did not prove true; the party never learns of it. */
export async function dropCharge(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  reason: string,
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'investigation');
  const task = myTask(standing, actor);
  await completeTask(tx, services, actor, task.id, 'drop', reason);
  await advance(tx, services, actor, caseId, 'dropped', { pass: standing.file.pass });
}

/** The party's side, in time, once. */
export async function giveStatement(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  given: { statement: string; hearing: boolean },
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'statement');
  const task = myTask(standing, actor);
  const row = await sanctionOf(tx, caseId);
  const at = services.clock.now().toString();
  await saveSanction(tx, row, {
    statement: given.statement,
    hearing_asked: given.hearing,
    stated_at: at,
    stated_by: actor.personId,
  });
  await completeTask(tx, services, actor, task.id, 'state', given.statement);
  await advance(tx, services, actor, caseId, given.hearing ? 'hearing' : 'stated', { pass: standing.file.pass });
}

/** When and where the hearing is; the party gets the paper. */
export async function setHearing(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  hearing: { on: string; at: string; place: string },
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'hearing');
  myTask(standing, actor, true);
  if (hearing.on < services.clock.today())
    throw new Refusal('input.invalid', {}, [{ path: 'on', code: 'past', message: '听证日期不能早于今天' }]);
  const row = await sanctionOf(tx, caseId);
  await saveSanction(tx, row, { hearing_on: hearing.on, hearing_at: hearing.at, hearing_place: hearing.place });
  const { step, file } = standing;
  const context = await contextFor(tx, services, actor, file);
  await writePaper(tx, 'hearingNotice', { ...context, step, pass: file.pass, outcome: '' });
  recordChange(tx, { kind: 'case', id: caseId, after: { hearing } });
}

/** The hearing was held, or the party did not come. */
export async function recordHearing(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  record: { people: readonly string[]; minutes: string },
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'hearing');
  const task = myTask(standing, actor);
  const row = await sanctionOf(tx, caseId);
  const today = services.clock.today();
  if (row.hearing_on === null || row.hearing_on > today)
    throw new Refusal('input.invalid', {}, [
      { path: 'minutes', code: 'early', message: row.hearing_on === null ? '请先确定听证时间' : '听证尚未举行' },
    ]);
  const { minutes } = record;
  await saveSanction(tx, row, {
    hearing_people: [...record.people],
    minutes,
    held_at: services.clock.now().toString(),
  });
  await completeTask(tx, services, actor, task.id, 'hear');
  await advance(tx, services, actor, caseId, 'held', { pass: standing.file.pass });
}

/** What the decision orders: what the party was told, or less. */
export async function orderConsequences(
  tx: Tx,
  _services: CaseServices,
  actor: Actor,
  caseId: string,
  { version, consequences }: { version: number; consequences: readonly Consequence[] },
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'decision');
  myTask(standing, actor, true);
  const row = await sanctionOf(tx, caseId);
  if (row.version !== version) throw new Refusal('conflict', { version: row.version });
  if (!notHeavier(row.consequences, consequences)) throw new Refusal('sanction.heavier');
  await saveSanction(tx, row, { ordered: [...consequences] });
  await renewDraft(tx, caseId, standing.file.pass);
  recordChange(tx, { kind: 'case', id: caseId, after: { ordered: consequences } });
}

/** What a decision orders now: as it was set, else as the party was told. */
export const orderedBy = (row: SanctionRow): readonly Consequence[] => row.ordered ?? row.consequences;

/** Each consequence in words, with its clause, term or sum. */
export function consequenceWords(pack: Pack, list: readonly Consequence[], breaches: readonly string[], on: string) {
  const clauses = clausesOf(pack, breaches);
  return list.map((one) => {
    const words = EFFECTS[one.effect].zh;
    if (one.effect === 'claimRecovery') return `${words}${formatMoney(fen(one.amount ?? 0))}(${clauses})`;
    if (one.effect !== 'barApplicant') return `${words}(${clauses})`;
    const term = barTerm(pack, on);
    const months = term.months ?? one.months;
    const until = months === null ? '' : `，自${formatDay(on)}起${months}个月，至${formatDay(lastDay(on, months))}`;
    return `${words}${until}(${term.cites || clauses})`;
  });
}

/** 违规处理 as a decision sees it. */
export const sanctionMatter: Matter = {
  async of(tx, file) {
    const row = await sanctionOf(tx, file.id);
    const pack = await packByHash(tx, file.pack_hash);
    const exhibits = await exhibitsOf(tx, file.id);
    return {
      breaches: row.breaches,
      cites: clausesOf(pack, row.breaches),
      found: row.found,
      consequences: orderedBy(row),
      told: row.consequences,
      statement: row.statement,
      minutes: row.minutes,
      exhibits: exhibits.map(({ id, side, held, says, sha256 }) => ({ id, side, held, says, sha256 })),
    };
  },
  async suggest(tx, { file, pack }) {
    const row = await sanctionOf(tx, file.id);
    const named = breachesOf(pack).filter(({ id }) => row.breaches.includes(id));
    const heard = row.stated_at ? `当事人陈述：${row.statement}` : '当事人在期限内没有陈述申辩';
    const held = row.held_at ? '已举行听证' : row.hearing_asked ? '当事人要求听证' : '';
    const says = named.map(({ cites, says }) => `违反${cites}(${says})`).join('；');
    const reasons = [`经查：${row.found}`, says, heard, held].filter(Boolean).join('。').replaceAll('。。', '。');
    return { outcome: 'granted', reasons: `${reasons}。`.replaceAll('。。', '。') };
  },
  async letter(tx, { file, pack, today }, outcome) {
    const row = await sanctionOf(tx, file.id);
    const held = (await exhibitsOf(tx, file.id)).filter((one) => one.held).map(({ says }) => says);
    const found = [
      `查明的事实：${row.found}`,
      `证据：${held.join('；')}`,
      `违反的条款：${clausesOf(pack, row.breaches)}`,
      row.stated_at ? `当事人陈述申辩：${row.statement}` : '当事人在期限内没有陈述申辩。',
    ];
    if (outcome === 'refused') return found;
    const words = consequenceWords(pack, orderedBy(row), row.breaches, today);
    return [...found, ...words.map((text, index) => `${index + 1}.${text}`)];
  },
  async counted(tx, { file, pack }) {
    const { breaches } = await sanctionOf(tx, file.id);
    return {
      kind: 'table',
      caption: '认定的违规事项',
      columns: [
        { title: '条款', width: 2 },
        { title: '违规事项', width: 6 },
      ],
      rows: breachesOf(pack)
        .filter(({ id }) => breaches.includes(id))
        .map(({ cites, says }) => [cites, says]),
    };
  },
};

/** What the page shows: to the party what it was told, to the bodies all of it. */
export async function viewSanction(tx: Tx, { file, pack, today }: CaseContext, byBody: boolean) {
  const row = await sanctionOf(tx, file.id);
  const evidence = (await exhibitsOf(tx, file.id)).map(({ sha256: _, ...shown }) => shown);
  const term = barTerm(pack, today);
  const chosen = row.ordered ?? row.consequences;
  // A bar runs from its decision; before there is one, as if it were of today.
  const on = (await signedDecision(tx, file.id))?.on_day ?? today;
  return {
    caseId: file.id,
    version: row.version,
    source: byBody ? row.source : null,
    says: byBody ? row.says : null,
    problemId: byBody ? row.problem_id : null,
    known: breachesOf(pack).map(({ id, cites, says, follows }) => ({
      id,
      cites,
      says,
      follows: follows.map((effect) => ({ effect, label: EFFECTS[effect as EffectName].zh })),
    })),
    barMonths: term.months,
    breaches: row.breaches,
    cites: clausesOf(pack, row.breaches),
    found: row.found,
    consequences: row.consequences,
    ordered: byBody ? row.ordered : null,
    intended: consequenceWords(pack, byBody ? chosen : row.consequences, row.breaches, on),
    mayFollow: [...mayFollow(pack, row.breaches)],
    servedAt: row.served_at,
    statement: row.statement,
    hearingAsked: row.hearing_asked,
    statedAt: row.stated_at,
    hearingOn: row.hearing_on,
    hearingAt: row.hearing_at,
    hearingPlace: row.hearing_place,
    hearingPeople: row.hearing_people,
    minutes: row.minutes,
    exhibits: byBody ? evidence : evidence.filter(isShared),
  };
}

/** Who asks, of what: for the routes. */
export async function sanctionContext(tx: Tx, services: CaseServices, actor: Actor, caseId: string) {
  return contextFor(tx, services, actor, await caseById(tx, caseId));
}

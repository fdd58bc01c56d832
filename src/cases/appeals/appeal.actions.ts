import { loadWorkingCalendar } from '../../identity/calendar/calendar.store.ts';
import type { Actor } from '../../kernel/actor.ts';
import { formatDay } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { dueMoment } from '../../kernel/working-days.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { bodyFor } from '../casefile/bodies.store.ts';
import { type CaseRow, caseById, lockCase } from '../casefile/casefile.store.ts';
import type { CaseServices, Matter } from '../casefile/steps.ts';
import { signedDecision } from '../decisions/decision.store.ts';
import { answersOf, valuesOf } from '../forms/form.store.ts';
import { openForPurpose } from '../intake/intake.actions.ts';
import { issuerOf } from '../notices/notice.store.ts';
import { packByHash, packInstalled } from '../packs/pack.actions.ts';
import { appealAgainst, appealOf, insertAppeal, insertSupersession, supersededBy } from './appeal.store.ts';
import { isBurden } from './appeal.ts';

/** What may be appealed against in a case, and until when. */
export interface Appealable {
  readonly signedId: string;
  readonly decisionId: string | null;
  readonly number: string;
  readonly onDay: string;
  readonly signedBy: string;
  readonly until: { readonly day: string; readonly at: string; readonly provisional: boolean };
  readonly hash: string;
}

async function appealable(tx: Tx, services: CaseServices, row: CaseRow): Promise<Appealable | null> {
  const decision = await signedDecision(tx, row.id);
  if (!decision?.number || !decision.on_day || !decision.signed_by || !isBurden(row.purpose, decision.outcome))
    return null;
  const withAppeal = await textWithAppeal(tx, services, row);
  if (!withAppeal) return null;
  const from = { from: decision.on_day, workingDays: withAppeal.workingDays, countFirst: false };
  const due = dueMoment(from, await loadWorkingCalendar(tx));
  return {
    signedId: decision.id,
    decisionId: decision.id,
    number: decision.number,
    onDay: decision.on_day,
    signedBy: decision.signed_by,
    until: { day: due.day, at: due.at.toString(), provisional: due.provisional },
    hash: withAppeal.hash,
  };
}

/** The text the case ran under, or where that had no way of appeal the one in force. */
async function textWithAppeal(tx: Tx, services: CaseServices, row: CaseRow) {
  const within = async (hash: string) =>
    (await packByHash(tx, hash)).procedures.find(({ purpose }) => purpose === 'appeal')?.within?.workingDays;
  const own = await within(row.pack_hash);
  if (own !== undefined) return { hash: row.pack_hash, workingDays: own };
  const { hash } = await packInstalled(tx, row.pack_id, services.clock.today());
  const workingDays = await within(hash);
  return workingDays === undefined ? null : { hash, workingDays };
}

/** To whom, by which clause and until when the decision of a case may be appealed against; for its letter. */
export async function appealBefore(tx: Tx, services: CaseServices, row: CaseRow) {
  const found = await appealable(tx, services, row);
  if (!found) return null;
  const pack = await packByHash(tx, found.hash);
  const procedure = pack.procedures.find(({ purpose }) => purpose === 'appeal');
  const actor = procedure?.steps.find(({ kind }) => kind === 'decision')?.actor;
  const body = actor === undefined ? undefined : pack.bodies[actor];
  const id = body ? await bodyFor(tx, body, row) : null;
  return {
    body: id ? await issuerOf(tx, id) : (body?.name ?? pack.issuer),
    cites: procedure?.cites ?? '',
    workingDays: procedure?.within?.workingDays ?? 0,
    until: found.until,
  };
}

/** A day of a calendar that is not published yet closes nothing. */
const inTime = ({ clock }: CaseServices, { until }: Appealable) =>
  until.provisional || clock.now().epochMilliseconds < Date.parse(until.at);

/** 申诉: a case of its own, opened by the party within the term, once. */
export async function openAppeal(tx: Tx, services: CaseServices, actor: Actor, caseId: string): Promise<CaseRow> {
  const row = await lockCase(tx, caseId);
  if (actor.organisationId !== row.applicant_id) throw new Refusal('appeal.not-yours');
  const found = await appealable(tx, services, row);
  if (!found) throw new Refusal('appeal.nothing');
  if (await appealAgainst(tx, found.signedId)) throw new Refusal('appeal.already');
  if (!inTime(services, found)) throw new Refusal('appeal.too-late', { until: found.until.day });
  const { carrier_id: carrierId, pack_id: packId, applicant_id: applicantId } = row;
  const of = { carrierId, packId, applicantId, purpose: 'appeal', hash: found.hash } as const;
  const opened = await openForPurpose(tx, services, actor, of);
  await insertAppeal(tx, {
    case_id: opened.id,
    about_case: row.id,
    signed_id: found.signedId,
    decision_id: found.decisionId,
    signed_by: found.signedBy,
    number: found.number,
    due_on: found.until.day,
  });
  recordChange(tx, { kind: 'case', id: opened.id, after: { appealAgainst: found.number } });
  return opened;
}

/** What the page of a case says of appeals: against it, or by it. */
export async function viewAppeal(tx: Tx, services: CaseServices, actor: Actor, caseId: string) {
  const row = await caseById(tx, caseId);
  if (row.purpose === 'appeal') {
    const { about_case, number, due_on } = await appealOf(tx, caseId);
    const about = { caseId: about_case, number };
    return { about, number: null, until: due_on, provisional: false, may: false, appealCase: null, superseded: null };
  }
  const found = await appealable(tx, services, row);
  if (!found) {
    return {
      about: null,
      number: null,
      until: null,
      provisional: false,
      may: false,
      appealCase: null,
      superseded: null,
    };
  }
  const made = await appealAgainst(tx, found.signedId);
  return {
    about: null,
    number: found.number,
    until: found.until.day,
    provisional: found.until.provisional,
    may:
      made === undefined &&
      inTime(services, found) &&
      actor.organisationId === row.applicant_id &&
      actor.roles.includes('operator'),
    appealCase: made?.case_id ?? null,
    superseded: await supersededBy(tx, found.signedId),
  };
}

/** The appeal's decision stands in the place of the one appealed against, which stays as it was sealed. */
export async function supersede(tx: Tx, appealCase: string, onDay: string): Promise<{ aboutCase: string }> {
  const appeal = await appealOf(tx, appealCase);
  const decision = await signedDecision(tx, appealCase);
  if (!decision) throw new Error(`nothing was signed in ${appealCase}`);
  await insertSupersession(tx, { signed_id: appeal.signed_id, by_decision_id: decision.id, on_day: onDay });
  return { aboutCase: appeal.about_case };
}

/** 复核 as a decision sees it. */
export const appealMatter: Matter = {
  async of(tx, file) {
    const { number, signed_id } = await appealOf(tx, file.id);
    return { against: { number, id: signed_id }, answers: valuesOf(await answersOf(tx, file.id)) };
  },
  async suggest(tx, { file }) {
    const { number } = await appealOf(tx, file.id);
    const { grounds } = valuesOf(await answersOf(tx, file.id));
    return { outcome: 'refused', reasons: `对${number}的申诉，理由为：${grounds ?? ''}。经复核，` };
  },
  async mayHandIn(tx, { services, file }) {
    const { about_case } = await appealOf(tx, file.id);
    const found = await appealable(tx, services, await caseById(tx, about_case));
    if (found && !inTime(services, found)) throw new Refusal('appeal.too-late', { until: found.until.day });
  },
  async maySign(tx, file, actor) {
    const { signed_by } = await appealOf(tx, file.id);
    if (signed_by === actor.personId) throw new Refusal('appeal.same-signer');
  },
  async letter(tx, { file, today }, outcome) {
    const { number } = await appealOf(tx, file.id);
    return outcome === 'granted'
      ? [
          `申诉针对的决定：${number}。`,
          `自${formatDay(today)}起，以本决定代替该决定；其效力随之撤销，原决定文书照原样保存。`,
        ]
      : [`申诉针对的决定：${number}，予以维持。`];
  },
};

import type { Actor } from '../../kernel/actor.ts';
import { type Day, dayOf, formatDay, yearOf } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { nextSerial } from '../../platform/serials/serial.ts';
import { procedurePack } from '../../policy/evaluate.ts';
import type { Pack } from '../../policy/pack.ts';
import { type Procedure, type Purpose, purposeRow } from '../../policy/procedure.ts';
import { formsWithin, scopeOver } from '../../policy/scope.ts';
import { CARRIER_FORMS, type CarrierForm } from '../../records/carriers/carrier.ts';
import { type MentorAtWork, mentorAtWork } from '../../records/mentoring/mentoring.store.ts';
import { assess } from '../assessments/assessment.actions.ts';
import { type CaseRow, caseById } from '../casefile/casefile.store.ts';
import { start } from '../casefile/casefile.ts';
import { submit } from '../casefile/deeds.ts';
import {
  assigneesFor,
  beginCase,
  change,
  contextFor,
  lockRunning,
  type Running,
  requireBody,
} from '../casefile/interpreter.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { isAdmittedLate } from '../evaluations/evaluation.store.ts';
import { saveForm } from '../forms/form.actions.ts';
import { answersOf, evidenceOf, valuesOf } from '../forms/form.store.ts';
import type { Answer } from '../forms/form.ts';
import { stillMissing } from '../forms/form.ts';
import { type InstalledPack, packByHash, packInstalled, procedureOf } from '../packs/pack.actions.ts';
import { roundOpenFor } from '../rounds/round.actions.ts';
import { packTerritory } from '../rounds/round.store.ts';
import { requireAnswered } from '../selfEvaluations/selfEvaluation.actions.ts';
import {
  type CarrierAtIntake,
  carrierAtIntake,
  type Duplicate,
  insertCase,
  openCaseOf,
  similarCases,
} from './intake.store.ts';

export interface NewCase {
  readonly carrierId: string;
  readonly packId: string;
  readonly procedureId: string;
  /** Whom a recognition of mentors is about. */
  readonly mentorId?: string | undefined;
  readonly roundId?: string | undefined;
  /** Filled in from the start: what a change case is about. */
  readonly answers?: Readonly<Record<string, Answer>>;
}

/** Opens a draft: only in the time of intake, only within the pack's scope, one at a time. */
export async function openCase(tx: Tx, services: CaseServices, actor: Actor, given: NewCase): Promise<CaseRow> {
  const now = services.clock.now().toString();
  const today = services.clock.today();
  const { hash, pack } = await packInstalled(tx, given.packId, today);
  const procedure = procedureOf(pack, given.procedureId);
  // The round opens the cases of an evaluation.
  if (procedure.purpose === 'evaluation') throw new Refusal('evaluation.by-round');
  const carrier = await carrierAtIntake(tx, given.carrierId);
  if (!carrier) throw new Refusal('not-found', { carrier: given.carrierId });
  if (!purposeRow(procedure.purpose).door) throw new Refusal('not-permitted');
  const applicantId = actor.isSystem ? carrier.operatorId : actor.organisationId;
  if (applicantId === null || applicantId !== carrier.operatorId) throw new Refusal('not-permitted');
  await requireScope(tx, procedurePack(pack, procedure), carrier);
  await requireNotBarred(tx, services, applicantId, pack);
  const mentor = await mentorFor(tx, services, procedure, carrier, pack, given.mentorId);
  const open = await openCaseOf(tx, carrier.id, pack.id, procedure.id, mentor?.mentorId ?? null);
  if (open) throw new Refusal('case.already-open', { case: open.id, number: open.number });
  const round = await roundOpenFor(
    tx,
    { packId: pack.id, procedure, territoryId: carrier.territoryId, roundId: given.roundId },
    now,
  );

  const row = await createCase(tx, services, actor, {
    installed: { hash, pack },
    procedure,
    carrier,
    applicantId,
    mentor,
    roundId: round?.id ?? null,
    duplicates: mentor ? [] : await duplicatesOf(tx, services, carrier, pack),
  });
  if (given.answers && Object.keys(given.answers).length > 0) {
    await saveForm(tx, services, actor, row.id, { revision: 0, answers: given.answers });
  }
  return caseById(tx, row.id);
}

/** The mentor whom the carrier puts forward: one of its own today, not recognised yet for good. */
async function mentorFor(
  tx: Tx,
  { clock, register }: CaseServices,
  { purpose }: Procedure,
  carrier: CarrierAtIntake,
  pack: Pack,
  mentorId: string | undefined,
): Promise<MentorAtWork | undefined> {
  if (purpose !== 'mentor') return undefined;
  if (mentorId === undefined)
    throw new Refusal('input.invalid', {}, [{ path: 'mentorId', code: 'required', message: '请选择导师' }]);
  const mentor = await mentorAtWork(tx, mentorId, clock.today());
  if (!mentor?.hasAgreement || mentor.carrierId !== carrier.id) throw new Refusal('mentor.not-here');
  if (await register.recognisedForGood(tx, mentorId, pack.id, clock.today())) throw new Refusal('mentor.recognised');
  return mentor;
}

/** The case at its first step, whoever opened it: an applicant, a body, or a decision. */
export async function createCase(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  of: {
    installed: InstalledPack;
    procedure: Procedure;
    carrier: CarrierAtIntake;
    applicantId: string;
    mentor?: Pick<MentorAtWork, 'mentorId' | 'name'> | undefined;
    team?: { readonly id: string; readonly name: string } | undefined;
    roundId?: string | null;
    /** The day the facts are read on; otherwise the day it is handed in. */
    judgedOn?: Day;
    duplicates?: readonly Duplicate[];
  },
): Promise<CaseRow> {
  const { procedure, carrier, applicantId } = of;
  const { hash, pack } = of.installed;
  const now = services.clock.now().toString();
  const id = newId();
  const first = procedure.steps.find((step) => step.id === procedure.start);
  if (!first) throw new Refusal('not-found', { step: procedure.start });
  const standing = {
    applicant_id: applicantId,
    recommender_id: null,
    territory_id: carrier.territoryId,
    purpose: procedure.purpose,
  };
  const file = start(id, procedure, applicantId, await assigneesFor(tx, services, standing, pack, first), actor, now);
  const row = await insertCase(tx, {
    id,
    number: await caseNumber(tx, pack, yearOf(services.clock.today())),
    pack_hash: hash,
    pack_id: pack.id,
    procedure_id: procedure.id,
    purpose: procedure.purpose,
    against: purposeRow(procedure.purpose).against,
    carrier_id: carrier.id,
    mentor_id: of.mentor?.mentorId ?? null,
    team_id: of.team?.id ?? null,
    applicant_id: applicantId,
    round_id: of.roundId ?? null,
    judged_on: of.judgedOn ?? null,
    territory_id: carrier.territoryId,
    title: `${of.mentor?.name ?? of.team?.name ?? carrier.name} · ${procedure.title}`,
    state: file.state,
    step: file.step,
    step_kind: first.kind,
    pass: file.pass,
    duplicates: JSON.stringify(of.duplicates ?? []),
    opened_at: now,
    opened_by: actor.personId,
  });
  await beginCase(tx, services, actor, row, file);
  recordChange(tx, {
    kind: 'case',
    id,
    after: { number: row.number, carrier: carrier.id, pack: pack.id, hash, procedure: procedure.id },
  });
  return caseById(tx, id);
}

/**
 * A case that no applicant opens at the door: the procedure of a purpose in a pack.
 *
 * @param hash the text it runs under; absent: the one in force today
 * @throws Refusal `case.no-procedure` where the pack has none of the purpose
 */
export async function openForPurpose(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  of: {
    carrierId: string;
    packId: string;
    purpose: Purpose;
    hash?: string;
    applicantId?: string;
    mentor?: Pick<MentorAtWork, 'mentorId' | 'name'>;
  },
): Promise<CaseRow> {
  const installed =
    of.hash === undefined
      ? await packInstalled(tx, of.packId, services.clock.today())
      : { hash: of.hash, pack: await packByHash(tx, of.hash) };
  const procedure = installed.pack.procedures.find(({ purpose }) => purpose === of.purpose);
  if (!procedure) throw new Refusal('case.no-procedure', { pack: of.packId, purpose: of.purpose });
  const carrier = await carrierAtIntake(tx, of.carrierId);
  if (!carrier) throw new Refusal('not-found', { carrier: of.carrierId });
  const applicantId = of.applicantId ?? carrier.operatorId;
  if (applicantId === null) throw new Refusal('case.no-party');
  await requireScope(tx, procedurePack(installed.pack, procedure), carrier);
  return createCase(tx, services, actor, { installed, procedure, carrier, applicantId, mentor: of.mentor });
}

/** 办件编号: division code of the pack's territory, year, five digits without gaps. */
async function caseNumber(tx: Tx, pack: Pack, year: number): Promise<string> {
  const prefix = `${pack.territory.code}-${year}`;
  return `${prefix}-${String(await nextSerial(tx, `case:${prefix}`)).padStart(5, '0')}`;
}

export async function duplicatesOf(
  tx: Tx,
  services: CaseServices,
  carrier: CarrierAtIntake,
  pack: Pack,
): Promise<Duplicate[]> {
  const held = await services.register.designationInForce(tx, carrier.id, pack.id, services.clock.today());
  const designation: Duplicate[] = held ? [{ kind: 'designation', ...held }] : [];
  return [...designation, ...(await similarCases(tx, carrier, pack.id))];
}

export async function requireScope(tx: Tx, pack: Pack, carrier: CarrierAtIntake): Promise<void> {
  const territory = await packTerritory(tx, pack.territory.code);
  const inTerritory = territory !== undefined && carrier.territoryPath.startsWith(territory.path);
  const scope = scopeOver(pack, carrier);
  if (!inTerritory || scope === 'kind')
    throw new Refusal('case.not-eligible', { territory: pack.territory.name, kinds: pack.carrierKinds, inTerritory });
  if (scope === 'inside') return;
  const forms = formsWithin(pack, carrier.kind) ?? [];
  const named = forms.map((form) => CARRIER_FORMS[form as CarrierForm].zh).join('、');
  const why =
    scope === 'formUnknown' ? '该载体没有登记形态' : `该载体是${CARRIER_FORMS[carrier.form as CarrierForm].zh}`;
  const message = `《${pack.title}》只适用于${named}，${why}`;
  throw new Refusal('case.not-eligible', { forms }, [{ path: 'carrierId', code: 'form', message }]);
}

export async function requireNotBarred(tx: Tx, services: CaseServices, applicantId: string, pack: Pack): Promise<void> {
  const bar = await services.register.barOf(tx, applicantId, pack.id, services.clock.today());
  if (!bar) return;
  const until = bar.until === null ? '' : `至${formatDay(bar.until)}(含当日)`;
  const message = `依据《${pack.title}》${bar.cites}，${until}不受理其申请`;
  throw new Refusal('case.barred', { ...bar }, [{ path: 'carrierId', code: 'barred', message }]);
}

/**
 * Hands the form in: refuses with every gap at once, at the field. Unmet requirements are shown and do not hinder,
 * unless one is a veto. What was judged is frozen with it.
 *
 * @param revision the one that the person who hands in has read
 */
export async function submitCase(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  revision: number,
): Promise<CaseRow> {
  const running = await lockRunning(tx, caseId);
  const { row, pack, procedure } = running;
  const answers = valuesOf(await answersOf(tx, caseId));
  if (row.state === 'closed') throw new Refusal('case.closed');
  if (row.form_revision !== revision) throw new Refusal('form.changed', { revision: row.form_revision, answers });
  const now = services.clock.now().toString();
  const today = dayOf(Temporal.Instant.from(now));
  const evaluates = procedure.purpose === 'evaluation';
  // One that was handed in in time and came back may be handed in again after the round has closed.
  if (row.submitted_at === null && !(evaluates && (await isAdmittedLate(tx, caseId, now)))) {
    await roundOpenFor(
      tx,
      { packId: pack.id, procedure, territoryId: row.territory_id, roundId: row.round_id ?? undefined },
      now,
    );
  }
  if (row.submitted_at === null)
    await services.matters[procedure.purpose]?.mayHandIn?.(tx, await contextFor(tx, services, actor, row));
  if (evaluates) await requireAnswered(tx, caseId);
  if (purposeRow(row.purpose).door) await requireNotBarred(tx, services, row.applicant_id, pack);
  const missing = stillMissing(pack, procedure, answers, await evidenceOf(tx, caseId));
  if (missing.length > 0) throw new Refusal('input.invalid', {}, missing);
  await requireBodies(tx, running);
  return change(
    tx,
    services,
    actor,
    caseId,
    (file, at) => submit(file, actor, at),
    async () => {
      if (!evaluates) await tx.updateTable('case_file').set({ judged_on: today }).where('id', '=', caseId).execute();
      const { findings } = await assess(tx, services, await caseById(tx, caseId), 'submit');
      const vetoed = findings.filter(
        ({ kind, outcome }) => purposeRow(row.purpose).judges && kind === 'veto' && outcome === 'unmet',
      );
      if (vetoed.length > 0) {
        throw new Refusal(
          'case.veto',
          {},
          vetoed.map(({ requirement, cites, says }) => ({
            path: requirement,
            code: 'veto',
            message: `${cites} ${says}`,
          })),
        );
      }
    },
  );
}

/** A case does not set out on a way on which nobody would take it up. */
async function requireBodies(tx: Tx, { row, pack, procedure }: Running): Promise<void> {
  for (const step of procedure.steps) {
    if (pack.bodies[step.actor]?.is !== 'experts') await requireBody(tx, row, pack, step);
  }
}

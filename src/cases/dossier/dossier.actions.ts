import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import { loadWorkingCalendar } from '../../identity/calendar/calendar.store.ts';
import { type Actor, ROLES } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { PAPERS, type PaperName } from '../../kernel/paper.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { WorkingCalendar } from '../../kernel/working-days.ts';
import type { Tx } from '../../platform/db/database.ts';
import { inWords } from '../../policy/explain.ts';
import { clauseOf } from '../../policy/load.ts';
import type { Pack, RequirementNode } from '../../policy/pack.ts';
import { type Procedure, purposeRow } from '../../policy/procedure.ts';
import { factsOf, judgedLines } from '../../policy/requirement.ts';
import { mentorAtWork } from '../../records/mentoring/mentoring.store.ts';
import { findTeam } from '../../records/teams/team.store.ts';
import { type Assessment, findingsOf, isAttested } from '../assessments/assessment.actions.ts';
import { judgementsOf } from '../assessments/assessment.store.ts';
import { type Audience, audienceOf } from '../casefile/access.store.ts';
import { allowedFor } from '../casefile/allowed.ts';
import { type CaseRow, caseById } from '../casefile/casefile.store.ts';
import { type CaseFile, endOf, formIsOpen, wayTo } from '../casefile/casefile.ts';
import { runningOf } from '../casefile/interpreter.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { isFor, type Task, type Verb } from '../casefile/task.ts';
import { excludedCases } from '../conflicts/conflict.actions.ts';
import { lightOf, yellowUntil } from '../deadlines/deadline.ts';
import { signedDecision } from '../decisions/decision.store.ts';
import { type EvidenceRow, evidenceOf } from '../forms/form.store.ts';
import { packByHash, procedureOf } from '../packs/pack.actions.ts';
import type { CaseView, FindingView } from './dossier.contract.ts';
import {
  type CaseQuery,
  eventsOf,
  type ListedCase,
  listCases,
  listedCase,
  namesOf,
  papersOf,
  supplementsOf,
} from './dossier.store.ts';

type Moment = { now: string; today: string; calendar: WorkingCalendar };
async function moment(tx: Tx, { clock }: CaseServices): Promise<Moment> {
  return { now: clock.now().toString(), today: clock.today(), calendar: await loadWorkingCalendar(tx) };
}

export async function caseListFor(tx: Tx, services: CaseServices, actor: Actor, query: CaseQuery) {
  const at = await moment(tx, services);
  const hidden = await excludedCases(tx, services, actor);
  const { rows, ...total } = await listCases(tx, actor, hidden, query, at.now, yellowUntil(at.today, at.calendar));
  const shown = [];
  for (const row of rows) {
    const procedure = procedureOf(await packByHash(tx, row.packHash), row.procedureId);
    shown.push(
      rowView(
        row,
        procedure,
        at,
        actor.roles.some((role) => role === 'officer' || role === 'director'),
      ),
    );
  }
  return { rows: shown, ...total };
}

function rowView(row: ListedCase, procedure: Procedure, at: Moment, byBody: boolean) {
  const step = procedure.steps.find(({ id }) => id === row.stepId);
  const end = row.endId === null ? undefined : endOf(procedure, row.endId);
  const due = { at: row.dueAt, on: row.dueOn, provisional: row.dueProvisional ?? false };
  const light = lightOf({ ...due, isStopped: row.isStopped }, at.now, at.today, at.calendar);
  const title = (one: { title: string; publicName: string } | undefined) =>
    one ? (byBody ? one.title : one.publicName) : null;
  return { ...row, stepTitle: title(step), endTitle: title(end), due: { ...due, light } };
}

/** All that the case page shows, as this actor may see it. */
export async function dossierFor(tx: Tx, services: CaseServices, actor: Actor, caseId: string): Promise<CaseView> {
  const row = await caseById(tx, caseId);
  const listed = await listedCase(tx, caseId);
  if (!listed) throw new Refusal('not-found', { case: caseId });
  const at = await moment(tx, services);
  const { pack, procedure, file } = await runningOf(tx, row);
  const audience = await audienceOf(tx, actor, row);
  const { judges } = purposeRow(row.purpose);
  const assessment = await findingsOf(tx, services, row);
  const evidence = await evidenceOf(tx, caseId);
  const step = procedure.steps.find(({ id }) => id === row.step);
  const end = row.end_id === null ? undefined : endOf(procedure, row.end_id);
  const titleOf = stepTitles(procedure, audience);
  const allowed = allowedFor(file, actor, at.now);
  const way = wayTo(file);
  const supplements = await supplementsOf(tx, caseId);
  return {
    ...rowView(listed, procedure, at, audience === 'body'),
    audience,
    packTitle: pack.title,
    packHash: row.pack_hash,
    procedureTitle: procedure.title,
    applicantId: row.applicant_id,
    stepKind: row.step_kind,
    publicName: step?.publicName ?? end?.publicName ?? '',
    next: step?.next ?? null,
    judgedOn: row.judged_on,
    formRevision: row.form_revision,
    formOpen: formIsOpen(file),
    duplicates: row.duplicates,
    steps: procedure.steps.map(({ id, cites, kind }) => ({
      id,
      title: titleOf(id) ?? id,
      cites,
      kind,
      standing: id === row.step ? ('here' as const) : way.includes(id) ? ('behind' as const) : ('ahead' as const),
    })),
    credit: audience === 'expert' ? [] : [...(await services.register.creditOf(tx, row.applicant_id, at.today))],
    mentor: row.mentor_id === null ? null : ((await mentorAtWork(tx, row.mentor_id, at.today)) ?? null),
    team: await teamOf(tx, row, procedure, at.today),
    judges,
    verdict: assessment.verdict,
    findings: judges ? findingViews(pack, assessment, evidence) : [],
    judgements: judges ? await judgementViews(tx, pack, caseId, audience) : [],
    supplements: supplements.map((one) => ({
      id: one.id,
      number: one.number,
      items: one.items,
      askedAt: one.asked_at,
      due: dueOf({ at: one.due_at, on: one.due_on, provisional: one.due_provisional }, at, one.state !== 'out'),
      state: one.state as 'out',
      answer: one.answer,
    })),
    timeline: await timeline(tx, row, audience, titleOf),
    papers: await paperViews(tx, caseId, audience),
    tasks: await taskViews(tx, file, actor, audience, titleOf),
    allowed: { ...allowed, returnTo: allowed.returnTo.map((id) => ({ step: id, title: titleOf(id) ?? id })) },
  };
}

async function teamOf(tx: Tx, row: CaseRow, { entitles }: Procedure, today: Day): Promise<CaseView['team']> {
  const team = row.team_id === null ? undefined : await findTeam(tx, row.team_id, today);
  if (!team || !entitles) return null;
  const { id: teamId, name, companyName, uscc, since } = team;
  const fen = (await signedDecision(tx, row.id))?.amount_fen ?? null;
  return { teamId, name, companyName, uscc, since, says: entitles.says, times: entitles.times, fen };
}

function dueOf(
  due: { at: string; on: string; provisional: boolean },
  { now, today, calendar }: Moment,
  isOver: boolean,
) {
  return { ...due, light: isOver ? ('none' as const) : lightOf(due, now, today, calendar) };
}

function stepTitles(procedure: Procedure, audience: Audience): (id: string | null) => string | null {
  const titles = new Map(procedure.steps.map((step) => [step.id, audience === 'body' ? step.title : step.publicName]));
  return (id) => (id === null ? null : (titles.get(id) ?? null));
}

/** Each requirement with its clause, its present finding told from the numbers, its facts and where its evidence goes. */
export function findingViews(
  pack: Pack,
  { findings, sheet }: Pick<Assessment, 'findings' | 'sheet'>,
  evidence: readonly EvidenceRow[],
): FindingView[] {
  return pack.requirements.map((requirement) => {
    const finding = findings.find((one) => one.requirement === requirement.id);
    const slots = [...new Set(slotsOf(requirement))];
    return {
      requirement: requirement.id,
      kind: requirement.kind,
      outcome: finding?.outcome ?? 'unknown',
      cites: requirement.cites,
      says: requirement.says,
      clause: clauseOf(pack, requirement.cites)?.text ?? null,
      lines: finding ? inWords(pack, finding, 'zh') : [],
      facts: [...new Set(factsOf(requirement))].map((key) => factViewOf(key as FactKey, sheet[key as FactKey])),
      evidence: slots.map((slot) => evidenceSlot(slot, pack.evidence[slot], evidence)),
    };
  });
}

export function slotsOf(node: RequirementNode): string[] {
  return [...node.evidence, ...(node.judge?.evidence ?? []), ...node.parts.flatMap(slotsOf)];
}

export function evidenceSlot(
  slot: string,
  named: { label: string; help?: string | undefined } | undefined,
  evidence: readonly EvidenceRow[],
) {
  const files = evidence.filter((file) => file.slot === slot);
  return { slot, label: named?.label ?? slot, help: named?.help ?? null, files };
}

export function factViewOf(key: FactKey, fact: Assessment['sheet'][FactKey] | undefined): FindingView['facts'][number] {
  const { zh: label, ...definition } = FACTS[key];
  const plain = (value: unknown) => (value === undefined ? null : (value as FindingView['facts'][number]['value']));
  return {
    key,
    label,
    unit: 'unit' in definition ? definition.unit : null,
    value: plain(fact?.value),
    obtained: fact?.obtained ?? 'unknown',
    complete: fact?.complete ?? false,
    provenance: [...(fact?.provenance ?? [])],
    declared: plain(fact?.declared?.value),
    differs: fact?.differs ?? false,
    stale: fact?.stale?.validTo ? { value: plain(fact.stale.value) ?? '', until: fact.stale.validTo } : null,
  };
}

/** The applicant is shown what is asked of them, and of a body's answer the outcome alone. */
async function judgementViews(tx: Tx, pack: Pack, caseId: string, audience: Audience): Promise<CaseView['judgements']> {
  if (audience === 'expert') return [];
  const given = new Map((await judgementsOf(tx, caseId)).map((one) => [one.leaf, one]));
  const rows = pack.requirements.flatMap((requirement) =>
    judgedLines(requirement).map((leaf) => ({ leaf, requirement, attested: isAttested(pack, leaf) })),
  );
  return rows
    .filter(({ attested }) => attested || audience === 'body')
    .map(({ leaf, requirement, attested }) => {
      const one = given.get(leaf.id);
      const told = one && (audience === 'body' || one.byApplicant) ? one : undefined;
      return {
        leaf: leaf.id,
        requirement: requirement.id,
        attested,
        says: leaf.says ?? requirement.says,
        cites: leaf.cites,
        outcome: one?.outcome ?? null,
        reason: told?.reason ?? null,
        by: told ? [told.organisationName, told.personName].filter(Boolean).join(' ') : null,
        at: told?.at ?? null,
      };
    });
}

/** The applicant reads what concerns them, by body and not by person; an expert reads only when each step began. */
async function timeline(
  tx: Tx,
  { id, told_pass }: CaseRow,
  audience: Audience,
  titleOf: (id: string | null) => string | null,
): Promise<CaseView['timeline']> {
  const events = await eventsOf(tx, id);
  const told = told_pass ?? 0;
  const shown = audience === 'body' ? events : events.filter(({ internal, pass }) => !internal && pass >= told);
  return shown.map((event) => ({
    seq: event.seq,
    at: event.at,
    verb: event.verb as Verb,
    stepTitle: titleOf(event.step),
    person: audience === 'body' ? event.person_name : null,
    organisation: audience === 'expert' ? null : event.organisation_name,
    opinion: audience === 'expert' ? null : event.opinion,
  }));
}

async function paperViews(tx: Tx, caseId: string, audience: Audience): Promise<CaseView['papers']> {
  const papers = await papersOf(tx, caseId);
  return papers
    .filter((paper) => audience === 'body' || !paper.internal)
    .map((paper) => ({
      id: paper.id,
      paper: paper.paper,
      label: PAPERS[paper.paper as PaperName].zh,
      fileId: paper.file_id,
      name: paper.name,
      mediaType: paper.media_type,
      madeAt: paper.made_at,
      isVoid: paper.void_at !== null,
    }));
}

/** Tasks of experts are their feature's to show; the applicant and an expert see their own. */
async function taskViews(
  tx: Tx,
  file: CaseFile,
  actor: Actor,
  audience: Audience,
  titleOf: (id: string | null) => string | null,
): Promise<CaseView['tasks']> {
  const shown = file.tasks.filter((task) =>
    audience === 'body' ? !isExperts(task) || isFor(task, actor) : isFor(task, actor),
  );
  const people = await namesOf(
    tx,
    'person',
    shown.map((task) => task.decidedBy ?? task.personId),
  );
  const organisations = await namesOf(
    tx,
    'organisation',
    shown.map((task) => task.organisationId),
  );
  return shown.map((task) => ({
    id: task.id,
    pass: task.pass,
    stepId: task.step,
    stepTitle: titleOf(task.step) ?? task.step,
    kind: task.kind,
    state: task.state,
    organisationId: task.organisationId,
    organisationName: organisations.get(task.organisationId ?? '') ?? null,
    roleLabel: ROLES[task.role].zh,
    personName: people.get(task.decidedBy ?? task.personId ?? '') ?? null,
    parentId: task.parentId,
    place: task.place,
    verb: task.verb,
    opinion: task.opinion,
    decidedAt: task.decidedAt,
  }));
}
const isExperts = (task: Task) => task.role === 'expert';

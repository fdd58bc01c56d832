import { type FactSheet, factSheet, teamFactSheet, valuesOf } from '../../facts/fact-sheet.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { explain, verdict } from '../../policy/evaluate.ts';
import type { ExplainedFinding, Judgements } from '../../policy/finding.ts';
import type { Pack, RequirementNode } from '../../policy/pack.ts';
import { judgedLines } from '../../policy/requirement.ts';
import type { CaseRow } from '../casefile/casefile.store.ts';
import { formIsOpen } from '../casefile/casefile.ts';
import { judge } from '../casefile/deeds.ts';
import { change, lockRunning } from '../casefile/interpreter.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { markActed } from '../forms/form.store.ts';
import { packOfCase } from '../packs/pack.actions.ts';
import { assessmentsOf, insertAssessment, insertJudgement, judgementsOf } from './assessment.store.ts';

export interface Assessment {
  readonly on: Day;
  readonly packHash: string;
  /** Of the carrier, or of the team that applies. */
  readonly sheet: Readonly<Partial<FactSheet>>;
  readonly findings: readonly ExplainedFinding[];
  readonly verdict: 'met' | 'unmet' | 'unknown';
}

/** What the pack says of the carrier's facts and of the judgements given so far; nothing is kept. */
export async function presentFindings(
  tx: Tx,
  services: CaseServices,
  row: CaseRow,
): Promise<Assessment & { judgements: Judgements }> {
  const on = row.judged_on ?? services.clock.today();
  const pack = await packOfCase(tx, row);
  const sheet =
    row.team_id === null ? await factSheet(tx, row.carrier_id, on) : await teamFactSheet(tx, row.team_id, on);
  const judgements = Object.fromEntries((await judgementsOf(tx, row.id)).map(({ leaf, outcome }) => [leaf, outcome]));
  const findings = explain(pack, valuesOf(sheet), on, judgements);
  return { on, packHash: row.pack_hash, findings, verdict: verdict(findings), sheet, judgements };
}

/** Freezes what is judged: the fact sheet with provenance, the judgements, the findings, the pack's hash and the day. */
export async function assess(
  tx: Tx,
  services: CaseServices,
  row: CaseRow,
  kind: 'submit' | 'decision',
): Promise<Assessment> {
  const { judgements, ...assessment } = await presentFindings(tx, services, row);
  await insertAssessment(tx, {
    id: newId(),
    case_id: row.id,
    kind,
    on_day: assessment.on,
    pack_hash: row.pack_hash,
    facts: JSON.stringify(assessment.sheet),
    judgements: JSON.stringify(judgements),
    findings: JSON.stringify(assessment.findings),
    verdict: assessment.verdict,
    at: services.clock.now().toString(),
  });
  return assessment;
}

/** What a case shows: a draft the present findings, a closed one what was frozen last, one under way both with new judgements. */
export async function findingsOf(tx: Tx, services: CaseServices, row: CaseRow): Promise<Assessment> {
  if (row.state === 'closed') {
    const frozen = (await assessmentsOf(tx, row.id)).at(-1);
    if (frozen) {
      const { on_day: on, pack_hash: packHash, facts: sheet, findings } = frozen;
      return { on, packHash, sheet, findings, verdict: frozen.verdict as Assessment['verdict'] };
    }
  }
  return presentFindings(tx, services, row);
}

/** The questions that a pack puts to a person. */
export function judgedLeaves(pack: Pack): RequirementNode[] {
  return pack.requirements.flatMap(judgedLines);
}

/** A reviewer's answer to one of the pack's questions, with the reason. A later one replaces it; both are kept. */
export async function giveJudgement(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  given: { leaf: string; outcome: 'met' | 'unmet'; reason: string },
): Promise<CaseRow> {
  return change(
    tx,
    services,
    actor,
    caseId,
    (file, now) => judge(file, actor, given, now),
    async (file, { pack }) => {
      if (!judgedLeaves(pack).some(({ id }) => id === given.leaf)) throw new Refusal('not-found', { leaf: given.leaf });
      await insertJudgement(tx, {
        id: newId(),
        case_id: caseId,
        leaf: given.leaf,
        outcome: given.outcome,
        reason: given.reason,
        pass: file.pass,
        at: services.clock.now().toString(),
        person_id: actor.personId,
        organisation_id: actor.organisationId,
      });
    },
  );
}

/** 告知承诺: the pack asks for the applicant's own word. */
export function isAttested({ bodies }: Pack, { judge: asks }: RequirementNode): boolean {
  return asks !== null && bodies[asks.by]?.is === 'operator';
}

/** The applicant's word while the form is open. What a body finds later stands before it; both are kept. */
export async function attest(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  given: { leaf: string; outcome: 'met' | 'unmet' },
): Promise<void> {
  const { row, pack, file } = await lockRunning(tx, caseId);
  if (!formIsOpen(file)) throw new Refusal('form.not-open', { leaf: given.leaf });
  const asked = judgedLeaves(pack).find(({ id }) => id === given.leaf);
  if (!asked || !isAttested(pack, asked)) throw new Refusal('not-found', { leaf: given.leaf });
  await insertJudgement(tx, {
    id: newId(),
    case_id: caseId,
    leaf: given.leaf,
    outcome: given.outcome,
    reason: given.outcome === 'met' ? '申报单位承诺符合' : '申报单位说明尚不符合',
    pass: row.pass,
    at: services.clock.now().toString(),
    person_id: actor.personId,
    organisation_id: row.applicant_id,
  });
  await markActed(tx, caseId, row.pass);
  recordChange(tx, { kind: 'case', id: caseId, after: { attested: given.leaf, outcome: given.outcome } });
}

import { TEAM_FACT_KEYS } from '../../facts/fact-sheet.ts';
import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import type { FactValues } from '../../kernel/fact.ts';
import { explain } from '../../policy/evaluate.ts';
import { inWords } from '../../policy/explain.ts';
import { checkExpression } from '../../policy/expression.check.ts';
import type { OutcomeName } from '../../policy/finding.ts';
import type { PackRules, Parameter, Requirement } from '../../policy/pack.ts';
import type { StageCriterion } from '../../records/stageStandards/stage-standard.ts';
import { STAGES, type Stage } from '../../records/teams/incubation-record.ts';

/** How a criterion stands: a person judges those without a fact when the team moves on. */
export interface JudgedCriterion extends StageCriterion {
  readonly outcome: OutcomeName;
  /** What was found, with the value and the distance. */
  readonly text: string;
}

const nodeOf = ({ id, says, fact, least }: StageCriterion, parameters: Readonly<Record<string, Parameter>>) => {
  const check = fact === null ? null : least === null ? fact : `${fact} >= ${id}`;
  const { expression, errors } =
    check === null ? { expression: null, errors: [] } : checkExpression(check, FACTS, parameters);
  return {
    errors,
    requirement: {
      id,
      says,
      cites: '',
      kind: 'must',
      when: null,
      form: check === null ? 'judge' : 'check',
      check,
      expression,
      judge: check === null ? { by: 'reviewer', evidence: [] } : null,
      parts: [],
      evidence: [],
      effort: null,
    } satisfies Requirement,
  };
};

/** The least of each criterion that compares, in the unit of its fact. */
function parametersOf(criteria: readonly StageCriterion[]): Record<string, Parameter> {
  return Object.fromEntries(
    criteria.flatMap(({ id, says, fact, least }) => {
      const unit = fact === null ? null : ((FACTS[fact as FactKey] as { unit?: string } | undefined)?.unit ?? null);
      if (least === null || fact === null) return [];
      const values = [{ from: '0001-01-01', value: least, cites: null }];
      const given = { label: says, en: says, unit: unit ?? '', factUnit: unit, note: null, values };
      return [[id, { ...given, kind: 'number', setBy: 'operator' } satisfies Parameter]];
    }),
  );
}

/** What is wrong with a criterion; null: it can be judged. */
export function faultOf(criterion: StageCriterion): string | null {
  const { fact } = criterion;
  if (fact === null) return null;
  if (!(TEAM_FACT_KEYS as readonly string[]).includes(fact)) return '没有这项指标';
  return nodeOf(criterion, parametersOf([criterion])).errors[0]?.zh ?? null;
}

/** The criteria of a space judged as the conditions of a document are: met, unmet, or not known. */
export function judgeCriteria(
  criteria: readonly StageCriterion[],
  facts: FactValues,
  on: string,
  judged: ReadonlySet<string> = new Set(),
): JudgedCriterion[] {
  const parameters = parametersOf(criteria);
  const rules: PackRules = {
    id: 'stage',
    title: '',
    parameters,
    requirements: criteria.map((one) => nodeOf(one, parameters).requirement),
    conditions: [],
    factLabels: {},
    evidence: {},
    bodies: {},
  };
  const findings = explain(rules, facts, on, Object.fromEntries([...judged].map((id) => [id, 'met' as const])));
  return criteria.map((criterion, index) => {
    const finding = findings[index];
    if (!finding) throw new Error(`criterion ${criterion.id} was not judged`);
    return { ...criterion, outcome: finding.outcome, text: (inWords(rules, finding, 'zh')[0]?.text ?? '').trim() };
  });
}

const rank = (stage: Stage) => STAGES.findIndex(({ code }) => code === stage);

/** A team that goes on with every criterion met needs no reason; one that goes on without, or goes back, does. */
export function needsReason(from: Stage | null, to: Stage, judged: readonly JudgedCriterion[]): boolean {
  if (from === null) return false;
  return rank(to) !== rank(from) + 1 || judged.some(({ outcome }) => outcome !== 'met');
}

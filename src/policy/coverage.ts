import { citedClauses } from './clause.ts';
import type { Pack, RequirementNode } from './pack.ts';

/**
 * executed  a requirement, parameter, procedure, scheme, amount or designation cites the clause, and the system does it
 * recorded  a rule of evaluation, support or sanction restates it; the system keeps it and does not execute it yet
 * noRule    the pack says why there is nothing to execute
 * uncovered nothing speaks of it
 */
export const COVERAGE = {
  executed: { zh: '执行', en: 'executed' },
  recorded: { zh: '记载', en: 'recorded, not executed yet' },
  noRule: { zh: '非规则', en: 'no rule' },
  uncovered: { zh: '未覆盖', en: 'uncovered' },
} as const;
export type CoverageState = keyof typeof COVERAGE;

export interface ClauseCoverage {
  readonly cite: string;
  readonly title: string;
  readonly state: CoverageState;
  /** Ids of what cites the clause: `floor-area`, `parameter:minimumFloorArea`, `recognition/apply` ... */
  readonly by: readonly string[];
  /** Why it is no rule; several where several lines of `not_rules` speak of it. */
  readonly reason: string | null;
  /** Numbers of the list of demands that come from the clause. */
  readonly traces: readonly string[];
}

/** Every heading of `source.md` and what speaks of it. A clause is also covered when each of its items is. */
export function coverage(pack: Pack): ClauseCoverage[] {
  const executed = citesOf(pack);
  const recorded = new Map<string, string[]>();
  for (const rule of pack.recorded) add(recorded, rule.cites, `${rule.file.replace('.yaml', '')}:${rule.id}`);
  for (const scheme of pack.schemes) {
    const by = `evaluation:${scheme.id}`;
    for (const { cites } of [scheme, ...scheme.grades, ...scheme.bars, ...scheme.direct]) add(executed, cites, by);
    for (const each of [...scheme.indicators, ...scheme.consequences]) add(executed, each.cites, `${by}/${each.id}`);
  }
  for (const each of pack.quotas) add(executed, each.cites, `quota:${each.id}`);
  for (const each of pack.priorities) add(executed, each.cites, `priority:${each.id}`);
  for (const each of [...pack.amounts, ...pack.periods]) add(executed, each.cites, `support:${each.id}`);
  const reasons = new Map<string, string[]>();
  for (const line of pack.notRules) add(reasons, line.cites, line.reason);

  const traces = new Map<string, string[]>();
  for (const { id, cites } of pack.traces) add(traces, cites, id);

  const own = pack.clauses.map(({ cite, title, parent }): ClauseCoverage => {
    const by = [...(executed.get(cite) ?? []), ...(recorded.get(cite) ?? [])];
    // What a pack says of a clause as a whole, it says of its items.
    const why = reasons.get(cite) ?? (parent === null ? undefined : reasons.get(parent));
    const reason = why?.join('；') ?? null;
    const state = executed.has(cite) ? 'executed' : recorded.has(cite) ? 'recorded' : why ? 'noRule' : 'uncovered';
    return { cite, title, state, by, reason, traces: traces.get(cite) ?? [] };
  });
  return own.map((clause) => {
    if (clause.state !== 'uncovered') return clause;
    const items = own.filter((_, index) => pack.clauses[index]?.parent === clause.cite);
    const states = items.map((item) => item.state);
    if (states.length === 0 || states.includes('uncovered')) return clause;
    const state = (['executed', 'recorded', 'noRule'] as const).find((each) => states.includes(each)) ?? 'noRule';
    return { ...clause, state, by: items.map((item) => item.cite) };
  });
}

function add(map: Map<string, string[]>, cites: string, by: string): void {
  for (const cite of citedClauses(cites)) {
    const list = map.get(cite) ?? [];
    if (!list.includes(by)) list.push(by);
    map.set(cite, list);
  }
}

function citesOf(pack: Pack): Map<string, string[]> {
  const map = new Map<string, string[]>();
  const walk = (node: RequirementNode, by: string) => {
    add(map, node.cites, by);
    for (const part of node.parts) walk(part, by);
  };
  for (const requirement of pack.requirements) walk(requirement, requirement.id);
  for (const set of pack.conditions) {
    add(map, set.cites, set.id);
    for (const requirement of set.requirements) walk(requirement, `${set.id}/${requirement.id}`);
  }
  const used = new Set(JSON.stringify([pack.requirements, pack.conditions]).match(/parameter:[A-Za-z0-9-]+/g));
  for (const [name, parameter] of Object.entries(pack.parameters)) {
    if (!used.has(`parameter:${name}`)) continue;
    for (const { cites } of parameter.values) if (cites) add(map, cites, `parameter:${name}`);
  }
  for (const { id, cites } of pack.relaxations) add(map, cites, `relaxation:${id}`);
  for (const { id, cites } of pack.passes) add(map, cites, `pass:${id}`);
  if (pack.designation.cites) add(map, pack.designation.cites, 'designation');
  for (const procedure of pack.procedures) {
    add(map, procedure.cites, procedure.id);
    for (const step of procedure.steps) {
      const by = `${procedure.id}/${step.id}`;
      add(map, step.cites, by);
      for (const days of [step.due, step.supplement, step.notice]) if (days?.cites) add(map, days.cites, by);
    }
  }
  return map;
}

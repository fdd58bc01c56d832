import type { FactValue, FactValues } from '../kernel/fact.ts';
import type { Comparison, Expression, Membership, ValueExpression } from './expression.ts';
import type { OutcomeName, Part } from './finding.ts';
import type { RequirementKind } from './pack.ts';

/** Kleene's order: `all` is the least of its lines, `any` the greatest, `none` two minus the greatest. */
export const UNMET = 0;
export const UNKNOWN = 1;
export const MET = 2;
export const NOT_APPLICABLE = 3;
export type Code = 0 | 1 | 2 | 3;
export const CODES = { unmet: 0, unknown: 1, met: 2, notApplicable: 3 } as const satisfies Record<OutcomeName, Code>;
export const NAMES = ['unmet', 'unknown', 'met', 'notApplicable'] as const satisfies readonly OutcomeName[];

/** Parameters as they stand in one era. A parameter without a value yet is absent. */
export type ParameterValues = ReadonlyMap<string, FactValue>;

/** What every line of one requirement shares. */
export interface Frame {
  readonly requirement: string;
  readonly id: string;
  readonly kind: RequirementKind;
  readonly cites: string;
  readonly says: string | null;
}
export type Run = (facts: FactValues) => Code;
export type Tell = (facts: FactValues) => Part;
type Get = (facts: FactValues) => FactValue | undefined;

export const NOTHING: readonly never[] = Object.freeze([]);

export function compileRun(expression: Expression, parameters: ParameterValues): Run {
  switch (expression.op) {
    case 'constant': {
      const code = expression.value ? MET : UNMET;
      return () => code;
    }
    case 'and':
    case 'or': {
      const runs = expression.parts.map((part) => compileRun(part, parameters));
      return expression.op === 'and' ? least(runs) : greatest(runs);
    }
    case 'flag': {
      const get = compileValue(expression.fact, parameters);
      const { expected } = expression;
      return (facts) => {
        const value = get(facts);
        return value == null ? UNKNOWN : value === expected ? MET : UNMET;
      };
    }
    case 'compare':
      return compileComparison(expression, parameters);
    default: {
      const get = compileValue(expression.set, parameters);
      const wanted = compileValue(expression.items, parameters);
      const { op, expected } = expression;
      return (facts) => {
        const value = get(facts);
        const items = wanted(facts);
        if (value == null || items == null) return UNKNOWN;
        return holds(op, value, items) === expected ? MET : UNMET;
      };
    }
  }
}

export function least(runs: readonly Run[]): Run {
  return (facts) => {
    let outcome: Code = MET;
    for (const run of runs) {
      const code = run(facts);
      if (code === UNMET) return UNMET;
      if (code < outcome) outcome = code;
    }
    return outcome;
  };
}
function greatest(runs: readonly Run[]): Run {
  return (facts) => {
    let outcome: Code = UNMET;
    for (const run of runs) {
      const code = run(facts);
      if (code === MET) return MET;
      if (code > outcome) outcome = code;
    }
    return outcome;
  };
}

/** Each comparison gets a closure of its own, with the threshold inside where it is fixed for the era. */
function compileComparison({ how, left, right }: Expression & { op: 'compare' }, parameters: ParameterValues): Run {
  const get = compileValue(left, parameters);
  if (right.needs.every((need) => need.startsWith('parameter:'))) {
    const threshold = compileValue(right, parameters)({});
    if (threshold === undefined) return () => UNKNOWN;
    if (left.op === 'fact') return compareFact(left.key, how, threshold);
    return (facts) => {
      const value = get(facts);
      return value == null ? UNKNOWN : compare(how, value, threshold) ? MET : UNMET;
    };
  }
  const other = compileValue(right, parameters);
  return (facts) => {
    const value = get(facts);
    const threshold = other(facts);
    if (value == null || threshold == null) return UNKNOWN;
    return compare(how, value, threshold) ? MET : UNMET;
  };
}

function compareFact(key: string, how: Comparison, threshold: FactValue): Run {
  const outcome = (value: FactValue | undefined, holds: boolean) => (value == null ? UNKNOWN : holds ? MET : UNMET);
  switch (how) {
    case '>=':
      return (facts) => {
        const value = facts[key];
        return value == null ? UNKNOWN : value >= threshold ? MET : UNMET;
      };
    case '>':
      return (facts) => outcome(facts[key], (facts[key] ?? 0) > threshold);
    case '<=':
      return (facts) => outcome(facts[key], (facts[key] ?? 0) <= threshold);
    case '<':
      return (facts) => outcome(facts[key], (facts[key] ?? 0) < threshold);
    case '==':
      return (facts) => outcome(facts[key], facts[key] === threshold);
    case '!=':
      return (facts) => outcome(facts[key], facts[key] !== threshold);
  }
}

/** Days are `YYYY-MM-DD` and compare as texts. */
function compare(how: Comparison, value: FactValue, threshold: FactValue): boolean {
  switch (how) {
    case '>=':
      return value >= threshold;
    case '>':
      return value > threshold;
    case '<=':
      return value <= threshold;
    case '<':
      return value < threshold;
    case '==':
      return value === threshold;
    case '!=':
      return value !== threshold;
  }
}

function holds(op: Membership, value: FactValue, items: FactValue): boolean {
  if (op === 'startsWith') return String(value).startsWith(String(items));
  if (op === 'oneOf') return (items as readonly string[]).includes(value as string);
  const set = value as readonly string[];
  if (op === 'in') return set.includes(items as string);
  const wanted = items as readonly string[];
  return op === 'containsAll' ? wanted.every((item) => set.includes(item)) : wanted.some((item) => set.includes(item));
}

/** A missing operand, or a division by zero, makes the value unknown. */
function compileValue(value: ValueExpression, parameters: ParameterValues): Get {
  switch (value.op) {
    case 'fact': {
      const { key } = value;
      return (facts) => facts[key] ?? undefined;
    }
    case 'parameter': {
      const fixed = parameters.get(value.name);
      return () => fixed;
    }
    case 'literal': {
      const fixed = value.value;
      return () => fixed;
    }
    case 'size': {
      const of = compileValue(value.of, parameters);
      return (facts) => (of(facts) as readonly string[] | undefined)?.length;
    }
    default: {
      const left = compileValue(value.left, parameters) as (facts: FactValues) => number | undefined;
      const right = compileValue(value.right, parameters) as (facts: FactValues) => number | undefined;
      const { op } = value;
      return (facts) => {
        const a = left(facts);
        const b = right(facts);
        if (a === undefined || b === undefined) return undefined;
        if (op === '+') return a + b;
        if (op === '-') return a - b;
        if (op === '*') return a * b;
        return b === 0 ? undefined : a / b;
      };
    }
  }
}

/** Tells what `compileRun` decides, with every actual and threshold. */
export function compileTell(expression: Expression, frame: Frame, parameters: ParameterValues): Tell {
  switch (expression.op) {
    case 'constant': {
      const code = expression.value ? MET : UNMET;
      return () => part(frame, 'constant', code, NOTHING, NOTHING);
    }
    case 'and':
    case 'or': {
      const inner = { ...frame, says: null };
      const tells = expression.parts.map((each) => compileTell(each, inner, parameters));
      const form = expression.op === 'and' ? 'all' : 'any';
      return (facts) => {
        const parts: Part[] = [];
        for (const tell of tells) parts.push(tell(facts));
        return group(frame, form, groupOutcome(form, parts), parts);
      };
    }
    default:
      return tellLeaf(expression, frame, parameters);
  }
}

type Leaf = Exclude<Expression, { op: 'and' | 'or' | 'constant' }>;
function tellLeaf(leaf: Leaf, frame: Frame, parameters: ParameterValues): Tell {
  const subject = leaf.op === 'flag' ? leaf.fact : leaf.op === 'compare' ? leaf.left : leaf.set;
  const object = leaf.op === 'flag' ? null : leaf.op === 'compare' ? leaf.right : leaf.items;
  const get = compileValue(subject, parameters);
  const fixed = !object || object.needs.every((need) => need.startsWith('parameter:'));
  const wanted = object ? compileValue(object, parameters) : () => (leaf as { expected: boolean }).expected;
  const constant = fixed ? wanted({}) : undefined;
  const needs = [...new Set([...subject.needs, ...(object?.needs ?? [])])];
  const onlyNeed = needs.length === 1 ? Object.freeze([...needs]) : null;
  const form = leaf.op === 'flag' ? 'flag' : leaf.op === 'compare' ? 'compare' : 'contains';
  const how = leaf.op === 'flag' ? null : leaf.op === 'compare' ? leaf.how : leaf.op;
  const expected = leaf.op === 'compare' ? true : leaf.expected;
  const fact = subject.op === 'fact' ? subject.key : null;
  const { label, type } = subject;
  const unit = type.kind === 'number' ? type.unit : null;
  const { requirement, id, kind, cites, says } = frame;

  return (facts) => {
    const actual = get(facts);
    const threshold = fixed ? constant : wanted(facts);
    let code: Code = UNKNOWN;
    let lacking: readonly string[] = NOTHING;
    let missing: readonly string[] = NOTHING;
    if (actual === undefined || threshold === undefined) {
      missing = onlyNeed ?? absent(needs, facts, parameters);
    } else if (form === 'compare') code = compare(how as Comparison, actual, threshold) ? MET : UNMET;
    else if (form === 'flag') code = actual === threshold ? MET : UNMET;
    else {
      code = holds(how as Membership, actual, threshold) === expected ? MET : UNMET;
      if (expected && code === UNMET && how !== 'startsWith' && how !== 'oneOf') {
        const set = actual as readonly string[];
        lacking = (how === 'in' ? [threshold as string] : (threshold as readonly string[])).filter(
          (item) => !set.includes(item),
        );
      }
    }
    return {
      requirement,
      outcome: NAMES[code],
      kind,
      cites,
      says,
      id,
      form,
      how,
      expected,
      fact,
      label,
      unit,
      actual: actual ?? null,
      threshold: threshold ?? null,
      distance: typeof actual === 'number' && typeof threshold === 'number' ? actual - threshold : null,
      lacking,
      missing,
      when: null,
      parts: NOTHING,
    };
  };
}

function absent(needs: readonly string[], facts: FactValues, parameters: ParameterValues): readonly string[] {
  const missing = needs.filter((need) =>
    need.startsWith('parameter:') ? !parameters.has(need.slice('parameter:'.length)) : facts[need] == null,
  );
  // Nothing is absent, yet the value is unknown: a division by zero.
  return missing.length > 0 ? missing : needs;
}

export function groupOutcome(form: 'all' | 'any' | 'none', parts: readonly Part[]): Code {
  let low: Code = NOT_APPLICABLE;
  let high: Code | -1 = -1;
  for (const { outcome } of parts) {
    const code = CODES[outcome];
    if (code === NOT_APPLICABLE) continue;
    if (code < low) low = code;
    if (code > high) high = code;
  }
  if (high === -1) return NOT_APPLICABLE;
  return form === 'all' ? low : form === 'any' ? high : ((2 - high) as Code);
}

/** A group lacks what its undecided lines lack, where that leaves the group undecided. */
export function group(frame: Frame, form: 'all' | 'any' | 'none', code: Code, parts: readonly Part[]): Part {
  let missing: readonly string[] = NOTHING;
  if (code === UNKNOWN)
    for (const each of parts) if (each.outcome === 'unknown') missing = union(missing, each.missing);
  return part(frame, form, code, missing, parts);
}

export function union(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const both = [...a];
  for (const each of b) if (!both.includes(each)) both.push(each);
  return both;
}

/** The same part with another outcome and its guard. Written out: a spread costs as much as the whole assessment. */
export function withGuard(told: Part, code: Code, missing: readonly string[], when: Part): Part {
  return {
    requirement: told.requirement,
    outcome: NAMES[code],
    kind: told.kind,
    cites: told.cites,
    says: told.says,
    id: told.id,
    form: told.form,
    how: told.how,
    expected: told.expected,
    fact: told.fact,
    label: told.label,
    unit: told.unit,
    actual: told.actual,
    threshold: told.threshold,
    distance: told.distance,
    lacking: told.lacking,
    missing,
    when,
    parts: told.parts,
  };
}

export function part(
  frame: Frame,
  form: Part['form'],
  code: Code,
  missing: readonly string[],
  parts: readonly Part[],
): Part {
  return {
    requirement: frame.requirement,
    outcome: NAMES[code],
    kind: frame.kind,
    cites: frame.cites,
    says: frame.says,
    id: frame.id,
    form,
    how: null,
    expected: true,
    fact: null,
    label: null,
    unit: null,
    actual: null,
    threshold: null,
    distance: null,
    lacking: NOTHING,
    missing,
    when: null,
    parts,
  };
}

import type { FactValue, FactValues } from '../kernel/fact.ts';
import { type Comparison, type Expression, isTextMatch, type Membership, type ValueExpression } from './expression.ts';
import type { OutcomeName, Part } from './finding.ts';
import type { RequirementKind } from './requirement.ts';

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
/** `when`: the guard as told. A part told under a guard is the caller's own; without one it may be shared and frozen. */
export type Tell = (facts: FactValues, when: Part | null) => Part;
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

/** `compare` with operator and threshold settled. */
function comparing(how: Comparison, threshold: FactValue): (value: FactValue) => boolean {
  if (how === '>=') return (value) => value >= threshold;
  return (value) => compare(how, value, threshold);
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
  switch (op) {
    case 'startsWith':
      return String(value).startsWith(String(items));
    case 'endsWith':
      return String(value).endsWith(String(items));
    case 'contains':
      return String(value).includes(String(items));
    case 'like':
      return like(String(value), String(items));
    default:
  }
  if (op === 'oneOf') return (items as readonly string[]).includes(value as string);
  const set = value as readonly string[];
  if (op === 'in') return set.includes(items as string);
  const wanted = items as readonly string[];
  return op === 'containsAll' ? wanted.every((item) => set.includes(item)) : wanted.some((item) => set.includes(item));
}

/** `*` is any run of signs, `?` any one; the time grows with the product of both lengths and no faster. */
function like(text: string, pattern: string): boolean {
  const signs = [...text];
  const wanted = [...pattern];
  let [at, here, star, mark] = [0, 0, -1, 0];
  while (at < signs.length) {
    if (here < wanted.length && wanted[here] === '*') [star, mark, here] = [here, at, here + 1];
    else if (here < wanted.length && (wanted[here] === '?' || wanted[here] === signs[at]))
      [at, here] = [at + 1, here + 1];
    else if (star >= 0) [mark, at, here] = [mark + 1, mark + 1, star + 1];
    else return false;
  }
  return wanted.slice(here).every((sign) => sign === '*');
}

/** A missing operand, or a division by zero, makes the value unknown. */
export function compileValue(value: ValueExpression, parameters: ParameterValues): Get {
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
    case 'ceil':
    case 'floor': {
      const of = compileValue(value.of, parameters) as (facts: FactValues) => number | undefined;
      // The tail of a binary fraction is no part of a legal number: 0.1 × 3 ÷ 0.1 is 3, not 4.
      const whole = value.op === 'ceil' ? (x: number) => Math.ceil(x - 1e-9) : (x: number) => Math.floor(x + 1e-9);
      return (facts) => {
        const x = of(facts);
        return x === undefined ? undefined : whole(x);
      };
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
      return (_facts, when) => part(frame, 'constant', code, NOTHING, NOTHING, when);
    }
    case 'and':
    case 'or': {
      const inner = { ...frame, says: null };
      const tells = expression.parts.map((each) => compileTell(each, inner, parameters));
      const form = expression.op === 'and' ? 'all' : 'any';
      return (facts, when) => {
        const parts: Part[] = [];
        for (const tell of tells) parts.push(tell(facts, null));
        return group(frame, form, groupOutcome(form, parts), parts, when);
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
  const needs = [...new Set([...subject.needs, ...(object?.needs ?? [])])].filter(
    (need) => !need.startsWith('parameter:') || !parameters.has(need.slice('parameter:'.length)),
  );
  const onlyNeed = needs.length === 1 ? Object.freeze([...needs]) : null;
  const form = leaf.op === 'flag' ? 'flag' : leaf.op === 'compare' ? 'compare' : 'contains';
  const how = leaf.op === 'flag' ? null : leaf.op === 'compare' ? leaf.how : leaf.op;
  const expected = leaf.op === 'compare' ? true : leaf.expected;
  const fact = subject.op === 'fact' ? subject.key : null;
  const { label, type } = subject;
  const unit = type.kind === 'number' ? type.unit : null;
  const { requirement, id, kind, cites, says } = frame;
  // One literal for every leaf, so that all parts have one shape in memory.
  const tell = (
    code: Code,
    actual: FactValue | null,
    threshold: FactValue | null,
    lacking: readonly string[],
    missing: readonly string[],
    when: Part | null,
  ): Part => ({
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
    actual,
    threshold,
    distance: typeof actual === 'number' && typeof threshold === 'number' ? actual - threshold : null,
    lacking,
    missing,
    when,
    parts: NOTHING,
  });

  if (fact !== null && onlyNeed && constant !== undefined && form !== 'contains') {
    const unknown = Object.freeze(tell(UNKNOWN, null, constant, NOTHING, onlyNeed, null));
    const holding =
      form === 'flag'
        ? (value: FactValue) => value === constant
        : comparing(leaf.op === 'compare' ? leaf.how : '==', constant);
    return (facts, when) => {
      const actual = facts[fact];
      if (actual == null) return when ? tell(UNKNOWN, null, constant, NOTHING, onlyNeed, when) : unknown;
      return tell(holding(actual) ? MET : UNMET, actual, constant, NOTHING, NOTHING, when);
    };
  }
  return (facts, when) => {
    const actual = get(facts);
    const threshold = fixed ? constant : wanted(facts);
    if (actual === undefined || threshold === undefined) {
      const missing = onlyNeed ?? absent(needs, facts);
      return tell(UNKNOWN, actual ?? null, threshold ?? null, NOTHING, missing, when);
    }
    if (leaf.op === 'compare') {
      return tell(compare(leaf.how, actual, threshold) ? MET : UNMET, actual, threshold, NOTHING, NOTHING, when);
    }
    if (leaf.op === 'flag') return tell(actual === threshold ? MET : UNMET, actual, threshold, NOTHING, NOTHING, when);
    const code = holds(leaf.op, actual, threshold) === expected ? MET : UNMET;
    const lacking = expected && code === UNMET ? lack(leaf.op, actual, threshold) : NOTHING;
    return tell(code, actual, threshold, lacking, NOTHING, when);
  };
}

/** What a set has not got of what is asked. */
function lack(op: Membership, actual: FactValue, threshold: FactValue): readonly string[] {
  if (isTextMatch(op) || op === 'oneOf') return NOTHING;
  const set = actual as readonly string[];
  return (op === 'in' ? [threshold as string] : (threshold as readonly string[])).filter((item) => !set.includes(item));
}

/** `needs`: facts, and parameters that have no value. */
function absent(needs: readonly string[], facts: FactValues): readonly string[] {
  const missing = needs.filter((need) => need.startsWith('parameter:') || facts[need] == null);
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
export function group(
  frame: Frame,
  form: 'all' | 'any' | 'none',
  code: Code,
  parts: readonly Part[],
  when: Part | null,
): Part {
  let missing: readonly string[] = NOTHING;
  if (code === UNKNOWN)
    for (const each of parts) if (each.outcome === 'unknown') missing = union(missing, each.missing);
  return part(frame, form, code, missing, parts, when);
}

export function union(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const both = [...a];
  for (const each of b) if (!both.includes(each)) both.push(each);
  return both;
}

export function part(
  frame: Frame,
  form: Part['form'],
  code: Code,
  missing: readonly string[],
  parts: readonly Part[],
  when: Part | null,
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
    when,
    parts,
  };
}

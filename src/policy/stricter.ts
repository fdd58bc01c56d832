import type { FactValue } from '../kernel/fact.ts';
import type { Expression, ValueExpression } from './expression.ts';
import type { RequirementNode } from './pack.ts';

/** How the second of two conditions stands to the first. `mixed`: tighter in one respect, looser in another. */
export type Relation = 'same' | 'tighter' | 'looser' | 'mixed' | 'notComparable';

/** What a parameter stands for on the day compared; undefined while the law leaves it open. */
export type ValueOf = (parameter: string) => FactValue | undefined;

export function both(a: Relation, b: Relation): Relation {
  if (a === 'notComparable' || b === 'notComparable') return 'notComparable';
  if (a === 'same' || a === b) return b;
  return b === 'same' ? a : 'mixed';
}
export function turned(relation: Relation): Relation {
  return relation === 'tighter' ? 'looser' : relation === 'looser' ? 'tighter' : relation;
}

/** One condition without regard to whether it is written as lines of a group or within one expression. */
type Condition =
  | { readonly form: 'all' | 'any' | 'none'; readonly parts: readonly Condition[]; readonly when: Condition | null }
  | { readonly form: 'judge'; readonly key: string; readonly when: Condition | null }
  | {
      readonly form: 'leaf';
      readonly leaf: Exclude<Expression, { op: 'and' | 'or' }>;
      readonly when: Condition | null;
    };

/** @returns how `b` stands to `a` for the one who must meet it, each read with its own parameters */
export function compareNodes(a: RequirementNode, b: RequirementNode, valueA: ValueOf, valueB: ValueOf): Relation {
  return new Comparer(valueA, valueB).conditions(ofNode(a), ofNode(b));
}

function ofNode(node: RequirementNode): Condition {
  const when = node.when ? ofExpression(node.when) : null;
  if (node.form === 'judge') return { form: 'judge', key: node.says ?? node.id, when };
  if (node.form === 'check') {
    if (!node.expression) throw new Error(`requirement ${node.id} was not checked`);
    return { ...ofExpression(node.expression), when };
  }
  return { form: node.form, parts: node.parts.map(ofNode), when };
}
function ofExpression(expression: Expression): Condition {
  if (expression.op === 'and' || expression.op === 'or') {
    return { form: expression.op === 'and' ? 'all' : 'any', parts: expression.parts.map(ofExpression), when: null };
  }
  return { form: 'leaf', leaf: expression as Leaf, when: null };
}

class Comparer {
  readonly valueA: ValueOf;
  readonly valueB: ValueOf;
  constructor(valueA: ValueOf, valueB: ValueOf) {
    this.valueA = valueA;
    this.valueB = valueB;
  }

  conditions(a: Condition, b: Condition): Relation {
    return both(this.guards(a.when, b.when), this.bodies(a, b));
  }

  /** A guard that holds less often asks less. */
  private guards(a: Condition | null, b: Condition | null): Relation {
    if (!a && !b) return 'same';
    if (!a) return 'looser';
    if (!b) return 'tighter';
    return turned(this.conditions(a, b));
  }

  private bodies(a: Condition, b: Condition): Relation {
    if (a.form === 'leaf' && b.form === 'leaf') return this.leaves(a.leaf, b.leaf);
    if (a.form === 'judge' && b.form === 'judge') return a.key === b.key ? 'same' : 'notComparable';
    const form = isGroup(a) ? a.form : isGroup(b) ? b.form : null;
    if (!form || (isGroup(a) && isGroup(b) && a.form !== b.form)) return 'notComparable';
    if (form === 'none' && !(isGroup(a) && isGroup(b))) return 'notComparable';
    // A single line is a group of one.
    const lines = (each: Condition) => (isGroup(each) ? each.parts : [{ ...each, when: null }]);
    return this.groups(form, lines(a), lines(b));
  }

  private groups(form: 'all' | 'any' | 'none', a: readonly Condition[], b: readonly Condition[]): Relation {
    const left = [...b];
    let relation: Relation = 'same';
    const more: Relation = form === 'any' ? 'looser' : 'tighter';
    for (const line of a) {
      const index = left.findIndex((other) => this.pair(line, other));
      const other = left[index];
      if (index < 0 || !other) {
        relation = both(relation, turned(more));
        continue;
      }
      left.splice(index, 1);
      const inner = this.conditions(line, other);
      relation = both(relation, form === 'none' ? turned(inner) : inner);
    }
    if (left.length > 0) relation = both(relation, more);
    // Nothing in common: two different conditions, not one that was changed.
    return left.length === b.length && a.length > 0 && b.length > 0 ? 'notComparable' : relation;
  }

  private pair(a: Condition, b: Condition): boolean {
    return keyOf(a) === keyOf(b) && this.bodies(a, b) !== 'notComparable';
  }

  private leaves(a: Leaf, b: Leaf): Relation {
    if (keyOfLeaf(a) !== keyOfLeaf(b)) return 'notComparable';
    if (a.op === 'constant' && b.op === 'constant') {
      return a.value === b.value ? 'same' : b.value ? 'looser' : 'tighter';
    }
    if (a.op === 'compare' && b.op === 'compare') {
      if (a.how === '==' || a.how === '!=') {
        const same = JSON.stringify(this.numbers(a, b)) === '[]' || this.numbers(a, b).every(({ x, y }) => equal(x, y));
        return same ? 'same' : 'notComparable';
      }
      const least = a.how === '>=' || a.how === '>';
      let relation: Relation = 'same';
      for (const { x, y, sign } of this.numbers(a, b)) {
        if (equal(x, y)) continue;
        if (x === undefined || y === undefined) return 'notComparable';
        const grows = x < y === sign > 0;
        relation = both(relation, grows === least ? 'tighter' : 'looser');
      }
      const strict = (how: string) => how === '>' || how === '<';
      if (strict(a.how) === strict(b.how)) return relation;
      return both(relation, strict(b.how) ? 'tighter' : 'looser');
    }
    if (a.op === 'flag' || b.op === 'flag' || a.op === 'compare' || b.op === 'compare') return 'same';
    if (a.op === 'constant' || b.op === 'constant') return 'same';
    const x = constantOf(a.items, this.valueA);
    const y = constantOf(b.items, this.valueB);
    if (equal(x, y)) return 'same';
    if (!isList(x) || !isList(y)) return 'notComparable';
    const grows = x.every((item) => y.includes(item));
    const shrinks = y.every((item) => x.includes(item));
    if (!grows && !shrinks) return 'mixed';
    const asksMore = (a.op === 'containsAll') === a.expected;
    return grows === asksMore ? 'tighter' : 'looser';
  }

  /** The numbers of both sides, place by place; `sign` is +1 where a greater one raises what is asked. */
  private numbers(a: Comparing, b: Comparing) {
    const of = (each: Comparing, worth: ValueOf) => [
      ...numbersOf(each.left, worth, -1),
      ...numbersOf(each.right, worth, 1),
    ];
    const ours = of(a, this.valueA);
    return of(b, this.valueB).map(({ value, sign }, index) => ({ x: ours[index]?.value, y: value, sign }));
  }
}

type Leaf = Exclude<Expression, { op: 'and' | 'or' }>;
type Comparing = Leaf & { op: 'compare' };
const isGroup = (each: Condition): each is Condition & { form: 'all' | 'any' | 'none' } =>
  each.form !== 'leaf' && each.form !== 'judge';
const isList = (value: FactValue | undefined): value is readonly string[] => Array.isArray(value);
const equal = (a: FactValue | undefined, b: FactValue | undefined) => JSON.stringify(a) === JSON.stringify(b);

/** What a condition is about, without its figures: two of one key are the same condition, asked more or less of. */
function keyOf(condition: Condition): string {
  if (condition.form === 'leaf') return keyOfLeaf(condition.leaf);
  if (condition.form === 'judge') return `judge ${condition.key}`;
  return `${condition.form}(${[...new Set(condition.parts.flatMap(aboutOf))].sort().join(' ')})`;
}
function aboutOf(condition: Condition): string[] {
  return condition.form === 'leaf' || condition.form === 'judge'
    ? [keyOf(condition)]
    : condition.parts.flatMap(aboutOf);
}
function keyOfLeaf(leaf: Leaf): string {
  switch (leaf.op) {
    case 'constant':
      return 'constant';
    case 'flag':
      return `flag ${shapeOf(leaf.fact)} ${leaf.expected}`;
    case 'compare': {
      const how = { '>=': 'least', '>': 'least', '<=': 'most', '<': 'most', '==': 'is', '!=': 'isNot' }[leaf.how];
      return `${shapeOf(leaf.left)} ${how} ${shapeOf(leaf.right)}`;
    }
    default:
      return `${shapeOf(leaf.set)} ${leaf.op} ${leaf.expected}`;
  }
}
/** The value with each figure as a blank. */
function shapeOf(value: ValueExpression): string {
  switch (value.op) {
    case 'fact':
      return value.key;
    case 'parameter':
    case 'literal':
      return '#';
    case 'size':
    case 'ceil':
    case 'floor':
      return `${value.op}(${shapeOf(value.of)})`;
    default:
      return `(${shapeOf(value.left)} ${value.op} ${shapeOf(value.right)})`;
  }
}

/** Facts of the vocabulary are never negative, so that a greater factor makes a greater product. */
function numbersOf(
  value: ValueExpression,
  worth: ValueOf,
  sign: 1 | -1,
): { value: FactValue | undefined; sign: number }[] {
  switch (value.op) {
    case 'fact':
      return [];
    case 'parameter':
    case 'literal':
      return [{ value: constantOf(value, worth), sign }];
    case 'size':
    case 'ceil':
    case 'floor':
      return numbersOf(value.of, worth, sign);
    default: {
      const turns = value.op === '-' || value.op === '/';
      const other = turns ? ((sign * -1) as 1 | -1) : sign;
      return [...numbersOf(value.left, worth, sign), ...numbersOf(value.right, worth, other)];
    }
  }
}
function constantOf(value: ValueExpression, worth: ValueOf): FactValue | undefined {
  return value.op === 'literal' ? value.value : value.op === 'parameter' ? worth(value.name) : undefined;
}

/**
 * Which way a greater parameter turns the requirements that name it; null where it is in none, or in both ways.
 * A set grows where something is added to it.
 */
export function directionOf(
  name: string,
  requirements: readonly (RequirementNode & { kind: string })[],
): 1 | -1 | null {
  const found = new Set<1 | -1>();
  const value = (each: ValueExpression, sign: 1 | -1) => {
    if (each.op === 'parameter' && each.name === name) found.add(sign);
    else if (each.op === 'size' || each.op === 'ceil' || each.op === 'floor') value(each.of, sign);
    else if ('left' in each) {
      value(each.left, sign);
      value(each.right, each.op === '-' || each.op === '/' ? (-sign as 1 | -1) : sign);
    }
  };
  const expression = (each: Expression, sign: 1 | -1): void => {
    switch (each.op) {
      case 'and':
      case 'or':
        for (const part of each.parts) expression(part, sign);
        return;
      case 'constant':
      case 'flag':
        return;
      case 'compare': {
        if (each.how === '==' || each.how === '!=') {
          if ([...each.left.needs, ...each.right.needs].includes(`parameter:${name}`)) found.add(1).add(-1);
          return;
        }
        const least = each.how === '>=' || each.how === '>' ? sign : (-sign as 1 | -1);
        value(each.right, least);
        value(each.left, -least as 1 | -1);
        return;
      }
      default:
        if (each.items.op === 'parameter' && each.items.name === name) {
          found.add((each.op === 'containsAll') === each.expected ? sign : (-sign as 1 | -1));
        }
    }
  };
  const node = (each: RequirementNode, sign: 1 | -1) => {
    if (each.when) expression(each.when, -sign as 1 | -1);
    if (each.expression) expression(each.expression, sign);
    for (const part of each.parts) node(part, each.form === 'none' ? (-sign as 1 | -1) : sign);
  };
  for (const requirement of requirements) node(requirement, requirement.kind === 'veto' ? -1 : 1);
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

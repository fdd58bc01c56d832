import type { Comparison, Expression, ValueExpression } from './expression.ts';

/** Named parameters take another value where a condition holds: 艰苦边远地区 20% less of these figures and no other. */
export interface Relaxation {
  readonly id: string;
  readonly cites: string;
  readonly says: string;
  readonly when: Expression;
  /** The name of the parameter that holds the factor: 0.8. */
  readonly factor: ValueExpression;
  readonly applies: ReadonlySet<string>;
}

const ORDERS: readonly Comparison[] = ['>=', '>', '<=', '<'];

/**
 * A comparison with a relaxed parameter is met as it stands, or under the condition with the relaxed figure. A relaxed
 * figure never asks for more, so that both routes together are unknown only where the condition decides.
 */
export function relaxed(expression: Expression, relaxations: readonly Relaxation[]): Expression {
  if (expression.op === 'and' || expression.op === 'or') {
    return { op: expression.op, parts: expression.parts.map((part) => relaxed(part, relaxations)) };
  }
  if (expression.op !== 'compare' || !ORDERS.includes(expression.how)) return expression;
  const routes: Expression[] = [expression];
  for (const { when, factor, applies } of relaxations) {
    const right = times(expression.right, factor, applies);
    const left = times(expression.left, factor, applies);
    if (right === expression.right && left === expression.left) continue;
    routes.push({ op: 'and', parts: [when, { ...expression, left, right }] });
  }
  return routes.length === 1 ? expression : { op: 'or', parts: routes };
}

/** The same value with each parameter of `applies` multiplied by the factor; the value itself where it has none. */
function times(value: ValueExpression, factor: ValueExpression, applies: ReadonlySet<string>): ValueExpression {
  switch (value.op) {
    case 'parameter': {
      if (!applies.has(value.name)) return value;
      const { type } = value;
      const label = { zh: `${value.label.zh} × ${factor.label.zh}`, en: `${value.label.en} × ${factor.label.en}` };
      return { op: '*', left: value, right: factor, type, label, needs: [...value.needs, ...factor.needs] };
    }
    case 'fact':
    case 'literal':
    case 'size':
      return value;
    case 'ceil':
    case 'floor': {
      const of = times(value.of, factor, applies);
      return of === value.of ? value : { ...value, of, needs: of.needs };
    }
    default: {
      const left = times(value.left, factor, applies);
      const right = times(value.right, factor, applies);
      if (left === value.left && right === value.right) return value;
      return { ...value, left, right, needs: [...new Set([...left.needs, ...right.needs])] };
    }
  }
}

/** Names of the parameters that a comparison of order speaks of; `others`: those in any other kind of comparison. */
export function orderedParameters(expression: Expression): { ordered: Set<string>; others: Set<string> } {
  const ordered = new Set<string>();
  const others = new Set<string>();
  const add = (set: Set<string>, value: ValueExpression) => {
    for (const need of value.needs) if (need.startsWith('parameter:')) set.add(need.slice('parameter:'.length));
  };
  const walk = (each: Expression) => {
    switch (each.op) {
      case 'constant':
        return;
      case 'and':
      case 'or':
        each.parts.forEach(walk);
        return;
      case 'flag':
        add(others, each.fact);
        return;
      case 'compare':
        add(ORDERS.includes(each.how) ? ordered : others, each.left);
        add(ORDERS.includes(each.how) ? ordered : others, each.right);
        return;
      default:
        add(others, each.set);
        add(others, each.items);
    }
  };
  walk(expression);
  return { ordered, others };
}

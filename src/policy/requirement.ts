import type { ValueExpression } from './expression.ts';
import type { RequirementNode } from './pack.ts';

export const REQUIREMENT_KINDS = {
  must: { zh: '应当', en: 'must' },
  should: { zh: '原则上', en: 'in principle' },
  prefer: { zh: '同等条件下优先', en: 'preferred' },
  veto: { zh: '一票否决', en: 'veto' },
} as const;
export type RequirementKind = keyof typeof REQUIREMENT_KINDS;

/** Keys of every fact that a requirement may ask for. */
export function factsOf(node: RequirementNode): string[] {
  const keys = new Set<string>();
  const add = (value: ValueExpression) => {
    for (const need of value.needs) if (!need.startsWith('parameter:')) keys.add(need);
  };
  const walk = (expression: RequirementNode['expression']) => {
    if (!expression) return;
    switch (expression.op) {
      case 'constant':
        return;
      case 'and':
      case 'or':
        expression.parts.forEach(walk);
        return;
      case 'flag':
        add(expression.fact);
        return;
      case 'compare':
        add(expression.left);
        add(expression.right);
        return;
      default:
        add(expression.set);
        add(expression.items);
    }
  };
  walk(node.when);
  walk(node.expression);
  for (const part of node.parts) for (const key of factsOf(part)) keys.add(key);
  return [...keys];
}

/** Every line of a requirement that a person answers. */
export function judgedLines(node: RequirementNode): RequirementNode[] {
  return node.form === 'judge' ? [node] : node.parts.flatMap(judgedLines);
}

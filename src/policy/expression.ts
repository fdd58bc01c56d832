import type { FactOption, FactValue } from '../kernel/fact.ts';

/** A unit `null` fits any unit: a bare number in an expression. */
interface OfNumber {
  readonly kind: 'number';
  readonly unit: string | null;
}
interface OfWords {
  readonly kind: 'text' | 'date' | 'set';
  readonly options: readonly FactOption[] | null;
}
export interface Label {
  readonly zh: string;
  readonly en: string;
}

/** A checked expression that has a value. */
export type ValueExpression = (
  | { readonly op: 'fact'; readonly key: string }
  | { readonly op: 'parameter'; readonly name: string }
  | { readonly op: 'literal'; readonly value: FactValue }
  | { readonly op: 'size' | 'ceil' | 'floor'; readonly of: ValueExpression }
  | { readonly op: '+' | '-' | '*' | '/'; readonly left: ValueExpression; readonly right: ValueExpression }
) & { readonly type: OfNumber | OfWords; readonly label: Label; readonly needs: readonly string[] };

export type Membership = 'containsAll' | 'containsAny' | 'in' | 'oneOf' | TextMatch;
/** What is asked of a text: how it begins or ends, what stands in it, or a pattern in which * is any run and ? any one sign. */
export const TEXT_MATCHES = ['startsWith', 'endsWith', 'contains', 'like'] as const;
export type TextMatch = (typeof TEXT_MATCHES)[number];
export const isTextMatch = (how: string | null): how is TextMatch => TEXT_MATCHES.some((match) => match === how);
export type Comparison = '>=' | '>' | '<=' | '<' | '==' | '!=';

/** A checked expression that is true, false or unknown. Negations are worked inwards, so none is left. */
export type Expression =
  | { readonly op: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly op: 'constant'; readonly value: boolean }
  | { readonly op: 'flag'; readonly fact: ValueExpression; readonly expected: boolean }
  | {
      readonly op: 'compare';
      readonly how: Comparison;
      readonly left: ValueExpression;
      readonly right: ValueExpression;
    }
  | {
      /**
       * `set` is what is looked at, `items` what it is held against: a set that has the one item (`in`), a text that
       * is one of a list (`oneOf`), a text that matches (`startsWith`, `endsWith`, `contains`, `like`).
       */
      readonly op: Membership;
      readonly set: ValueExpression;
      readonly items: ValueExpression;
      readonly expected: boolean;
    };

export function hasFact(value: ValueExpression): boolean {
  return value.needs.some((need) => !need.startsWith('parameter:'));
}

/** Facts and `parameter:<name>` that a condition may ask for. */
export function needsOf(expression: Expression): string[] {
  switch (expression.op) {
    case 'constant':
      return [];
    case 'and':
    case 'or':
      return [...new Set(expression.parts.flatMap(needsOf))];
    case 'flag':
      return [...expression.fact.needs];
    case 'compare':
      return [...new Set([...expression.left.needs, ...expression.right.needs])];
    default:
      return [...new Set([...expression.set.needs, ...expression.items.needs])];
  }
}

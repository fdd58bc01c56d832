import { type ASTNode, parse } from '@marcbachmann/cel-js';
import type { FactOption, FactValue, Vocabulary } from '../kernel/fact.ts';
import { nearestName, type PackErrorCode } from './error.ts';
import type { Parameter } from './pack.ts';
import { RATIO } from './unit.ts';

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
  | { readonly op: 'size'; readonly of: ValueExpression }
  | { readonly op: '+' | '-' | '*' | '/'; readonly left: ValueExpression; readonly right: ValueExpression }
) & { readonly type: OfNumber | OfWords; readonly label: Label; readonly needs: readonly string[] };

export type Membership = 'containsAll' | 'containsAny' | 'in' | 'oneOf' | 'startsWith';
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
       * is one of a list (`oneOf`), a text that begins so (`startsWith`).
       */
      readonly op: Membership;
      readonly set: ValueExpression;
      readonly items: ValueExpression;
      readonly expected: boolean;
    };

export interface ExpressionError {
  readonly offset: number;
  readonly code: PackErrorCode;
  readonly zh: string;
  readonly en: string;
  readonly nearest: string | null;
}

class Unfit extends Error {
  readonly reason: ExpressionError;
  constructor(reason: ExpressionError) {
    super(reason.en);
    this.reason = reason;
  }
}
function unfit(
  node: { start: number },
  code: PackErrorCode,
  zh: string,
  en: string,
  nearest: string | null = null,
): never {
  throw new Unfit({ offset: node.start, code, zh, en, nearest });
}

const NEGATED = { '>=': '<', '>': '<=', '<=': '>', '<': '>=', '==': '!=', '!=': '==' } as const;
const TURNED = { '>=': '<=', '>': '<', '<=': '>=', '<': '>', '==': '==', '!=': '!=' } as const;

/** Parses CEL and checks every name, type and unit of it. Never throws. */
export function checkExpression(
  text: string,
  facts: Vocabulary,
  parameters: Readonly<Record<string, Parameter>>,
): { expression: Expression | null; errors: ExpressionError[] } {
  let ast: ASTNode;
  try {
    ast = parse(text).ast;
  } catch (error) {
    const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    const range = (error as { range?: { start: number } }).range;
    return {
      expression: null,
      errors: [
        {
          offset: range?.start ?? 0,
          code: 'bad-expression',
          zh: `表达式语法错误:${words}`,
          en: `Bad expression: ${words}`,
          nearest: null,
        },
      ],
    };
  }
  const errors: ExpressionError[] = [];
  const expression = new Checker(facts, parameters, errors).truth(ast, true);
  return { expression: errors.length > 0 ? null : expression, errors };
}

class Checker {
  readonly facts: Vocabulary;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly errors: ExpressionError[];
  constructor(facts: Vocabulary, parameters: Readonly<Record<string, Parameter>>, errors: ExpressionError[]) {
    this.facts = facts;
    this.parameters = parameters;
    this.errors = errors;
  }

  /** Each side of `&&` and `||` reports its own errors. */
  truth(node: ASTNode, expected: boolean): Expression | null {
    try {
      return this.checkTruth(node, expected);
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      this.errors.push(error.reason);
      return null;
    }
  }

  private checkTruth(node: ASTNode, expected: boolean): Expression | null {
    switch (node.op) {
      case '&&':
      case '||': {
        const op = (node.op === '&&') === expected ? 'and' : 'or';
        const left = this.truth(node.args[0], expected);
        const right = this.truth(node.args[1], expected);
        if (!left || !right) return null;
        const flat = (part: Expression) => (part.op === op ? part.parts : [part]);
        return { op, parts: [...flat(left), ...flat(right)] };
      }
      case '!_':
        return this.truth(node.args, !expected);
      case '>=':
      case '>':
      case '<=':
      case '<':
      case '==':
      case '!=':
        return this.comparison(node.op, node.args[0], node.args[1], node, expected);
      case 'in': {
        const item = this.value(node.args[0]);
        const set = this.value(node.args[1]);
        if (hasFact(item) && !hasFact(set)) return this.membership('oneOf', item, set, node, expected);
        return this.membership('in', set, item, node, expected);
      }
      case 'rcall': {
        const [name, receiver, given] = node.args;
        if (name !== 'containsAll' && name !== 'containsAny' && name !== 'startsWith') {
          const nearest = nearestName(name, ['containsAll', 'containsAny', 'startsWith']);
          unfit(node, 'unknown-name', `没有函数 ${name}`, `No function ${name}`, nearest);
        }
        if (given.length !== 1 || !given[0]) {
          unfit(node, 'bad-expression', `${name} 需要一个参数`, `${name} takes one argument`);
        }
        return this.membership(name, this.value(receiver), this.value(given[0]), node, expected);
      }
      case 'value':
        if (typeof node.args === 'boolean') return { op: 'constant', value: node.args === expected };
        break;
      case 'id':
      case '.': {
        const fact = this.flag(node);
        if (fact) return { op: 'flag', fact, expected };
        break;
      }
      case '?:':
        return unfit(node, 'bad-expression', '不用条件表达式 ?:,请用 when:', 'No conditional ?: here, use when:');
      default:
        break;
    }
    return unfit(node, 'wrong-type', `${source(node)} 不是一个是非判断`, `${source(node)} is neither true nor false`);
  }

  private flag(node: ASTNode): ValueExpression | null {
    const name = dotted(node);
    const fact = name !== null && Object.hasOwn(this.facts, name) ? this.facts[name] : undefined;
    if (fact?.type === 'flag' && name !== null) {
      const label = { zh: fact.zh, en: fact.en };
      return { op: 'fact', key: name, type: { kind: 'text', options: null }, label, needs: [name] };
    }
    const parameter = name !== null && Object.hasOwn(this.parameters, name) ? this.parameters[name] : undefined;
    if (parameter?.kind === 'flag' && name !== null) {
      const label = { zh: parameter.label, en: parameter.en };
      return { op: 'parameter', name, type: { kind: 'text', options: null }, label, needs: [`parameter:${name}`] };
    }
    if (!fact && !parameter) this.value(node);
    return null;
  }

  private comparison(how: Comparison, a: ASTNode, b: ASTNode, node: ASTNode, expected: boolean): Expression {
    for (const [flagSide, literal] of [
      [a, b],
      [b, a],
    ] as const) {
      if ((how === '==' || how === '!=') && literal.op === 'value' && typeof literal.args === 'boolean') {
        const fact = this.flag(flagSide);
        if (!fact) unfit(flagSide, 'wrong-type', `${source(flagSide)} 不是是非事实`, `${source(flagSide)} is no flag`);
        return { op: 'flag', fact, expected: (literal.args === (how === '==')) === expected };
      }
    }
    let left = this.value(a);
    let right = this.value(b);
    let operator: Comparison = expected ? how : NEGATED[how];
    this.agree(left, right, b);
    if (left.type.kind === 'set') {
      unfit(
        node,
        'wrong-type',
        '多选事实请用 containsAll、containsAny 或 in',
        'Use containsAll, containsAny or in on a set',
      );
    }
    if (left.type.kind === 'text' && how !== '==' && how !== '!=') {
      unfit(node, 'wrong-type', `文本不能用 ${how} 比较`, `Text cannot be compared with ${how}`);
    }
    if (!hasFact(left) && hasFact(right)) {
      [left, right] = [right, left];
      operator = TURNED[operator];
    }
    return { op: 'compare', how: operator, left, right };
  }

  private membership(
    op: Membership,
    set: ValueExpression,
    items: ValueExpression,
    node: ASTNode,
    expected: boolean,
  ): Expression {
    const wanted = op === 'startsWith' || op === 'oneOf' ? 'text' : 'set';
    if (set.type.kind !== wanted) {
      unfit(node, 'wrong-type', `${op} 不能用于 ${set.label.zh}`, `${op} cannot be used on ${set.label.en}`);
    }
    const itemKind = op === 'in' || op === 'startsWith' ? 'text' : 'set';
    if (items.type.kind !== itemKind) {
      unfit(node, 'wrong-type', `${op} 的参数类型不符`, `${op} is given the wrong type`);
    }
    if (op !== 'startsWith') {
      this.options(set, items, node);
      this.options(items, set, node);
    }
    return { op, set, items, expected };
  }

  /** What is compared with a closed list must be on the list. */
  private options(listed: ValueExpression, other: ValueExpression, node: { start: number }): void {
    if (listed.type.kind === 'number' || !listed.type.options) return;
    const codes = listed.type.options.map((option) => option.code);
    for (const value of constantsOf(other, this.parameters)) {
      for (const code of typeof value === 'object' ? value : [value]) {
        if (typeof code === 'string' && !codes.includes(code)) {
          unfit(
            node,
            'unknown-name',
            `${listed.label.zh} 没有选项 ${code}`,
            `${listed.label.en} has no option ${code}`,
            nearestName(code, codes),
          );
        }
      }
    }
  }

  private agree(left: ValueExpression, right: ValueExpression, at: { start: number }): void {
    const a = left.type;
    const b = right.type;
    if (a.kind === 'number' && b.kind === 'number') {
      if (a.unit !== null && b.unit !== null && a.unit !== b.unit) {
        const [x, y] = [unitWord(a.unit), unitWord(b.unit)];
        unfit(
          at,
          'wrong-unit',
          `单位不符:${left.label.zh} 是 ${x},${right.label.zh} 是 ${y}`,
          `Units differ: ${x} and ${y}`,
        );
      }
      for (const [money, bare] of [
        [left, right],
        [right, left],
      ] as const) {
        if (money.type.kind === 'number' && money.type.unit === '分' && bare.op === 'literal' && bare.value !== 0) {
          unfit(
            at,
            'wrong-unit',
            '金额应与带单位的参数比较,不能写裸数字',
            'Money is compared with a parameter that has a unit, not with a bare number',
          );
        }
      }
      return;
    }
    const dateLike = (side: ValueExpression) => side.op === 'literal' && /^\d{4}-\d{2}-\d{2}$/.test(String(side.value));
    const dates = (a.kind === 'date' && dateLike(right)) || (b.kind === 'date' && dateLike(left));
    if (a.kind !== b.kind && !dates) {
      unfit(
        at,
        'wrong-type',
        `类型不符:${left.label.zh} 与 ${right.label.zh} 不能比较`,
        `Types differ: ${left.label.en} and ${right.label.en}`,
      );
    }
    this.options(left, right, at);
    this.options(right, left, at);
  }

  value(node: ASTNode): ValueExpression {
    switch (node.op) {
      case 'id':
      case '.':
        return this.named(node);
      case 'value':
        return literal(node);
      case 'list': {
        const items = node.args.map((item) => this.value(item));
        const codes = items.map((item, index) =>
          item.op === 'literal' && typeof item.value === 'string'
            ? item.value
            : unfit(node.args[index] ?? node, 'wrong-type', '列表里只能写文本', 'A list holds texts only'),
        );
        const label = { zh: codes.join('、'), en: codes.join(', ') };
        return { op: 'literal', value: codes, type: { kind: 'set', options: null }, label, needs: [] };
      }
      case '-_': {
        const inner = this.value(node.args);
        if (inner.op === 'literal' && typeof inner.value === 'number') {
          return { ...inner, value: -inner.value, label: { zh: `-${inner.label.zh}`, en: `-${inner.label.en}` } };
        }
        return unfit(node, 'wrong-type', '负号只能用于数字', 'Only a number can be negative');
      }
      case 'call': {
        const [name, given] = node.args;
        if (name !== 'size' || given.length !== 1 || !given[0]) {
          unfit(node, 'unknown-name', `没有函数 ${name}`, `No function ${name}`, nearestName(name, ['size']));
        }
        const of = this.value(given[0]);
        if (of.type.kind !== 'set') unfit(node, 'wrong-type', 'size 只能用于多选', 'size counts a set');
        const label = { zh: `${of.label.zh}项数`, en: `number of ${of.label.en}` };
        return { op: 'size', of, type: { kind: 'number', unit: '项' }, label, needs: of.needs };
      }
      case '+':
      case '-':
      case '*':
      case '/':
        return this.arithmetic(node.op, this.value(node.args[0]), this.value(node.args[1]), node);
      default:
        return unfit(node, 'bad-expression', `这里不能写 ${source(node)}`, `${source(node)} cannot stand here`);
    }
  }

  private arithmetic(op: '+' | '-' | '*' | '/', left: ValueExpression, right: ValueExpression, node: ASTNode) {
    if (left.type.kind !== 'number' || right.type.kind !== 'number') {
      unfit(node, 'wrong-type', `${op} 只能用于数字`, `${op} works on numbers only`);
    }
    const [a, b] = [left.type.unit, right.type.unit];
    let unit: string | null;
    if (op === '+' || op === '-') {
      this.agree(left, right, node);
      unit = a ?? b;
    } else if (op === '*') {
      const plain = (side: string | null) => side === null || side === RATIO;
      if (!plain(a) && !plain(b))
        unfit(node, 'wrong-unit', `${a} 与 ${b} 不能相乘`, `${a} cannot be multiplied by ${b}`);
      unit = plain(a) ? (b ?? a) : a;
    } else if (b === null || b === RATIO) unit = a;
    else unit = a === b ? RATIO : `${a ?? RATIO}/${b}`;
    const sign = { '+': '+', '-': '−', '*': '×', '/': '÷' }[op];
    const label = {
      zh: `${left.label.zh} ${sign} ${right.label.zh}`,
      en: `${left.label.en} ${sign} ${right.label.en}`,
    };
    const needs = [...new Set([...left.needs, ...right.needs])];
    return { op, left, right, type: { kind: 'number' as const, unit }, label, needs };
  }

  private named(node: ASTNode): ValueExpression {
    const name = dotted(node);
    if (name === null) unfit(node, 'bad-expression', `这里不能写 ${source(node)}`, `${source(node)} cannot stand here`);
    const fact = Object.hasOwn(this.facts, name) ? this.facts[name] : undefined;
    if (fact) {
      const label = { zh: fact.zh, en: fact.en };
      const needs = [name];
      if (fact.type === 'flag') {
        unfit(node, 'wrong-type', `${fact.zh} 是是非事实,没有大小`, `${fact.en} is a flag and has no size`);
      }
      if (fact.type === 'date' || fact.type === 'text' || fact.type === 'set') {
        return { op: 'fact', key: name, type: { kind: fact.type, options: fact.options ?? null }, label, needs };
      }
      const unit = fact.unit ?? RATIO;
      return { op: 'fact', key: name, type: { kind: 'number', unit }, label, needs };
    }
    const parameter = Object.hasOwn(this.parameters, name) ? this.parameters[name] : undefined;
    if (parameter) {
      const label = { zh: parameter.label, en: parameter.en };
      const needs = [`parameter:${name}`];
      if (parameter.kind === 'flag') {
        unfit(node, 'wrong-type', `${parameter.label} 是是非参数,没有大小`, `${parameter.en} is a flag`);
      }
      if (parameter.kind === 'number') {
        return { op: 'parameter', name, type: { kind: 'number', unit: parameter.factUnit }, label, needs };
      }
      return { op: 'parameter', name, type: { kind: parameter.kind, options: null }, label, needs };
    }
    const isFact = name.includes('.');
    const nearest = nearestName(name, [...Object.keys(this.facts), ...Object.keys(this.parameters)]);
    return unfit(
      node,
      'unknown-name',
      isFact ? `没有事实 ${name}` : `没有参数 ${name}`,
      isFact ? `No fact ${name}` : `No parameter ${name}`,
      nearest,
    );
  }
}

function literal(node: ASTNode & { op: 'value' }): ValueExpression {
  const raw = node.args;
  if (typeof raw === 'string') {
    const label = { zh: raw, en: raw };
    return { op: 'literal', value: raw, type: { kind: 'text', options: null }, label, needs: [] };
  }
  if (typeof raw === 'number' || typeof raw === 'bigint') {
    const value = Number(raw);
    const label = { zh: String(value), en: String(value) };
    return { op: 'literal', value, type: { kind: 'number', unit: null }, label, needs: [] };
  }
  return unfit(node, 'wrong-type', `这里不能写 ${source(node)}`, `${source(node)} cannot stand here`);
}

/** `space.floorArea` of the parsed tree; null for anything but names joined by dots. */
function dotted(node: ASTNode): string | null {
  if (node.op === 'id') return node.args;
  if (node.op !== '.') return null;
  const holder = dotted(node.args[0]);
  return holder === null ? null : `${holder}.${node.args[1]}`;
}

function source(node: ASTNode): string {
  return node.input.slice(node.start, node.end);
}

function unitWord(unit: string): string {
  return unit === RATIO ? '比例' : unit;
}

export function hasFact(value: ValueExpression): boolean {
  return value.needs.some((need) => !need.startsWith('parameter:'));
}

function constantsOf(value: ValueExpression, parameters: Readonly<Record<string, Parameter>>): FactValue[] {
  if (value.op === 'literal') return [value.value];
  if (value.op === 'parameter') return (parameters[value.name]?.values ?? []).map((dated) => dated.value);
  return [];
}

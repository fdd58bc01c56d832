import { type ASTNode, parse } from '@marcbachmann/cel-js';
import type { Vocabulary } from '../kernel/fact.ts';
import { nearestName } from './error.ts';
import {
  type Comparison,
  type Expression,
  hasFact,
  isTextMatch,
  type Membership,
  TEXT_MATCHES,
  type ValueExpression,
} from './expression.ts';
import type { Parameter } from './pack.ts';
import { type ExpressionError, source, Unfit, unfit, ValueChecker } from './value.check.ts';

const NEGATED = { '>=': '<', '>': '<=', '<=': '>', '<': '>=', '==': '!=', '!=': '==' } as const;
const TURNED = { '>=': '<=', '>': '<', '<=': '>=', '<': '>', '==': '==', '!=': '!=' } as const;

/** Parses CEL and checks every name, type and unit of it. Never throws. */
export function checkExpression(
  text: string,
  facts: Vocabulary,
  parameters: Readonly<Record<string, Parameter>>,
): { expression: Expression | null; errors: ExpressionError[] } {
  const { ast, errors } = parsed(text);
  if (!ast) return { expression: null, errors };
  const expression = new Checker(new ValueChecker(facts, parameters), errors).truth(ast, true);
  return { expression: errors.length > 0 ? null : expression, errors };
}

/** As `checkExpression`, of an expression that has a value. */
export function checkValue(
  text: string,
  facts: Vocabulary,
  parameters: Readonly<Record<string, Parameter>>,
): { value: ValueExpression | null; errors: ExpressionError[] } {
  const { ast, errors } = parsed(text);
  if (!ast) return { value: null, errors };
  try {
    return { value: new ValueChecker(facts, parameters).value(ast), errors };
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    return { value: null, errors: [error.reason] };
  }
}

function parsed(text: string): { ast: ASTNode | null; errors: ExpressionError[] } {
  try {
    return { ast: parse(text).ast, errors: [] };
  } catch (error) {
    const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    const offset = (error as { range?: { start: number } }).range?.start ?? 0;
    const zh = `表达式语法错误：${syntaxWords(words)}`;
    return {
      ast: null,
      errors: [{ offset, code: 'bad-expression', zh, en: `Bad expression: ${words}`, nearest: null }],
    };
  }
}

/** What the parser says, for an officer. */
function syntaxWords(words: string): string {
  const sign = /^Unexpected character: '?(.+?)'?$/.exec(words)?.[1];
  if (sign !== undefined) return `这里不能有“${sign}”`;
  if (words.includes('EOF')) return '没有写完，或者括号不成对';
  return words.startsWith('Unterminated string') ? '引号不成对' : '这里的写法不对';
}

class Checker {
  readonly values: ValueChecker;
  readonly errors: ExpressionError[];
  constructor(values: ValueChecker, errors: ExpressionError[]) {
    this.values = values;
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
        const item = this.values.value(node.args[0]);
        const set = this.values.value(node.args[1]);
        if (hasFact(item) && !hasFact(set)) return this.membership('oneOf', item, set, node, expected);
        return this.membership('in', set, item, node, expected);
      }
      case 'rcall': {
        const [name, receiver, given] = node.args;
        if (name !== 'containsAll' && name !== 'containsAny' && !isTextMatch(name)) {
          const nearest = nearestName(name, ['containsAll', 'containsAny', ...TEXT_MATCHES]);
          unfit(node, 'unknown-name', `没有函数 ${name}`, `No function ${name}`, nearest);
        }
        if (given.length !== 1 || !given[0]) {
          unfit(node, 'bad-expression', `${name} 需要一个参数`, `${name} takes one argument`);
        }
        return this.membership(name, this.values.value(receiver), this.values.value(given[0]), node, expected);
      }
      case 'value':
        if (typeof node.args === 'boolean') return { op: 'constant', value: node.args === expected };
        break;
      case 'id':
      case '.': {
        const fact = this.values.flag(node);
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

  private comparison(how: Comparison, a: ASTNode, b: ASTNode, node: ASTNode, expected: boolean): Expression {
    for (const [flagSide, literal] of [
      [a, b],
      [b, a],
    ] as const) {
      if ((how === '==' || how === '!=') && literal.op === 'value' && typeof literal.args === 'boolean') {
        const fact = this.values.flag(flagSide);
        if (!fact) unfit(flagSide, 'wrong-type', `${source(flagSide)} 不是是非事实`, `${source(flagSide)} is no flag`);
        return { op: 'flag', fact, expected: (literal.args === (how === '==')) === expected };
      }
    }
    let left = this.values.value(a);
    let right = this.values.value(b);
    let operator: Comparison = expected ? how : NEGATED[how];
    this.values.agree(left, right, b);
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
    const wanted = isTextMatch(op) || op === 'oneOf' ? 'text' : 'set';
    if (set.type.kind !== wanted) {
      unfit(node, 'wrong-type', `${op} 不能用于 ${set.label.zh}`, `${op} cannot be used on ${set.label.en}`);
    }
    const itemKind = op === 'in' || isTextMatch(op) ? 'text' : 'set';
    if (items.type.kind !== itemKind) {
      unfit(node, 'wrong-type', `${op} 的参数类型不符`, `${op} is given the wrong type`);
    }
    if (!isTextMatch(op)) {
      this.values.options(set, items, node);
      this.values.options(items, set, node);
    }
    return { op, set, items, expected };
  }
}

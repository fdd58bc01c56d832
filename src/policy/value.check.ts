import type { ASTNode } from '@marcbachmann/cel-js';
import { isDay } from '../kernel/day.ts';
import type { FactValue, Vocabulary } from '../kernel/fact.ts';
import { nearestName, type PackErrorCode } from './error.ts';
import type { ValueExpression } from './expression.ts';
import type { Parameter } from './pack.ts';
import { RATIO } from './unit.ts';

export interface ExpressionError {
  readonly offset: number;
  readonly code: PackErrorCode;
  readonly zh: string;
  readonly en: string;
  readonly nearest: string | null;
}

/** Ends the check of one side of an expression; caught where that side began. */
export class Unfit extends Error {
  readonly reason: ExpressionError;
  constructor(reason: ExpressionError) {
    super(reason.en);
    this.reason = reason;
  }
}
export function unfit(
  node: { start: number },
  code: PackErrorCode,
  zh: string,
  en: string,
  nearest: string | null = null,
): never {
  throw new Unfit({ offset: node.start, code, zh, en, nearest });
}

/** Checks the parts of an expression that have a value: names, units, types. */
export class ValueChecker {
  readonly facts: Vocabulary;
  readonly parameters: Readonly<Record<string, Parameter>>;
  constructor(facts: Vocabulary, parameters: Readonly<Record<string, Parameter>>) {
    this.facts = facts;
    this.parameters = parameters;
  }

  /** A fact or parameter that is itself true or false; null for anything else that has a value. */
  flag(node: ASTNode): ValueExpression | null {
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

  /** What is compared with a closed list must be on the list. */
  options(listed: ValueExpression, other: ValueExpression, node: { start: number }): void {
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

  /** Both sides are of one kind and one unit. */
  agree(left: ValueExpression, right: ValueExpression, at: { start: number }): void {
    const a = left.type;
    const b = right.type;
    if (a.kind === 'number' && b.kind === 'number') {
      if (a.unit !== null && b.unit !== null && a.unit !== b.unit) {
        const [x, y] = [unitWord(a.unit), unitWord(b.unit)];
        unfit(
          at,
          'wrong-unit',
          `单位不符：${left.label.zh} 是 ${x}，${right.label.zh} 是 ${y}`,
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
            '金额应与带单位的参数比较，不能写裸数字',
            'Money is compared with a parameter that has a unit, not with a bare number',
          );
        }
      }
      return;
    }
    const dateLike = (side: ValueExpression) => side.op === 'literal' && isDay(String(side.value));
    const dates = (a.kind === 'date' && dateLike(right)) || (b.kind === 'date' && dateLike(left));
    if (a.kind !== b.kind && !dates) {
      unfit(
        at,
        'wrong-type',
        `类型不符：${left.label.zh} 与 ${right.label.zh} 不能比较`,
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
        if ((name !== 'size' && name !== 'ceil' && name !== 'floor') || given.length !== 1 || !given[0]) {
          const nearest = nearestName(name, ['size', 'ceil', 'floor']);
          unfit(node, 'unknown-name', `没有函数 ${name}`, `No function ${name}`, nearest);
        }
        const of = this.value(given[0]);
        if (name !== 'size') {
          if (of.type.kind !== 'number') unfit(node, 'wrong-type', `${name} 只能用于数字`, `${name} works on numbers`);
          const how = name === 'ceil' ? { zh: '进一', en: 'rounded up' } : { zh: '舍尾', en: 'rounded down' };
          const label = { zh: `(${of.label.zh})${how.zh}取整`, en: `(${of.label.en}) ${how.en}` };
          return { op: name, of, type: of.type, label, needs: of.needs };
        }
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
      // 家/人 × 人 = 家
      const cancelled = a?.endsWith(`/${b}`) ? a.slice(0, -`/${b}`.length) : null;
      const turned = b?.endsWith(`/${a}`) ? b.slice(0, -`/${a}`.length) : null;
      if (!plain(a) && !plain(b) && !cancelled && !turned)
        unfit(node, 'wrong-unit', `${a} 与 ${b} 不能相乘`, `${a} cannot be multiplied by ${b}`);
      unit = cancelled ?? turned ?? (plain(a) ? (b ?? a) : a);
    } else if (b === null || b === RATIO) unit = a;
    else if (a !== null && b.startsWith(`${a}/`))
      unit = b.slice(a.length + 1); // 家 ÷ 家/人 = 人
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
        unfit(node, 'wrong-type', `${fact.zh} 是是非事实，没有大小`, `${fact.en} is a flag and has no size`);
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
        unfit(node, 'wrong-type', `${parameter.label} 是是非参数，没有大小`, `${parameter.en} is a flag`);
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

export function source(node: ASTNode): string {
  return node.input.slice(node.start, node.end);
}

function unitWord(unit: string): string {
  return unit === RATIO ? '比例' : unit;
}

function constantsOf(value: ValueExpression, parameters: Readonly<Record<string, Parameter>>): FactValue[] {
  if (value.op === 'literal') return [value.value];
  if (value.op === 'parameter') return (parameters[value.name]?.values ?? []).map((dated) => dated.value);
  return [];
}

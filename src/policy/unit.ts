import type { FactOption, FactValue } from '../kernel/fact.ts';

/** The unit of a number without dimension. */
export const RATIO = '1';

/**
 * Units that a parameter may be written in, and the unit of fact each is turned into.
 * Money becomes whole fen, years become months, per cent becomes a ratio (0.3).
 */
const CONVERSIONS: Readonly<Record<string, { unit: string; times: number; over?: number }>> = {
  平方米: { unit: 'm2', times: 1 },
  千平方米: { unit: 'm2', times: 1000 },
  分: { unit: '分', times: 1 },
  元: { unit: '分', times: 100 },
  千元: { unit: '分', times: 100_000 },
  万元: { unit: '分', times: 1_000_000 },
  亿元: { unit: '分', times: 10_000_000_000 },
  年: { unit: '月', times: 12 },
  名: { unit: '人', times: 1 },
  次: { unit: '次', times: 1 },
  项: { unit: '项', times: 1 },
  日: { unit: '日', times: 1 },
  分值: { unit: '分值', times: 1 },
  '%': { unit: RATIO, times: 1, over: 100 },
  比例: { unit: RATIO, times: 1 },
};
/** What the parameter holds when it is not a number. */
export const WORD_UNITS = { 文本: 'text', 代码: 'text', 日期: 'date', 选项: 'set', 是否: 'flag' } as const;

export interface ParameterUnit {
  readonly kind: 'number' | 'text' | 'date' | 'set' | 'flag';
  /** The unit of fact, for numbers. */
  readonly unit: string | null;
  readonly times: number;
  readonly over: number;
}

/** `known`: the units that facts have. `m2/个` is a quotient of two of them. */
export function parameterUnit(written: string, known: ReadonlySet<string>): ParameterUnit | null {
  if (Object.hasOwn(WORD_UNITS, written)) {
    return { kind: WORD_UNITS[written as keyof typeof WORD_UNITS], unit: null, times: 1, over: 1 };
  }
  const conversion = Object.hasOwn(CONVERSIONS, written) ? CONVERSIONS[written] : undefined;
  if (conversion) return { kind: 'number', unit: conversion.unit, times: conversion.times, over: conversion.over ?? 1 };
  if (known.has(written)) return { kind: 'number', unit: written, times: 1, over: 1 };
  const [upper, lower, more] = written.split('/');
  if (upper && lower && more === undefined) {
    const above = parameterUnit(upper, known);
    const below = parameterUnit(lower, known);
    if (above?.kind === 'number' && below?.kind === 'number') {
      return {
        kind: 'number',
        unit: `${above.unit}/${below.unit}`,
        times: above.times,
        over: above.over * below.times,
      };
    }
  }
  return null;
}

export function parameterUnits(known: ReadonlySet<string>): string[] {
  return [...new Set([...known, ...Object.keys(CONVERSIONS), ...Object.keys(WORD_UNITS)])];
}

/** How a person reads the unit that a parameter is written in: 分/家; money is written in 元 and more. */
export const unitInWords = (written: string): string => written.replace('分值', '分');

export type Language = 'zh' | 'en';
const UNIT_WORDS: Readonly<Record<string, { zh: string; en: string }>> = {
  m2: { zh: '平方米', en: ' m²' },
  月: { zh: '个月', en: ' months' },
  个: { zh: '个', en: '' },
  家: { zh: '家', en: '' },
  人: { zh: '人', en: '' },
  间: { zh: '间', en: '' },
  场: { zh: '场', en: '' },
};

/** A value in the unit that its parameter is written in, as a person reads it: 40%, 90分, 5万元. */
export const writtenWords = (value: number, written: string): string =>
  written === '比例' ? valueWords(value, RATIO, null, 'zh') : `${value}${unitInWords(written)}`;

/** A value as Chinese officials write it: 100 万元, 30%, 6 个月. Money comes in fen. */
export function valueWords(
  value: FactValue | null,
  unit: string | null,
  options: readonly FactOption[] | null,
  language: Language,
): string {
  if (value === null) return language === 'zh' ? '未知' : 'unknown';
  if (typeof value === 'boolean') return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  if (value === '') return language === 'zh' ? '空' : 'empty';
  if (typeof value === 'string') return options?.find((option) => option.code === value)?.[language] ?? value;
  if (typeof value !== 'number') {
    const words = value.map((code) => options?.find((option) => option.code === code)?.[language] ?? code);
    if (words.length === 0) return language === 'zh' ? '无' : 'none';
    return words.join(language === 'zh' ? '、' : ', ');
  }
  if (unit === '分') return moneyWords(value, language);
  // Four places of a percent: a third reads 33.3333%, and 29.9999% is still not 30%.
  if (unit === RATIO) return `${Number((value * 100).toFixed(4))}%`;
  const words = unit === null ? undefined : UNIT_WORDS[unit];
  return `${round(value)}${words ? words[language] : (unit ?? '')}`;
}

function moneyWords(fen: number, language: Language): string {
  if (language === 'en') return `CNY ${round(fen / 100)}`;
  return Math.abs(fen) >= 1_000_000 ? `${round(fen / 1_000_000)}万元` : `${round(fen / 100)}元`;
}

/** Enough digits to tell any two different values of law apart, without the tail of binary fractions. */
function round(value: number): string {
  return String(Number(value.toPrecision(12)));
}

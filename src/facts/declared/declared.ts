import { addDays, addMonths, type Day, isDay, yearOf } from '../../kernel/day.ts';
import type { FactDefinition, FactValue } from '../../kernel/fact.ts';

/**
 * The last day on which a statement without an end counts. Figures are stated year by year: what is about a calendar year
 * counts until the year ends in which it was stated, any other for twelve months from its first day. A date does not age.
 */
export function lastDayOf({ type, window }: FactDefinition, from: Day): Day | null {
  if (type === 'date') return null;
  if (window === 'calendarYear' || window === 'lastCalendarYear') return `${yearOf(from)}-12-31`;
  return addDays(addMonths(from, 12), -1);
}

/** What is wrong with a stated value, in Chinese; null when it is of the fact's type. */
export function valueProblem(definition: FactDefinition, value: FactValue): string | null {
  const codes = definition.options?.map((option) => option.code);
  switch (definition.type) {
    case 'count':
    case 'months':
    case 'money':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? null : '请填写不为负的整数';
    case 'area':
      return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? null : '请填写不为负的数字';
    case 'ratio':
      return typeof value === 'number' && value >= 0 && value <= 1 ? null : '请填写 0 至 1 之间的比例';
    case 'date':
      return typeof value === 'string' && isDay(value) ? null : '日期应为 2026-01-31 的形式';
    case 'flag':
      return typeof value === 'boolean' ? null : '请选择是或否';
    case 'text':
      if (typeof value !== 'string' || !value.trim() || value.length > 500) return '请填写不超过500字的文字';
      return codes && !codes.includes(value) ? '请从列表中选择' : null;
    case 'set':
      return Array.isArray(value) && value.every((code) => codes?.includes(code)) ? null : '请从列表中选择';
  }
}

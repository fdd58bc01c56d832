import { isDay } from '../../kernel/day.ts';
import type { FactDefinition, FactValue } from '../../kernel/fact.ts';

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

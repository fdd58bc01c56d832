import { isDay } from '../../kernel/day.ts';
import type { FactDefinition, FactValue } from '../../kernel/fact.ts';

/** What was sent for one field: nothing, one value or several. */
export type Sent = string | readonly string[] | undefined;

/** 以上都没有. */
export const NONE = 'none';
const FEN_PER_WAN = 1_000_000;

export type Read = { readonly value: FactValue | undefined } | { readonly error: string };

/**
 * The fact a field says: undefined where it was left empty. Money is entered in 万元 and becomes whole fen, a share in %.
 *
 * @param codes what may be chosen where the fact itself has no closed list
 */
export function readFact(fact: FactDefinition, sent: Sent, codes: readonly string[] | undefined): Read {
  if (fact.type === 'set') {
    const codes = (typeof sent === 'string' ? [sent] : (sent ?? [])).filter((code) => code !== '');
    if (codes.length === 0) return { value: undefined };
    if (codes.includes(NONE))
      return codes.length === 1 ? { value: [] } : { error: '选了“以上都没有”，就不能再选其他项' };
    return codes.every((code) => fact.options?.some((option) => option.code === code))
      ? { value: [...codes] }
      : { error: '请从所列选项中选择' };
  }
  const text = (typeof sent === 'string' ? sent : (sent?.at(-1) ?? '')).normalize('NFKC').trim();
  if (text === '') return { value: undefined };
  if (fact.type === 'flag')
    return text === 'yes' || text === 'no' ? { value: text === 'yes' } : { error: '请选择“是”“否”或“不清楚”' };
  if (fact.type === 'date') return isDay(text) ? { value: text } : { error: '请按 2026-01-31 的样式填写日期' };
  if (fact.type === 'text') {
    const options = codes ?? fact.options?.map(({ code }) => code);
    if (options && !options.includes(text)) return { error: '请从所列选项中选择' };
    return text.length <= 200 ? { value: text } : { error: '不超过200字' };
  }
  return readNumber(fact, text.replaceAll(',', '').replace(/(平方米|个月|万元|%|[个家人间场月])$/, ''));
}

function readNumber(fact: FactDefinition, text: string): Read {
  if (!/^\d{1,12}(\.\d{1,6})?$/.test(text)) return { error: '请填写数字，不带文字' };
  if (fact.type === 'money') {
    const fen = Math.round(Number(text) * FEN_PER_WAN);
    return Number.isSafeInteger(fen) ? { value: fen } : { error: '数额过大' };
  }
  if (fact.type === 'ratio') return Number(text) <= 100 ? { value: Number(text) / 100 } : { error: '百分比不超过100' };
  if (fact.type === 'count' && text.includes('.')) return { error: '请填写整数' };
  return { value: Number(text) };
}

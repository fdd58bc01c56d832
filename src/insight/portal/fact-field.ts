import { isDay } from '../../kernel/day.ts';
import { DIVISIONS } from '../../kernel/division.ts';
import type { FactDefinition, FactValue } from '../../kernel/fact.ts';
import { type Html, html } from './html.ts';

/** What was sent for one field: nothing, one value or several. */
export type Sent = string | readonly string[] | undefined;

const NONE = 'none';
const FEN_PER_WAN = 1_000_000;

const isDivision = (key: string) => key.endsWith('.division');
const unitOf = (fact: FactDefinition) =>
  fact.type === 'money' ? '万元' : fact.type === 'ratio' ? '%' : wordFor(fact.unit);
const wordFor = (unit: string | undefined) => (unit === 'm2' ? '平方米' : unit === '月' ? '个月' : unit);

/** One question about a fact. Left empty it stays unknown. */
export function factField(key: string, fact: FactDefinition, sent: Sent, error: string | undefined): Html {
  const id = `f-${key}`;
  const described = error ? html` aria-invalid="true" aria-describedby="${id}-error"` : '';
  const wrong = error && html`<span class="field-error" id="${id}-error">${error}</span>`;
  const hint = fact.means && html`<span class="hint">${fact.means}</span>`;
  const one = typeof sent === 'string' ? sent : '';
  if (fact.type === 'flag')
    return choiceSet(
      key,
      fact.zh,
      'radio',
      [
        ['yes', '是'],
        ['no', '否'],
        ['', '不清楚'],
      ],
      [one],
      hint,
      wrong,
    );
  if (fact.type === 'set') {
    const options = (fact.options ?? []).map(({ code, zh }) => [code, zh] as const);
    const chosen = typeof sent === 'string' ? [sent] : (sent ?? []);
    return choiceSet(key, fact.zh, 'checkbox', [...options, [NONE, '以上都没有']], chosen, hint, wrong);
  }
  const label = html`<label for="${id}">${fact.zh}</label>${hint}${wrong}`;
  const options = isDivision(key) ? PROVINCES : fact.options?.map(({ code, zh }) => [code, zh] as const);
  if (options)
    return html`<div class="field${error && ' wrong'}">${label}<select id="${id}" name="${key}"${described}><option value="">不清楚</option>${options.map(([code, zh]) => html`<option value="${code}"${one === code && html` selected`}>${zh}</option>`)}</select></div>`;
  const kind =
    fact.type === 'date'
      ? html`type="date"`
      : fact.type === 'text'
        ? html`type="text"`
        : html`type="text" inputmode="decimal"`;
  const unit = unitOf(fact);
  return html`<div class="field${error && ' wrong'}">${label}<div class="with-unit"><input id="${id}" name="${key}" ${kind} value="${one}"${described}>${unit && html`<span>${unit}</span>`}</div></div>`;
}

const PROVINCES = DIVISIONS.filter(({ level }) => level === 'province').map(({ code, name }) => [code, name] as const);

export function choiceSet(
  name: string,
  legend: Html | string,
  type: 'radio' | 'checkbox',
  options: readonly (readonly [string, string])[],
  chosen: readonly string[],
  hint: Html | string | undefined,
  wrong: Html | string | undefined,
): Html {
  return html`<fieldset class="field${wrong && ' wrong'}"><legend>${legend}</legend>${hint}${wrong}<div class="choices">${options.map(
    ([value, zh]) =>
      html`<label><input type="${type}" name="${name}" value="${value}"${chosen.includes(value) && html` checked`}>${zh}</label>`,
  )}</div></fieldset>`;
}

export type Read = { readonly value: FactValue | undefined } | { readonly error: string };

/** The fact a field says: undefined where it was left empty. Money is entered in 万元 and becomes whole fen, a share in %. */
export function readFact(key: string, fact: FactDefinition, sent: Sent): Read {
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
    const options = isDivision(key) ? PROVINCES.map(([code]) => code) : fact.options?.map(({ code }) => code);
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

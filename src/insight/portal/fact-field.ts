import { DIVISIONS } from '../../kernel/division.ts';
import type { FactDefinition } from '../../kernel/fact.ts';
import { type Html, html } from './html.ts';
import { NONE, type Sent } from './read-fact.ts';

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

/** A division is asked for as a province. */
export const codesOf = (key: string) => (isDivision(key) ? PROVINCES.map(([code]) => code) : undefined);

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

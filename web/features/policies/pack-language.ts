import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { Text } from '@codemirror/state';
import type { Tooltip } from '@codemirror/view';
import { FACT_TYPES, type FactDefinition } from '../../../src/kernel/fact.ts';
import type { Clause } from '../../../src/policy/clause.ts';
import type { Pack } from '../../../src/policy/pack.ts';
import { parameterUnits, valueWords } from '../../../src/policy/unit.ts';
import { WORDS } from './policies.ts';

/** What the editor knows of the draft: its last text without errors, and the clauses as they are written now. */
export interface Known {
  readonly pack: Pack | null;
  readonly clauses: readonly Clause[];
}

const WINDOWS: Readonly<Record<NonNullable<FactDefinition['window']>, string>> = {
  past12Months: '过去12个月',
  calendarYear: '自然年',
  lastCalendarYear: '上一自然年',
  toDate: '累计',
};

function factWords({ zh, type, unit, window, means, options, obtained }: FactDefinition): string {
  return [
    zh,
    `${FACT_TYPES[type].zh}${unit && unit !== '1' ? `，单位${unit === 'm2' ? '平方米' : unit}` : ''}${window ? `，${WINDOWS[window]}` : ''}`,
    obtained === 'derived' ? '由日常记录得出' : '由单位申报并附佐证',
    means ?? '',
    options ? `选项：${options.map((option) => `${option.code} ${option.zh}`).join('、')}` : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function parameterWords(pack: Pack, name: string): string | null {
  const parameter = Object.hasOwn(pack.parameters, name) ? pack.parameters[name] : undefined;
  if (!parameter) return null;
  const values = parameter.values.map(
    ({ from, value, cites }) =>
      `自${from}：${valueWords(value, parameter.factUnit, null, 'zh')}${cites ? `（${cites}）` : ''}`,
  );
  return [parameter.label, ...(values.length > 0 ? values : ['文件未定数值'])].join('\n');
}

/** What a name in a pack means, whichever list it is from. */
function meaningOf(name: string, { pack, clauses }: Known): string | null {
  const { facts, effects, papers } = WORDS;
  if (Object.hasOwn(facts, name)) return factWords(facts[name] as FactDefinition);
  const parameter = pack && parameterWords(pack, name);
  if (parameter) return parameter;
  for (const list of [effects, papers]) if (Object.hasOwn(list, name)) return (list[name] as { zh: string }).zh;
  if (pack && Object.hasOwn(pack.bodies, name)) return `机构：${pack.bodies[name]?.name}`;
  if (pack && Object.hasOwn(pack.evidence, name)) return `佐证材料：${pack.evidence[name]?.label}`;
  const clause = clauses.find(({ cite }) => cite === name);
  return clause ? `${clause.cite} ${clause.title}\n${clause.text}` : null;
}

const NAME = /[\p{L}\p{N}.()（）_-]/u;

/** What the name at a place means, and from where to where it stands. */
export function meaningAt(
  doc: Text,
  position: number,
  known: Known,
): { from: number; to: number; words: string } | null {
  const line = doc.lineAt(position);
  let from = position - line.from;
  let to = from;
  while (from > 0 && NAME.test(line.text[from - 1] ?? '')) from--;
  while (to < line.text.length && NAME.test(line.text[to] ?? '')) to++;
  const words = meaningOf(line.text.slice(from, to), known);
  return words ? { from: line.from + from, to: line.from + to, words } : null;
}

/** The definition of the name below the pointer. */
export function meaningTooltip(doc: Text, position: number, known: Known): Tooltip | null {
  const found = meaningAt(doc, position, known);
  if (!found) return null;
  return {
    pos: found.from,
    end: found.to,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'pack-meaning';
      dom.textContent = found.words;
      return { dom };
    },
  };
}

const list = (words: Readonly<Record<string, { readonly zh: string }>>, type: string): Completion[] =>
  Object.entries(words).map(([label, { zh }]) => ({ label, detail: zh, type }));

const FACT_LIST: readonly Completion[] = Object.entries(WORDS.facts).map(([label, fact]) => ({
  label,
  detail: fact.zh,
  info: factWords(fact),
  type: 'variable',
}));

/** What may stand after each key. */
function optionsFor(key: string, { pack, clauses }: Known): readonly Completion[] {
  const parameters: Completion[] = Object.entries(pack?.parameters ?? {}).map(([label, parameter]) => ({
    label,
    detail: parameter.label,
    type: 'constant',
  }));
  switch (key) {
    case 'check':
    case 'when':
    case 'amount':
    case 'value':
      return [...FACT_LIST, ...parameters];
    case 'facts':
      return FACT_LIST;
    case 'effects':
    case 'follows':
      return list(WORDS.effects, 'function');
    case 'papers':
      return list(WORDS.papers, 'function');
    case 'cites':
      return clauses.map(({ cite, title }) => ({ label: cite, detail: title, type: 'text' }));
    case 'evidence':
      return Object.entries(pack?.evidence ?? {}).map(([label, { label: detail }]) => ({
        label,
        detail,
        type: 'text',
      }));
    case 'actor':
    case 'by':
      return Object.entries(pack?.bodies ?? {}).map(([label, { name }]) => ({ label, detail: name, type: 'class' }));
    case 'expect':
      return (pack?.requirements ?? []).map(({ id, says }) => ({ label: id, detail: says, type: 'property' }));
    case 'unit':
      return parameterUnits(new Set(Object.values(WORDS.facts).flatMap(({ unit }) => unit ?? []))).map((label) => ({
        label,
        type: 'text',
      }));
    default:
      return [];
  }
}

/** The key whose value is being written: on the line, or on the nearest line above that is indented less. */
function keyBefore(doc: Text, position: number): string | null {
  const line = doc.lineAt(position);
  const before = line.text.slice(0, position - line.from);
  const keys = [...before.matchAll(/([A-Za-z_]+):(?=[\s[{]|$)/g)];
  // Inside `facts: { … }` and `expect: { … }` the names are keys themselves.
  const holder = /\b(facts|expect):\s*\{[^}]*$/.exec(before);
  if (holder) return holder[1] ?? null;
  const last = keys.at(-1)?.[1];
  if (last) return last;
  const indent = /^\s*/.exec(line.text)?.[0].length ?? 0;
  for (let number = line.number - 1; number > 0; number--) {
    const above = doc.line(number).text;
    if (above.trim() === '' || (/^\s*/.exec(above)?.[0].length ?? 0) >= indent) continue;
    return /([A-Za-z_]+):\s*$/.exec(above)?.[1] ?? null;
  }
  return null;
}

/** Facts, figures, effects, papers, clauses: what the key at hand takes, each with its Chinese label. */
export function complete(context: CompletionContext, known: Known): CompletionResult | null {
  const word = context.matchBefore(/[\p{L}\p{N}.()（）_-]*/u);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const key = keyBefore(context.state.doc, word.from);
  const options = key === null ? [] : optionsFor(key, known);
  return options.length === 0
    ? null
    : { from: word.from, options: [...options], validFor: /^[\p{L}\p{N}.()（）_-]*$/u };
}

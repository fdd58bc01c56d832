import type { z } from 'zod';
import { nearestName } from './error.ts';
import type { Report } from './report.ts';
import type { YamlFile } from './yaml-file.ts';

/** Parses a file by its schema; what does not fit is reported where it stands. */
export function shaped<S extends z.ZodType>(schema: S, file: YamlFile | null, report: Report): z.infer<S> | null {
  if (!file) return null;
  const result = schema.safeParse(file.value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) reportIssue(issue, file, report);
  return null;
}

function reportIssue(issue: z.core.$ZodIssue, file: YamlFile, report: Report): void {
  const { path } = issue;
  const name = path.length > 0 ? path.map(String).join('.') : file.name;
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const nearest = nearestName(key, FIELDS);
      const zh = `不认识的字段 ${key}`;
      report.at(file, [...path, key], 'bad-shape', zh, `Unknown field ${key}`, { onKey: true, nearest });
    }
    return;
  }
  const given = valueAt(file.value, path);
  if (given === undefined) {
    report.at(file, path, 'bad-shape', `缺少 ${name}`, `${name} is missing`);
    return;
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const zh = `${name} 应为 ${values.join('、')} 之一，现为 ${brief(given)}`;
    const en = `${name} is one of ${values.join(', ')}, not ${brief(given)}`;
    report.at(file, path, 'bad-shape', zh, en, { nearest: nearestName(String(given), values) });
    return;
  }
  const zh =
    issue.code === 'invalid_type'
      ? `${name} 应为 ${TYPES[issue.expected] ?? issue.expected}，现为 ${brief(given)}`
      : `${name} 的值 ${brief(given)} 不合要求：${reasonWords(issue)}`;
  report.at(file, path, 'bad-shape', zh, `${name}: ${issue.message}`);
}

/** What a value has to be, in Chinese; the English stands in the schema. */
const REASONS: Readonly<Record<string, string>> = {
  'a day of the calendar is written YYYY-MM-DD': '日期写作 2025-03-01，应为历上有的一天',
  'an id begins with a small letter; letters, digits, -': '编号以小写字母开头，只用字母、数字和 -',
  'a certificate number holds {serial} or {serial:<digits>}': '证书编号应含 {serial} 或 {serial:位数}',
  'a document number holds {serial} or {serial:<digits>}': '文号应含 {serial} 或 {serial:位数}',
  '<division code>-<place>/<instrument>': '编号写作 区划代码-地名/文件简称',
};
function reasonWords(issue: z.core.$ZodIssue): string {
  const known = Object.hasOwn(REASONS, issue.message) ? REASONS[issue.message] : undefined;
  if (known) return known;
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'number' ? `不得小于${issue.minimum}` : '不能为空';
    case 'too_big':
      return `不得大于${issue.maximum}`;
    case 'invalid_union':
      return '写法不在允许之列';
    case 'invalid_format':
      return '格式不符';
    default:
      return '写法不符';
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文本',
  number: '数字',
  int: '整数',
  boolean: '是非',
  array: '列表',
  object: '对象',
  record: '对象',
};

/** Fields of the packs' files, for a hint at the right one. */
const FIELDS = [
  ...[
    'id',
    'title',
    'documentNumber',
    'indexNumber',
    'issuer',
    'territory',
    'carrierKinds',
    'carrierForms',
    'mode',
    'inForce',
    'basedOn',
  ],
  ...[
    'designation',
    'bodies',
    'evidence',
    'not_rules',
    'parameters',
    'requirements',
    'procedures',
    'label',
    'unit',
    'setBy',
  ],
  ...[
    'note',
    'values',
    'from',
    'value',
    'cites',
    'says',
    'kind',
    'when',
    'check',
    'judge',
    'all',
    'any',
    'none',
    'purpose',
  ],
  ...[
    'intake',
    'evaluates',
    'covers',
    'form',
    'start',
    'steps',
    'ends',
    'publicName',
    'next',
    'actor',
    'signing',
    'due',
    'supplement',
  ],
  ...['experts', 'notice', 'outcomes', 'effects', 'papers', 'to', 'workingDays', 'rules', 'entitlements', 'breaches'],
  ...['relaxations', 'factor', 'applies', 'zone', 'effort', 'conditions', 'document', 'units', 'target'],
  ...['name', 'on', 'like', 'facts', 'judgements', 'expect', 'verdict', 'reason', 'follows', 'categories'],
  ...[
    'traces',
    'passes',
    'quotas',
    'priorities',
    'direct',
    'term',
    'schemes',
    'indicators',
    'grades',
    'bars',
    'amounts',
    'periods',
    'shares',
  ],
  ...[
    'perItem',
    'linear',
    'bands',
    'expert',
    'requires',
    'atLeast',
    'topShare',
    'notAbove',
    'byGrade',
    'range',
    'floor',
    'cap',
  ],
  ...['consequences', 'score', 'terms', 'candidates', 'points', 'given'],
];

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

function brief(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

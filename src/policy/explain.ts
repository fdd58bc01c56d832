import type { FactValue } from '../kernel/fact.ts';
import type { Membership } from './expression.ts';
import { type ExplainedFinding, OUTCOMES, type Part } from './finding.ts';
import type { PackRules, RequirementNode } from './pack.ts';
import { REQUIREMENT_KINDS } from './requirement.ts';
import { type Language, RATIO, valueWords } from './unit.ts';
import { comparisonVerb, membershipVerb } from './verb.ts';

/** One line of words for a screen or a paper; `depth` is its place in the tree of branches. */
export interface Sentence {
  readonly depth: number;
  readonly outcome: Part['outcome'];
  readonly text: string;
}

/** A finding in words, made from its numbers alone: the requirement first, then its branches. */
export function inWords(pack: PackRules, finding: ExplainedFinding, language: Language): Sentence[] {
  const kind = finding.kind === 'must' ? '' : bracket(REQUIREMENT_KINDS[finding.kind][language], language);
  const sentences: Sentence[] = [];
  const walk = (part: Part, depth: number, prefix: string) => {
    sentences.push({ depth, outcome: part.outcome, text: `${prefix}${lineWords(pack, part, language)}` });
    if (part.outcome === 'notApplicable' && part.when) return;
    for (const inner of part.parts) walk(inner, depth + 1, '');
  };
  walk(finding, 0, `${language === 'zh' ? finding.cites : `[${finding.cites}]`}${kind} `);
  return sentences;
}

/** All findings as plain text, indented by branch. */
export function findingsText(pack: PackRules, findings: readonly ExplainedFinding[], language: Language): string {
  const mark = { met: '✓', unmet: '✗', unknown: '?', notApplicable: '–' } as const;
  return findings
    .flatMap((finding) => inWords(pack, finding, language))
    .map(({ depth, outcome, text }) => `${'  '.repeat(depth)}${mark[outcome]} ${text}`)
    .join('\n');
}

function lineWords(pack: PackRules, part: Part, language: Language): string {
  const zh = language === 'zh';
  const says = part.says ?? GROUPS[language][part.form as keyof (typeof GROUPS)['zh']] ?? '';
  const outcome = OUTCOMES[part.outcome][language];
  if (part.outcome === 'notApplicable' && part.when) {
    const guard = comparisonWords(pack, part.when, language);
    return zh ? `${says}——${outcome}：${guard}` : `${says} — ${outcome}: ${guard}`;
  }
  // Branches stand on lines of their own.
  const words = part.parts.length > 0 ? [] : [comparisonWords(pack, part, language)];
  // A single comparison already names the one fact it lacks.
  const lacked = part.missing.filter((need) => part.parts.length > 0 || need !== part.fact);
  if (part.form === 'judge' && part.outcome === 'unknown') words.push(zh ? '待审核判断' : 'to be judged');
  else words.push(missingWords(pack, lacked, language));
  const detail = words.filter((each) => each !== '').join(zh ? '；' : '; ');
  const head = says === '' ? '' : zh ? `${says}——` : `${says} — `;
  if (detail === '') return `${head}${outcome}`;
  return zh ? `${head}${outcome}：${detail}` : `${head}${outcome}: ${detail}`;
}

/** For a group that the pack gives no words of its own. */
const GROUPS = {
  zh: { all: '下列各项都要符合', any: '下列各项符合其一', none: '下列各项都不得有' },
  en: { all: 'all of these', any: 'one of these', none: 'none of these' },
} as const;

/** 众创空间面积为 450平方米，要求不少于 500平方米，差 50平方米 */
function comparisonWords(pack: PackRules, part: Part, language: Language): string {
  const zh = language === 'zh';
  const options = part.fact ? (pack.factLabels[part.fact]?.options ?? null) : null;
  const words = (value: FactValue | null) => valueWords(value, part.unit, options, language);
  const label = part.label?.[language] ?? '';
  const actual = words(part.actual);
  const is =
    part.actual === null ? `${label}${zh ? '未知' : ' unknown'}` : zh ? `${label}为${actual}` : `${label}: ${actual}`;
  const wanted = words(part.threshold);
  if (part.form === 'flag') return zh ? `${is}，要求为${wanted}` : `${is}, required ${wanted}`;
  if (part.form === 'compare') {
    const how = comparisonVerb(part, language);
    const gap = part.outcome === 'unmet' && part.distance ? gapWords(Math.abs(part.distance), part.unit, language) : '';
    if (zh) return `${is}，要求${how}${wanted}${gap && `，相差${gap}`}`;
    return `${is}, required ${how} ${wanted}${gap && `, off by ${gap}`}`;
  }
  if (part.form === 'contains') {
    const verb = membershipVerb(part.how as Membership, part.expected, language);
    const lack = part.lacking.length > 0 ? words(part.lacking) : '';
    if (zh) return `${is}，${verb}${wanted}${lack && `，尚缺${lack}`}`;
    return `${is}, ${verb} ${wanted}${lack && `, lacking ${lack}`}`;
  }
  if (part.form === 'judge' && part.actual !== null) {
    return zh ? '经审核判断' : 'judged by a person';
  }
  // A guard of several comparisons is told in one line.
  const joined = part.parts.map((inner) => comparisonWords(pack, inner, language));
  if (part.form === 'any') return joined.join(zh ? '，或者' : ', or ');
  return joined.join(zh ? '，并且' : ', and ');
}

/** Two ratios differ by percentage points, not by per cent. */
function gapWords(distance: number, unit: string | null, language: Language): string {
  const words = valueWords(distance, unit, null, language);
  if (unit !== RATIO) return words;
  return words.replace('%', language === 'zh' ? '个百分点' : ' percentage points');
}

/** 缺少：众创空间面积；待判断：… */
export function missingWords(pack: PackRules, missing: readonly string[], language: Language): string {
  const zh = language === 'zh';
  const facts = missing.filter((need) => !need.includes(':')).map((key) => pack.factLabels[key]?.[language] ?? key);
  const open = missing
    .filter((need) => need.startsWith('parameter:'))
    .map((need) => pack.parameters[need.slice('parameter:'.length)])
    .flatMap((parameter) => (parameter ? [zh ? parameter.label : parameter.en] : []));
  const judged = missing
    .filter((need) => need.startsWith('judgement:'))
    .map((need) => lineOf(pack, need.slice('judgement:'.length))?.says ?? need);
  const list = (words: readonly string[]) => words.join(zh ? '、' : ', ');
  return [
    facts.length > 0 ? `${zh ? '缺少：' : 'missing: '}${list(facts)}` : '',
    open.length > 0 ? `${zh ? '文件未定数额：' : 'left open by the document: '}${list(open)}` : '',
    judged.length > 0 ? `${zh ? '待审核判断：' : 'to be judged: '}${list(judged)}` : '',
  ]
    .filter((words) => words !== '')
    .join(zh ? '；' : '; ');
}

function lineOf(pack: PackRules, id: string): RequirementNode | null {
  const search = (nodes: readonly RequirementNode[]): RequirementNode | null => {
    for (const node of nodes) {
      if (node.id === id) return node;
      const found = search(node.parts);
      if (found) return found;
    }
    return null;
  };
  return search([pack, ...pack.conditions].flatMap(({ requirements }) => requirements));
}

const bracket = (words: string, language: Language) => (language === 'zh' ? `〔${words}〕` : ` (${words})`);

import { inWords, type Sentence } from './explain.ts';
import type { Membership } from './expression.ts';
import { type ExplainedFinding, OUTCOMES, type OutcomeName, type Part } from './finding.ts';
import { clauseOf } from './load.ts';
import type { Pack, RequirementNode } from './pack.ts';
import { factsOf, REQUIREMENT_KINDS, type RequirementKind } from './requirement.ts';
import { type Language, valueWords } from './unit.ts';
import { comparisonVerb, membershipVerb } from './verb.ts';

/** Everything there is to say of one finding, for a reader or a program. */
export interface Account {
  readonly requirement: string;
  readonly kind: RequirementKind;
  /** Whether it decides the verdict: 原则上 and 优先 do not. */
  readonly decides: boolean;
  readonly outcome: OutcomeName;
  readonly cites: string;
  /** The clause as the pack restates it; null where the cite names several. */
  readonly clause: string | null;
  readonly says: string;
  /** The condition in words, made from the checked expression and the figures of the day. */
  readonly asks: string;
  /** What was found, branch by branch. */
  readonly lines: readonly Sentence[];
  /** Why it does not apply; null where it does. */
  readonly notApplicable: string | null;
  /** Facts, open figures and judgements that are missing. */
  readonly missing: readonly string[];
  readonly sources: readonly { readonly fact: string; readonly label: string; readonly from: readonly string[] }[];
  readonly evidence: readonly { readonly slot: string; readonly label: string; readonly isGiven: boolean }[];
  /** The parts as numbers: actual, threshold, distance. */
  readonly finding: ExplainedFinding;
}

export interface Background {
  /** Where each fact comes from, in words. */
  readonly sources?: Readonly<Record<string, readonly string[]>>;
  /** Slots for which evidence was handed in. */
  readonly given?: ReadonlySet<string>;
}

export function accountOf(
  pack: Pack,
  finding: ExplainedFinding,
  language: Language,
  { sources = {}, given = new Set() }: Background = {},
): Account {
  const requirement = [pack, ...pack.conditions]
    .flatMap((set) => set.requirements)
    .find(({ id }) => id === finding.requirement);
  const clauses = finding.cites.split('、').map((cite) => clauseOf(pack, cite)?.text);
  // A sum or a product names no single fact: the expression does.
  const whole = requirement && finding.outcome !== 'notApplicable' ? factsOf(requirement) : [];
  const facts = requirement ? [...new Set([...factsIn(finding), ...whole])] : [];
  return {
    requirement: finding.requirement,
    kind: finding.kind,
    decides: finding.kind === 'must' || finding.kind === 'veto',
    outcome: finding.outcome,
    cites: finding.cites,
    clause: clauses.every((text) => text !== undefined) ? clauses.join('\n') : null,
    says: finding.says,
    asks: requirement ? asked(pack, finding, language) : '',
    lines: inWords(pack, finding, language),
    notApplicable:
      finding.outcome === 'notApplicable' && finding.when ? told(pack, finding.when, language, true) : null,
    missing: finding.missing,
    sources: facts.map((fact) => ({
      fact,
      label: pack.factLabels[fact]?.[language] ?? fact,
      from: sources[fact] ?? [],
    })),
    evidence: requirement
      ? [...new Set(slotsOf(requirement))].map((slot) => ({
          slot,
          label: pack.evidence[slot]?.label ?? slot,
          isGiven: given.has(slot),
        }))
      : [],
    finding,
  };
}

/** Facts that the parts compare, guards included. */
function factsIn(part: Part): string[] {
  const own = part.fact ? [part.fact] : [];
  const missing = part.missing.filter((need) => !need.includes(':'));
  const inner = [...part.parts, ...(part.when ? [part.when] : [])].flatMap(factsIn);
  return [...new Set([...own, ...missing, ...inner])];
}
function slotsOf(node: RequirementNode): string[] {
  return [...node.evidence, ...(node.judge?.evidence ?? []), ...node.parts.flatMap(slotsOf)];
}

/** 场地为租赁的，租期不少于36个月 */
function asked(pack: Pack, part: Part, language: Language): string {
  const zh = language === 'zh';
  const body = told(pack, part, language, false);
  if (!part.when) return body;
  // “场地为租赁的”; a question keeps its answer: “是否必须实测面积为是的”.
  const isPlain = zh && part.when.form === 'flag' && part.when.expected && !part.when.label?.zh.startsWith('是否');
  const guard = isPlain ? part.when.label?.zh : told(pack, part.when, language, false);
  return zh ? `${guard}的，${body}` : `where ${guard}: ${body}`;
}

/** The condition itself, or with `actual` what it met with. */
function told(pack: Pack, part: Part, language: Language, actual: boolean): string {
  const zh = language === 'zh';
  const options = part.fact ? (pack.factLabels[part.fact]?.options ?? null) : null;
  const label = part.label?.[language] ?? '';
  const value = valueWords(actual ? part.actual : part.threshold, part.unit, options, language);
  const space = zh ? '' : ' ';
  switch (part.form) {
    case 'flag':
      return zh ? `${label}为${value}` : `${label}: ${value}`;
    case 'compare':
      if (actual) return zh ? `${label}为${value}` : `${label}: ${value}`;
      return `${label}${space}${comparisonVerb(part, language)}${space}${value}`;
    case 'contains':
      if (actual) return zh ? `${label}为${value}` : `${label}: ${value}`;
      return `${label}${space}${membershipVerb(part.how as Membership, part.expected, language)}${space}${value}`;
    case 'judge':
      return zh ? `经判断${part.says ?? ''}` : `judged: ${part.says ?? ''}`;
    case 'constant':
      return zh ? '恒定' : 'constant';
    default: {
      const inner = part.parts.map((each) => {
        const words = actual ? told(pack, each, language, true) : asked(pack, each, language);
        return each.parts.length > 1 ? (zh ? `(${words})` : `(${words})`) : words;
      });
      const joined = inner.join(part.form === 'any' ? (zh ? '，或者' : ', or ') : zh ? '，并且' : ', and ');
      if (part.form !== 'none') return joined;
      return zh ? `没有下列情形：${inner.join('、')}` : `none of: ${inner.join('; ')}`;
    }
  }
}

const WORDS = {
  zh: {
    asks: '要求',
    clause: '条文',
    source: '来源',
    none: '没有记录',
    evidence: '佐证',
    given: '已交',
    lacking: '未交',
    soft: '不影响总结论',
    na: '不适用的原因',
  },
  en: {
    asks: 'Asks',
    clause: 'Clause',
    source: 'From',
    none: 'no record',
    evidence: 'Evidence',
    given: 'given',
    lacking: 'missing',
    soft: 'does not decide the verdict',
    na: 'Does not apply because',
  },
} as const;
const MARKS = { met: '✓', unmet: '✗', unknown: '?', notApplicable: '–' } as const;

/** Accounts as plain text, one paragraph each. */
export function accountsText(accounts: readonly Account[], language: Language): string {
  const words = WORDS[language];
  const colon = language === 'zh' ? '：' : ': ';
  return accounts
    .map((account) => {
      const { kind, outcome, decides, lines, notApplicable, clause, asks, sources, evidence } = account;
      const soft = decides
        ? ''
        : ` [${REQUIREMENT_KINDS[kind][language]}${language === 'zh' ? '，' : ', '}${words.soft}]`;
      return [
        `${MARKS[outcome]} ${OUTCOMES[outcome][language]}${soft}`,
        ...lines.map((line) => `${'  '.repeat(line.depth + 1)}${MARKS[line.outcome]} ${line.text}`),
        ...(asks ? [`  ${words.asks}${colon}${asks}`] : []),
        ...(notApplicable ? [`  ${words.na}${colon}${notApplicable}`] : []),
        ...sources.map(({ label, from }) => `  ${words.source}${colon}${label} ← ${from.join('、') || words.none}`),
        ...evidence.map(
          ({ label, isGiven }) => `  ${words.evidence}${colon}${label} (${isGiven ? words.given : words.lacking})`,
        ),
        ...(clause ? [`  ${words.clause}${colon}${account.cites} ${clause.replaceAll('\n', ' ')}`] : []),
      ].join('\n');
    })
    .join('\n\n');
}

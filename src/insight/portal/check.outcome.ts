import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import { formatDay, isDay } from '../../kernel/day.ts';
import type { FactDefinition, FactValue } from '../../kernel/fact.ts';
import { explain, verdict } from '../../policy/evaluate.ts';
import { inWords, missingWords } from '../../policy/explain.ts';
import { type ExplainedFinding, type Judgements, OUTCOMES } from '../../policy/finding.ts';
import type { PackRules } from '../../policy/pack.ts';
import { judgedLines } from '../../policy/requirement.ts';
import { type Html, html } from './html.ts';
import { readFact, type Sent } from './read-fact.ts';

// What the server answers to a form that was sent, and the browser while it is filled in: one and the same.

export type Query = Readonly<Record<string, Sent>>;
/** What may be chosen for a fact without a closed list of its own. */
type Codes = (key: string) => readonly string[] | undefined;
const MARKS = { met: '✓', unmet: '✗', unknown: '?', notApplicable: '–' } as const;
export const JUDGED = 'judgement:';

export const dayAsked = ({ on }: Query, today: string) => (typeof on === 'string' && isDay(on) ? on : today);

/** The verdict with every clause explained, or what is to be corrected first. */
export function outcomeOf(pack: PackRules, query: Query, today: string, codesOf: Codes): Html {
  const onDay = dayAsked(query, today);
  const { facts, judgements, errors } = readQuery(pack, query, codesOf);
  const wrong = Object.keys(errors);
  return wrong.length > 0
    ? html`<div class="panel bad" role="alert"><h2>有 ${wrong.length} 处填写需要修改</h2><ul>${wrong.map((key) => html`<li><a href="#f-${key}">${FACTS[key as FactKey].zh}：${errors[key]}</a></li>`)}</ul></div>`
    : result(pack, explain(pack, facts, onDay, judgements), onDay);
}

export function readQuery(pack: PackRules, query: Query, codesOf: Codes) {
  const facts: Record<string, FactValue> = {};
  const errors: Record<string, string> = {};
  const judgements: Record<string, 'met' | 'unmet'> = {};
  for (const key of Object.keys(pack.factLabels)) {
    const read = readFact(FACTS[key as FactKey] as FactDefinition, query[key], codesOf(key));
    if ('error' in read) errors[key] = read.error;
    else if (read.value !== undefined) facts[key] = read.value;
  }
  for (const { id } of pack.requirements.flatMap(judgedLines)) {
    const said = query[JUDGED + id];
    if (said === 'met' || said === 'unmet') judgements[id] = said;
  }
  return { facts, errors, judgements: judgements as Judgements };
}

const VERDICTS = {
  met: { tag: 'good', zh: '按所填内容，各项条件均符合' },
  unmet: { tag: 'bad', zh: '按所填内容，有条件不符合' },
  unknown: { tag: 'warn', zh: '按所填内容，还不能判断' },
} as const;

function result(pack: PackRules, findings: readonly ExplainedFinding[], onDay: string): Html {
  const counted = Object.groupBy(findings, ({ outcome }) => outcome);
  const outcome = verdict(findings);
  const missing = [...new Set(findings.flatMap((finding) => (finding.outcome === 'unknown' ? finding.missing : [])))];
  return html`<section aria-labelledby="result"><div class="panel ${VERDICTS[outcome].tag}" role="status"><h2 id="result">${VERDICTS[outcome].zh}</h2>
<p>按${formatDay(onDay)}的规定，共${findings.length}项：${(['unmet', 'unknown', 'met', 'notApplicable'] as const)
    .filter((name) => counted[name])
    .map((name) => `${OUTCOMES[name].zh}${counted[name]?.length}项`)
    .join('，')}。</p>
${missing.length > 0 && html`<p>${missingWords(pack, missing, 'zh')}。</p>`}</div>
<ol class="list findings">${findings.map((finding) => explained(pack, finding))}</ol></section>`;
}

function explained(pack: PackRules, finding: ExplainedFinding): Html {
  const [head, ...branches] = inWords(pack, finding, 'zh');
  const tag = finding.outcome === 'unknown' ? 'warn' : finding.outcome;
  const text = (head?.text ?? '').slice(finding.cites.length).trim();
  return html`<li><span class="tag ${tag}">${MARKS[finding.outcome]} ${OUTCOMES[finding.outcome].zh}</span> <a href="/policies/${pack.id}#${finding.cites}">${finding.cites}</a> ${text}${
    branches.length > 0 &&
    html`<ul class="branches">${branches.map(({ outcome, text: words, depth }) => html`<li class="depth-${Math.min(depth, 4)}"><span aria-hidden="true">${MARKS[outcome]}</span> ${words}</li>`)}</ul>`
  }</li>
`;
}

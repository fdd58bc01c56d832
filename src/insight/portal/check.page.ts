import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import { formatDay, isDay } from '../../kernel/day.ts';
import type { FactDefinition, FactValue } from '../../kernel/fact.ts';
import { explain, verdict } from '../../policy/evaluate.ts';
import { inWords, missingWords } from '../../policy/explain.ts';
import { type ExplainedFinding, type Judgements, OUTCOMES } from '../../policy/finding.ts';
import { factsOf } from '../../policy/load.ts';
import type { Pack, Requirement, RequirementNode } from '../../policy/pack.ts';
import { choiceSet, factField, readFact, type Sent } from './fact-field.ts';
import { type Html, html, nothing } from './html.ts';
import { policyPath } from './policy.page.ts';

export type Query = Readonly<Record<string, Sent>>;
const MARKS = { met: '✓', unmet: '✗', unknown: '?', notApplicable: '–' } as const;
const JUDGED = 'judgement:';

/** 自查: the conditions of a pack as a form, and every clause explained on what was entered. Nothing is kept. */
export function checkPage(pack: Pack, query: Query, today: string): Html {
  const asked = query.checked === '1';
  const onDay = typeof query.on === 'string' && isDay(query.on) ? query.on : today;
  const { facts, judgements, errors } = readQuery(pack, query);
  const wrong = Object.keys(errors);
  return html`<h1>按办法自查</h1>
<p class="lead">${pack.title}</p>
${
  wrong.length > 0
    ? html`<div class="panel bad" role="alert"><h2>有 ${wrong.length} 处填写需要修改</h2><ul>${wrong.map((key) => html`<li><a href="#f-${key}">${FACTS[key as FactKey].zh}：${errors[key]}</a></li>`)}</ul></div>`
    : asked && result(pack, explain(pack, facts, onDay, judgements), onDay)
}
<form method="get" action="${policyPath(pack)}/check">
<h2>${asked ? '修改后再查' : '填写现状'}</h2>
<p>不清楚的可以留空：留空按“未知”处理，不会当作没有或不符合。填写的内容只用于本次计算，不保存，也不等于正式申报。</p>
<input type="hidden" name="checked" value="1">
<div class="field"><label for="on">按哪一天的规定</label><input class="short" id="on" name="on" type="date" value="${onDay}"></div>
${questions(pack, query, errors)}
<p class="actions"><button type="submit">逐条核对</button><a class="button second" href="${policyPath(pack)}/check">清空重填</a></p>
</form>`;
}

function readQuery(pack: Pack, query: Query) {
  const facts: Record<string, FactValue> = {};
  const errors: Record<string, string> = {};
  const judgements: Record<string, 'met' | 'unmet'> = {};
  for (const key of Object.keys(pack.factLabels)) {
    const read = readFact(key, FACTS[key as FactKey] as FactDefinition, query[key]);
    if ('error' in read) errors[key] = read.error;
    else if (read.value !== undefined) facts[key] = read.value;
  }
  for (const { id } of pack.requirements.flatMap(judgedNodes)) {
    const said = query[JUDGED + id];
    if (said === 'met' || said === 'unmet') judgements[id] = said;
  }
  return { facts, errors, judgements: judgements as Judgements };
}

function judgedNodes(node: RequirementNode): RequirementNode[] {
  return node.form === 'judge' ? [node] : node.parts.flatMap(judgedNodes);
}

/** The clause stands on the question itself; a fact that several requirements ask for is asked once. */
function questions(pack: Pack, query: Query, errors: Readonly<Record<string, string>>): Html {
  const done = new Set<string>();
  const byClause = Map.groupBy(pack.requirements, (requirement) => requirement.cites);
  return html`${[...byClause].map(([cites, requirements]) => {
    const fields = requirements.flatMap((requirement) => fieldsOf(requirement, query, errors, done));
    return fields.length === 0
      ? nothing
      : html`<fieldset class="group"><legend>${cites} ${pack.clauses.find(({ cite }) => cite === cites)?.title}</legend>
<p class="soft small">${requirements.map(({ says }) => says).join(';')}。</p>
${fields}</fieldset>`;
  })}`;
}

function fieldsOf(requirement: Requirement, query: Query, errors: Readonly<Record<string, string>>, done: Set<string>) {
  const fields: Html[] = [];
  for (const key of factsOf(requirement)) {
    if (done.has(key)) continue;
    done.add(key);
    fields.push(factField(key, FACTS[key as FactKey] as FactDefinition, query[key], errors[key]));
  }
  for (const node of judgedNodes(requirement)) {
    const name = JUDGED + node.id;
    const said = query[name];
    fields.push(
      choiceSet(
        name,
        node.says ?? requirement.says,
        'radio',
        [
          ['met', '自认为符合'],
          ['unmet', '尚不符合'],
          ['', '留待审核'],
        ],
        [typeof said === 'string' ? said : ''],
        html`<span class="hint">申报时由审核人员判断</span>`,
        undefined,
      ),
    );
  }
  return fields;
}

const VERDICTS = {
  met: { tag: 'good', zh: '按所填内容，各项条件均符合' },
  unmet: { tag: 'bad', zh: '按所填内容，有条件不符合' },
  unknown: { tag: 'warn', zh: '按所填内容，还不能判断' },
} as const;

function result(pack: Pack, findings: readonly ExplainedFinding[], onDay: string): Html {
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

function explained(pack: Pack, finding: ExplainedFinding): Html {
  const [head, ...branches] = inWords(pack, finding, 'zh');
  const tag = finding.outcome === 'unknown' ? 'warn' : finding.outcome;
  const text = (head?.text ?? '').slice(finding.cites.length).trim();
  return html`<li><span class="tag ${tag}">${MARKS[finding.outcome]} ${OUTCOMES[finding.outcome].zh}</span> <a href="${policyPath(pack)}#${finding.cites}">${finding.cites}</a> ${text}${
    branches.length > 0 &&
    html`<ul class="branches">${branches.map(({ outcome, text: words, depth }) => html`<li class="depth-${Math.min(depth, 4)}"><span aria-hidden="true">${MARKS[outcome]}</span> ${words}</li>`)}</ul>`
  }</li>
`;
}

import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import type { FactDefinition } from '../../kernel/fact.ts';
import type { Pack, Requirement } from '../../policy/pack.ts';
import { factsOf, judgedLines } from '../../policy/requirement.ts';
import { dayAsked, JUDGED, outcomeOf, type Query, readQuery } from './check.outcome.ts';
import { choiceSet, codesOf, factField } from './fact-field.ts';
import { type Html, html, nothing } from './html.ts';
import { policyPath } from './policy.page.ts';

/**
 * 自查: the conditions of a pack as a form, and every clause explained on what was entered. Nothing is kept.
 *
 * @param script evaluates as one types where the browser runs it; without it the page is whole
 */
export function checkPage(pack: Pack, query: Query, today: string, script: string | null): Html {
  const asked = query.checked === '1';
  const { errors } = readQuery(pack, query, codesOf);
  return html`<h1>按办法自查</h1>
<p class="lead">${pack.title}</p>
<div id="outcome">${asked && outcomeOf(pack, query, today, codesOf)}</div>
<form method="get" action="${policyPath(pack)}/check" data-rules="${policyPath(pack)}/rules" data-today="${today}">
<h2>${asked ? '修改后再查' : '填写现状'}</h2>
<p>不清楚的可以留空：留空按“未知”处理，不会当作没有或不符合。填写的内容只用于本次计算，不保存，也不等于正式申报。</p>
<input type="hidden" name="checked" value="1">
<div class="field"><label for="on">按哪一天的规定</label><input class="short" id="on" name="on" type="date" value="${dayAsked(query, today)}"></div>
${questions(pack, query, errors)}
<p class="actions"><button type="submit">逐条核对</button><a class="button second" href="${policyPath(pack)}/check">清空重填</a></p>
</form>
${script && html`<script type="module" src="${script}"></script>`}`;
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
<p class="soft small">${requirements.map(({ says }) => says).join('；')}。</p>
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
  for (const node of judgedLines(requirement)) {
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

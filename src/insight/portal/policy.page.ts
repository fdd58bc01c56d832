import { formatDay } from '../../kernel/day.ts';
import { EFFECTS } from '../../kernel/effect.ts';
import { type Clause, citedClauses } from '../../policy/clause.ts';
import { type ClauseCoverage, coverage } from '../../policy/coverage.ts';
import type { Pack, RequirementNode } from '../../policy/pack.ts';
import { parameterWords } from '../../policy/parameter.words.ts';
import { PURPOSES } from '../../policy/procedure.ts';
import { REQUIREMENT_KINDS } from '../../policy/requirement.ts';
import { type Html, html, nothing } from './html.ts';
import type { Installed, Version } from './policies.store.ts';

export const MODES = { recognition: '认定', filing: '备案', registration: '登记' } as const;

const SHOWN = {
  executed: { zh: '系统执行', tag: 'good' },
  recorded: { zh: '已记载，尚不自动执行', tag: 'warn' },
  noRule: { zh: '不含可执行的规则', tag: '' },
  uncovered: { zh: '尚未覆盖', tag: 'bad' },
} as const;

/** 现行有效, 尚未施行, 已失效 on a day. */
export function validity({ inForce }: Pack, onDay: string): { zh: string; tag: string } {
  if (onDay < inForce.from) return { zh: '尚未施行', tag: 'warn' };
  if (inForce.until !== null && onDay > inForce.until) return { zh: '已失效', tag: 'bad' };
  return { zh: '现行有效', tag: 'good' };
}

const STANDINGS = { current: '现用', coming: '尚未开始', replaced: '已被替换' } as const;

export function policyPath(pack: Pack): string {
  return `/policies/${pack.id}`;
}

/** Every clause of the document beside what executes it. */
export function policyText({ pack, hash }: Installed, versions: readonly Version[], today: string): Html {
  const table = coverage(pack);
  const count = (state: ClauseCoverage['state']) => table.filter((clause) => clause.state === state).length;
  const state = validity(pack, today);
  const tops = pack.clauses.filter((clause) => clause.parent === null);
  return html`<h1>${pack.title}</h1>
<dl class="register-data">
${[
  ['索引号', pack.indexNumber],
  ['发文机关', pack.issuer],
  ['发文字号', pack.documentNumber],
  ['施行日期', formatDay(pack.inForce.from)],
  ['失效日期', pack.inForce.until && formatDay(pack.inForce.until)],
  ['适用地区', pack.territory.name],
  ['方式', `${MODES[pack.mode]}：${pack.designation.name}`],
].map(([label, value]) => value && html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
<div><dt>有效性</dt><dd><span class="tag ${state.tag}">${state.zh}</span></dd></div>
<div><dt>规则版本</dt><dd><code title="${hash}">${hash.slice(0, 12)}</code></dd></div>
</dl>
<p class="actions">${pack.requirements.length > 0 && html`<a class="button" href="${policyPath(pack)}/check">按条件自查</a>`}<a class="button second" href="${policyPath(pack)}/parameters">数值与依据</a>${pack.procedures.length > 0 && html`<a class="button second" href="${policyPath(pack)}/procedure">办理程序</a>`}</p>
<p>下文逐条转述文件内容，每条之下列出由系统执行的规则。转述供引用和核对，不代替原文。共${table.length}条(款)：系统执行 ${count('executed')}，已记载 ${count('recorded')}，不含规则 ${count('noRule')}${count('uncovered') > 0 && html`，尚未覆盖 ${count('uncovered')}`}。</p>
${tops.map((clause) => clauseBlock(pack, clause, table, false))}
${
  versions.length > 1 &&
  html`<h2>规则版本</h2><ul>${versions.map(
    (version) =>
      html`<li><a href="${policyPath(pack)}?version=${version.hash}"><code>${version.hash.slice(0, 12)}</code></a> ${formatDay(version.startsOn)}起，${STANDINGS[version.standing]}</li>`,
  )}</ul>`
}`;
}

function clauseBlock(pack: Pack, clause: Clause, table: readonly ClauseCoverage[], inner: boolean): Html {
  const covered = table.find(({ cite }) => cite === clause.cite);
  const shown = SHOWN[covered?.state ?? 'uncovered'];
  const items = pack.clauses.filter(({ parent }) => parent === clause.cite);
  const title = html`${clause.cite} ${clause.title} <span class="tag ${shown.tag}">${shown.zh}</span>`;
  return html`<section class="clause${inner && ' item'}" id="${clause.cite}">${inner ? html`<h3>${title}</h3>` : html`<h2>${title}</h2>`}
<div class="beside"><div class="clause-text">${plainText(clause.text)}${covered?.state === 'noRule' && covered.reason && html`<p class="soft small">说明：${covered.reason}</p>`}</div>
${rulesOf(pack, clause.cite)}</div>${items.map((item) => clauseBlock(pack, item, table, true))}</section>
`;
}

/** Paragraphs and lists of a clause; nothing else of Markdown is used there. */
function plainText(text: string): Html {
  const blocks: Html[] = [];
  let items: string[] = [];
  const close = () => {
    if (items.length > 0) blocks.push(html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`);
    items = [];
  };
  for (const line of text.split('\n').map((row) => row.trim())) {
    if (line.startsWith('- ')) items.push(line.slice(2));
    else {
      close();
      if (line !== '' && !line.startsWith('<!--')) blocks.push(html`<p>${line}</p>`);
    }
  }
  close();
  return html`${blocks}`;
}

function rulesOf(pack: Pack, cite: string): Html {
  const lines: Html[] = [];
  for (const requirement of pack.requirements) {
    if (!citedClauses(requirement.cites).includes(cite)) continue;
    const kind = requirement.kind === 'must' ? '' : `〔${REQUIREMENT_KINDS[requirement.kind].zh}〕`;
    lines.push(html`<li>${kind}${requirement.says}${nodeRule(requirement)}</li>`);
  }
  for (const procedure of pack.procedures) {
    const steps = procedure.steps.filter((step) => citedClauses(step.cites).includes(cite));
    if (steps.length > 0)
      lines.push(
        html`<li>程序“${procedure.title}”：${steps.map((step) => step.title).join(' → ')} <a href="${policyPath(pack)}/procedure#${procedure.id}">各环节</a></li>`,
      );
  }
  for (const rule of pack.recorded) {
    if (!citedClauses(rule.cites).includes(cite)) continue;
    const follows = rule.follows.map((effect) => (EFFECTS as Record<string, { zh: string }>)[effect]?.zh ?? effect);
    lines.push(
      html`<li>${rule.says}${follows.length > 0 && html` <span class="soft">→ ${follows.join('、')}</span>`}</li>`,
    );
  }
  return lines.length > 0 ? html`<ul class="rules">${lines}</ul>` : nothing;
}

/** The machine's own words for one line: its guard, its check, or who is asked. */
function nodeRule(node: RequirementNode): Html {
  const words = {
    check: () => node.check && html` <code>${node.check}</code>`,
    judge: () => html` <span class="soft">由审核人员判断</span>`,
    all: () => group('以下均应满足', node.parts),
    any: () => group('以下满足其一', node.parts),
    none: () => group('以下均不得有', node.parts),
  } as const;
  return html`${node.when && html` <span class="soft">(仅在适用时)</span>`}${words[node.form]()}`;
}

function group(title: string, parts: readonly RequirementNode[]): Html {
  return html` <span class="soft">${title}：</span><ul>${parts.map((part) => html`<li>${part.says}${nodeRule(part)}</li>`)}</ul>`;
}

/** Each figure of the law with the day it holds from and its clause. */
export function parameterTable(pack: Pack, today: string): Html {
  return html`<h1>数值与依据</h1><p class="lead">${pack.title}</p>
<div class="scroll"><table class="stack"><thead><tr><th scope="col">事项</th><th scope="col">数值</th><th scope="col">自</th><th scope="col">依据</th></tr></thead><tbody>
${Object.values(pack.parameters).flatMap((parameter) =>
  parameter.values.length === 0
    ? [
        html`<tr><th scope="row">${parameter.label}</th><td data-label="数值">${unknown('文件未定')}</td><td></td><td data-label="说明">${parameter.note}</td></tr>`,
      ]
    : parameter.values.map(
        (dated) =>
          html`<tr><th scope="row">${parameter.label}</th><td data-label="数值">${parameterWords(pack, parameter, dated.value, 'zh')}${dated.from > today && html` <span class="tag warn">尚未生效</span>`}</td><td data-label="自">${formatDay(dated.from)}</td><td data-label="依据">${dated.cites ? html`<a href="${policyPath(pack)}#${dated.cites}">${dated.cites}</a>` : html`平台运行方设定：${parameter.note}`}</td></tr>`,
      ),
)}</tbody></table></div>`;
}

export function unknown(words = '未提供'): Html {
  return html`<span class="unknown">${words}</span>`;
}

/** Steps, who acts, how long, on what ground. */
export function procedureTable(pack: Pack): Html {
  return html`<h1>办理程序</h1><p class="lead">${pack.title}</p>
${pack.procedures.map(
  (procedure) => html`<section id="${procedure.id}"><h2>${procedure.title}</h2>
<p>${PURPOSES[procedure.purpose].zh} · 依据${procedure.cites} · ${procedure.intake === 'round' ? '按批次受理' : '常年受理'}</p>
<div class="scroll"><table class="stack"><thead><tr><th scope="col">环节</th><th scope="col">由谁办理</th><th scope="col">时限</th><th scope="col">接下来</th></tr></thead><tbody>
${procedure.steps.map((step) => {
  const days = step.notice ?? step.due;
  return html`<tr><th scope="row">${step.title}</th><td data-label="由谁办理">${pack.bodies[step.actor]?.name}</td><td data-label="时限">${days ? html`${days.workingDays}个工作日${days.cites ? html`(${days.cites})` : html`<br><small class="soft">${days.note}</small>`}` : '文件未定'}${step.supplement && html`<br><small class="soft">补正${step.supplement.workingDays}个工作日，期间停止计时</small>`}</td><td data-label="接下来">${step.next}</td></tr>`;
})}</tbody></table></div>
<p class="soft">可能的结果：${procedure.ends
    .map((end) => end.publicName)
    .filter((name, index, all) => all.indexOf(name) === index)
    .join('、')}。</p></section>`,
)}`;
}

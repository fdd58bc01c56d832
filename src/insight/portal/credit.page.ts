import { CREDIT_KINDS } from '../../effects/credit/credit.ts';
import { formatDay } from '../../kernel/day.ts';
import type { BarLine, CreditLine } from './credit.store.ts';
import { type Html, html } from './html.ts';
import { exampleTag } from './notice.page.ts';

/** 限期不予受理 that stands today, with clause, last day and document. */
export function barLines(bars: readonly BarLine[]): Html {
  return html`${bars.map(
    (bar) =>
      html`<div class="panel bad"><p><strong>限期不予受理</strong>：${formatDay(bar.fromDay)}起${bar.untilDay ? `至${formatDay(bar.untilDay)}` : ''}不受理其申请，依据${bar.cites}${bar.number && `，${bar.number}`}。</p></div>`,
  )}`;
}

export function creditTable(rows: readonly CreditLine[], withSpace: boolean): Html {
  return html`<div class="scroll"><table class="stack"><thead><tr>${withSpace && html`<th scope="col">机构</th>`}<th scope="col">记载</th><th scope="col">依据</th><th scope="col">决定</th><th scope="col">公开至</th></tr></thead><tbody>
${rows.map(
  (row) =>
    html`<tr>${withSpace && html`<td data-label="机构">${row.organisation}<div class="small"><a href="/spaces/${row.spaceId}">${row.space}</a>${exampleTag(row.example)}</div></td>`}<td data-label="记载">${CREDIT_KINDS[row.kind].zh}：${row.says}</td><td data-label="依据"><a href="/policies/${row.policy}">${row.cites}</a></td><td data-label="决定">${row.number}<div class="small">${formatDay(row.onDay)}</div></td><td data-label="公开至">${row.publicUntil ? formatDay(row.publicUntil) : '修复为止'}</td></tr>`,
)}</tbody></table></div>`;
}

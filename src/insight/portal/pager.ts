import type { Total } from '../../platform/db/page.ts';
import { address, type Html, html, nothing } from './html.ts';

type Query = Readonly<Record<string, string | number | null | undefined>>;

/** Links to pages; the selection stays in the address. */
export function pager(path: string, query: Query, shown: Total & { page: number; size: number }): Html {
  const { page, size, total, more } = shown;
  const last = Math.max(1, Math.ceil(total / size)) + (more ? 1 : 0);
  if (last === 1) return nothing;
  const near = [1, page - 2, page - 1, page, page + 1, page + 2, last];
  const pages = [...new Set(near.filter((one) => one >= 1 && one <= last))].sort((a, b) => a - b);
  const link = (to: number, words: string | number, label?: string) =>
    html`<a href="${address(path, { ...query, page: to > 1 ? to : null })}"${label && html` aria-label="${label}"`}>${words}</a>`;
  return html`<nav class="pager" aria-label="翻页"><p>第 ${page} 页，${more ? html`共 ${last - 1} 页以上` : html`共 ${last} 页`}</p><ul>
${page > 1 && html`<li>${link(Math.min(page - 1, last), '上一页')}</li>`}
${pages.map((one, index) => html`${index > 0 && one - (pages[index - 1] ?? 0) > 1 && html`<li aria-hidden="true"><span>…</span></li>`}<li>${one === page ? html`<span aria-current="page">${one}</span>` : link(one, one, `第${one}页`)}</li>`)}
${page < last && html`<li>${link(page + 1, '下一页')}</li>`}</ul></nav>`;
}

/** How many there are; beyond what was counted, the exact number is a click away. */
export function totalOf(path: string, query: Query, { total, more }: Total, unit: string): Html {
  if (!more) return html`<b>${total}</b> ${unit}`;
  return html`<b>${total}</b> ${unit}以上（<a href="${address(path, { ...query, count: 'exact' })}">查看准确数字</a>）`;
}

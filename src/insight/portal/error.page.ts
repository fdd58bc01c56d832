import type { ErrorPage } from '../../platform/http/server.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';

/** What went wrong, what to do next, and the number under which the log has it. */
export const errorPage: ErrorPage = (request, { status, message, fields }) => {
  const title = status === 404 ? '没有找到这个页面' : message;
  const body = html`<h1>${title}</h1>
${advice(status)}
${fields.length > 0 && html`<ul>${fields.map((field) => html`<li>${field.path}：${field.message}</li>`)}</ul>`}
<p class="actions"><a class="button" href="/">返回首页</a><a class="button second" href="/spaces">查名录</a><a class="button second" href="/notices">看公示</a></p>
<p class="soft small">请求编号 <code>${request.id}</code>，反映问题时请附上。</p>`;
  return page(request, { title, body, status }).html;
};

function advice(status: number): Html {
  if (status === 404)
    return html`<p>地址可能输错，或者内容已经移走、尚未公开。可以从下面的入口找，也可以查名录：</p>
<form class="search" action="/spaces" method="get" role="search"><div><label for="q">名称、拼音或运营机构</label><input id="q" name="q" type="search"></div><button type="submit">查名录</button></form>`;
  if (status === 429) return html`<p>请稍等几分钟再试。已经填写的内容可用浏览器“后退”找回。</p>`;
  if (status >= 500) return html`<p>问题已经记录。请稍后再试；仍不行的，请把请求编号告诉管理人员。</p>`;
  return html`<p>可用浏览器“后退”回到上一页修改。</p>`;
}

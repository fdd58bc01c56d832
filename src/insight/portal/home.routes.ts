import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { homeFigures } from './home.store.ts';
import { html } from './html.ts';
import { noticeList } from './notice.page.ts';
import { latestNotices } from './notices.store.ts';
import { heading, LANGUAGES, page, SIZES, THEMES } from './page.ts';
import { currentPacks } from './policies.store.ts';
import { policyPath } from './policy.page.ts';

const YEAR_SECONDS = 365 * 86_400;
const displayInput = z.object({
  theme: z.enum([...THEMES, 'auto']).optional(),
  size: z.enum([...SIZES, 'standard']).optional(),
  lang: z.enum([...LANGUAGES, 'zh']).optional(),
  back: z.string().max(2000).optional(),
});

export const homeRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/',
    permission: 'public.read',
    summary: '首页',
    tag: '门户',
    input: z.object({}),
    answers: 'page',
    handle: async ({ tx, services, request }) => {
      const today = services.clock.today();
      const [figures, notices, packs] = await Promise.all([
        homeFigures(tx, today),
        latestNotices(tx, 5),
        currentPacks(tx, today),
      ]);
      const shown = [
        { path: '/spaces', value: figures.carriers, zh: '名录在册载体' },
        { path: '/spaces?status=valid', value: figures.designated, zh: '持有有效资格的载体' },
        { path: '/notices?state=running', value: figures.running, zh: '正在公示' },
        { path: '/policies', value: packs.length, zh: '逐条公开的政策文件' },
      ];
      const body = html`<div class="hero"><h1>查众创空间，看公示，核政策</h1>
<p>众创台公开每一家众创空间的资格与实际服务、每一次公示、每一份政策的逐条规则。任何人都可以查询、提出异议、反映问题。</p>
<form class="search" action="/spaces" method="get" role="search"><div><label for="q">查名录：名称、拼音或运营机构</label><input id="q" name="q" type="search" autocomplete="off"></div><button type="submit">查询</button></form></div>
<h2 class="hidden">数字</h2>
<ul class="figures">${shown.map(({ path, value, zh }) => html`<li><a href="${path}"><b>${value}</b><span>${zh}</span></a></li>`)}</ul>
<div class="columns">
<section><h2>最新公示</h2>${noticeList(notices, today)}<p><a href="/notices">全部公示公告</a></p></section>
<section><h2>办事与核对</h2><ul class="list">
${packs
  .filter(({ pack }) => pack.requirements.length > 0 && pack.procedures.length > 0)
  .map(
    ({ pack }) =>
      html`<li><h3><a href="${policyPath(pack)}/check">按条件自查：${pack.title}</a></h3><p class="soft">${pack.territory.name}</p></li>`,
  )}
<li><h3><a href="/verify">核验证书和标牌</a></h3><p class="soft">按编号、文件哈希或上传 PDF 核对真伪与现状</p></li>
<li><h3><a href="/mentors">查认定的创业导师</a></h3><p class="soft">谁认定、为期多久、由哪家载体推荐</p></li>
<li><h3><a href="/problems/new">反映问题</a></h3><p class="soft">名录信息不实、服务与承诺不符等，可凭回执号查询答复</p></li>
</ul></section></div>`;
      return page(request, { title: '首页', body });
    },
  }),
  route({
    method: 'get',
    path: '/display',
    permission: 'public.read',
    summary: '显示设置',
    tag: '门户',
    input: displayInput,
    answers: 'page',
    handle: async ({ input, reply }) => {
      for (const name of ['theme', 'size', 'lang'] as const) {
        const value = input[name];
        if (value === undefined) continue;
        const standard = value === 'auto' || value === 'standard' || value === 'zh';
        const options = { path: '/', sameSite: 'lax' } as const; // the workspace's script reads them too
        if (standard) reply.clearCookie(name, options);
        else reply.setCookie(name, value, { ...options, maxAge: YEAR_SECONDS });
      }
      return { html: '', redirect: ownPath(input.back) };
    },
  }),
  route({
    method: 'get',
    path: '/accessibility',
    permission: 'public.read',
    summary: '无障碍说明',
    tag: '门户',
    input: z.object({}),
    answers: 'page',
    handle: async ({ request }) => {
      const body = html`${heading('无障碍说明')}<ul>
<li>不用脚本即可使用全部公开功能；全程可以只用键盘。</li>
<li>页面顶部可切换“关怀版(大字)”和深浅色，设置保存在本机一年。</li>
<li>不只用颜色表示状态，每个状态都有文字。</li>
<li>页面可以直接打印，打印时不带导航。</li>
<li>“跳到正文”是每页第一个链接。</li></ul>
<p>遇到看不清、读不出、用不了的地方，请<a href="/problems/new">反映问题</a>。</p>`;
      return page(request, { title: '无障碍说明', body });
    },
  }),
];

/** Only back to a page of this site. */
function ownPath(back: string | undefined): string {
  if (!back || !URL.canParse(back, 'http://own.invalid')) return '/';
  const url = new URL(back, 'http://own.invalid');
  return url.origin === 'http://own.invalid' && !url.pathname.startsWith('//') && url.pathname !== '/display'
    ? `${url.pathname}${url.search}`
    : '/';
}

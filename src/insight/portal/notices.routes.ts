import { z } from 'zod';
import { viewPublicNotice } from '../../cases/notices/notice.views.ts';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { pageInput } from '../../platform/db/page.contract.ts';
import { html } from './html.ts';
import { noticeList, noticePage } from './notice.page.ts';
import { answeredObjections, noticeFormats, noticeGround, selectNotices } from './notices.store.ts';
import { heading, page } from './page.ts';
import { pager, totalOf } from './pager.ts';

const blank = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const listInput = z.object({
  q: blank(z.string().max(100)),
  state: blank(z.enum(['running', 'closed'])),
  year: blank(z.coerce.number().int().min(2000).max(2200)),
  page: pageInput().page,
  count: pageInput().count,
});
const STATES = { running: '公示中', closed: '公示期已满' } as const;
const SIZE = 20;

export const noticePageRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/notices',
    permission: 'public.read',
    summary: '公示公告',
    tag: '门户',
    input: listInput,
    answers: 'page',
    handle: async ({ tx, input, services, request }) => {
      const { page: at, count, q, state, year } = input;
      const { rows, ...total } = await selectNotices(tx, { q, state, year }, { page: at, size: SIZE, count });
      const isNarrowed = Boolean(q || state || year);
      const body = html`${heading('公示公告', '拟认定、拟备案名单作出决定之前在此公示。公示期内任何单位和个人都可以实名提出异议。')}
<form class="filters" action="/notices" method="get" role="search" aria-label="筛选公示"><div class="wide"><label for="q">标题</label><input id="q" name="q" type="search" value="${q}"></div>
<div><label for="state">状态</label><select id="state" name="state"><option value="">不限</option>${Object.entries(STATES).map(([code, zh]) => html`<option value="${code}"${code === state && html` selected`}>${zh}</option>`)}</select></div>
<div><label for="year">年度</label><input id="year" name="year" inputmode="numeric" value="${year}"></div><div><button type="submit">查询</button></div></form>
<p>${totalOf('/notices', { q, state, year }, total, '则')} · <a href="/objections/status">查询异议处理结果</a>${isNarrowed && html` · <a href="/notices">清除全部条件</a>`}</p>
${rows.length === 0 && isNarrowed ? html`<div class="empty"><p>没有符合条件的公示，可以减少条件再查。</p></div>` : noticeList(rows, services.clock.today(), 'h2')}
${pager('/notices', { q, state, year }, { page: at, size: SIZE, ...total })}`;
      return page(request, { title: '公示公告', section: 'notices', body });
    },
  }),
  route({
    method: 'get',
    path: '/notices/:id',
    permission: 'public.read',
    summary: '公示',
    tag: '门户',
    input: z.object({ id: z.string().max(36) }),
    answers: 'page',
    handle: async ({ tx, input: { id }, services, request }) => {
      if (!z.uuid().safeParse(id).success) throw new Refusal('not-found');
      const notice = await viewPublicNotice(tx, id, services.clock.now());
      const [ground, formats, answered] = await Promise.all([
        noticeGround(tx, id),
        noticeFormats(tx, id),
        answeredObjections(tx, id),
      ]);
      if (!ground) throw new Refusal('not-found');
      const policy = `/policies/${ground.packId}?version=${ground.packHash}`;
      return page(request, {
        title: notice.title,
        section: 'notices',
        crumbs: [{ path: '/notices', zh: '公示公告' }],
        body: noticePage({ notice, example: ground.example, policy, formats, answered }),
      });
    },
  }),
];

import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { pageInput } from '../../platform/db/page.contract.ts';
import { creditTable } from './credit.page.ts';
import { publicCredit } from './credit.store.ts';
import { html } from './html.ts';
import { heading, page } from './page.ts';
import { pager } from './pager.ts';

const SIZE = 50;

export const creditPageRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/credit',
    permission: 'public.read',
    summary: '公开的信用记录',
    tag: '门户',
    input: z.object({ page: pageInput().page, count: pageInput().count }),
    answers: 'page',
    handle: async ({ tx, input, services, request }) => {
      const { rows, ...total } = await publicCredit(tx, services.clock.today(), { ...input, size: SIZE });
      const body = html`${heading('信用记录', '已签发的决定中公开的记载。公开期满、修复或经申诉撤销的不再显示。')}
${rows.length > 0 ? creditTable(rows, true) : html`<p>目前没有公开的信用记录。</p>`}
${pager('/credit', { count: input.count }, { ...total, page: input.page, size: SIZE })}`;
      return page(request, { title: '信用记录', section: 'spaces', crumbs: [{ path: '/spaces', zh: '名录' }], body });
    },
  }),
];

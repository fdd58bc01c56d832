import { z } from 'zod';
import { type Context, type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type ApiDocument, apiIndex, apiTag, operationsByTag } from './api-docs.page.ts';
import { page } from './page.ts';

const documentOf = ({ request }: Pick<Context<unknown>, 'request'>) =>
  request.server.swagger() as unknown as ApiDocument;

export const apiDocsRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/docs/api',
    permission: 'public.read',
    summary: '接口文档',
    tag: '门户',
    input: z.object({}),
    answers: 'page',
    handle: async (context) =>
      page(context.request, { title: '接口文档', section: 'openData', body: apiIndex(documentOf(context)) }),
  }),
  route({
    method: 'get',
    path: '/docs/api/:tag',
    permission: 'public.read',
    summary: '一类接口',
    tag: '门户',
    input: z.object({ tag: z.string().max(60) }),
    answers: 'page',
    handle: async (context) => {
      const { tag } = context.input;
      const operations = operationsByTag(documentOf(context)).get(tag);
      if (!operations) throw new Refusal('not-found');
      const crumbs = [{ path: '/docs/api', zh: '接口文档' }];
      return page(context.request, { title: tag, section: 'openData', crumbs, body: apiTag(tag, operations) });
    },
  }),
];

import { z } from 'zod';
import type { Config } from '../../platform/config/config.ts';
import { type Route, route } from '../route.ts';
import { setSessionCookie } from '../sessions/session.routes.ts';
import { cookieOptions } from '../sessions/session.ts';
import { enterVouched } from './single-sign-on.actions.ts';
import { SingleSignOn } from './single-sign-on.ts';

const COOKIE = 'zc_journey';
const PATH = '/sign-in/single-sign-on';

/** Pages, not API: the browser itself travels to the provider and back. */
export function singleSignOnRoutes(config: Config): Route[] {
  if (!config.oidc) return [];
  const provider = new SingleSignOn(config, config.oidc);
  const options = { ...cookieOptions(config), path: PATH };
  return [
    route({
      method: 'get',
      path: PATH,
      permission: 'session.open',
      summary: '统一身份认证登录',
      tag: '会话',
      answers: 'page',
      input: z.object({}),
      handle: async ({ services, reply }) => {
        const { url, journey } = await provider.depart(services.clock.now().epochMilliseconds);
        void reply.setCookie(COOKIE, journey, options);
        return { html: '', redirect: url };
      },
    }),
    route({
      method: 'get',
      path: `${PATH}/return`,
      permission: 'session.open',
      summary: '统一身份认证返回',
      tag: '会话',
      answers: 'page',
      input: z.object({}),
      handle: async ({ services, request, reply }) => {
        void reply.clearCookie(COOKIE, options);
        const query = new URL(request.url, config.publicUrl).search;
        const now = services.clock.now().epochMilliseconds;
        const vouched = await provider.arrive(query, request.cookies[COOKIE], now);
        const { token } = await enterVouched(services, vouched, request);
        setSessionCookie(reply, services, token);
        return { html: '', redirect: '/workspace/' };
      },
    }),
  ];
}

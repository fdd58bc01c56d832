import { mayReach, PERMISSIONS, type Permission } from './access.ts';
import { reachInput, reachView } from './reach.contract.ts';
import { type Route, route, type SubjectLoaders } from './route.ts';

const OPEN = new Set(Object.entries(PERMISSIONS).flatMap(([code, row]) => ('open' in row ? [code] : [])));

/** What the reader may do with one subject, so that a page offers nothing else. Of a subject out of reach: nothing. */
export const reachRoutes = (loaders: SubjectLoaders): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/reach',
    permission: 'session.own',
    summary: '本人对一个对象可以做什么',
    tag: '会话',
    input: reachInput,
    output: reachView,
    handle: async ({ tx, actor, input: { about, id } }) => {
      const subject = await loaders[about](tx, id);
      const codes = Object.keys(PERMISSIONS) as Permission[];
      const asked = subject ? codes.filter((code) => PERMISSIONS[code].about === about && !OPEN.has(code)) : [];
      return { permissions: asked.filter((code) => subject && mayReach(actor, code, subject)) };
    },
  }),
];

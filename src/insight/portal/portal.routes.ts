import type { Route } from '../../identity/route.ts';
import { homeRoutes } from './home.routes.ts';
import { noticePageRoutes } from './notices.routes.ts';
import { policyRoutes } from './policies.routes.ts';
import { problemPageRoutes } from './problems.routes.ts';
import { spaceRoutes } from './spaces.routes.ts';

export const portalRoutes: readonly Route[] = [
  ...homeRoutes,
  ...spaceRoutes,
  ...noticePageRoutes,
  ...policyRoutes,
  ...problemPageRoutes,
];

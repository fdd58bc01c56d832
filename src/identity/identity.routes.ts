import type { Services } from '../platform/services.ts';
import type { Route } from './route.ts';
import { sessionRoutes } from './sessions/session.routes.ts';
import { Lockout } from './sign-in/lockout.ts';

export function identityRoutes(services: Services): Route[] {
  const lockout = new Lockout(services.database);
  return sessionRoutes(lockout);
}

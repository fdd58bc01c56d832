import type { Services } from '../platform/services.ts';
import { auditRoutes } from './audit-log/audit-log.routes.ts';
import { calendarRoutes } from './calendar/calendar.routes.ts';
import { demoRoutes } from './demo/demo.routes.ts';
import { failedJobRoutes } from './failed-jobs/failed-job.routes.ts';
import { peopleRoutes } from './people/people.routes.ts';
import type { Route } from './route.ts';
import { sessionRoutes } from './sessions/session.routes.ts';
import { Lockout } from './sign-in/lockout.ts';
import { singleSignOnRoutes } from './sign-in/single-sign-on.routes.ts';

export function identityRoutes({ config, database }: Services): Route[] {
  const lockout = new Lockout(database);
  return [
    ...sessionRoutes(lockout),
    ...singleSignOnRoutes(config),
    ...(config.mode === 'demo' ? demoRoutes : []),
    ...peopleRoutes,
    ...calendarRoutes,
    ...failedJobRoutes,
    ...auditRoutes,
  ];
}

import type { Route } from '../../identity/route.ts';
import { admissionPageRoutes } from './admissions.routes.ts';
import { apiDocsRoutes } from './api-docs.routes.ts';
import { creditPageRoutes } from './credit.routes.ts';
import { domicilePageRoutes } from './domicile.routes.ts';
import { homeRoutes } from './home.routes.ts';
import { invitationPageRoutes } from './invitations.routes.ts';
import { mentorPageRoutes } from './mentors.routes.ts';
import { noticePageRoutes } from './notices.routes.ts';
import { openDataRoutes } from './open-data.routes.ts';
import { policyRoutes } from './policies.routes.ts';
import { problemPageRoutes } from './problems.routes.ts';
import { spaceRoutes } from './spaces.routes.ts';
import { verifyRoutes } from './verify.routes.ts';

/** Every public page that needs nothing of the cases' handlers; `objectionPageRoutes` takes those. */
export const portalRoutes: readonly Route[] = [
  ...homeRoutes,
  ...spaceRoutes,
  ...admissionPageRoutes,
  ...invitationPageRoutes,
  ...noticePageRoutes,
  ...policyRoutes,
  ...verifyRoutes,
  ...creditPageRoutes,
  ...domicilePageRoutes,
  ...mentorPageRoutes,
  ...problemPageRoutes,
  ...openDataRoutes,
  ...apiDocsRoutes,
];

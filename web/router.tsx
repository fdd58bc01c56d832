import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { sessionQuery, useSession } from './lib/session.ts';
import { SignInPage } from './pages/everyone/sign-in.page.tsx';
import { FaultPage } from './ui/fault.tsx';
import { Empty, Loading, Page } from './ui/page.tsx';
import { Shell } from './ui/shell.tsx';

interface RouterContext {
  client: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({
  loader: ({ context }) => context.client.ensureQueryData(sessionQuery),
  component: Frame,
  errorComponent: ({ error, reset }) => (
    <main className="shell-main" id="main">
      <FaultPage error={error} reset={reset} />
    </main>
  ),
});

const Withheld = lazyRouteComponent(() => import('./pages/everyone/withheld.page.tsx'), 'WithheldPage');

/** Nobody signed in: the sign-in page in place of any page, so that the address is kept. */
function Frame() {
  const { person, withheld } = useSession();
  if (!person) return <SignInPage />;
  if (withheld) return <Withheld />;
  return <Shell />;
}

type Search = Record<string, unknown>;
const page = <M extends Record<string, unknown>>(path: string, load: () => Promise<M>, name: keyof M & string) =>
  createRoute({
    getParentRoute: () => root,
    path,
    validateSearch: (search: Search) => search,
    component: lazyRouteComponent(load as () => Promise<Record<string, never>>, name),
  });

const tree = root.addChildren([
  page('/', () => import('./pages/everyone/inbox.page.tsx'), 'InboxPage'),
  page('/cases', () => import('./pages/everyone/cases.page.tsx'), 'CasesPage'),
  page('/cases/$caseId', () => import('./pages/everyone/case.page.tsx'), 'CasePage'),
  page('/cases/$caseId/form', () => import('./pages/operator/application.page.tsx'), 'ApplicationPage'),
  page('/apply', () => import('./pages/operator/apply.page.tsx'), 'ApplyPage'),
  page('/apply/read', () => import('./pages/operator/read-form.page.tsx'), 'ReadFormPage'),
  page('/pack-difference', () => import('./pages/everyone/pack-difference.page.tsx'), 'PackDifferencePage'),
  page('/pack-coverage', () => import('./pages/everyone/pack-coverage.page.tsx'), 'PackCoveragePage'),
  page('/replays', () => import('./pages/administrator/replays.page.tsx'), 'ReplaysPage'),
  page('/spaces/$carrierId/standing', () => import('./pages/operator/standing.page.tsx'), 'StandingPage'),
  page('/reviews', () => import('./pages/expert/reviews.page.tsx'), 'ReviewsPage'),
  page('/evaluations', () => import('./pages/officer/evaluations.page.tsx'), 'EvaluationsPage'),
  page('/evaluations/$roundId', () => import('./pages/officer/evaluation.page.tsx'), 'EvaluationPage'),
  page('/evaluations/$roundId/grading', () => import('./pages/officer/grading.page.tsx'), 'GradingPage'),
  page('/evaluations/$roundId/consequences', () => import('./pages/officer/consequences.page.tsx'), 'ConsequencesPage'),
  page('/cases/$caseId/result', () => import('./pages/everyone/result.page.tsx'), 'ResultPage'),
  page('/shortlist', () => import('./pages/officer/shortlists.page.tsx'), 'ShortlistsPage'),
  page('/shortlist/$shortlistId', () => import('./pages/officer/shortlist.page.tsx'), 'ShortlistPage'),
  page('/notices', () => import('./pages/officer/notices.page.tsx'), 'NoticesPage'),
  page('/notices/$noticeId', () => import('./pages/officer/notice.page.tsx'), 'NoticePage'),
  page('/objections', () => import('./pages/officer/objections.page.tsx'), 'ObjectionsPage'),
  page('/objections/$objectionId', () => import('./pages/officer/objection.page.tsx'), 'ObjectionPage'),
  page('/designations', () => import('./pages/officer/designations.page.tsx'), 'DesignationsPage'),
  page('/designations/$designationId', () => import('./pages/officer/designation.page.tsx'), 'DesignationPage'),
  page('/mentor-recognitions', () => import('./pages/everyone/mentor-recognitions.page.tsx'), 'MentorRecognitionsPage'),
  page('/sanctions', () => import('./pages/officer/sanctions.page.tsx'), 'SanctionsPage'),
  page('/history', () => import('./pages/officer/history.page.tsx'), 'HistoryPage'),
  page('/rewards', () => import('./pages/everyone/rewards.page.tsx'), 'RewardsPage'),
  page('/credit', () => import('./pages/everyone/credit.page.tsx'), 'CreditPage'),
  page('/claims', () => import('./pages/everyone/claims.page.tsx'), 'ClaimsPage'),
  page('/claims/$claimId', () => import('./pages/everyone/claim.page.tsx'), 'ClaimPage'),
  page('/due-recusals', () => import('./pages/officer/due-recusals.page.tsx'), 'DueRecusalsPage'),
  page('/problems', () => import('./pages/officer/problems.page.tsx'), 'ProblemsPage'),
  page('/portfolio', () => import('./pages/officer/portfolio.page.tsx'), 'PortfolioPage'),
  page('/health-alerts', () => import('./pages/officer/health-alerts.page.tsx'), 'HealthAlertsPage'),
  page('/spaces/$carrierId/health', () => import('./pages/operator/health.page.tsx'), 'HealthPage'),
  page('/clusters', () => import('./pages/officer/clusters.page.tsx'), 'ClustersPage'),
  page('/clusters/$carrierId', () => import('./pages/officer/cluster.page.tsx'), 'ClusterPage'),
  page('/spaces', () => import('./pages/operator/spaces.page.tsx'), 'SpacesPage'),
  page('/spaces/$carrierId', () => import('./pages/operator/space.page.tsx'), 'SpacePage'),
  page('/spaces/$carrierId/records', () => import('./pages/operator/records.page.tsx'), 'RecordsPage'),
  page('/spaces/$carrierId/facts', () => import('./pages/operator/facts.page.tsx'), 'FactsPage'),
  page('/entitlements', () => import('./pages/founder/entitlements.page.tsx'), 'EntitlementsPage'),
  page('/teams', () => import('./pages/team/teams.page.tsx'), 'TeamsPage'),
  page('/teams/$teamId', () => import('./pages/team/team.page.tsx'), 'TeamPage'),
  page('/teams/$teamId/records', () => import('./pages/team/team-records.page.tsx'), 'TeamRecordsPage'),
  page('/teams/$teamId/mentors', () => import('./pages/team/team-mentors.page.tsx'), 'TeamMentorsPage'),
  page('/incubation', () => import('./pages/team/board.page.tsx'), 'BoardPage'),
  page('/team-reports', () => import('./pages/operator/team-reports.page.tsx'), 'TeamReportsPage'),
  page('/follow-ups', () => import('./pages/operator/follow-ups.page.tsx'), 'FollowUpsPage'),
  page('/transfers', () => import('./pages/team/transfers.page.tsx'), 'TransfersPage'),
  page('/mentoring', () => import('./pages/mentor/mentoring.page.tsx'), 'MentoringPage'),
  page('/spaces/$carrierId/mentors', () => import('./pages/operator/mentors.page.tsx'), 'MentorsPage'),
  page('/teams/$teamId/consents', () => import('./pages/team/consents.page.tsx'), 'ConsentsPage'),
  page('/spaces/$carrierId/resources', () => import('./pages/operator/resources.page.tsx'), 'ResourcesPage'),
  page('/spaces/$carrierId/plan', () => import('./pages/operator/floor-plans.page.tsx'), 'FloorPlansPage'),
  page(
    '/spaces/$carrierId/bookings',
    () => import('./pages/operator/booking-calendar.page.tsx'),
    'BookingCalendarPage',
  ),
  page('/book', () => import('./pages/team/book.page.tsx'), 'BookPage'),
  page('/book/$carrierId/plan', () => import('./pages/team/space-plan.page.tsx'), 'SpacePlanPage'),
  page('/bookings', () => import('./pages/team/bookings.page.tsx'), 'BookingsPage'),
  page('/check-in/$token', () => import('./pages/team/check-in.page.tsx'), 'CheckInPage'),
  page('/spaces/$carrierId/admissions', () => import('./pages/operator/admissions.page.tsx'), 'AdmissionsPage'),
  page(
    '/spaces/$carrierId/admissions/$admissionId',
    () => import('./pages/operator/admission.page.tsx'),
    'AdmissionPage',
  ),
  page('/spaces/$carrierId/tenancies', () => import('./pages/operator/tenancies.page.tsx'), 'TenanciesPage'),
  page('/spaces/$carrierId/tenancies/$tenancyId', () => import('./pages/operator/tenancy.page.tsx'), 'TenancyPage'),
  page('/tenancy', () => import('./pages/founder/tenancy.page.tsx'), 'MyTenancyPage'),
  page('/registrations', () => import('./pages/everyone/registrations.page.tsx'), 'RegistrationsPage'),
  page('/report', () => import('./pages/officer/report.page.tsx'), 'ReportPage'),
  page('/report/$indicator', () => import('./pages/officer/report.page.tsx'), 'ReportRecordsPage'),
  page('/experts', () => import('./pages/officer/experts.page.tsx'), 'ExpertsPage'),
  page('/organisations', () => import('./pages/everyone/organisations.page.tsx'), 'OrganisationsPage'),
  page('/organisations/$organisationId', () => import('./pages/everyone/organisation.page.tsx'), 'OrganisationPage'),
  page('/rounds', () => import('./pages/officer/rounds.page.tsx'), 'RoundsPage'),
  page('/rounds/$roundId/assignment', () => import('./pages/officer/assignment.page.tsx'), 'AssignmentPage'),
  page('/rounds/$roundId/calibration', () => import('./pages/officer/calibration.page.tsx'), 'CalibrationPage'),
  page('/policy-studio', () => import('./pages/officer/policy-studio.page.tsx'), 'PolicyStudioPage'),
  page('/policy-studio/$packDraftId', () => import('./pages/officer/policy-draft.page.tsx'), 'PolicyDraftPage'),
  page('/people', () => import('./pages/administrator/people.page.tsx'), 'PeoplePage'),
  page('/people/$personId', () => import('./pages/administrator/person.page.tsx'), 'PersonPage'),
  page('/audit', () => import('./pages/administrator/audit.page.tsx'), 'AuditPage'),
  page('/failed-jobs', () => import('./pages/administrator/failed-jobs.page.tsx'), 'FailedJobsPage'),
  page('/calendars', () => import('./pages/administrator/calendars.page.tsx'), 'CalendarsPage'),
  page('/account', () => import('./pages/everyone/account.page.tsx'), 'AccountPage'),
]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    basepath: '/workspace',
    context: { client },
    defaultPreload: 'intent',
    defaultPendingComponent: () => <Loading lines={8} />,
    defaultErrorComponent: ({ error, reset }) => <FaultPage error={error} reset={reset} />,
    defaultNotFoundComponent: () => (
      <Page title="没有这个页面">
        <Empty title="地址可能有误，或您没有查看的权限">请从左侧导航重新进入。</Empty>
      </Page>
    ),
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '');
      const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
      return text ? `?${text}` : '';
    },
  });
}

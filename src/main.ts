import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { appealMatter } from './cases/appeals/appeal.actions.ts';
import { appealRoutes } from './cases/appeals/appeal.routes.ts';
import { onSeat, onSolve } from './cases/assignmentRuns/assignmentRun.actions.ts';
import { assignmentRunRoutes } from './cases/assignmentRuns/assignmentRun.routes.ts';
import { calibrationRoutes } from './cases/calibrations/calibration.routes.ts';
import { caseInternalSubject, caseOfTask, caseSubject } from './cases/casefile/access.store.ts';
import { onStepOver } from './cases/casefile/interpreter.ts';
import type { CaseServices } from './cases/casefile/steps.ts';
import { excludedExperts } from './cases/conflicts/conflict.actions.ts';
import { consequenceMatter } from './cases/consequences/consequence.actions.ts';
import { consequenceRoutes } from './cases/consequences/consequence.routes.ts';
import { onCalendarChanged, onReminder, STEP_OVER } from './cases/deadlines/deadline.actions.ts';
import { decisionStep } from './cases/decisions/decision.actions.ts';
import { decisionRoutes } from './cases/decisions/decision.routes.ts';
import { dossierRoutes } from './cases/dossier/dossier.routes.ts';
import { draftRoutes } from './cases/drafts/draft.routes.ts';
import { draftSubject } from './cases/drafts/draft.store.ts';
import {
  INTEREST_CASE,
  INTEREST_FILL,
  INTEREST_WATCH,
  onInterestCase,
  onInterestFill,
  onInterestWatch,
  scheduleInterestWatch,
} from './cases/dueRecusals/dueRecusal.actions.ts';
import { dueRecusalRoutes } from './cases/dueRecusals/dueRecusal.routes.ts';
import { entitlementMatter } from './cases/entitlements/entitlement.actions.ts';
import { entitlementRoutes } from './cases/entitlements/entitlement.routes.ts';
import { OPENS, onEvaluationOpens, onEvaluationReminds, REMINDS } from './cases/evaluations/evaluation.actions.ts';
import { evaluationRoutes } from './cases/evaluations/evaluation.routes.ts';
import { exhibitRoutes } from './cases/exhibits/exhibit.routes.ts';
import { exhibitSubject } from './cases/exhibits/exhibit.store.ts';
import { expertHistoryRoutes } from './cases/expertHistories/expertHistory.routes.ts';
import { expertRoutes } from './cases/experts/expert.routes.ts';
import { gradingStep, releaseStep } from './cases/gradings/grading.actions.ts';
import { gradingRoutes } from './cases/gradings/grading.routes.ts';
import { graduationRoutes } from './cases/graduations/graduation.routes.ts';
import { onHealthWatch, scheduleHealthWatch } from './cases/health/health.actions.ts';
import { healthRoutes } from './cases/health/health.routes.ts';
import { formRoutes } from './cases/intake/form.routes.ts';
import { intakeRoutes } from './cases/intake/intake.routes.ts';
import { ladderRoutes } from './cases/ladders/ladder.routes.ts';
import { DUE, onCalendarChangedForNotices, onNoticeDue, publicNoticeStep } from './cases/notices/notice.actions.ts';
import { noticeRoutes } from './cases/notices/notice.routes.ts';
import { noticeSubject } from './cases/notices/notice.store.ts';
import { endObjections, onCalendarChangedForObjections } from './cases/objections/objection.actions.ts';
import { objectionRoutes } from './cases/objections/objection.routes.ts';
import { objectionFileSubject, objectionSubject } from './cases/objections/objection.store.ts';
import { installPacks } from './cases/packs/pack.actions.ts';
import { packRoutes } from './cases/packs/pack.routes.ts';
import { expertReviewStep } from './cases/panels/panel.actions.ts';
import { panelRoutes } from './cases/panels/panel.routes.ts';
import { onReviewLate, onReviewReminds, REVIEW_LATE, REVIEW_REMINDS } from './cases/panels/seat.actions.ts';
import { paperWriters } from './cases/papers/paper.writers.ts';
import { problemRoutes } from './cases/problems/problem.routes.ts';
import { problemSubject } from './cases/problems/problem.store.ts';
import { provisionalScoreRoutes } from './cases/provisionalScores/provisionalScore.routes.ts';
import { onRegistrationEnd, onTenancyEnded } from './cases/registrations/registration.actions.ts';
import { registrationRoutes } from './cases/registrations/registration.routes.ts';
import { registrationSubject } from './cases/registrations/registration.store.ts';
import { reviewRoutes } from './cases/reviews/review.routes.ts';
import { roundRoutes } from './cases/rounds/round.routes.ts';
import { roundSubject } from './cases/rounds/round.store.ts';
import { sampleVisitRoutes } from './cases/sampleVisits/sampleVisit.routes.ts';
import { hearingStep, investigationStep, sanctionMatter, statementStep } from './cases/sanctions/sanction.actions.ts';
import { sanctionRoutes } from './cases/sanctions/sanction.routes.ts';
import { scoresheetRoutes } from './cases/scoresheets/scoresheet.routes.ts';
import { selfEvaluationRoutes } from './cases/selfEvaluations/selfEvaluation.routes.ts';
import { shortlistStep } from './cases/shortlists/shortlist.actions.ts';
import { shortlistRoutes } from './cases/shortlists/shortlist.routes.ts';
import { shortlistSubject } from './cases/shortlists/shortlist.store.ts';
import { siteVisitStep } from './cases/siteVisits/siteVisit.actions.ts';
import { siteVisitRoutes } from './cases/siteVisits/siteVisit.routes.ts';
import { stageRoutes } from './cases/stages/stage.routes.ts';
import { onWatch, scheduleWatch } from './cases/standings/standing.actions.ts';
import { standingRoutes } from './cases/standings/standing.routes.ts';
import { onSupplementLapse } from './cases/supplements/supplement.actions.ts';
import { taskRoutes } from './cases/tasks/task.routes.ts';
import { transferRoutes } from './cases/transfers/transfer.routes.ts';
import { transferSubject } from './cases/transfers/transfer.store.ts';
import { barApplicant, barOf } from './effects/bars/bar.actions.ts';
import { certificatePaper, issueCertificate } from './effects/certificates/certificate.actions.ts';
import { certificateRoutes } from './effects/certificates/certificate.routes.ts';
import { applyChange } from './effects/changes/change.actions.ts';
import { claimRecovery } from './effects/claims/claim.actions.ts';
import { claimRoutes } from './effects/claims/claim.routes.ts';
import { claimSubject } from './effects/claims/claim.store.ts';
import { creditOf, recordCredit, repairCredit, repairMatter } from './effects/credit/credit.actions.ts';
import { creditRoutes } from './effects/credit/credit.routes.ts';
import { creditSubject } from './effects/credit/credit.store.ts';
import { playDemoCases } from './effects/demo/demo.actions.ts';
import {
  downgradeDesignation,
  grantDesignation,
  lapseDesignation,
  revokeDesignation,
} from './effects/designations/designation.actions.ts';
import { designationRoutes } from './effects/designations/designation.routes.ts';
import { designationSubject, heldOn } from './effects/designations/designation.store.ts';
import { grantEntitlement } from './effects/entitlementGrants/entitlementGrant.actions.ts';
import { entitlementsGranted } from './effects/entitlementGrants/entitlementGrant.store.ts';
import { imposeSanction } from './effects/impositions/imposition.actions.ts';
import { followedFrom } from './effects/impositions/imposition.store.ts';
import {
  mentorCertificatePaper,
  mentorMatter,
  mentorRevocationMatter,
  recognisedForGood,
  recogniseMentor,
  revokeMentor,
} from './effects/mentorRecognitions/mentorRecognition.actions.ts';
import { mentorRecognitionRoutes } from './effects/mentorRecognitions/mentorRecognition.routes.ts';
import { awardPlaque, awardStep } from './effects/plaques/plaque.actions.ts';
import { plaqueRoutes } from './effects/plaques/plaque.routes.ts';
import {
  acceptanceStep,
  closeRectification,
  openRectification,
  rectificationMatter,
  rectificationOrderStep,
  rectificationStep,
} from './effects/rectifications/rectification.actions.ts';
import { acceptanceOpinion, rectificationOrder } from './effects/rectifications/rectification.papers.ts';
import { rectificationRoutes } from './effects/rectifications/rectification.routes.ts';
import { overturnDecision } from './effects/reversals/reversal.actions.ts';
import { awardAmount, commend, givePriority, recommendUpwards } from './effects/rewards/reward.actions.ts';
import { upwardRecommendation } from './effects/rewards/reward.papers.ts';
import { rewardRoutes } from './effects/rewards/reward.routes.ts';
import { factRoutes } from './facts/fact.routes.ts';
import { demoAccountLines, refuseDemoPeople, seedDemoPeople } from './identity/demo/demo-people.ts';
import { demoClockRoutes } from './identity/demo-clock/demo-clock.routes.ts';
import { readOffset } from './identity/demo-clock/demo-clock.store.ts';
import { identityRoutes } from './identity/identity.routes.ts';
import { loadPersonSubject } from './identity/people/people.store.ts';
import { reachRoutes } from './identity/reach.routes.ts';
import { mountRoutes, type Route, readOnly, type SubjectLoader, type SubjectLoaders } from './identity/route.ts';
import { authenticate } from './identity/sessions/authenticate.ts';
import { clusterFigureRoutes } from './insight/clusters/cluster-figures.routes.ts';
import { reportRoutes } from './insight/district/report.routes.ts';
import { dutyRoutes } from './insight/duties/duty.routes.ts';
import { historyRoutes } from './insight/history/history.routes.ts';
import { errorPage } from './insight/portal/error.page.ts';
import { objectionPageRoutes } from './insight/portal/objections.routes.ts';
import { servePortalAssets } from './insight/portal/page.ts';
import { portalRoutes } from './insight/portal/portal.routes.ts';
import { portfolioRoutes } from './insight/portfolio/portfolio.routes.ts';
import { spaceFunctionRoutes } from './insight/spaceFunctions/space-function.routes.ts';
import { teamHistoryRoutes } from './insight/teamHistory/team-history.routes.ts';
import { type Clock, runningClock, systemClock, type TravellingClock, travellingClock } from './kernel/clock.ts';
import { type Config, ConfigError, readConfig } from './platform/config/config.ts';
import { type Database, openDatabase, within } from './platform/db/database.ts';
import { migrate } from './platform/db/migrate.ts';
import { openBlobStore } from './platform/files/blob-store.ts';
import { createServer } from './platform/http/server.ts';
import { serveWorkspace } from './platform/http/workspace.ts';
import { type JobHandler, JobRunner } from './platform/jobs/jobs.ts';
import type { Services } from './platform/services.ts';
import { onPlaceLapse } from './records/admissions/admission.actions.ts';
import { admissionRoutes } from './records/admissions/admission.routes.ts';
import { bookingCreditRoutes } from './records/bookingCredits/booking-credit.routes.ts';
import { onLapse, onNoShow } from './records/bookings/booking.actions.ts';
import { bookingRoutes, openingRoutes } from './records/bookings/booking.routes.ts';
import { bookingSubject } from './records/bookings/booking.store.ts';
import { calendarFeedRoutes } from './records/calendarFeeds/calendar-feed.routes.ts';
import { carrierRoutes } from './records/carriers/carrier.routes.ts';
import { reindexOutdated } from './records/carriers/carrier.search.ts';
import { carrierSubject } from './records/carriers/carrier.store.ts';
import { clusterRoutes } from './records/clusters/cluster.routes.ts';
import { criteriaRoutes } from './records/criteria/criteria.routes.ts';
import { loadDemoRecords } from './records/demo/demo.actions.ts';
import { DEMO_CARRIER_IDS, DEMO_ORGANISATION_IDS } from './records/demo/demo.ids.ts';
import { linkDemoMentor } from './records/demo/demo.mentoring.ts';
import { insertDemoStages, insertDemoTeamRecords } from './records/demo/demo.teams.ts';
import { departureRoutes } from './records/departures/departure.routes.ts';
import { fileSubject } from './records/files/file.actions.ts';
import { fileRoutes } from './records/files/file.routes.ts';
import { floorPlanRoutes } from './records/floorPlans/floor-plan.routes.ts';
import { followUpRoutes } from './records/followUps/follow-up.routes.ts';
import { keepingRoutes } from './records/keeping/keeping.routes.ts';
import { mentoringRoutes } from './records/mentoring/mentoring.routes.ts';
import { mentorSubject, sessionSubject } from './records/mentoring/mentoring.store.ts';
import { organisationRoutes } from './records/organisations/organisation.routes.ts';
import { organisationSubject } from './records/organisations/organisation.store.ts';
import { residencyRoutes } from './records/residencies/residency.routes.ts';
import { resourceRoutes } from './records/resources/resource.routes.ts';
import { restartRoutes } from './records/restarts/restart.routes.ts';
import { settlementRoutes } from './records/settlements/settlement.routes.ts';
import { spacePhotoRoutes } from './records/spacePhotos/space-photo.routes.ts';
import { onStatementMonth, onStatementReminder } from './records/statements/statement.actions.ts';
import { statementRoutes } from './records/statements/statement.routes.ts';
import { statisticRoutes } from './records/statistics/statistic.routes.ts';
import { onRemind, scheduleReminders } from './records/teamReminders/team-reminder.actions.ts';
import { teamReminderRoutes } from './records/teamReminders/team-reminder.routes.ts';
import { teamReportRoutes } from './records/teamReports/team-report.routes.ts';
import { teamRoutes } from './records/teams/team.routes.ts';
import { teamSubject } from './records/teams/team.store.ts';
import { teamRecordRoutes } from './records/teams/team-record.routes.ts';
import { tenancyRoutes } from './records/tenancies/tenancy.routes.ts';
import { territoryRoutes } from './records/territories/territory.routes.ts';
import { seedTerritories } from './records/territories/territory.store.ts';

/** What the interpreter of procedures is given: a handler for each step kind, effect and paper. */
export function caseServices(services: Services): CaseServices {
  return {
    ...services,
    steps: {
      expertReview: expertReviewStep,
      siteVisit: siteVisitStep,
      shortlist: shortlistStep,
      publicNotice: publicNoticeStep(endObjections),
      decision: decisionStep,
      award: awardStep,
      investigation: investigationStep,
      statement: statementStep,
      hearing: hearingStep,
      rectificationOrder: rectificationOrderStep,
      rectification: rectificationStep,
      acceptance: acceptanceStep,
      grading: gradingStep,
      release: releaseStep,
    },
    effects: {
      grantDesignation,
      issueCertificate,
      awardPlaque,
      applyChange,
      revokeDesignation,
      lapseDesignation,
      downgradeDesignation,
      barApplicant,
      openRectification,
      closeRectification,
      imposeSanction,
      claimRecovery,
      recordCredit,
      repairCredit,
      recogniseMentor,
      revokeMentor,
      grantEntitlement,
      overturnDecision,
      commend,
      givePriority,
      recommendUpwards,
      awardAmount,
    },
    papers: paperWriters(certificatePaper, mentorCertificatePaper, {
      rectificationOrder,
      acceptanceOpinion,
      upwardRecommendation,
    }),
    register: { designationInForce: heldOn, barOf, recognisedForGood, entitlementsGranted, creditOf, followedFrom },
    matters: {
      evaluation: consequenceMatter,
      sanction: sanctionMatter,
      rectification: rectificationMatter,
      appeal: appealMatter,
      repair: repairMatter,
      mentor: mentorMatter,
      mentorRevocation: mentorRevocationMatter,
      entitlement: entitlementMatter,
    },
  };
}

/** Every route of the product, in the order of the way of data. */
export function allRoutes(services: Services): Route[] {
  const { config, clock } = services;
  const cases = caseServices(services);
  return [
    ...identityRoutes(services),
    ...reachRoutes(subjectLoaders(services)),
    ...(config.mode === 'demo' ? demoClockRoutes(clock as TravellingClock) : []),
    ...territoryRoutes,
    ...organisationRoutes,
    ...statisticRoutes,
    ...carrierRoutes,
    ...clusterRoutes,
    ...keepingRoutes,
    ...teamRoutes,
    ...teamRecordRoutes,
    ...teamReminderRoutes,
    ...restartRoutes,
    ...followUpRoutes,
    ...teamReportRoutes,
    ...mentoringRoutes,
    ...graduationRoutes,
    ...ladderRoutes,
    ...entitlementRoutes(cases),
    ...stageRoutes,
    ...transferRoutes,
    ...fileRoutes,
    ...criteriaRoutes,
    ...admissionRoutes,
    ...residencyRoutes,
    ...tenancyRoutes,
    ...statementRoutes,
    ...departureRoutes,
    ...settlementRoutes,
    ...resourceRoutes,
    ...spacePhotoRoutes,
    ...openingRoutes,
    ...bookingRoutes,
    ...bookingCreditRoutes,
    ...floorPlanRoutes,
    ...calendarFeedRoutes,
    ...factRoutes,
    ...draftRoutes,
    ...roundRoutes(),
    ...intakeRoutes(cases),
    ...formRoutes(cases),
    ...dossierRoutes(cases),
    ...packRoutes,
    ...standingRoutes,
    ...provisionalScoreRoutes,
    ...healthRoutes,
    ...taskRoutes(cases),
    ...expertRoutes(cases),
    ...expertHistoryRoutes,
    ...panelRoutes(cases),
    ...dueRecusalRoutes(cases),
    ...reviewRoutes(cases),
    ...scoresheetRoutes(cases),
    ...assignmentRunRoutes(cases),
    ...calibrationRoutes(cases),
    ...siteVisitRoutes(cases),
    ...sampleVisitRoutes(cases),
    ...shortlistRoutes(cases),
    ...evaluationRoutes(cases),
    ...selfEvaluationRoutes(cases),
    ...gradingRoutes(cases),
    ...consequenceRoutes(cases),
    ...noticeRoutes(cases),
    ...objectionRoutes(cases),
    ...decisionRoutes(cases),
    ...problemRoutes,
    ...registrationRoutes,
    ...exhibitRoutes(cases),
    ...sanctionRoutes(cases),
    ...appealRoutes(cases),
    ...rectificationRoutes(cases),
    ...creditRoutes(cases),
    ...rewardRoutes,
    ...claimRoutes,
    ...designationRoutes,
    ...certificateRoutes(services),
    ...mentorRecognitionRoutes(cases),
    ...plaqueRoutes(cases),
    ...readOnly(reportRoutes),
    ...readOnly(dutyRoutes),
    ...readOnly(clusterFigureRoutes),
    ...readOnly(historyRoutes),
    ...readOnly(portfolioRoutes),
    ...readOnly(spaceFunctionRoutes),
    ...readOnly(teamHistoryRoutes),
    ...readOnly(portalRoutes),
    ...readOnly(objectionPageRoutes(cases)),
  ];
}

/** Handlers of outbox messages and timers, by kind. */
export function allJobs(services: Services): ReadonlyMap<string, JobHandler> {
  const cases = caseServices(services);
  const noticeDue: JobHandler = (tx, job, now) => onNoticeDue(tx, cases, job, now);
  return new Map<string, JobHandler>([
    ['booking.noShow', onNoShow(services)],
    ['booking.lapse', onLapse(services)],
    ['admission.lapse', onPlaceLapse(services)],
    ['case.reminder', onReminder],
    ['assignment.solve', (_, job) => onSolve(cases, job)],
    ['assignment.seat', (tx, job) => onSeat(tx, cases, job)],
    ['case.supplementLapse', (tx, job) => onSupplementLapse(tx, cases, job)],
    [STEP_OVER, (tx, job) => onStepOver(tx, cases, job)],
    ['health.watch', (tx, job, now) => onHealthWatch(tx, services, job, now)],
    ['standing.watch', (tx, job, now) => onWatch(tx, services, job, now)],
    ['statement.month', (tx, job) => onStatementMonth(tx, services.clock, job)],
    ['statement.reminder', onStatementReminder],
    [OPENS, (tx, job) => onEvaluationOpens(tx, cases, job)],
    [REMINDS, (tx, job, now) => onEvaluationReminds(tx, cases, job, now)],
    [REVIEW_REMINDS, onReviewReminds],
    [REVIEW_LATE, (tx, job, now) => onReviewLate(tx, cases, job, now)],
    [INTEREST_CASE, (tx, job) => onInterestCase(tx, cases, job)],
    [INTEREST_FILL, (tx, job) => onInterestFill(tx, cases, job)],
    [INTEREST_WATCH, (tx, job, now) => onInterestWatch(tx, cases, job, now)],
    ['team.remind', (tx, job, now) => onRemind(tx, services, job, now)],
    ['tenancy.ended', (tx, job) => onTenancyEnded(tx, services, job)],
    ['registration.end', (tx, job) => onRegistrationEnd(tx, services, job)],
    [DUE[0], noticeDue],
    [DUE[1], noticeDue],
    [
      'calendar.changed',
      async (tx) => {
        await onCalendarChanged(tx, cases);
        await onCalendarChangedForNotices(tx, cases);
        await onCalendarChangedForObjections(tx);
      },
    ],
  ]);
}

/** What access needs to know of each kind of subject. */
export function subjectLoaders(services: Services): SubjectLoaders {
  const reviewed: SubjectLoader = async (tx, id) => {
    const subject = await caseSubject(tx, id);
    return subject && { ...subject, excludedPersonIds: await excludedExperts(tx, services, id) };
  };
  return {
    organisation: organisationSubject,
    person: loadPersonSubject,
    carrier: carrierSubject,
    mentor: mentorSubject,
    mentoring: sessionSubject,
    transfer: transferSubject,
    team: (tx, id) => teamSubject(tx, id, services.clock.today()),
    round: roundSubject,
    case: reviewed,
    task: async (tx, id) => {
      const caseId = await caseOfTask(tx, id);
      return caseId === undefined ? undefined : reviewed(tx, caseId);
    },
    shortlist: shortlistSubject,
    notice: noticeSubject,
    objection: objectionSubject,
    designation: designationSubject,
    registration: registrationSubject,
    problem: problemSubject,
    packDraft: draftSubject,
    credit: creditSubject,
    claim: claimSubject,
    booking: bookingSubject,
    // A file is reached as what it is about.
    file: fileSubject({
      carrier: carrierSubject,
      team: (tx, id) => teamSubject(tx, id, services.clock.today()),
      organisation: organisationSubject,
      case: reviewed,
      caseInternal: caseInternalSubject,
      objection: objectionFileSubject,
      problem: problemSubject,
      exhibit: exhibitSubject,
    }),
  };
}

export interface App {
  readonly server: FastifyInstance;
  readonly services: Services;
  readonly jobs: JobRunner;
}

/** The whole product over the given services: nothing listens and no timer runs yet. */
export async function createApp(services: Services): Promise<App> {
  const server = await createServer(services, errorPage);
  servePortalAssets(server);
  await serveWorkspace(server);
  mountRoutes(server, services, allRoutes(services), subjectLoaders(services), authenticate(services));
  const jobs = new JobRunner(services.database, services.clock, allJobs(services), (job, error) =>
    services.log.error({ err: error, job: job.id, kind: job.kind }, 'job failed'),
  );
  return { server, services, jobs };
}

/** What a fresh database needs before the first request: divisions, packs, and in demo mode the demo. Safe to run at every start. */
export async function prepareData(services: Services): Promise<void> {
  const { database, config, clock } = services;
  await database.transact(async (tx) => {
    await seedTerritories(tx);
    await reindexOutdated(tx);
    await installPacks(tx, services);
    await scheduleWatch(tx, services);
    await scheduleReminders(tx, services);
    await scheduleHealthWatch(tx, services);
    await scheduleInterestWatch(tx, services);
  });
  if (config.mode !== 'demo') return;
  await database.transact(async (tx) => {
    await loadDemoRecords(tx, clock);
    await seedDemoPeople(tx, config, DEMO_ORGANISATION_IDS);
    await linkDemoMentor(tx);
    await insertDemoTeamRecords(tx, clock);
    await insertDemoStages(tx, clock, DEMO_CARRIER_IDS.xingtu);
  });
  // Wholly or not at all: a first start that is killed in the middle begins again.
  await database.transact((tx) =>
    playDemoCases(clock.now(), (start) => {
      const past = travellingClock(start);
      const then: Services = { ...services, clock: past, database: within(database, tx) };
      const jobs = new JobRunner(then.database, past, allJobs(then), (job, error) => {
        throw new Error(`demo: job ${job.kind}`, { cause: error });
      });
      return { services: caseServices(then), clock: past, runDue: () => jobs.runDue() };
    }),
  );
}

/** Starts the server as the environment says and stops it gracefully on SIGINT and SIGTERM. */
export async function start(): Promise<void> {
  const config = await orExit(readConfig);
  const log = pino({ level: config.logLevel });
  const database = openDatabase({ url: config.databaseUrl, folder: config.dataDir });
  await migrate(database.pool);
  await orExit(() => database.read((tx) => refuseDemoPeople(tx, config)));
  const services: Services = {
    config,
    clock: await openClock(config, database),
    database,
    blobs: openBlobStore(config),
    log,
  };
  await prepareData(services);
  const app = await createApp(services);
  const address = await app.server.listen({ port: config.port, host: config.host });
  app.jobs.start();
  printWelcome(services, address);
  const stop = async () => {
    await app.server.close();
    await app.jobs.stop();
    await database.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

/** The real clock; in demo mode one that may be moved ahead and stays there over a restart. */
async function openClock({ mode }: Config, database: Database): Promise<Clock> {
  if (mode !== 'demo') return systemClock;
  const offset = await database.read(readOffset);
  return runningClock(systemClock.now().add({ milliseconds: offset }));
}

/** What the environment lacks is told in one sentence. */
async function orExit<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

function printWelcome({ config, database }: Services, address: string): void {
  console.log(`众创台已启动: ${address}    工作台: ${address}/workspace/    接口文档: ${address}/openapi.json`);
  if (config.mode === 'demo') for (const line of demoAccountLines()) console.log(line);
  if (database.kind === 'embedded') {
    console.log(`内置数据库: ${config.dataDir}(进程被中止不丢已确认的数据，断电可能丢失；正式使用请设置 DATABASE_URL)`);
  }
}

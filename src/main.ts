import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { problemRoutes } from './cases/problems/problem.routes.ts';
import { problemSubject } from './cases/problems/problem.store.ts';
import { factRoutes } from './facts/fact.routes.ts';
import { demoAccountLines, refuseDemoPeople, seedDemoPeople } from './identity/demo/demo-people.ts';
import { demoClockRoutes } from './identity/demo-clock/demo-clock.routes.ts';
import { readOffset } from './identity/demo-clock/demo-clock.store.ts';
import { identityRoutes } from './identity/identity.routes.ts';
import { loadPersonSubject } from './identity/people/people.store.ts';
import { mountRoutes, type Route, type SubjectLoaders } from './identity/route.ts';
import { authenticate } from './identity/sessions/authenticate.ts';
import { errorPage } from './insight/portal/error.page.ts';
import { servePortalAssets } from './insight/portal/page.ts';
import { portalRoutes } from './insight/portal/portal.routes.ts';
import { type Clock, runningClock, systemClock, type TravellingClock } from './kernel/clock.ts';
import { type Config, ConfigError, readConfig } from './platform/config/config.ts';
import { type Database, openDatabase } from './platform/db/database.ts';
import { migrate } from './platform/db/migrate.ts';
import { openBlobStore } from './platform/files/blob-store.ts';
import { createServer } from './platform/http/server.ts';
import { serveWorkspace } from './platform/http/workspace.ts';
import { type JobHandler, JobRunner } from './platform/jobs/jobs.ts';
import type { Services } from './platform/services.ts';
import { carrierRoutes } from './records/carriers/carrier.routes.ts';
import { reindexOutdated } from './records/carriers/carrier.search.ts';
import { carrierSubject } from './records/carriers/carrier.store.ts';
import { loadDemoRecords } from './records/demo/demo.actions.ts';
import { DEMO_ORGANISATION_IDS } from './records/demo/demo.ids.ts';
import { fileSubject } from './records/files/file.actions.ts';
import { fileRoutes } from './records/files/file.routes.ts';
import { keepingRoutes } from './records/keeping/keeping.routes.ts';
import { organisationRoutes } from './records/organisations/organisation.routes.ts';
import { organisationSubject } from './records/organisations/organisation.store.ts';
import { territoryRoutes } from './records/territories/territory.routes.ts';
import { seedTerritories } from './records/territories/territory.store.ts';

/** Every route of the product, in the order of the way of data. */
export function allRoutes(services: Services): Route[] {
  const { config, clock } = services;
  return [
    ...identityRoutes(services),
    ...(config.mode === 'demo' ? demoClockRoutes(clock as TravellingClock) : []),
    ...territoryRoutes,
    ...organisationRoutes,
    ...carrierRoutes,
    ...keepingRoutes,
    ...fileRoutes,
    ...factRoutes,
    ...problemRoutes,
    ...portalRoutes,
  ];
}

/** Handlers of outbox messages and timers, by kind. */
export function allJobs(_services: Services): ReadonlyMap<string, JobHandler> {
  return new Map<string, JobHandler>([]);
}

const notYet = async () => undefined;
/** A file is reached as what it is about. */
const FILE_LOADERS = {
  carrier: carrierSubject,
  organisation: organisationSubject,
  case: notYet,
  caseInternal: notYet,
  objection: notYet,
};
const LOADERS: SubjectLoaders = {
  organisation: organisationSubject,
  person: loadPersonSubject,
  carrier: carrierSubject,
  round: notYet,
  case: notYet,
  task: notYet,
  shortlist: notYet,
  notice: notYet,
  objection: notYet,
  designation: notYet,
  problem: problemSubject,
  file: fileSubject(FILE_LOADERS),
};

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
  mountRoutes(server, services, allRoutes(services), LOADERS, authenticate(services));
  const jobs = new JobRunner(services.database, services.clock, allJobs(services), (job, error) =>
    services.log.error({ err: error, job: job.id, kind: job.kind }, 'job failed'),
  );
  return { server, services, jobs };
}

/** What a fresh database needs before the first request: divisions, packs, and in demo mode the demo. Safe to run at every start. */
export async function prepareData({ database, config, clock }: Services): Promise<void> {
  await database.transact(async (tx) => {
    await seedTerritories(tx);
    await reindexOutdated(tx);
  });
  if (config.mode !== 'demo') return;
  await database.transact(async (tx) => {
    await loadDemoRecords(tx, clock);
    await seedDemoPeople(tx, config, DEMO_ORGANISATION_IDS);
  });
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
    console.log(`内置数据库: ${config.dataDir}(进程被中止不丢已确认的数据,断电可能丢失;正式使用请设置 DATABASE_URL)`);
  }
}

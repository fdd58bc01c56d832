import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { failedJobs, retryJob } from '../../platform/jobs/jobs.ts';
import { type Route, route } from '../route.ts';
import { failedJobsView, listFailedJobsInput, retriedView, retryJobInput } from './failed-job.contract.ts';

const tag = '后台任务';

export const failedJobRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/failed-jobs',
    permission: 'platform.operate',
    summary: '失败的后台任务',
    tag,
    input: listFailedJobsInput,
    output: failedJobsView,
    handle: ({ tx, input }) => failedJobs(tx, input),
  }),
  route({
    method: 'post',
    path: '/api/failed-jobs/:jobId/retry',
    permission: 'platform.operate',
    summary: '立即重试',
    tag,
    input: retryJobInput,
    output: retriedView,
    handle: async ({ tx, input, services }) => {
      const before = await retryJob(tx, services.clock, input.jobId);
      if (!before) throw new Refusal('not-found');
      recordChange(tx, { kind: 'job', id: input.jobId, before });
      return { id: input.jobId };
    },
  }),
];

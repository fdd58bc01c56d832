import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';

export const JOB_STATES = {
  retrying: { zh: '等待重试', en: 'To be tried again' },
  stopped: { zh: '已停止重试', en: 'No longer tried' },
} as const satisfies Record<string, { zh: string; en: string }>;

/** What a job does, for whoever reads the list; a kind that is missing here is shown by its code. */
export const JOB_KINDS: Readonly<Record<string, { zh: string; en: string }>> = {
  'case.reminder': { zh: '期限提醒', en: 'Reminder of a due moment' },
  'case.supplementLapse': { zh: '补正逾期处理', en: 'Lapse of a supplement request' },
  'notice.due': { zh: '公示期满', en: 'End of a notice' },
  'notice.due-again': { zh: '公示期满后待异议办结', en: 'End of a notice once its objections are answered' },
  'calendar.changed': { zh: '工作日历变更后重算期限', en: 'Due moments after a change of the calendar' },
};

export const listFailedJobsInput = z.object({
  state: z.enum(Object.keys(JOB_STATES) as [keyof typeof JOB_STATES, ...(keyof typeof JOB_STATES)[]]).optional(),
  ...pageInput(),
});
export const retryJobInput = z.object({ jobId: z.uuid() });
export const failedJobView = z.object({
  id: z.string(),
  kind: z.string(),
  state: listFailedJobsInput.shape.state.unwrap(),
  attempts: z.number(),
  error: z.string().nullable(),
  createdAt: z.string(),
  /** When it is tried again; null: not until somebody asks for it. */
  nextAt: z.string().nullable(),
});
export const failedJobsView = z.object({ rows: z.array(failedJobView), ...pageTotal });
export const retriedView = z.object({ id: z.string() });

import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { monthBefore, REPORT_DUE_DAY, reportDue } from './team-report.ts';

export { monthBefore, REPORT_DUE_DAY, reportDue };

export const listReportsInput = z.object({
  /** `2026-11`; absent: the last month that is over. */
  month: z
    .string()
    .regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/, '月份应为 2026-11 的形式')
    .optional(),
  missing: z.enum(['true']).optional(),
  ...pageInput(),
});
export const reportPage = z.object({
  ...pageTotal,
  month: z.string(),
  dueOn: z.string(),
  rows: z.array(
    z.object({
      teamId: z.uuid(),
      teamName: z.string(),
      carrierId: z.uuid(),
      carrierName: z.string(),
      hasAccount: z.boolean(),
      reportId: z.uuid().nullable(),
      reportedOn: z.string().nullable(),
      confirmed: z.boolean(),
      people: z.number().nullable(),
      needs: z.string().nullable(),
      missing: z.number().int(),
      remindedAt: z.string().nullable(),
      example: z.boolean(),
    }),
  ),
});
export type ReportRow = z.output<typeof reportPage>['rows'][number];

import type { z } from 'zod';
import { date, moment, number, type Sheet, text } from '../../identity/list-route.ts';
import type { reportPage } from './team-report.contract.ts';

export const REPORTS: Sheet<z.output<typeof reportPage>['rows'][number]> = {
  name: '团队月报',
  columns: [
    text('团队', (r) => r.teamName),
    text('载体', (r) => r.carrierName),
    date('填报日期', (r) => r.reportedOn),
    text('已核实', (r) => r.confirmed),
    number('现有人数', (r) => r.people),
    text('需要的帮助', (r) => r.needs),
    number('连续未报月数', (r) => r.missing),
    moment('最近提醒', (r) => r.remindedAt),
    text('示例', (r) => r.example),
  ],
};

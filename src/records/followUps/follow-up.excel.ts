import type { z } from 'zod';
import { date, moment, number, optionLabel, type Sheet, text } from '../../identity/list-route.ts';
import { TENANCY } from '../teams/team.ts';
import type { followedPage } from './follow-up.contract.ts';

export const FOLLOWED: Sheet<z.output<typeof followedPage>['rows'][number]> = {
  name: '毕业跟踪',
  columns: [
    text('团队', (r) => r.teamName),
    text('离开的载体', (r) => r.carrierName),
    date('离开日期', (r) => r.leftOn),
    text('离开方式', (r) => optionLabel(TENANCY.fields.exitKind.options, r.exitKind)),
    date('同意跟踪自', (r) => r.consentFrom),
    date('同意跟踪至', (r) => r.consentTo),
    number('已核实到年度', (r) => r.confirmedYear),
    number('待核实记录', (r) => r.unconfirmed),
    moment('最近提醒', (r) => r.askedAt),
    number('待提醒填报年度', (r) => r.toAsk),
    text('示例', (r) => r.example),
  ],
};

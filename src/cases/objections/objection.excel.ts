import type { z } from 'zod';
import { date, moment, type Sheet, text } from '../../identity/list-route.ts';
import type { objectionsView } from './objection.contract.ts';

export const OBJECTIONS: Sheet<z.output<typeof objectionsView>['rows'][number]> = {
  name: '异议',
  columns: [
    text('回执号', (r) => r.receipt),
    text('公示', (r) => r.noticeTitle),
    text('办件编号', (r) => r.caseNumber),
    text('办件', (r) => r.caseTitle),
    text('状态', (r) => r.stateLabel),
    moment('收到', (r) => r.receivedAt),
    date('办理期限', (r) => r.dueOn),
    moment('决定', (r) => r.decidedAt),
  ],
};

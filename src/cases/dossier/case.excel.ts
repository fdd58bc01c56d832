import type { z } from 'zod';
import { date, label, moment, type Sheet, text } from '../../identity/list-route.ts';
import { CASE_STATES } from '../casefile/case-state.ts';
import type { caseList } from './dossier.contract.ts';

export const CASES: Sheet<z.output<typeof caseList>['rows'][number]> = {
  name: '办件',
  columns: [
    text('编号', (r) => r.number),
    text('事项', (r) => r.title),
    text('申报单位', (r) => r.applicantName),
    text('载体', (r) => r.carrierName),
    text('所在地', (r) => r.territoryName),
    label('状态', CASE_STATES, (r) => r.state),
    text('环节', (r) => r.stepTitle),
    text('结果', (r) => r.endTitle),
    date('期限', (r) => r.due.on),
    moment('发起', (r) => r.openedAt),
    moment('提交', (r) => r.submittedAt),
    moment('办结', (r) => r.closedAt),
  ],
};

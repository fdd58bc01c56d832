import type { z } from 'zod';
import { label, moment, type Sheet, text } from '../../identity/list-route.ts';
import type { problemsView } from './problem.contract.ts';
import { PROBLEM_STATES, PROBLEM_TOPICS } from './problem.ts';

export const PROBLEMS: Sheet<z.output<typeof problemsView>['rows'][number]> = {
  name: '问题线索',
  columns: [
    text('回执号', (r) => r.receipt),
    label('事项', PROBLEM_TOPICS, (r) => r.topic),
    text('载体', (r) => r.carrierName),
    text('所在地', (r) => r.territoryName),
    text('内容', (r) => r.says),
    text('实名', (r) => r.isNamed),
    moment('收到', (r) => r.receivedAt),
    label('状态', PROBLEM_STATES, (r) => r.state),
    text('答复', (r) => r.answer),
    moment('答复时间', (r) => r.answeredAt),
  ],
};

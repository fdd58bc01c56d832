import type { z } from 'zod';
import { label, moment, type Sheet, text } from '../../identity/list-route.ts';
import { CONFLICT_KINDS } from '../conflicts/conflict.ts';
import type { dueRecusalView } from './dueRecusal.contract.ts';
import { ANSWERS, PHASES } from './dueRecusal.ts';

export const DUE_RECUSALS: Sheet<z.output<typeof dueRecusalView>> = {
  name: '应当回避',
  columns: [
    text('办件', (r) => r.number),
    text('名称', (r) => r.title),
    text('专家', (r) => r.expert),
    text('关系', (r) =>
      r.conflicts.map(({ kind, path }) => (path.length > 0 ? path.join(' → ') : CONFLICT_KINDS[kind].zh)).join('；'),
    ),
    moment('得知', (r) => r.foundAt),
    label('所处阶段', PHASES, (r) => r.phase),
    text('已提交评审', (r) => r.wasIn),
    text('建议接替', (r) => r.proposed),
    text('接替专家', (r) => r.successor),
    label('处理', ANSWERS, (r) => r.answer),
    text('理由', (r) => r.reason),
    moment('处理时间', (r) => r.answeredAt),
    text('处理人', (r) => r.answeredBy),
  ],
};

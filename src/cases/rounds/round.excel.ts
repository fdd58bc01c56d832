import type { z } from 'zod';
import { label, moment, number, type Sheet, text } from '../../identity/list-route.ts';
import type { roundList } from './round.contract.ts';
import { ROUND_STATES } from './round.ts';

export const ROUNDS: Sheet<z.output<typeof roundList>['rows'][number]> = {
  name: '批次',
  columns: [
    text('批次', (r) => r.title),
    number('年度', (r) => r.year),
    text('政策文件', (r) => r.packTitle),
    text('事项', (r) => r.procedureTitle),
    text('适用地区', (r) => r.territoryName),
    moment('开始受理', (r) => r.opensAt),
    moment('截止受理', (r) => r.closesAt),
    label('状态', ROUND_STATES, (r) => r.state),
    number('申报数', (r) => r.cases),
    text('延期理由', (r) => r.extendedReason),
  ],
};

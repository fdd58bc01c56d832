import type { z } from 'zod';
import { date, type Sheet, text } from '../../identity/list-route.ts';
import type { creditListView } from './credit.contract.ts';

export const CREDIT: Sheet<z.output<typeof creditListView>['rows'][number]> = {
  name: '信用记录',
  columns: [
    text('单位', (r) => r.organisation),
    text('载体', (r) => r.carrier),
    text('类别', (r) => r.kindLabel),
    text('编号', (r) => r.number),
    text('内容', (r) => r.says),
    text('依据', (r) => r.cites),
    date('日期', (r) => r.onDay),
    text('状态', (r) => r.stateLabel),
    text('公开', (r) => r.isPublic),
    date('公开至', (r) => r.publicUntil),
    date('可申请修复', (r) => r.repairableFrom),
  ],
};

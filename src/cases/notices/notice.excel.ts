import type { z } from 'zod';
import { date, moment, number, type Sheet, text } from '../../identity/list-route.ts';
import type { noticesView } from './notice.contract.ts';

export const NOTICES: Sheet<z.output<typeof noticesView>['rows'][number]> = {
  name: '公示',
  columns: [
    text('索引号', (r) => r.indexNumber),
    text('标题', (r) => r.title),
    text('状态', (r) => r.stateLabel),
    text('发文机关', (r) => r.issuer),
    text('依据', (r) => r.packTitle),
    moment('发布', (r) => r.publishedAt),
    date('自', (r) => r.firstDay),
    date('至', (r) => r.lastDay),
    number('工作日', (r) => r.workingDays),
    number('单位数', (r) => r.entries),
    number('未决异议', (r) => r.openObjections),
  ],
};

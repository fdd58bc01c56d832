import type { z } from 'zod';
import { amount, date, type Sheet, text } from '../../identity/list-route.ts';
import type { rewardsView } from './reward.contract.ts';

export const REWARDS: Sheet<z.output<typeof rewardsView>['rows'][number]> = {
  name: '表彰与支持',
  columns: [
    text('载体', (r) => r.carrier),
    text('单位', (r) => r.organisation),
    text('事项', (r) => r.kindLabel),
    text('内容', (r) => r.says),
    text('依据', (r) => r.cites),
    text('计入的评价结果', (r) => r.counted),
    text('推荐级别', (r) => r.levelLabel),
    amount('金额', (r) => r.amount),
    text('文号', (r) => r.number),
    date('日期', (r) => r.onDay),
    date('撤销', (r) => r.struckOn),
  ],
};

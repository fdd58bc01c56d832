import type { z } from 'zod';
import { amount, date, type Sheet, text } from '../../identity/list-route.ts';
import type { claimListView } from './claim.contract.ts';

export const CLAIMS: Sheet<z.output<typeof claimListView>['rows'][number]> = {
  name: '追回款项',
  columns: [
    text('单位', (r) => r.organisation),
    text('载体', (r) => r.carrier),
    amount('应追回', (r) => r.amount),
    amount('尚欠', (r) => r.balance),
    amount('应退还', (r) => r.refundable),
    text('依据', (r) => r.cites),
    text('编号', (r) => r.number),
    date('决定', (r) => r.orderedOn),
    date('撤销', (r) => r.cancelledOn),
  ],
};

import type { z } from 'zod';
import { date, label, moment, type Sheet, text } from '../../identity/list-route.ts';
import type { transferPage } from './transfer.contract.ts';
import { TRANSFER_STATES } from './transfer.ts';

export const TRANSFERS: Sheet<z.output<typeof transferPage>['rows'][number]> = {
  name: '移苗入孵',
  columns: [
    text('编号', (r) => r.number),
    text('团队', (r) => r.teamName),
    text('转出', (r) => r.fromCarrierName),
    text('转入', (r) => r.toCarrierName),
    label('状态', TRANSFER_STATES, (r) => r.state),
    text('理由', (r) => r.reason),
    text('答复', (r) => r.answer),
    date('转入日期', (r) => r.startsOn),
    moment('提出', (r) => r.proposedAt),
    moment('团队同意', (r) => r.agreedAt),
    moment('接收', (r) => r.acceptedAt),
    moment('完成', (r) => r.doneAt),
    text('示例', (r) => r.example),
  ],
};

import type { z } from 'zod';
import { amount, date, number, type Sheet, text } from '../../identity/list-route.ts';
import type { tenanciesView } from './tenancy.contract.ts';

export const TENANCIES: Sheet<z.output<typeof tenanciesView>['rows'][number]> = {
  name: '在驻团队',
  columns: [
    text('团队', (r) => r.teamName),
    date('入驻', (r) => r.since),
    date('迁出', (r) => r.until),
    date('约定至', (r) => r.agreedUntil),
    number('工位', (r) => r.desks),
    number('虚拟工位', (r) => r.virtualDesks),
    text('入驻方式', (r) => (r.remote ? '远程' : '在驻')),
    text('工位号', (r) => r.deskCodes),
    number('免费月数', (r) => r.freeMonths),
    amount('月租', (r) => r.rentMonthFen),
    amount('未付', (r) => r.owedFen),
    amount('逾期', (r) => r.overdueFen),
    amount('押金', (r) => r.depositFen),
    amount('预存', (r) => r.creditFen),
    text('正在退出', (r) => r.leaving),
    text('示例', (r) => r.example),
  ],
};

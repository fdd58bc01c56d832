import type { z } from 'zod';
import { moment, number, type Sheet, text } from '../list-route.ts';
import type { auditView } from './audit-log.contract.ts';

export const AUDIT: Sheet<z.output<typeof auditView>['rows'][number]> = {
  name: '审计日志',
  columns: [
    number('序号', (r) => r.seq),
    moment('时间', (r) => r.at),
    text('操作', (r) => r.action),
    text('人员', (r) => r.person?.name),
    text('机构', (r) => r.organisation?.name),
    text('角色', (r) => r.roles),
    text('地址', (r) => r.address),
    text('请求编号', (r) => r.requestId),
    text('涉及', (r) => r.changes.map(({ kind, id }) => `${kind} ${id}`)),
    text('哈希', (r) => r.hash),
  ],
};

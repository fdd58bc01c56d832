import { z } from 'zod';
import { verifyAudit } from '../../platform/audit/verify.ts';
import { listRoutes } from '../list-route.ts';
import { type Route, route } from '../route.ts';
import { auditInput, auditVerdictView, auditView } from './audit-log.contract.ts';
import { AUDIT } from './audit-log.excel.ts';
import { listAudit } from './audit-log.store.ts';

const tag = '审计';

export const auditRoutes: Route[] = [
  ...listRoutes(
    {
      method: 'get',
      path: '/api/audit',
      permission: 'audit.read',
      summary: '审计日志',
      tag,
      input: auditInput,
      output: auditView,
      handle: ({ tx, input }) => listAudit(tx, input),
    },
    AUDIT,
  ),
  route({
    method: 'get',
    path: '/api/audit/verdict',
    permission: 'audit.read',
    summary: '核验审计日志的完整性',
    tag,
    input: z.object({}),
    output: auditVerdictView,
    handle: ({ tx }) => verifyAudit(tx),
  }),
];

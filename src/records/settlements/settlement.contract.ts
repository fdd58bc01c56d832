import { z } from 'zod';
import { claimOf, refundOf } from './settlement.ts';

export { claimOf, refundOf };

const format = z.enum(['word', 'pdf']);
export const settleAgainInput = z.object({ carrierId: z.uuid(), tenancyId: z.uuid() });
export const settlementPaperInput = z.object({ carrierId: z.uuid(), departureSettlementId: z.uuid(), format });
export const teamSettlementPaperInput = z.object({ teamId: z.uuid(), departureSettlementId: z.uuid(), format });

export const settlementView = z.object({
  id: z.string(),
  number: z.string(),
  settledOn: z.string(),
  through: z.string(),
  owedFen: z.number(),
  creditFen: z.number(),
  depositFen: z.number(),
  creditUsedFen: z.number(),
  depositUsedFen: z.number(),
  steps: z.array(
    z.object({
      kind: z.enum(['creditSetOff', 'depositSetOff']),
      statementNumber: z.string(),
      amountFen: z.number(),
    }),
  ),
  byName: z.string().nullable(),
});

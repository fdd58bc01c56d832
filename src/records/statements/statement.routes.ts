import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { fen } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { issueStatement, moveMoney, reversePayment, startBilling } from './statement.actions.ts';
import { billingInput, issueInput, moveMoneyInput, reversePaymentInput } from './statement.contract.ts';
import { billingOf, lockTenancy } from './statement.store.ts';

const tag = '账单';

export const statementRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/tenancies/:tenancyId/money',
    permission: 'tenancy.manage',
    summary: '登记收款、押金收退',
    tag,
    input: moveMoneyInput,
    output: z.object({ id: z.string() }),
    handle: async ({ tx, services, actor, input: { carrierId, tenancyId, ...moved } }) => {
      const needs = (path: string, message: string) =>
        new Refusal('input.invalid', {}, [{ path, code: 'required', message }]);
      if ((moved.kind === 'payment') !== (moved.statementId !== null)) throw needs('statementId', '收款须指明账单');
      if (moved.kind === 'depositKept' && !moved.reason) throw needs('reason', '扣留押金须写明理由');
      const keeper = { actor, clock: services.clock };
      return { id: await moveMoney(tx, keeper, carrierId, tenancyId, { ...moved, amountFen: fen(moved.amountFen) }) };
    },
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/payments/:paymentId/reverse',
    permission: 'tenancy.manage',
    summary: '冲正一笔款项',
    tag,
    input: reversePaymentInput,
    output: z.object({}),
    handle: async ({ tx, services, actor, input }) => {
      const keeper = { actor, clock: services.clock };
      await reversePayment(tx, keeper, input.carrierId, input.paymentId, input.reason);
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/tenancies/:tenancyId/statements',
    permission: 'tenancy.manage',
    summary: '即时出具计至某日的账单',
    tag,
    input: issueInput,
    output: z.object({ id: z.string().nullable() }),
    handle: async ({ tx, services, actor, input }) => {
      const today = services.clock.today();
      if ((await lockTenancy(tx, input.tenancyId))?.carrierId !== input.carrierId) throw new Refusal('not-found');
      if (input.through > today)
        throw new Refusal('input.invalid', {}, [{ path: 'through', code: 'future', message: '不能晚于今天' }]);
      const keeper = { actor, clock: services.clock };
      return { id: await issueStatement(tx, keeper, input.tenancyId, input.through, today) };
    },
  }),
  route({
    method: 'put',
    path: '/api/carriers/:carrierId/billing',
    permission: 'tenancy.manage',
    summary: '开始按月出账，或修改付款期限',
    tag,
    input: billingInput,
    output: z.object({}),
    handle: async ({ tx, services, input }) => {
      const firstMonth =
        (await billingOf(tx, input.carrierId))?.firstMonth ?? `${services.clock.today().slice(0, 7)}-01`;
      await startBilling(tx, services, input.carrierId, { firstMonth, dueDays: input.dueDays });
      return {};
    },
  }),
];

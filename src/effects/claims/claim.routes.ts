import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import { readClaim, recordPayment, reversePayment } from './claim.actions.ts';
import {
  claimInput,
  claimListInput,
  claimListView,
  claimView,
  doneView,
  paymentInput,
  paymentView,
  reversalInput,
} from './claim.contract.ts';
import { CLAIMS } from './claim.excel.ts';
import { listClaims } from './claim.store.ts';

const tag = '追回资金';

export const claimRoutes: readonly Route[] = [
  ...listRoutes(
    {
      method: 'get',
      path: '/api/claims',
      permission: 'credit.list',
      summary: '应追回的财政资金',
      tag,
      input: claimListInput,
      output: claimListView,
      handle: ({ tx, actor, input }) => listClaims(tx, actor, input),
    },
    CLAIMS,
  ),
  route({
    method: 'get',
    path: '/api/claims/:claimId',
    permission: 'claim.read',
    summary: '一笔追回：依据、余额、缴款',
    tag,
    input: claimInput,
    output: claimView,
    handle: ({ tx, actor, input }) => readClaim(tx, actor, input.claimId),
  }),
  route({
    method: 'post',
    path: '/api/claims/:claimId/payments',
    permission: 'claim.record',
    summary: '登记缴款或退还',
    tag,
    input: paymentInput,
    output: paymentView,
    handle: async ({ tx, services, actor, input: { claimId, ...given } }) => ({
      paymentId: await recordPayment(tx, { actor, clock: services.clock }, claimId, given),
    }),
  }),
  route({
    method: 'post',
    path: '/api/claims/:claimId/payments/:paymentId/reversal',
    permission: 'claim.record',
    summary: '冲正一笔缴款',
    tag,
    input: reversalInput,
    output: doneView,
    handle: async ({ tx, services, actor, input }) => {
      await reversePayment(tx, { actor, clock: services.clock }, input);
      return { done: true as const };
    },
  }),
];

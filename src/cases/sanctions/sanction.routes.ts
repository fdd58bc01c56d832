import type { z } from 'zod';
import type { Permission } from '../../identity/access.ts';
import { type Route, route } from '../../identity/route.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { audienceOf } from '../casefile/access.store.ts';
import type { CaseServices } from '../casefile/steps.ts';
import {
  draftCharge,
  dropCharge,
  giveStatement,
  openSanction,
  orderConsequences,
  recordHearing,
  sanctionContext,
  serveCharge,
  setHearing,
  viewSanction,
} from './sanction.actions.ts';
import {
  chargeInput,
  doneView,
  dropInput,
  hearingInput,
  hearingRecordInput,
  openedSanctionView,
  openSanctionInput,
  orderInput,
  sanctionInput,
  sanctionView,
  serveInput,
  statementInput,
} from './sanction.contract.ts';

const tag = '违规处理';

/** From suspicion to decision; what the party sees and says. */
export function sanctionRoutes(services: CaseServices): readonly Route[] {
  const deed = <I extends z.ZodObject<{ caseId: z.ZodType<string> }>>(
    method: 'post' | 'put',
    path: string,
    permission: Extract<Permission, 'case.handle' | 'case.state'>,
    summary: string,
    input: I,
    act: (tx: Tx, actor: Actor, given: z.output<I>) => Promise<void>,
  ): Route =>
    route({
      method,
      path: `/api/cases/:caseId/${path}`,
      permission,
      summary,
      tag,
      input: input as never,
      output: doneView,
      handle: async ({ tx, actor, input: given }) => {
        await act(tx, actor, given as z.output<I>);
        return { done: true as const };
      },
    });
  return [
    route({
      method: 'post',
      path: '/api/carriers/:carrierId/sanctions',
      permission: 'case.against',
      summary: '对涉嫌违规立案核查',
      tag,
      input: openSanctionInput,
      output: openedSanctionView,
      handle: async ({ tx, actor, input }) => {
        const { id, number } = await openSanction(tx, services, actor, input);
        return { caseId: id, number };
      },
    }),
    route({
      method: 'get',
      path: '/api/cases/:caseId/sanction',
      permission: 'case.read',
      summary: '违规处理的内容',
      tag,
      input: sanctionInput,
      output: sanctionView,
      handle: async ({ tx, actor, input }) => {
        const context = await sanctionContext(tx, services, actor, input.caseId);
        return viewSanction(tx, context, (await audienceOf(tx, actor, context.file)) === 'body');
      },
    }),
    deed('put', 'charge', 'case.handle', '拟写告知内容', chargeInput, (tx, actor, { caseId, ...charge }) =>
      draftCharge(tx, services, actor, caseId, charge),
    ),
    deed('post', 'charge/service', 'case.handle', '向当事人告知', serveInput, (tx, actor, { caseId, ...given }) =>
      serveCharge(tx, services, actor, caseId, given),
    ),
    deed('post', 'charge/dropping', 'case.handle', '撤案', dropInput, (tx, actor, { caseId, reason }) =>
      dropCharge(tx, services, actor, caseId, reason),
    ),
    deed('post', 'statement', 'case.state', '陈述申辩', statementInput, (tx, actor, { caseId, ...given }) =>
      giveStatement(tx, services, actor, caseId, given),
    ),
    deed('put', 'hearing', 'case.handle', '确定听证时间地点', hearingInput, (tx, actor, { caseId, ...hearing }) =>
      setHearing(tx, services, actor, caseId, hearing),
    ),
    deed('post', 'hearing/record', 'case.handle', '记录听证', hearingRecordInput, (tx, actor, { caseId, ...record }) =>
      recordHearing(tx, services, actor, caseId, record),
    ),
    deed('put', 'sanction/order', 'case.handle', '确定处理内容', orderInput, (tx, actor, { caseId, ...order }) =>
      orderConsequences(tx, services, actor, caseId, order),
    ),
  ];
}

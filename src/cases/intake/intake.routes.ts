import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { standing, standingView } from '../casefile/casefile.contract.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { caseIdInput } from '../dossier/dossier.contract.ts';
import { blankForm, doors } from './doors.actions.ts';
import { openCase, submitCase } from './intake.actions.ts';
import {
  blankFormView,
  carrierProcedureInput,
  done,
  doorsView,
  openCaseInput,
  openedView,
  partiesView,
  partyIdInput,
  partyInput,
  procedureInput,
  submitInput,
} from './intake.contract.ts';
import { endParty, insertParty, partiesOf, personByAccount, servesElsewhere } from './parties.store.ts';

const tag = 'cases';

/** Starting a case, handing it in, and who works on it. */
export function intakeRoutes(services: CaseServices): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/procedures',
      permission: 'public.read',
      summary: '可以办理的事项和受理时间',
      tag,
      input: z.object({}),
      output: doorsView,
      handle: ({ tx, actor }) => doors(tx, services, actor),
    }),
    route({
      method: 'get',
      path: '/api/procedure-form',
      permission: 'public.read',
      summary: '申报前阅读：条件、条款、表单和程序',
      tag,
      input: procedureInput,
      output: blankFormView,
      handle: ({ tx, input }) => blankForm(tx, services, input),
    }),
    route({
      method: 'get',
      path: '/api/carriers/:carrierId/procedure-form',
      permission: 'carrier.standing',
      summary: '申报前阅读：本载体目前是否符合各项条件',
      tag,
      input: carrierProcedureInput,
      output: blankFormView,
      handle: ({ tx, input }) => blankForm(tx, services, input),
    }),
    route({
      method: 'post',
      path: '/api/cases',
      permission: 'case.open',
      summary: '发起申报',
      tag,
      input: openCaseInput,
      output: openedView,
      handle: async ({ tx, actor, input }) => {
        const { id, number } = await openCase(tx, services, actor, input);
        return { caseId: id, number };
      },
    }),
    route({
      method: 'post',
      path: '/api/cases/:caseId/submission',
      permission: 'case.submit',
      summary: '提交申报书',
      tag,
      input: submitInput,
      output: standingView,
      handle: async ({ tx, actor, input }) =>
        standing(await submitCase(tx, services, actor, input.caseId, input.revision)),
    }),
    route({
      method: 'get',
      path: '/api/cases/:caseId/parties',
      permission: 'case.fill',
      summary: '共同填报人',
      tag,
      input: caseIdInput,
      output: partiesView,
      handle: async ({ tx, input }) => ({
        rows: (await partiesOf(tx, input.caseId)).map(({ id, name, part, added_at }) => ({
          id,
          name,
          part: part as 'agent',
          addedAt: added_at,
        })),
      }),
    }),
    route({
      method: 'post',
      path: '/api/cases/:caseId/parties',
      permission: 'case.submit',
      summary: '邀请共同填报人或代理人',
      tag,
      input: partyInput,
      output: done,
      handle: async ({ tx, actor, input }) => {
        const person = await personByAccount(tx, input.account);
        if (!person)
          throw new Refusal('input.invalid', {}, [{ path: 'account', code: 'unknown', message: '没有此账号' }]);
        if (await servesElsewhere(tx, person.id, actor.organisationId, services.clock.today()))
          throw new Refusal('input.invalid', {}, [
            { path: 'account', code: 'serves', message: '办理机关的人员不能代理申报' },
          ]);
        await insertParty(tx, input.caseId, person.id, input.part, services.clock.now().toString(), actor.personId);
        recordChange(tx, { kind: 'case', id: input.caseId, after: { party: person.id, part: input.part } });
        return { done: true as const };
      },
    }),
    route({
      method: 'delete',
      path: '/api/cases/:caseId/parties/:partyId',
      permission: 'case.submit',
      summary: '移除共同填报人',
      tag,
      input: partyIdInput,
      output: done,
      handle: async ({ tx, input }) => {
        if (!(await endParty(tx, input.caseId, input.partyId, services.clock.now().toString())))
          throw new Refusal('not-found');
        recordChange(tx, { kind: 'case', id: input.caseId, before: { party: input.partyId } });
        return { done: true as const };
      },
    }),
  ];
}

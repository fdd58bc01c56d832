import { type Route, route } from '../../identity/route.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { askSecondLook, confirmPanel, departFromPanel, proposePanel } from './panel.actions.ts';
import {
  confirmPanelInput,
  exceptionInput,
  panelInput,
  panelView,
  proposalView,
  replaceInput,
  secondLookInput,
} from './panel.contract.ts';
import { viewPanel } from './panel.views.ts';
import { replaceExpert } from './seat.actions.ts';

const tag = '专家评审';

export const panelRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/cases/:caseId/panel/proposal',
    permission: 'case.handle',
    summary: '推荐的专家名单和理由',
    tag,
    input: panelInput,
    output: proposalView,
    handle: ({ tx, actor, input }) => proposePanel(tx, services, actor, input.caseId),
  }),
  route({
    method: 'get',
    path: '/api/cases/:caseId/panel',
    permission: 'case.handle',
    summary: '专家组、进度和评审意见',
    tag,
    input: panelInput,
    output: panelView,
    handle: ({ tx, actor, input }) => viewPanel(tx, services, actor, input.caseId),
  }),
  route({
    method: 'put',
    path: '/api/cases/:caseId/panel',
    permission: 'case.handle',
    summary: '确定或调整专家组',
    tag,
    input: confirmPanelInput,
    output: panelView,
    handle: async ({ tx, actor, input }) => {
      await confirmPanel(tx, services, actor, input.caseId, input.expertIds);
      return viewPanel(tx, services, actor, input.caseId);
    },
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/panel/replacement',
    permission: 'case.handle',
    summary: '撤换未提交的专家，由系统补选',
    tag,
    input: replaceInput,
    output: panelView,
    handle: async ({ tx, actor, input }) => {
      await replaceExpert(tx, services, actor, input.caseId, input);
      return viewPanel(tx, services, actor, input.caseId);
    },
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/panel/second-look',
    permission: 'case.handle',
    summary: '请专家再次审视',
    tag,
    input: secondLookInput,
    output: panelView,
    handle: async ({ tx, actor, input }) => {
      await askSecondLook(tx, services, actor, input.caseId, input);
      return viewPanel(tx, services, actor, input.caseId);
    },
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/panel/exceptions',
    permission: 'case.sign',
    summary: '书面说明偏离专家评分',
    tag,
    input: exceptionInput,
    output: panelView,
    handle: async ({ tx, actor, input }) => {
      await departFromPanel(tx, services, actor, input.caseId, input);
      return viewPanel(tx, services, actor, input.caseId);
    },
  }),
];

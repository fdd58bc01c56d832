import { z } from 'zod';
import { viewOf } from '../../facts/fact.routes.ts';
import { TEAM_FACT_KEYS } from '../../facts/fact-sheet.ts';
import { FACTS } from '../../facts/vocabulary.ts';
import { type Route, route } from '../../identity/route.ts';
import type { FactDefinition } from '../../kernel/fact.ts';
import {
  standardsInput,
  standardsView,
  stateStandardInput,
} from '../../records/stageStandards/stage-standard.contract.ts';
import { standardsOf } from '../../records/stageStandards/stage-standard.store.ts';
import { moveStage, standingInChain, stateStandard } from './stage.actions.ts';
import { moveStageInput, teamStageInput, teamStageView } from './stage.contract.ts';

const tag = '孵化阶段';
const JUDGED_TYPES: readonly string[] = ['count', 'money', 'months', 'ratio', 'flag'];

export const stageRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/teams/:teamId/stage',
    permission: 'team.read',
    summary: '团队的孵化阶段：负责人、服务、转入下一阶段还缺什么',
    tag,
    input: teamStageInput,
    output: teamStageView,
    handle: async ({ tx, input, services }) => {
      const on = services.clock.today();
      const { sheet, criteria, current: _, ...rest } = await standingInChain(tx, input.teamId, on);
      const asked = new Set(criteria.map(({ fact }) => fact));
      return {
        on,
        ...rest,
        criteria,
        facts: TEAM_FACT_KEYS.flatMap((key) => (asked.has(key) && sheet[key] ? [viewOf(key, sheet[key])] : [])),
      };
    },
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/stage',
    permission: 'team.stage',
    summary: '进入或转入一个孵化阶段；标准没有满足的须说明理由',
    tag,
    input: moveStageInput,
    output: z.object({}),
    handle: async ({ tx, actor, input: { teamId, ...given }, services }) => {
      await moveStage(tx, { actor, clock: services.clock }, teamId, given);
      return {};
    },
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/stage-standards',
    permission: 'carrier.read',
    summary: '载体各孵化阶段的服务和转入下一阶段的标准',
    tag,
    input: standardsInput,
    output: standardsView,
    handle: async ({ tx, input }) => ({
      rows: (await standardsOf(tx, input.carrierId)).map((row) => ({ ...row, criteria: [...row.criteria] })),
      facts: TEAM_FACT_KEYS.flatMap((key) => {
        const { zh, en, unit = null, type } = FACTS[key] as FactDefinition;
        return JUDGED_TYPES.includes(type) ? [{ key, zh, en, unit, type }] : [];
      }),
    }),
  }),
  route({
    method: 'put',
    path: '/api/carriers/:carrierId/stage-standards/:stage',
    permission: 'tenancy.manage',
    summary: '规定一个孵化阶段的服务和标准',
    tag,
    input: stateStandardInput,
    output: z.object({}),
    handle: async ({ tx, actor, input: { carrierId, stage, version, ...given }, services }) => {
      await stateStandard(tx, { actor, clock: services.clock }, carrierId, stage, version, given);
      return {};
    },
  }),
];

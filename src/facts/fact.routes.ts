import { z } from 'zod';
import { type Route, route } from '../identity/route.ts';
import type { FactDefinition } from '../kernel/fact.ts';
import { declareFact, withdrawStatement } from './declared/declared.actions.ts';
import {
  declareFactInput,
  factsInput,
  factsView,
  type factView,
  teamFactsInput,
  withdrawStatementInput,
} from './fact.contract.ts';
import { FACT_KEYS, type Fact, factSheet, TEAM_FACT_KEYS, teamFactSheet } from './fact-sheet.ts';
import { FACTS, type FactKey } from './vocabulary.ts';

const tag = '事实';

export const factRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/facts',
    permission: 'carrier.read',
    summary: '载体在某日的全部事实及其来源',
    tag,
    input: factsInput,
    output: factsView,
    handle: async ({ tx, input, services }) => {
      const on = input.on ?? services.clock.today();
      const sheet = await factSheet(tx, input.carrierId, on);
      return { on, facts: FACT_KEYS.map((key) => viewOf(key, sheet[key])) };
    },
  }),
  route({
    method: 'get',
    path: '/api/teams/:teamId/facts',
    permission: 'team.read',
    summary: '团队在某日的全部事实及其来源',
    tag,
    input: teamFactsInput,
    output: factsView,
    handle: async ({ tx, input, services }) => {
      const on = input.on ?? services.clock.today();
      const sheet = await teamFactSheet(tx, input.teamId, on);
      return { on, facts: TEAM_FACT_KEYS.flatMap((key) => (sheet[key] ? [viewOf(key, sheet[key])] : [])) };
    },
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/declared-facts',
    permission: 'carrier.edit',
    summary: '申报一项事实',
    tag,
    input: declareFactInput,
    output: z.object({ id: z.string() }),
    handle: async ({ tx, actor, input, services }) => {
      const { carrierId, ...statement } = input;
      return { id: await declareFact(tx, { actor, clock: services.clock }, carrierId, statement) };
    },
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/declared-facts/:factId/withdraw',
    permission: 'carrier.edit',
    summary: '撤回一项申报',
    tag,
    input: withdrawStatementInput,
    output: z.object({}),
    handle: async ({ tx, actor, input, services }) => {
      await withdrawStatement(tx, { actor, clock: services.clock }, input.carrierId, input.factId, input.reason);
      return {};
    },
  }),
];

/** A fact with its words. */
export function viewOf(key: FactKey, fact: Fact): z.input<typeof factView> {
  const definition: FactDefinition = FACTS[key];
  const { type, unit, zh, en, means, options } = definition;
  return {
    key,
    type,
    unit: unit ?? null,
    zh,
    en,
    means: means ?? null,
    options: options ? [...options] : null,
    value: plain(fact.value),
    obtained: fact.obtained,
    complete: fact.complete,
    provenance: [...fact.provenance],
    declared: fact.declared ? { ...fact.declared, value: plain(fact.declared.value) ?? '' } : null,
    stale: fact.stale ? { ...fact.stale, value: plain(fact.stale.value) ?? '' } : null,
    differs: fact.differs ?? false,
  };
}

function plain(value: Fact['value']): number | string | boolean | string[] | null {
  if (value === undefined) return null;
  return typeof value === 'object' ? [...value] : value;
}

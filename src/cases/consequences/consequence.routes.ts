import { type Route, route } from '../../identity/route.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { proposeConsequence, sendConsequenceBack, signConsequence } from './consequence.actions.ts';
import {
  consequenceInput,
  consequencesInput,
  consequencesView,
  proposeConsequenceInput,
  returnConsequenceInput,
} from './consequence.contract.ts';
import { consequencesOf } from './consequence.store.ts';
import { CONSEQUENCE_STATES, type ConsequenceState, type Item } from './consequence.ts';

const tag = '评价处理';

/** A row signed before an item held more than its clause lacks the rest. */
const PLAIN: Pick<Item, 'counted' | 'amount' | 'level' | 'addressee'> = {
  counted: '',
  amount: null,
  level: null,
  addressee: null,
};
function shownItem(stored: Item) {
  const { amount, follows, advisory = false, ...item } = { ...PLAIN, ...stored };
  const { shares = [], categories = [], missing = [] } = amount ?? {};
  const shown = amount && {
    ...amount,
    isOpen: missing.length > 0,
    shares: [...shares],
    categories: [...categories],
  };
  return { ...item, advisory, follows: [...follows], amount: shown };
}

async function view(tx: Tx, roundId: string) {
  const rows = await consequencesOf(tx, roundId);
  return {
    rows: rows.map(({ id: _, ...row }) => {
      const state = row.state as ConsequenceState;
      const items = row.items.map(shownItem);
      return { ...row, items, state, stateLabel: CONSEQUENCE_STATES[state].zh };
    }),
  };
}

/** What follows from the results of a round, one draft for each unit. */
export const consequenceRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/evaluations/:roundId/consequences',
    permission: 'evaluation.manage',
    summary: '评价结果的处理',
    tag,
    input: consequencesInput,
    output: consequencesView,
    handle: ({ tx, input }) => view(tx, input.roundId),
  }),
  route({
    method: 'post',
    path: '/api/evaluations/:roundId/consequences/:carrierId/proposal',
    permission: 'evaluation.manage',
    summary: '核定处理意见，提请签发',
    tag,
    input: proposeConsequenceInput,
    output: consequencesView,
    handle: async ({ tx, input }) => {
      await proposeConsequence(tx, input);
      return view(tx, input.roundId);
    },
  }),
  route({
    method: 'post',
    path: '/api/evaluations/:roundId/consequences/:carrierId/return',
    permission: 'evaluation.sign',
    summary: '退回处理意见',
    tag,
    input: returnConsequenceInput,
    output: consequencesView,
    handle: async ({ tx, input }) => {
      await sendConsequenceBack(tx, input);
      return view(tx, input.roundId);
    },
  }),
  route({
    method: 'post',
    path: '/api/evaluations/:roundId/consequences/:carrierId/signature',
    permission: 'evaluation.sign',
    summary: '签发处理决定',
    tag,
    input: consequenceInput,
    output: consequencesView,
    handle: async ({ tx, actor, input }) => {
      await signConsequence(tx, services, actor, input);
      return view(tx, input.roundId);
    },
  }),
];

import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { RoundView, roundList } from '../../../src/cases/rounds/round.contract.ts';
import { api, type Query } from '../../lib/api.ts';

export type Round = RoundView;
export const roundQuery = (roundId: string) =>
  queryOptions({ queryKey: ['round', roundId], queryFn: () => api.get<Round>(`/api/rounds/${roundId}`) });
/** The way back: a round of evaluation is run from its own page. */
export const crumbsOf = (round: Round | undefined) =>
  round?.evaluates
    ? [
        { title: '评价', to: '/evaluations' },
        { title: round.title, to: `/evaluations/${round.id}` },
      ]
    : [{ title: '批次管理', to: '/rounds' }];
export const roundsQuery = (asked: Query) =>
  queryOptions({
    queryKey: ['rounds', asked],
    queryFn: () => api.get<z.output<typeof roundList>>('/api/rounds', asked),
  });

import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { RoundView, roundList } from '../../../src/cases/rounds/round.contract.ts';
import { api, type Query } from '../../lib/api.ts';

export type Round = RoundView;
export const roundsQuery = (asked: Query) =>
  queryOptions({
    queryKey: ['rounds', asked],
    queryFn: () => api.get<z.output<typeof roundList>>('/api/rounds', asked),
  });

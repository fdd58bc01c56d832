import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { candidatesView, ExpertView, expertsView } from '../../../src/cases/experts/expert.contract.ts';
import { api, type Query } from '../../lib/api.ts';

export type Expert = ExpertView;

export const expertsQuery = (asked: Query) =>
  queryOptions({
    queryKey: ['experts', asked],
    queryFn: () => api.get<z.output<typeof expertsView>>('/api/experts', asked),
  });
export const candidatesQuery = queryOptions({
  queryKey: ['experts', 'candidates'],
  queryFn: () => api.get<z.output<typeof candidatesView>>('/api/experts/candidates'),
});

import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  carrierPage,
  carrierVersionsView,
  carrierView,
  featuresView,
} from '../../../src/records/carriers/carrier.contract.ts';
import { api, type Query } from '../../lib/api.ts';

export type Carrier = z.output<typeof carrierView>;

export const carriersQuery = (asked: Query) =>
  queryOptions({
    queryKey: ['carriers', asked],
    queryFn: () => api.get<z.output<typeof carrierPage>>('/api/carriers', asked),
  });
export const featuresQuery = queryOptions({
  queryKey: ['carriers', 'features'],
  queryFn: () => api.get<z.output<typeof featuresView>>('/api/carriers/features'),
});
export const carrierQuery = (id: string) =>
  queryOptions({ queryKey: ['carrier', id, 'itself'], queryFn: () => api.get<Carrier>(`/api/carriers/${id}`) });
export const carrierVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['carrier', id, 'versions'],
    queryFn: () => api.get<z.output<typeof carrierVersionsView>>(`/api/carriers/${id}/versions`),
  });

import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  HealthView,
  healthAlertsView,
  healthRecordsView,
  healthRulesView,
} from '../../../src/cases/health/health.contract.ts';
import { api, type Query } from '../../lib/api.ts';

export type Month = HealthView['months'][number];
export type HealthAlert = z.output<typeof healthAlertsView>['rows'][number];

export const healthQuery = (carrierId: string, asked: Query) =>
  queryOptions({
    queryKey: ['carrier', carrierId, 'health', asked],
    queryFn: () => api.get<HealthView>(`/api/carriers/${carrierId}/health`, asked),
  });
export const healthRecordsQuery = (carrierId: string, asked: Query) =>
  queryOptions({
    queryKey: ['carrier', carrierId, 'health', 'records', asked],
    queryFn: () => api.get<z.output<typeof healthRecordsView>>(`/api/carriers/${carrierId}/health/records`, asked),
  });
export const healthRulesQuery = queryOptions({
  queryKey: ['health-rules'],
  queryFn: () => api.get<z.output<typeof healthRulesView>>('/api/health-rules'),
});
export const healthAlertsQuery = (asked: Query = {}) =>
  queryOptions({
    queryKey: ['health-alerts', asked],
    queryFn: () => api.get<z.output<typeof healthAlertsView>>('/api/health-alerts', asked),
  });

import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ProvisionalScoresView } from '../../../src/cases/provisionalScores/provisionalScore.contract.ts';
import type {
  alertsView,
  StandingRow,
  StandingView,
  standingsView,
} from '../../../src/cases/standings/standing.contract.ts';
import { api } from '../../lib/api.ts';

export type { StandingRow, StandingView };
export type Account = StandingView['accounts'][number];
export type Alert = z.output<typeof alertsView>['rows'][number];

export const standingsQuery = (carrierId: string, on?: string) =>
  queryOptions({
    queryKey: ['carrier', carrierId, 'standings', on ?? null],
    queryFn: () => api.get<z.output<typeof standingsView>>(`/api/carriers/${carrierId}/standings`, { on }),
  });

/** Pack ids hold a slash, so they travel in the query. */
export const standingQuery = (carrierId: string, packId: string, on: string | undefined, language: 'zh' | 'en') =>
  queryOptions({
    queryKey: ['carrier', carrierId, 'standing', packId, on ?? null, language],
    queryFn: () => api.get<StandingView>(`/api/carriers/${carrierId}/standing`, { packId, on, language }),
  });

export const provisionalScoresQuery = (carrierId: string, on?: string) =>
  queryOptions({
    queryKey: ['carrier', carrierId, 'provisional-scores', on ?? null],
    queryFn: () => api.get<ProvisionalScoresView>(`/api/carriers/${carrierId}/provisional-scores`, { on }),
  });

export const alertsQuery = queryOptions({
  queryKey: ['standing-alerts'],
  queryFn: () => api.get<z.output<typeof alertsView>>('/api/standing-alerts', { size: 50 }),
});

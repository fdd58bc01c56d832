import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { figureRecordsView, figuresView } from '../../../src/insight/clusters/cluster-figures.contract.ts';
import type { membershipsView, membersView } from '../../../src/records/clusters/cluster.contract.ts';
import { api } from '../../lib/api.ts';

export type Members = z.output<typeof membersView>;
export type Member = Members['rows'][number];
export type Figures = z.output<typeof figuresView>;

export const membersQuery = (clusterId: string, on: string | undefined, history = false) =>
  queryOptions({
    queryKey: ['carrier', clusterId, 'members', on ?? '', history],
    queryFn: () => api.get<Members>(`/api/carriers/${clusterId}/members`, { on, history: String(history) }),
  });
export const membershipsQuery = (carrierId: string) =>
  queryOptions({
    queryKey: ['carrier', carrierId, 'memberships'],
    queryFn: () => api.get<z.output<typeof membershipsView>>(`/api/carriers/${carrierId}/memberships`),
  });
export const clusterFiguresQuery = (clusterId: string, on: string | undefined) =>
  queryOptions({
    queryKey: ['carrier', clusterId, 'figures', on ?? ''],
    queryFn: () => api.get<Figures>(`/api/carriers/${clusterId}/cluster-figures`, { on }),
  });
export const figureRecordsQuery = (clusterId: string, figure: string, on: string) =>
  queryOptions({
    queryKey: ['carrier', clusterId, 'figures', on, figure],
    queryFn: () =>
      api.get<z.output<typeof figureRecordsView>>(`/api/carriers/${clusterId}/cluster-figures/${figure}/records`, {
        on,
        size: 200,
      }),
  });

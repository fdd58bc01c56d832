import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { GraduationView } from '../../../src/cases/graduations/graduation.contract.ts';
import type { LadderView } from '../../../src/cases/ladders/ladder.contract.ts';
import type { destinationsView, TransferView, transferPage } from '../../../src/cases/transfers/transfer.contract.ts';
import { api } from '../../lib/api.ts';

export type { TransferView };

export interface TransfersAsked {
  state?: string | undefined;
  teamId?: string | undefined;
  page?: number;
  count?: string | undefined;
  size?: number;
}
export const transfersQuery = (asked: TransfersAsked) =>
  queryOptions({
    queryKey: ['transfers', asked],
    queryFn: () => api.get<z.output<typeof transferPage>>('/api/transfers', { ...asked }),
  });
export const destinationsQuery = (teamId: string, q: string | undefined) =>
  queryOptions({
    queryKey: ['team', teamId, 'destinations', q ?? null],
    queryFn: () => api.get<z.output<typeof destinationsView>>(`/api/teams/${teamId}/destinations`, { q }),
  });
export const ladderQuery = (teamId: string) =>
  queryOptions({
    queryKey: ['team', teamId, 'ladder'],
    queryFn: () => api.get<LadderView>(`/api/teams/${teamId}/ladder`),
  });
export const graduationQuery = (teamId: string) =>
  queryOptions({
    queryKey: ['team', teamId, 'graduation'],
    queryFn: () => api.get<GraduationView>(`/api/teams/${teamId}/graduation`),
  });

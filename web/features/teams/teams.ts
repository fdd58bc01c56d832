import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { EntitlementsView } from '../../../src/cases/entitlements/entitlement.contract.ts';
import type { factsView } from '../../../src/facts/fact.contract.ts';
import type { consentsView, teamPage, teamView } from '../../../src/records/teams/team.contract.ts';
import { api } from '../../lib/api.ts';

export type TeamView = z.output<typeof teamView>;
export type TeamRow = z.output<typeof teamPage>['rows'][number];

export interface TeamsAsked {
  q?: string | undefined;
  carrierId?: string | undefined;
  stage?: string | undefined;
  page?: number;
  count?: string | undefined;
  size?: number;
}
export const teamsQuery = (asked: TeamsAsked) =>
  queryOptions({
    queryKey: ['teams', asked],
    queryFn: () => api.get<z.output<typeof teamPage>>('/api/teams', { ...asked }),
  });
export const teamQuery = (teamId: string) =>
  queryOptions({ queryKey: ['team', teamId, 'self'], queryFn: () => api.get<TeamView>(`/api/teams/${teamId}`) });
export const teamFactsQuery = (teamId: string, on?: string) =>
  queryOptions({
    queryKey: ['team', teamId, 'facts', on ?? null],
    queryFn: () => api.get<z.output<typeof factsView>>(`/api/teams/${teamId}/facts`, { on }),
  });
export const consentsQuery = (teamId: string) =>
  queryOptions({
    queryKey: ['team', teamId, 'consents'],
    queryFn: () => api.get<z.output<typeof consentsView>>(`/api/teams/${teamId}/consents`),
  });
export const entitlementsQuery = (teamId: string) =>
  queryOptions({
    // Its applications move in cases, which know no team.
    staleTime: 0,
    queryKey: ['team', teamId, 'entitlements'],
    queryFn: () => api.get<EntitlementsView>(`/api/teams/${teamId}/entitlements`),
  });

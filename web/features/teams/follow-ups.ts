import { queryOptions, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { followedPage, followUpsView } from '../../../src/records/followUps/follow-up.contract.ts';
import { api } from '../../lib/api.ts';

export const followedQuery = (asked: { page?: number; size?: number; count?: string | undefined }) =>
  queryOptions({
    queryKey: ['follow-ups', 'teams', asked],
    queryFn: () => api.get<z.output<typeof followedPage>>('/api/followed-teams', { ...asked }),
  });
export const followUpsQuery = (teamId: string) =>
  queryOptions({
    queryKey: ['follow-ups', teamId],
    queryFn: () => api.get<z.output<typeof followUpsView>>(`/api/teams/${teamId}/follow-ups`),
  });

/** Reads again what a deed about a followed team changes. */
export function useFollowUpDeed() {
  const client = useQueryClient();
  return async (work: Promise<unknown>) => {
    await work;
    const keys = ['follow-ups', 'duties', 'team', 'teams', 'reach'];
    await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })));
  };
}

import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { followedPage, followUpsView } from '../../../src/records/followUps/follow-up.contract.ts';
import { api } from '../../lib/api.ts';
import { useDeed } from '../../lib/deed.ts';

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

export const useFollowUpDeed = () => useDeed('follow-ups', 'duties', 'team', 'teams', 'reach');

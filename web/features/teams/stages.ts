import { queryOptions, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { TeamStageView } from '../../../src/cases/stages/stage.contract.ts';
import type { standardsView } from '../../../src/records/stageStandards/stage-standard.contract.ts';
import { api } from '../../lib/api.ts';

export const stageQuery = (teamId: string) =>
  queryOptions({
    queryKey: ['team', teamId, 'stage'],
    queryFn: () => api.get<TeamStageView>(`/api/teams/${teamId}/stage`),
  });
export const standardsQuery = (carrierId: string) =>
  queryOptions({
    queryKey: ['carrier', carrierId, 'stage-standards'],
    queryFn: () => api.get<z.output<typeof standardsView>>(`/api/carriers/${carrierId}/stage-standards`),
  });

export function useStageDeed() {
  const client = useQueryClient();
  return async (work: Promise<unknown>) => {
    await work;
    await Promise.all(['team', 'teams', 'carrier'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  };
}

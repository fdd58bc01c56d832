import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { TeamStageView } from '../../../src/cases/stages/stage.contract.ts';
import type { standardsView } from '../../../src/records/stageStandards/stage-standard.contract.ts';
import { STAGES } from '../../../src/records/teams/team.contract.ts';
import { api } from '../../lib/api.ts';
import { useDeed } from '../../lib/deed.ts';

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

export const useStageDeed = () => useDeed('team', 'teams', 'carrier');
export const stageOf = (code: string | null) => STAGES.find((one) => one.code === code);

import { queryOptions } from '@tanstack/react-query';
import type {
  AssignmentsView,
  RunSummary,
  RunView,
  SeatsView,
} from '../../../src/cases/assignmentRuns/assignmentRun.contract.ts';
import type { CalibrationView } from '../../../src/cases/calibrations/calibration.contract.ts';
import { api } from '../../lib/api.ts';

export type { AssignmentsView, CalibrationView, RunSummary, RunView, SeatsView };

export const isLive = ({ state, interrupted }: Pick<RunSummary, 'state' | 'interrupted'>) =>
  (state === 'waiting' || state === 'solving') && !interrupted;

export const assignmentsQuery = (roundId: string) =>
  queryOptions({
    queryKey: ['assignments', roundId],
    queryFn: () => api.get<AssignmentsView>(`/api/rounds/${roundId}/assignments`),
    // While a plan is searched for, or one that was confirmed is being seated.
    refetchInterval: ({ state: { data } }) =>
      data?.runs.some(isLive) || (data && data.waiting > 0 && data.runs[0]?.state === 'confirmed') ? 2000 : false,
  });
export const runQuery = (roundId: string, runId: string, page: number) =>
  queryOptions({
    queryKey: ['assignments', roundId, runId, page],
    queryFn: () => api.get<RunView>(`/api/rounds/${roundId}/assignments/${runId}`, { page, size: 50 }),
    // While it is searched for, or its panels are being seated.
    refetchInterval: ({ state: { data } }) =>
      data &&
      (isLive(data) ||
        (data.state === 'confirmed' && data.seatedCases + data.failures.length < data.total - data.lacking))
        ? 1000
        : false,
  });
export const seatsQuery = (roundId: string, runId: string, caseId: string) =>
  queryOptions({
    queryKey: ['assignments', roundId, runId, 'case', caseId],
    queryFn: () => api.get<SeatsView>(`/api/rounds/${roundId}/assignments/${runId}/cases/${caseId}`),
  });
export const calibrationQuery = (roundId: string) =>
  queryOptions({
    queryKey: ['calibration', roundId],
    queryFn: () => api.get<CalibrationView>(`/api/rounds/${roundId}/calibration`),
  });

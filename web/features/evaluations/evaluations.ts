import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { consequencesView } from '../../../src/cases/consequences/consequence.contract.ts';
import type {
  EvaluationView,
  evaluationProceduresView,
  evaluationsView,
  historyView,
  membersView,
} from '../../../src/cases/evaluations/evaluation.contract.ts';
import type { GradingView, ResultView } from '../../../src/cases/gradings/grading.contract.ts';
import type { SampleVisitView } from '../../../src/cases/sampleVisits/sampleVisit.contract.ts';
import type { SelfEvaluationView } from '../../../src/cases/selfEvaluations/selfEvaluation.contract.ts';
import { api, type Query } from '../../lib/api.ts';

export const evaluationsQuery = (asked: Query) =>
  queryOptions({
    queryKey: ['evaluations', asked],
    queryFn: () => api.get<z.output<typeof evaluationsView>>('/api/evaluations', asked),
  });
export const evaluationProceduresQuery = queryOptions({
  queryKey: ['evaluation-procedures'],
  queryFn: () => api.get<z.output<typeof evaluationProceduresView>>('/api/evaluation-procedures'),
});
export const evaluationQuery = (roundId: string) =>
  queryOptions({
    queryKey: ['evaluation', roundId],
    queryFn: () => api.get<EvaluationView>(`/api/evaluations/${roundId}`),
  });
export const membersQuery = (roundId: string, asked: Query) =>
  queryOptions({
    queryKey: ['evaluation', roundId, 'members', asked],
    queryFn: () => api.get<z.output<typeof membersView>>(`/api/evaluations/${roundId}/members`, asked),
  });
export const historyQuery = (roundId: string, carrierId: string) =>
  queryOptions({
    queryKey: ['evaluation', roundId, 'history', carrierId],
    queryFn: () => api.get<z.output<typeof historyView>>(`/api/evaluations/${roundId}/history/${carrierId}`),
  });
export const gradingQuery = (roundId: string) =>
  queryOptions({
    queryKey: ['evaluation', roundId, 'grading'],
    queryFn: () => api.get<GradingView>(`/api/evaluations/${roundId}/grading`),
  });
export const consequencesQuery = (roundId: string) =>
  queryOptions({
    queryKey: ['evaluation', roundId, 'consequences'],
    queryFn: () => api.get<z.output<typeof consequencesView>>(`/api/evaluations/${roundId}/consequences`),
  });
export const selfEvaluationQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'self-evaluation'],
    queryFn: () => api.get<SelfEvaluationView>(`/api/cases/${caseId}/self-evaluation`),
  });
export const resultQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'result'],
    queryFn: () => api.get<ResultView>(`/api/cases/${caseId}/result`),
  });

/** Points as they are shown: to two places. */
export const inTwoPlaces = (points: number) => Math.round(points * 100) / 100;

/** 10, or 0至15 while something is not known. */
export function pointsInWords({ low, high }: { low: number; high: number | null }): string {
  if (high === null) return low === 0 ? '未定' : `${inTwoPlaces(low)}起`;
  return low === high ? String(inTwoPlaces(low)) : `${inTwoPlaces(low)}至${inTwoPlaces(high)}`;
}
export const sampleVisitQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'sample-visit'],
    queryFn: () => api.get<SampleVisitView>(`/api/cases/${caseId}/sample-visit`),
  });

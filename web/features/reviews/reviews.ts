import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { PanelView, proposalView } from '../../../src/cases/panels/panel.contract.ts';
import type { MyReviewView, myReviewsView } from '../../../src/cases/reviews/review.contract.ts';
import type { SiteVisitView } from '../../../src/cases/siteVisits/siteVisit.contract.ts';
import { api, type Query } from '../../lib/api.ts';

export type { MyReviewView, PanelView, SiteVisitView };
export type Proposal = z.output<typeof proposalView>;
export type MyReviews = z.output<typeof myReviewsView>;

export const RECOMMENDATIONS = { recommend: '建议通过', reserve: '保留意见', reject: '不建议通过' } as const;

export const myReviewsQuery = (asked: Query) =>
  queryOptions({ queryKey: ['my-reviews', asked], queryFn: () => api.get<MyReviews>('/api/me/reviews', asked) });
export const ownReviewQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'review'],
    queryFn: () => api.get<MyReviewView>(`/api/cases/${caseId}/review`),
  });
export const panelQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'panel'],
    queryFn: () => api.get<PanelView>(`/api/cases/${caseId}/panel`),
  });
export const proposalQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'proposal'],
    queryFn: () => api.get<Proposal>(`/api/cases/${caseId}/panel/proposal`),
    staleTime: 0,
  });
export const siteVisitQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'site-visit'],
    queryFn: () => api.get<SiteVisitView>(`/api/cases/${caseId}/site-visit`),
  });

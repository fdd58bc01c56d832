import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { CaseView, caseList } from '../../../src/cases/dossier/dossier.contract.ts';
import type {
  blankFormView,
  doorsView,
  formView,
  historyView,
  partiesView,
} from '../../../src/cases/intake/intake.contract.ts';
import type { inboxView } from '../../../src/cases/tasks/task.contract.ts';
import { api, type Query } from '../../lib/api.ts';

export type { CaseView };
export type CaseRow = z.output<typeof caseList>['rows'][number];
export type Form = z.output<typeof formView>;
export type FormField = Form['fields'][number];
export type BlankForm = z.output<typeof blankFormView>;
export type Door = z.output<typeof doorsView>['rows'][number];

export const tasksQuery = (asked: Query) =>
  queryOptions({ queryKey: ['tasks', asked], queryFn: () => api.get<z.output<typeof inboxView>>('/api/tasks', asked) });

export const casesQuery = (asked: Query) =>
  queryOptions({ queryKey: ['cases', asked], queryFn: () => api.get<z.output<typeof caseList>>('/api/cases', asked) });

export const caseQuery = (id: string) =>
  queryOptions({ queryKey: ['case', id], queryFn: () => api.get<CaseView>(`/api/cases/${id}`) });

export const formQuery = (id: string) =>
  queryOptions({ queryKey: ['case', id, 'form'], queryFn: () => api.get<Form>(`/api/cases/${id}/form`) });

export const formHistoryQuery = (id: string, field: string) =>
  queryOptions({
    queryKey: ['case', id, 'history', field],
    queryFn: () => api.get<z.output<typeof historyView>>(`/api/cases/${id}/form/history`, { field }),
  });

export const partiesQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'parties'],
    queryFn: () => api.get<z.output<typeof partiesView>>(`/api/cases/${id}/parties`),
  });

export const doorsQuery = queryOptions({
  queryKey: ['doors'],
  queryFn: () => api.get<z.output<typeof doorsView>>('/api/procedures'),
});

/** Pack ids hold a slash, so they travel in the query. */
export const blankFormQuery = (packId: string, procedureId: string, carrierId?: string | null) =>
  queryOptions({
    queryKey: ['carrier', carrierId ?? null, 'blank-form', packId, procedureId],
    queryFn: () =>
      carrierId
        ? api.get<BlankForm>(`/api/carriers/${carrierId}/procedure-form`, { packId, procedureId })
        : api.get<BlankForm>('/api/procedure-form', { packId, procedureId }),
  });

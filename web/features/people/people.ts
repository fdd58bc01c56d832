import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { PersonView, peopleView } from '../../../src/identity/people/people.contract.ts';
import type { organisationPage } from '../../../src/records/organisations/organisation.contract.ts';
import { api, type Query } from '../../lib/api.ts';

export type Person = PersonView;
export type Organisation = z.output<typeof organisationPage>['rows'][number];

export const peopleQuery = (asked: Query) =>
  queryOptions({
    queryKey: ['people', asked],
    queryFn: () => api.get<z.output<typeof peopleView>>('/api/people', asked),
  });
export const personQuery = (id: string) =>
  queryOptions({ queryKey: ['people', id], queryFn: () => api.get<Person>(`/api/people/${id}`) });

export const organisationsQuery = (asked: Query) =>
  queryOptions({
    queryKey: ['organisations', asked],
    queryFn: () => api.get<z.output<typeof organisationPage>>('/api/organisations', asked),
  });
export const organisationQuery = (id: string) =>
  queryOptions({
    queryKey: ['organisations', id],
    queryFn: () => api.get<Organisation>(`/api/organisations/${id}`),
  });

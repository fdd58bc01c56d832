import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { addDays, addMonths } from '../../../src/kernel/day.ts';
import type { admissionsView, admissionView } from '../../../src/records/admissions/admission.contract.ts';
import type { criteriaListView } from '../../../src/records/criteria/criteria.contract.ts';
import type { noticeEffectView } from '../../../src/records/departures/departure.contract.ts';
import { INCLUDED, RESIDENCY_STATES, type residencyView } from '../../../src/records/residencies/residency.contract.ts';
import type { statementView } from '../../../src/records/statements/statement.contract.ts';
import type { myTenanciesView, tenanciesView, tenancyView } from '../../../src/records/tenancies/tenancy.contract.ts';
import { api } from '../../lib/api.ts';
import { useDeed } from '../../lib/deed.ts';
import { showDay } from '../../lib/format.ts';

export type Admission = z.output<typeof admissionView>;
export type Residency = z.output<typeof residencyView>;
export type Content = Residency['content'];
export type Tenancy = z.output<typeof tenancyView>;
export type TenancyLine = z.output<typeof tenanciesView>['rows'][number];
export type Statement = z.output<typeof statementView>;
export type Payment = Tenancy['payments'][number];
export type Effect = z.output<typeof noticeEffectView>;
export type CriteriaList = z.output<typeof criteriaListView>['rows'];

const base = (carrierId: string) => `/api/carriers/${carrierId}`;

export const admissionsQuery = (
  carrierId: string,
  asked: { state?: string | undefined; page: number; count: string | undefined; size: number },
) =>
  queryOptions({
    queryKey: ['tenancy', carrierId, 'admissions', asked],
    queryFn: () => api.get<z.output<typeof admissionsView>>(`${base(carrierId)}/admissions`, asked),
  });
export const admissionQuery = (carrierId: string, admissionId: string) =>
  queryOptions({
    queryKey: ['tenancy', carrierId, 'admission', admissionId],
    queryFn: () => api.get<Admission>(`${base(carrierId)}/admissions/${admissionId}`),
  });
export const criteriaQuery = (carrierId: string) =>
  queryOptions({
    queryKey: ['tenancy', carrierId, 'criteria'],
    queryFn: () => api.get<z.output<typeof criteriaListView>>(`${base(carrierId)}/criteria`),
  });
export const tenanciesQuery = (
  carrierId: string,
  asked: { all: boolean; page: number; count: string | undefined; size: number },
) =>
  queryOptions({
    queryKey: ['tenancy', carrierId, 'tenancies', asked],
    queryFn: () => api.get<z.output<typeof tenanciesView>>(`${base(carrierId)}/tenancies`, asked),
  });
export const tenancyQuery = (carrierId: string, tenancyId: string) =>
  queryOptions({
    queryKey: ['tenancy', carrierId, 'tenancy', tenancyId],
    queryFn: () => api.get<Tenancy>(`${base(carrierId)}/tenancies/${tenancyId}`),
  });
export const myTenanciesQuery = queryOptions({
  queryKey: ['tenancy', 'mine'],
  queryFn: () => api.get<z.output<typeof myTenanciesView>>('/api/my/tenancies'),
});

/** What a notice for a day would come to; asked as the day is entered. */
export const noticeEffectQuery = (path: string, asked: { exitKind?: string; lastDay: string }) =>
  queryOptions({
    queryKey: ['tenancy', 'effect', path, asked],
    queryFn: () => api.get<Effect>(path, asked),
    retry: false,
  });

export const useTenancyDeed = () => useDeed('tenancy');

/** An agreement of the stay is under way or in force; one that is void or lapsed agrees on nothing. */
export const isAgreed = ({ residencies }: Pick<Tenancy, 'residencies'>) =>
  residencies.some(({ state }) => RESIDENCY_STATES[state].stands);

export const includedWords = (codes: readonly string[] | null) =>
  (codes ?? []).map((code) => INCLUDED.find((one) => one.code === code)?.zh ?? code).join('、') || '无';

/** How long the stay is free, of what, and its last free day: counted from the first day of the stay. */
export const freeWords = ({ since, freeMonths, includes }: Pick<Tenancy, 'since' | 'freeMonths' | 'includes'>) =>
  freeMonths
    ? `${freeMonths}个月，含${includedWords(includes)}，到${showDay(addDays(addMonths(since, freeMonths), -1))}为止`
    : '无';

import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { MoneyUnit } from '../../../src/kernel/money.ts';
import type {
  bookView,
  kindsView,
  recordPage,
  recordView,
  versionsView,
} from '../../../src/records/keeping/keeping.contract.ts';
import { api } from '../../lib/api.ts';
import { showArea, showDay, showMoney, showNumber } from '../../lib/format.ts';

export type Kinds = z.output<typeof kindsView>;
export type Kind = Kinds['kinds'][number];
export type Field = Kind['fields'][number];
export type KeptRecord = z.output<typeof recordView>;

/** Whose records: a carrier's, or a team's own. */
export interface Owner {
  readonly kind: 'carrier' | 'team';
  readonly id: string;
}
export const carrierOwner = (id: string): Owner => ({ kind: 'carrier', id });
export const ownerPath = ({ kind, id }: Owner) => `/api/${kind}s/${id}`;
export const recordsPath = (owner: Owner, kind: string) => `${ownerPath(owner)}/records/${kind}`;
export const sheetPath = (owner: Owner, kind: string) => `${ownerPath(owner)}/sheets/${kind}`;

export const kindsQuery = queryOptions({
  queryKey: ['record-kinds'],
  queryFn: () => api.get<Kinds>('/api/record-kinds'),
  staleTime: Number.POSITIVE_INFINITY,
});

export const teamKindsQuery = queryOptions({
  queryKey: ['team-record-kinds'],
  queryFn: () => api.get<Kinds>('/api/team-record-kinds'),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Of a team's book also how many entries wait for the operator. */
type Book = Omit<z.output<typeof bookView>['rows'][number], 'kind'> & { kind: string; unconfirmed?: number };
export const booksQuery = (owner: Owner) =>
  queryOptions({
    queryKey: [owner.kind, owner.id, 'books'],
    queryFn: () => api.get<{ rows: Book[] }>(`${ownerPath(owner)}/books`),
  });

export interface RecordsAsked {
  on?: string | undefined;
  history?: string | undefined;
  q?: string | undefined;
  sort?: string | undefined;
  page?: number;
  size?: number;
}
export const recordsQuery = (owner: Owner, kind: string, asked: RecordsAsked) =>
  queryOptions({
    queryKey: [owner.kind, owner.id, 'records', kind, asked],
    queryFn: () => api.get<z.output<typeof recordPage>>(recordsPath(owner, kind), { ...asked }),
  });

export const versionsQuery = (owner: Owner, kind: string, recordId: string) =>
  queryOptions({
    queryKey: [owner.kind, owner.id, 'records', kind, recordId, 'versions'],
    queryFn: () => api.get<z.output<typeof versionsView>>(`${recordsPath(owner, kind)}/${recordId}/versions`),
  });

/** A stored value as people read it; what is not stated stays visibly so. */
export function showValue(field: Field, value: unknown, label?: string | null): string {
  if (value === null || value === undefined || value === '') return '—';
  const words = (code: unknown) => field.options?.find((option) => option.code === code)?.zh ?? String(code);
  switch (field.type) {
    case 'money':
      return showMoney(Number(value));
    case 'area':
      return showArea(Number(value));
    case 'count':
      // A year is no number of something: its digits are not grouped.
      return `${field.unit === '年' ? value : showNumber(Number(value))}${field.unit ?? ''}`;
    case 'months':
      return `${showNumber(Number(value))}个月`;
    case 'date':
      return showDay(String(value));
    case 'flag':
      return value ? '是' : '否';
    case 'option':
      return words(value);
    case 'options':
      return Array.isArray(value) ? value.map(words).join('、') : '—';
    case 'reference':
      return label ?? '—';
    default:
      return String(value);
  }
}

export const moneyUnit = (field: Field) => (field.unit ?? '元') as MoneyUnit;
export const unitLabel = (field: Field) =>
  field.unit === 'm2' ? '平方米' : field.type === 'months' ? '个月' : field.unit;

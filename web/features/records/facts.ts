import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { factsView } from '../../../src/facts/fact.contract.ts';
import { api } from '../../lib/api.ts';
import { showMeasure } from '../../lib/format.ts';

export type Facts = z.output<typeof factsView>;
export type FactRow = Facts['facts'][number];

export const factsQuery = (carrierId: string, on?: string) =>
  queryOptions({
    queryKey: ['carrier', carrierId, 'facts', on],
    queryFn: () => api.get<Facts>(`/api/carriers/${carrierId}/facts`, { on }),
  });

/** A value of a fact as people read it; codes become the words of their list. */
export function factWords(fact: FactRow, value: FactRow['value']): string {
  const words = (code: unknown) => fact.options?.find((option) => option.code === code)?.zh ?? code;
  if (Array.isArray(value)) return value.length > 0 ? value.map(words).join('、') : '无';
  return showMeasure(words(value), fact.unit);
}

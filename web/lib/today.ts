import { queryOptions, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { demoClockView } from '../../src/identity/demo-clock/demo-clock.contract.ts';
import { api } from './api.ts';
import { dayInShanghai } from './format.ts';
import { useSession } from './session.ts';

export const demoClockQuery = queryOptions({
  queryKey: ['demo-clock'],
  queryFn: () => api.get<z.output<typeof demoClockView>>('/api/demo/clock'),
  staleTime: 60_000,
});

/** The day it is for the server: in demo mode the clock may have been moved ahead. */
export function useToday(): string {
  const { demo } = useSession();
  const { data } = useQuery({ ...demoClockQuery, enabled: demo });
  return data?.today ?? dayInShanghai(new Date());
}

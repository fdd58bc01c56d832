import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
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

const TICK = 15_000;

/** The moment it is for the server, in milliseconds, looked at again every quarter of a minute. */
export function useNow(): number {
  const { demo } = useSession();
  const { data, dataUpdatedAt } = useQuery({ ...demoClockQuery, enabled: demo });
  const [here, setHere] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setHere(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  return data ? Math.max(here, dataUpdatedAt) + Date.parse(data.now) - dataUpdatedAt : here;
}

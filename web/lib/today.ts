import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';
import { dayInShanghai } from './format.ts';
import { useSession } from './session.ts';

/** The day it is for the server: in demo mode the clock may have been moved ahead. */
export function useToday(): string {
  const { demo } = useSession();
  const { data } = useQuery({
    queryKey: ['demo-clock'],
    queryFn: () => api.get<{ now: string; today: string }>('/api/demo/clock'),
    enabled: demo,
    staleTime: 60_000,
  });
  return data?.today ?? dayInShanghai(new Date());
}

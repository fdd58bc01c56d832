import { queryOptions, useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { SubjectKind } from '../../src/identity/reach.contract.ts';
import type { DemoAccount, SessionView } from '../../src/identity/sessions/session.contract.ts';
import { api, rememberCsrfToken } from './api.ts';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    const session = await api.get<SessionView>('/api/session');
    rememberCsrfToken(session.csrfToken);
    return session;
  },
  staleTime: 60_000,
});

export const demoAccountsQuery = queryOptions({
  queryKey: ['demo-accounts'],
  queryFn: () => api.get<{ rows: DemoAccount[]; password: string }>('/api/session/demo'),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useSession(): SessionView {
  return useSuspenseQuery(sessionQuery).data;
}

/** Whether the actor may use a permission at all; the server looks at the subject. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes(permission);
}

/** Whether the actor may use a permission on this very subject; nothing is offered before the server has said so. */
export function useMayOn(about: SubjectKind, id: string | null | undefined): (permission: string) => boolean {
  const { data } = useQuery({
    queryKey: ['reach', about, id],
    queryFn: () => api.get<{ permissions: string[] }>('/api/reach', { about, id }),
    enabled: !!id,
    staleTime: 60_000,
  });
  return (permission) => data?.permissions.includes(permission) ?? false;
}

/** A change of who one is: everything that was read before belongs to somebody else. */
export function useSessionChange<I>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: I) => api.post(path, input),
    onSuccess: async () => {
      // At one stroke: nothing is asked in between for whom one was, with the session of whom one is.
      const session = await client.fetchQuery({ ...sessionQuery, queryKey: ['session', 'next'], staleTime: 0 });
      client.removeQueries({
        predicate: ({ queryKey }) =>
          queryKey[1] === 'next' || (queryKey[0] !== 'session' && queryKey[0] !== 'demo-accounts'),
      });
      client.setQueryData(sessionQuery.queryKey, session);
    },
  });
}

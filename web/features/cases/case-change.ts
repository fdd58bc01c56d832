import { useMutation, useQueryClient } from '@tanstack/react-query';

/** A command on a case: afterwards everything that is shown of it, and the inbox, is asked for again. */
export function useCaseChange<I>(caseId: string, act: (input: I) => Promise<unknown>, done?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      done?.();
      await Promise.all([
        client.invalidateQueries({ queryKey: ['case', caseId] }),
        client.invalidateQueries({ queryKey: ['tasks'] }),
        client.invalidateQueries({ queryKey: ['cases'] }),
      ]);
    },
  });
}

import { useQueryClient } from '@tanstack/react-query';

/** After a deed all that it may have changed is read again: `of` names what begins the keys of those queries. */
export function useDeed(...of: string[]) {
  const client = useQueryClient();
  return async <T>(deed: Promise<T>): Promise<T> => {
    const done = await deed;
    await Promise.all(of.map((key) => client.invalidateQueries({ queryKey: [key] })));
    return done;
  };
}

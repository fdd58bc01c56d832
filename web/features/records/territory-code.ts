import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { territoryView } from '../../../src/records/territories/territory.contract.ts';
import { api } from '../../lib/api.ts';

type Territory = z.output<typeof territoryView>;

/** The GB/T 2260 code of a territory; a zone has none and takes that of what it lies in. */
export function useTerritoryCode(territoryId: string | undefined): string | null {
  const { data } = useQuery({
    queryKey: ['territory-code', territoryId],
    queryFn: async () => {
      let id: string | null = territoryId ?? null;
      while (id !== null) {
        const territory: Territory = await api.get<Territory>(`/api/territories/${id}`);
        if (territory.code) return territory.code;
        id = territory.parentId;
      }
      return null;
    },
    enabled: !!territoryId,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? null;
}

/** Whether a document of one division binds in another: 430000 covers 430104. The fictional province covers only itself. */
export function covers(code: string, other: string): boolean {
  const prefix = code.replace(/(00)+$/, '');
  return prefix === '' ? other === code : other.startsWith(prefix);
}

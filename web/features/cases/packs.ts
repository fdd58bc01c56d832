import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export interface PackRow {
  id: string;
  hash: string;
  title: string;
  procedures: {
    id: string;
    title: string;
    purpose: 'recognition' | 'filing' | 'change';
    intake: 'round' | 'rolling';
  }[];
}

export const packsQuery = queryOptions({
  queryKey: ['packs'],
  queryFn: () => api.get<{ rows: PackRow[] }>('/api/packs'),
  staleTime: 60_000,
});

import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { territoryPage, territoryView } from '../../src/records/territories/territory.contract.ts';
import { api } from '../lib/api.ts';
import { Picker, type PickerProps, useTyped } from './picker.tsx';

/** A division or a zone by part of its name, its pinyin or its GB/T 2260 code. */
export function TerritoryPicker({ value, ...props }: PickerProps) {
  const [q, onSearch] = useTyped();
  const { data } = useQuery({
    queryKey: ['territories', q],
    queryFn: () => api.get<z.output<typeof territoryPage>>('/api/territories', { q, size: 30 }),
  });
  const { data: chosen } = useQuery({
    queryKey: ['territory', value],
    queryFn: () => api.get<z.output<typeof territoryView>>(`/api/territories/${value}`),
    enabled: !!value,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const rows = [...(chosen ? [chosen] : []), ...(data?.rows ?? []).filter((row) => row.id !== chosen?.id)];
  return (
    <Picker
      {...props}
      value={value ?? null}
      placeholder="输入名称、拼音或区划代码"
      options={rows.map((row) => ({ value: row.id, label: row.fullName }))}
      onSearch={onSearch}
    />
  );
}

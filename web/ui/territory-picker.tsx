import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { territoryPage, territoryView } from '../../src/records/territories/territory.contract.ts';
import { api } from '../lib/api.ts';
import { useSearchState } from '../lib/search.ts';
import { Picker, type PickerProps, useTyped } from './picker.tsx';

/** A division or a zone by part of its name, its pinyin or its GB/T 2260 code; `within`: of what lies in that one. */
export function TerritoryPicker({ value, within, ...props }: PickerProps & { within?: string | undefined }) {
  const [q, onSearch] = useTyped();
  const { data } = useQuery({
    queryKey: ['territories', q, within],
    queryFn: () => api.get<z.output<typeof territoryPage>>('/api/territories', { q, withinId: within, size: 30 }),
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

/** A place as a filter of a list, in the address. */
export function TerritoryFilter({ name, label }: { name: string; label: string }) {
  const [search, change] = useSearchState();
  const id = `filter-${name}`;
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <TerritoryPicker
        id={id}
        value={search[name] ?? null}
        onChange={(picked) => change({ [name]: picked ?? undefined })}
      />
    </div>
  );
}

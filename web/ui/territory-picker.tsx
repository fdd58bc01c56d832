import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { z } from 'zod';
import type { territoryPage, territoryView } from '../../src/records/territories/territory.contract.ts';
import { api } from '../lib/api.ts';

interface TerritoryPickerProps {
  id?: string;
  value?: string | null;
  onChange?: (id: string | null) => void;
}

/** A division or a zone by part of its name, its pinyin or its GB/T 2260 code. */
export function TerritoryPicker({ id, value, onChange }: TerritoryPickerProps) {
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const { data } = useQuery({
    queryKey: ['territories', q],
    queryFn: () => api.get<z.output<typeof territoryPage>>('/api/territories', { q: q || undefined, size: 30 }),
  });
  const { data: chosen } = useQuery({
    queryKey: ['territory', value],
    queryFn: () => api.get<z.output<typeof territoryView>>(`/api/territories/${value}`),
    enabled: !!value,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const rows = [...(chosen ? [chosen] : []), ...(data?.rows ?? []).filter((row) => row.id !== chosen?.id)];
  return (
    <Select
      id={id}
      value={value ?? undefined}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder="输入名称、拼音或区划代码"
      options={rows.map((row) => ({ value: row.id, label: row.fullName }))}
      onChange={(picked) => onChange?.(picked ?? null)}
    />
  );
}

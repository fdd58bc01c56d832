import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { carriersQuery } from './carriers.ts';

interface CarrierPickerProps {
  id?: string;
  value?: string | null;
  onChange?: (id: string | null) => void;
}

/** A carrier by part of its name or its pinyin. */
export function CarrierPicker({ id, value, onChange }: CarrierPickerProps) {
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const { data } = useQuery(carriersQuery({ q: q || undefined, size: 30 }));
  return (
    <Select
      id={id}
      value={value ?? undefined}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder="输入名称或拼音"
      options={data?.rows.map((row) => ({ value: row.id, label: `${row.name}(${row.territoryName})` })) ?? []}
      onChange={(picked) => onChange?.(picked ?? null)}
    />
  );
}

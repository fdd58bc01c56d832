import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { organisationsQuery } from '../features/people/people.ts';

interface OrganisationPickerProps {
  id?: string;
  value?: string | null;
  onChange?: (id: string | null) => void;
  kind?: string;
}

/** An organisation by part of its name, its pinyin or its code. */
export function OrganisationPicker({ id, value, onChange, kind }: OrganisationPickerProps) {
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const { data } = useQuery(organisationsQuery({ q: q || undefined, kind, size: 30 }));
  return (
    <Select
      id={id}
      value={value ?? undefined}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder="输入名称、拼音或统一社会信用代码"
      options={data?.rows.map((row) => ({ value: row.id, label: `${row.name}(${row.territoryName})` })) ?? []}
      onChange={(picked) => onChange?.(picked ?? null)}
    />
  );
}

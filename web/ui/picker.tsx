import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';

export interface PickerProps {
  id?: string;
  value?: string | null;
  onChange?: (id: string | null) => void;
}

interface FoundProps extends PickerProps {
  placeholder: string;
  options: readonly { value: string; label: string }[];
  onSearch: (typed: string) => void;
}

/** What is typed into a picker, as the server is asked for it: undefined for nothing. */
export function useTyped(): [q: string | undefined, onSearch: (typed: string) => void] {
  const [typed, setTyped] = useState('');
  return [useDeferredValue(typed.trim()) || undefined, setTyped];
}

/** One of what the server finds for the words that are typed. */
export function Picker({ id, value, onChange, placeholder, options, onSearch }: FoundProps) {
  return (
    <Select
      id={id}
      value={value ?? undefined}
      allowClear
      showSearch={{ filterOption: false, onSearch }}
      placeholder={placeholder}
      options={[...options]}
      onChange={(picked) => onChange?.(picked ?? null)}
    />
  );
}

export const named = (rows: readonly { id: string; name: string; territoryName: string }[] = []) =>
  rows.map((row) => ({ value: row.id, label: `${row.name}(${row.territoryName})` }));

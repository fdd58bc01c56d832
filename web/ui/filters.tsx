import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useEffect, useState } from 'react';
import { useSearchState } from '../lib/search.ts';
import { useLabel, useWords } from '../lib/words.ts';
import { dayFormats } from './inputs.tsx';

const UNFILTERED = ['page', 'sort', 'count'];

/** Filters above a list; each writes the address. */
export function Filters({ children }: { children: ReactNode }) {
  const t = useWords();
  const [search, change] = useSearchState();
  const given = Object.keys(search).filter((key) => !UNFILTERED.includes(key) && search[key]);
  return (
    <form className="filters" aria-label="筛选" onSubmit={(event) => event.preventDefault()}>
      {children}
      {given.length > 0 && (
        <Button onClick={() => change(Object.fromEntries(given.map((key) => [key, undefined])))}>{t('清除')}</Button>
      )}
    </form>
  );
}

export function SearchFilter({ name = 'q', label }: { name?: string; label: string }) {
  const t = useWords();
  const [search, change] = useSearchState();
  const [text, setText] = useState(search[name] ?? '');
  useEffect(() => setText(search[name] ?? ''), [search, name]);
  const commit = () => {
    if (text.trim() !== (search[name] ?? '')) change({ [name]: text.trim() || undefined });
  };
  return (
    <div className="filter">
      <label htmlFor={`filter-${name}`}>{t(label)}</label>
      <Input
        id={`filter-${name}`}
        value={text}
        allowClear
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onPressEnter={commit}
      />
    </div>
  );
}

interface ChoiceFilterProps {
  name: string;
  label: string;
  options: readonly { value: string; label: string | { zh: string; en: string } }[];
  all?: string;
}
/** The rows of a table as choices, in the reader’s language. */
export const choicesOf = (table: Readonly<Record<string, { zh: string; en: string }>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }));

export function ChoiceFilter({ name, label, options, all = '全部' }: ChoiceFilterProps) {
  const words = useLabel();
  const t = useWords();
  const [search, change] = useSearchState();
  const id = `filter-${name}`;
  const shown = options.map((one) => ({ ...one, label: typeof one.label === 'string' ? one.label : words(one.label) }));
  return (
    <div className="filter">
      <label htmlFor={id}>{t(label)}</label>
      <Select
        id={id}
        aria-label={label}
        value={search[name] ?? ''}
        options={[{ value: '', label: t(all) }, ...shown]}
        onChange={(value) => change({ [name]: value || undefined })}
        popupMatchSelectWidth={false}
      />
    </div>
  );
}

export function DayFilter({ name, label }: { name: string; label: string }) {
  const [search, change] = useSearchState();
  const id = `filter-${name}`;
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <DatePicker
        id={id}
        value={search[name] ? dayjs(search[name]) : null}
        format={dayFormats()}
        placeholder="今日"
        onChange={(value) => change({ [name]: value ? value.format('YYYY-MM-DD') : undefined })}
      />
    </div>
  );
}

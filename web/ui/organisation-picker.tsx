import { useQuery } from '@tanstack/react-query';
import { organisationsQuery } from '../features/people/people.ts';
import { named, Picker, type PickerProps, useTyped } from './picker.tsx';

/** An organisation by part of its name, its pinyin or its code. */
export function OrganisationPicker({ kind, ...props }: PickerProps & { kind?: string }) {
  const [q, onSearch] = useTyped();
  const { data } = useQuery(organisationsQuery({ q, kind, size: 30 }));
  return (
    <Picker {...props} placeholder="输入名称、拼音或统一社会信用代码" options={named(data?.rows)} onSearch={onSearch} />
  );
}

import { useQuery } from '@tanstack/react-query';
import { named, Picker, type PickerProps, useTyped } from '../../ui/picker.tsx';
import { carriersQuery } from './carriers.ts';

/** A carrier by part of its name or its pinyin. */
export function CarrierPicker(props: PickerProps) {
  const [q, onSearch] = useTyped();
  const { data } = useQuery(carriersQuery({ q, size: 30 }));
  return <Picker {...props} placeholder="输入名称或拼音" options={named(data?.rows)} onSearch={onSearch} />;
}

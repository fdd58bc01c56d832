import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { linesQuery } from '../bookings/bookings.ts';

interface DeskCodesProps {
  id?: string;
  value?: string | null;
  onChange?: (codes: string) => void;
}

/** Which desks: typed, or chosen from the space's lines. Those named here show as taken and cannot be booked. */
export function DeskCodes({ id, value, onChange }: DeskCodesProps) {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const { data } = useQuery({ ...linesQuery(carrierId), enabled: carrierId !== '' });
  const chosen = (value ?? '').split(/[、,，;；\s]+/).filter((code) => code !== '');
  const codes = (data?.rows ?? [])
    .filter(({ kind }) => kind === 'desk')
    .flatMap(({ name, count }) =>
      count === 1 ? [name] : Array.from({ length: Math.min(count, 300) }, (_, index) => `${name}-${index + 1}`),
    )
    .filter((code) => !chosen.includes(code));
  return (
    <div className="stack-s">
      <Input id={id} value={value ?? ''} onChange={({ target }) => onChange?.(target.value)} />
      {codes.length > 0 && (
        <Select
          aria-label="从登记的工位中添加"
          placeholder="从登记的工位中添加"
          showSearch
          value={null}
          options={codes.map((code) => ({ value: code, label: code }))}
          onChange={(code: string | null) => code && onChange?.([...chosen, code].join('、'))}
        />
      )}
    </div>
  );
}

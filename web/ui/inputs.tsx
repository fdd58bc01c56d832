import { DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useMemo, useState } from 'react';
import { decimalOf, type Fen, type MoneyUnit, parseMoney } from '../../src/kernel/money.ts';
import { english } from '../lib/english.ts';

/** The first is shown, all may be typed. */
export const dayFormats = () => (english === null ? DAY_FORMATS : ENGLISH_DAYS);
const DAY_FORMATS = ['YYYY年M月D日', 'YYYY-MM-DD', 'YYYY-M-D', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD'];
const ENGLISH_DAYS = ['D MMM YYYY', ...DAY_FORMATS];

interface FieldProps<V> {
  id?: string | undefined;
  value?: V | null | undefined;
  onChange?: ((value: V | null) => void) | undefined;
  disabled?: boolean | undefined;
}

/** `YYYY-MM-DD`. */
export function DayInput({ id, value, onChange, disabled }: FieldProps<string>) {
  // The same day is the same object: what is being typed is not lost when something else is drawn anew.
  const day = useMemo(() => (value ? dayjs(value) : null), [value]);
  return (
    <DatePicker
      id={id}
      value={day}
      format={dayFormats()}
      placeholder="如2026年11月3日"
      disabled={disabled}
      style={{ width: '100%', maxWidth: '16rem' }}
      onChange={(picked) => onChange?.(picked ? picked.format('YYYY-MM-DD') : null)}
    />
  );
}

/** A day and a time of day, as the instant at which a clock in Asia/Shanghai shows them. */
export function MomentInput({ id, value, onChange }: FieldProps<string>) {
  const shanghai = useMemo(
    () => (value ? dayjs(new Date(value).getTime() + (new Date(value).getTimezoneOffset() + 480) * 60_000) : null),
    [value],
  );
  return (
    <DatePicker
      id={id}
      value={shanghai}
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      format={dayFormats().map((format) => `${format} HH:mm`)}
      placeholder="如2026年11月3日 17:00"
      style={{ width: '100%', maxWidth: '20rem' }}
      // Enter confirms the moment; it does not hand in the form around it. Natively, so that it still opens the list.
      onKeyDown={({ key, nativeEvent }) => key === 'Enter' && nativeEvent.preventDefault()}
      onChange={(picked) =>
        onChange?.(picked ? new Date(`${picked.format('YYYY-MM-DDTHH:mm')}:00+08:00`).toISOString() : null)
      }
    />
  );
}

interface DecimalProps extends FieldProps<number> {
  unit?: string | null;
  whole?: boolean;
}

/** A number with its unit beside it. What is no number is sent as typed, so that the server refuses it at the field. */
export function NumberInput({ id, value, onChange, unit, whole, disabled }: DecimalProps) {
  const [text, setText] = useState(value === null || value === undefined ? '' : String(value));
  return (
    <Input
      id={id}
      value={text}
      disabled={disabled}
      inputMode={whole ? 'numeric' : 'decimal'}
      suffix={unit ?? undefined}
      style={{ maxWidth: '16rem' }}
      onChange={(event) => {
        setText(event.target.value);
        const plain = clean(event.target.value);
        const number = Number(plain);
        onChange?.(plain === '' ? null : Number.isNaN(number) ? (event.target.value as never) : number);
      }}
    />
  );
}
const clean = (text: string) => text.normalize('NFKC').replace(/[,\s]/g, '');

interface MoneyProps extends FieldProps<number> {
  unit: MoneyUnit;
}

/** Typed in the unit of the label, kept in fen; what is no amount is sent as typed and refused at the field. */
export function MoneyInput({ id, value, onChange, unit, disabled }: MoneyProps) {
  const [text, setText] = useState(value === null || value === undefined ? '' : decimalOf(value as Fen, unit));
  return (
    <Input
      id={id}
      value={text}
      disabled={disabled}
      inputMode="decimal"
      suffix={unit}
      style={{ maxWidth: '16rem' }}
      onChange={(event) => {
        const typed = event.target.value;
        setText(typed);
        try {
          onChange?.(typed.trim() === '' ? null : parseMoney(typed, unit));
        } catch {
          onChange?.(typed as never);
        }
      }}
    />
  );
}

interface ChoiceProps extends FieldProps<string> {
  options: readonly { value: string; label: string }[];
  searchable?: boolean;
  placeholder?: string;
}
export function ChoiceInput({
  id,
  value,
  onChange,
  options,
  searchable,
  disabled,
  placeholder = '请选择',
}: ChoiceProps) {
  return (
    <Select
      id={id}
      value={value ?? undefined}
      disabled={disabled}
      allowClear
      placeholder={placeholder}
      showSearch={searchable ? { optionFilterProp: 'label' } : false}
      options={[...options]}
      style={{ width: '100%', maxWidth: '32rem' }}
      onChange={(picked) => onChange?.(picked ?? null)}
    />
  );
}

import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input, Radio } from 'antd';
import { Form } from '../../ui/form.tsx';
import { ChoiceInput, DayInput, MoneyInput, NumberInput } from '../../ui/inputs.tsx';
import { type Field, type Kind, moneyUnit, type Owner, recordsQuery, unitLabel } from './records.ts';

/** The form of one kind of record, from its metadata. Names of fields are the server's paths (`values.area`). */
export function RecordFields({ kind, owner }: { kind: Kind; owner: Owner }) {
  return kind.fields.map((field) => (
    <Form.Item
      key={field.name}
      name={['values', field.name]}
      label={field.material ? `${field.zh}（重大事项）` : field.zh}
      extra={field.hint ?? undefined}
      rules={field.required ? [{ required: true, message: `请填写${field.zh}` }] : []}
    >
      <FieldInput field={field} owner={owner} />
    </Form.Item>
  ));
}

interface FieldInputProps {
  field: Field;
  owner: Owner;
  id?: string;
  value?: never;
  onChange?: (value: unknown) => void;
}

function FieldInput({ field, owner, ...given }: FieldInputProps) {
  const options = (field.options ?? []).map(({ code, zh }) => ({ value: code, label: zh }));
  switch (field.type) {
    case 'longText':
      return <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} {...given} />;
    case 'count':
    case 'months':
      return <NumberInput whole unit={unitLabel(field) ?? null} {...given} />;
    case 'area':
      return <NumberInput unit={unitLabel(field) ?? null} {...given} />;
    case 'money':
      return <MoneyInput unit={moneyUnit(field)} {...given} />;
    case 'date':
      return <DayInput {...given} />;
    case 'flag':
      return (
        <Radio.Group
          {...given}
          onChange={(event) => given.onChange?.(event.target.value)}
          options={[
            { value: true, label: '是' },
            { value: false, label: '否' },
          ]}
        />
      );
    case 'option':
      return <ChoiceInput options={options} {...given} />;
    case 'options':
      return <Checkbox.Group options={options} {...given} />;
    case 'reference':
      return <ReferenceInput kind={field.refersTo ?? ''} owner={owner} {...given} />;
    default:
      return <Input {...given} />;
  }
}

function ReferenceInput({
  kind,
  owner,
  ...given
}: {
  kind: string;
  owner: Owner;
  value?: never;
  onChange?: (value: unknown) => void;
}) {
  const { data } = useQuery(recordsQuery(owner, kind, { history: 'true', size: 200 }));
  const options = (data?.rows ?? []).map((row) => ({ value: row.id, label: row.label }));
  return (
    <ChoiceInput
      searchable
      options={options}
      placeholder={data && options.length === 0 ? '尚无可选的记录，请先登记' : '请选择'}
      {...given}
    />
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Radio } from 'antd';
import { FACTS, type FactKey } from '../../../src/facts/vocabulary.ts';
import type { FactDefinition } from '../../../src/kernel/fact.ts';
import { api } from '../../lib/api.ts';
import { useToday } from '../../lib/today.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { FilePicker, type PickedFile } from '../../ui/file-picker.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput, DayInput, MoneyInput, NumberInput } from '../../ui/inputs.tsx';
import { Notice } from '../../ui/page.tsx';
import { type FactRow, factWords } from './facts.ts';
import { uploadEvidence } from './record-dialog.tsx';
import { carrierOwner } from './records.ts';

interface Entered {
  value: unknown;
  validFrom: string;
  validTo?: string | null;
  note?: string;
  fileId?: PickedFile | null;
}

interface DeclareDialogProps {
  carrierId: string;
  fact: FactRow;
  onClose: () => void;
}

/** States a fact from a day on, with the file that shows it. What records say goes before what is stated. */
export function DeclareDialog({ carrierId, fact, onClose }: DeclareDialogProps) {
  const [form] = Form.useForm<Entered>();
  const client = useQueryClient();
  const today = useToday();
  const showFields = useFieldErrors(form);
  const declare = useMutation({
    mutationFn: ({ value, fileId, note, ...rest }: Entered) =>
      api.post(`/api/carriers/${carrierId}/declared-facts`, {
        key: fact.key,
        value: stored(fact, value),
        note: note || null,
        fileId: fileId?.id ?? null,
        ...rest,
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['carrier', carrierId] });
      onClose();
    },
    onError: showFields,
  });
  const before = fact.declared ?? fact.stale;
  return (
    <Dialog title={`申报 · ${fact.zh}`} open onClose={onClose}>
      {fact.means && <p className="soft small">{fact.means}</p>}
      {fact.obtained === 'derived' && (
        <Notice tone="warn" title={`日常记录算出的是：${factWords(fact, fact.value)}`}>
          <p>判定以日常记录为准；申报值与之不一致时会标明，供审核人员核对。</p>
        </Notice>
      )}
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          value: before ? entered(fact, before.value) : undefined,
          validFrom: today,
          note: before?.note ?? '',
          fileId: before?.fileId ? { id: before.fileId, name: '' } : null,
        }}
        onFinish={(given) => declare.mutate(given)}
      >
        <Form.Item name="value" label={fact.zh} rules={[{ required: true, message: `请填写${fact.zh}` }]}>
          <FactInput fact={fact} />
        </Form.Item>
        <Form.Item name="validFrom" label="自" extra="之前申报的值到前一日为止" rules={REQUIRED('请填写起始日期')}>
          <DayInput />
        </Form.Item>
        <Form.Item
          name="validTo"
          label="至"
          extra="最后一天；不填的，按年度计算的指标到当年年底为止，其他指标自起始日起计十二个月，到期须重新申报"
        >
          <DayInput />
        </Form.Item>
        <Form.Item name="fileId" label="佐证文件" extra="PDF、图片、Word、Excel，不超过50MB">
          <FilePicker upload={(files) => uploadEvidence(carrierOwner(carrierId), files)} />
        </Form.Item>
        <Form.Item name="note" label="说明">
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={declare.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={declare.isPending}>
              申报
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

type Asked = Pick<FactRow, 'type' | 'unit' | 'options'>;

/** What of a fact its field asks for. */
export function factOf(key: string): Asked {
  const { type, unit = '', options }: FactDefinition = FACTS[key as FactKey];
  return { type, unit, options: options ? [...options] : null };
}

/** A share is entered in percent and stored as a part of 1. */
export const stored = (fact: Asked, value: unknown) =>
  fact.type === 'ratio' && typeof value === 'number' ? Number((value / 100).toFixed(6)) : value;
export const entered = (fact: Asked, value: unknown) =>
  fact.type === 'ratio' && typeof value === 'number' ? Number((value * 100).toFixed(4)) : value;

interface FactInputProps {
  fact: Asked;
  id?: string;
  value?: never;
  onChange?: (value: unknown) => void;
}

/** The field for a value of the fact's type. */
export function FactInput({ fact, ...given }: FactInputProps) {
  const options = (fact.options ?? []).map(({ code, zh }) => ({ value: code, label: zh }));
  switch (fact.type) {
    case 'count':
    case 'months':
      return <NumberInput whole unit={fact.type === 'months' ? '个月' : fact.unit} {...given} />;
    case 'area':
      return <NumberInput unit={fact.unit === 'm2' ? '平方米' : fact.unit} {...given} />;
    case 'ratio':
      return <NumberInput unit="%" {...given} />;
    case 'money':
      return <MoneyInput unit="万元" {...given} />;
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
    case 'set':
      return <Checkbox.Group options={options} {...given} />;
    default:
      return options.length > 0 ? (
        <ChoiceInput options={options} {...given} />
      ) : (
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} {...given} />
      );
  }
}

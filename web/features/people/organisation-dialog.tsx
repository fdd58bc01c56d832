import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Radio } from 'antd';
import { LEGAL_FORMS, ORGANISATION_KINDS } from '../../../src/records/organisations/organisation.contract.ts';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput, DayInput } from '../../ui/inputs.tsx';
import { Notice } from '../../ui/page.tsx';
import { TerritoryPicker } from '../../ui/territory-picker.tsx';
import type { Organisation } from './people.ts';

const options = (table: Readonly<Record<string, { zh: string }>>) =>
  Object.entries(table).map(([value, { zh }]) => ({ value, label: zh }));
const FIELDS = ['kind', 'name', 'uscc', 'legalForm', 'legalPerson', 'territoryId', 'registeredOn', 'address'] as const;
type Entered = Partial<Record<(typeof FIELDS)[number] | 'reason', unknown>>;

interface OrganisationDialogProps {
  /** null: a new one is registered. */
  organisation: Organisation | null;
  onClose: () => void;
}

/** Registers an organisation, or edits one; a new name or code has to be verified again. */
export function OrganisationDialog({ organisation, onClose }: OrganisationDialogProps) {
  const [form] = Form.useForm<Entered>();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const save = useMutation({
    mutationFn: (entered: Entered) => {
      const body = Object.fromEntries(
        FIELDS.map((name) => [name, entered[name] === '' ? null : (entered[name] ?? null)]),
      );
      if (!organisation) return api.post('/api/organisations', body);
      const { id, version } = organisation;
      return api.put(`/api/organisations/${id}`, { ...body, version, reason: entered.reason });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['organisations'] });
      onClose();
    },
    onError: showFields,
  });
  return (
    <Dialog title={organisation ? `修改 · ${organisation.name}` : '登记机构'} open onClose={onClose}>
      {organisation?.verifiedAt && <Notice>已核验：名称或统一社会信用代码变更后须重新核验。</Notice>}
      <Form
        form={form}
        layout="vertical"
        initialValues={organisation ?? { kind: 'operator' }}
        onFinish={(entered) => save.mutate(entered)}
      >
        <Form.Item name="name" label="名称" rules={REQUIRED('请填写名称')}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="kind" label="类别" rules={REQUIRED('请选择类别')}>
          <ChoiceInput options={options(ORGANISATION_KINDS)} />
        </Form.Item>
        <Form.Item name="uscc" label="统一社会信用代码" extra="18位，系统核对校验码">
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="territoryId" label="所在地" rules={REQUIRED('请选择所在地')}>
          <TerritoryPicker />
        </Form.Item>
        <Form.Item name="legalForm" label="单位性质">
          <ChoiceInput options={options(LEGAL_FORMS)} />
        </Form.Item>
        <Form.Item name="legalPerson" label="具有独立法人资格">
          <Radio.Group
            options={[
              { value: true, label: '是' },
              { value: false, label: '否' },
            ]}
          />
        </Form.Item>
        <Form.Item name="registeredOn" label="登记注册日期">
          <DayInput />
        </Form.Item>
        <Form.Item name="address" label="地址">
          <Input maxLength={200} />
        </Form.Item>
        {organisation && (
          <Form.Item name="reason" label="修改理由" rules={REQUIRED('请说明理由')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} maxLength={500} />
          </Form.Item>
        )}
        <div className="stack-s">
          <ErrorNotice error={save.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {organisation ? '保存' : '登记'}
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

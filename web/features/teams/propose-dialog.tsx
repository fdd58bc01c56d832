import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { CARRIER_KINDS } from '../../../src/records/carriers/carrier.contract.ts';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { destinationsQuery } from './transfers.ts';

/** 移苗入孵: the team goes on to another carrier; who proposes says why. */
export function ProposeDialog({ teamId, onClose }: { teamId: string; onClose: () => void }) {
  const [form] = Form.useForm();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const propose = useMutation({
    mutationFn: (entered: object) => api.post(`/api/teams/${teamId}/transfers`, entered),
    onSuccess: async () => {
      await Promise.all(['transfers', 'team'].map((key) => client.invalidateQueries({ queryKey: [key] })));
      onClose();
    },
    onError: showFields,
  });
  return (
    <Dialog title="转到下一家载体" open onClose={onClose}>
      <p className="soft">由团队负责人同意、接收方接收后转入；团队档案随团队走，历史只有一份。</p>
      <Form form={form} layout="vertical" onFinish={(entered) => propose.mutate(entered)}>
        <Form.Item name="toCarrierId" label="转入载体" rules={REQUIRED('请选择载体')}>
          <CarrierPicker teamId={teamId} />
        </Form.Item>
        <Form.Item name="reason" label="理由" rules={REQUIRED('请说明理由')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={propose.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={propose.isPending}>
              提出
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

interface CarrierPickerProps {
  teamId: string;
  id?: string;
  value?: string;
  onChange?: (id: string) => void;
}

function CarrierPicker({ teamId, id, value, onChange }: CarrierPickerProps) {
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const { data } = useQuery(destinationsQuery(teamId, q || undefined));
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder="输入载体或运营机构名称"
      options={(data?.rows ?? []).map((row) => ({
        value: row.id,
        label: `${row.name}(${CARRIER_KINDS[row.kind as keyof typeof CARRIER_KINDS]?.zh ?? row.kind} · ${row.operatorName})`,
      }))}
    />
  );
}

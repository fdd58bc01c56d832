import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Radio } from 'antd';
import type { z } from 'zod';
import { type openedSanctionView, SOURCES } from '../../../src/cases/sanctions/sanction.contract.ts';
import type { designationsView } from '../../../src/effects/designations/designation.contract.ts';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput } from '../../ui/inputs.tsx';

const KINDS = {
  sanctions: {
    title: '立案核查',
    says: '当事人在收到告知书之前看不到本案；请勿写入反映人的身份。',
    field: '涉嫌的违规情况',
  },
  rectifications: {
    title: '责令整改',
    says: '接着逐项写明整改要求和期限，下达后运营机构才看到。',
    field: '责令整改的缘由',
  },
} as const;

interface Entered {
  packId: string;
  source: 'check' | 'officer';
  says: string;
}

interface OpenAgainstProps {
  kind: keyof typeof KINDS;
  carrierId: string;
  /** Absent: one of those whose designation the carrier holds or held. */
  packId?: string;
  /** The report from the public that leads to it. */
  problemId?: string;
  onClose: () => void;
}

/** A body opens a case against who runs a carrier. */
export function OpenAgainst({ kind, carrierId, packId, problemId, onClose }: OpenAgainstProps) {
  const { title, says, field } = KINDS[kind];
  const navigate = useNavigate();
  const [form] = Form.useForm<Entered>();
  const showFields = useFieldErrors(form);
  const { data } = useQuery({
    queryKey: ['designations', { carrierId }],
    queryFn: () => api.get<z.output<typeof designationsView>>('/api/designations', { carrierId, size: 50 }),
    enabled: packId === undefined,
  });
  const packs = new Map((data?.rows ?? []).map((row) => [row.packId, row.name]));
  const open = useMutation({
    mutationFn: (entered: Entered) =>
      api.post<z.output<typeof openedSanctionView>>(
        `/api/carriers/${carrierId}/${kind}`,
        kind === 'sanctions'
          ? {
              packId: packId ?? entered.packId,
              source: problemId ? 'report' : entered.source,
              says: entered.says,
              problemId: problemId ?? null,
            }
          : { packId: packId ?? entered.packId, reason: entered.says },
      ),
    onSuccess: ({ caseId }) => navigate({ to: `/cases/${caseId}` as string }),
    onError: showFields,
  });
  return (
    <Dialog title={title} open onClose={onClose}>
      <p className="soft">{says}</p>
      <Form form={form} layout="vertical" onFinish={(entered) => open.mutate(entered)}>
        {packId === undefined && (
          <Form.Item name="packId" label="依据的政策文件（按载体的资格）" rules={REQUIRED('请选择')}>
            <ChoiceInput options={[...packs].map(([value, name]) => ({ value, label: name }))} />
          </Form.Item>
        )}
        {kind === 'sanctions' && !problemId && (
          <Form.Item name="source" label="线索来源" rules={REQUIRED('请选择')}>
            <Radio.Group
              options={(['check', 'officer'] as const).map((value) => ({ value, label: SOURCES[value].zh }))}
            />
          </Form.Item>
        )}
        <Form.Item name="says" label={field} rules={REQUIRED('请填写')}>
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 16 }} />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={open.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={open.isPending}>
              {title}
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

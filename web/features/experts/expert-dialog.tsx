import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput, DayInput, NumberInput } from '../../ui/inputs.tsx';
import { candidatesQuery, type Expert } from './experts.ts';

interface Entered {
  personId: string;
  title?: string | null;
  fields: string[];
  awayFrom?: string | null;
  awayTo?: string | null;
  perRound: number;
  perYear: number;
}

interface ExpertDialogProps {
  /** null: somebody new is taken into the library. */
  expert: Expert | null;
  onClose: () => void;
}

export function ExpertDialog({ expert, onClose }: ExpertDialogProps) {
  const [form] = Form.useForm<Entered>();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const { data: candidates } = useQuery({ ...candidatesQuery, enabled: expert === null });
  const save = useMutation({
    mutationFn: ({ personId, title, ...rest }: Entered) =>
      api.put(`/api/experts/${expert?.personId ?? personId}`, { title: title || null, ...rest }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['experts'] });
      onClose();
    },
    onError: showFields,
  });
  return (
    <Dialog title={expert ? `修改专家信息 · ${expert.name}` : '专家入库'} open onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={
          expert
            ? {
                title: expert.title,
                fields: expert.fields,
                awayFrom: expert.awayFrom,
                awayTo: expert.awayTo,
                perRound: expert.perRound,
                perYear: expert.perYear,
              }
            : { fields: [], perRound: 40, perYear: 120 }
        }
        onFinish={(entered) => save.mutate(entered)}
      >
        {!expert && (
          <Form.Item
            name="personId"
            label="人员"
            extra="只列出已由安全管理员授予评审专家角色、尚未入库的人员"
            rules={REQUIRED('请选择人员')}
          >
            <ChoiceInput
              searchable
              placeholder={candidates?.rows.length === 0 ? '目前没有可入库的人员' : '请选择'}
              options={(candidates?.rows ?? []).map((one) => ({
                value: one.personId,
                label: `${one.name}(${one.organisations.join('、')})`,
              }))}
            />
          </Form.Item>
        )}
        <Form.Item name="title" label="职务职称">
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="fields"
          label="专业领域"
          extra="输入后按回车，可填多个"
          rules={[{ required: true, type: 'array', min: 1, message: '请至少填写一个专业领域' }]}
        >
          <Select mode="tags" tokenSeparators={['、', '，', ',', ';', '；']} open={false} suffixIcon={null} />
        </Form.Item>
        <Form.Item name="perRound" label="每批次最多" rules={REQUIRED('请填写件数')}>
          <NumberInput unit="件" whole />
        </Form.Item>
        <Form.Item name="perYear" label="每年最多" rules={REQUIRED('请填写件数')}>
          <NumberInput unit="件" whole />
        </Form.Item>
        <Form.Item name="awayFrom" label="不便评审：自">
          <DayInput />
        </Form.Item>
        <Form.Item name="awayTo" label="不便评审：至">
          <DayInput />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={save.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              保存
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

import { Button, Input } from 'antd';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput, NumberInput } from '../../ui/inputs.tsx';
import { useCaseChange } from '../cases/case-change.ts';
import type { PanelView } from './reviews.ts';

interface Entered {
  item?: string | null;
  points: number;
  reason: string;
}

/** The head of the body departs from what the panel gave, in writing; the panel's own points stay to be seen. */
export function ExceptionDialog({ caseId, panel, onClose }: { caseId: string; panel: PanelView; onClose: () => void }) {
  const [form] = Form.useForm<Entered>();
  const showFields = useFieldErrors(form);
  const depart = useCaseChange(
    caseId,
    ({ item, ...rest }: Entered) => api.post(`/api/cases/${caseId}/panel/exceptions`, { item: item ?? null, ...rest }),
    onClose,
  );
  return (
    <Dialog title="书面偏离专家评分" open onClose={onClose}>
      <Form form={form} layout="vertical" onFinish={(entered) => depart.mutate(entered, { onError: showFields })}>
        <p>专家组的原分数照常保留和显示，此后以偏离后的分数计。</p>
        {panel.sheet.items.length > 0 && (
          <Form.Item name="item" label="评分项（不选则为综合得分）">
            <ChoiceInput options={panel.sheet.items.map(({ id, says }) => ({ value: id, label: says }))} />
          </Form.Item>
        )}
        <Form.Item name="points" label="改按" rules={REQUIRED('请填写分数')}>
          <NumberInput unit="分" />
        </Form.Item>
        <Form.Item name="reason" label="理由（不少于10字）" rules={REQUIRED('请写明理由')}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={depart.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={depart.isPending}>
              签署偏离说明
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

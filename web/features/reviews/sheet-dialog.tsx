import { Button, Input } from 'antd';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput, NumberInput } from '../../ui/inputs.tsx';
import { useCaseChange } from '../cases/case-change.ts';
import type { PanelView } from './reviews.ts';

interface Item {
  id?: string;
  indicator?: string | null;
  says: string;
  max: number;
  hint?: string | null;
}
interface Entered {
  reason: string;
  items: Item[];
}

/** A new version of the sheet for the whole round: items split and explained; what was entered is kept. */
export function SheetDialog({ caseId, panel, onClose }: { caseId: string; panel: PanelView; onClose: () => void }) {
  const { sheet } = panel;
  const [form] = Form.useForm<Entered>();
  const showFields = useFieldErrors(form);
  const indicators = [
    ...new Map(sheet.items.flatMap(({ indicator, says }) => (indicator ? [[indicator, says]] : []))).entries(),
  ];
  const publish = useCaseChange(
    caseId,
    ({ reason, items }: Entered) =>
      api.post(`/api/cases/${caseId}/scoresheet`, {
        version: sheet.version,
        reason,
        items: items.map((item, at) => ({
          ...item,
          id: item.id ?? `item-${sheet.version}-${at + 1}`,
          indicator: item.indicator ?? null,
          hint: item.hint || null,
        })),
      }),
    onClose,
  );
  const items: Partial<Item>[] =
    sheet.items.length > 0
      ? sheet.items.map(({ id, indicator, says, max, hint }) => ({
          id,
          indicator,
          says,
          hint,
          ...(max === null ? {} : { max }),
        }))
      : [{ says: '', max: sheet.maxScore }];
  return (
    <Dialog title={`调整评分表 · 现为第${sheet.version}版`} open onClose={onClose} wide>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ items }}
        onFinish={(entered) => publish.mutate(entered, { onError: showFields })}
      >
        <p className="soft">本批次各件一并适用。尚未提交的专家会看到提示，已填内容都保留；已提交的按当时的版本计。</p>
        <Form.List name="items">
          {(rows, { add, remove }) => (
            <div className="stack">
              {rows.map(({ key, name }) => (
                <fieldset key={key} className="plain-fieldset">
                  <legend>第{name + 1}项</legend>
                  <Form.Item name={[name, 'id']} hidden>
                    <Input />
                  </Form.Item>
                  {indicators.length > 0 && (
                    <Form.Item name={[name, 'indicator']} label="所属指标" rules={REQUIRED('请选择所属指标')}>
                      <ChoiceInput options={indicators.map(([value, label]) => ({ value, label }))} />
                    </Form.Item>
                  )}
                  <Form.Item name={[name, 'says']} label="评分项" rules={REQUIRED('请填写评分项')}>
                    <Input maxLength={200} />
                  </Form.Item>
                  <Form.Item name={[name, 'max']} label="满分" rules={REQUIRED('请填写满分')}>
                    <NumberInput unit="分" />
                  </Form.Item>
                  <Form.Item name={[name, 'hint']} label="评分说明（可不填）">
                    <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={2000} />
                  </Form.Item>
                  <Button onClick={() => remove(name)}>移除第{name + 1}项</Button>
                </fieldset>
              ))}
              <div>
                <Button onClick={() => add({})}>增加一项</Button>
              </div>
            </div>
          )}
        </Form.List>
        <Form.Item
          name="reason"
          label="调整理由"
          rules={REQUIRED('请说明为何调整')}
          style={{ marginTop: 'var(--space-4)' }}
        >
          <Input maxLength={500} />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={publish.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={publish.isPending}>
              发布新版
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

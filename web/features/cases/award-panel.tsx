import { Button, Input } from 'antd';
import type { z } from 'zod';
import type { plaqueView } from '../../../src/effects/plaques/plaque.contract.ts';
import { api } from '../../lib/api.ts';
import { useToday } from '../../lib/today.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { Card } from '../../ui/page.tsx';
import { useCaseChange } from './case-change.ts';

interface Award {
  awardedOn: string;
  awardedBy: string;
  receivedBy: string;
  place?: string;
}

/** 授牌：who handed the plaque to whom; its QR code opens a live page. */
export function AwardPanel({ caseId }: { caseId: string }) {
  const [form] = Form.useForm<Award>();
  const today = useToday();
  const showFields = useFieldErrors(form);
  const award = useCaseChange(caseId, (given: Award) =>
    api.post<z.output<typeof plaqueView>>(`/api/cases/${caseId}/plaque`, { ...given, place: given.place || null }),
  );
  return (
    <Card title="授牌" id="award">
      <p className="soft">登记授牌后生成标牌，扫描其二维码可查看实时状态。</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ awardedOn: today }}
        onFinish={(given) => award.mutate(given, { onError: showFields })}
      >
        <div className="halves">
          <Form.Item name="awardedOn" label="授牌日期" rules={REQUIRED('请填写授牌日期')}>
            <DayInput />
          </Form.Item>
          <Form.Item name="place" label="地点">
            <Input />
          </Form.Item>
          <Form.Item name="awardedBy" label="授牌人" rules={REQUIRED('请填写授牌人')}>
            <Input />
          </Form.Item>
          <Form.Item name="receivedBy" label="领牌人" rules={REQUIRED('请填写领牌人')}>
            <Input />
          </Form.Item>
        </div>
        <div className="stack-s">
          <ErrorNotice error={award.error} />
          <div>
            <Button type="primary" htmlType="submit" loading={award.isPending}>
              登记授牌
            </Button>
          </div>
        </div>
      </Form>
    </Card>
  );
}

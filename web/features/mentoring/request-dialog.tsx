import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Radio, Select } from 'antd';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { MomentInput } from '../../ui/inputs.tsx';
import { type MatchedMentor, showAbsences, showHours, showMinutes } from './mentoring.ts';

const LENGTHS = [30, 60, 90, 120].map((value) => ({ value, label: `${value}分钟` }));

interface RequestDialogProps {
  teamId: string;
  mentor: MatchedMentor;
  onClose: () => void;
}

/** A team asks a mentor for time; a refusal names every reason at its field. */
export function RequestDialog({ teamId, mentor, onClose }: RequestDialogProps) {
  const [form] = Form.useForm();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const send = useMutation({
    mutationFn: (entered: object) =>
      api.post(`/api/teams/${teamId}/mentoring-sessions`, { ...entered, mentorId: mentor.mentorId }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['mentoring'] });
      onClose();
    },
    onError: showFields,
  });
  return (
    <Dialog title={`预约${mentor.name}`} open onClose={onClose}>
      <p className="soft">可约时间：{showHours(mentor.hours)}</p>
      {mentor.absences.length > 0 && <p className="soft">不在的日期：{showAbsences(mentor.absences)}</p>}
      {mentor.teamHours !== null && (
        <p className="soft">
          本年度课时{mentor.teamHours}小时，已用{showMinutes(mentor.usedMinutes)}
        </p>
      )}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ minutes: 60, online: false }}
        onFinish={(entered) => send.mutate(entered)}
      >
        <Form.Item name="startsAt" label="开始时间" rules={REQUIRED('请选择开始时间')}>
          <MomentInput />
        </Form.Item>
        <Form.Item name="minutes" label="时长">
          <Select options={LENGTHS} />
        </Form.Item>
        <Form.Item name="online" label="方式">
          <Radio.Group
            options={[
              { value: false, label: '当面' },
              { value: true, label: '线上' },
            ]}
          />
        </Form.Item>
        <Form.Item name="topic" label="想请教的问题" rules={REQUIRED('请写明想请教的问题')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={send.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={send.isPending}>
              提交预约
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

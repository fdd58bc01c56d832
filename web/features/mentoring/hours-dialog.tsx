import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { Loading } from '../../ui/page.tsx';
import { type HoursRow, mentorHoursQuery, weekdayZh } from './mentoring.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, label: weekdayZh(value) }));
const TIMES = Array.from({ length: 29 }, (_, half) => {
  const time = `${String(8 + Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
  return { value: time, label: time };
});

/** When the mentor has time, week by week; one calendar for every space. */
export function HoursDialog({ mentorId, onClose }: { mentorId: string; onClose: () => void }) {
  const { data } = useQuery(mentorHoursQuery(mentorId));
  return (
    <Dialog title={data ? `${data.name}的可约时间` : '可约时间'} open onClose={onClose} wide>
      {data ? <HoursForm mentorId={mentorId} given={data} onClose={onClose} /> : <Loading />}
    </Dialog>
  );
}

interface Entered {
  hours: HoursRow[];
  absences: { from: string; to: string }[];
}

function HoursForm({ mentorId, given, onClose }: { mentorId: string; given: Entered; onClose: () => void }) {
  const [form] = Form.useForm<Entered>();
  const { hours, absences } = given;
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const save = useMutation({
    mutationFn: (entered: Entered) => api.put(`/api/mentors/${mentorId}/hours`, entered),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['mentoring'] });
      onClose();
    },
    onError: showFields,
  });
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ hours, absences }}
      onFinish={(entered) => save.mutate(entered)}
    >
      <p className="soft">每周固定的时间段；团队只能在这些时间里预约，已约走的自动扣除。</p>
      <Form.List name="hours">
        {(fields, { add, remove }) => (
          <div className="stack-s">
            {fields.map(({ key, name }) => (
              <div key={key} className="row">
                <Form.Item name={[name, 'weekday']} label="星期" rules={REQUIRED('请选择')}>
                  <Select options={DAYS} style={{ minWidth: '6rem' }} />
                </Form.Item>
                <Form.Item name={[name, 'from']} label="自" rules={REQUIRED('请选择')}>
                  <Select options={TIMES} style={{ minWidth: '6rem' }} />
                </Form.Item>
                <Form.Item name={[name, 'to']} label="至" rules={REQUIRED('请选择')}>
                  <Select options={TIMES} style={{ minWidth: '6rem' }} />
                </Form.Item>
                <Button onClick={() => remove(name)} aria-label={`删除第${name + 1}段`}>
                  删除
                </Button>
              </div>
            ))}
            <div>
              <Button onClick={() => add({ weekday: 1, from: '14:00', to: '17:00' })}>增加一段时间</Button>
            </div>
          </div>
        )}
      </Form.List>
      <h3>不在的日期</h3>
      <p className="soft">这些天不接受新的预约；已经约定的不受影响，需要时请逐个取消。</p>
      <Form.List name="absences">
        {(fields, { add, remove }) => (
          <div className="stack-s">
            {fields.map(({ key, name }) => (
              <div key={key} className="row">
                <Form.Item name={[name, 'from']} label="自" rules={REQUIRED('请选择')}>
                  <DayInput />
                </Form.Item>
                <Form.Item name={[name, 'to']} label="至" rules={REQUIRED('请选择')}>
                  <DayInput />
                </Form.Item>
                <Button onClick={() => remove(name)} aria-label={`删除第${name + 1}段不在的日期`}>
                  删除
                </Button>
              </div>
            ))}
            <div>
              <Button onClick={() => add({})}>增加不在的日期</Button>
            </div>
          </div>
        )}
      </Form.List>
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
  );
}

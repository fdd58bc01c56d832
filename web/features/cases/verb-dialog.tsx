import { useQuery } from '@tanstack/react-query';
import { Button, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { TASK_KINDS, VERBS } from '../../../src/cases/dossier/dossier.contract.ts';
import type { TASK_VERBS } from '../../../src/cases/tasks/task.contract.ts';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput } from '../../ui/inputs.tsx';
import { OrganisationPicker } from '../../ui/organisation-picker.tsx';
import { useCaseChange } from './case-change.ts';
import type { CaseView } from './cases.ts';

export type TaskVerb = (typeof TASK_VERBS)[number];

const SAYS: Partial<Record<TaskVerb, string>> = {
  agree: '同意后进入下一环节（会签的，待各方都同意）。',
  disagree: '不同意的，按规定程序办结或转出，理由会告知申报单位。',
  returnPrevious: '退回上一环节重新办理。',
  returnTo: '退回所选环节重新办理。',
  returnToStarter: '退回申报单位修改后重新提交。',
  addSign: '请他人一并签署意见；“先于我”的签署后再由我决定，“后于我”的在我同意后签署。',
  removeSign: '取消尚未签署的人员。',
  transfer: '交由本单位他人办理，本人不再办理此事项。',
  delegate: '请他人提出意见后，仍由本人决定。',
  withdraw: '撤回本人刚才的处理；下一环节已经办理的不能撤回。',
  copy: '抄送知悉，不影响办理。',
  read: '确认已阅。',
};

interface Entered {
  opinion?: string;
  to?: string;
  organisationId?: string | null;
  personIds?: string | string[];
  place?: 'before' | 'after';
  signer?: string;
}

interface VerbDialogProps {
  file: CaseView;
  taskId: string;
  verb: TaskVerb;
  onClose: () => void;
}

/** One approval verb: its opinion, where it leads, and to whom. */
export function VerbDialog({ file, taskId, verb, onClose }: VerbDialogProps) {
  const row = VERBS[verb];
  const [form] = Form.useForm<Entered>();
  const showFields = useFieldErrors(form);
  const act = useCaseChange(
    file.id,
    ({ opinion, to, organisationId, personIds, place, signer }: Entered) => {
      const ids = personIds === undefined ? undefined : [personIds].flat();
      const people = ids?.map((personId) => ({ personId, ...(organisationId ? { organisationId } : {}) }));
      return api.post(`/api/tasks/${taskId}/verbs/${verb}`, {
        ...(opinion?.trim() ? { opinion } : {}),
        ...(to ? { to } : {}),
        ...(people ? { people } : {}),
        ...(place ? { place } : {}),
        ...(signer ? { signer } : {}),
      });
    },
    onClose,
  );
  const takesOpinion = row.reason || row.decides || verb === 'transfer' || verb === 'delegate' || verb === 'addSign';
  return (
    <Dialog title={row.zh} open onClose={onClose}>
      <p className="soft">{SAYS[verb]}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ place: 'before' }}
        onFinish={(entered) => act.mutate(entered, { onError: showFields })}
      >
        {row.asks === 'step' && (
          <Form.Item name="to" label="退回到" rules={[{ required: true, message: '请选择退回到哪一环节' }]}>
            <ChoiceInput options={file.allowed.returnTo.map(({ step, title }) => ({ value: step, label: title }))} />
          </Form.Item>
        )}
        {(row.asks === 'person' || row.asks === 'people') && (
          <PeopleFields taskId={taskId} many={row.asks === 'people'} elsewhere={row.asks === 'people'} form={form} />
        )}
        {verb === 'addSign' && (
          <Form.Item name="place" label="签署次序">
            <Radio.Group
              options={[
                { value: 'before', label: '先于我' },
                { value: 'after', label: '后于我' },
              ]}
            />
          </Form.Item>
        )}
        {row.asks === 'signer' && (
          <Form.Item name="signer" label="取消谁的签署" rules={[{ required: true, message: '请选择' }]}>
            <ChoiceInput options={signersBelow(file, taskId)} />
          </Form.Item>
        )}
        {takesOpinion && (
          <Form.Item
            name="opinion"
            label={row.reason ? '理由' : '意见'}
            rules={row.reason ? [{ required: true, message: `请填写${row.zh}的理由` }] : []}
          >
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
          </Form.Item>
        )}
        <div className="stack-s">
          <ErrorNotice error={act.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" danger={verb === 'disagree'} loading={act.isPending}>
              {row.zh}
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

function signersBelow(file: CaseView, taskId: string) {
  return file.tasks
    .filter(
      (task) => task.parentId === taskId && task.kind !== 'cc' && (task.state === 'open' || task.state === 'waiting'),
    )
    .map((task) => ({
      value: task.id,
      label: `${task.personName ?? task.roleLabel} · ${task.organisationName ?? ''} (${TASK_KINDS[task.kind].zh})`,
    }));
}

interface PeopleFieldsProps {
  taskId: string;
  many: boolean;
  elsewhere: boolean;
  form: ReturnType<typeof Form.useForm<Entered>>[0];
}

/** Colleagues who may take the task; for signatures and copies also people of another body. */
function PeopleFields({ taskId, many, elsewhere, form }: PeopleFieldsProps) {
  const [organisationId, setOrganisationId] = useState<string | null>(null);
  const { data, error } = useQuery({
    queryKey: ['colleagues', taskId, organisationId],
    queryFn: () =>
      api.get<{ rows: { id: string; name: string }[] }>(`/api/tasks/${taskId}/colleagues`, { organisationId }),
  });
  const options = (data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      {elsewhere && (
        <Form.Item name="organisationId" label="单位" extra="不选为本单位">
          <OrganisationPicker
            onChange={(id) => {
              setOrganisationId(id);
              form.setFieldValue('organisationId', id);
              form.setFieldValue('personIds', undefined);
            }}
          />
        </Form.Item>
      )}
      <Form.Item
        name="personIds"
        label="人员"
        rules={[{ required: true, message: '请选择人员' }]}
        extra={data && options.length === 0 ? '该单位没有可以办理的其他人员' : undefined}
      >
        <Select
          {...(many ? { mode: 'multiple' as const } : {})}
          showSearch={{ optionFilterProp: 'label' }}
          options={options}
          placeholder="请选择"
        />
      </Form.Item>
      <ErrorNotice error={error} />
    </>
  );
}

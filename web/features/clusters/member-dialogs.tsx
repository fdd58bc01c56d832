import { useQueryClient } from '@tanstack/react-query';
import { Form as AntForm, Checkbox, Input } from 'antd';
import { CLUSTER_SERVICES, MEMBER_ROLES } from '../../../src/records/clusters/cluster.contract.ts';
import { api } from '../../lib/api.ts';
import { useToday } from '../../lib/today.ts';
import { useLabel, useWords } from '../../lib/words.ts';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { ChoiceInput, DayInput } from '../../ui/inputs.tsx';
import { OrganisationPicker } from '../../ui/organisation-picker.tsx';
import { CarrierPicker } from '../records/carrier-picker.tsx';
import type { Member } from './clusters.ts';

interface Entered {
  role?: string;
  memberCarrierId?: string | null;
  organisationId?: string | null;
  services?: string[];
  validFrom?: string;
  validTo?: string | null;
  note?: string | null;
  reason?: string;
}

function Services() {
  const label = useLabel();
  const t = useWords();
  return (
    <Form.Item name="services" label={t('提供的服务')}>
      <Checkbox.Group
        options={Object.entries(CLUSTER_SERVICES).map(([value, row]) => ({ value, label: label(row) }))}
      />
    </Form.Item>
  );
}

function Period() {
  const t = useWords();
  return (
    <>
      <Form.Item name="validFrom" label={t('加入日期')} rules={REQUIRED(t('请填写加入日期'))}>
        <DayInput />
      </Form.Item>
      <Form.Item name="validTo" label={t('退出日期')} extra={t('最后一天；仍是成员的不填')}>
        <DayInput />
      </Form.Item>
      <Form.Item name="note" label={t('说明')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={1000} />
      </Form.Item>
    </>
  );
}

const bodyOf = ({ services = [], validTo = null, note, ...rest }: Entered) => ({
  ...rest,
  services,
  validTo,
  note: note || null,
});

/** A carrier, a body or a company joins the cluster. */
export function AddMember({ clusterId, onClose }: { clusterId: string; onClose: () => void }) {
  const t = useWords();
  const label = useLabel();
  const today = useToday();
  const client = useQueryClient();
  return (
    <FormDialog<Entered>
      title={t('登记成员')}
      button={t('登记')}
      initial={{ role: 'space', validFrom: today }}
      send={(entered) => api.post(`/api/carriers/${clusterId}/members`, bodyOf(entered))}
      onDone={() => void client.invalidateQueries({ queryKey: ['carrier', clusterId] }).then(onClose)}
      onClose={onClose}
    >
      <Form.Item name="role" label={t('类别')} rules={REQUIRED(t('请选择类别'))}>
        <ChoiceInput options={Object.entries(MEMBER_ROLES).map(([value, row]) => ({ value, label: label(row) }))} />
      </Form.Item>
      <AntForm.Item noStyle dependencies={['role']}>
        {({ getFieldValue }) =>
          getFieldValue('role') === 'space' ? (
            <Form.Item name="memberCarrierId" label={t('载体')}>
              <CarrierPicker />
            </Form.Item>
          ) : (
            <>
              <Form.Item name="organisationId" label={t('机构或企业')}>
                <OrganisationPicker />
              </Form.Item>
              {getFieldValue('role') === 'serviceBody' && <Services />}
            </>
          )
        }
      </AntForm.Item>
      <Period />
    </FormDialog>
  );
}

/** Its days and services are put right, or its last day is entered. */
export function CorrectMember({
  clusterId,
  member,
  onClose,
}: {
  clusterId: string;
  member: Member;
  onClose: () => void;
}) {
  const t = useWords();
  const client = useQueryClient();
  const { services, validFrom, validTo, note, version } = member;
  return (
    <FormDialog<Entered>
      title={`${t('更正或退出')}：${member.name}`}
      button={t('保存')}
      initial={{ services, validFrom, validTo, note }}
      send={(entered) => api.put(`/api/carriers/${clusterId}/members/${member.id}`, { ...bodyOf(entered), version })}
      onDone={() => void client.invalidateQueries({ queryKey: ['carrier', clusterId] }).then(onClose)}
      onClose={onClose}
    >
      {member.role === 'serviceBody' && <Services />}
      <Period />
      <Form.Item name="reason" label={t('理由')} rules={REQUIRED(t('请说明理由'))}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

export function VoidMember({ clusterId, member, onClose }: { clusterId: string; member: Member; onClose: () => void }) {
  const t = useWords();
  const client = useQueryClient();
  return (
    <FormDialog<{ reason: string }>
      title={`${t('作废')}：${member.name}`}
      says={t('误登的成员作废后，如同从未登记；已经退出的请填写退出日期，不要作废。')}
      button={t('作废')}
      danger
      send={({ reason }) =>
        api.post(`/api/carriers/${clusterId}/members/${member.id}/void`, { reason, version: member.version })
      }
      onDone={() => void client.invalidateQueries({ queryKey: ['carrier', clusterId] }).then(onClose)}
      onClose={onClose}
    >
      <Form.Item name="reason" label={t('理由')} rules={REQUIRED(t('请说明理由'))}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

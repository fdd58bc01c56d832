import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { CONSENT_SCOPES } from '../../../src/records/teams/team.contract.ts';
import { TeamFrame } from '../../features/teams/team-frame.tsx';
import { consentsQuery } from '../../features/teams/teams.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { useToday } from '../../lib/today.ts';
import { useLabel } from '../../lib/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { Label } from '../../ui/label.tsx';
import { OrganisationPicker } from '../../ui/organisation-picker.tsx';
import { Empty, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

/** 创业团队 · 授权查看：除在驻的运营机构外，谁能看团队档案、为什么、到哪天，随时可以撤回。 */
export function ConsentsPage() {
  const { teamId = '' } = useParams({ strict: false }) as { teamId?: string };
  const client = useQueryClient();
  const mayGive = useMay()('team.consent');
  const [giving, setGiving] = useState(false);
  const { data } = useSuspenseQuery(consentsQuery(teamId));
  const refresh = () => client.invalidateQueries({ queryKey: ['team', teamId] });
  const withdraw = useMutation({
    mutationFn: (id: string) => api.delete(`/api/teams/${teamId}/consents/${id}`),
    onSuccess: refresh,
  });
  return (
    <TeamFrame
      teamId={teamId}
      title="授权查看"
      says="在驻的运营机构不需要授权；其他机构经团队负责人同意才能看，只能看、不能改；离开的载体经同意可以继续跟踪、核实。"
      actions={
        mayGive && (
          <Button type="primary" onClick={() => setGiving(true)}>
            同意一个机构查看
          </Button>
        )
      }
    >
      <ErrorNotice error={withdraw.error} />
      <Table
        caption="授权"
        columns={[
          { title: '机构', cell: (row) => row.organisationName },
          { title: '范围', cell: (row) => <Label of={CONSENT_SCOPES[row.scope]} /> },
          { title: '用途', cell: (row) => row.purpose },
          {
            title: '期间',
            cell: (row) => `${showDay(row.validFrom)}起${row.validTo ? `，至${showDay(row.validTo)}` : ''}`,
          },
          {
            title: '状态',
            cell: (row) => (row.withdrawnAt ? <Tag>已撤回</Tag> : <Tag tone="ok">同意</Tag>),
          },
          {
            title: '操作',
            bare: true,
            cell: (row) =>
              mayGive &&
              row.withdrawnAt === null && (
                <button
                  type="button"
                  className="link-button"
                  aria-label={`撤回对${row.organisationName}的同意`}
                  onClick={() => withdraw.mutate(row.id)}
                >
                  撤回
                </button>
              ),
          },
        ]}
        rows={data.rows}
        rowKey={({ id }) => id}
        empty={<Empty title="没有授权过">转到另一家载体、申请投资时，可以先同意对方查看团队档案。</Empty>}
      />
      {giving && <GiveDialog teamId={teamId} onClose={() => setGiving(false)} onDone={refresh} />}
    </TeamFrame>
  );
}

interface GiveDialogProps {
  teamId: string;
  onClose: () => void;
  onDone: () => Promise<void>;
}

function GiveDialog({ teamId, onClose, onDone }: GiveDialogProps) {
  const label = useLabel();
  const today = useToday();
  const [form] = Form.useForm();
  const showFields = useFieldErrors(form);
  const give = useMutation({
    mutationFn: (entered: object) => api.post(`/api/teams/${teamId}/consents`, entered),
    onSuccess: async () => {
      await onDone();
      onClose();
    },
    onError: showFields,
  });
  return (
    <Dialog title="同意一个机构查看团队档案" open onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ scope: 'look', validFrom: today, validTo: null }}
        onFinish={(entered) => give.mutate(entered)}
      >
        <Form.Item name="organisationId" label="机构" rules={REQUIRED('请选择机构')}>
          <OrganisationPicker />
        </Form.Item>
        <Form.Item
          name="scope"
          label="范围"
          extra="“离开后继续跟踪”的，原载体的运营机构还可以核实团队填报的内容、提供服务；“以前的孵化历程”是在驻机构看团队在别处的辅导和使用记录。"
        >
          <Select options={Object.entries(CONSENT_SCOPES).map(([value, words]) => ({ value, label: label(words) }))} />
        </Form.Item>
        <Form.Item name="purpose" label="用途" rules={REQUIRED('请说明用途')}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 3 }} />
        </Form.Item>
        <Form.Item name="validFrom" label="自" rules={REQUIRED('请填写起始日期')}>
          <DayInput />
        </Form.Item>
        <Form.Item name="validTo" label="至" extra="最后一天；不填为长期，可随时撤回">
          <DayInput />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={give.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={give.isPending}>
              同意
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

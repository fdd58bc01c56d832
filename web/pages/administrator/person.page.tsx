import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ROLES } from '../../../src/kernel/actor.ts';
import { type Person, personQuery } from '../../features/people/people.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { useToday } from '../../lib/today.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput, DayInput } from '../../ui/inputs.tsx';
import { OrganisationPicker } from '../../ui/organisation-picker.tsx';
import { Card, Empty, Notice, Page, Pairs, Tag } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';

type Membership = Person['memberships'][number];

/** 安全管理员 · 一个人：基本信息、授权、密码与动态口令重置、停用。 */
export function PersonPage() {
  const { personId = '' } = useParams({ strict: false }) as { personId?: string };
  const { data: person } = useSuspenseQuery(personQuery(personId));
  const [granting, setGranting] = useState(false);
  const [ending, setEnding] = useState<Membership | null>(null);
  const columns: Column<Membership>[] = [
    { title: '机构', cell: (one) => one.organisationName },
    { title: '角色', cell: (one) => one.role.zh },
    { title: '自', cell: (one) => showDay(one.validFrom) },
    { title: '至', cell: (one) => (one.validTo ? showDay(one.validTo) : '长期') },
    {
      title: '操作',
      bare: true,
      cell: (one) => (
        <button
          type="button"
          className="link-button"
          onClick={() => setEnding(one)}
          aria-label={`收回${one.organisationName}${one.role.zh}`}
        >
          收回
        </button>
      ),
    },
  ];
  return (
    <Page
      title={person.name}
      crumbs={[{ title: '人员与授权', to: '/people' }]}
      actions={<PersonDeeds person={person} />}
    >
      <Card title="基本信息" id="about">
        <Pairs
          of={[
            ['账号', person.account ?? '（单点登录）'],
            [
              '状态',
              <Tag key="state" tone={person.state === 'active' ? 'ok' : 'bad'}>
                {person.state === 'active' ? '正常' : '已停用'}
              </Tag>,
            ],
            ['联系电话', person.phone],
            ['身份证号', person.idNumber],
            ['电子邮箱', person.email],
            ['动态口令', person.secondFactor ? '已启用' : '未启用'],
            ['初始密码', person.passwordMustChange ? '尚未修改' : '已修改'],
            ['建立日期', showDay(person.createdAt)],
          ]}
        />
      </Card>
      <Card
        title="授权"
        id="memberships"
        actions={
          <Button type="primary" onClick={() => setGranting(true)}>
            授予角色
          </Button>
        }
      >
        <Table
          caption="授权"
          columns={columns}
          rows={person.memberships}
          rowKey={(one) => one.id}
          empty={<Empty title="尚未授权">授予角色后才能办理业务。</Empty>}
        />
      </Card>
      {granting && <GrantDialog personId={person.id} onClose={() => setGranting(false)} />}
      {ending && <EndDialog personId={person.id} membership={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
}

function PersonDeeds({ person }: { person: Person }) {
  const client = useQueryClient();
  const [password, setPassword] = useState<string | null>(null);
  const done = () => client.invalidateQueries({ queryKey: ['people'] });
  const path = `/api/people/${person.id}`;
  return (
    <>
      <Confirm
        face="重置密码"
        title={`重置${person.name}的密码？`}
        says="本人现有的登录全部退出，须用新的初始密码登录并修改。"
        act={async () => {
          const { initialPassword } = await api.post<{ initialPassword: string }>(`${path}/password-reset`);
          setPassword(initialPassword);
          await done();
        }}
      />
      {person.secondFactor && (
        <Confirm
          face="重置动态口令"
          title={`重置${person.name}的动态口令？`}
          says="本人须重新启用动态口令。"
          act={async () => {
            await api.post(`${path}/second-factor-reset`);
            await done();
          }}
        />
      )}
      <Confirm
        face={person.state === 'active' ? '停用' : '恢复'}
        danger={person.state === 'active'}
        title={person.state === 'active' ? `停用${person.name}?` : `恢复${person.name}?`}
        says={person.state === 'active' ? '停用后不能登录，已办理的事项保留。' : '恢复后可以登录，原有授权继续有效。'}
        act={async () => {
          await api.post(`${path}/state`, { state: person.state === 'active' ? 'disabled' : 'active' });
          await done();
        }}
      />
      {password && (
        <Dialog title="密码已重置" open onClose={() => setPassword(null)}>
          <Notice tone="warn" live title="新的初始密码只显示这一次">
            <code>{password}</code>
          </Notice>
        </Dialog>
      )}
    </>
  );
}

interface Grant {
  organisationId: string;
  role: string;
  validFrom?: string;
  validTo?: string | null;
}

function GrantDialog({ personId, onClose }: { personId: string; onClose: () => void }) {
  const today = useToday();
  const [form] = Form.useForm<Grant>();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const grant = useMutation({
    mutationFn: (given: Grant) => api.post(`/api/people/${personId}/memberships`, given),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['people'] });
      onClose();
    },
    onError: showFields,
  });
  return (
    <Dialog title="授予角色" open onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ validFrom: today }}
        onFinish={(given) => grant.mutate(given)}
      >
        <Form.Item name="organisationId" label="机构" rules={REQUIRED('请选择机构')}>
          <OrganisationPicker />
        </Form.Item>
        <Form.Item name="role" label="角色" extra="系统、安全、审计三类管理员互不兼任" rules={REQUIRED('请选择角色')}>
          <ChoiceInput options={Object.entries(ROLES).map(([value, { zh }]) => ({ value, label: zh }))} />
        </Form.Item>
        <Form.Item name="validFrom" label="自" rules={REQUIRED('请填写起始日期')}>
          <DayInput />
        </Form.Item>
        <Form.Item name="validTo" label="至" extra="不填为长期">
          <DayInput />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={grant.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={grant.isPending}>
              授予
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

function EndDialog({
  personId,
  membership,
  onClose,
}: {
  personId: string;
  membership: Membership;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const [lastDay, setLastDay] = useState<string | null>(null);
  const end = useMutation({
    mutationFn: () => api.post(`/api/people/${personId}/memberships/${membership.id}/end`, lastDay ? { lastDay } : {}),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['people'] });
      onClose();
    },
  });
  return (
    <Dialog title={`收回 ${membership.organisationName} · ${membership.role.zh}`} open onClose={onClose}>
      <div className="stack">
        <div className="stack-s">
          <label htmlFor="last-day">最后一天（不填则立即收回）</label>
          <DayInput id="last-day" value={lastDay} onChange={setLastDay} />
        </div>
        <ErrorNotice error={end.error} />
        <div className="row row-end">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" danger onClick={() => end.mutate()} loading={end.isPending}>
            收回
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import {
  DRAFT_STATES,
  type DraftRowView,
  type PackVersionView,
  VERSION_STANDINGS,
} from '../../../src/cases/drafts/draft.contract.ts';
import { type Policies, policiesQuery } from '../../features/policies/policies.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoment } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput } from '../../ui/inputs.tsx';
import { Card, Empty, Page, Tag, type Tone } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { TerritoryPicker } from '../../ui/territory-picker.tsx';

const TONES: Readonly<Record<keyof typeof DRAFT_STATES, Tone>> = {
  draft: 'note',
  inReview: 'warn',
  approved: 'accent',
  returned: 'bad',
  published: 'ok',
  withdrawn: 'plain',
};

/** 主管部门 · 政策起草：现行和待施行的政策，本地区的草稿；修订一份，参照一份另立，或从示例新建。 */
export function PolicyStudioPage() {
  const { data } = useSuspenseQuery(policiesQuery);
  const [creating, setCreating] = useState(false);
  const add = data.mayCreate && (
    <Button type="primary" onClick={() => setCreating(true)}>
      新建草稿
    </Button>
  );
  return (
    <Page
      title="政策起草"
      says="在草稿里改规则、对照、试算，由另一人批准后发布。发布前什么都不生效；已经开始的办件始终按原版本办完。"
      actions={add}
    >
      <Card title="草稿" id="drafts">
        <Drafts rows={data.drafts} empty={<Empty title="没有草稿" action={add} />} />
      </Card>
      <Card title="现行与待施行" id="packs">
        <Packs rows={data.packs} />
      </Card>
      {creating && <CreateDialog policies={data} onClose={() => setCreating(false)} />}
    </Page>
  );
}

function Drafts({ rows, empty }: { rows: readonly DraftRowView[]; empty: React.ReactNode }) {
  return (
    <Table
      caption="草稿"
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      columns={[
        {
          title: '名称',
          cell: (row) => (
            <>
              <Link to={`/policy-studio/${row.id}` as string}>{row.title}</Link>
              <div className="small soft">
                {row.amends ? '修订' : `底本：${row.base.title}`} · <code>{row.packId}</code>
              </div>
              {row.base.changed && <Tag tone="warn">底本已有新版本</Tag>}
            </>
          ),
        },
        { title: '地区', cell: ({ territoryName }) => territoryName },
        {
          title: '状态',
          cell: ({ state, standing, startsOn }) => (
            <>
              <Tag tone={TONES[state]}>{standing ? VERSION_STANDINGS[standing].zh : DRAFT_STATES[state].zh}</Tag>
              {startsOn && <div className="small soft">{showDay(startsOn)}起</div>}
            </>
          ),
        },
        { title: '起草', cell: ({ createdByName, organisationName }) => `${createdByName}（${organisationName}）` },
        { title: '最近保存', cell: ({ savedAt, savedByName }) => `${savedByName} ${showMoment(savedAt)}` },
      ]}
    />
  );
}

function Packs({ rows }: { rows: readonly PackVersionView[] }) {
  return (
    <Table
      caption="现行与待施行的政策"
      rows={rows}
      rowKey={({ packId, number }) => `${packId} ${number}`}
      empty={<Empty title="没有政策" />}
      columns={[
        {
          title: '名称',
          cell: (row) => (
            <>
              <a href={`/policies/${row.packId}?version=${row.hash}`}>{row.title}</a>
              <div className="small soft">
                <code>{row.packId}</code>
              </div>
              {row.basedOn && (
                <div className="small">
                  依据：{row.basedOn.title} {row.basedOn.changed && <Tag tone="warn">依据已有新版本</Tag>}
                </div>
              )}
            </>
          ),
        },
        { title: '地区', cell: ({ territoryName }) => territoryName },
        { title: '发文机关', cell: ({ issuer }) => issuer },
        {
          title: '版本',
          cell: ({ number, standing, startsOn }) => (
            <>
              <Tag tone={standing === 'coming' ? 'note' : 'ok'}>{VERSION_STANDINGS[standing].zh}</Tag>
              <div className="small soft">
                {number === 0 ? '随产品装入' : `第${number}版`}
                {startsOn && `，${showDay(startsOn)}起`}
              </div>
            </>
          ),
        },
        { title: '操作', bare: true, cell: (row) => row.mayAmend && <Amend row={row} /> },
      ]}
    />
  );
}

function useCreate() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (body: object) => {
    const { packDraftId } = await api.post<{ packDraftId: string }>('/api/policy-drafts', body);
    await client.invalidateQueries({ queryKey: ['policies'] });
    await navigate({ to: `/policy-studio/${packDraftId}` as string });
  };
}

function Amend({ row }: { row: PackVersionView }) {
  const create = useCreate();
  const go = useMutation({ mutationFn: () => create({ basePackId: row.packId }) });
  return (
    <>
      <Button loading={go.isPending} onClick={() => go.mutate()} aria-label={`修订：${row.title}`}>
        修订
      </Button>
      <ErrorNotice error={go.error} />
    </>
  );
}

interface Entered {
  basePackId: string;
  own?: { territoryId: string; instrument: string; title: string; issuer: string };
}

function CreateDialog({ policies, onClose }: { policies: Policies; onClose: () => void }) {
  const [form] = Form.useForm<Entered>();
  const showFields = useFieldErrors(form);
  const { organisation } = useSession();
  const create = useCreate();
  const [isOwn, setOwn] = useState(true);
  const go = useMutation({
    mutationFn: (entered: Entered) => create(isOwn ? entered : { basePackId: entered.basePackId }),
    onError: showFields,
  });
  const packs = [...new Map(policies.packs.map((pack) => [pack.packId, pack])).values()];
  const bases = isOwn ? packs : packs.filter(({ mayAmend }) => mayAmend);
  return (
    <Dialog title="新建草稿" open onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ own: { issuer: organisation?.name ?? '' } }}
        onFinish={(entered) => go.mutate(entered)}
      >
        <fieldset className="plain-fieldset">
          <legend>怎样开始</legend>
          {(
            [
              [true, '另立一份：以已有的政策或示例为底本，用于自己的地区'],
              [false, '修订本地区现行的一份'],
            ] as const
          ).map(([own, words]) => (
            <label key={words} className="row">
              <input
                type="radio"
                name="how"
                checked={isOwn === own}
                onChange={() => {
                  setOwn(own);
                  form.setFieldValue('basePackId', undefined);
                }}
              />
              {words}
            </label>
          ))}
        </fieldset>
        <Form.Item name="basePackId" label={isOwn ? '底本' : '修订哪一份'} rules={REQUIRED('请选择')}>
          <ChoiceInput
            searchable
            options={bases.map(({ packId, title, territoryName }) => ({
              value: packId,
              label: packId.startsWith('000000') ? `示例：${title}` : `${title}（${territoryName}）`,
            }))}
          />
        </Form.Item>
        {isOwn && (
          <>
            <Form.Item name={['own', 'territoryId']} label="适用地区" rules={REQUIRED('请选择地区')}>
              <TerritoryPicker />
            </Form.Item>
            <Form.Item name={['own', 'title']} label="政策名称" rules={REQUIRED('请填写名称')}>
              <Input />
            </Form.Item>
            <Form.Item name={['own', 'issuer']} label="发文机关" rules={REQUIRED('请填写发文机关')}>
              <Input />
            </Form.Item>
            <Form.Item
              name={['own', 'instrument']}
              label="简称"
              extra="小写英文字母、数字和连字符，如 maker-space-2027；用在网址里，以后不变"
              rules={REQUIRED('请填写简称')}
            >
              <Input />
            </Form.Item>
          </>
        )}
        <div className="stack-s">
          <ErrorNotice error={go.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={go.isPending}>
              开始起草
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

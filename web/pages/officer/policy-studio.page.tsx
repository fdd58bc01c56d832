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
import { DRAFT_TONES, type Policies, policiesQuery } from '../../features/policies/policies.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoment } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { useSay } from '../../lib/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput } from '../../ui/inputs.tsx';
import { Label } from '../../ui/label.tsx';
import { Card, Empty, Page, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { TerritoryPicker } from '../../ui/territory-picker.tsx';

/** 主管部门 · 政策起草：现行和待施行的政策，本地区的草稿；修订一份，参照一份另立，或从示例新建。 */
export function PolicyStudioPage() {
  const { data } = useSuspenseQuery(policiesQuery);
  const say = useSay();
  const [creating, setCreating] = useState(false);
  const add = data.mayCreate && (
    <Button type="primary" onClick={() => setCreating(true)}>
      {say('新建草稿', 'New draft')}
    </Button>
  );
  return (
    <Page
      title={say('政策起草', 'Policy studio')}
      says={say(
        '在草稿里改规则、对照、试算，由另一人批准后发布。发布前什么都不生效；已经开始的办件始终按原版本办完。',
        'Change rules in a draft, compare and try them; a second person approves and it is published. Nothing holds before that; cases under way end under their version.',
      )}
      actions={add}
    >
      <Card title={say('草稿', 'Drafts')} id="drafts">
        <Drafts rows={data.drafts} empty={<Empty title={say('没有草稿', 'No drafts')} action={add} />} />
      </Card>
      <Card title={say('现行与待施行', 'In force and to come')} id="packs">
        <Packs rows={data.packs} />
      </Card>
      {creating && <CreateDialog policies={data} onClose={() => setCreating(false)} />}
    </Page>
  );
}

function Drafts({ rows, empty }: { rows: readonly DraftRowView[]; empty: React.ReactNode }) {
  const say = useSay();
  return (
    <Table
      caption={say('草稿', 'Drafts')}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      columns={[
        {
          title: say('名称', 'Name'),
          cell: (row) => (
            <>
              <Link to={`/policy-studio/${row.id}` as string}>{row.title}</Link>
              <div className="small soft">
                {row.amends ? say('修订', 'Amendment') : say(`底本：${row.base.title}`, `Base: ${row.base.title}`)} ·{' '}
                <code>{row.packId}</code>
              </div>
              {row.base.changed && <Tag tone="warn">{say('底本已有新版本', 'The base has a newer version')}</Tag>}
            </>
          ),
        },
        { title: say('地区', 'Territory'), cell: ({ territoryName }) => territoryName },
        {
          title: say('状态', 'State'),
          cell: ({ state, standing, startsOn }) => (
            <>
              <Tag tone={DRAFT_TONES[state]}>
                <Label of={standing ? VERSION_STANDINGS[standing] : DRAFT_STATES[state]} />
              </Tag>
              {startsOn && <div className="small soft">{say(`${showDay(startsOn)}起`, `from ${startsOn}`)}</div>}
            </>
          ),
        },
        {
          title: say('起草', 'Written by'),
          cell: ({ createdByName, organisationName }) => `${createdByName}（${organisationName}）`,
        },
        {
          title: say('最近保存', 'Last saved'),
          cell: ({ savedAt, savedByName }) => `${savedByName} ${showMoment(savedAt)}`,
        },
      ]}
    />
  );
}

function Packs({ rows }: { rows: readonly PackVersionView[] }) {
  const say = useSay();
  return (
    <Table
      caption={say('现行与待施行的政策', 'Policies in force and to come')}
      rows={rows}
      rowKey={({ packId, number }) => `${packId} ${number}`}
      empty={<Empty title={say('没有政策', 'No policies')} />}
      columns={[
        {
          title: say('名称', 'Name'),
          cell: (row) => (
            <>
              <a href={`/policies/${row.packId}?version=${row.hash}`}>{row.title}</a>
              <div className="small soft">
                <code>{row.packId}</code>
              </div>
              {row.basedOn && (
                <div className="small">
                  {say('依据：', 'Follows: ')}
                  {row.basedOn.title}{' '}
                  {row.basedOn.changed && <Tag tone="warn">{say('依据已有新版本', 'It has a newer version')}</Tag>}
                </div>
              )}
            </>
          ),
        },
        { title: say('地区', 'Territory'), cell: ({ territoryName }) => territoryName },
        { title: say('发文机关', 'Issuer'), cell: ({ issuer }) => issuer },
        {
          title: say('版本', 'Version'),
          cell: ({ number, standing, startsOn }) => (
            <>
              <Tag tone={standing === 'coming' ? 'note' : 'ok'}>
                <Label of={VERSION_STANDINGS[standing]} />
              </Tag>
              <div className="small soft">
                {number === 0 ? say('随产品装入', 'Came with the product') : say(`第${number}版`, `Version ${number}`)}
                {startsOn && say(`，${showDay(startsOn)}起`, `, from ${startsOn}`)}
              </div>
            </>
          ),
        },
        { title: say('操作', 'Action'), bare: true, cell: (row) => row.mayAmend && <Amend row={row} /> },
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
  const say = useSay();
  const create = useCreate();
  const go = useMutation({ mutationFn: () => create({ basePackId: row.packId }) });
  return (
    <>
      <Button
        loading={go.isPending}
        onClick={() => go.mutate()}
        aria-label={say(`修订：${row.title}`, `Amend: ${row.title}`)}
      >
        {say('修订', 'Amend')}
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
  const say = useSay();
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
    <Dialog title={say('新建草稿', 'New draft')} open onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ own: { issuer: organisation?.name ?? '' } }}
        onFinish={(entered) => go.mutate(entered)}
      >
        <fieldset className="plain-fieldset">
          <legend>{say('怎样开始', 'How to begin')}</legend>
          {(
            [
              [
                true,
                say(
                  '另立一份：以已有的政策或示例为底本，用于自己的地区',
                  'A policy of its own, from an existing one or the example, for your territory',
                ),
              ],
              [false, say('修订本地区现行的一份', 'An amendment of one in force in your territory')],
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
        <Form.Item
          name="basePackId"
          label={isOwn ? say('底本', 'Base') : say('修订哪一份', 'Which one')}
          rules={REQUIRED(say('请选择', 'Please choose'))}
        >
          <ChoiceInput
            searchable
            options={bases.map(({ packId, title, territoryName }) => ({
              value: packId,
              label: packId.startsWith('000000')
                ? say(`示例：${title}`, `Example: ${title}`)
                : `${title}（${territoryName}）`,
            }))}
          />
        </Form.Item>
        {isOwn && (
          <>
            <Form.Item
              name={['own', 'territoryId']}
              label={say('适用地区', 'Territory')}
              rules={REQUIRED(say('请选择地区', 'Please choose'))}
            >
              <TerritoryPicker />
            </Form.Item>
            <Form.Item
              name={['own', 'title']}
              label={say('政策名称', 'Title')}
              rules={REQUIRED(say('请填写名称', 'Please enter'))}
            >
              <Input />
            </Form.Item>
            <Form.Item
              name={['own', 'issuer']}
              label={say('发文机关', 'Issuer')}
              rules={REQUIRED(say('请填写发文机关', 'Please enter'))}
            >
              <Input />
            </Form.Item>
            <Form.Item
              name={['own', 'instrument']}
              label={say('简称', 'Short name')}
              extra={say(
                '小写英文字母、数字和连字符，如 maker-space-2027；用在网址里，以后不变',
                'Small letters, digits and hyphens, as maker-space-2027; part of the address, never changed',
              )}
              rules={REQUIRED(say('请填写简称', 'Please enter'))}
            >
              <Input />
            </Form.Item>
          </>
        )}
        <div className="stack-s">
          <ErrorNotice error={go.error} />
          <div className="row row-end">
            <Button onClick={onClose}>{say('取消', 'Cancel')}</Button>
            <Button type="primary" htmlType="submit" loading={go.isPending}>
              {say('开始起草', 'Begin')}
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

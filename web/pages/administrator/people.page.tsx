import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ROLES } from '../../../src/kernel/actor.ts';
import { NewPersonDialog } from '../../features/people/new-person-dialog.tsx';
import { type Person, peopleQuery } from '../../features/people/people.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { ChoiceFilter, choicesOf, Filters, SearchFilter } from '../../ui/filters.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;

const COLUMNS: Column<Person>[] = [
  { title: '姓名', cell: (person) => <Link to={`/people/${person.id}` as string}>{person.name}</Link> },
  { title: '账号', cell: ({ account }) => (account ? <code>{account}</code> : '单点登录') },
  {
    title: '机构与角色',
    cell: ({ memberships }) =>
      memberships.length === 0 ? (
        <span className="soft">未授权</span>
      ) : (
        <ul className="plain">
          {memberships.map((one) => (
            <li key={one.id}>
              {one.role.zh} · {one.organisationName}
            </li>
          ))}
        </ul>
      ),
  },
  { title: '联系电话', cell: ({ phone }) => phone ?? '—' },
  { title: '动态口令', cell: ({ secondFactor }) => (secondFactor ? '已启用' : '未启用') },
  {
    title: '状态',
    cell: ({ state, isDemo }) => (
      <>
        <Tag tone={state === 'active' ? 'ok' : 'bad'}>{state === 'active' ? '正常' : '已停用'}</Tag>{' '}
        {isDemo && <Tag>演示</Tag>}
      </>
    ),
  },
];

/** 安全管理员 · 人员与授权：谁，代表哪个机构，担任什么角色。 */
export function PeoplePage() {
  const [search] = useSearchState();
  const [adding, setAdding] = useState(false);
  const { data } = useQuery(
    peopleQuery({ ...askedPage(search), size: SIZE, q: search.q, role: search.role, state: search.state }),
  );
  const add = (
    <Button type="primary" onClick={() => setAdding(true)}>
      新增人员
    </Button>
  );
  return (
    <Page title="人员与授权" says="一人可代表多个机构；角色在机构内授予，每项操作都记明代表谁。" actions={add}>
      <Filters>
        <SearchFilter label="姓名或账号" />
        <ChoiceFilter name="role" label="角色" options={choicesOf(ROLES)} />
        <ChoiceFilter
          name="state"
          label="状态"
          options={[
            { value: 'active', label: '正常' },
            { value: 'disabled', label: '已停用' },
          ]}
        />
      </Filters>
      {data ? (
        <>
          <Table
            caption="人员"
            columns={COLUMNS}
            rows={data.rows}
            rowKey={(person) => person.id}
            empty={
              <Empty title="没有符合条件的人员" action={add}>
                调整筛选条件，或新增人员。
              </Empty>
            }
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} workbook="/api/people.xlsx" />
        </>
      ) : (
        <Loading />
      )}
      {adding && <NewPersonDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}

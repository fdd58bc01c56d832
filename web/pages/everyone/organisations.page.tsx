import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ORGANISATION_KINDS } from '../../../src/records/organisations/organisation.contract.ts';
import { OrganisationDialog } from '../../features/people/organisation-dialog.tsx';
import { type Organisation, organisationsQuery } from '../../features/people/people.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useMay } from '../../lib/session.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceFilter, choicesOf, Filters, SearchFilter } from '../../ui/filters.tsx';
import { Label } from '../../ui/label.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;

const COLUMNS: Column<Organisation>[] = [
  {
    title: '名称',
    cell: ({ id, name, example }) => (
      <>
        <Link to={`/organisations/${id}` as string}>{name}</Link> {example && <Tag>示例</Tag>}
      </>
    ),
  },
  { title: '类别', cell: ({ kind }) => <Label of={ORGANISATION_KINDS[kind]} /> },
  { title: '统一社会信用代码', cell: ({ uscc }) => (uscc ? <code>{uscc}</code> : '—') },
  { title: '所在地', cell: ({ territoryName }) => territoryName },
  {
    title: '核验',
    cell: ({ verifiedAt }) => <Tag tone={verifiedAt ? 'ok' : 'warn'}>{verifiedAt ? '已核验' : '待核验'}</Tag>,
  },
];

/** 主管部门与安全管理员 · 机构：登记、查找、待核验的在哪里。 */
export function OrganisationsPage() {
  const [search] = useSearchState();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const { data, error } = useQuery(
    organisationsQuery({
      q: search.q,
      kind: search.kind,
      verified: search.verified,
      ...askedPage(search),
      size: SIZE,
    }),
  );
  const add = may('organisation.create') && (
    <Button type="primary" onClick={() => setAdding(true)}>
      登记机构
    </Button>
  );
  return (
    <Page title="机构" says="运营机构、主管部门、高校院所、投资机构等；名称和代码经核验后才可信。" actions={add}>
      <Filters>
        <SearchFilter label="名称、拼音或统一社会信用代码" />
        <ChoiceFilter name="kind" label="类别" options={choicesOf(ORGANISATION_KINDS)} />
        <ChoiceFilter
          name="verified"
          label="核验"
          options={[
            { value: 'false', label: '待核验' },
            { value: 'true', label: '已核验' },
          ]}
        />
      </Filters>
      <ErrorNotice error={error} />
      {data ? (
        <>
          <Table
            caption="机构"
            columns={COLUMNS}
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={
              <Empty title="没有符合条件的机构" action={add}>
                调整筛选条件，或登记机构。
              </Empty>
            }
          />
          <Pager
            total={data.total}
            more={data.more}
            page={pageOf(search)}
            size={SIZE}
            workbook="/api/organisations.xlsx"
          />
        </>
      ) : (
        !error && <Loading />
      )}
      {adding && <OrganisationDialog organisation={null} onClose={() => setAdding(false)} />}
    </Page>
  );
}

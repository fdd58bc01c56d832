import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import {
  CARRIER_CLASSES,
  CARRIER_FORMS,
  CARRIER_KINDS,
  INDUSTRIES,
  PREMISES_TYPES,
  SERVICE_MODELS,
} from '../../../src/records/carriers/carrier.contract.ts';
import { CarrierDialog } from '../../features/records/carrier-dialog.tsx';
import { type Carrier, carriersQuery, featuresQuery } from '../../features/records/carriers.ts';
import { showDay } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useMay, useSession } from '../../lib/session.ts';
import { ChoiceFilter, choicesOf, Filters, SearchFilter } from '../../ui/filters.tsx';
import { Label } from '../../ui/label.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;

const COLUMNS: Column<Carrier>[] = [
  {
    title: '名称',
    sort: 'name',
    cell: (carrier) => (
      <>
        <Link to={`/spaces/${carrier.id}` as string}>{carrier.name}</Link> {carrier.example && <Tag>示例</Tag>}
        {carrier.closedOn && <Tag tone="bad">已停止运营</Tag>}
      </>
    ),
  },
  { title: '类别', cell: ({ kind }) => <Label of={CARRIER_KINDS[kind]} /> },
  { title: '运营机构', cell: ({ operatorName }) => operatorName ?? '未知' },
  { title: '所在地', cell: ({ territoryName }) => territoryName },
  { title: '开始运营', sort: 'openedOn', cell: ({ openedOn }) => (openedOn ? showDay(openedOn) : '未知') },
];

/** 运营机构与主管部门 · 载体：名录，查找，登记新的。 */
export function SpacesPage() {
  const may = useMay();
  const { roles } = useSession();
  const [search] = useSearchState();
  const [adding, setAdding] = useState(false);
  const isOperator = roles.some(({ code }) => code.startsWith('operator') || code === 'agent');
  const { data } = useQuery(
    carriersQuery({
      ...askedPage(search),
      size: SIZE,
      sort: search.sort,
      q: search.q,
      kind: search.kind,
      serviceModel: search.serviceModel,
      class: search.class,
      form: search.form,
      industry: search.industry,
      premises: search.premises,
      feature: search.feature,
    }),
  );
  const { data: features } = useQuery(featuresQuery);
  const add = may('carrier.create') && (
    <Button type="primary" onClick={() => setAdding(true)}>
      登记载体
    </Button>
  );
  return (
    <Page title={isOperator ? '我的空间' : '载体名录'} actions={add}>
      <Filters>
        <SearchFilter label="名称、运营机构、地址或拼音" />
        <ChoiceFilter name="kind" label="类别" options={choicesOf(CARRIER_KINDS)} />
        <ChoiceFilter name="class" label="类型" options={choicesOf(CARRIER_CLASSES)} />
        <ChoiceFilter name="form" label="形态" options={choicesOf(CARRIER_FORMS)} />
        <ChoiceFilter name="serviceModel" label="服务模式" options={choicesOf(SERVICE_MODELS)} />
        <ChoiceFilter
          name="industry"
          label="重点产业"
          options={INDUSTRIES.map(({ code, ...label }) => ({ value: code, label }))}
        />
        <ChoiceFilter name="premises" label="场地类型" options={choicesOf(PREMISES_TYPES)} />
        <ChoiceFilter
          name="feature"
          label="特色"
          options={(features?.rows ?? []).map(({ feature, total }) => ({
            value: feature,
            label: `${feature}（${total}）`,
          }))}
        />
      </Filters>
      {data ? (
        <>
          <Table
            caption="载体"
            columns={COLUMNS}
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={
              <Empty title="没有载体" action={add}>
                {isOperator
                  ? '登记您运营的众创空间、孵化器后，就可以保存日常记录并申报。'
                  : '调整筛选条件，或等待运营机构登记。'}
              </Empty>
            }
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} workbook="/api/carriers.xlsx" />
        </>
      ) : (
        <Loading />
      )}
      {adding && <CarrierDialog carrier={null} onClose={() => setAdding(false)} />}
    </Page>
  );
}

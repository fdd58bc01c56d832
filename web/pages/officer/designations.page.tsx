import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { designationsView } from '../../../src/effects/designations/designation.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { ChoiceFilter, Filters, SearchFilter } from '../../ui/filters.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
export const DESIGNATION_TONES = { valid: 'ok', rectifying: 'warn', revoked: 'bad', lapsed: 'plain' } as const;
type Row = z.output<typeof designationsView>['rows'][number];

const COLUMNS: Column<Row>[] = [
  {
    title: '载体',
    sort: 'carrier',
    cell: (row) => (
      <>
        <Link to={`/designations/${row.id}` as string}>{row.carrier}</Link>
        <div className="soft small">{row.operator}</div>
      </>
    ),
  },
  { title: '资格', cell: (row) => `${row.name}(${row.levelLabel})` },
  { title: '编号', sort: 'number', cell: (row) => <span className="number nowrap">{row.number}</span> },
  { title: '所在地', sort: 'territory', cell: (row) => row.territory },
  { title: '状态', cell: (row) => <Tag tone={DESIGNATION_TONES[row.state]}>{row.stateLabel}</Tag> },
  {
    title: '有效期',
    sort: 'validFrom',
    cell: validityInWords,
  },
  { title: '标牌', cell: (row) => (row.plaque ? <a href={`/p/${row.plaque}`}>已授牌</a> : '未授牌') },
];

/** Since when, and until when: what was taken away says the day. */
export function validityInWords({
  validFrom,
  validTo,
  endedOn,
}: Pick<Row, 'validFrom' | 'validTo' | 'endedOn'>): string {
  const term = validTo ? `，至${showDay(validTo)}` : '，长期';
  return `${showDay(validFrom)}起${endedOn ? `，${showDay(endedOn)}终止` : term}`;
}

/** 主管部门 · 资格名录：谁持有什么资格，编号、状态、有效期。 */
export function DesignationsPage() {
  const [search] = useSearchState();
  const asked = {
    q: search.q,
    state: search.state,
    level: search.level,
    sort: search.sort?.replace('-', ''),
    ...askedPage(search),
    size: SIZE,
  };
  const { data } = useQuery({
    queryKey: ['designations', asked],
    queryFn: () => api.get<z.output<typeof designationsView>>('/api/designations', asked),
  });
  return (
    <Page title="资格名录" says="认定、备案后取得的资格，含证书和标牌。">
      <Filters>
        <SearchFilter label="载体、编号" />
        <ChoiceFilter
          name="state"
          label="状态"
          options={[
            { value: 'valid', label: '有效' },
            { value: 'rectifying', label: '整改中' },
            { value: 'revoked', label: '已取消' },
            { value: 'lapsed', label: '已失效' },
          ]}
        />
        <ChoiceFilter
          name="level"
          label="级别"
          options={[
            { value: 'national', label: '国家级' },
            { value: 'province', label: '省级' },
            { value: 'city', label: '市级' },
            { value: 'district', label: '区县级' },
            { value: 'zone', label: '园区级' },
          ]}
        />
      </Filters>
      {data ? (
        <>
          <Table
            caption="资格"
            columns={COLUMNS}
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有资格">决定签发后，取得的资格会列在这里。</Empty>}
          />
          <Pager
            total={data.total}
            more={data.more}
            page={pageOf(search)}
            size={SIZE}
            workbook="/api/designations.xlsx"
          />
        </>
      ) : (
        <Loading />
      )}
    </Page>
  );
}

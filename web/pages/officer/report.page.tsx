import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { z } from 'zod';
import type { reportRecordsView, reportView } from '../../../src/insight/district/report.contract.ts';
import { kindsQuery } from '../../features/records/records.ts';
import { api } from '../../lib/api.ts';
import { showDay, showNumber } from '../../lib/format.ts';
import { pageOf, useSearchState } from '../../lib/search.ts';
import { DayFilter, Filters } from '../../ui/filters.tsx';
import { Card, Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
type Report = z.output<typeof reportView>;
type Row = Report['rows'][number];

const reportQuery = (on: string | undefined) => ({
  queryKey: ['territory-report', on ?? ''],
  queryFn: () => api.get<Report>('/api/territory-report', { on }),
});
const figure = (row: Row, value: number) => `${showNumber(value)}${row.unit}`;

/** 主管部门 · 区域报表：主要指标逐项由记录计得，与公开报告对照，每个数打开就是记录。 */
export function ReportPage() {
  const [search] = useSearchState();
  const { data } = useQuery(reportQuery(search.on));
  return (
    <Page
      title="区域报表"
      says={
        data
          ? `${data.territory}，截至${showDay(data.on)}。数字由各空间的记录计得，点开就是记录；没有记录的是“未知”，不当作零。`
          : undefined
      }
    >
      <Filters>
        <DayFilter name="on" label="截至日期" />
      </Filters>
      {data ? (
        <Table
          caption="主要指标"
          rows={data.rows}
          rowKey={({ key }) => key}
          empty={<Empty title="没有指标" />}
          columns={[
            { title: '指标', cell: (row) => row.zh },
            {
              title: '由记录计得',
              number: true,
              cell: (row) =>
                row.counted === null ? (
                  <span className="soft">未知</span>
                ) : (
                  <Link
                    to={`/report/${row.key}?on=${data.on}` as string}
                    aria-label={`${figure(row, row.counted)}，${row.zh}的记录`}
                  >
                    {figure(row, row.counted)}
                  </Link>
                ),
            },
            {
              title: '记录',
              cell: (row) => (
                <>
                  {row.records}条 {row.examples > 0 && <Tag tone="note">示例{row.examples}条</Tag>}
                </>
              ),
            },
            {
              title: '公开报告',
              cell: (row) =>
                row.cited ? (
                  <>
                    {figure(row, row.cited.value)}
                    {row.cited.bound === 'atLeast' && '以上'}
                    <div className="soft small">“{row.cited.wording}”</div>
                  </>
                ) : (
                  '—'
                ),
            },
            {
              title: '对照',
              cell: (row) =>
                row.agrees === null ? (
                  <span className="soft">{row.cited && row.counted === null ? '只有报告数字' : '—'}</span>
                ) : (
                  <Tag tone={row.agrees ? 'ok' : 'bad'}>{row.agrees ? '一致' : '不一致'}</Tag>
                ),
            },
          ]}
        />
      ) : (
        <Loading lines={12} />
      )}
      {data?.rows.some(({ cited }) => cited) && (
        <p className="soft small">
          报告：{[...new Set(data.rows.flatMap(({ cited }) => (cited ? [cited.source] : [])))].join('；')}
          。标明“示例”的记录为演示虚构：报告只有总数，各空间的分布和逐条内容不是真实数据。
        </p>
      )}
    </Page>
  );
}

/** 主管部门 · 一项指标的记录：各空间多少，一条条在哪里。 */
export function ReportRecordsPage() {
  const { indicator = '' } = useParams({ strict: false }) as { indicator?: string };
  const [search] = useSearchState();
  const { data: report } = useQuery(reportQuery(search.on));
  const { data: kinds } = useQuery(kindsQuery);
  const on = search.on ?? report?.on;
  const { data } = useQuery({
    queryKey: ['territory-report', indicator, on, pageOf(search)],
    queryFn: () =>
      api.get<z.output<typeof reportRecordsView>>(`/api/territory-report/${indicator}/records`, {
        on,
        page: pageOf(search),
        size: SIZE,
      }),
    enabled: on !== undefined,
  });
  const row = report?.rows.find(({ key }) => key === indicator);
  const kindWords = (kind: string) => kinds?.kinds.find(({ code }) => code === kind)?.zh ?? '载体';
  const isKept = (kind: string) => kinds?.kinds.some(({ code }) => code === kind) ?? false;
  if (!row || !data) return <Loading lines={10} />;
  return (
    <Page
      title={`${row.zh}：${row.counted === null ? '未知' : figure(row, row.counted)}`}
      says={`截至${showDay(on)}，由${data.total}条记录计得。`}
      crumbs={[{ title: '区域报表', to: '/report' }]}
    >
      <Card id="by-space" title="各空间">
        <Table
          caption="各空间"
          rows={data.bySpace}
          rowKey={({ carrierId }) => carrierId}
          empty={<Empty title="没有记录" />}
          columns={[
            {
              title: '空间',
              cell: (one) => <Link to={`/spaces/${one.carrierId}` as string}>{one.carrierName}</Link>,
            },
            { title: '数量', number: true, cell: (one) => figure(row, one.value) },
            { title: '记录', number: true, cell: (one) => `${one.records}条` },
          ]}
        />
      </Card>
      <Card id="records" title="记录">
        <Table
          caption="记录"
          rows={data.rows}
          rowKey={({ id }) => id}
          empty={<Empty title="没有记录" />}
          columns={[
            { title: '空间', cell: (one) => one.carrierName },
            {
              title: '记录',
              cell: (one) => (
                <>
                  {isKept(one.kind) ? (
                    <Link to={`/spaces/${one.carrierId}/records?kind=${one.kind}&on=${one.day}&q=` as string}>
                      {one.label}
                    </Link>
                  ) : (
                    one.label
                  )}{' '}
                  {one.example && <Tag tone="note">示例</Tag>}
                </>
              ),
            },
            { title: '种类', cell: (one) => kindWords(one.kind) },
            { title: '日期', cell: (one) => showDay(one.day) },
            { title: '计入', number: true, cell: (one) => figure(row, one.value) },
          ]}
        />
        <Pager total={data.total} page={pageOf(search)} size={SIZE} />
      </Card>
    </Page>
  );
}

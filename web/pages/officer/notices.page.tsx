import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { noticesView } from '../../../src/cases/notices/notice.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
export const NOTICE_TONES = { draft: 'accent', running: 'ok', closed: 'plain' } as const;

/** 主管部门 · 公示：起草、发布、进行中和已结束的公示。 */
export function NoticesPage() {
  const [search] = useSearchState();
  const asked = { state: search.state, ...askedPage(search), size: SIZE };
  const { data } = useQuery({
    queryKey: ['notices', asked],
    queryFn: () => api.get<z.output<typeof noticesView>>('/api/notices', asked),
  });
  return (
    <Page title="公示" says="公示期首日计算在内，按工作日计；晚发布的，截止日自动顺延。">
      <Filters>
        <ChoiceFilter
          name="state"
          label="状态"
          options={[
            { value: 'draft', label: '待发布' },
            { value: 'running', label: '公示中' },
            { value: 'closed', label: '已结束' },
          ]}
        />
      </Filters>
      {data ? (
        <>
          <Table
            caption="公示"
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有公示">名单发布后，系统自动起草公示，由您核对后发布。</Empty>}
            columns={[
              { title: '公示', cell: (row) => <Link to={`/notices/${row.id}` as string}>{row.title}</Link> },
              { title: '状态', cell: (row) => <Tag tone={NOTICE_TONES[row.state]}>{row.stateLabel}</Tag> },
              {
                title: '公示期',
                cell: (row) =>
                  row.firstDay
                    ? `${showDay(row.firstDay)}至${showDay(row.lastDay)}(${row.workingDays}个工作日)${row.provisional ? '（暂定）' : ''}`
                    : '未发布',
              },
              { title: '对象', number: true, cell: (row) => row.entries },
              {
                title: '未结异议',
                number: true,
                cell: (row) =>
                  row.openObjections > 0 ? (
                    <Link to="/objections" search={{ open: 'true' } as never}>
                      {row.openObjections}
                    </Link>
                  ) : (
                    0
                  ),
              },
            ]}
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} workbook="/api/notices.xlsx" />
        </>
      ) : (
        <Loading />
      )}
    </Page>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { shortlistsView } from '../../../src/cases/shortlists/shortlist.contract.ts';
import { api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
export const SHORTLIST_TONES = { draft: 'accent', proposed: 'warn', released: 'ok' } as const;

/** 主管部门 · 拟定名单：每批一份，可分几次议定，一并发布。 */
export function ShortlistsPage() {
  const [search] = useSearchState();
  const asked = { state: search.state, ...askedPage(search), size: SIZE };
  const { data } = useQuery({
    queryKey: ['shortlists', asked],
    queryFn: () => api.get<z.output<typeof shortlistsView>>('/api/shortlists', asked),
  });
  return (
    <Page title="拟定名单" says="按评审得分排序拟定；与名次不一致的须书面说明理由，由负责人签发后一并发布。">
      <Filters>
        <ChoiceFilter
          name="state"
          label="状态"
          options={[
            { value: 'draft', label: '拟定中' },
            { value: 'proposed', label: '待签发' },
            { value: 'released', label: '已发布' },
          ]}
        />
      </Filters>
      {data ? (
        <>
          <Table
            caption="名单"
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有待拟定的名单">有办件到达拟定环节后，系统自动建立名单。</Empty>}
            columns={[
              { title: '名单', cell: (row) => <Link to={`/shortlist/${row.id}` as string}>{row.title}</Link> },
              { title: '状态', cell: (row) => <Tag tone={SHORTLIST_TONES[row.state]}>{row.stateLabel}</Tag> },
              { title: '办件数', number: true, cell: (row) => row.cases },
              { title: '建立', cell: (row) => showMoment(row.openedAt) },
              { title: '发布', cell: (row) => showMoment(row.releasedAt) },
            ]}
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} />
        </>
      ) : (
        <Loading />
      )}
    </Page>
  );
}

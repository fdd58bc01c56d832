import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Away } from '../../features/reviews/away.tsx';
import { type MyReviews, myReviewsQuery } from '../../features/reviews/reviews.ts';
import { showClosing, showMoment } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
const STATES = { assigned: '待评审', submitted: '已提交', recused: '已回避', released: '已撤换' } as const;

const COLUMNS: Column<MyReviews['rows'][number]>[] = [
  {
    title: '办件',
    cell: (row) => (
      <>
        {row.state === 'assigned' || row.state === 'submitted' ? (
          <Link to={`/cases/${row.caseId}` as string}>{row.title}</Link>
        ) : (
          row.title
        )}
        <div className="soft small">{row.number}</div>
      </>
    ),
  },
  {
    title: '状态',
    cell: ({ state }) => (
      <Tag tone={state === 'assigned' ? 'accent' : 'plain'}>{STATES[state as keyof typeof STATES] ?? state}</Tag>
    ),
  },
  { title: '派发', cell: ({ assignedAt }) => showMoment(assignedAt) },
  { title: '应交', cell: ({ dueAt }) => showClosing(dueAt) },
  { title: '提交', cell: ({ endedAt }) => showMoment(endedAt) },
];

/** 评审专家 · 我的评审：派给我的，我已提交的；本人利害关系和不便时段。 */
export function ReviewsPage() {
  const [search] = useSearchState();
  const { data } = useQuery(myReviewsQuery({ state: search.state, ...askedPage(search), size: SIZE }));
  return (
    <Page title="我的评审" says="请独立评审；与申报单位有利害关系的，打开办件后申请回避。">
      <Filters>
        <ChoiceFilter
          name="state"
          label="状态"
          options={[
            { value: 'assigned', label: '待评审' },
            { value: 'submitted', label: '已提交' },
          ]}
        />
      </Filters>
      {data ? (
        <>
          <Table
            caption="我的评审"
            columns={COLUMNS}
            rows={data.rows}
            rowKey={({ caseId }) => caseId}
            empty={<Empty title="没有评审任务">主管部门派发后会出现在这里。请先在下方申报利害关系。</Empty>}
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} />
        </>
      ) : (
        <Loading />
      )}
      <Away />
    </Page>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CASE_STATES } from '../../../src/cases/dossier/dossier.contract.ts';
import { type CaseRow, casesQuery } from '../../features/cases/cases.ts';
import { DueWords } from '../../features/cases/due.tsx';
import { RESULTS } from '../../features/cases/results.ts';
import { showDay } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useMay } from '../../lib/session.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceFilter, choicesOf, Filters, SearchFilter } from '../../ui/filters.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

const SIZE = 20;

const COLUMNS: Column<CaseRow>[] = [
  {
    title: '办件',
    sort: 'number',
    cell: (row) => (
      <>
        <Link to={`/cases/${row.id}` as string}>{row.title}</Link>
        <div className="soft small">{row.number}</div>
      </>
    ),
  },
  {
    title: '申报单位',
    cell: (row) => (
      <>
        {row.applicantName}
        <div className="soft small">{row.territoryName}</div>
      </>
    ),
  },
  {
    title: '现在',
    cell: (row) =>
      row.state === 'closed' ? (
        <Tag tone={RESULTS[row.result ?? 'withdrawn'].tone}>{row.endTitle ?? CASE_STATES.closed.zh}</Tag>
      ) : (
        <Tag tone="accent">{row.stepTitle}</Tag>
      ),
  },
  { title: '期限', sort: 'dueAt', cell: (row) => (row.state === 'closed' ? '—' : <DueWords due={row.due} />) },
  {
    title: '提交',
    cell: (row) => <span className="nowrap">{row.submittedAt ? showDay(row.submittedAt) : '未提交'}</span>,
  },
];

/** 所有人 · 办件：与我有关的申报、备案、变更，办到哪一步。 */
export function CasesPage() {
  const may = useMay();
  const [search] = useSearchState();
  const { data, error } = useQuery(
    casesQuery({
      q: search.q,
      state: search.state,
      result: search.result,
      light: search.light,
      roundId: search.roundId,
      carrierId: search.carrierId,
      sort: search.sort,
      ...askedPage(search),
      size: SIZE,
    }),
  );
  return (
    <Page title="办件" says="申报、备案和变更，从填报到办结。">
      <Filters>
        <SearchFilter label="名称、编号或单位" />
        <ChoiceFilter name="state" label="状态" options={choicesOf(CASE_STATES)} />
        <ChoiceFilter name="result" label="结果" options={choicesOf(RESULTS)} />
        <ChoiceFilter
          name="light"
          label="期限"
          options={[
            { value: 'red', label: '已超期' },
            { value: 'yellow', label: '临近期限' },
          ]}
        />
      </Filters>
      <ErrorNotice error={error} />
      {data ? (
        <>
          <Table
            caption="办件"
            columns={COLUMNS}
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={
              <Empty title="没有办件" action={may('case.open') && <Link to="/apply">发起申报或备案</Link>}>
                {may('case.open') ? '选择事项后先可通读全部条件，再决定是否开始。' : '有单位申报后会列在这里。'}
              </Empty>
            }
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} workbook="/api/cases.xlsx" />
        </>
      ) : (
        !error && <Loading />
      )}
    </Page>
  );
}

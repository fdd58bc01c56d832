import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CASE_STATES, PURPOSES } from '../../../src/cases/dossier/dossier.contract.ts';
import { casesQuery } from '../../features/cases/cases.ts';
import { DueWords } from '../../features/cases/due.tsx';
import { RESULTS } from '../../features/cases/results.ts';
import { showDay } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceFilter, choicesOf, Filters, SearchFilter } from '../../ui/filters.tsx';
import { Label } from '../../ui/label.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 20;
const SHOWN = ['sanction', 'rectification', 'appeal', 'repair'] as const;

/** 主管部门 · 处理与整改：违规处理、整改、申诉和信用修复办到哪一步，哪些将到期。 */
export function SanctionsPage() {
  const [search] = useSearchState();
  const filters = {
    purpose: search.purpose ?? SHOWN.join(','),
    q: search.q,
    state: search.state,
    light: search.light,
    sort: search.sort,
  };
  const { data, error } = useQuery(casesQuery({ ...filters, ...askedPage(search), size: SIZE }));
  return (
    <Page
      title="处理与整改"
      says={
        <>
          从<Link to="/problems">问题线索</Link>、<Link to="/designations">资格名录</Link>或办件页立案核查、责令整改。
        </>
      }
    >
      <Filters>
        <SearchFilter label="名称、编号或单位" />
        <ChoiceFilter
          name="purpose"
          label="类别"
          options={SHOWN.map((purpose) => ({ value: purpose, label: PURPOSES[purpose].zh }))}
        />
        <ChoiceFilter name="state" label="状态" options={choicesOf(CASE_STATES)} />
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
            caption="处理与整改"
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有办件">立案核查或责令整改后会列在这里。</Empty>}
            columns={[
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
              { title: '类别', cell: (row) => <Label of={PURPOSES[row.purpose]} /> },
              { title: '当事人', cell: (row) => row.applicantName },
              {
                title: '现在',
                cell: (row) =>
                  row.state === 'closed' ? (
                    <Tag tone={RESULTS[row.result ?? 'withdrawn'].tone}>{row.endTitle ?? CASE_STATES.closed.zh}</Tag>
                  ) : (
                    <Tag tone="accent">{row.stepTitle}</Tag>
                  ),
              },
              {
                title: '期限',
                sort: 'dueAt',
                cell: (row) => (row.state === 'closed' ? '—' : <DueWords due={row.due} />),
              },
              { title: '立案', cell: (row) => showDay(row.openedAt) },
            ]}
          />
          <Pager
            total={data.total}
            more={data.more}
            page={pageOf(search)}
            size={SIZE}
            workbook="/api/cases.xlsx"
            filters={filters}
          />
        </>
      ) : (
        !error && <Loading />
      )}
    </Page>
  );
}

import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import {
  monthBefore,
  REPORT_DUE_DAY,
  type ReportRow,
  type reportPage,
} from '../../../src/records/teamReports/team-report.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoment } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useToday } from '../../lib/today.ts';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
/** So many months back one may look. */
const MONTHS = 12;

const reportsQuery = (asked: {
  month?: string | undefined;
  missing?: string | undefined;
  page?: number;
  size: number;
}) =>
  queryOptions({
    queryKey: ['team-reports', asked],
    queryFn: () => api.get<z.output<typeof reportPage>>('/api/team-reports', { ...asked }),
  });

/** 运营机构 · 团队月报：某个月谁报了、谁没有报、连续几个月没有报，点开看报告。 */
export function TeamReportsPage() {
  const today = useToday();
  const [search] = useSearchState();
  const { data } = useQuery(
    reportsQuery({ month: search.month, missing: search.missing, ...askedPage(search), size: SIZE }),
  );
  const months = Array.from({ length: MONTHS }).reduce<string[]>(
    (found) => [...found, monthBefore(`${found.at(-1) ?? today.slice(0, 7)}-01`)],
    [],
  );
  return (
    <Page title="团队月报" says={`每月${REPORT_DUE_DAY}日前报上月；到期前后系统提醒团队，这里看谁还没有报。`}>
      <Filters>
        <ChoiceFilter
          name="month"
          label="月份"
          all={months[0] ?? ''}
          options={months.slice(1).map((month) => ({ value: month, label: month }))}
        />
        <ChoiceFilter name="missing" label="范围" options={[{ value: 'true', label: '只看没有报的' }]} />
      </Filters>
      {data ? (
        <>
          <p className="soft">{`${data.month}的月报，${showDay(data.dueOn)}前报`}</p>
          <Table
            caption="团队月报"
            columns={COLUMNS}
            rows={data.rows}
            rowKey={({ teamId }) => teamId}
            empty={<Empty title="没有团队">该月末没有在驻的团队。</Empty>}
          />
          <Pager
            total={data.total}
            more={data.more}
            page={pageOf(search)}
            size={SIZE}
            workbook="/api/team-reports.xlsx"
          />
        </>
      ) : (
        <Loading />
      )}
    </Page>
  );
}

const COLUMNS: Column<ReportRow>[] = [
  {
    title: '团队',
    cell: (row) => (
      <>
        <Link to={`/teams/${row.teamId}` as string}>{row.teamName}</Link> {row.example && <Tag>示例</Tag>}
        <div className="soft small">{row.carrierName}</div>
      </>
    ),
  },
  {
    title: '月报',
    cell: (row) =>
      row.reportedOn ? (
        <>
          <Tag tone="ok">{`${showDay(row.reportedOn)}报`}</Tag> {!row.confirmed && <Tag tone="warn">待核实</Tag>}
        </>
      ) : (
        <>
          <Tag tone="bad">没有报</Tag>
          {row.missing > 1 && <div className="soft small">连续{row.missing}个月没有报</div>}
        </>
      ),
  },
  { title: '现有人数', number: true, cell: ({ people }) => people ?? '—' },
  { title: '需要的帮助', cell: ({ needs }) => needs ?? '—' },
  {
    title: '提醒',
    cell: (row) => {
      if (row.reportId) return '—';
      if (!row.hasAccount) return '没有账号，由运营机构代报';
      return row.remindedAt ? `${showMoment(row.remindedAt)}提醒过团队` : '—';
    },
  },
  {
    title: '操作',
    bare: true,
    cell: (row) => (
      <Link
        to={`/teams/${row.teamId}/records` as string}
        search={{ kind: 'team_report' } as never}
        aria-label={row.reportId ? `查看${row.teamName}的月报` : `代报${row.teamName}的月报`}
      >
        {row.reportId ? '查看' : '代报'}
      </Link>
    ),
  },
];

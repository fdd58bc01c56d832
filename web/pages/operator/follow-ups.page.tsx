import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { FollowedTeam } from '../../../src/records/followUps/follow-up.contract.ts';
import { FollowUpDialog, type FollowUpKind } from '../../features/teams/follow-up-dialog.tsx';
import { followedQuery } from '../../features/teams/follow-ups.ts';
import { exitWords } from '../../features/tenancies/departure.tsx';
import { showDay, showMoment } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;

/** 运营机构 · 毕业跟踪：经团队同意继续跟踪的团队，今年问过没有、填报核实到哪一年、还能帮什么。 */
export function FollowUpsPage() {
  const [search] = useSearchState();
  const { data } = useQuery(followedQuery({ ...askedPage(search), size: SIZE }));
  const [open, setOpen] = useState<{ team: FollowedTeam; kind: FollowUpKind } | null>(null);
  const columns: Column<FollowedTeam>[] = [
    {
      title: '团队',
      cell: (row) => (
        <>
          <Link to={`/teams/${row.teamId}` as string}>{row.teamName}</Link> {row.example && <Tag>示例</Tag>}
        </>
      ),
    },
    {
      title: '离开',
      cell: (row) => (
        <>
          {showDay(row.leftOn)}
          {exitWords(row.exitKind) || '退出'}
          <div className="soft small">{row.carrierName}</div>
        </>
      ),
    },
    {
      title: '同意跟踪',
      cell: (row) => `${showDay(row.consentFrom)}起${row.consentTo ? `，至${showDay(row.consentTo)}` : ''}`,
    },
    {
      title: '年度经营',
      cell: (row) => (
        <>
          <Link to={`/teams/${row.teamId}/records` as string} search={{ kind: 'team_year', history: 'true' } as never}>
            {row.confirmedYear === null ? '尚无已核实年度' : `核实到${row.confirmedYear}年`}
          </Link>
          {row.askedAt && <div className="soft small">{showMoment(row.askedAt)}提醒过</div>}
        </>
      ),
    },
    {
      title: '待核实',
      number: true,
      cell: (row) =>
        row.unconfirmed > 0 ? (
          <Link to={`/teams/${row.teamId}/records` as string} aria-label={`${row.teamName}待核实${row.unconfirmed}项`}>
            {row.unconfirmed}项
          </Link>
        ) : (
          '—'
        ),
    },
    {
      title: '操作',
      bare: true,
      cell: (team) => (
        <div className="row-deeds">
          {team.toAsk !== null && (
            <button
              type="button"
              className="link-button"
              aria-label={`提醒${team.teamName}填报`}
              onClick={() => setOpen({ team, kind: 'ask' })}
            >
              提醒填报{team.toAsk}年
            </button>
          )}
          <button
            type="button"
            className="link-button"
            aria-label={`为${team.teamName}提供服务`}
            onClick={() => setOpen({ team, kind: 'service' })}
          >
            提供服务
          </button>
        </div>
      ),
    },
  ];
  return (
    <Page
      title="毕业跟踪"
      says="毕业、迁出或终止的团队，经其同意才在这里；团队照常自己填报，由本机构核实，存续统计从核实的记录读取。"
    >
      {data ? (
        <>
          <Table
            caption="跟踪的团队"
            columns={columns}
            rows={data.rows}
            rowKey={({ teamId }) => teamId}
            empty={<Empty title="没有跟踪的团队">团队离开时或以后，在“授权查看”里同意继续跟踪。</Empty>}
          />
          <Pager
            total={data.total}
            more={data.more}
            page={pageOf(search)}
            size={SIZE}
            workbook="/api/followed-teams.xlsx"
          />
        </>
      ) : (
        <Loading />
      )}
      {open && (
        <FollowUpDialog
          teamId={open.team.teamId}
          name={open.team.teamName}
          kind={open.kind}
          onClose={() => setOpen(null)}
        />
      )}
    </Page>
  );
}

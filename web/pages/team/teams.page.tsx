import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { STAGES } from '../../../src/records/teams/team.contract.ts';
import { stageOf } from '../../features/teams/stages.ts';
import { type TeamRow, teamsQuery } from '../../features/teams/teams.ts';
import { showDay } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useLabel } from '../../lib/words.ts';
import { ChoiceFilter, Filters, SearchFilter } from '../../ui/filters.tsx';
import { Label } from '../../ui/label.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;

const COLUMNS: Column<TeamRow>[] = [
  {
    title: '团队',
    cell: (row) => (
      <>
        <Link to={`/teams/${row.id}` as string}>{row.companyName ?? row.name}</Link> {row.example && <Tag>示例</Tag>}
        {row.companyName && <div className="soft small">{row.name}</div>}
      </>
    ),
  },
  {
    title: '现驻',
    cell: (row) =>
      row.carrierName ? (
        <>
          {row.carrierName}
          <div className="soft small">{row.since && `${showDay(row.since)}起`}</div>
        </>
      ) : (
        <>
          <span className="soft">目前没有入驻</span> {row.following && <Tag tone="note">离开后跟踪</Tag>}
        </>
      ),
  },
  {
    title: '孵化阶段',
    cell: (row) => {
      const stage = stageOf(row.stage);
      if (!stage) return <span className="soft">未登记</span>;
      return (
        <>
          <Label of={stage} />
          <div className="soft small">{row.stageSince && `${showDay(row.stageSince)}进入`}</div>
          <div className="soft small">{row.stageOwner ?? '没有指定负责人'}</div>
          {row.goals > 0 && (
            <div className="soft small">
              目标{row.goalsReached}/{row.goals}
            </div>
          )}
        </>
      );
    },
  },
  { title: '公司', cell: (row) => (row.registeredOn ? `${showDay(row.registeredOn)}注册` : '尚未注册') },
  {
    title: '待核实',
    number: true,
    cell: (row) =>
      row.unconfirmed > 0 ? (
        <Link to={`/teams/${row.id}/records` as string} aria-label={`${row.name}待核实${row.unconfirmed}项`}>
          {row.unconfirmed}项
        </Link>
      ) : (
        '—'
      ),
  },
];

/** 运营机构与创业团队 · 团队：在驻的和本人所在的，从这里进入团队档案。 */
export function TeamsPage() {
  const label = useLabel();
  const [search] = useSearchState();
  const { data } = useQuery(
    teamsQuery({ q: search.q, carrierId: search.carrierId, stage: search.stage, ...askedPage(search), size: SIZE }),
  );
  return (
    <Page title="团队" says="同一团队从创意到公司只有一份档案，迁到哪里带到哪里。">
      <Filters>
        <SearchFilter label="团队、公司、信用代码" />
        <ChoiceFilter
          name="stage"
          label="孵化阶段"
          options={STAGES.map(({ code, ...words }) => ({ value: code, label: label(words) }))}
        />
      </Filters>
      {data ? (
        <>
          <Table
            caption="团队"
            columns={COLUMNS}
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有团队">团队办理入驻后会出现在这里。</Empty>}
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} workbook="/api/teams.xlsx" />
        </>
      ) : (
        <Loading />
      )}
    </Page>
  );
}

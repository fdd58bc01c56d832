import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { FindingCounts } from '../../features/cases/findings.tsx';
import { SpaceFrame } from '../../features/records/space-frame.tsx';
import { AccountList, Ahead } from '../../features/standings/accounts.tsx';
import { type StandingRow, standingQuery, standingsQuery } from '../../features/standings/standings.ts';
import { TryOut } from '../../features/standings/try-out.tsx';
import { withQuery } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { useSearchState } from '../../lib/search.ts';
import { useMay } from '../../lib/session.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { Card, Empty, Loading, Tag } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';

const VERDICTS = {
  met: { tone: 'ok', zh: '符合全部应当具备的条件' },
  unmet: { tone: 'bad', zh: '有条件不符合' },
  unknown: { tone: 'warn', zh: '材料不足，尚不能判断' },
} as const;

/** 运营机构与主管部门 · 全年达标情况：用登记的记录对照本地和上级的每份政策，差什么、怎样达到、什么时候会变。 */
export function StandingPage() {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const may = useMay();
  const [search, setSearch] = useSearchState();
  const on = search.on || undefined;
  const { data, error } = useQuery({ ...standingsQuery(carrierId, on), enabled: may('carrier.standing') });
  const chosen = data?.rows.find(({ packId }) => packId === search.pack) ?? data?.rows[0];
  return (
    <SpaceFrame
      carrierId={carrierId}
      title="达标情况"
      says="不必等到申报：每天的记录随时对照各项规定。没有登记的视为“材料不足”，不视为不符合。"
    >
      <form className="row no-print" onSubmit={(event) => event.preventDefault()}>
        <label htmlFor="on">对照哪一天</label>
        <DayInput id="on" value={on ?? data?.on ?? null} onChange={(day) => setSearch({ on: day ?? undefined })} />
      </form>
      <ErrorNotice error={error} />
      {!data && !error && <Loading />}
      {data && data.rows.length === 0 && (
        <Empty title="没有适用于本空间的政策">本地或上级有适用的政策后，这里逐条显示达标情况。</Empty>
      )}
      {data && data.rows.length > 0 && (
        <Table caption="适用的政策" columns={COLUMNS} rows={data.rows} rowKey={({ packId }) => packId} empty={null} />
      )}
      {chosen && <Standing key={chosen.packId} row={chosen} carrierId={carrierId} on={on} />}
    </SpaceFrame>
  );
}

const COLUMNS: Column<StandingRow>[] = [
  {
    title: '政策',
    cell: (row) => (
      <>
        <Link to="." search={(search: object) => ({ ...search, pack: row.packId, only: undefined }) as never}>
          {row.packTitle}
        </Link>
        <div className="soft small">
          {row.territoryName}
          {row.designation && ` · ${row.designation}`}
        </div>
      </>
    ),
  },
  { title: '总结论', cell: ({ verdict }) => <Tag tone={VERDICTS[verdict].tone}>{VERDICTS[verdict].zh}</Tag> },
  {
    title: '符合 / 不符合 / 材料不足',
    cell: ({ counts }) => `${counts.met} / ${counts.unmet} / ${counts.unknown}`,
  },
  {
    title: '还差',
    cell: ({ remedy, verdict }) =>
      verdict === 'met' ? '—' : remedy ? `${remedy.steps}项，难度${remedy.effort}` : '无法靠整改达到',
  },
  {
    title: '时间的影响',
    cell: ({ ripensOn, lapses }) => (
      <>
        {ripensOn && <div>{showDay(ripensOn)}自行符合</div>}
        {lapses[0] && (
          <div>
            <Tag tone="warn">预警</Tag> {showDay(lapses[0].lapsesOn)}起{lapses.length}项将失去
          </div>
        )}
        {!ripensOn && lapses.length === 0 && '—'}
      </>
    ),
  },
];

function Standing({ row, carrierId, on }: { row: StandingRow; carrierId: string; on: string | undefined }) {
  const [search] = useSearchState();
  const { data: standing, error } = useQuery(standingQuery(carrierId, row.packId, on));
  if (error) return <ErrorNotice error={error} />;
  if (!standing) return <Loading />;
  const only = search.only;
  const shown = standing.accounts.filter(({ outcome }) => !only || outcome === only);
  const verdict = VERDICTS[standing.verdict];
  const paper = withQuery(`/api/carriers/${carrierId}/standing/paper`, { packId: row.packId, on });
  return (
    <Card
      title={standing.packTitle}
      id={`pack-${standing.packId.replace(/\W/g, '-')}`}
      actions={<FindingCounts findings={standing.accounts} />}
    >
      <div className="stack">
        <div className="row spread">
          <p className="row">
            <Tag tone={verdict.tone}>{verdict.zh}</Tag>
            <span className="soft">{showDay(standing.on)}</span>
          </p>
          <span className="row">
            <a href={paper} download>
              下载逐条说明（Word）
            </a>
            {standing.procedureId && (
              <Link
                to="/apply/read"
                search={{ packId: row.packId, procedureId: standing.procedureId, carrierId } as never}
              >
                申报条件和程序
              </Link>
            )}
          </span>
        </div>
        <Ahead standing={standing} />
        <TryOut standing={standing} />
        <nav className="subnav no-print" aria-label="只看">
          {(
            [
              [undefined, '全部'],
              ['unmet', '不符合'],
              ['unknown', '材料不足'],
              ['met', '符合'],
              ['notApplicable', '不适用'],
            ] as const
          ).map(([code, words]) => (
            <Link
              key={words}
              to="."
              search={{ ...search, only: code } as never}
              resetScroll={false}
              aria-current={only === code ? 'page' : undefined}
            >
              {words}
            </Link>
          ))}
        </nav>
        {shown.length === 0 ? (
          <p className="soft">没有此类条件。</p>
        ) : (
          <AccountList accounts={shown} carrierId={carrierId} />
        )}
      </div>
    </Card>
  );
}

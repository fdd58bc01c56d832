import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { z } from 'zod';
import {
  FATES,
  type gradesView,
  type HistoryView,
  LIVES,
  RECTIFIED,
  type rectificationsView,
} from '../../../src/insight/history/history.contract.ts';
import { CountOpener, Definition, fateColumns, Lives, Records } from '../../features/history/lives.tsx';
import { api, type Query } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { useSearchState } from '../../lib/search.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Card, Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

const CohortChart = lazy(() =>
  import('../../features/history/cohort-chart.tsx').then((m) => ({ default: m.CohortChart })),
);

type Life = keyof typeof LIVES;
type Fate = keyof typeof FATES;
type Rectified = keyof typeof RECTIFIED;
type Opened =
  | { kind: 'lives'; title: string; asked: Query }
  | { kind: 'rectifications' | 'grades'; title: string; asked: Query }
  | null;

/** 主管部门 · 历史分析：按起始年份看团队、企业和资格的存续，整改的成效；每个数字都能打开到记录。 */
export function HistoryPage() {
  const [search] = useSearchState();
  const [open, setOpen] = useState<Opened>(null);
  const life = (search.life && search.life in LIVES ? search.life : 'teams') as Life;
  const { data: history } = useSuspenseQuery({
    queryKey: ['history'],
    queryFn: () => api.get<HistoryView>('/api/history'),
  });
  const rows = history.lives[life];
  const openLives = (year: number, years: number, fate: Fate) =>
    setOpen({
      kind: 'lives',
      title: `${year}年${LIVES[life].began}，${years}年：${FATES[fate].zh}`,
      asked: { life, year, years, fate, on: history.on },
    });
  const openBegan = (year: number, example?: true) =>
    setOpen({
      kind: 'lives',
      title: `${year}年${LIVES[life].began}${example ? '：示例' : ''}`,
      asked: { life, year, years: 1, example, on: history.on },
    });
  return (
    <Page
      title="历史分析"
      says={`${history.territory}，截至${showDay(history.on)}。未满年限和不详的单独列出，不算存续也不算终止。`}
      actions={<a href="/api/history.xlsx">导出 Excel</a>}
    >
      <Filters>
        <ChoiceFilter
          name="life"
          label="对象"
          all={LIVES.teams.zh}
          options={(['companies', 'designations'] as const).map((value) => ({ value, label: LIVES[value].zh }))}
        />
      </Filters>
      <Card title={`${LIVES[life].zh}：按${LIVES[life].began}年份的存续`} id="survival">
        <div className="stack">
          {life !== 'designations' && <Definition />}
          {rows.length > 0 && (
            <Suspense fallback={<Loading lines={6} />}>
              <CohortChart rows={rows} label={`${LIVES[life].zh}满1、3、5年的存续率`} />
            </Suspense>
          )}
          <Table
            caption={`${LIVES[life].zh}存续`}
            scrolls
            rows={rows}
            rowKey={({ year }) => String(year)}
            empty={<Empty title="没有记录">登记团队入驻和资格后，按起始年份统计。</Empty>}
            columns={[
              { title: `${LIVES[life].began}年份`, cell: (row) => row.year },
              {
                title: '数量',
                number: true,
                cell: ({ year, began }) => (
                  <CountOpener count={began} label={`${year}年${LIVES[life].began}`} onOpen={() => openBegan(year)} />
                ),
              },
              {
                title: '其中示例',
                number: true,
                cell: ({ year, examples }) => (
                  <CountOpener
                    count={examples}
                    label={`${year}年${LIVES[life].began}，示例`}
                    onOpen={() => openBegan(year, true)}
                  />
                ),
              },
              ...fateColumns(openLives),
            ]}
          />
        </div>
      </Card>
      <Card title="历年等次和变动" id="grades">
        <div className="stack">
          <Table
            caption="历年等次"
            rows={history.grades}
            rowKey={(row) => `${row.packId} ${row.year} ${row.grade}`}
            empty={<Empty title="没有评价结果">年度评价发布结果，或补录往年结果后，列在这里。</Empty>}
            columns={[
              { title: '年度', cell: (row) => row.year },
              { title: '政策文件', cell: (row) => row.packTitle },
              { title: '等次', cell: (row) => row.label },
              {
                title: '载体数',
                number: true,
                cell: ({ packId, year, grade, label, count }) => (
                  <CountOpener
                    count={count}
                    label={`${year}年 ${label}`}
                    onOpen={() =>
                      setOpen({
                        kind: 'grades',
                        title: `${year}年度：${label}`,
                        asked: { packId, year, grade, on: history.on },
                      })
                    }
                  />
                ),
              },
            ]}
          />
          {history.moves.length > 0 && (
            <Table
              caption="等次变动"
              rows={history.moves}
              rowKey={(row) => `${row.packId} ${row.year} ${row.was} ${row.became}`}
              empty={null}
              columns={[
                { title: '年度', cell: (row) => `${row.year - 1}→${row.year}` },
                { title: '政策文件', cell: (row) => row.packTitle },
                { title: '上一年度', cell: (row) => row.wasLabel },
                { title: '本年度', cell: (row) => row.becameLabel },
                {
                  title: '载体数',
                  number: true,
                  cell: ({ packId, year, was, became, wasLabel, becameLabel, count }) => (
                    <CountOpener
                      count={count}
                      label={`${year}年 由${wasLabel}到${becameLabel}`}
                      onOpen={() =>
                        setOpen({
                          kind: 'grades',
                          title: `${year}年度由${wasLabel}到${becameLabel}`,
                          asked: { packId, year, grade: became, was, on: history.on },
                        })
                      }
                    />
                  ),
                },
                {
                  title: '其中期间整改通过',
                  number: true,
                  cell: ({ packId, year, was, became, wasLabel, becameLabel, rectified }) => (
                    <CountOpener
                      count={rectified}
                      label={`${year}年 由${wasLabel}到${becameLabel}，期间整改通过`}
                      onOpen={() =>
                        setOpen({
                          kind: 'grades',
                          title: `${year}年度由${wasLabel}到${becameLabel}，期间整改通过`,
                          asked: { packId, year, grade: became, was, rectified: true, on: history.on },
                        })
                      }
                    />
                  ),
                },
              ]}
            />
          )}
        </div>
      </Card>
      <Card title="整改成效" id="rectifications">
        <Table
          caption="整改成效"
          scrolls
          rows={history.rectifications}
          rowKey={({ year }) => String(year)}
          empty={<Empty title="没有整改">责令整改后，按年份统计结果和反复。</Empty>}
          columns={[
            { title: '责令年份', cell: (row) => row.year },
            {
              title: '责令整改',
              number: true,
              cell: ({ year, opened }) => (
                <CountOpener
                  count={opened}
                  label={`${year}年 责令整改`}
                  onOpen={() =>
                    setOpen({ kind: 'rectifications', title: `${year}年责令整改`, asked: { year, on: history.on } })
                  }
                />
              ),
            },
            ...(Object.keys(RECTIFIED) as Rectified[]).map((outcome) => ({
              title: RECTIFIED[outcome].zh,
              number: true,
              cell: (row: HistoryView['rectifications'][number]) => (
                <CountOpener
                  count={row[outcome]}
                  label={`${row.year}年 ${RECTIFIED[outcome].zh}`}
                  onOpen={() =>
                    setOpen({
                      kind: 'rectifications',
                      title: `${row.year}年责令整改：${RECTIFIED[outcome].zh}`,
                      asked: { year: row.year, outcome, on: history.on },
                    })
                  }
                />
              ),
            })),
            {
              title: '通过后一年内反复',
              number: true,
              cell: (row) => (
                <CountOpener
                  count={row.relapsed}
                  label={`${row.year}年 通过后一年内反复`}
                  onOpen={() =>
                    setOpen({
                      kind: 'rectifications',
                      title: `${row.year}年责令整改，通过后一年内反复`,
                      asked: { year: row.year, relapsed: true, on: history.on },
                    })
                  }
                />
              ),
            },
          ]}
        />
      </Card>
      {open && (
        <Dialog title={open.title} open onClose={() => setOpen(null)}>
          {open.kind === 'lives' && <Lives path="/api/history/lives" asked={open.asked} />}
          {open.kind === 'grades' && <Grades asked={open.asked} />}
          {open.kind === 'rectifications' && <Rectifications asked={open.asked} />}
        </Dialog>
      )}
    </Page>
  );
}

function Grades({ asked }: { asked: Query }) {
  const { data } = useQuery({
    queryKey: ['history', 'grades', asked],
    queryFn: () => api.get<z.output<typeof gradesView>>('/api/history/grades', asked),
  });
  if (!data) return <Loading />;
  return (
    <Records more={data.more}>
      {data.rows.map((row) => (
        <li key={row.carrierId}>
          <Link to={`/spaces/${row.carrierId}` as string}>{row.carrier}</Link>
          {row.caseId && (
            <>
              ，<Link to={`/cases/${row.caseId}` as string}>评价办件</Link>
            </>
          )}{' '}
          {row.example && <Tag>示例</Tag>}
        </li>
      ))}
    </Records>
  );
}

function Rectifications({ asked }: { asked: Query }) {
  const { data } = useQuery({
    queryKey: ['history', 'rectifications', asked],
    queryFn: () => api.get<z.output<typeof rectificationsView>>('/api/history/rectifications', asked),
  });
  if (!data) return <Loading />;
  return (
    <Records more={data.more}>
      {data.rows.map((row) => (
        <li key={row.id}>
          {row.caseId ? <Link to={`/cases/${row.caseId}` as string}>{row.number}</Link> : row.id}，{row.carrier}，
          {showDay(row.openedOn)}责令{row.closedOn ? `，${showDay(row.closedOn)}结案` : ''}{' '}
          {row.example && <Tag>示例</Tag>}
        </li>
      ))}
    </Records>
  );
}

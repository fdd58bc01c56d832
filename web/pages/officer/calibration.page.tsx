import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { crumbsOf, roundQuery } from '../../features/cases/rounds.ts';
import { type CalibrationView, calibrationQuery } from '../../features/reviews/assignments.ts';
import { showNumber } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Card, Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';

const signed = (points: number) => `${points > 0 ? '+' : ''}${showNumber(points)}`;
const shown = (points: number | null) => (points === null ? '—' : showNumber(points));

type Sheet = CalibrationView['sheets'][number];

const EXPERTS: Column<Sheet['experts'][number]>[] = [
  { title: '专家', cell: ({ name }) => name },
  { title: '评审数', number: true, cell: ({ reviews }) => reviews },
  { title: '其中与他人同评', number: true, cell: ({ shared }) => shared },
  { title: '平均给分', number: true, cell: ({ mean }) => showNumber(mean) },
  { title: '宽严度', number: true, cell: ({ shared, leniency }) => (shared === 0 ? '—' : signed(leniency)) },
  {
    title: '标准误',
    number: true,
    cell: ({ shared, standardError }) => (shared === 0 ? '—' : `±${showNumber(standardError)}`),
  },
  { title: '样本', cell: ({ isEnough }) => (isEnough ? '足够' : <Tag tone="warn">样本不足，仅供参考</Tag>) },
];
const CASES: Column<Sheet['cases'][number]>[] = [
  {
    title: '办件',
    cell: (row) => (
      <>
        <Link to={`/cases/${row.caseId}` as string}>{row.title}</Link>
        <div className="soft small">{row.number}</div>
      </>
    ),
  },
  { title: '专家数', number: true, cell: ({ experts }) => experts },
  { title: '原始得分', number: true, cell: ({ raw }) => shown(raw) },
  { title: '校准后(参考)', number: true, cell: ({ calibrated }) => shown(calibrated) },
  {
    title: '再次审视',
    cell: ({ secondLooks }) => (secondLooks.length > 0 ? secondLooks.join('、') : '—'),
  },
  {
    title: '书面偏离',
    cell: ({ exception }) =>
      exception ? (
        <>
          {showNumber(exception.points)}分<div className="soft small">{exception.reason}</div>
        </>
      ) : (
        '—'
      ),
  },
];

/** 主管部门 · 汇总与校准：评分结束后，原始得分旁边看各专家的宽严，方法写在同一页。 */
export function CalibrationPage() {
  const { roundId = '' } = useParams({ strict: false }) as { roundId?: string };
  const { data, error } = useQuery(calibrationQuery(roundId));
  const { data: round } = useQuery(roundQuery(roundId));
  return (
    <Page
      title="汇总与宽严校准"
      says={data?.round.title}
      crumbs={[...crumbsOf(round), { title: '选派专家', to: `/rounds/${roundId}/assignment` }]}
      actions={round?.evaluates && <Link to={`/evaluations/${roundId}/grading` as string}>评定等次</Link>}
    >
      <ErrorNotice error={error} />
      {!data && !error && <Loading />}
      {data && (
        <>
          <Card title="方法" id="method">
            <p>
              每个分数看作“办件水平＋专家宽严＋其余”，用最小二乘求解；宽严向0收缩，相当于每名专家另有{data.shrink}
              份不偏不倚的评分。正数偏宽，负数偏严。校准后得分是各专家减去本人宽严后，按同一汇总方法算出。
              校准只作参考，结果仍用原始得分；要偏离专家评分，由负责人在办件中书面说明。与他人同评一件才看得出宽严，同评不足
              {data.enough}份的标为样本不足。不同评分表的分数不放在一起计算。
            </p>
          </Card>
          {data.sheets.length === 0 && <Empty title="本批次没有已完成评审的办件" />}
          {data.sheets.map((sheet) => (
            <SheetCards key={sheet.id} sheet={sheet} />
          ))}
        </>
      )}
    </Page>
  );
}

function SheetCards({ sheet }: { sheet: Sheet }) {
  const scale = sheet.full === null ? '' : `，满分${showNumber(sheet.full)}分`;
  return (
    <>
      <Card title={`专家宽严 · ${sheet.title}`} id={`experts-${sheet.id}`}>
        <div className="stack-s">
          <p className="soft">
            共{sheet.reviews}份评分{scale}，{METHODS[sheet.method]}，未能解释的波动为{showNumber(sheet.residual)}分。
          </p>
          <Table
            caption={`专家宽严 ${sheet.title}`}
            columns={EXPERTS}
            rows={sheet.experts}
            rowKey={({ expertId }) => expertId}
            empty={<Empty title="没有评分" />}
          />
        </div>
      </Card>
      <Card title={`办件得分 · ${sheet.title}`} id={`cases-${sheet.id}`}>
        <Table
          caption={`办件得分 ${sheet.title}`}
          columns={CASES}
          rows={sheet.cases}
          rowKey={({ caseId }) => caseId}
          empty={<Empty title="没有已完成评审的办件" />}
        />
      </Card>
    </>
  );
}
const METHODS = { mean: '取平均分', dropExtremes: '去掉一个最高分和一个最低分后平均' } as const;

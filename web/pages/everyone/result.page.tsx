import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { BECAUSE, type ResultView } from '../../../src/cases/gradings/grading.contract.ts';
import { Clause } from '../../features/cases/findings.tsx';
import { inTwoPlaces, pointsInWords, resultQuery } from '../../features/evaluations/evaluations.ts';
import { Letters } from '../../features/evaluations/letters.tsx';
import { RewardsCard } from '../../features/rewards/rewards.tsx';
import { Preferences } from '../../features/shortlists/preferences.tsx';
import { showMoment, showMoney } from '../../lib/format.ts';
import { Card, Page, Pairs, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

/** 运营机构 · 评价结果：得了多少分，为什么是这个等次，历年怎样，有什么处理。 */
export function ResultPage() {
  const { caseId = '' } = useParams({ strict: false }) as { caseId?: string };
  const { data: result } = useSuspenseQuery(resultQuery(caseId));
  const lost = result.indicators.filter(
    ({ kind, max, low, high }) => kind === 'points' && max !== null && low === high && low < max,
  );
  return (
    <Page
      title={`评价结果 · ${result.carrier}`}
      says={`${result.title} · ${showMoment(result.releasedAt)}发布`}
      crumbs={[
        { title: '办件', to: '/cases' },
        { title: result.title, to: `/cases/${caseId}` },
      ]}
    >
      <Card title="结果" id="result">
        <Pairs
          of={[
            ['等次', <strong key="label">{result.label ?? '已评价'}</strong>],
            ['得分', result.points === null ? '—' : String(inTwoPlaces(result.points))],
            ['名次', result.place === null ? '—' : `${result.place}/${result.of}`],
            [
              '为什么是这个等次',
              result.exception ? `经审定另定：${result.exception}` : <Why key="why" result={result} />,
            ],
            ...(result.preferences.length > 0
              ? [['同分优先', <Preferences key="preferences" of={result.preferences} />] as const]
              : []),
          ]}
        />
      </Card>
      {result.decision && (
        <Card title="处理决定" id="decision">
          <div className="stack-s">
            <p>
              <strong>{result.decision.number}</strong>{' '}
              <span className="soft">{showMoment(result.decision.decidedAt)}签发</span>
              <Letters of={result.decision.letters} />
            </p>
            <ul>
              {result.decision.items.map((item) => (
                <li key={item.says}>
                  {item.says} <span className="soft">({item.cites})</span>
                  {item.fen !== null && <strong> {showMoney(item.fen)}</strong>}
                  {item.counted && <div className="soft small">计入：{item.counted}</div>}
                </li>
              ))}
            </ul>
            <p>{result.decision.reasons}</p>
            <p className="soft">
              不服的，可以
              <Link to={`/cases/${caseId}` as string} hash="appeal">
                申诉
              </Link>
              ，也可以依法申请行政复议或者提起行政诉讼；机关和期限见决定书。
            </p>
          </div>
        </Card>
      )}
      <RewardsCard carrierId={result.carrierId} />
      {result.participated && result.indicators.length > 0 && (
        <Card title="逐项得分" id="indicators">
          <div className="stack">
            {lost.length > 0 && (
              <p>
                失分较多的：
                {[...lost]
                  .sort((a, b) => (b.max ?? 0) - b.low - ((a.max ?? 0) - a.low))
                  .slice(0, 3)
                  .map(({ says, max, low }) => `${says}(差${Math.round(((max ?? 0) - low) * 100) / 100}分)`)
                  .join('、')}
              </p>
            )}
            <ol className="findings plain">
              {result.indicators.map((one) => (
                <li key={one.indicator} className="finding">
                  <div className="finding-head">
                    <h3>{one.says}</h3>
                    <strong>
                      {pointsInWords(one)}
                      {one.max !== null && <span className="soft">/{one.max}分</span>}
                    </strong>
                  </div>
                  <p>
                    {one.rule}
                    {one.measured !== null && `；本单位为${one.measured}`}
                    {one.low !== one.high && '；数据不全，得分不能确定'}
                  </p>
                  <Clause cites={one.cites} text={one.clause} />
                </li>
              ))}
            </ol>
          </div>
        </Card>
      )}
      <Card title="等次怎样划分" id="grades">
        <Table
          caption="等次"
          rows={result.grades}
          rowKey={({ zh }) => zh}
          empty={<p className="empty">文件没有规定等次</p>}
          columns={[
            { title: '等次', cell: (one) => one.zh },
            { title: '分数线', cell: (one) => (one.atLeast === null ? '—' : `${one.atLeast}分以上`) },
            {
              title: '名额',
              cell: (one) =>
                one.topShare === null ? '—' : `与更高等次合计不超过${Math.round(one.topShare * 1000) / 10}%`,
            },
            { title: '依据', cell: (one) => one.cites },
          ]}
        />
      </Card>
      <Card title="历年结果" id="history">
        <ul>
          {result.history.map((one) => (
            <li key={one.year}>
              {one.year}年 <Tag>{one.participated ? (one.label ?? '结果不明') : '未参加'}</Tag>{' '}
              <span className="soft small">{one.source}</span>
            </li>
          ))}
        </ul>
        <p className="row">
          <Link to={`/spaces/${result.carrierId}/standing` as string}>离更高一级的条件还差什么</Link>
          <Link to={`/cases/${caseId}` as string}>回到办件</Link>
        </p>
      </Card>
    </Page>
  );
}

/** 等次的由来：得分达到哪一级的分数线，差在哪里，或为什么不按得分。 */
function Why({ result: { points, label, because, bars, grades } }: { result: ResultView }) {
  const reached = grades.find(({ atLeast }) => points !== null && atLeast !== null && points >= atLeast);
  const better = grades[grades.findIndex(({ zh }) => zh === (reached?.zh ?? label)) - 1];
  // Two places as everywhere, and as many as it takes where they would say that it reached what it did not.
  const written = (given: number, line: number) => {
    const two = inTwoPlaces(given);
    return given < line && two >= line ? given : two;
  };
  const against = ({ zh, atLeast }: { zh: string; atLeast: number | null }, says: string) =>
    points !== null && atLeast !== null && `得${written(points, atLeast)}分，${says}${zh}的${atLeast}分`;
  const says = [
    reached && against(reached, '达到'),
    better && against(better, '没有达到'),
    because && `${BECAUSE[because].zh}${bars.length > 0 ? `(${bars.join('、')})` : ''}`,
  ].filter((one) => typeof one === 'string');
  return says.length === 0 ? '按得分和名额' : says.map((one) => <div key={one}>{one}</div>);
}

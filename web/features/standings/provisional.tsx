import { useQuery } from '@tanstack/react-query';
import type { ProvisionalScoresView } from '../../../src/cases/provisionalScores/provisionalScore.contract.ts';
import { showDay } from '../../lib/format.ts';
import { useSay } from '../../lib/words.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Card, Loading, Tag } from '../../ui/page.tsx';
import { Clause, showFact } from '../cases/findings.tsx';
import { pointsInWords } from '../evaluations/evaluations.ts';
import { Provenance } from '../records/provenance.tsx';
import { provisionalScoresQuery } from './standings.ts';

type Scored = ProvisionalScoresView['rows'][number];
type Indicator = Scored['indicators'][number];

/** 预评分: a day's operating data against next year's schemes, what is judged later, and what is missing. */
export function ProvisionalScores({ carrierId, on }: { carrierId: string; on: string | undefined }) {
  const say = useSay();
  const { data, error } = useQuery(provisionalScoresQuery(carrierId, on));
  if (error) return <ErrorNotice error={error} />;
  if (!data) return <Loading />;
  if (data.rows.length + data.ending.length === 0) return null;
  const year = data.criteriaOn.slice(0, 4);
  return (
    <Card title={say(`按${year}年评价方案的预评分`, `Provisional score by the schemes of ${year}`)} id="provisional">
      <div className="stack">
        <p className="soft">
          {say(
            `${showDay(data.on)}的运营数据对照${showDay(data.criteriaOn)}有效的方案；按自然年计的指标算本年至今。只供参考，不是评价结果；没有数据不等于零。`,
            `The operating data of ${data.on} against the schemes in force on ${data.criteriaOn}; what is counted by the calendar year is this year so far. For orientation, not a result; no data is not zero.`,
          )}
        </p>
        {data.rows.map((row) => (
          <Scheme key={`${row.packId} ${row.scheme}`} row={row} carrierId={carrierId} />
        ))}
        {data.ending.map(({ packTitle, until }) => (
          <p key={packTitle}>
            <Tag tone="warn">{say('届时失效', 'No more in force')}</Tag> {packTitle}
            {until && say(`，有效至${showDay(until)}`, `, until ${until}`)}
          </p>
        ))}
      </div>
    </Card>
  );
}

function Scheme({ row, carrierId }: { row: Scored; carrierId: string }) {
  const say = useSay();
  const later = row.indicators.filter(({ byExpert }) => byExpert);
  const lacking = row.indicators.filter(({ byExpert, missing }) => !byExpert && missing.length > 0);
  const known = row.indicators.length - later.length - lacking.length;
  return (
    <section className="stack-s" aria-label={row.title}>
      <div className="finding-head">
        <h3>{row.title}</h3>
        <span className="row">
          {row.isExample && <Tag>{say('示例', 'Example')}</Tag>}
          {row.applies === 'unmet' ? (
            <Tag>{say('不适用', 'Does not apply')}</Tag>
          ) : known === 0 ? (
            <strong>{say('尚无能计分的指标', 'Nothing can be scored yet')}</strong>
          ) : (
            <strong>
              {say('现得', 'So far ')}
              {pointsInWords({ low: row.low, high: row.low })}
              {say('分', '')}
              {row.total !== null && <span className="soft">{say(`，满分${row.total}分`, ` of ${row.total}`)}</span>}
            </strong>
          )}
        </span>
      </div>
      {row.applies !== 'met' && <Applies row={row} carrierId={carrierId} />}
      {row.applies !== 'unmet' && (
        <>
          <p>
            {say(
              `${known}项已能计分，${lacking.length}项缺数据或分值，${later.length}项届时由专家评分`,
              `${known} scored, ${lacking.length} lack data or points, ${later.length} to be scored by experts`,
            )}
            {row.high !== null &&
              row.high !== row.low &&
              say(`；最终在${pointsInWords(row)}分之间`, `; between ${row.low} and ${row.high} in the end`)}
            {say('。', '.')}
            {row.vetoed === 'met' && (
              <>
                {' '}
                <Tag tone="bad">{say('有一票否决的情形', 'Vetoed')}</Tag>
              </>
            )}
          </p>
          {row.settledFrom && (
            <p className="soft small">
              {say(
                `文件没有写明的分值沿用最近一轮的设定：${row.settledFrom.title}（${row.settledFrom.year}年）。`,
                `Points the document leaves open are as set for the latest round: ${row.settledFrom.title} (${row.settledFrom.year}).`,
              )}
            </p>
          )}
          <details open={row.indicators.length <= OPEN}>
            <summary>
              {say(`逐项得分（${row.indicators.length}项）`, `By indicator (${row.indicators.length})`)}
            </summary>
            <ol className="findings plain">
              {row.indicators.map((indicator) => (
                <IndicatorLine key={indicator.id} indicator={indicator} carrierId={carrierId} />
              ))}
            </ol>
          </details>
        </>
      )}
    </section>
  );
}

/** Of a scheme with more indicators the list is folded. */
const OPEN = 12;

/** A scheme that is for some carriers only says on what that depends. */
function Applies({ row, carrierId }: { row: Scored; carrierId: string }) {
  const say = useSay();
  return (
    <div>
      <p>
        {row.applies === 'unmet'
          ? say('本方案按下列情况不适用于本空间：', 'By these facts the scheme is not for this space:')
          : say('是否适用于本空间还不能判断：', 'Whether the scheme is for this space is not known:')}
      </p>
      <Facts facts={row.appliesFacts} carrierId={carrierId} />
    </div>
  );
}

function IndicatorLine({ indicator, carrierId }: { indicator: Indicator; carrierId: string }) {
  const say = useSay();
  const { says, byExpert, missing, max, value, rule } = indicator;
  return (
    <li className="finding">
      <div className="finding-head">
        <h4>{says}</h4>
        <span className="row">
          {byExpert ? (
            <Tag tone="note">{say('届时评分', 'Judged later')}</Tag>
          ) : (
            missing.length > 0 && <Tag tone="warn">{say('数据不全', 'Not known')}</Tag>
          )}
          <strong>
            {max === null && indicator.low === 0 && indicator.high === null
              ? say('分值未定', 'Points not set')
              : pointsInWords(indicator)}
            {max !== null && <span className="soft">{say(`/${max}分`, `/${max}`)}</span>}
          </strong>
        </span>
      </div>
      <p>{rule}</p>
      {value !== null && (
        <p>
          {say('现值', 'Now')} <strong>{value}</strong>
        </p>
      )}
      <Clause cites={indicator.cites} text={indicator.clause} />
      {missing.length > 0 && !byExpert && <p className="soft small">{missing.join('；')}</p>}
      <Facts facts={indicator.facts} carrierId={carrierId} />
    </li>
  );
}

function Facts({ facts, carrierId }: { facts: Indicator['facts']; carrierId: string }) {
  const say = useSay();
  if (facts.length === 0) return null;
  return (
    <ul className="facts plain small">
      {facts.map((fact) => (
        <li key={fact.key}>
          <span className="soft">{fact.label}</span>{' '}
          <strong>
            {fact.value === null ? say('未提供', 'Not known') : showFact(fact.key, fact.value, fact.unit)}
          </strong>
          {fact.obtained === 'derived' && !fact.complete && (
            <span className="soft">{say('（至少；登记未声明完整）', ' (at least; not stated complete)')}</span>
          )}
          {fact.provenance.length > 0 && (
            <Provenance of={fact.provenance} declared={fact.obtained === 'declared'} carrierId={carrierId} />
          )}
        </li>
      ))}
    </ul>
  );
}

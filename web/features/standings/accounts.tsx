import { Link } from '@tanstack/react-router';
import { showDay } from '../../lib/format.ts';
import { Tag } from '../../ui/page.tsx';
import { Clause, OutcomeTag } from '../cases/findings.tsx';
import type { Account, StandingView } from './standings.ts';
import './standings.css';

const SIGNS = { met: '✓', unmet: '✗', unknown: '?', notApplicable: '–' } as const;
const KINDS = { must: null, should: '原则上', prefer: '同等条件下优先', veto: '一票否决' } as const;

/** Condition by condition: clause, what it asks, what was found and how far from it, whence each value, what is missing. */
export function AccountList({ accounts, carrierId }: { accounts: readonly Account[]; carrierId: string }) {
  return (
    <ol className="findings">
      {accounts.map((account) => (
        <li
          key={account.requirement}
          id={`requirement-${account.requirement}`}
          className={`finding finding-${account.outcome}`}
        >
          <div className="finding-head">
            <h3>{account.says}</h3>
            <span className="row">
              {KINDS[account.kind] && <Tag>{KINDS[account.kind]}</Tag>}
              {!account.decides && <Tag>不影响总结论</Tag>}
              <OutcomeTag outcome={account.outcome} />
            </span>
          </div>
          <Clause cites={account.cites} text={account.clause} />
          <dl className="account">
            {account.asks && (
              <div>
                <dt>要求</dt>
                <dd>{account.asks}</dd>
              </div>
            )}
            <div>
              <dt>现状</dt>
              <dd>
                <Found account={account} />
              </dd>
            </div>
            {account.notApplicable && (
              <div>
                <dt>为什么不适用</dt>
                <dd>{account.notApplicable}</dd>
              </div>
            )}
            {account.sources.length > 0 && (
              <div>
                <dt>来源</dt>
                <dd>
                  <Sources sources={account.sources} carrierId={carrierId} />
                </dd>
              </div>
            )}
            {account.evidence.length > 0 && (
              <div>
                <dt>佐证</dt>
                <dd>{account.evidence.map(({ label }) => label).join('、')}</dd>
              </div>
            )}
          </dl>
        </li>
      ))}
    </ol>
  );
}

/** The first line repeats the requirement; what the numbers say stands after its dash. */
function Found({ account: { lines } }: { account: Account }) {
  const [first, ...inner] = lines;
  return (
    <>
      {first?.text.split('——').slice(1).join('——') || '—'}
      {inner.length > 0 && (
        <ul className="parts">
          {inner.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one finding, told in order
            <li key={index} style={{ marginLeft: `${(line.depth - 1) * 1.25}rem` }}>
              <span aria-hidden="true" className={`sign sign-${line.outcome}`}>
                {SIGNS[line.outcome]}
              </span>{' '}
              {line.text}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Sources({ sources, carrierId }: { sources: Account['sources']; carrierId: string }) {
  return (
    <ul className="plain small">
      {sources.map(({ fact, label, obtained, complete, from }) => (
        <li key={fact}>
          {label}
          {obtained === 'unknown' ? (
            <>
              ：没有登记 <Link to={`/spaces/${carrierId}/records` as string}>去登记</Link>
            </>
          ) : from.length > 0 ? (
            <details className="provenance">
              <summary>{obtained === 'declared' ? '申报' : `来自${from.length}条记录`}</summary>
              <ul>
                {from.slice(0, 50).map((record) => (
                  <li key={record.id}>{record.label}</li>
                ))}
              </ul>
            </details>
          ) : (
            '：登记声明完整，没有此类记录'
          )}
          {obtained === 'derived' && !complete && <span className="soft">（至少；登记未声明完整）</span>}
        </li>
      ))}
    </ul>
  );
}

/** What would change the verdict: the least effort that passes, what time alone will meet, what will lapse. */
export function Ahead({ standing }: { standing: StandingView }) {
  const { remedy, ripens, lapses } = standing;
  return (
    <div className="ahead">
      <section aria-labelledby="remedy">
        <h3 id="remedy">怎样达到</h3>
        {!remedy && <p>有的条件无法靠整改达到。</p>}
        {remedy && remedy.steps.length === 0 && <p>应当具备的条件都已符合。</p>}
        {remedy && remedy.steps.length > 0 && (
          <>
            <p className="soft small">
              工作量最小的一组改动，共{remedy.steps.length}项，难度合计{remedy.effort}
              {remedy.confirmed ? '；照此改动后总结论为符合。' : '；其中有的需要另行确定数值。'}
            </p>
            <ol>
              {remedy.steps.map((step) => (
                <li key={`${step.requirement} ${step.text}`}>
                  {step.text}{' '}
                  <span className="soft small">
                    {step.cites} · 难度{step.effort}
                  </span>
                </li>
              ))}
            </ol>
          </>
        )}
      </section>
      <section aria-labelledby="time">
        <h3 id="time">时间的影响</h3>
        {ripens.length + lapses.length === 0 && <p className="soft">两年之内没有仅因时间而变化的条件。</p>}
        <ul>
          {ripens.map(({ requirement, says, day }) => (
            <li key={`ripe ${requirement}`}>
              <Tag tone="ok">自行符合</Tag> {showDay(day)}起：{says ?? '全部应当具备的条件'}
            </li>
          ))}
          {lapses.map(({ requirement, says, cites, lapsesOn, becomes }) => (
            <li key={`lapse ${requirement}`}>
              <Tag tone="warn">{becomes === 'unmet' ? '将不符合' : '将无法判断'}</Tag> {showDay(lapsesOn)}起：{says}{' '}
              <span className="soft small">{cites}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

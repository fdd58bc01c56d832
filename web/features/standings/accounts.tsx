import { Link } from '@tanstack/react-router';
import { REQUIREMENT_KINDS } from '../../../src/policy/requirement.ts';
import { showDay } from '../../lib/format.ts';
import { useSay } from '../../lib/words.ts';
import { Label } from '../../ui/label.tsx';
import { Tag } from '../../ui/page.tsx';
import { Clause, OutcomeTag } from '../cases/findings.tsx';
import type { Account, StandingView } from './standings.ts';
import './standings.css';

const SIGNS = { met: '✓', unmet: '✗', unknown: '?', notApplicable: '–' } as const;

/** Condition by condition: clause, what it asks, what was found and how far from it, whence each value, what is missing. */
export function AccountList({ accounts, carrierId }: { accounts: readonly Account[]; carrierId: string }) {
  const say = useSay();
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
              {account.kind !== 'must' && (
                <Tag>
                  <Label of={REQUIREMENT_KINDS[account.kind]} />
                </Tag>
              )}
              {!account.decides && <Tag>{say('不影响总结论', 'does not decide the verdict')}</Tag>}
              <OutcomeTag outcome={account.outcome} />
            </span>
          </div>
          <Clause cites={account.cites} text={account.clause} />
          <dl className="account">
            {account.asks && (
              <div>
                <dt>{say('要求', 'Asks')}</dt>
                <dd>{account.asks}</dd>
              </div>
            )}
            <div>
              <dt>{say('现状', 'Found')}</dt>
              <dd>
                <Found account={account} />
              </dd>
            </div>
            {account.notApplicable && (
              <div>
                <dt>{say('为什么不适用', 'Why it does not apply')}</dt>
                <dd>{account.notApplicable}</dd>
              </div>
            )}
            {account.sources.length > 0 && (
              <div>
                <dt>{say('来源', 'From')}</dt>
                <dd>
                  <Sources sources={account.sources} carrierId={carrierId} />
                </dd>
              </div>
            )}
            {account.evidence.length > 0 && (
              <div>
                <dt>{say('佐证', 'Evidence')}</dt>
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
      {first?.text
        .split(/——| — /)
        .slice(1)
        .join('——') || '—'}
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
  const say = useSay();
  return (
    <ul className="plain small">
      {sources.map(({ fact, label, obtained, complete, from }) => (
        <li key={fact}>
          {label}
          {obtained === 'unknown' ? (
            <>
              {say('：没有登记', ': not recorded')}{' '}
              <Link to={`/spaces/${carrierId}/records` as string}>{say('去登记', 'record it')}</Link>
            </>
          ) : from.length > 0 ? (
            <details className="provenance">
              <summary>
                {obtained === 'declared'
                  ? say('申报', 'declared')
                  : say(`来自${from.length}条记录`, `from ${from.length} ${from.length === 1 ? 'record' : 'records'}`)}
              </summary>
              <ul>
                {from.slice(0, 50).map((record) => (
                  <li key={record.id}>{record.label}</li>
                ))}
              </ul>
            </details>
          ) : (
            say('：登记声明完整，没有此类记录', ': the records are stated complete and hold none')
          )}
          {obtained === 'derived' && !complete && (
            <span className="soft">{say('（至少；登记未声明完整）', ' (at least; not stated complete)')}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What would change the verdict: the least effort that passes, what time alone will meet, what will lapse. */
export function Ahead({ standing }: { standing: StandingView }) {
  const { remedy, ripens, lapses } = standing;
  const say = useSay();
  return (
    <div className="ahead">
      <section aria-labelledby="remedy">
        <h3 id="remedy">{say('怎样达到', 'How to meet it')}</h3>
        {!remedy && <p>{say('有的条件无法靠整改达到。', 'Some condition cannot be met by any change.')}</p>}
        {remedy && remedy.steps.length === 0 && (
          <p>{say('应当具备的条件都已符合。', 'Every condition that must be met is met.')}</p>
        )}
        {remedy && remedy.steps.length > 0 && (
          <>
            <p className="soft small">
              {say(
                `工作量最小的一组改动，共${remedy.steps.length}项，难度合计${remedy.effort}`,
                `The least effort that suffices: ${remedy.steps.length} steps, effort ${remedy.effort}`,
              )}
              {remedy.confirmed
                ? say('；照此改动后总结论为符合。', '; so changed, the verdict is met.')
                : say('；其中有的需要另行确定数值。', '; for some of them a figure is still to be found.')}
            </p>
            <ol>
              {remedy.steps.map((step) => (
                <li key={`${step.requirement} ${step.text}`}>
                  {step.text}{' '}
                  <span className="soft small">
                    {step.cites} · {say('难度', 'effort ')}
                    {step.effort}
                  </span>
                </li>
              ))}
            </ol>
          </>
        )}
      </section>
      <section aria-labelledby="time">
        <h3 id="time">{say('时间的影响', 'What time does')}</h3>
        {ripens.length + lapses.length === 0 && (
          <p className="soft">
            {say('两年之内没有仅因时间而变化的条件。', 'Within two years time alone changes nothing.')}
          </p>
        )}
        <ul>
          {ripens.map(({ requirement, says, day }) => (
            <li key={`ripe ${requirement}`}>
              <Tag tone="ok">{say('自行符合', 'Met of itself')}</Tag> {say(`${showDay(day)}起：`, `from ${day}: `)}
              {says ?? say('全部应当具备的条件', 'every condition that must be met')}
            </li>
          ))}
          {lapses.map(({ requirement, says, cites, lapsesOn, becomes }) => (
            <li key={`lapse ${requirement}`}>
              <Tag tone="warn">
                {becomes === 'unmet' ? say('将不符合', 'Will not be met') : say('将无法判断', 'Will not be known')}
              </Tag>{' '}
              {say(`${showDay(lapsesOn)}起：`, `from ${lapsesOn}: `)}
              {says} <span className="soft small">{cites}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

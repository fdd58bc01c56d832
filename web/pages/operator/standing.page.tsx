import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { CARRIER_FORMS } from '../../../src/records/carriers/carrier.contract.ts';
import { FindingCounts } from '../../features/cases/findings.tsx';
import { SpaceFrame } from '../../features/records/space-frame.tsx';
import { AccountList, Ahead } from '../../features/standings/accounts.tsx';
import { ProvisionalScores } from '../../features/standings/provisional.tsx';
import { type StandingRow, standingQuery, standingsQuery } from '../../features/standings/standings.ts';
import { TryOut } from '../../features/standings/try-out.tsx';
import { withQuery } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { useLook } from '../../lib/look.ts';
import { useSearchState } from '../../lib/search.ts';
import { useMay } from '../../lib/session.ts';
import { useSay } from '../../lib/words.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { Label } from '../../ui/label.tsx';
import { Card, Empty, Loading, Tag } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';

type Say = ReturnType<typeof useSay>;

const VERDICTS = {
  met: { tone: 'ok', zh: '符合全部应当具备的条件', en: 'Meets every condition that must be met' },
  unmet: { tone: 'bad', zh: '有条件不符合', en: 'Some condition is not met' },
  unknown: { tone: 'warn', zh: '材料不足，尚不能判断', en: 'Not enough known to tell' },
} as const;

/** 运营机构与主管部门 · 全年达标情况：用登记的记录对照本地和上级的每份政策，差什么、怎样达到、什么时候会变。 */
export function StandingPage() {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const may = useMay();
  const [search, setSearch] = useSearchState();
  const say = useSay();
  const { language } = useLook();
  const on = search.on || undefined;
  const { data, error } = useQuery({ ...standingsQuery(carrierId, on), enabled: may('carrier.standing') });
  const chosen = data?.rows.find(({ packId }) => packId === search.pack) ?? data?.rows[0];
  return (
    <SpaceFrame
      carrierId={carrierId}
      title={say('达标情况', 'Standing')}
      says={say(
        '不必等到申报：每天的记录随时对照各项规定。没有登记的视为“材料不足”，不视为不符合。',
        'No need to wait for an application: the records of each day are held against every rule. What is not recorded counts as not known, not as not met.',
      )}
    >
      <form className="row no-print" onSubmit={(event) => event.preventDefault()}>
        <label htmlFor="on">{say('对照哪一天', 'As of')}</label>
        <DayInput id="on" value={on ?? data?.on ?? null} onChange={(day) => setSearch({ on: day ?? undefined })} />
      </form>
      <ErrorNotice error={error} />
      {!data && !error && <Loading />}
      {data && data.rows.length === 0 && (
        <Empty title={say('没有适用于本空间的政策', 'No policy applies to this space')}>
          {say(
            '本地或上级有适用的政策后，这里逐条显示达标情况。',
            'Once one does, here or above, it is shown condition by condition.',
          )}
        </Empty>
      )}
      {data && data.rows.length > 0 && (
        <Table
          caption={say('适用的政策', 'Policies that apply')}
          columns={columns(say)}
          rows={data.rows}
          rowKey={({ packId }) => packId}
          empty={null}
        />
      )}
      {data?.others.map((other) => (
        <p key={other.packId} className="soft">
          <Tag>{say('不适用', 'Does not apply')}</Tag> {other.packTitle}
          {say('：只适用于', ': for these forms alone: ')}
          {other.forms.map((form) => CARRIER_FORMS[form as keyof typeof CARRIER_FORMS][language]).join(say('、', ', '))}
          {other.form === null
            ? say('，本载体没有登记形态', '; the form of this carrier is not registered')
            : say(
                `，本载体是${CARRIER_FORMS[other.form as keyof typeof CARRIER_FORMS].zh}`,
                `; this one is: ${CARRIER_FORMS[other.form as keyof typeof CARRIER_FORMS].en}`,
              )}
        </p>
      ))}
      {chosen && <Standing key={chosen.packId} row={chosen} carrierId={carrierId} on={on} />}
      {may('carrier.standing') && <ProvisionalScores carrierId={carrierId} on={on} />}
    </SpaceFrame>
  );
}

const columns = (say: Say): Column<StandingRow>[] => [
  {
    title: say('政策', 'Policy'),
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
  {
    title: say('总结论', 'Verdict'),
    cell: ({ verdict }) => (
      <Tag tone={VERDICTS[verdict].tone}>
        <Label of={VERDICTS[verdict]} />
      </Tag>
    ),
  },
  {
    title: say('符合 / 不符合 / 材料不足', 'Met / not met / not known'),
    cell: ({ counts }) => `${counts.met} / ${counts.unmet} / ${counts.unknown}`,
  },
  {
    title: say('还差', 'Still to do'),
    cell: ({ remedy, verdict }) =>
      verdict === 'met'
        ? '—'
        : remedy
          ? say(`${remedy.steps}项，难度${remedy.effort}`, `${remedy.steps} steps, effort ${remedy.effort}`)
          : say('无法靠整改达到', 'No change of its own suffices'),
  },
  {
    title: say('时间的影响', 'What time does'),
    cell: ({ ripensOn, lapses }) => (
      <>
        {ripensOn && <div>{say(`${showDay(ripensOn)}自行符合`, `Met of itself on ${ripensOn}`)}</div>}
        {lapses[0] && (
          <div>
            <Tag tone="warn">{say('预警', 'Alert')}</Tag>{' '}
            {say(
              `${showDay(lapses[0].lapsesOn)}起${lapses.length}项将失去`,
              `${lapses.length} will lapse from ${lapses[0].lapsesOn}`,
            )}
          </div>
        )}
        {!ripensOn && lapses.length === 0 && '—'}
      </>
    ),
  },
];

function Standing({ row, carrierId, on }: { row: StandingRow; carrierId: string; on: string | undefined }) {
  const [search] = useSearchState();
  const say = useSay();
  const { language } = useLook();
  const { data: standing, error } = useQuery(standingQuery(carrierId, row.packId, on, language));
  if (error) return <ErrorNotice error={error} />;
  if (!standing) return <Loading />;
  const only = search.only;
  const shown = standing.accounts.filter(({ outcome }) => !only || outcome === only);
  const verdict = VERDICTS[standing.verdict];
  const paper = withQuery(`/api/carriers/${carrierId}/standing/paper`, { packId: row.packId, on, language });
  return (
    <Card
      title={standing.packTitle}
      id={`pack-${standing.packId.replace(/\W/g, '-')}`}
      actions={<FindingCounts findings={standing.accounts} />}
    >
      <div className="stack">
        <div className="row spread">
          <p className="row">
            <Tag tone={verdict.tone}>
              <Label of={verdict} />
            </Tag>
            <span className="soft">{say(showDay(standing.on), standing.on)}</span>
          </p>
          <span className="row">
            <a href={paper} download>
              {say('下载逐条说明（Word）', 'Download, condition by condition (Word)')}
            </a>
            {standing.procedureId && (
              <Link
                to="/apply/read"
                search={{ packId: row.packId, procedureId: standing.procedureId, carrierId } as never}
              >
                {say('申报条件和程序', 'Conditions and procedure')}
              </Link>
            )}
          </span>
        </div>
        <Ahead standing={standing} />
        <TryOut standing={standing} />
        <nav className="subnav no-print" aria-label={say('只看', 'Only')}>
          {(
            [
              [undefined, say('全部', 'All')],
              ['unmet', say('不符合', 'Not met')],
              ['unknown', say('材料不足', 'Not known')],
              ['met', say('符合', 'Met')],
              ['notApplicable', say('不适用', 'Not applicable')],
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
          <p className="soft">{say('没有此类条件。', 'None of these.')}</p>
        ) : (
          <AccountList accounts={shown} carrierId={carrierId} />
        )}
      </div>
    </Card>
  );
}

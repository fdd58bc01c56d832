import { COVERAGE, type CoverageState } from '../../../src/policy/coverage.ts';
import { useSay } from '../../lib/words.ts';
import { Label } from '../../ui/label.tsx';
import { Card, Tag, type Tone } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { type LiveCheck, type Place, placeOf } from './draft-check.ts';
import { Faulty } from './examples-tab.tsx';

const TONES: Readonly<Record<CoverageState, Tone>> = {
  executed: 'ok',
  recorded: 'note',
  noRule: 'plain',
  uncovered: 'bad',
};

/** 覆盖：文件的每一条落在哪些规则上，还有哪条没有着落。 */
export function CoverageTab({
  check,
  texts,
  onOpen,
}: {
  check: LiveCheck;
  texts: Readonly<Record<string, string>>;
  onOpen: (at: Place) => void;
}) {
  const say = useSay();
  if (!check.pack) return <Faulty />;
  const count = (state: CoverageState) => check.coverage.filter((clause) => clause.state === state).length;
  const counts = (Object.keys(COVERAGE) as CoverageState[]).map((state) =>
    say(`${COVERAGE[state].zh}${count(state)}`, `${COVERAGE[state].en} ${count(state)}`),
  );
  return (
    <Card
      title={say(
        `共${check.coverage.length}条：${counts.join('，')}`,
        `${check.coverage.length} clauses: ${counts.join(', ')}`,
      )}
      id="coverage"
    >
      <Table
        caption={say('条款覆盖', 'Coverage of clauses')}
        rows={check.coverage}
        rowKey={({ cite }) => cite}
        empty={<p className="empty">{say('没有条款', 'No clauses')}</p>}
        columns={[
          {
            title: say('条款', 'Clause'),
            cell: ({ cite, title }) => (
              <>
                <strong>{cite}</strong> {title}
              </>
            ),
          },
          {
            title: say('着落', 'Standing'),
            cell: ({ state }) => (
              <Tag tone={TONES[state]}>
                <Label of={COVERAGE[state]} />
              </Tag>
            ),
          },
          {
            title: say('规则或理由', 'Rules or reason'),
            cell: ({ by, reason }) =>
              by.length === 0 ? (
                (reason ?? '—')
              ) : (
                <span className="row">
                  {by.map((each) => {
                    const place = placeOf(each, texts);
                    return place ? (
                      <button key={each} type="button" className="link-button mono" onClick={() => onOpen(place)}>
                        {each}
                      </button>
                    ) : (
                      <span key={each} className="mono">
                        {each}
                      </span>
                    );
                  })}
                </span>
              ),
          },
        ]}
      />
    </Card>
  );
}

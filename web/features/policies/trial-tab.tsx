import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { OUTCOMES } from '../../../src/policy/finding.ts';
import { withQuery } from '../../lib/api.ts';
import { showDay, showMeasure, showMoney } from '../../lib/format.ts';
import { useToday } from '../../lib/today.ts';
import { useSay } from '../../lib/words.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceInput, DayInput, MoneyInput, NumberInput } from '../../ui/inputs.tsx';
import { Card, Empty, Loading, Pairs, Tag, type Tone } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import type { LiveCheck } from './draft-check.ts';
import type { DraftTexts } from './draft-texts.ts';
import { Faulty } from './examples-tab.tsx';
import { type Draft, type Simulation, simulationQuery } from './policies.ts';

const TONES: Readonly<Record<string, Tone>> = { met: 'ok', unmet: 'bad', unknown: 'warn', notApplicable: 'plain' };
const outcomeRow = (outcome: string) => OUTCOMES[outcome as keyof typeof OUTCOMES];
type Figures = Readonly<Record<string, number>>;

/** 试算：名录上的载体按现行规定和按草稿各判一次，谁新符合、谁不再符合、花多少钱。什么都不保存。 */
export function TrialTab({ draft, check, work }: { draft: Draft; check: LiveCheck; work: DraftTexts }) {
  const say = useSay();
  const today = useToday();
  const [on, setOn] = useState<string | null>(null);
  const [lawOn, setLawOn] = useState<string | null>(null);
  const [assumes, setAssumes] = useState(true);
  const [figures, setFigures] = useState<Figures>({});
  const asked = {
    on,
    lawOn,
    judged: assumes ? 'met' : 'unknown',
    figures: Object.entries(figures)
      .map(([name, value]) => `${name}=${value}`)
      .join(';'),
  };
  const isReady = check.pack !== null && check.failures.length === 0 && work.state === 'saved';
  const revision = Object.values(work.texts).join('').length + work.adopted;
  const { data, error, isFetching } = useQuery({
    ...simulationQuery(draft.id, revision, asked),
    enabled: isReady,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  if (!check.pack || check.failures.length > 0) return <Faulty />;
  return (
    <div className="stack">
      <Card
        title={say('按名录试算', 'Tried on the register')}
        id="trial"
        actions={
          <Button href={withQuery(`/api/policy-drafts/${draft.id}/simulation.xlsx`, asked)} disabled={!data}>
            {say('导出 Excel', 'Excel')}
          </Button>
        }
      >
        <div className="stack">
          <div className="studio-options">
            <label htmlFor="trial-on">
              {say('事实截至', 'Facts as of')}
              <DayInput id="trial-on" value={on ?? today} onChange={setOn} />
            </label>
            <label htmlFor="trial-law">
              {say('草稿按哪一天的数值', 'Figures of the draft as of')}
              <DayInput id="trial-law" value={lawOn ?? data?.lawOn ?? null} onChange={setLawOn} />
            </label>
            <Checkbox checked={assumes} onChange={(event) => setAssumes(event.target.checked)}>
              {say(
                `由人判断的${data ? `${data.judgedLines}项` : ''}条件假定为符合`,
                `The ${data ? `${data.judgedLines} ` : ''}conditions that a person judges are taken as met`,
              )}
            </Checkbox>
          </div>
          {data && <FigureInputs data={data} figures={figures} onChange={setFigures} />}
          <ErrorNotice error={error} />
          {!data && !error && <Loading />}
          {data && <Summary data={data} isFetching={isFetching} />}
        </div>
      </Card>
      {data && (
        <>
          <Changed data={data} />
          <Lines data={data} />
          <Groups data={data} />
          <Budget data={data} />
        </>
      )}
    </div>
  );
}

/** Amounts that the document leaves open stand here from the beginning; any other figure may be added for the trial. */
function FigureInputs({
  data,
  figures,
  onChange,
}: {
  data: Simulation;
  figures: Figures;
  onChange: (figures: Figures) => void;
}) {
  const say = useSay();
  const [added, setAdded] = useState<readonly string[]>([]);
  const shown = data.figures.filter(
    ({ name, value, factUnit }) => name in figures || added.includes(name) || (value === null && factUnit === '分'),
  );
  const others = data.figures.filter((figure) => !shown.includes(figure));
  const set = (name: string, value: number | null) => {
    const { [name]: _, ...rest } = figures;
    onChange(typeof value === 'number' ? { ...rest, [name]: value } : rest);
  };
  return (
    <div className="studio-options">
      {shown.map(({ name, label, factUnit, value }) => (
        <label key={name} htmlFor={`figure-${name}`}>
          {say('试算数值：', 'Try: ')}
          {label}
          {factUnit === '分' ? (
            <MoneyInput
              id={`figure-${name}`}
              unit="万元"
              value={figures[name] ?? value}
              onChange={(typed) => set(name, typed)}
            />
          ) : (
            <NumberInput
              id={`figure-${name}`}
              unit={factUnit === '1' ? say('（0.3 即30%）', '(0.3 is 30%)') : factUnit === 'm2' ? '㎡' : factUnit}
              value={figures[name] ?? value}
              onChange={(typed) => set(name, typed)}
            />
          )}
        </label>
      ))}
      <label htmlFor="figure-more">
        {say('再试一个数值', 'Try another figure')}
        <ChoiceInput
          id="figure-more"
          searchable
          value={null}
          placeholder={say('选择参数', 'Choose a parameter')}
          options={others.map(({ name, label }) => ({ value: name, label }))}
          onChange={(name) => name && setAdded([...added, name])}
        />
      </label>
    </div>
  );
}

function Summary({ data, isFetching }: { data: Simulation; isFetching: boolean }) {
  const say = useSay();
  const { before, after } = data.counts;
  const count = (side: Simulation['counts']['before']) =>
    say(
      `符合${side.met}家，不符合${side.unmet}家，材料不足${side.unknown}家`,
      `${side.met} met, ${side.unmet} unmet, ${side.unknown} unknown`,
    );
  return (
    <div role="status" aria-busy={isFetching}>
      <Pairs
        of={[
          [
            say('范围', 'Population'),
            say(
              `${data.population}家（两边判的是同一批载体、同一天的事实）`,
              `${data.population} spaces, the same and on the same facts on both sides`,
            ),
          ],
          [
            data.before.isBase ? say('底本', 'Base') : say('现行规定', 'In force'),
            `${data.before.title}：${count(before)}`,
          ],
          [
            say('草稿', 'Draft'),
            say(`按${showDay(data.lawOn)}的数值：${count(after)}`, `figures of ${data.lawOn}: ${count(after)}`),
          ],
        ]}
      />
    </div>
  );
}

const MOVES = [
  { zh: '新符合', en: 'Newly qualifies', holds: ({ after }: Moved) => after === 'met' },
  { zh: '不再符合', en: 'Falls out', holds: ({ before, after }: Moved) => before === 'met' && after === 'unmet' },
  { zh: '变为材料不足', en: 'Becomes unknown', holds: ({ after }: Moved) => after === 'unknown' },
  {
    zh: '由材料不足变为不符合',
    en: 'From unknown to unmet',
    holds: ({ before, after }: Moved) => before === 'unknown' && after === 'unmet',
  },
] as const;
type Moved = Simulation['changed'][number];

function Changed({ data }: { data: Simulation }) {
  const say = useSay();
  const words = (outcome: string) => say(outcomeRow(outcome).zh, outcomeRow(outcome).en);
  return (
    <Card title={say(`结果有变化的${data.changedCount}家`, `${data.changedCount} whose result changes`)} id="changed">
      <div className="stack">
        <Table
          caption={say('结果有变化的载体', 'Spaces whose result changes')}
          rows={MOVES.flatMap(({ zh, en, holds }) =>
            data.changed.filter(holds).map((row) => ({ ...row, move: say(zh, en) })),
          )}
          rowKey={({ carrierId }) => carrierId}
          empty={
            <Empty title={say('没有一家的总结论改变', 'No verdict changes')}>
              {say('下面逐条看哪些条件的结果变了。', 'Below, condition by condition, whose result changes.')}
            </Empty>
          }
          columns={[
            {
              title: say('变化', 'Change'),
              cell: ({ move, after }) => <Tag tone={TONES[after] ?? 'plain'}>{move}</Tag>,
            },
            {
              title: say('名称', 'Name'),
              cell: (row) => <Link to={`/spaces/${row.carrierId}/standing` as string}>{row.name}</Link>,
            },
            { title: say('所在地', 'Territory'), cell: ({ territory }) => territory },
            { title: say('类别', 'Kind'), cell: ({ kind }) => kind },
            { title: say('现行', 'In force'), cell: ({ before }) => words(before) },
            { title: say('草稿', 'Draft'), cell: ({ after }) => words(after) },
          ]}
        />
        {data.changed.length < data.changedCount && (
          <p className="soft">
            {say(
              `只列出${data.changed.length}家，全部见导出的 Excel。`,
              `The first ${data.changed.length}; the workbook holds all.`,
            )}
          </p>
        )}
        {data.requirements.map(({ requirement, says, before, after, moved, movedCount }) => (
          <details key={requirement}>
            <summary>
              {says}：
              {say(
                `${movedCount}家的结果改变（符合${before.met}→${after.met}家）`,
                `${movedCount} change (met ${before.met} → ${after.met})`,
              )}
            </summary>
            <ul>
              {moved.map((row) => (
                <li key={row.carrierId}>
                  {row.name}：{words(row.before)}→{words(row.after)}
                </li>
              ))}
            </ul>
          </details>
        ))}
      </div>
    </Card>
  );
}

/** How far from each line: a histogram with its numbers, and those nearest to it. */
function Lines({ data }: { data: Simulation }) {
  const say = useSay();
  const [chosen, setChosen] = useState<string | null>(null);
  const moved = new Set(data.requirements.map(({ requirement }) => requirement));
  const keyOf = (line: Simulation['lines'][number]) => `${line.requirement} ${line.fact}`;
  const line =
    data.lines.find((each) => keyOf(each) === chosen) ??
    data.lines.find(({ requirement }) => moved.has(requirement)) ??
    data.lines[0];
  if (!line) return null;
  const most = Math.max(1, ...line.bins.map(({ count }) => count));
  const distance = (value: number) =>
    `${value < 0 ? say('差', 'short by ') : say('超出', 'above by ')}${showMeasure(Math.abs(value), line.unit)}`;
  return (
    <Card title={say('离门槛多远', 'How far from the line')} id="lines">
      <div className="stack">
        <label htmlFor="line-chosen" className="studio-option">
          {say('条件', 'Condition')}
          <ChoiceInput
            id="line-chosen"
            value={keyOf(line)}
            options={data.lines.map((each) => ({ value: keyOf(each), label: `${each.says}（${each.fact}）` }))}
            onChange={setChosen}
          />
        </label>
        <p className="soft">
          {say(
            `${line.known}家的“${line.fact}”已知；粗线为草稿的门槛，上面不足，下面达到。`,
            `“${line.fact}” is known of ${line.known}; the thick line is the draft’s threshold, short above and reached below.`,
          )}
        </p>
        <ol className="studio-bins" aria-label={say('距门槛的分布', 'Distribution of distances')}>
          {line.bins.map(({ from, to, count }) => (
            <li key={from} className={to <= 0 ? 'is-short' : undefined} data-line={from === 0 ? 'true' : undefined}>
              <span className="studio-bar" style={{ inlineSize: `${(count / most) * 100}%` }} aria-hidden="true" />
              <span>
                {to <= 0
                  ? say(
                      `差${showMeasure(Math.abs(to), line.unit)}至${showMeasure(-from, line.unit)}`,
                      `short by ${showMeasure(Math.abs(to), line.unit)} to ${showMeasure(-from, line.unit)}`,
                    )
                  : say(
                      `超出${showMeasure(from, line.unit)}至${showMeasure(to, line.unit)}`,
                      `above by ${showMeasure(from, line.unit)} to ${showMeasure(to, line.unit)}`,
                    )}
                {say(`：${count}家`, `: ${count}`)}
              </span>
            </li>
          ))}
        </ol>
        <Table
          caption={say('离门槛最近的载体', 'Nearest to the line')}
          rows={line.nearest}
          rowKey={({ carrierId }) => carrierId}
          empty={<p className="empty">{say('没有已知的数值', 'No known value')}</p>}
          columns={[
            {
              title: say('名称', 'Name'),
              cell: (row) => <Link to={`/spaces/${row.carrierId}/facts` as string}>{row.name}</Link>,
            },
            { title: say('距门槛', 'Distance'), cell: (row) => distance(row.distance) },
          ]}
        />
      </div>
    </Card>
  );
}

function Groups({ data }: { data: Simulation }) {
  const say = useSay();
  return (
    <Card title={say('按地区和类别', 'By territory and kind')} id="groups">
      <Table
        caption={say('按地区和类别', 'By territory and kind')}
        rows={data.groups}
        rowKey={({ by, label }) => `${by} ${label}`}
        empty={<p className="empty">{say('没有载体', 'No spaces')}</p>}
        columns={[
          {
            title: say('口径', 'By'),
            cell: ({ by }) => (by === 'territory' ? say('地区', 'Territory') : say('类别', 'Kind')),
          },
          { title: say('名称', 'Name'), cell: ({ label }) => label },
          { title: say('现行符合', 'Met in force'), number: true, cell: ({ before }) => before.met },
          { title: say('草稿符合', 'Met in the draft'), number: true, cell: ({ after }) => after.met },
          { title: say('草稿不符合', 'Unmet in the draft'), number: true, cell: ({ after }) => after.unmet },
          { title: say('草稿材料不足', 'Unknown in the draft'), number: true, cell: ({ after }) => after.unknown },
        ]}
      />
    </Card>
  );
}

/** What those who meet the conditions would be paid, all of them holding what the document grants. */
function Budget({ data }: { data: Simulation }) {
  const say = useSay();
  const { before, after } = data.budget;
  const ids = [...new Set([...before, ...after].map(({ amount }) => amount))];
  const rows = ids.map((id) => ({
    id,
    before: before.find(({ amount }) => amount === id),
    after: after.find(({ amount }) => amount === id),
  }));
  return (
    <Card title={say('资金', 'Money')} id="budget">
      <div className="stack">
        <p className="soft">
          {say(
            '按符合条件的载体都取得本文件的资格计算；算不出金额的单列，不当作零。文件未定的数额可在上面填写试算数值。',
            'As though all that meet the conditions held what the document grants; amounts that cannot be computed stand apart and are no zero. What the document leaves open may be tried above.',
          )}
        </p>
        <Table
          caption={say('资金', 'Money')}
          rows={rows}
          rowKey={({ id }) => id}
          empty={<Empty title={say('文件没有写明金额的规定', 'The document states no amounts')} />}
          columns={[
            {
              title: say('项目', 'Amount'),
              cell: ({ before, after }) => (
                <>
                  {(after ?? before)?.says}
                  <div className="small soft">{(after ?? before)?.cites}</div>
                </>
              ),
            },
            { title: say('现行', 'In force'), cell: ({ before }) => <Cost line={before} /> },
            { title: say('草稿', 'Draft'), cell: ({ after }) => <Cost line={after} /> },
            {
              title: say('增减', 'Difference'),
              number: true,
              cell: ({ before, after }) =>
                before && after && before.unknown === 0 && after.unknown === 0 && !after.range
                  ? showMoney(after.fen - before.fen)
                  : '—',
            },
          ]}
        />
      </div>
    </Card>
  );
}

function Cost({ line }: { line: Simulation['budget']['after'][number] | undefined }) {
  const say = useSay();
  if (!line) return '—';
  return (
    <>
      {line.entitled > 0 && (
        <div>
          {say(`${line.entitled}家，`, `${line.entitled}: `)}
          {line.range ? `${showMoney(line.range.from)}—${showMoney(line.range.to)}` : showMoney(line.fen)}
        </div>
      )}
      {line.unknown > 0 && (
        <div className="missing">{say(`${line.unknown}家尚不能计算`, `${line.unknown} cannot be computed yet`)}</div>
      )}
      {line.entitled === 0 && line.unknown === 0 && say('没有', 'None')}
    </>
  );
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { OUTCOMES } from '../../../src/policy/finding.ts';
import { withQuery } from '../../lib/api.ts';
import { showDay, showMeasure, showMoney } from '../../lib/format.ts';
import { useToday } from '../../lib/today.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceInput, DayInput, MoneyInput, NumberInput } from '../../ui/inputs.tsx';
import { Card, Empty, Loading, Pairs, Tag, type Tone } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import type { LiveCheck } from './draft-check.ts';
import type { DraftTexts } from './draft-texts.ts';
import { Faulty } from './examples-tab.tsx';
import { type Draft, type Simulation, simulationQuery } from './policies.ts';

const TONES: Readonly<Record<string, Tone>> = { met: 'ok', unmet: 'bad', unknown: 'warn', notApplicable: 'plain' };
const words = (outcome: string) => OUTCOMES[outcome as keyof typeof OUTCOMES].zh;
type Figures = Readonly<Record<string, number>>;

/** 试算：名录上的载体按现行规定和按草稿各判一次，谁新符合、谁不再符合、花多少钱。什么都不保存。 */
export function TrialTab({ draft, check, work }: { draft: Draft; check: LiveCheck; work: DraftTexts }) {
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
        title="按名录试算"
        id="trial"
        actions={
          <Button href={withQuery(`/api/policy-drafts/${draft.id}/simulation.xlsx`, asked)} disabled={!data}>
            导出 Excel
          </Button>
        }
      >
        <div className="stack">
          <div className="studio-options">
            <label htmlFor="trial-on">
              事实截至
              <DayInput id="trial-on" value={on ?? today} onChange={setOn} />
            </label>
            <label htmlFor="trial-law">
              草稿按哪一天的数值
              <DayInput id="trial-law" value={lawOn ?? data?.lawOn ?? null} onChange={setLawOn} />
            </label>
            <Checkbox checked={assumes} onChange={(event) => setAssumes(event.target.checked)}>
              由人判断的{data ? `${data.judgedLines}项` : ''}条件假定为符合
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
          试算数值：{label}
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
              unit={factUnit === '1' ? '（0.3 即30%）' : factUnit === 'm2' ? '平方米' : factUnit}
              value={figures[name] ?? value}
              onChange={(typed) => set(name, typed)}
            />
          )}
        </label>
      ))}
      <label htmlFor="figure-more">
        再试一个数值
        <ChoiceInput
          id="figure-more"
          searchable
          value={null}
          placeholder="选择参数"
          options={others.map(({ name, label }) => ({ value: name, label }))}
          onChange={(name) => name && setAdded([...added, name])}
        />
      </label>
    </div>
  );
}

function Summary({ data, isFetching }: { data: Simulation; isFetching: boolean }) {
  const { before, after } = data.counts;
  const count = (side: Simulation['counts']['before']) =>
    `符合${side.met}家，不符合${side.unmet}家，材料不足${side.unknown}家`;
  return (
    <div role="status" aria-busy={isFetching}>
      <Pairs
        of={[
          ['范围', `${data.population}家（两边判的是同一批载体、同一天的事实）`],
          [data.before.isBase ? '底本' : '现行规定', `${data.before.title}：${count(before)}`],
          ['草稿', `按${showDay(data.lawOn)}的数值：${count(after)}`],
        ]}
      />
    </div>
  );
}

const MOVES = [
  { zh: '新符合', holds: ({ after }: Moved) => after === 'met' },
  { zh: '不再符合', holds: ({ before, after }: Moved) => before === 'met' && after === 'unmet' },
  { zh: '变为材料不足', holds: ({ after }: Moved) => after === 'unknown' },
  { zh: '由材料不足变为不符合', holds: ({ before, after }: Moved) => before === 'unknown' && after === 'unmet' },
] as const;
type Moved = Simulation['changed'][number];

function Changed({ data }: { data: Simulation }) {
  return (
    <Card title={`结果有变化的${data.changed.length}家`} id="changed">
      <div className="stack">
        <Table
          caption="结果有变化的载体"
          rows={MOVES.flatMap(({ zh, holds }) => data.changed.filter(holds).map((row) => ({ ...row, move: zh })))}
          rowKey={({ carrierId }) => carrierId}
          empty={<Empty title="没有一家的总结论改变">下面逐条看哪些条件的结果变了。</Empty>}
          columns={[
            { title: '变化', cell: ({ move, after }) => <Tag tone={TONES[after] ?? 'plain'}>{move}</Tag> },
            {
              title: '名称',
              cell: (row) => <Link to={`/spaces/${row.carrierId}/standing` as string}>{row.name}</Link>,
            },
            { title: '所在地', cell: ({ territory }) => territory },
            { title: '类别', cell: ({ kind }) => kind },
            { title: '现行', cell: ({ before }) => words(before) },
            { title: '草稿', cell: ({ after }) => words(after) },
          ]}
        />
        {data.requirements.map(({ requirement, says, before, after, moved }) => (
          <details key={requirement}>
            <summary>
              {says}：{moved.length}家的结果改变（符合{before.met}→{after.met}家）
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
  const [chosen, setChosen] = useState<string | null>(null);
  const moved = new Set(data.requirements.map(({ requirement }) => requirement));
  const keyOf = (line: Simulation['lines'][number]) => `${line.requirement} ${line.fact}`;
  const line =
    data.lines.find((each) => keyOf(each) === chosen) ??
    data.lines.find(({ requirement }) => moved.has(requirement)) ??
    data.lines[0];
  if (!line) return null;
  const most = Math.max(1, ...line.bins.map(({ count }) => count));
  const distance = (value: number) => `${value < 0 ? '差' : '超出'}${showMeasure(Math.abs(value), line.unit)}`;
  return (
    <Card title="离门槛多远" id="lines">
      <div className="stack">
        <label htmlFor="line-chosen" className="studio-option">
          条件
          <ChoiceInput
            id="line-chosen"
            value={keyOf(line)}
            options={data.lines.map((each) => ({ value: keyOf(each), label: `${each.says}（${each.fact}）` }))}
            onChange={setChosen}
          />
        </label>
        <p className="soft">
          {line.known}家的“{line.fact}”已知；粗线为草稿的门槛，上面不足，下面达到。
        </p>
        <ol className="studio-bins" aria-label="距门槛的分布">
          {line.bins.map(({ from, to, count }) => (
            <li key={from} className={to <= 0 ? 'is-short' : undefined} data-line={from === 0 ? 'true' : undefined}>
              <span className="studio-bar" style={{ inlineSize: `${(count / most) * 100}%` }} aria-hidden="true" />
              <span>
                {to <= 0
                  ? `差${showMeasure(Math.abs(to), line.unit)}至${showMeasure(-from, line.unit)}`
                  : `超出${showMeasure(from, line.unit)}至${showMeasure(to, line.unit)}`}
                ：{count}家
              </span>
            </li>
          ))}
        </ol>
        <Table
          caption="离门槛最近的载体"
          rows={line.nearest}
          rowKey={({ carrierId }) => carrierId}
          empty={<p className="empty">没有已知的数值</p>}
          columns={[
            { title: '名称', cell: (row) => <Link to={`/spaces/${row.carrierId}/facts` as string}>{row.name}</Link> },
            { title: '距门槛', cell: (row) => distance(row.distance) },
          ]}
        />
      </div>
    </Card>
  );
}

function Groups({ data }: { data: Simulation }) {
  return (
    <Card title="按地区和类别" id="groups">
      <Table
        caption="按地区和类别"
        rows={data.groups}
        rowKey={({ by, label }) => `${by} ${label}`}
        empty={<p className="empty">没有载体</p>}
        columns={[
          { title: '口径', cell: ({ by }) => (by === 'territory' ? '地区' : '类别') },
          { title: '名称', cell: ({ label }) => label },
          { title: '现行符合', number: true, cell: ({ before }) => before.met },
          { title: '草稿符合', number: true, cell: ({ after }) => after.met },
          { title: '草稿不符合', number: true, cell: ({ after }) => after.unmet },
          { title: '草稿材料不足', number: true, cell: ({ after }) => after.unknown },
        ]}
      />
    </Card>
  );
}

/** What those who meet the conditions would be paid, all of them holding what the document grants. */
function Budget({ data }: { data: Simulation }) {
  const { before, after } = data.budget;
  const ids = [...new Set([...before, ...after].map(({ amount }) => amount))];
  const rows = ids.map((id) => ({
    id,
    before: before.find(({ amount }) => amount === id),
    after: after.find(({ amount }) => amount === id),
  }));
  return (
    <Card title="资金" id="budget">
      <div className="stack">
        <p className="soft">
          按符合条件的载体都取得本文件的资格计算；算不出金额的单列，不当作零。文件未定的数额可在上面填写试算数值。
        </p>
        <Table
          caption="资金"
          rows={rows}
          rowKey={({ id }) => id}
          empty={<Empty title="文件没有写明金额的规定" />}
          columns={[
            {
              title: '项目',
              cell: ({ before, after }) => (
                <>
                  {(after ?? before)?.says}
                  <div className="small soft">{(after ?? before)?.cites}</div>
                </>
              ),
            },
            { title: '现行', cell: ({ before }) => <Cost line={before} /> },
            { title: '草稿', cell: ({ after }) => <Cost line={after} /> },
            {
              title: '增减',
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
  if (!line) return '—';
  return (
    <>
      {line.entitled > 0 && (
        <div>
          {line.entitled}家，
          {line.range ? `${showMoney(line.range.from)}至${showMoney(line.range.to)}` : showMoney(line.fen)}
        </div>
      )}
      {line.unknown > 0 && <div className="missing">{line.unknown}家尚不能计算</div>}
      {line.entitled === 0 && line.unknown === 0 && '没有'}
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { Differences, PackVersion, packVersionsView } from '../../../src/cases/packs/pack.contract.ts';
import { CHANGES, type Change, COMPARED, type Compared } from '../../../src/policy/diff.ts';
import { Clause } from '../../features/cases/findings.tsx';
import { CHANGE_TONES } from '../../features/policies/policies.ts';
import { api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { useSearchState } from '../../lib/search.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceInput } from '../../ui/inputs.tsx';
import { Label } from '../../ui/label.tsx';
import { Card, Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import '../../features/standings/standings.css';

/** 所有人 · 政策对比：任意两份政策或两个版本，逐条并排，条文在旁；下级低于上级规定的标出。 */
export function PackDifferencePage() {
  const [search, change] = useSearchState();
  const { data: packs, error } = useQuery({
    queryKey: ['packs'],
    queryFn: () => api.get<z.output<typeof packVersionsView>>('/api/packs'),
  });
  const { a, b } = search;
  const { data: found, error: fault } = useQuery({
    queryKey: ['pack-differences', a, b],
    enabled: Boolean(a && b),
    queryFn: () => api.get<Differences>('/api/pack-differences', { a, b }),
  });
  return (
    <Page title="政策对比" says="甲变为乙：收紧、放宽、新增、取消、改变、不可比。由规则计算，不靠人工摘录。">
      <ErrorNotice error={error ?? fault} />
      {packs && (
        <div className="side-by-side no-print">
          <Choice label="甲" name="a" value={a} packs={packs.rows} choose={(hash) => change({ a: hash })} />
          <Choice label="乙" name="b" value={b} packs={packs.rows} choose={(hash) => change({ b: hash })} />
        </div>
      )}
      {!(a && b) && <Empty title="请选择两份政策">可以是两份文件，也可以是同一份文件的两个版本。</Empty>}
      {a && b && !found && !fault && <Loading />}
      {found && <Result found={found} search={search} />}
    </Page>
  );
}

interface ChoiceProps {
  label: string;
  name: string;
  value: string | undefined;
  packs: readonly PackVersion[];
  choose: (hash: string | undefined) => void;
}
function Choice({ label, name, value, packs, choose }: ChoiceProps) {
  return (
    <div>
      <label htmlFor={name}>{label}</label>
      <ChoiceInput
        id={name}
        value={value}
        searchable
        options={packs.map((pack) => ({ value: pack.hash, label: packLabel(pack) }))}
        onChange={(hash) => choose(hash ?? undefined)}
      />
    </div>
  );
}

const packLabel = ({ territoryName, title, isCurrent, installedAt }: PackVersion) =>
  `${territoryName} · ${title}${isCurrent ? '' : `（${showMoment(installedAt)}的版本）`}`;

function Result({ found, search }: { found: Differences; search: Search }) {
  const { of, kind, below } = search;
  const shown = found.rows.filter(
    (row) => (!of || row.of === of) && (!kind || row.change === kind) && (!below || row.contradicts),
  );
  const same = kind || below ? [] : found.alike.filter((row) => !of || row.of === of);
  if (found.total === 0) return <p role="status">两份政策没有差别。</p>;
  return (
    <>
      <Summary found={found} search={search} />
      <p role="status" className="soft">
        {shown.length === found.total ? `共${found.total}处差别` : `${found.total}处差别中的${shown.length}处`}
        {(of || kind || below) && (
          <>
            {' '}
            <Link to="." search={{ a: search.a, b: search.b } as never} resetScroll={false}>
              显示全部
            </Link>
          </>
        )}
      </p>
      {(Object.keys(COMPARED) as Compared[]).map((part) => (
        <Part key={part} of={part} found={found} rows={shown.filter((row) => row.of === part)} />
      ))}
      {same.length > 0 && (
        <Card id="alike">
          <details>
            <summary>两份政策相同的 {same.length}条</summary>
            <ul>
              {same.map(({ of: part, label, cites }) => (
                <li key={`${part} ${label} ${cites}`}>
                  <span className="soft">
                    <Label of={COMPARED[part]} />
                  </span>{' '}
                  {label} {cites && <span className="soft small">{cites}</span>}
                </li>
              ))}
            </ul>
          </details>
        </Card>
      )}
    </>
  );
}

type Search = Readonly<Record<string, string | undefined>>;

/** How many of each kind; each number leads to its rows. */
function Summary({ found, search }: { found: Differences; search: Search }) {
  const names = (Object.keys(CHANGES) as Change[]).filter((name) => found.rows.some((row) => row.change === name));
  const parts = (Object.keys(COMPARED) as Compared[]).filter((part) =>
    [...found.rows, ...found.alike].some((row) => row.of === part),
  );
  const count = (of: Compared | undefined, kind?: Change) =>
    found.rows.filter((row) => (!of || row.of === of) && (!kind || row.change === kind)).length;
  const below = found.rows.filter((row) => row.contradicts).length;
  const number = (count: number, label: string, filters: Search) =>
    count === 0 ? (
      <span className="soft">0</span>
    ) : (
      <Link
        to="."
        search={{ a: search.a, b: search.b, ...filters } as never}
        resetScroll={false}
        aria-label={`${label}${count}处`}
        aria-current={filters.of === search.of && filters.kind === search.kind ? 'true' : undefined}
      >
        {count}
      </Link>
    );
  return (
    <Card title="汇总" id="summary">
      {below > 0 && (
        <p role="alert">
          <Tag tone="bad">低于上级规定</Tag>{' '}
          <Link to="." search={{ a: search.a, b: search.b, below: '1' } as never} resetScroll={false}>
            {below}处
          </Link>
          ：乙是下级的规定，要求比甲低。
        </p>
      )}
      <Table
        caption="各类差别的数量"
        rows={[...parts, undefined]}
        rowKey={(part) => part ?? 'total'}
        scrolls
        empty={null}
        columns={[
          { title: '内容', cell: (part) => (part ? <Label of={COMPARED[part]} /> : <strong>合计</strong>) },
          ...names.map((name) => ({
            title: CHANGES[name].zh,
            number: true,
            cell: (part: Compared | undefined) =>
              number(count(part, name), `${part ? COMPARED[part].zh : ''}${CHANGES[name].zh}`, {
                of: part,
                kind: name,
              }),
          })),
          {
            title: '差别',
            number: true,
            cell: (part) => number(count(part), `${part ? COMPARED[part].zh : '全部'}差别`, { of: part }),
          },
          { title: '相同', number: true, cell: (part) => found.alike.filter((row) => !part || row.of === part).length },
        ]}
      />
    </Card>
  );
}

function Part({ of, found, rows }: { of: Compared; found: Differences; rows: Differences['rows'] }) {
  if (rows.length === 0) return null;
  return (
    <Card title={<Label of={COMPARED[of]} />} id={of}>
      <Table
        caption={COMPARED[of].zh}
        rows={rows}
        rowKey={(row) => `${row.of} ${row.a?.id ?? ''} ${row.b?.id ?? ''}`}
        empty={null}
        columns={[
          {
            title: '变化',
            cell: (row) => (
              <>
                <Tag tone={CHANGE_TONES[row.change]}>
                  <Label of={CHANGES[row.change]} />
                </Tag>
                {row.contradicts && <Tag tone="bad">低于上级规定</Tag>}
              </>
            ),
          },
          ...(of === 'parameter' ? [{ title: '事项', cell: (row: Differences['rows'][number]) => row.label }] : []),
          { title: `甲 ${found.a.territoryName}`, cell: ({ a }) => <Side side={a} /> },
          { title: `乙 ${found.b.territoryName}`, cell: ({ b }) => <Side side={b} /> },
        ]}
      />
    </Card>
  );
}

function Side({ side }: { side: Differences['rows'][number]['a'] }) {
  if (!side) return <span className="soft">没有</span>;
  return (
    <>
      <div>{side.says}</div>
      {side.cites && <Clause cites={side.cites} text={side.clause?.trim()} />}
    </>
  );
}

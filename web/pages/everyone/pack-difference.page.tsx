import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Differences, PackVersion, packVersionsView } from '../../../src/cases/packs/pack.contract.ts';
import { CHANGES, type Change } from '../../../src/policy/diff.ts';
import { api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { useSearchState } from '../../lib/search.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceInput } from '../../ui/inputs.tsx';
import { Card, Empty, Loading, Page, Tag, type Tone } from '../../ui/page.tsx';
import '../../features/standings/standings.css';
import { Label } from '../../ui/label.tsx';

const TONES: Readonly<Record<Change, Tone>> = {
  tightened: 'bad',
  relaxed: 'ok',
  added: 'accent',
  removed: 'warn',
  changed: 'warn',
  notComparable: 'plain',
};
const OF = {
  parameter: '数值',
  requirement: '条件',
  condition: '条件组',
  relaxation: '放宽',
  rule: '规定',
  procedure: '程序',
} as const;

/** 所有人 · 政策对比：任意两份政策或两个版本，逐条并排，条文在旁；下级低于上级规定的标出。 */
export function PackDifferencePage() {
  const [search, change] = useSearchState();
  const { data: packs, error } = useQuery({
    queryKey: ['packs'],
    queryFn: () => api.get<z.output<typeof packVersionsView>>('/api/packs'),
  });
  const { a, b, of, kind } = search;
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
      {found && <Result found={found} of={of} kind={kind} />}
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

function Result({ found, of, kind }: { found: Differences; of: string | undefined; kind: string | undefined }) {
  const [, change] = useSearchState();
  const count = (name: Change) => found.rows.filter((row) => row.change === name).length;
  const below = found.rows.filter((row) => row.contradicts).length;
  const shown = found.rows.filter((row) => (!of || row.of === of) && (!kind || row.change === kind));
  return (
    <>
      {found.total === 0 && <p role="status">两份政策没有差别。</p>}
      {below > 0 && (
        <p role="alert">
          <Tag tone="bad">低于上级规定</Tag> {below}处：乙是下级的规定，要求比甲低。
        </p>
      )}
      <div className="row no-print">
        {(Object.keys(CHANGES) as Change[])
          .filter((name) => count(name) > 0)
          .map((name) => (
            <button
              key={name}
              type="button"
              className="link-button"
              aria-pressed={kind === name}
              onClick={() => change({ kind: kind === name ? undefined : name })}
            >
              <Tag tone={TONES[name]}>
                <Label of={CHANGES[name]} /> {count(name)}
              </Tag>
            </button>
          ))}
        <label htmlFor="of">只看</label>
        <span style={{ minWidth: '8rem' }}>
          <ChoiceInput
            id="of"
            value={of}
            placeholder="全部"
            options={Object.entries(OF).map(([code, label]) => ({ value: code, label }))}
            onChange={(code) => change({ of: code ?? undefined })}
          />
        </span>
      </div>
      {shown.map((row) => (
        <Card key={`${row.of} ${row.a?.id ?? ''} ${row.b?.id ?? ''}`}>
          <h2 style={{ fontSize: 'var(--text-l)' }}>
            <Tag tone={TONES[row.change]}>
              <Label of={CHANGES[row.change]} />
            </Tag>{' '}
            {OF[row.of]}：{row.label} {row.contradicts && <Tag tone="bad">低于上级规定</Tag>}
          </h2>
          <div className="side-by-side">
            <Side name={`甲 ${found.a.territoryName}`} side={row.a} />
            <Side name={`乙 ${found.b.territoryName}`} side={row.b} />
          </div>
        </Card>
      ))}
    </>
  );
}

function Side({ name, side }: { name: string; side: Differences['rows'][number]['a'] }) {
  return (
    <div>
      <div className="soft small">{name}</div>
      {side ? (
        <>
          <div>{side.says}</div>
          {side.cites && <div className="soft small">依据 {side.cites}</div>}
          {side.clause && <blockquote className="small">{side.clause.trim()}</blockquote>}
        </>
      ) : (
        <div className="soft">没有</div>
      )}
    </div>
  );
}

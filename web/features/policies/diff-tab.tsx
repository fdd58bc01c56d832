import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { CHANGES, type Change, type Difference, diffPacks } from '../../../src/policy/diff.ts';
import { loadPack } from '../../../src/policy/load.ts';
import { useSearchState } from '../../lib/search.ts';
import { Card, Empty, Loading, Notice, Tag, type Tone } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import type { LiveCheck } from './draft-check.ts';
import { Faulty } from './examples-tab.tsx';
import { comparisonQuery, type Draft, WORDS } from './policies.ts';

export const CHANGE_TONES: Readonly<Record<Change, Tone>> = {
  tightened: 'bad',
  relaxed: 'ok',
  added: 'note',
  removed: 'warn',
  changed: 'accent',
  notComparable: 'plain',
};
const AGAINST = { inForce: '现行版本', base: '底本', latestBase: '底本的最新版本' } as const;
type Against = keyof typeof AGAINST;

/** 对照：草稿与现行版本、与底本逐条相比，收紧、放宽、新增、取消、改变，两边文字并排。 */
export function DiffTab({ draft, check }: { draft: Draft; check: LiveCheck }) {
  const [search] = useSearchState();
  const { data } = useQuery(comparisonQuery(draft.id));
  const isKnown = (name: string | undefined): name is Against => name !== undefined && name in AGAINST;
  const first: Against = data && !data.inForce ? 'base' : 'inForce';
  const against = isKnown(search.against) ? search.against : first;
  const other = data?.[against] ?? null;
  const earlier = useMemo(() => (other ? loadPack(other.files, WORDS).pack : null), [other]);
  const pack = check.pack;
  const differences = useMemo(() => (earlier && pack ? diffPacks(earlier, pack) : []), [earlier, pack]);
  if (!pack) return <Faulty />;
  if (!data) return <Loading />;
  const offered = (Object.keys(AGAINST) as Against[]).filter(
    (each) => data[each] && (each !== 'latestBase' || data.latestBase.hash !== data.base.hash),
  );
  const count = (change: Change) => differences.filter((each) => each.change === change).length;
  const counts = (Object.keys(CHANGES) as Change[]).filter((change) => count(change) > 0);
  return (
    <Card title="逐条对照" id="diff">
      <div className="stack">
        <nav className="subnav" aria-label="与哪份文本对照">
          {offered.map((each) => (
            <Link
              key={each}
              to="."
              search={{ ...search, against: each } as never}
              resetScroll={false}
              aria-current={each === against ? 'page' : undefined}
            >
              {AGAINST[each]}
            </Link>
          ))}
        </nav>
        {earlier && (
          <p className="row" role="status">
            <span>
              对照：{earlier.title}
              {other && <code> {other.hash.slice(0, 12)}</code>}
            </span>
            {counts.map((change) => (
              <Tag key={change} tone={CHANGE_TONES[change]}>
                {CHANGES[change].zh} {count(change)}
              </Tag>
            ))}
          </p>
        )}
        {differences.some(({ contradicts }) => contradicts) && (
          <Notice tone="warn" title="有规定低于上级文件">
            标有“低于上级”的条目比上级文件要求得少，请核对上级是否允许。
          </Notice>
        )}
        <Table
          caption="差异"
          rows={differences}
          rowKey={(row) => `${row.of} ${row.a?.id ?? ''} ${row.b?.id ?? ''}`}
          empty={<Empty title="没有差别">草稿与对照的文本逐条相同。</Empty>}
          columns={[
            {
              title: '变化',
              cell: (row) => (
                <>
                  <Tag tone={CHANGE_TONES[row.change]}>{CHANGES[row.change].zh}</Tag>
                  {row.contradicts && <Tag tone="warn">低于上级</Tag>}
                </>
              ),
            },
            { title: '事项', cell: ({ label }) => label },
            { title: '对照文本', cell: ({ a }) => <Side of={a} /> },
            { title: '草稿', cell: ({ b }) => <Side of={b} /> },
          ]}
        />
      </div>
    </Card>
  );
}

function Side({ of }: { of: Difference['a'] }) {
  if (!of) return '—';
  return (
    <>
      {of.says}
      {of.cites && <div className="small soft">{of.cites}</div>}
    </>
  );
}

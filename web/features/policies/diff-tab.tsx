import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { CHANGES, type Change, type Difference, diffPacks } from '../../../src/policy/diff.ts';
import { loadPack } from '../../../src/policy/load.ts';
import { useSearchState } from '../../lib/search.ts';
import { useSay } from '../../lib/words.ts';
import { Label } from '../../ui/label.tsx';
import { Card, Empty, Loading, Notice, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import type { LiveCheck } from './draft-check.ts';
import { Faulty } from './examples-tab.tsx';
import { CHANGE_TONES, comparisonQuery, type Draft, WORDS } from './policies.ts';

const AGAINST = {
  inForce: { zh: '现行版本', en: 'The version in force' },
  base: { zh: '底本', en: 'The base' },
  latestBase: { zh: '底本的最新版本', en: 'The newest version of the base' },
} as const;
type Against = keyof typeof AGAINST;

/** 对照：草稿与现行版本、与底本逐条相比，收紧、放宽、新增、取消、改变，两边文字并排。 */
export function DiffTab({ draft, check }: { draft: Draft; check: LiveCheck }) {
  const say = useSay();
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
    <Card title={say('逐条对照', 'Rule by rule')} id="diff">
      <div className="stack">
        <nav className="subnav" aria-label={say('与哪份文本对照', 'Compared with')}>
          {offered.map((each) => (
            <Link
              key={each}
              to="."
              search={{ ...search, against: each } as never}
              resetScroll={false}
              aria-current={each === against ? 'page' : undefined}
            >
              <Label of={AGAINST[each]} />
            </Link>
          ))}
        </nav>
        {earlier && (
          <p className="row" role="status">
            <span>
              {say('对照：', 'Compared with: ')}
              {earlier.title}
              {other && <code> {other.hash.slice(0, 12)}</code>}
            </span>
            {counts.map((change) => (
              <Tag key={change} tone={CHANGE_TONES[change]}>
                <Label of={CHANGES[change]} /> {count(change)}
              </Tag>
            ))}
          </p>
        )}
        {differences.some(({ contradicts }) => contradicts) && (
          <Notice tone="warn" title={say('有规定低于上级文件', 'Some rules ask less than the law above')}>
            {say(
              '标有“低于上级”的条目比上级文件要求得少，请核对上级是否允许。',
              'Rows marked “below the law above” ask less than it does; check whether it allows that.',
            )}
          </Notice>
        )}
        <Table
          caption={say('差异', 'Differences')}
          rows={differences}
          rowKey={(row) => `${row.of} ${row.a?.id ?? ''} ${row.b?.id ?? ''}`}
          empty={
            <Empty title={say('没有差别', 'No difference')}>
              {say('草稿与对照的文本逐条相同。', 'The draft and the other text say the same, rule by rule.')}
            </Empty>
          }
          columns={[
            {
              title: say('变化', 'Change'),
              cell: (row) => (
                <>
                  <Tag tone={CHANGE_TONES[row.change]}>
                    <Label of={CHANGES[row.change]} />
                  </Tag>
                  {row.contradicts && <Tag tone="warn">{say('低于上级', 'Below the law above')}</Tag>}
                </>
              ),
            },
            { title: say('事项', 'Matter'), cell: ({ label }) => label },
            { title: say('对照文本', 'Other text'), cell: ({ a }) => <Side of={a} /> },
            { title: say('草稿', 'Draft'), cell: ({ b }) => <Side of={b} /> },
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

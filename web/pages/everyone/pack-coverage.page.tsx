import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Coverage, packVersionsView } from '../../../src/cases/packs/pack.contract.ts';
import { COVERAGE, type CoverageState } from '../../../src/policy/coverage.ts';
import { api } from '../../lib/api.ts';
import { useSearchState } from '../../lib/search.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceInput } from '../../ui/inputs.tsx';
import { Label } from '../../ui/label.tsx';
import { Empty, Loading, Page, Tag, type Tone } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';

const TONES: Readonly<Record<CoverageState, Tone>> = {
  executed: 'ok',
  recorded: 'accent',
  noRule: 'plain',
  uncovered: 'bad',
};
type Row = Coverage['rows'][number];

const COLUMNS: Column<Row>[] = [
  {
    title: '条款',
    cell: ({ cite, title, text }) => (
      <>
        <strong>{cite}</strong> {title}
        {text.trim() && (
          <details className="small">
            <summary>条文</summary>
            <span style={{ whiteSpace: 'pre-line' }}>{text.trim()}</span>
          </details>
        )}
      </>
    ),
  },
  {
    title: '状态',
    cell: ({ state }) => (
      <Tag tone={TONES[state]}>
        <Label of={COVERAGE[state]} />
      </Tag>
    ),
  },
  {
    title: '由什么执行，或为什么不是规则',
    cell: ({ by, reason }) => (by.length > 0 ? by.map(({ says }) => says).join('；') : (reason ?? '—')),
  },
  { title: '需求编号', cell: ({ traces }) => traces.join('、') || '—' },
];

/** 所有人 · 条款覆盖：一份文件的每一条由哪条规则执行、记载，或者为什么不是规则。 */
export function PackCoveragePage() {
  const [search, change] = useSearchState();
  const { data: packs, error } = useQuery({
    queryKey: ['packs'],
    queryFn: () => api.get<z.output<typeof packVersionsView>>('/api/packs'),
  });
  const current = packs?.rows.filter(({ isCurrent }) => isCurrent) ?? [];
  const hash = search.pack ?? current[0]?.hash;
  const { data, error: fault } = useQuery({
    queryKey: ['pack', hash, 'coverage'],
    enabled: hash !== undefined,
    queryFn: () => api.get<Coverage>(`/api/packs/${hash}/coverage`),
  });
  const count = (state: CoverageState) => data?.rows.filter((row) => row.state === state).length ?? 0;
  return (
    <Page title="条款覆盖" says="文件的每一条，要么由规则执行或记载，要么写明为什么不是规则。">
      <ErrorNotice error={error ?? fault} />
      <div className="row no-print">
        <label htmlFor="pack">政策</label>
        <ChoiceInput
          id="pack"
          value={hash}
          searchable
          options={(packs?.rows ?? []).map(({ hash: each, territoryName, title, isCurrent }) => ({
            value: each,
            label: `${territoryName} · ${title}${isCurrent ? '' : '（以前的版本）'}`,
          }))}
          onChange={(each) => change({ pack: each ?? undefined })}
        />
      </div>
      {!data && !error && !fault && <Loading />}
      {data && (
        <>
          <p className="row" role="status">
            共{data.total}条
            {(Object.keys(COVERAGE) as CoverageState[]).map((state) => (
              <Tag key={state} tone={TONES[state]}>
                <Label of={COVERAGE[state]} /> {count(state)}
              </Tag>
            ))}
          </p>
          <Table
            caption="条款覆盖"
            columns={COLUMNS}
            rows={data.rows}
            rowKey={({ cite }) => cite}
            empty={<Empty title="没有条款">这份政策没有条款。</Empty>}
          />
        </>
      )}
    </Page>
  );
}

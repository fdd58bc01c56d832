import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { editionsView } from '../../../src/records/residencies/residency.contract.ts';
import { api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { useLabel } from '../../lib/words.ts';
import { Tag } from '../../ui/page.tsx';

/** 历次稿: who wrote each and when, what it says otherwise than the one before, and its paper. */
export function ResidencyEditions({ path, edition }: { path: string; edition: number }) {
  const label = useLabel();
  const { data } = useQuery({
    queryKey: ['tenancy', 'editions', path, edition],
    queryFn: () => api.get<z.output<typeof editionsView>>(`${path}/editions`),
  });
  if (!data || data.rows.length < 2) return null;
  return (
    <section className="stack-s" aria-label="历次稿">
      <h3>历次稿</h3>
      <ol className="plain stack">
        {data.rows.map((row) => (
          <li key={row.edition} className="stack-s">
            <div className="row">
              <strong>第{row.edition}稿</strong>
              {row.edition === edition && <Tag tone="accent">当前稿</Tag>}
              <span className="soft small">
                {row.madeBy ?? '系统'}，{showMoment(row.madeAt)}
                {row.offeredAt ? `，${showMoment(row.offeredAt)}交团队` : '，未交团队'}
              </span>
              {(['word', 'pdf'] as const).map((format) => (
                <a key={format} href={`${path}/paper?format=${format}&edition=${row.edition}`}>
                  <span className="hidden-label">第{row.edition}稿</span>
                  {format === 'word' ? 'Word' : 'PDF'}
                </a>
              ))}
            </div>
            {row.changes.length > 0 && (
              <ul>
                {row.changes.map((change) => (
                  <li key={change.zh}>
                    {label(change)}：{change.from} → {change.to}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

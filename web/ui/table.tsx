import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Query, withQuery } from '../lib/api.ts';
import { type SearchState, useSearchState } from '../lib/search.ts';
import { useWords } from '../lib/words.ts';

export interface Column<R> {
  readonly title: string;
  readonly cell: (row: R) => ReactNode;
  /** The name the server sorts by; absent: not sortable. */
  readonly sort?: string;
  readonly number?: boolean;
  /** No label on a narrow screen: the cell speaks for itself. */
  readonly bare?: boolean;
}

interface TableProps<R> {
  caption: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  /** Shown where there are no rows. */
  empty: ReactNode;
  /** Wide tables of figures scroll sideways instead of turning into cards. */
  scrolls?: boolean;
}

/** A real table; on a narrow screen each row reads as a card. */
export function Table<R>({ caption, columns, rows, rowKey, empty, scrolls }: TableProps<R>) {
  const t = useWords();
  const [search, change] = useSearchState();
  if (rows.length === 0) return <div className="table-region">{empty}</div>;
  return (
    <div
      className="table-region"
      {...(scrolls ? { role: 'region', 'aria-label': `${caption}（表格）`, tabIndex: 0 } : {})}
    >
      <table className={scrolls ? 'table' : 'table table-cards'}>
        <caption className="hidden-label">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.title}
                scope="col"
                className={column.number ? 'is-number' : undefined}
                aria-sort={column.sort ? ariaSort(search.sort, column.sort) : undefined}
              >
                {column.sort ? (
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => change({ sort: nextSort(search.sort, column.sort as string) })}
                  >
                    {t(column.title)}
                    <span aria-hidden="true">{arrow(search.sort, column.sort)}</span>
                  </button>
                ) : (
                  t(column.title)
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td
                  key={column.title}
                  className={column.number ? 'is-number' : undefined}
                  data-label={column.bare ? undefined : t(column.title)}
                >
                  <div>{column.cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `-name` sorts downwards. */
const ariaSort = (sort: string | undefined, by: string) =>
  sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : 'none';
const nextSort = (sort: string | undefined, by: string) => (sort === by ? `-${by}` : by);
const arrow = (sort: string | undefined, by: string) => (sort === by ? ' ↑' : sort === `-${by}` ? ' ↓' : ' ↕');

interface PagerProps {
  total: number;
  /** There are more than `total`; they were not counted. */
  more?: boolean;
  page: number;
  size: number;
  /** The address of the same list as a workbook. */
  workbook?: string;
  /** What the list asks for, where that differs from the address of the page. */
  filters?: Query;
}

export function Pager({ total, more = false, page, size, workbook, filters }: PagerProps) {
  const t = useWords();
  const [search] = useSearchState();
  const last = Math.max(1, Math.ceil(total / size)) + (more ? 1 : 0);
  const to = (target: number) => ({ ...search, page: target === 1 ? undefined : String(target) }) as SearchState;
  const shown = [...new Set([1, page - 1, page, page + 1, last])].filter((n) => n >= 1 && n <= last);
  if (total === 0) return null;
  const { page: _page, count: _count, ...found } = search;
  return (
    <div className="pager">
      <span className="soft" aria-live="polite">
        共{total}条{more && '以上'}
        {last > 1 && (more ? `，第${page}页` : `，第${page}/${last}页`)}
      </span>
      {workbook && (
        <a className="no-print" href={withQuery(workbook, filters ?? found)} download>
          {t('导出 Excel')}
        </a>
      )}
      {more && (
        <Link to="." search={{ ...search, count: 'exact' } as never}>
          {t('查看准确数字')}
        </Link>
      )}
      {last > 1 && (
        <nav aria-label="分页">
          {page > 1 && (
            <Link to="." search={to(page - 1) as never}>
              {t('上一页')}
            </Link>
          )}
          {shown.map((n) => (
            <Link
              key={n}
              to="."
              search={to(n) as never}
              aria-current={n === page ? 'page' : undefined}
              aria-label={`第${n}页`}
            >
              {n}
            </Link>
          ))}
          {page < last && (
            <Link to="." search={to(page + 1) as never}>
              {t('下一页')}
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}

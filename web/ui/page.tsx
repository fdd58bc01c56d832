import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { useWords } from '../lib/words.ts';
import { ErrorNotice } from './fault.tsx';

export interface Crumb {
  readonly title: string;
  readonly to?: string;
}

interface PageProps {
  title: string;
  says?: ReactNode;
  crumbs?: readonly Crumb[];
  actions?: ReactNode;
  children: ReactNode;
}

/** One page: where one is, what it answers, what one can do. */
export function Page({ title, says, crumbs = [], actions, children }: PageProps) {
  const t = useWords();
  useEffect(() => {
    document.title = t(`${title} · 众创台`);
  }, [t, title]);
  return (
    <>
      {crumbs.length > 0 && (
        <nav aria-label={t('当前位置')} className="no-print">
          <ol className="crumbs">
            {crumbs.map((crumb) => (
              <li key={crumb.title}>{crumb.to ? <Link to={crumb.to}>{t(crumb.title)}</Link> : t(crumb.title)}</li>
            ))}
            <li aria-current="page">{t(title)}</li>
          </ol>
        </nav>
      )}
      <header className="page-head">
        <div>
          <h1>{t(title)}</h1>
          {says && <p>{says}</p>}
        </div>
        {actions && <div className="row no-print">{actions}</div>}
      </header>
      <div className="stack">{children}</div>
    </>
  );
}

interface CardProps {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  id?: string;
}

export function Card({ title, actions, children, id }: CardProps) {
  const heading = id ? `${id}-title` : undefined;
  return (
    <section className="card" id={id} aria-labelledby={title ? heading : undefined}>
      {title && (
        <div className="card-head">
          <h2 id={heading}>{title}</h2>
          {actions && <div className="row no-print">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

interface EmptyProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** An empty list says what to do next. */
export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div className="empty">
      <p>
        <strong>{title}</strong>
      </p>
      {children && <p>{children}</p>}
      {action && <div className="row">{action}</div>}
    </div>
  );
}

export function Pairs({ of }: { of: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="pairs">
      {of.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value ?? '—'}</dd>
        </div>
      ))}
    </dl>
  );
}

export type Tone = 'ok' | 'warn' | 'bad' | 'note' | 'accent' | 'plain';

/** A word with a colour; the word alone tells. */
export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`tag tag-${tone}`}>{children}</span>;
}

interface NoticeProps {
  tone?: 'ok' | 'warn' | 'bad' | 'note';
  title?: ReactNode;
  children?: ReactNode;
  /** Read out when it appears. */
  live?: boolean;
}
export function Notice({ tone = 'note', title, children, live }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={live ? (tone === 'bad' ? 'alert' : 'status') : undefined}>
      {title && <strong>{title}</strong>}
      {children}
    </div>
  );
}

/** In place of what has not arrived; where the server refused it, what the server said. */
export function Loading({ lines = 5 }: { lines?: number }) {
  const t = useWords();
  const refused = useRefusedQuery();
  if (refused) return <ErrorNotice error={refused} />;
  return (
    <div className="stack-s" role="status" aria-label={t('加载中')}>
      {Array.from({ length: lines }, (_, line) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: lines without identity
          key={line}
          className="skeleton"
          style={{ width: `${92 - ((line * 17) % 45)}%` }}
        />
      ))}
    </div>
  );
}

/** The error of a query that is waited for and has nothing to show. */
function useRefusedQuery(): unknown {
  const cache = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    (changed) => cache.subscribe(changed),
    () =>
      cache.getAll().find((query) => query.isActive() && query.state.data === undefined && query.state.error)?.state
        .error ?? null,
  );
}

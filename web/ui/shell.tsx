import { Link, Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useSession, useSessionChange } from '../lib/session.ts';
import { useLabel, useWords } from '../lib/words.ts';
import { Mark } from './brand.tsx';
import { DemoClock } from './demo-clock.tsx';
import { DemoSwitch } from './demo-switch.tsx';
import { DisplayOptions } from './display-options.tsx';
import { offered } from './navigation.ts';
import { Loading } from './page.tsx';
import { Popover } from './popover.tsx';
import './shell.css';

/** The frame of every page of a signed-in person. */
export function Shell() {
  const t = useWords();
  const session = useSession();
  const [menuOpen, setMenuOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const isLeaving = useRouterState({ select: (state) => state.isLoading });
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    setMenuOpen(false);
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path]);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('跳到正文')}
      </a>
      <header className="shell-band">
        <Link to="/" className="shell-brand">
          <Mark />
          {t('众创台')}
          <small>{t('工作台')}</small>
        </Link>
        <button
          type="button"
          className="band-button menu-button"
          aria-expanded={menuOpen}
          aria-controls="navigation"
          onClick={() => setMenuOpen(!menuOpen)}
        >
          <span aria-hidden="true">☰</span>
          {t('菜单')}
        </button>
        <div className="shell-tools">
          <DisplayOptions />
          {session.demo && <DemoClock />}
          {session.demo && <DemoSwitch />}
          <WhoIAm />
        </div>
      </header>
      <Navigation open={menuOpen} />
      <main className="shell-main" id="main" ref={main} tabIndex={-1} aria-busy={isLeaving}>
        <Suspense fallback={<Loading lines={8} />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

function Navigation({ open }: { open: boolean }) {
  const t = useWords();
  const rows = offered(useSession());
  const groups = [...new Set(rows.map((row) => row.group))];
  return (
    <nav className="shell-side" id="navigation" aria-label={t('主导航')} data-open={open}>
      {groups.map((group) => (
        <div key={group}>
          {group && <h2>{t(group)}</h2>}
          <ul>
            {rows
              .filter((row) => row.group === group)
              .map((row) => (
                <li key={row.to}>
                  <Link to={row.to} activeOptions={{ exact: row.to === '/' }} activeProps={{ 'aria-current': 'page' }}>
                    {t(row.zh)}
                  </Link>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function WhoIAm() {
  const t = useWords();
  const label = useLabel();
  const session = useSession();
  const router = useRouter();
  const choose = useSessionChange<{ organisationId: string }>('/api/session/organisation');
  const leave = useSessionChange<Record<string, never>>('/api/session/sign-out');
  const { person, organisation, organisations, roles } = session;
  const roleNames = roles.map((role) => label(role)).join('、');
  return (
    <Popover
      label={`${person?.name ?? ''} ${organisation?.name ?? ''} ${roleNames}`}
      face={
        <span>
          {person?.name}
          {organisation && <span className="wide-only"> · {organisation.name}</span>}
        </span>
      }
    >
      {(close) => (
        <>
          <h2>{t('代表机构')}</h2>
          <ul>
            {organisations.map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  aria-current={one.id === organisation?.id}
                  onClick={() =>
                    choose.mutate(
                      { organisationId: one.id },
                      {
                        onSuccess: () => {
                          close();
                          void router.navigate({ to: '/' });
                        },
                      },
                    )
                  }
                >
                  {one.name}
                  <br />
                  <span className="small">{one.roles.map((role) => label(role)).join('、')}</span>
                </button>
              </li>
            ))}
          </ul>
          <ul>
            <li>
              <Link to="/account" onClick={close}>
                {t('账号安全')}
              </Link>
            </li>
            <li>
              <a href="/">{t('公开门户')}</a>
            </li>
            <li>
              <button type="button" onClick={() => leave.mutate({})}>
                {t('退出登录')}
              </button>
            </li>
          </ul>
        </>
      )}
    </Popover>
  );
}

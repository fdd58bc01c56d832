import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../ui/page.tsx';
import { teamQuery } from './teams.ts';

interface TeamFrameProps {
  teamId: string;
  title: string;
  says?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** The pages of one team hang together under its name. */
export function TeamFrame({ teamId, title, says, actions, children }: TeamFrameProps) {
  const { data: team } = useQuery(teamQuery(teamId));
  const name = team?.companyName ?? team?.name ?? '团队';
  const base = `/teams/${teamId}`;
  return (
    <Page
      title={`${name} · ${title}`}
      says={says}
      actions={actions}
      crumbs={[
        { title: '团队', to: '/teams' },
        { title: name, to: base },
      ]}
    >
      <nav className="subnav no-print" aria-label="团队">
        <Link to={base} activeOptions={{ exact: true, includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
          基本情况
        </Link>
        <Link to={`${base}/records`} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
          团队档案
        </Link>
        <Link to={`${base}/mentors`} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
          找导师
        </Link>
        <Link to={`${base}/consents`} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
          授权查看
        </Link>
      </nav>
      {children}
    </Page>
  );
}

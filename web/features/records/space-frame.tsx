import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay, useMayOn } from '../../lib/session.ts';
import { Page } from '../../ui/page.tsx';
import { carrierQuery } from './carriers.ts';

interface SpaceFrameProps {
  carrierId: string;
  title: string;
  says?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** The pages of one space hang together under its name. */
export function SpaceFrame({ carrierId, title, says, actions, children }: SpaceFrameProps) {
  const { data: carrier } = useQuery(carrierQuery(carrierId));
  const may = useMay();
  const mayHere = useMayOn('carrier', carrierId);
  const name = carrier?.name ?? '空间';
  const base = `/spaces/${carrierId}`;
  return (
    <Page
      title={`${name} · ${title}`}
      says={says}
      actions={actions}
      crumbs={[
        { title: '载体', to: '/spaces' },
        { title: name, to: base },
      ]}
    >
      <nav className="subnav no-print" aria-label="空间">
        <Link to={base} activeOptions={{ exact: true, includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
          基本情况
        </Link>
        <Link to={`${base}/records`} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
          日常记录
        </Link>
        <Link to={`${base}/mentors`} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
          导师
        </Link>
        <Link
          to={`${base}/resources`}
          activeOptions={{ includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          场地与设备
        </Link>
        {may('booking.list') && (
          <>
            <Link to={`${base}/plan`} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
              平面图
            </Link>
            <Link
              to={`${base}/bookings`}
              activeOptions={{ includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
            >
              预订
            </Link>
          </>
        )}
        {mayHere('tenancy.manage') && (
          <>
            <Link
              to={`${base}/admissions` as string}
              activeOptions={{ includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
            >
              入驻申请
            </Link>
            <Link
              to={`${base}/tenancies` as string}
              activeOptions={{ includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
            >
              在驻团队
            </Link>
          </>
        )}
        <Link to={`${base}/facts`} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
          指标与申报
        </Link>
        <Link
          to={`${base}/health` as string}
          activeOptions={{ includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          运营健康
        </Link>
        <Link to={`${base}/standing`} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
          达标情况
        </Link>
      </nav>
      {children}
    </Page>
  );
}

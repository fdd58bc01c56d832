import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { plansQuery, spacesToBookQuery } from '../../features/bookings/bookings.ts';
import { LivePlans } from '../../features/bookings/plan-live.tsx';
import { Page } from '../../ui/page.tsx';

/** 创业团队 · 空间平面图：哪里空着，看得见的和读得出的一样。 */
export function SpacePlanPage() {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const { data: plans } = useSuspenseQuery(plansQuery(carrierId));
  const { data: spaces } = useSuspenseQuery(spacesToBookQuery);
  const name = spaces.rows.find(({ id }) => id === carrierId)?.name ?? '空间';
  return (
    <Page title={`${name} · 平面图`} crumbs={[{ title: '预订', to: '/book' }]}>
      <LivePlans carrierId={carrierId} plans={plans.rows} />
    </Page>
  );
}
